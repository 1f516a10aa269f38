"""What the portal keeps for itself: events, jobs, drafts, receipts, notices, dated switches."""

from datetime import date, datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.tipe import Json, Waktu

_DIWAKILI = text("atas_nama IS NOT NULL")


class Peristiwa(Model):
    """One audit event. Append-only: the database refuses UPDATE and DELETE (trigger in the migration)."""

    __tablename__ = "peristiwa"
    __table_args__ = (
        Index("ix_peristiwa_instans", "instans_id", "id"),
        Index("ix_peristiwa_subjek", "subjek", "subjek_id", "id"),
        Index("ix_peristiwa_aktor", "aktor", "pada", "id"),
        Index("ix_peristiwa_jenis", "jenis", "pada", "id"),
        Index("ix_peristiwa_pada", "pada", "id"),
        Index("ix_peristiwa_atas_nama", "atas_nama", "pada", "id", sqlite_where=_DIWAKILI, postgresql_where=_DIWAKILI),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pada: Mapped[datetime] = mapped_column(Waktu)
    jenis: Mapped[str] = mapped_column(String(60))
    aktor: Mapped[str] = mapped_column(String(40))
    atas_nama: Mapped[str | None] = mapped_column(String(40))
    instans_id: Mapped[str | None] = mapped_column(String(32))
    subjek: Mapped[str | None] = mapped_column(String(30))
    subjek_id: Mapped[int | None] = mapped_column(Integer)
    rincian: Mapped[Any] = mapped_column(Json)


class Pekerjaan(Model):
    """A job of the embedded runner (SQLite). On PostgreSQL procrastinate keeps its own tables instead."""

    __tablename__ = "pekerjaan"
    __table_args__ = (Index("ix_pekerjaan_antre", "selesai_pada", "mulai_pada"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(40))
    argumen: Mapped[Any] = mapped_column(Json)
    mulai_pada: Mapped[datetime] = mapped_column(Waktu)
    percobaan: Mapped[int] = mapped_column(Integer, default=0)
    sewa_sampai: Mapped[datetime | None] = mapped_column(Waktu)
    selesai_pada: Mapped[datetime | None] = mapped_column(Waktu)
    galat: Mapped[str | None] = mapped_column(Text)
    kunci: Mapped[str | None] = mapped_column(String(120), unique=True)


class DrafTugas(Model):
    """What a person has typed into a step's form so far; lost on nothing but completing it."""

    __tablename__ = "draf_tugas"

    tugas_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    aktor: Mapped[str] = mapped_column(String(40), primary_key=True)
    isian: Mapped[Any] = mapped_column(Json)
    pada: Mapped[datetime] = mapped_column(Waktu)


class TugasDitunda(Model):
    """A task the person does not want to see in the list before `sampai`; the deadline stays."""

    __tablename__ = "tugas_ditunda"

    tugas_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    aktor: Mapped[str] = mapped_column(String(40), primary_key=True)
    sampai: Mapped[datetime] = mapped_column(Waktu)


class KunciIdempoten(Model):
    """The answer given to an Idempotency-Key: the same key again gets the same answer and changes nothing."""

    __tablename__ = "kunci_idempoten"

    aktor: Mapped[str] = mapped_column(String(40), primary_key=True)
    kunci: Mapped[str] = mapped_column(String(100), primary_key=True)
    sidik: Mapped[str] = mapped_column(String(64))
    jawaban: Mapped[Any] = mapped_column(Json)
    pada: Mapped[datetime] = mapped_column(Waktu)


class Pemberitahuan(Model):
    """A notice to one person, shown on Beranda."""

    __tablename__ = "pemberitahuan"
    __table_args__ = (Index("ix_pemberitahuan_pegawai", "pegawai_id", "id"), UniqueConstraint("kunci"))

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    judul: Mapped[str] = mapped_column(String(200))
    tautan: Mapped[str | None] = mapped_column(String(200))
    kunci: Mapped[str] = mapped_column(String(120))
    pada: Mapped[datetime] = mapped_column(Waktu)
    dibaca_pada: Mapped[datetime | None] = mapped_column(Waktu)


class Denyut(Model):
    """When a part of the portal that answers nobody (the worker) was last alive."""

    __tablename__ = "denyut"

    nama: Mapped[str] = mapped_column(String(40), primary_key=True)
    pada: Mapped[datetime] = mapped_column(Waktu)


class Parameter(Model):
    """A dated switch that BKD may set, such as `bkd_boleh_menolak`; the last one in force before a day counts."""

    __tablename__ = "parameter"
    __table_args__ = (UniqueConstraint("kunci", "sejak", name="uq_parameter_sejak"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kunci: Mapped[str] = mapped_column(String(60))
    nilai: Mapped[str] = mapped_column(String(200))
    sejak: Mapped[date] = mapped_column(Date)
    dasar: Mapped[str] = mapped_column(String(200))
