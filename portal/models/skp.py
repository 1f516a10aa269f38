"""Sasaran Kerja Pegawai: the yearly contract, its kegiatan, their split over the months, and its versions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.organisasi import Jabatan, Opd, Unit
from portal.models.pegawai import Pegawai
from portal.models.tipe import Desimal, Json, Waktu

STATUS_SKP = ("draf", "diajukan", "dikembalikan", "disengketakan", "disetujui", "ditetapkan", "ditutup", "dibatalkan")


class Skp(Model):
    """One SKP of one person. The parties and the placement are frozen here as of `mulai` (regulation 1.10). A move
    closes it and opens the next (regulation 1.11).

    PermenPANRB 6/2022: `pendekatan` (kuantitatif, kualitatif), `ekspektasi` (value of BerAKHLAK -> what the leader
    expects in particular), `lampiran` (dukungan, pertanggungjawaban, konsekuensi). Empty where it is not asked.
    """

    __tablename__ = "skp"
    __table_args__ = (
        UniqueConstraint("pegawai_id", "mulai", name="uq_skp_pegawai_mulai"),
        CheckConstraint("selesai >= mulai", name="ck_skp_masa"),
        Index("ix_skp_tahun_status", "tahun", "status"),
        Index("ix_skp_opd", "opd_id", "tahun"),
        Index("ix_skp_penilai", "penilai_id"),
        Index("ix_skp_atasan", "atasan_banding_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(String(30), unique=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    tahun: Mapped[int] = mapped_column(Integer)
    mulai: Mapped[date] = mapped_column(Date)
    selesai: Mapped[date] = mapped_column(Date)
    opd_id: Mapped[int] = mapped_column(ForeignKey("opd.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    penilai_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    atasan_banding_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    pengecualian_pihak: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(20), default="draf")
    versi: Mapped[int] = mapped_column(Integer, default=0)
    penolakan_bkd: Mapped[int] = mapped_column(Integer, default=0)
    instans_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    dibuat_pada: Mapped[datetime] = mapped_column(Waktu)
    diajukan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    ditetapkan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    ditetapkan_karena: Mapped[str | None] = mapped_column(String(30))
    ditutup_pada: Mapped[datetime | None] = mapped_column(Waktu)
    ditutup_karena: Mapped[str | None] = mapped_column(String(200))
    pendekatan: Mapped[str | None] = mapped_column(String(12))
    ekspektasi: Mapped[Any | None] = mapped_column(Json)
    lampiran: Mapped[Any | None] = mapped_column(Json)

    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])
    penilai: Mapped[Pegawai | None] = relationship(foreign_keys=[penilai_id])
    atasan_banding: Mapped[Pegawai | None] = relationship(foreign_keys=[atasan_banding_id])
    opd: Mapped[Opd] = relationship()
    unit: Mapped[Unit] = relationship()
    jabatan: Mapped[Jabatan] = relationship()
    kegiatan: Mapped[list["Kegiatan"]] = relationship(order_by="Kegiatan.urutan", cascade="all, delete-orphan")


class Kegiatan(Model):
    """One kegiatan tugas jabatan with its yearly targets. `waktu` counts months.

    Since July 2021 it is a rencana (hasil) kerja: `jenis` utama or tambahan, `intervensi` the plan of the leader it
    serves, `perspektif` for JPT, `indikator` {aspek: {uraian, minimum, maksimum, satuan}} as rules/rencana.py has
    checked it, numbers as text.

    One that a revision took out stays for its past months, marked with the version that took it out.
    """

    __tablename__ = "kegiatan"
    __table_args__ = (Index("ix_kegiatan_skp", "skp_id", "urutan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    urutan: Mapped[int] = mapped_column(Integer)
    uraian: Mapped[str] = mapped_column(String(500))
    ak: Mapped[Decimal | None] = mapped_column(Desimal(12, 3))
    kuantitas: Mapped[Decimal] = mapped_column(Desimal(14, 2))
    satuan: Mapped[str] = mapped_column(String(40))
    kualitas: Mapped[Decimal] = mapped_column(Desimal(5, 2))
    waktu: Mapped[int] = mapped_column(Integer)
    biaya: Mapped[Decimal | None] = mapped_column(Desimal(18, 0))
    dihapus_versi: Mapped[int | None] = mapped_column(Integer)
    jenis: Mapped[str] = mapped_column(String(8), default="utama", server_default="utama")
    intervensi: Mapped[str | None] = mapped_column(String(500))
    perspektif: Mapped[str | None] = mapped_column(String(20))
    indikator: Mapped[Any | None] = mapped_column(Json)

    bulanan: Mapped[list["KegiatanBulan"]] = relationship(order_by="KegiatanBulan.bulan", cascade="all, delete-orphan")


class KegiatanBulan(Model):
    """The share of one kegiatan in one month (1..12). `waktu` counts working days."""

    __tablename__ = "kegiatan_bulan"
    __table_args__ = (CheckConstraint("bulan BETWEEN 1 AND 12", name="ck_kegiatan_bulan"),)

    kegiatan_id: Mapped[int] = mapped_column(ForeignKey("kegiatan.id"), primary_key=True)
    bulan: Mapped[int] = mapped_column(Integer, primary_key=True)
    kuantitas: Mapped[Decimal] = mapped_column(Desimal(14, 2))
    kualitas: Mapped[Decimal] = mapped_column(Desimal(5, 2))
    waktu: Mapped[Decimal] = mapped_column(Desimal(6, 2))
    biaya: Mapped[Decimal | None] = mapped_column(Desimal(18, 0))
    ak: Mapped[Decimal | None] = mapped_column(Desimal(12, 3))


class SkpVersi(Model):
    """What the document said when it was sent (version n), and what was answered. Written once, never changed."""

    __tablename__ = "skp_versi"
    __table_args__ = (UniqueConstraint("skp_id", "versi", name="uq_skp_versi"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    versi: Mapped[int] = mapped_column(Integer)
    isi: Mapped[Any] = mapped_column(Json)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)


class CatatanSkp(Model):
    """A remark of the appraiser (or of the atasan banding) on one version: on a row, or on the whole when
    `kegiatan_id` is empty.
    """

    __tablename__ = "catatan_skp"
    __table_args__ = (Index("ix_catatan_skp", "skp_id", "versi"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    versi: Mapped[int] = mapped_column(Integer)
    kegiatan_id: Mapped[int | None] = mapped_column(Integer)
    keputusan: Mapped[str] = mapped_column(String(20))
    catatan: Mapped[str] = mapped_column(Text)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)
