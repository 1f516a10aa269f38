"""The people, where they are placed, and who appraises whom: all with dates, so that any past day can be asked."""

from datetime import date

from flask_appbuilder import Model
from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.organisasi import Gelombang, Jabatan, Opd, Unit


class Pegawai(Model):
    """A civil servant (PNS or PPPK). The governor is one too, without NIP (`jenis` "pejabat_negara")."""

    __tablename__ = "pegawai"
    __table_args__ = (Index("ix_pegawai_nama", "nama"), Index("ix_pegawai_gelombang", "gelombang_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    nip: Mapped[str] = mapped_column(String(18), unique=True)
    nama: Mapped[str] = mapped_column(String(120))
    jenis: Mapped[str] = mapped_column(String(15), default="PNS")
    golongan: Mapped[str | None] = mapped_column(String(6))
    gelombang_id: Mapped[int | None] = mapped_column(ForeignKey("gelombang.id"))
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)

    gelombang: Mapped[Gelombang | None] = relationship()

    def __str__(self) -> str:
        return f"{self.nama} ({self.nip})"


class Penempatan(Model):
    """A stretch of time in one unit and jabatan; `sampai` is the last day, empty while it lasts."""

    __tablename__ = "penempatan"
    __table_args__ = (
        CheckConstraint("sampai IS NULL OR sampai >= sejak", name="ck_penempatan_masa"),
        Index("ix_penempatan_pegawai", "pegawai_id", "sejak"),
        Index("ix_penempatan_unit", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    sejak: Mapped[date] = mapped_column(Date)
    sampai: Mapped[date | None] = mapped_column(Date)
    nomor_sk: Mapped[str | None] = mapped_column(String(80))

    pegawai: Mapped[Pegawai] = relationship()
    unit: Mapped[Unit] = relationship()
    jabatan: Mapped[Jabatan] = relationship()


class Rantai(Model):
    """The chain of one person as of a date: pejabat penilai and atasan pejabat penilai (= atasan banding)."""

    __tablename__ = "rantai"
    __table_args__ = (
        CheckConstraint("sampai IS NULL OR sampai >= sejak", name="ck_rantai_masa"),
        Index("ix_rantai_pegawai", "pegawai_id", "sejak"),
        Index("ix_rantai_penilai", "penilai_id"),
        Index("ix_rantai_atasan", "atasan_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    penilai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    atasan_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    sejak: Mapped[date] = mapped_column(Date)
    sampai: Mapped[date | None] = mapped_column(Date)
    pengecualian: Mapped[str | None] = mapped_column(String(200))

    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])
    penilai: Mapped[Pegawai] = relationship(foreign_keys=[penilai_id])
    atasan: Mapped[Pegawai] = relationship(foreign_keys=[atasan_id])


class Pengganti(Model):
    """Plt or Plh: `pengganti` acts for `digantikan` from `sejak` to `sampai`; both names stand in every record."""

    __tablename__ = "pengganti"
    __table_args__ = (
        CheckConstraint("sampai >= sejak", name="ck_pengganti_masa"),
        CheckConstraint("pengganti_id <> digantikan_id", name="ck_pengganti_orang"),
        Index("ix_pengganti_pengganti", "pengganti_id", "sejak"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digantikan_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pengganti_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    jenis: Mapped[str] = mapped_column(String(3))
    sejak: Mapped[date] = mapped_column(Date)
    sampai: Mapped[date] = mapped_column(Date)
    nomor_surat: Mapped[str] = mapped_column(String(80))

    digantikan: Mapped[Pegawai] = relationship(foreign_keys=[digantikan_id])
    pengganti: Mapped[Pegawai] = relationship(foreign_keys=[pengganti_id])


class Verifikatur(Model):
    """An officer of BKD who verifies the months of one OPD."""

    __tablename__ = "verifikatur"
    __table_args__ = (Index("ix_verifikatur_pegawai", "pegawai_id"), Index("ix_verifikatur_opd", "opd_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    opd_id: Mapped[int] = mapped_column(ForeignKey("opd.id"))
    sejak: Mapped[date] = mapped_column(Date)
    sampai: Mapped[date | None] = mapped_column(Date)

    pegawai: Mapped[Pegawai] = relationship()
    opd: Mapped[Opd] = relationship()
