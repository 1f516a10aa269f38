"""The account: FAB's user with what we add, in the same table."""

from datetime import datetime

from flask_appbuilder.security.sqla.models import User
from sqlalchemy import Boolean, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.pegawai import Pegawai
from portal.models.tipe import Waktu


class Pengguna(User):
    """Login by NIP (`username`). While `wajib_ganti_sandi`, every page leads to the change of password."""

    __tablename__ = "ab_user"

    pegawai_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"), unique=True)
    wajib_ganti_sandi: Mapped[bool] = mapped_column(Boolean, default=True)
    sandi_diganti_pada: Mapped[datetime | None] = mapped_column(Waktu)

    pegawai: Mapped[Pegawai | None] = relationship()
