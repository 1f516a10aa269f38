"""Penilaian prestasi kerja PP 46/2011 dan Perka BKN 1/2013 (profil PP46): kegiatan, SKP setahun, NPK.

Tidak ada batas 100 pada aspek dan SKP; waktu dan biaya paling kecil 0. Tugas tambahan dan kreativitas dijumlahkan
sebelum pembobotan 60 persen. Kegiatan yang tidak dikerjakan bernilai 0 dan tetap menjadi pembagi.

Belum dimodelkan: faktor di luar kemampuan PNS (Pasal 9), yang dijalankan sebagai perubahan target, bukan di sini.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from portal.rules import aspek
from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, Rasio, baca, bulat, bulat_rasio, jumlah, sederhana
from portal.rules.eksak import rasio as baca_rasio
from portal.rules.jejak import Isi, Jejak, Langkah, Nilai, Rumpun, Susunan
from portal.rules.masa import bermasa
from portal.rules.predikat import predikat_pp46

PROFIL = "PP46"
AKHIR = date(2021, 6, 30)
"""The last day on which anybody is assessed by it."""
DASAR = "Perka BKN 1/2013"
UNSUR = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")
KEPEMIMPINAN = "kepemimpinan"
_WAJIB = frozenset(UNSUR)
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


class HasilTahun(NamedTuple):
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
    eksak, langkah = _capaian(satu, aturan)
    return Hasil(Fraction(*eksak), Jejak(PROFIL, aturan["id"], (langkah,)))


def _capaian(satu: Kegiatan, aturan: Mapping[str, Any]) -> tuple[Rasio, Rumpun]:
    """One kegiatan and its steps. A year has many: pairs of integers, no object in between."""
    kuantitas, kualitas = aspek.pasangan(satu.kuantitas, "kuantitas"), aspek.pasangan(satu.kualitas, "kualitas")
    lain = [aspek.pasangan(satu.waktu, "waktu")]
    if satu.biaya is not None:
        lain.append(aspek.pasangan(satu.biaya, "biaya"))
    if kualitas[1][0] > 100 * kualitas[1][1]:
        raise GalatMasukan("kualitas", "Realisasi kualitas paling besar 100.")
    ada_output = kuantitas[1][0] > 0
    if ada_output:
        pengali, batas = _tetapan(aturan["pengali"]), _tetapan(aturan["batas_efisiensi"])
        hasil = [sederhana(*aspek.rasio(*kuantitas)), sederhana(*aspek.rasio(*kualitas))]
        for target, realisasi in lain:
            satu_nilai = aspek.hemat(target, realisasi, pengali=pengali, batas=batas)
            hasil.append(sederhana(*satu_nilai) if satu_nilai[0] > 0 else aspek.NOL)
    else:
        hasil = [aspek.NOL] * (2 + len(lain))
    atas, penyebut = jumlah(hasil)
    eksak = sederhana(atas, penyebut * len(hasil))
    nilai = [eksak, *hasil, *kuantitas, *kualitas]
    for pasang in lain:
        nilai += pasang
    return eksak, Rumpun(_susunan(satu.nama, ada_output, len(lain) == 2), nilai)


@lru_cache(maxsize=512)
def _susunan(nama: str, ada_output: bool, ada_biaya: bool) -> Susunan:
    """The wording of a kegiatan's steps, its aspects and their mean. Places: the mean, the aspects, T and R of each."""
    semua = ("kuantitas", "kualitas", "waktu", "biaya")[: 3 + ada_biaya]
    rumus = ("R / T x 100", "R / T x 100", HEMAT, HEMAT) if ada_output else ("0, karena output 0",) * 4
    awal = 1 + len(semua)
    langkah = [
        (f"{nama}: aspek {medan}", rumus[n], {"T": awal + 2 * n, "R": awal + 2 * n + 1}, 1 + n, DASAR)
        for n, medan in enumerate(semua)
    ]
    rata = (f"Nilai {nama}", RATA[len(semua)], {medan: 1 + n for n, medan in enumerate(semua)}, 0, DASAR)
    return Susunan([*langkah, rata])


@lru_cache
def _tetapan(teks: str) -> Rasio:
    return baca_rasio(teks)


def nilai_tugas_tambahan(jumlah: int, *, pada: date) -> int:
    """1 for 1 to 3 tugas tambahan a year, 2 for 4 to 6, 3 from 7 on. GalatMasukan names `tugas_tambahan`."""
    aturan = bermasa("pp46", "aturan", pada)
    banyak = jumlah if type(jumlah) is int and 0 <= jumlah < 1000 else _banyak(jumlah)
    return min(aturan["tambahan_terbanyak"], -(-banyak // aturan["tugas_per_nilai"]))


def _banyak(jumlah: Angka) -> int:
    return int(baca(jumlah, "tugas_tambahan", minimum=0, desimal=0))


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
    aturan = bermasa("pp46", "aturan", pada)
    capaian = [_capaian(satu, aturan) for satu in kegiatan]
    atas, penyebut = jumlah([eksak for eksak, _langkah in capaian])
    langkah = tuple([langkah for _eksak, langkah in capaian])
    return Hasil(Fraction(atas, penyebut * len(kegiatan)), Jejak(PROFIL, aturan["id"], langkah))


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
    sikap, unsur = _perilaku(perilaku)
    eksak, rumus = _gabung(skp, sikap, aturan)
    sebutan = predikat_pp46(eksak, pada=pada)
    nilai = [skp, sikap, eksak.as_integer_ratio(), (atas, penyebut), (tambahan, 1), kreatif, *unsur.values()]
    langkah = Rumpun(_susunan_tahun(tuple(unsur), rumus, aturan["sumber"]), nilai)
    jejak = rata.jejak.lalu(Jejak(PROFIL, aturan["id"], (langkah,)), sebutan.jejak)
    return HasilTahun(bulat_rasio(skp), bulat_rasio(sikap), bulat_rasio(nilai[2]), eksak, sebutan.nilai, jejak)


@lru_cache(maxsize=64)
def _susunan_tahun(unsur: tuple[str, ...], rumus: str, sumber: str) -> Susunan:
    """The wording of the year's last steps. Places: SKP, perilaku, NPK, mean, extras, kreativitas, aspects."""
    isi = {"rata-rata kegiatan": 3, "tugas tambahan": 4, "kreativitas": 5}
    return Susunan(
        [
            ("Nilai SKP", "rata-rata + tugas tambahan + kreativitas", isi, 0, DASAR),
            ("Nilai perilaku", f"jumlah unsur / {len(unsur)}", {u: n for n, u in enumerate(unsur, 6)}, 1, DASAR),
            ("Nilai prestasi kerja", rumus, {"nilai SKP": 0, "perilaku": 1}, 2, sumber),
        ]
    )


def gabung(skp: Angka, perilaku: Angka, *, pada: date) -> Hasil:
    """Prestasi kerja: 60 percent SKP + 40 percent perilaku, both exact, rounded once. GalatMasukan names the field."""
    satu, dua = baca(skp, "skp", minimum=0), baca(perilaku, "perilaku", minimum=0, maksimum=100)
    aturan = bermasa("pp46", "aturan", pada)
    eksak, rumus = _gabung(satu.as_integer_ratio(), dua.as_integer_ratio(), aturan)
    isi: dict[str, Nilai | Rasio] = {"nilai SKP": satu, "perilaku": dua}
    langkah = Langkah.jadi("Nilai prestasi kerja", rumus, isi, eksak, aturan["sumber"])
    return Hasil(eksak, Jejak(PROFIL, aturan["id"], (langkah,)))


def _gabung(skp: Rasio, perilaku: Rasio, aturan: Mapping[str, Any]) -> tuple[Fraction, str]:
    (kali, per), (kali_2, per_2), rumus = _bobot(aturan["bobot_skp"], aturan["bobot_perilaku"])
    atas, penyebut = jumlah(((kali * skp[0], per * skp[1]), (kali_2 * perilaku[0], per_2 * perilaku[1])))
    return Fraction(atas, penyebut), rumus


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


def _perilaku(perilaku: Mapping[str, Angka]) -> tuple[Rasio, dict[str, Rasio]]:
    if not _WAJIB <= perilaku.keys() <= _SEMUA_UNSUR:
        for nama in perilaku:
            if nama not in _SEMUA_UNSUR:
                raise GalatMasukan(nama, "Unsur perilaku tidak dikenal.")
        kurang = next(nama for nama in UNSUR if nama not in perilaku)
        raise GalatMasukan(kurang, "Unsur perilaku ini belum dinilai.")
    isi = {nama: baca_rasio(nilai, nama, maksimum=100) for nama, nilai in perilaku.items()}
    atas, penyebut = jumlah(isi.values())
    return sederhana(atas, penyebut * len(isi)), isi


def _rata(nilai: Collection[Fraction]) -> Fraction:
    atas, penyebut = jumlah(satu.as_integer_ratio() for satu in nilai)
    return Fraction(atas, penyebut * len(nilai))
