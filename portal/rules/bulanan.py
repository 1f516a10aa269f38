"""Nilai SKP bulanan (profil JABAR_MONTHLY): nilai setiap kegiatan, dan rata-ratanya sebagai nilai bulan.

Sumber: SKP Online Jawa Barat; rumus waktu PP46 dari Perka BKN 1/2013 (bukan 0 bila terlambat, seperti kekeliruan di
Jabar). Aspek kuantitas, kualitas, waktu untuk semua; biaya hanya struktural, angka kredit hanya JFT, masing-masing bila
ada targetnya. Setiap aspek 0 sampai 100; pembaginya banyaknya aspek yang bertarget. Mode waktu pp46 mengikuti Perka BKN
juga bila tidak ada output: kegiatan itu bernilai 0. Dalam mode rasio setiap aspek perbandingan biasa, dan laporan tanpa
output wajib berkualitas 0 (portal/rules/isian.py).

Kesepakatan: mode waktu hanya mengubah aspek waktu, biaya tetap perbandingan biasa. Kegiatan tanpa target kuantitas pada
bulan itu tidak dinilai. Kegiatan yang belum selesai membuat bulan "belum lengkap" sampai penutupan, lalu bernilai 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from portal.rules import aspek
from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, Rasio, baca, bulat, jumlah
from portal.rules.eksak import rasio as baca_rasio
from portal.rules.jabatan import Kelompok, kelompok
from portal.rules.jejak import Jejak, Langkah

PROFIL = "JABAR_MONTHLY"
DASAR = "SKP Online, nilai bulanan"
SISI = ("kuantitas", "kualitas", "waktu", "biaya", "ak")


class ModeWaktu(StrEnum):
    """How waktu is scored: plain ratio, or the formula of Perka BKN 1/2013."""

    RASIO = "rasio"
    PP46 = "pp46"


class Kelengkapan(StrEnum):
    """How far a month is: all kegiatan done, some not yet, none to score."""

    LENGKAP = "lengkap"
    BELUM_LENGKAP = "belum lengkap"
    KOSONG = "tidak ada kegiatan"


@dataclass(frozen=True)
class Nilai:
    """One side's five values of a kegiatan (target, or realisasi); None: not filled in, or no such aspect."""

    kuantitas: Angka | None = None
    kualitas: Angka | None = None
    waktu: Angka | None = None
    biaya: Angka | None = None
    ak: Angka | None = None


@dataclass(frozen=True)
class KegiatanBulan:
    """One kegiatan of the month. `selesai`: its report has been verified; `dibatalkan`: taken out, never scored."""

    nama: str
    target: Nilai
    realisasi: Nilai
    selesai: bool = True
    dibatalkan: bool = False


@dataclass(frozen=True)
class HasilKegiatan:
    """`eksak` before rounding, `nilai` as printed, `aspek` the exact value of each aspect that counts."""

    eksak: Fraction
    rasio: Mapping[str, Rasio]
    jejak: Jejak

    @property
    def nilai(self) -> Decimal:
        """Rounded once."""
        return bulat(self.eksak)

    @property
    def aspek(self) -> dict[str, Fraction]:
        """By name, in the order of the form."""
        return {medan: Fraction(*satu) for medan, satu in self.rasio.items()}


@dataclass(frozen=True)
class HasilBulan:
    """`nilai` and `eksak` are None while the month is not complete; `kegiatan` in the order given, None where not
    scored.
    """

    nilai: Decimal | None
    eksak: Fraction | None
    kelengkapan: Kelengkapan
    kegiatan: tuple[HasilKegiatan | None, ...]
    jejak: Jejak


def nilai_kegiatan(
    *,
    jabatan: str,
    kuantitas: aspek.Pasangan,
    kualitas: aspek.Pasangan,
    waktu: aspek.Pasangan,
    biaya: aspek.Pasangan | None = None,
    ak: aspek.Pasangan | None = None,
    mode_waktu: str = ModeWaktu.RASIO,
    pada: date,
    nama: str = "kegiatan",
) -> HasilKegiatan:
    """The score of one kegiatan in one month; every pair is (target, realisasi), `pada` a day of that month.

    biaya counts only for structural posts, ak only for JFT; otherwise they are left out. GalatMasukan names the field.
    """
    aturan = parameter("bulanan", "aturan", pada)
    semua = {"kuantitas": kuantitas, "kualitas": kualitas, "waktu": waktu}
    medan_jabatan = _medan(jabatan)
    if biaya is not None and "biaya" in medan_jabatan:
        semua["biaya"] = biaya
    if ak is not None and "ak" in medan_jabatan:
        semua["ak"] = ak
    isi = {medan: aspek.pasangan(satu, medan) for medan, satu in semua.items()}
    atas, penyebut = isi["kualitas"][1]
    if atas > 100 * penyebut:
        raise GalatMasukan("kualitas", "Realisasi kualitas paling besar 100.")
    mode = _mode(mode_waktu)
    nihil = mode is ModeWaktu.PP46 and isi["kuantitas"][1][0] == 0
    hasil: dict[str, Rasio] = {}
    langkah = []
    for medan, (target, realisasi) in isi.items():
        hasil[medan], satu = _aspek((nama, medan), target, realisasi, mode, nihil, aturan)
        langkah.append(satu)
    atas, penyebut = jumlah(hasil.values())
    eksak = Fraction(atas, penyebut * len(hasil))
    rumus = f"({' + '.join(hasil)}) / {len(hasil)}"
    langkah.append(Langkah(f"Nilai {nama}", rumus, hasil, eksak, DASAR))
    return HasilKegiatan(eksak, hasil, Jejak(PROFIL, aturan["id"], tuple(langkah)))


def nilai_bulan(
    kegiatan: Sequence[KegiatanBulan],
    *,
    jabatan: str,
    pada: date,
    mode_waktu: str = ModeWaktu.RASIO,
    ditutup: bool = False,
    belum_selesai: str | None = None,
) -> HasilBulan:
    """The score of the month: the mean over its kegiatan, rounded once.

    Cancelled kegiatan and those without a target this month are left out. While one is not done, the month has no value
    ("belum lengkap"); after closing (`ditutup`) it is 0 ("nol"), or that kegiatan alone counts 0 ("rata"): the
    parameter `belum_selesai`, or the argument of that name instead. GalatMasukan names row and field.
    """
    aturan = parameter("bulanan", "aturan", pada)
    hasil: list[HasilKegiatan | None] = []
    kurang, nilai = 0, {}
    for nomor, satu in enumerate(kegiatan, start=1):
        if not _dinilai(satu):
            hasil.append(None)
        elif not satu.selesai or _kosong(satu, jabatan):
            hasil.append(None)
            kurang += 1
            nilai[f"kegiatan {nomor}"] = Fraction(0)
        else:
            terhitung = _hitung(satu, jabatan, mode_waktu, pada, nomor)
            hasil.append(terhitung)
            nilai[f"kegiatan {nomor}"] = terhitung.eksak
    eksak, rumus, kelengkapan = _gabung(nilai, kurang, ditutup, belum_selesai or aturan["belum_selesai"])
    isi = {**nilai, "belum selesai": Fraction(kurang)}
    akhir = Langkah("Nilai SKP bulan", rumus, isi, kelengkapan.value if eksak is None else eksak, DASAR)
    jejak = Jejak(PROFIL, aturan["id"])
    for satu_hasil in hasil:
        jejak = jejak if satu_hasil is None else jejak + satu_hasil.jejak
    return HasilBulan(
        None if eksak is None else bulat(eksak), eksak, kelengkapan, tuple(hasil), jejak + Jejak(PROFIL, "", (akhir,))
    )


def _gabung(
    nilai: dict[str, Fraction], kurang: int, ditutup: bool, belum_selesai: str
) -> tuple[Fraction | None, str, Kelengkapan]:
    if not nilai:
        return None, "tidak ada kegiatan yang dinilai", Kelengkapan.KOSONG
    if kurang and not ditutup:
        return None, "menunggu semua kegiatan selesai", Kelengkapan.BELUM_LENGKAP
    if kurang and belum_selesai == "nol":
        return Fraction(0), "0, karena ada kegiatan yang belum selesai pada penutupan", Kelengkapan.BELUM_LENGKAP
    rata = Fraction(sum(nilai.values()), len(nilai))
    return rata, f"jumlah nilai kegiatan / {len(nilai)}", Kelengkapan.BELUM_LENGKAP if kurang else Kelengkapan.LENGKAP


def _aspek(
    siapa: tuple[str, str],
    target: Rasio,
    realisasi: Rasio,
    mode: ModeWaktu,
    nihil: bool,
    aturan: Mapping[str, Any],
) -> tuple[Rasio, Langkah]:
    """One aspect, between 0 and the cap; 0 where the kegiatan was not done (`nihil`)."""
    nama, medan = siapa
    if nihil:
        mentah, rumus = aspek.NOL, "0, karena output 0"
    elif medan == "waktu" and mode is ModeWaktu.PP46:
        pengali, efisien = baca_rasio(aturan["pengali"]), baca_rasio(aturan["batas_efisiensi"])
        mentah = aspek.hemat(target, realisasi, pengali=pengali, batas=efisien)
        utama = f"({aturan['pengali'].replace('.', ',')} x target - realisasi) / target x 100"
        rumus = utama if aspek.sampai_batas(target, realisasi, batas=efisien) else f"76 - ({utama} - 100)"
    else:
        mentah, rumus = aspek.rasio(target, realisasi), "realisasi / target x 100"
    nilai = aspek.di_antara(mentah, aturan["batas_aspek"])
    isi = {"target": target, "realisasi": realisasi, "mentah": mentah}
    return nilai, Langkah.jadi(f"{nama}: aspek {medan}", rumus, isi, nilai, DASAR)


def _mode(mode_waktu: str) -> ModeWaktu:
    try:
        return ModeWaktu(mode_waktu)
    except ValueError:
        raise GalatMasukan("mode_waktu", "Pilih rasio atau pp46.") from None


def _dinilai(satu: KegiatanBulan) -> bool:
    return not satu.dibatalkan and satu.target.kuantitas is not None and baca(satu.target.kuantitas, "kuantitas") > 0


def _kosong(satu: KegiatanBulan, jabatan: str) -> bool:
    """True where a realisasi that counts has not been filled in; 0 is filled in."""
    return any(getattr(satu.realisasi, medan) is None and _bertarget(satu.target, medan) for medan in _medan(jabatan))


def _medan(jabatan: str) -> tuple[str, ...]:
    tambahan = {Kelompok.STRUKTURAL: ("biaya",), Kelompok.JFT: ("ak",)}.get(kelompok(jabatan), ())
    return (*SISI[:3], *tambahan)


def _bertarget(target: Nilai, medan: str) -> bool:
    """kuantitas, kualitas and waktu always; biaya and ak where there is something to reach."""
    nilai = getattr(target, medan)
    return medan not in ("biaya", "ak") or (nilai is not None and baca(nilai, medan) > 0)


def _hitung(satu: KegiatanBulan, jabatan: str, mode_waktu: str, pada: date, nomor: int) -> HasilKegiatan:
    isi = {
        medan: (getattr(satu.target, medan), getattr(satu.realisasi, medan))
        for medan in _medan(jabatan)
        if _bertarget(satu.target, medan)
    }
    try:
        return nilai_kegiatan(jabatan=jabatan, mode_waktu=mode_waktu, pada=pada, nama=satu.nama, **isi)
    except GalatMasukan as galat:
        raise GalatMasukan(f"kegiatan {nomor}, {galat.medan}", galat.pesan) from galat
