"""The year's end: one assessment of one person and year, its behaviour ratings, the objection, and the logbook."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.pegawai import Pegawai
from portal.models.skp import Skp
from portal.models.tipe import Desimal, Json, Waktu

SISI_PENILAIAN = ("penilai", "putusan")


class Penilaian(Model):
    """The yearly assessment, carried by an instance of `penilaian_tahunan`. The parties are those of its last SKP.

    States: rules/penilaian_tahunan.py. `sidik` is the digest of the document as it was handed over; what the person
    confirms to have received is that text and no other.
    """

    __tablename__ = "penilaian"
    __table_args__ = (
        UniqueConstraint("pegawai_id", "tahun", name="uq_penilaian_tahun"),
        Index("ix_penilaian_tahun_status", "tahun", "status"),
        Index("ix_penilaian_skp", "skp_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(String(30), unique=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    tahun: Mapped[int] = mapped_column(Integer)
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    profil: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20), default="menunggu_nilai")
    instans_id: Mapped[str | None] = mapped_column(String(32), unique=True)
    dibuka_pada: Mapped[datetime] = mapped_column(Waktu)
    dinilai_pada: Mapped[datetime | None] = mapped_column(Waktu)
    sidik: Mapped[str | None] = mapped_column(String(64))
    diterima_pada: Mapped[datetime | None] = mapped_column(Waktu)
    cara_terima: Mapped[str | None] = mapped_column(String(20))
    batas_tanggapan: Mapped[datetime | None] = mapped_column(Waktu)
    sikap: Mapped[str | None] = mapped_column(String(20))
    ditanggapi_pada: Mapped[datetime | None] = mapped_column(Waktu)
    disahkan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    disahkan_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))

    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])
    disahkan_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[disahkan_oleh_id])
    skp: Mapped[Skp] = relationship()
    hasil: Mapped[list["HasilPenilaian"]] = relationship(cascade="all, delete-orphan")
    perilaku: Mapped[list["NilaiPerilaku"]] = relationship(cascade="all, delete-orphan")
    keberatan: Mapped["Keberatan | None"] = relationship(back_populates="penilaian")
    lampiran: Mapped[list["Lampiran"]] = relationship(order_by="Lampiran.id")


class HasilPenilaian(Model):
    """The result as one side sees it: the pejabat penilai's, and the atasan's where an objection changed it.

    Numbers where the profile has them (PP46), ratings where it has those (PAN6). `jejak` says why. PAN6: `umpan_balik`
    (kegiatan -> feedback from the evidence), `penjelasan_pola` (why the rating departs from the pattern of the unit),
    `capaian_id` (the capaian_organisasi that counted then; no constraint, those rows stay for good).
    """

    __tablename__ = "hasil_penilaian"
    __table_args__ = (CheckConstraint("sisi IN ('penilai', 'putusan')", name="ck_hasil_sisi"),)

    penilaian_id: Mapped[int] = mapped_column(ForeignKey("penilaian.id"), primary_key=True)
    sisi: Mapped[str] = mapped_column(String(8), primary_key=True)
    capaian_skp: Mapped[Decimal | None] = mapped_column(Desimal(7, 2))
    nilai_perilaku: Mapped[Decimal | None] = mapped_column(Desimal(7, 2))
    nilai: Mapped[Decimal | None] = mapped_column(Desimal(7, 2))
    hasil_kerja: Mapped[str | None] = mapped_column(String(20))
    rating_perilaku: Mapped[str | None] = mapped_column(String(20))
    predikat: Mapped[str] = mapped_column(String(20))
    jejak: Mapped[Any] = mapped_column(Json)
    catatan: Mapped[str] = mapped_column(Text, default="")
    rekomendasi: Mapped[str] = mapped_column(Text, default="")
    umpan_balik: Mapped[Any | None] = mapped_column(Json)
    penjelasan_pola: Mapped[str | None] = mapped_column(Text)
    capaian_id: Mapped[int | None] = mapped_column(Integer)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)

    oleh: Mapped[Pegawai] = relationship()


class NilaiPerilaku(Model):
    """One aspect of behaviour as one side sees it: a number (PP46) or a remark under the rating (PAN6)."""

    __tablename__ = "nilai_perilaku"

    penilaian_id: Mapped[int] = mapped_column(ForeignKey("penilaian.id"), primary_key=True)
    sisi: Mapped[str] = mapped_column(String(8), primary_key=True)
    aspek: Mapped[str] = mapped_column(String(40), primary_key=True)
    nilai: Mapped[Decimal | None] = mapped_column(Desimal(5, 2))
    catatan: Mapped[str] = mapped_column(Text, default="")


class Keberatan(Model):
    """The statutory objection to the year's result: once, decided by the atasan pejabat penilai, final."""

    __tablename__ = "keberatan"

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(String(30), unique=True)
    penilaian_id: Mapped[int] = mapped_column(ForeignKey("penilaian.id"), unique=True)
    alasan: Mapped[str] = mapped_column(Text)
    diajukan_pada: Mapped[datetime] = mapped_column(Waktu)
    batas_tanggapan: Mapped[datetime] = mapped_column(Waktu)
    tanggapan: Mapped[str | None] = mapped_column(Text)
    ditanggapi_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    ditanggapi_pada: Mapped[datetime | None] = mapped_column(Waktu)
    batas_putusan: Mapped[datetime] = mapped_column(Waktu)
    keputusan: Mapped[str | None] = mapped_column(String(10))
    pemeriksaan: Mapped[str | None] = mapped_column(Text)
    alasan_keputusan: Mapped[str | None] = mapped_column(Text)
    diputus_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    diputus_pada: Mapped[datetime | None] = mapped_column(Waktu)

    penilaian: Mapped[Penilaian] = relationship(back_populates="keberatan")
    ditanggapi_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[ditanggapi_oleh_id])
    diputus_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[diputus_oleh_id])


class CatatanPerilaku(Model):
    """One entry of the Buku catatan penilaian perilaku kerja (form F-3). Never changed; a wrong one is struck out by a
    later act that says why.
    """

    __tablename__ = "catatan_perilaku"
    __table_args__ = (Index("ix_catatan_perilaku", "pegawai_id", "tanggal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    tanggal: Mapped[date] = mapped_column(Date)
    aspek: Mapped[str | None] = mapped_column(String(40))
    jenis: Mapped[str] = mapped_column(String(12))
    uraian: Mapped[str] = mapped_column(Text)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)
    dicoret_pada: Mapped[datetime | None] = mapped_column(Waktu)
    dicoret_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dicoret_karena: Mapped[str | None] = mapped_column(String(500))

    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])
    oleh: Mapped[Pegawai] = relationship(foreign_keys=[oleh_id])


class Lampiran(Model):
    """A file of the yearly assessment: proof of receipt on paper, or a paper that goes with an objection. The bytes lie
    where those of Bukti lie, named by their digest.
    """

    __tablename__ = "lampiran"
    __table_args__ = (Index("ix_lampiran_penilaian", "penilaian_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    penilaian_id: Mapped[int] = mapped_column(ForeignKey("penilaian.id"))
    kegunaan: Mapped[str] = mapped_column(String(20))
    nama: Mapped[str] = mapped_column(String(200))
    jenis: Mapped[str] = mapped_column(String(80))
    ukuran: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)


class TugasTambahan(Model):
    """A tugas tambahan or a kreativitas of the year (PP 46/2011 Pasal 9; form F-2 part II), counted once acknowledged
    by the pejabat penilai.
    """

    __tablename__ = "tugas_tambahan"
    __table_args__ = (Index("ix_tugas_tambahan_skp", "skp_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    skp_id: Mapped[int] = mapped_column(ForeignKey("skp.id"))
    jenis: Mapped[str] = mapped_column(String(12))
    uraian: Mapped[str] = mapped_column(String(500))
    tanggal: Mapped[date] = mapped_column(Date)
    surat: Mapped[str] = mapped_column(String(120))
    nilai_kreativitas: Mapped[int | None] = mapped_column(Integer)
    diakui: Mapped[str] = mapped_column(String(10), default="belum")
    catatan: Mapped[str | None] = mapped_column(String(500))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)
    diakui_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    diakui_pada: Mapped[datetime | None] = mapped_column(Waktu)
