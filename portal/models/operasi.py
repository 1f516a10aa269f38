"""Operations on many instances at once: what was asked for, and what became of each instance."""

from datetime import datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.pegawai import Pegawai
from portal.models.tipe import Json, Waktu


class Operasi(Model):
    """One run over many: asked for by a person with a reason, done by the worker one instance at a time.

    `argumen`: what the verb needs (versi, peta), and `saringan`, by what the instances were chosen.
    """

    __tablename__ = "operasi"
    __table_args__ = (
        Index("ix_operasi_diminta", "diminta_pada", "id"),
        CheckConstraint("status IN ('berjalan', 'selesai', 'dihentikan')", name="ck_operasi_status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(20))
    argumen: Mapped[Any] = mapped_column(Json)
    alasan: Mapped[str] = mapped_column(String(500))
    diminta_oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    diminta_pada: Mapped[datetime] = mapped_column(Waktu)
    status: Mapped[str] = mapped_column(String(10), default="berjalan")
    jumlah: Mapped[int] = mapped_column(Integer)
    selesai_pada: Mapped[datetime | None] = mapped_column(Waktu)

    diminta_oleh: Mapped[Pegawai] = relationship()


class ButirOperasi(Model):
    """One instance (or incident) of a run. `hasil`: `menunggu` until its turn has come; `pesan`: why not, in words."""

    __tablename__ = "butir_operasi"
    __table_args__ = (
        Index("ix_butir_operasi_hasil", "operasi_id", "hasil", "urutan"),
        CheckConstraint("hasil IN ('menunggu', 'berhasil', 'ditolak', 'dilewati')", name="ck_butir_operasi_hasil"),
    )

    operasi_id: Mapped[int] = mapped_column(ForeignKey("operasi.id"), primary_key=True)
    urutan: Mapped[int] = mapped_column(Integer, primary_key=True)
    kunci: Mapped[str] = mapped_column(String(60))
    nama: Mapped[str] = mapped_column(String(200))
    hasil: Mapped[str] = mapped_column(String(10), default="menunggu")
    pesan: Mapped[str | None] = mapped_column(String(500))
    pada: Mapped[datetime | None] = mapped_column(Waktu)
