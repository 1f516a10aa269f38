"""The month: what was reported, what the appraiser made of it, the appeal, and the evidence."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.pegawai import Pegawai
from portal.models.skp import Kegiatan, Skp
from portal.models.tipe import Desimal, Json, Waktu

SISI = ("target", "klaim", "saran", "putusan", "akhir")


class Realisasi(Model):
    """One month of one SKP, carried by an instance of `realisasi_bulanan`. States: rules/realisasi.py."""

    __tablename__ = "realisasi"
    __table_args__ = (
        UniqueConstraint("skp_id", "bulan", name="uq_realisasi_bulan"),
        CheckConstraint("bulan BETWEEN 1 AND 12", name="ck_realisasi_bulan"),
        Index("ix_realisasi_periode", "tahun", "bulan", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(String(30), unique=True)
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    tahun: Mapped[int] = mapped_column(Integer)
    bulan: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(20), default="realisasi")
    instans_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    verifikatur_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    ditinjau_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    catatan_penilai: Mapped[str | None] = mapped_column(Text)
    catatan_verifikatur: Mapped[str | None] = mapped_column(Text)
    penolakan_bkd: Mapped[int] = mapped_column(Integer, default=0)
    pakai_target: Mapped[bool] = mapped_column(Boolean, default=False)
    nilai: Mapped[Decimal | None] = mapped_column(Desimal(7, 2))
    predikat: Mapped[str | None] = mapped_column(String(20))
    jejak: Mapped[Any | None] = mapped_column(Json)
    profil: Mapped[str | None] = mapped_column(String(20))
    dihitung_pada: Mapped[datetime | None] = mapped_column(Waktu)
    dibuka_pada: Mapped[datetime] = mapped_column(Waktu)
    diajukan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    terlambat: Mapped[bool] = mapped_column(Boolean, default=False)
    diverifikasi_pada: Mapped[datetime | None] = mapped_column(Waktu)
    rekap_id: Mapped[int | None] = mapped_column(ForeignKey("rekap_absensi.id"))

    skp: Mapped[Skp] = relationship()
    baris: Mapped[list["NilaiBaris"]] = relationship(cascade="all, delete-orphan")
    banding: Mapped["Banding | None"] = relationship(back_populates="realisasi")
    bukti: Mapped[list["Bukti"]] = relationship(order_by="Bukti.id")


class NilaiBaris(Model):
    """The values of one kegiatan in one month as one side sees them: target, klaim, saran, putusan, akhir."""

    __tablename__ = "nilai_baris"

    realisasi_id: Mapped[int] = mapped_column(ForeignKey("realisasi.id"), primary_key=True)
    kegiatan_id: Mapped[int] = mapped_column(ForeignKey("kegiatan.id"), primary_key=True)
    sisi: Mapped[str] = mapped_column(String(8), primary_key=True)
    kuantitas: Mapped[Decimal] = mapped_column(Desimal(14, 2))
    kualitas: Mapped[Decimal] = mapped_column(Desimal(5, 2))
    waktu: Mapped[Decimal] = mapped_column(Desimal(6, 2))
    biaya: Mapped[Decimal | None] = mapped_column(Desimal(18, 0))
    ak: Mapped[Decimal | None] = mapped_column(Desimal(12, 3))
    catatan: Mapped[str | None] = mapped_column(Text)

    kegiatan: Mapped[Kegiatan] = relationship()


class Banding(Model):
    """The appeal of one month: once, decided by the atasan banding, final inside the month."""

    __tablename__ = "banding"

    id: Mapped[int] = mapped_column(primary_key=True)
    realisasi_id: Mapped[int] = mapped_column(ForeignKey("realisasi.id"), unique=True)
    alasan: Mapped[str] = mapped_column(Text)
    diajukan_pada: Mapped[datetime] = mapped_column(Waktu)
    keputusan: Mapped[str | None] = mapped_column(String(10))
    alasan_keputusan: Mapped[str | None] = mapped_column(Text)
    diputus_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    diputus_pada: Mapped[datetime | None] = mapped_column(Waktu)

    realisasi: Mapped[Realisasi] = relationship(back_populates="banding")
    diputus_oleh: Mapped[Pegawai | None] = relationship()


class Bukti(Model):
    """An evidence file. The bytes are outside the web root under `simpan` (instance/bukti/...), named by their
    digest.
    """

    __tablename__ = "bukti"
    __table_args__ = (Index("ix_bukti_realisasi", "realisasi_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    realisasi_id: Mapped[int] = mapped_column(ForeignKey("realisasi.id"))
    kegiatan_id: Mapped[int | None] = mapped_column(ForeignKey("kegiatan.id"))
    nama: Mapped[str] = mapped_column(String(200))
    jenis: Mapped[str] = mapped_column(String(80))
    ukuran: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)
