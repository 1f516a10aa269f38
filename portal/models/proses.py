"""A diagram on its way to being published: drafted by one person, reviewed and published by another."""

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.tipe import Json, Waktu

STATUS_DRAF = ("draf", "diajukan", "dikembalikan", "diterbitkan", "dibuang")
TERBUKA = ("draf", "diajukan", "dikembalikan")
_TERBUKA = text("status IN ('draf', 'diajukan', 'dikembalikan')")


class DrafProses(Model):
    """The one open draft of a process (by its key). `revisi` grows with each save, so that two windows cannot
    overwrite each other. `dasar_versi` is the published version it began from (None: a new process). People are
    parties ("orang:17").
    """

    __tablename__ = "draf_proses"
    __table_args__ = (
        Index("ix_draf_proses_kunci", "kunci", "id"),
        Index("uq_draf_proses_terbuka", "kunci", unique=True, sqlite_where=_TERBUKA, postgresql_where=_TERBUKA),
        CheckConstraint(
            "status IN ('draf', 'diajukan', 'dikembalikan', 'diterbitkan', 'dibuang')", name="ck_draf_proses_status"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kunci: Mapped[str] = mapped_column(String(60))
    nama: Mapped[str] = mapped_column(String(200))
    xml: Mapped[str] = mapped_column(Text)
    keputusan: Mapped[Any] = mapped_column(Json)
    dasar_versi: Mapped[int | None] = mapped_column(Integer)
    revisi: Mapped[int] = mapped_column(Integer, default=1)
    status: Mapped[str] = mapped_column(String(12), default="draf")
    dibuat_oleh: Mapped[str] = mapped_column(String(40))
    dibuat_pada: Mapped[datetime] = mapped_column(Waktu)
    penyusun: Mapped[Any] = mapped_column(Json)
    diubah_oleh: Mapped[str] = mapped_column(String(40))
    diubah_pada: Mapped[datetime] = mapped_column(Waktu)
    diajukan_oleh: Mapped[str | None] = mapped_column(String(40))
    diajukan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    catatan_ajuan: Mapped[str | None] = mapped_column(Text)
    ditinjau_oleh: Mapped[str | None] = mapped_column(String(40))
    ditinjau_pada: Mapped[datetime | None] = mapped_column(Waktu)
    catatan_tinjauan: Mapped[str | None] = mapped_column(Text)
    versi: Mapped[int | None] = mapped_column(Integer)
