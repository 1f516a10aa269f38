"""The change of an SKP during the year: proposed beside the document, and written into it only when agreed."""

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.pegawai import Pegawai
from portal.models.skp import Skp
from portal.models.tipe import Json, Waktu


class RevisiSkp(Model):
    """A proposed next version of an SKP in force, carried by an instance of `revisi_skp`.

    `isi` are the kegiatan as they shall be; the document changes when the revision is agreed, from `berlaku_bulan` on.
    Months already opened keep their targets.
    """

    __tablename__ = "revisi_skp"
    __table_args__ = (
        Index("ix_revisi_skp", "skp_id", "id"),
        CheckConstraint("berlaku_bulan BETWEEN 1 AND 12", name="ck_revisi_bulan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(String(30), unique=True)
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    versi: Mapped[int | None] = mapped_column(Integer)
    sebab: Mapped[str] = mapped_column(String(20))
    alasan: Mapped[str] = mapped_column(Text)
    berlaku_bulan: Mapped[int] = mapped_column(Integer)
    isi: Mapped[Any | None] = mapped_column(Json)
    status: Mapped[str] = mapped_column(String(20), default="draf")
    instans_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    dibuat_pada: Mapped[datetime] = mapped_column(Waktu)
    diajukan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    diputuskan_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    diputuskan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    catatan: Mapped[str | None] = mapped_column(Text)

    skp: Mapped[Skp] = relationship()
    diputuskan_oleh: Mapped[Pegawai | None] = relationship()
