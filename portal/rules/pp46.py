"""Penilaian prestasi kerja PP 46/2011 dan Perka BKN 1/2013 (profil PP46): kegiatan, SKP setahun, NPK.

Tidak ada batas 100 pada aspek dan SKP; waktu dan biaya paling kecil 0. Tugas tambahan dan kreativitas dijumlahkan
sebelum pembobotan 60 persen. Kegiatan yang tidak dikerjakan bernilai 0 dan tetap menjadi pembagi.

Belum dimodelkan: faktor di luar kemampuan PNS (Pasal 9), yang dijalankan sebagai perubahan target, bukan di sini.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules import aspek
from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, baca, bulat
from portal.rules.jejak import Isi, Jejak, Langkah
from portal.rules.predikat import predikat_pp46

PROFIL = "PP46"
DASAR = "Perka BKN 1/2013"
NOL = Fraction(0)
UNSUR = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")
KEPEMIMPINAN = "kepemimpinan"


@dataclass(frozen=True)
class Kegiatan:
    """One kegiatan of the year, every pair (target, realisasi); `biaya` None where it has no budget."""

    kuantitas: aspek.Pasangan
    kualitas: aspek.Pasangan
    waktu: aspek.Pasangan
    biaya: aspek.Pasangan | None = None
    nama: str = "kegiatan"


@dataclass(frozen=True)
class Hasil:
    """`nilai` as printed, `eksak` before rounding."""

    nilai: Decimal
    eksak: Fraction
    jejak: Jejak


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
    aturan = parameter("pp46", "aturan", pada)
    hemat = {"pengali": baca(aturan["pengali"]), "batas": baca(aturan["batas_efisiensi"])}
    hasil: dict[str, Fraction] = {}
    langkah = []
    pasangan = {medan: getattr(satu, medan) for medan in ("kuantitas", "kualitas", "waktu", "biaya")}
    isi = {medan: aspek.pasangan(nilai, medan) for medan, nilai in pasangan.items() if nilai is not None}
    if isi["kualitas"][1] > 100:
        raise GalatMasukan("kualitas", "Realisasi kualitas paling besar 100.")
    ada_output = bool(isi["kuantitas"][1])
    for medan, (target, realisasi) in isi.items():
        if not ada_output:
            nilai, rumus = Fraction(0), "0, karena output 0"
        elif medan in ("waktu", "biaya"):
            mentah = aspek.hemat(target, realisasi, **hemat)
            nilai = mentah if mentah.numerator > 0 else NOL
            rumus = "efisiensi sampai 24%: (1,76 T - R) / T x 100; di atasnya: 76 - ((1,76 T - R) / T x 100 - 100)"
        else:
            nilai, rumus = aspek.rasio(target, realisasi), "R / T x 100"
        hasil[medan] = nilai
        langkah.append(Langkah(f"{satu.nama}: aspek {medan}", rumus, {"T": target, "R": realisasi}, nilai, DASAR))
    eksak = sum(hasil.values(), NOL) / len(hasil)
    langkah.append(Langkah(f"Nilai {satu.nama}", f"({' + '.join(hasil)}) / {len(hasil)}", hasil, eksak, DASAR))
    return Hasil(bulat(eksak), eksak, Jejak(PROFIL, aturan["id"], tuple(langkah)))


def nilai_tugas_tambahan(jumlah: int, *, pada: date) -> int:
    """1 for 1 to 3 tugas tambahan a year, 2 for 4 to 6, 3 from 7 on. GalatMasukan names `tugas_tambahan`."""
    aturan = parameter("pp46", "aturan", pada)
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
    eksak = sum((satu.eksak for satu in capaian), Fraction(0)) / len(capaian)
    langkah = tuple(langkah for satu in capaian for langkah in satu.jejak.langkah)
    return Hasil(bulat(eksak), eksak, Jejak(PROFIL, parameter("pp46", "aturan", pada)["id"], langkah))


def tutup_tahun(
    rata: Hasil, perilaku: Mapping[str, Angka], *, tugas_tambahan: int = 0, kreativitas: int = 0, pada: date
) -> HasilTahun:
    """The year from the mean of its kegiatan (of all its SKP joined): extras, perilaku, prestasi kerja, predicate."""
    aturan = parameter("pp46", "aturan", pada)
    tambahan = nilai_tugas_tambahan(tugas_tambahan, pada=pada)
    kreatif = baca(kreativitas, "kreativitas")
    if kreatif not in aturan["kreativitas"]:
        raise GalatMasukan("kreativitas", f"Pilih {', '.join(map(str, aturan['kreativitas']))}.")
    skp = rata.eksak + tambahan + kreatif
    sikap = _perilaku(perilaku)
    npk = gabung(skp, sikap.eksak, pada=pada)
    isi: dict[str, Isi] = {"rata-rata kegiatan": rata.eksak, "tugas tambahan": tambahan, "kreativitas": kreatif}
    jejak = rata.jejak
    jejak += Jejak(PROFIL, "", (Langkah("Nilai SKP", "rata-rata + tugas tambahan + kreativitas", isi, skp, DASAR),))
    sebutan = predikat_pp46(npk.eksak, pada=pada)
    semua = jejak + sikap.jejak + npk.jejak + sebutan.jejak
    return HasilTahun(bulat(skp), sikap.nilai, npk.nilai, npk.eksak, sebutan.nilai, semua)


def gabung(skp: Angka, perilaku: Angka, *, pada: date) -> Hasil:
    """Prestasi kerja: 60 percent SKP + 40 percent perilaku, both exact, rounded once. GalatMasukan names the field."""
    aturan = parameter("pp46", "aturan", pada)
    isi = {"nilai SKP": baca(skp, "skp", minimum=0), "perilaku": baca(perilaku, "perilaku", minimum=0, maksimum=100)}
    bobot_skp, bobot_perilaku = baca(aturan["bobot_skp"]), baca(aturan["bobot_perilaku"])
    eksak = bobot_skp * isi["nilai SKP"] + bobot_perilaku * isi["perilaku"]
    rumus = f"{bobot_skp * 100}% x nilai SKP + {bobot_perilaku * 100}% x perilaku"
    langkah = Langkah("Nilai prestasi kerja", rumus, isi, eksak, aturan["sumber"])
    return Hasil(bulat(eksak), eksak, Jejak(PROFIL, aturan["id"], (langkah,)))


def gabung_mutasi(lama: Angka, baru: Angka, *, bulan_lama: int, bulan_baru: int, pada: date, cara: str = "") -> Hasil:
    """SKP of a year with a move: plain mean ("rata"), or weighted by months ("tertimbang"); default by parameter."""
    satu, dua = baca(lama, "lama", minimum=0), baca(baru, "baru", minimum=0)
    kali = baca(bulan_lama, "bulan_lama", minimum=1, desimal=0), baca(bulan_baru, "bulan_baru", minimum=1, desimal=0)
    return gabung_skp([(satu, int(kali[0])), (dua, int(kali[1]))], pada=pada, cara=cara)


def gabung_skp(daftar: Sequence[tuple[Angka, int]], *, pada: date, cara: str = "") -> Hasil:
    """The same for any number of SKP of one year, each with its months (1 or more)."""
    aturan = parameter("pp46", "aturan", pada)
    nilai = [baca(satu, "skp", minimum=0) for satu, _ in daftar]
    bulan = [baca(kali, "bulan", minimum=1, desimal=0) for _, kali in daftar]
    pilihan = cara or aturan["mutasi"]
    if pilihan not in ("rata", "tertimbang"):
        raise GalatMasukan("cara", "Pilih rata atau tertimbang.")
    if pilihan == "rata":
        eksak, rumus = sum(nilai, Fraction(0)) / len(nilai), f"jumlah nilai SKP / {len(nilai)}"
    else:
        jumlah = sum((satu * kali for satu, kali in zip(nilai, bulan, strict=True)), Fraction(0))
        eksak, rumus = jumlah / sum(bulan), "rata-rata tertimbang menurut bulan"
    isi: dict[str, Isi] = {f"SKP ke-{n}": satu for n, satu in enumerate(nilai, 1)}
    isi |= {f"bulan SKP ke-{n}": kali for n, kali in enumerate(bulan, 1)}
    return Hasil(bulat(eksak), eksak, Jejak(PROFIL, aturan["id"], (Langkah("SKP gabungan", rumus, isi, eksak, DASAR),)))


def hukuman_skp(capaian: Angka, *, pada: date) -> str | None:
    """ "sedang" or "berat" for the year-end SKP achievement (percent) under PP 53/2010, None above; None since PP
    94/2021.
    """
    aturan = parameter("pp46", "hukuman_skp", pada)
    nilai = baca(capaian, "capaian", minimum=0)
    if pada > aturan["sampai"] or nilai > aturan["sedang_sampai"]:
        return None
    return "berat" if nilai < aturan["berat_di_bawah"] else "sedang"


def _perilaku(perilaku: Mapping[str, Angka]) -> Hasil:
    for nama in perilaku:
        if nama not in (*UNSUR, KEPEMIMPINAN):
            raise GalatMasukan(nama, "Unsur perilaku tidak dikenal.")
    for nama in UNSUR:
        if nama not in perilaku:
            raise GalatMasukan(nama, "Unsur perilaku ini belum dinilai.")
    isi = {nama: baca(nilai, nama, minimum=0, maksimum=100) for nama, nilai in perilaku.items()}
    eksak = sum(isi.values(), Fraction(0)) / len(isi)
    langkah = Langkah("Nilai perilaku", f"jumlah unsur / {len(isi)}", isi, eksak, DASAR)
    return Hasil(bulat(eksak), eksak, Jejak(PROFIL, "", (langkah,)))
