"""Perangkat daerah (OPD), their units, the jabatan, and the calendar they share."""

from datetime import date

from flask_appbuilder import Model
from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

JENIS_JABATAN = ("jpt", "administrator", "pengawas", "pelaksana", "fungsional")


class Gelombang(Model):
    """A wave of enrolment: from `mulai` (a first of the month) on, its people must report every month."""

    __tablename__ = "gelombang"

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(20), unique=True)
    nama: Mapped[str] = mapped_column(String(120))
    mulai: Mapped[date] = mapped_column(Date)

    def __str__(self) -> str:
        return self.nama


class Opd(Model):
    """One perangkat daerah. `punya_mesin`: has a fingerprint machine, so attendance comes from e-absensi."""

    __tablename__ = "opd"

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(20), unique=True)
    nama: Mapped[str] = mapped_column(String(160))
    punya_mesin: Mapped[bool] = mapped_column(Boolean, default=True)
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)

    def __str__(self) -> str:
        return f"{self.nama} ({self.kode})"


class Unit(Model):
    """A node of an OPD's tree: bidang, subbidang, UPTD."""

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_opd", "opd_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("opd.id"))
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    nama: Mapped[str] = mapped_column(String(160))
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)

    opd: Mapped[Opd] = relationship()
    induk: Mapped["Unit | None"] = relationship(remote_side=[id])

    def __str__(self) -> str:
        return self.nama


class Jabatan(Model):
    """A post. `jenis` decides the aspects of the monthly score (rules/jabatan.py)."""

    __tablename__ = "jabatan"
    __table_args__ = (UniqueConstraint("nama", "jenis", name="uq_jabatan_nama"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(160))
    jenis: Mapped[str] = mapped_column(String(20))
    eselon: Mapped[str | None] = mapped_column(String(5))
    kelas: Mapped[int | None] = mapped_column(Integer)

    def __str__(self) -> str:
        return self.nama


class HariLibur(Model):
    """A national or local holiday, or cuti bersama: not a working day in any deadline."""

    __tablename__ = "hari_libur"

    tanggal: Mapped[date] = mapped_column(Date, primary_key=True)
    nama: Mapped[str] = mapped_column(String(120))

    def __str__(self) -> str:
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"
