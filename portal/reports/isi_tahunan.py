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
    kunci: str = ""


@dataclass(frozen=True)
class Semester:
    """What the Dokumen Penilaian Kinerja of 2021 says of its halves, exact, as the trace has it; None for a half
    without an SKP. `satu`: the first half, converted; `skp`, `perilaku`, `dua`: the second, with `bobot` in percent;
    `predikat`: of the second alone; `ide`: the new idea in words, empty for none; `rekan`: who else judged perilaku."""

    satu: Fraction | None = None
    skp: Fraction | None = None
    perilaku: Fraction | None = None
    dua: Fraction | None = None
    bobot: tuple[Fraction, Fraction] = (Fraction(70), Fraction(30))
    predikat: str = ""
    ide: str = ""
    rekan: str = ""


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
    `skp`: the targets and what came of them, for the forms that show both. `semester`: of 2021 only. `jenis`: of the
    jabatan. `ketentuan`: the parameter sets of the trace. `organisasi`, `pola`: capaian kinerja organisasi and pola
    distribusi, empty where they are not recorded; `penjelasan_pola`: why the predicate departs from it.
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
    semester: Semester | None = None
    jenis: str = "pelaksana"
    ketentuan: str = ""
    organisasi: str = ""
    pola: str = ""
    penjelasan_pola: str = ""

    @property
    def dinilai(self) -> bool:
        """There is a result."""
        return bool(self.predikat)


@dataclass(frozen=True)
class Evaluasi:
    """An evaluation of PermenPANRB 6/2022, of a month or of the year. `periode` in words; `skp`: the plans with what
    came of them in that time (`bulan`: the numbers are a month's); `unsur`: the values of BerAKHLAK with the feedback
    on each; empty words for what nobody has set."""

    nomor: str
    periode: str
    skp: Formulir
    sah: bool
    keadaan: str
    penilai: Orang | None
    unsur: tuple[Unsur, ...] = ()
    bulan: bool = False
    organisasi: str = ""
    pola: str = ""
    penjelasan_pola: str = ""
    hasil_kerja: str = ""
    rating_perilaku: str = ""
    predikat: str = ""
    catatan: str = ""
    ketentuan: str = ""
    dibuat: date | None = None

    @property
    def pegawai(self) -> Orang:
        """Whose it is."""
        return self.skp.pegawai


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
