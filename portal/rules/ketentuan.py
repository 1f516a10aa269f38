"""Parameters that BKD may decide: which tables and fields, within which bounds, and how an entry is read from a form.

What is not in `ketentuan_daftar.DAFTAR` is fixed by law and only ever shown with its article. A field that is not named
there keeps the value it had in the entry before. Numbers are read exactly and kept as text or whole numbers.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from portal.rules.eksak import GalatMasukan, baca, cetak, teks

PERSEN = 100
"""A field of this `skala` is written in percent and kept as a part of one."""


class Mulai(StrEnum):
    """On which days an entry may come into force."""

    HARI = "hari"
    BULAN = "bulan"
    TAHUN = "tahun"


class Ukuran(StrEnum):
    """What a simulation compares."""

    TPP = "tpp"
    NILAI = "nilai"
    TERLAMBAT = "terlambat"


@dataclass(frozen=True)
class Medan:
    """One number or choice of an entry. `jalan`: where it lies in the entry; `pilihan` (value, words): a choice instead
    of a number. `desimal`: decimals allowed. Empty fields are left out where they are not `wajib`.
    """

    kunci: str
    jalan: tuple[str | int, ...]
    label: str
    satuan: str = ""
    terkecil: int = 0
    terbesar: int = 100
    desimal: int = 0
    skala: int = 1
    pilihan: tuple[tuple[str, str], ...] = ()
    wajib: bool = True
    petunjuk: str = ""


Silang = Callable[[Mapping[str, Any]], tuple[GalatMasukan, ...]]


@dataclass(frozen=True)
class Tabel:
    """A table BKD may decide. `silang`: what must hold between its fields; `ukuran`: what it changes, None where it
    changes no number that has been given; `boleh_sama`: may be decided as it is, because a row kept from before says
    otherwise (portal/saklar.py)."""

    kunci: str
    nama: str
    kelompok: str
    guna: str
    medan: tuple[Medan, ...]
    mulai: Mulai = Mulai.BULAN
    ukuran: Ukuran | None = None
    silang: Silang | None = None
    boleh_sama: bool = False

    @property
    def berkas(self) -> str:
        """The file of the shipped entries."""
        return self.kunci.partition(".")[0]

    @property
    def tabel(self) -> str:
        """The table in that file."""
        return self.kunci.partition(".")[2]


def susun(
    tabel: Tabel, isian: Mapping[str, Any], dasar: Mapping[str, Any]
) -> tuple[dict[str, Any], list[GalatMasukan]]:
    """The values of a new entry from what was typed (field -> text), on those of `dasar`; and everything wrong with it.

    Unknown names, empty fields, numbers out of bounds and what does not fit together are each named by their field.
    """
    nilai = {k: deepcopy(v) for k, v in dasar.items() if k not in KEPALA}
    salah = [
        GalatMasukan(nama, "Medan ini tidak dikenal pada ketentuan ini.")
        for nama in sorted(set(isian) - {m.kunci for m in tabel.medan})
    ]
    for medan in tabel.medan:
        try:
            _tulis(nilai, medan, _baca(medan, isian.get(medan.kunci)))
        except GalatMasukan as galat:
            salah.append(galat)
    if not salah and tabel.silang is not None:
        salah.extend(tabel.silang(nilai))
    return nilai, salah


KEPALA = ("sejak", "sumber", "tanda", "id")
"""What an entry says about itself."""


def tampil(medan: Medan, nilai: Mapping[str, Any]) -> str:
    """A field of an entry as people read it, without its unit; empty where the entry does not have it."""
    isi = _ambil(nilai, medan)
    if isi is None:
        return ""
    if medan.pilihan:
        return dict(medan.pilihan).get(_kata(isi), str(isi))
    return cetak(baca(isi) * medan.skala, 4, ringkas=True)


def isian(medan: Medan, nilai: Mapping[str, Any]) -> str:
    """The same as it is typed into a form: no thousands separator."""
    isi = _ambil(nilai, medan)
    if isi is None or medan.pilihan:
        return "" if isi is None else _kata(isi)
    return cetak(baca(isi) * medan.skala, 4, ringkas=True).replace(".", "")


def mulai_sah(tabel: Tabel, sejak: date, hari_ini: date) -> None:
    """GalatMasukan (`sejak`) where the table may not begin on that day: nothing is decided for days that have been."""
    if sejak <= hari_ini:
        raise GalatMasukan(
            "sejak", "Pilih tanggal sesudah hari ini: ketentuan tidak berlaku surut, nilai yang sudah ada tetap."
        )
    if sejak.year > hari_ini.year + 5:
        raise GalatMasukan("sejak", "Pilih tanggal paling lama lima tahun lagi.")
    if tabel.mulai is not Mulai.HARI and sejak.day != 1:
        raise GalatMasukan("sejak", "Pilih tanggal 1: ketentuan ini dihitung untuk bulan penuh.")
    if tabel.mulai is Mulai.TAHUN and sejak.month != 1:
        raise GalatMasukan("sejak", "Pilih 1 Januari: ketentuan ini dihitung untuk tahun penuh.")


def _baca(medan: Medan, mentah: Any) -> Any:
    kosong = mentah is None or (isinstance(mentah, str) and not mentah.strip())
    if kosong:
        if medan.wajib:
            raise GalatMasukan(medan.kunci, f"{medan.label}: belum diisi.")
        return None
    if medan.pilihan:
        if (kata := _kata(mentah)) in dict(medan.pilihan):
            return _asli(kata)
        raise GalatMasukan(medan.kunci, f"{medan.label}: pilih {' atau '.join(dict(medan.pilihan).values())}.")
    if isinstance(mentah, str):
        mentah = mentah.strip()
    try:
        angka = baca(mentah, medan.kunci, minimum=medan.terkecil, maksimum=medan.terbesar, desimal=medan.desimal)
    except GalatMasukan as galat:
        raise GalatMasukan(medan.kunci, f"{medan.label}: {galat.pesan[:1].lower()}{galat.pesan[1:]}") from None
    return int(angka) if not medan.desimal and medan.skala == 1 else teks(Fraction(angka, medan.skala))


def _kata(isi: Any) -> str:
    return {True: "ya", False: "tidak"}[isi] if isinstance(isi, bool) else str(isi).strip()


def _asli(kata: str) -> Any:
    return {"ya": True, "tidak": False}.get(kata, kata)


def _ambil(nilai: Any, medan: Medan) -> Any:
    for langkah in medan.jalan:
        try:
            nilai = nilai[langkah]
        except (KeyError, IndexError):
            return None
    return nilai


def _tulis(nilai: Any, medan: Medan, isi: Any) -> None:
    *jalan, akhir = medan.jalan
    for langkah in jalan:
        nilai = nilai.setdefault(langkah, {}) if isinstance(nilai, dict) else nilai[langkah]
    if isi is None:
        nilai.pop(akhir, None)
    else:
        nilai[akhir] = isi


def jumlah(*bagian: Any) -> Fraction:
    """Their exact sum."""
    return sum((baca(satu) for satu in bagian), Fraction(0))
