"""What a person keeps of a screen: named filters, and reports that take longer than a page may."""

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.pegawai import Pegawai
from portal.models.tipe import Json, Waktu


class SaringanTersimpan(Model):
    """A filter of a list kept under a name, for one person."""

    __tablename__ = "saringan_tersimpan"
    __table_args__ = (UniqueConstraint("pegawai_id", "layar", "nama", name="uq_saringan_nama"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    layar: Mapped[str] = mapped_column(String(20))
    nama: Mapped[str] = mapped_column(String(60))
    isi: Mapped[Any] = mapped_column(Json)
    pada: Mapped[datetime] = mapped_column(Waktu)


class Laporan(Model):
    """A report made by a job: asked for by one person, seen by him alone, gone after `kedaluwarsa_pada`.

    `selesai` of `jumlah` parts are done; the file lies in the data directory under `berkas`.
    """

    __tablename__ = "laporan"
    __table_args__ = (
        Index("ix_laporan_peminta", "diminta_oleh_id", "id"),
        CheckConstraint("status IN ('menunggu', 'berjalan', 'siap', 'gagal')", name="ck_laporan_status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(30))
    judul: Mapped[str] = mapped_column(String(200))
    argumen: Mapped[Any] = mapped_column(Json)
    diminta_oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    diminta_pada: Mapped[datetime] = mapped_column(Waktu)
    status: Mapped[str] = mapped_column(String(10), default="menunggu")
    selesai: Mapped[int] = mapped_column(Integer, default=0)
    jumlah: Mapped[int] = mapped_column(Integer, default=0)
    berkas: Mapped[str | None] = mapped_column(String(120))
    nama_berkas: Mapped[str | None] = mapped_column(String(120))
    ukuran: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str | None] = mapped_column(String(64))
    galat: Mapped[str | None] = mapped_column(String(500))
    selesai_pada: Mapped[datetime | None] = mapped_column(Waktu)
    kedaluwarsa_pada: Mapped[datetime | None] = mapped_column(Waktu)

    diminta_oleh: Mapped[Pegawai] = relationship()
