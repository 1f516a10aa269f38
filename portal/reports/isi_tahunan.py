"""What the forms of the year's end are written from: the assessment with its parties, and the behaviour logbook."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.reports.isi import Formulir, Orang


@dataclass(frozen=True)
class Unsur:
    """One aspect of behaviour: a number with its word (PP46, PP30), or a remark (PAN6)."""

    nama: str
    nilai: Decimal | None = None
    sebutan: str = ""
    catatan: str = ""


@dataclass(frozen=True)
class Sanggahan:
    """The objection with what was answered and decided; days in WITA, None for what has not happened."""

    alasan: str
    diajukan: date
    tanggapan: str = ""
    ditanggapi: date | None = None
    keputusan: str = ""
    diputus: date | None = None


@dataclass(frozen=True)
class Tahunan:
    """One assessment. `sah`: it is final; `keadaan`: where it stands, in words.

    `nilai_skp`, `nilai_perilaku`: exact, as the trace has them (None where the profile has no numbers); `bobot`: the
    two weights in percent. `penilai`, `atasan`: with the jabatan they signed in; `catatan_atasan`: who signed for him.
    `skp`: the targets and what came of them, for the forms that show both.
    """

    nomor: str
    tahun: int
    profil: str
    sah: bool
    keadaan: str
    mulai: date
    selesai: date
    opd: str
    pegawai: Orang
    penilai: Orang | None
    atasan: Orang | None
    unsur: tuple[Unsur, ...] = ()
    bobot: tuple[Fraction, Fraction] | None = None
    nilai_skp: Fraction | None = None
    nilai_perilaku: Fraction | None = None
    sebutan_perilaku: str = ""
    nilai: Decimal | None = None
    rata_bulan: Decimal | None = None
    hasil_kerja: str = ""
    rating_perilaku: str = ""
    predikat: str = ""
    catatan: str = ""
    rekomendasi: str = ""
    keberatan: Sanggahan | None = None
    dibuat: date | None = None
    diterima: date | None = None
    cara_terima: str = ""
    sikap: str = ""
    disahkan: date | None = None
    catatan_atasan: str = ""
    skp: Formulir | None = None

    @property
    def dinilai(self) -> bool:
        """There is a result."""
        return bool(self.predikat)


@dataclass(frozen=True)
class Catatan:
    """One entry of the logbook. `coretan`: who struck it out, when and why; empty where nobody did."""

    tanggal: date
    jenis: str
    aspek: str
    uraian: str
    oleh: str
    nip: str
    coretan: str = ""


@dataclass(frozen=True)
class BukuCatatan:
    """A person's logbook of one year; `penutup`: the assessment that closed it, None while it is open."""

    tahun: int
    pegawai: Orang
    penilai: Orang | None
    entri: tuple[Catatan, ...]
    penutup: Tahunan | None = None
