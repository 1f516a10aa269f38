"""Penilaian prestasi kerja PP 46/2011 dan Perka BKN 1/2013 (profil PP46): kegiatan, SKP setahun, NPK.

Tidak ada batas 100 pada aspek dan SKP; waktu dan biaya paling kecil 0. Tugas tambahan dan kreativitas dijumlahkan
sebelum pembobotan 60 persen. Kegiatan yang tidak dikerjakan bernilai 0 dan tetap menjadi pembagi.

Belum dimodelkan: faktor di luar kemampuan PNS (Pasal 9), yang dijalankan sebagai perubahan target, bukan di sini.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from portal.rules import aspek
from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, Rasio, baca, bulat, bulat_rasio, jumlah
from portal.rules.eksak import rasio as baca_rasio
from portal.rules.jejak import Isi, Jejak, Langkah, Nilai
from portal.rules.masa import bermasa
from portal.rules.predikat import predikat_pp46

PROFIL = "PP46"
AKHIR = date(2021, 6, 30)
"""The last day on which anybody is assessed by it."""
DASAR = "Perka BKN 1/2013"
UNSUR = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")
KEPEMIMPINAN = "kepemimpinan"
_SEMUA_UNSUR = frozenset((*UNSUR, KEPEMIMPINAN))
HEMAT = "efisiensi sampai 24%: (1,76 T - R) / T x 100; di atasnya: 76 - ((1,76 T - R) / T x 100 - 100)"
RATA = {3: "(kuantitas + kualitas + waktu) / 3", 4: "(kuantitas + kualitas + waktu + biaya) / 4"}


class Kegiatan(NamedTuple):
    """One kegiatan of the year, every pair (target, realisasi); `biaya` None where it has no budget."""

    kuantitas: aspek.Pasangan
    kualitas: aspek.Pasangan
    waktu: aspek.Pasangan
    biaya: aspek.Pasangan | None = None
    nama: str = "kegiatan"


class Hasil(NamedTuple):
    """`eksak` before rounding, `nilai` as printed."""

    eksak: Fraction
    jejak: Jejak

    @property
    def nilai(self) -> Decimal:
        """Rounded once."""
        return bulat(self.eksak)


@dataclass(frozen=True)
class HasilTahun:
    """The printed lines of the year's form: SKP, perilaku (mean), prestasi kerja, predicate."""

    nilai_skp: Decimal
    nilai_perilaku: Decimal
    nilai: Decimal
    eksak: Fraction
    predikat: str
    jejak: Jejak


def nilai_kegiatan(satu: Kegiatan, *, pada: date) -> Hasil:
    """(K + Q + W) / 3, with biaya (K + Q + W + B) / 4; everything 0 where there was no output.

    GalatMasukan names the field.
    """
    aturan = bermasa("pp46", "aturan", pada)
    isi = {medan: aspek.pasangan(pasang, medan) for medan, pasang in _aspek(satu)}
    atas, penyebut = isi["kualitas"][1]
    if atas > 100 * penyebut:
        raise GalatMasukan("kualitas", "Realisasi kualitas paling besar 100.")
    pengali, batas = _tetapan(aturan["pengali"]), _tetapan(aturan["batas_efisiensi"])
    ada_output = isi["kuantitas"][1][0] > 0
    hasil: dict[str, Rasio] = {}
    langkah = []
    for medan, (target, realisasi) in isi.items():
        if not ada_output:
            nilai, rumus = aspek.NOL, "0, karena output 0"
        elif medan in ("waktu", "biaya"):
            nilai, rumus = aspek.di_antara(aspek.hemat(target, realisasi, pengali=pengali, batas=batas)), HEMAT
        else:
            nilai, rumus = aspek.rasio(target, realisasi), "R / T x 100"
        hasil[medan] = nilai
        nama = f"{satu.nama}: aspek {medan}"
        langkah.append(Langkah.jadi(nama, rumus, {"T": target, "R": realisasi}, nilai, DASAR))
    atas, penyebut = jumlah(hasil.values())
    eksak = Fraction(atas, penyebut * len(hasil))
    langkah.append(Langkah.jadi(f"Nilai {satu.nama}", RATA[len(hasil)], hasil, eksak, DASAR))
    return Hasil(eksak, Jejak(PROFIL, aturan["id"], tuple(langkah)))


@lru_cache
def _tetapan(teks: str) -> Rasio:
    return baca_rasio(teks)


def _aspek(satu: Kegiatan) -> tuple[tuple[str, aspek.Pasangan], ...]:
    semua = (("kuantitas", satu.kuantitas), ("kualitas", satu.kualitas), ("waktu", satu.waktu))
    return semua if satu.biaya is None else (*semua, ("biaya", satu.biaya))


def nilai_tugas_tambahan(jumlah: int, *, pada: date) -> int:
    """1 for 1 to 3 tugas tambahan a year, 2 for 4 to 6, 3 from 7 on. GalatMasukan names `tugas_tambahan`."""
    aturan = bermasa("pp46", "aturan", pada)
    banyak = int(baca(jumlah, "tugas_tambahan", minimum=0, desimal=0))
    return min(aturan["tambahan_terbanyak"], -(-banyak // aturan["tugas_per_nilai"]))


def nilai_tahun(
    kegiatan: Sequence[Kegiatan],
    perilaku: Mapping[str, Angka],
    *,
    tugas_tambahan: int = 0,
    kreativitas: int = 0,
    pada: date,
) -> HasilTahun:
    """SKP, perilaku and prestasi kerja of the year.

    `perilaku` has the five aspects, and kepemimpinan for structural officials (0..100 each). `kreativitas` is the value
    of the highest evidence: 0, 3, 6 or 12. GalatMasukan names the field.
    """
    return tutup_tahun(
        rata_kegiatan(kegiatan, pada=pada), perilaku, tugas_tambahan=tugas_tambahan, kreativitas=kreativitas, pada=pada
    )


def rata_kegiatan(kegiatan: Sequence[Kegiatan], *, pada: date) -> Hasil:
    """The mean over all kegiatan of one SKP, those not done included. GalatMasukan where there is none."""
    if not kegiatan:
        raise GalatMasukan("kegiatan", "SKP tidak memuat kegiatan.")
    capaian = [nilai_kegiatan(satu, pada=pada) for satu in kegiatan]
    eksak = _rata([satu.eksak for satu in capaian])
    langkah = tuple(langkah for satu in capaian for langkah in satu.jejak.langkah)
    return Hasil(eksak, Jejak(PROFIL, bermasa("pp46", "aturan", pada)["id"], langkah))


def tutup_tahun(
    rata: Hasil, perilaku: Mapping[str, Angka], *, tugas_tambahan: int = 0, kreativitas: int = 0, pada: date
) -> HasilTahun:
    """The year from the mean of its kegiatan (of all its SKP joined): extras, perilaku, prestasi kerja, predicate."""
    aturan = bermasa("pp46", "aturan", pada)
    tambahan = nilai_tugas_tambahan(tugas_tambahan, pada=pada)
    kreatif = baca_rasio(kreativitas, "kreativitas")
    if kreatif[1] != 1 or kreatif[0] not in aturan["kreativitas"]:
        raise GalatMasukan("kreativitas", f"Pilih {', '.join(map(str, aturan['kreativitas']))}.")
    atas, penyebut = rata.eksak.as_integer_ratio()
    skp = atas + (tambahan + kreatif[0]) * penyebut, penyebut
    sikap, langkah_sikap = _perilaku(perilaku)
    npk = _gabung(skp, sikap, aturan)
    isi: dict[str, Nilai | Rasio] = {"rata-rata kegiatan": rata.eksak, "tugas tambahan": (tambahan, 1)}
    isi["kreativitas"] = kreatif
    langkah_skp = Langkah.jadi("Nilai SKP", "rata-rata + tugas tambahan + kreativitas", isi, skp, DASAR)
    sebutan = predikat_pp46(npk.eksak, pada=pada)
    jejak = rata.jejak + Jejak(PROFIL, "", (langkah_skp, langkah_sikap)) + npk.jejak + sebutan.jejak
    return HasilTahun(bulat_rasio(skp), bulat_rasio(sikap), npk.nilai, npk.eksak, sebutan.nilai, jejak)


def gabung(skp: Angka, perilaku: Angka, *, pada: date) -> Hasil:
    """Prestasi kerja: 60 percent SKP + 40 percent perilaku, both exact, rounded once. GalatMasukan names the field."""
    satu, dua = baca(skp, "skp", minimum=0), baca(perilaku, "perilaku", minimum=0, maksimum=100)
    return _gabung(satu.as_integer_ratio(), dua.as_integer_ratio(), bermasa("pp46", "aturan", pada))


def _gabung(skp: Rasio, perilaku: Rasio, aturan: Mapping[str, Any]) -> Hasil:
    (kali, per), (kali_2, per_2), rumus = _bobot(aturan["bobot_skp"], aturan["bobot_perilaku"])
    atas, penyebut = jumlah(((kali * skp[0], per * skp[1]), (kali_2 * perilaku[0], per_2 * perilaku[1])))
    eksak = Fraction(atas, penyebut)
    isi = {"nilai SKP": skp, "perilaku": perilaku}
    langkah = Langkah.jadi("Nilai prestasi kerja", rumus, isi, eksak, aturan["sumber"])
    return Hasil(eksak, Jejak(PROFIL, aturan["id"], (langkah,)))


@lru_cache
def _bobot(skp: str, perilaku: str) -> tuple[Rasio, Rasio, str]:
    satu, dua = baca(skp), baca(perilaku)
    rumus = f"{satu * 100}% x nilai SKP + {dua * 100}% x perilaku"
    return satu.as_integer_ratio(), dua.as_integer_ratio(), rumus


def gabung_mutasi(lama: Angka, baru: Angka, *, bulan_lama: int, bulan_baru: int, pada: date, cara: str = "") -> Hasil:
    """SKP of a year with a move: plain mean ("rata"), or weighted by months ("tertimbang"); default by parameter."""
    satu, dua = baca(lama, "lama", minimum=0), baca(baru, "baru", minimum=0)
    kali = baca(bulan_lama, "bulan_lama", minimum=1, desimal=0), baca(bulan_baru, "bulan_baru", minimum=1, desimal=0)
    return gabung_skp([(satu, int(kali[0])), (dua, int(kali[1]))], pada=pada, cara=cara)


def gabung_skp(daftar: Sequence[tuple[Angka, int]], *, pada: date, cara: str = "") -> Hasil:
    """The same for any number of SKP of one year, each with its months (1 or more)."""
    aturan = bermasa("pp46", "aturan", pada)
    nilai = [baca(satu, "skp", minimum=0) for satu, _ in daftar]
    bulan = [baca(kali, "bulan", minimum=1, desimal=0) for _, kali in daftar]
    pilihan = cara or aturan["mutasi"]
    if pilihan not in ("rata", "tertimbang"):
        raise GalatMasukan("cara", "Pilih rata atau tertimbang.")
    if pilihan == "rata":
        eksak, rumus = _rata(nilai), f"jumlah nilai SKP / {len(nilai)}"
    else:
        semua = sum((satu * kali for satu, kali in zip(nilai, bulan, strict=True)), Fraction(0))
        eksak, rumus = semua / sum(bulan), "rata-rata tertimbang menurut bulan"
    isi: dict[str, Isi] = {f"SKP ke-{n}": satu for n, satu in enumerate(nilai, 1)}
    isi |= {f"bulan SKP ke-{n}": kali for n, kali in enumerate(bulan, 1)}
    return Hasil(eksak, Jejak(PROFIL, aturan["id"], (Langkah("SKP gabungan", rumus, isi, eksak, DASAR),)))


def hukuman_skp(capaian: Angka, *, pada: date) -> str | None:
    """ "sedang" or "berat" for the year-end SKP achievement (percent) under PP 53/2010, None above; None since PP
    94/2021.
    """
    aturan = parameter("pp46", "hukuman_skp", pada)
    nilai = baca(capaian, "capaian", minimum=0)
    if pada > aturan["sampai"] or nilai > aturan["sedang_sampai"]:
        return None
    return "berat" if nilai < aturan["berat_di_bawah"] else "sedang"


def _perilaku(perilaku: Mapping[str, Angka]) -> tuple[Rasio, Langkah]:
    for nama in perilaku:
        if nama not in _SEMUA_UNSUR:
            raise GalatMasukan(nama, "Unsur perilaku tidak dikenal.")
    for nama in UNSUR:
        if nama not in perilaku:
            raise GalatMasukan(nama, "Unsur perilaku ini belum dinilai.")
    isi = {nama: baca_rasio(nilai, nama, maksimum=100) for nama, nilai in perilaku.items()}
    atas, penyebut = jumlah(isi.values())
    rata = atas, penyebut * len(isi)
    return rata, Langkah.jadi("Nilai perilaku", f"jumlah unsur / {len(isi)}", isi, rata, DASAR)


def _rata(nilai: Collection[Fraction]) -> Fraction:
    atas, penyebut = jumlah(satu.as_integer_ratio() for satu in nilai)
    return Fraction(atas, penyebut * len(nilai))
