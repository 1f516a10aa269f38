"""What e-absensi said of a month, and each time we asked."""

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.organisasi import Opd
from portal.models.tipe import Json, Waktu


class Tarikan(Model):
    """One run: what was asked, when, how long, how many rows were new, changed, same, refused, and the digests."""

    __tablename__ = "tarikan"
    __table_args__ = (Index("ix_tarikan_opd", "opd_id", "bulan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("opd.id"))
    bulan: Mapped[str] = mapped_column(String(7))
    sumber: Mapped[str] = mapped_column(String(10))
    mulai: Mapped[datetime] = mapped_column(Waktu)
    lama_ms: Mapped[int] = mapped_column(Integer)
    lengkap: Mapped[bool] = mapped_column()
    baru: Mapped[int] = mapped_column(Integer, default=0)
    berubah: Mapped[int] = mapped_column(Integer, default=0)
    sama: Mapped[int] = mapped_column(Integer, default=0)
    ditolak: Mapped[int] = mapped_column(Integer, default=0)
    sidik: Mapped[Any] = mapped_column(Json)
    temuan: Mapped[Any] = mapped_column(Json)
    galat: Mapped[str | None] = mapped_column(Text)

    opd: Mapped[Opd] = relationship()


class RekapAbsensi(Model):
    """The recap of one person's month in one `versi`; a correction is a row beside the old one, never instead of it."""

    __tablename__ = "rekap_absensi"
    __table_args__ = (UniqueConstraint("pegawai_id", "bulan", "versi", name="uq_rekap_versi"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    bulan: Mapped[str] = mapped_column(String(7))
    versi: Mapped[int] = mapped_column(Integer)
    tarikan_id: Mapped[int] = mapped_column(ForeignKey("tarikan.id"))
    hari_kerja: Mapped[int] = mapped_column(Integer)
    hadir: Mapped[int] = mapped_column(Integer)
    apel: Mapped[int] = mapped_column(Integer)
    apel_wajib: Mapped[int] = mapped_column(Integer)
    upacara: Mapped[int] = mapped_column(Integer)
    upacara_wajib: Mapped[int] = mapped_column(Integer)
    kejadian: Mapped[Any] = mapped_column(Json)
    tk: Mapped[int] = mapped_column(Integer)
    izin: Mapped[int] = mapped_column(Integer)
    cuti: Mapped[int] = mapped_column(Integer)
    dl: Mapped[int] = mapped_column(Integer)
    menit_kerja: Mapped[int] = mapped_column(Integer)
    ditutup_pada: Mapped[datetime | None] = mapped_column(Waktu)
