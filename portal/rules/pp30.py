"""Penilaian kinerja PP 30/2019 dan PermenPANRB 8/2021 (profil PP30), Juli sampai Desember 2021, dan konversi 2021.

Nilai 0 sampai 120. Predikat dibaca dari nilai yang tercetak; Sangat Baik hanya dengan ide baru. Unsur perilaku
dimasukkan sebagai angka 0-120, karena konversi tingkat 1-7 tidak terbaca dalam naskah yang ada.

Belum dimodelkan: pembobotan metode cascading, pemeringkatan (hanya anjuran).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules.eksak import Angka, GalatMasukan, baca, bulat
from portal.rules.jejak import Isi, Jejak, Langkah
from portal.rules.masa import bermasa

PROFIL = "PP30"
DASAR = "PP 30/2019 dan PermenPANRB 8/2021"


@dataclass(frozen=True)
class Hasil:
    """`nilai` as printed, `eksak` before rounding, `sebutan` the predicate or category that goes with it, if any."""

    nilai: Decimal
    eksak: Fraction
    sebutan: str | None
    jejak: Jejak


def nilai_kinerja(skp: Angka, perilaku: Angka, *, penilaian_360: bool, ide_baru: bool, pada: date) -> Hasil:
    """70/30 of SKP and perilaku, 60/40 where peers or subordinates judged perilaku too; both 0..120.

    Names the field.
    """
    aturan = bermasa("pp30", "bobot", pada)
    batas = aturan["terbesar"]
    isi = {
        "SKP": baca(skp, "skp", minimum=0, maksimum=batas),
        "perilaku": baca(perilaku, "perilaku", minimum=0, maksimum=batas),
    }
    bobot_skp, bobot_perilaku = map(baca, aturan["dengan_360" if penilaian_360 else "tanpa_360"])
    eksak = bobot_skp * isi["SKP"] + bobot_perilaku * isi["perilaku"]
    rumus = f"{bobot_skp * 100}% x SKP + {bobot_perilaku * 100}% x perilaku"
    sebutan = predikat(eksak, ide_baru=ide_baru, pada=pada)
    langkah = (
        Langkah("Nilai kinerja", rumus, isi, eksak, aturan["sumber"]),
        Langkah(
            "Predikat", "dari nilai tercetak", {"nilai": bulat(eksak), "ide baru": ide_baru}, sebutan, aturan["sumber"]
        ),
    )
    return Hasil(bulat(eksak), eksak, sebutan, Jejak(PROFIL, aturan["id"], langkah))


def predikat(nilai: Angka, *, ide_baru: bool, pada: date) -> str:
    """The word for a value 0..120, read from its two printed decimals. GalatMasukan names `nilai`."""
    angka = bulat(baca(nilai, "nilai", minimum=0, maksimum=120))
    tertinggi, *lain = bermasa("pp30", "predikat", pada)["sebutan"]
    if ide_baru and angka >= tertinggi[1]:
        return tertinggi[0]
    return next(nama for nama, batas in lain if angka >= batas)


def capaian(target: Angka | Sequence[Angka], realisasi: Angka, *, khusus: bool = False, pada: date) -> Hasil:
    """Percent achieved of one IKI.

    `target` is a number, or (lo, hi): inside is 100, otherwise compared with the nearer end. `khusus`: smaller is
    better (days, errors, cost): (1 + (1 - R/T)) x 100, as the regulation has it, without a floor: more than twice the
    target is below 0. GalatMasukan names `target` or `realisasi`.
    """
    ujung = tuple(target) if isinstance(target, list | tuple) else (target, target)
    if len(ujung) != 2:
        raise GalatMasukan("target", "Isi satu angka, atau dua: terendah dan tertinggi.")
    rendah, tinggi = (baca(satu, "target", minimum=0) for satu in ujung)
    hasil = baca(realisasi, "realisasi", minimum=0)  # never below a target that begins at 0
    di_dalam = rendah <= hasil <= tinggi
    if rendah > tinggi or (
        tinggi == 0 and not (di_dalam and isinstance(target, list | tuple))
    ):  # inside [0, 0] nothing is divided
        raise GalatMasukan("target", "Target harus lebih dari 0, yang terendah lebih dahulu.")
    acuan = tinggi if hasil > tinggi else rendah
    if di_dalam:
        eksak, rumus = Fraction(100), "100, tepat pada target"
    elif khusus:
        eksak, rumus = (2 - hasil / acuan) * 100, "(1 + (1 - realisasi / target)) x 100"
    else:
        eksak, rumus = hasil / acuan * 100, "realisasi / target x 100"
    aturan = bermasa("pp30", "rencana", pada)
    langkah = Langkah("Capaian IKI", rumus, {"target": acuan, "realisasi": hasil}, eksak, aturan["sumber"])
    return Hasil(bulat(eksak), eksak, None, Jejak(PROFIL, aturan["id"], (langkah,)))


def nilai_rencana(persen: Angka, *, target_maksimum: bool = False, pada: date) -> Hasil:
    """Value and category of a rencana kinerja of JPT or head of an independent unit.

    The achievement is rounded to a whole percent first. Exactly 100 earns 109, or 120 where the target already was the
    highest possible (`target_maksimum`). Below 0, as `capaian` with `khusus` may be, counts as 0: values are 0 to 120
    (PP 30/2019 Pasal 41). GalatMasukan names `capaian`.
    """
    aturan = bermasa("pp30", "rencana", pada)
    utuh = Fraction(bulat(max(Fraction(0), baca(persen, "capaian")), 0))
    if utuh > aturan["tangga"][-1][1] or (utuh == 100 and target_maksimum):
        eksak, kategori = Fraction(aturan["terbesar"]), aturan["tangga"][-1][4]
    else:
        dari, sampai, mulai, akhir, kategori = next(satu for satu in aturan["tangga"] if utuh <= satu[1])
        eksak = _garis(utuh, dari, sampai, mulai, akhir)
    isi: dict[str, Isi] = {"capaian utuh": utuh, "target maksimum": target_maksimum}
    langkah = Langkah("Nilai rencana kinerja", "garis lurus di dalam tangga", isi, eksak, aturan["sumber"])
    return Hasil(bulat(eksak), eksak, kategori, Jejak(PROFIL, aturan["id"], (langkah,)))


def nilai_skp_jpt(capaian_rencana: Sequence[tuple[Angka, bool]], *, pada: date) -> Hasil:
    """SKP of JPT and heads of independent units: the mean of the values of their plans (percent, `target_maksimum`).

    GalatMasukan names `capaian`.
    """
    aturan = bermasa("pp30", "rencana", pada)
    if not capaian_rencana:
        raise GalatMasukan("capaian", "Tidak ada rencana kinerja.")
    nilai = [nilai_rencana(persen, target_maksimum=tertinggi, pada=pada) for persen, tertinggi in capaian_rencana]
    eksak = sum((satu.eksak for satu in nilai), Fraction(0)) / len(nilai)
    isi: dict[str, Isi] = {f"rencana {nomor}": satu.eksak for nomor, satu in enumerate(nilai, 1)}
    langkah = Langkah("Nilai SKP", f"jumlah nilai rencana / {len(nilai)}", isi, eksak, aturan["sumber"])
    semua = tuple(langkah for satu in nilai for langkah in satu.jejak.langkah)
    return Hasil(bulat(eksak), eksak, None, Jejak(PROFIL, aturan["id"], (*semua, langkah)))


def nilai_skp_ja(capaian_rencana: Sequence[Angka], *, tambahan: Angka = 0, pada: date) -> Hasil:
    """SKP of administrator, pengawas, pelaksana, fungsional: mean of the values of the main plans plus at most 10, at
    most 120.

    Values 120 (above 100 percent), 100, 80, 60, 25. GalatMasukan names `capaian` or `tambahan`.
    """
    aturan = bermasa("pp30", "rencana_ja", pada)
    if not capaian_rencana:
        raise GalatMasukan("capaian", "Tidak ada rencana kinerja utama.")
    isi = {f"rencana {n}": nilai_rencana_ja(satu, pada=pada)[0] for n, satu in enumerate(capaian_rencana, start=1)}
    rata = sum(isi.values(), Fraction(0)) / len(isi)
    lebih = min(Fraction(aturan["tambahan_terbanyak"]), baca(tambahan, "tambahan", minimum=0))
    eksak = min(Fraction(aturan["terbesar"]), rata + lebih)
    langkah = Langkah("Nilai SKP", "rata-rata + tambahan", {**isi, "tambahan": lebih}, eksak, aturan["sumber"])
    return Hasil(bulat(eksak), eksak, None, Jejak(PROFIL, aturan["id"], (langkah,)))


def nilai_rencana_ja(persen: Angka, *, pada: date) -> tuple[Fraction, str]:
    """Value and category of one plan of administrator, pengawas, pelaksana, fungsional. GalatMasukan names
    `capaian`."""
    aturan = bermasa("pp30", "rencana_ja", pada)
    angka = max(Fraction(0), baca(persen, "capaian"))
    ((tertinggi, nilai),) = aturan["capaian_di_atas"]
    if angka > 100:
        return Fraction(nilai), str(tertinggi)
    return next((Fraction(n), str(nama)) for nama, batas, n in aturan["capaian_mulai"] if angka >= batas)


def konversi(nilai: Angka, *, pada: date) -> Hasil:
    """A PP 46 value (first half of 2021) on the scale of PP 30; above 99 it is 120. GalatMasukan names `nilai`.

    Between two rungs (90 < n < 91) the lower rung's line is followed, capped at that rung's top.
    """
    aturan = bermasa("pp30", "konversi", pada)
    angka = baca(nilai, "nilai", minimum=0)
    dari, sampai, mulai, akhir = [satu for satu in aturan["tangga"] if angka >= satu[0]][-1]
    eksak = min(Fraction(akhir), _garis(angka, dari, sampai, mulai, akhir))
    langkah = Langkah(
        "Konversi PP 46 ke PP 30", "garis lurus di dalam tangga", {"nilai": angka}, eksak, aturan["sumber"]
    )
    return Hasil(bulat(eksak), eksak, None, Jejak(PROFIL, aturan["id"], (langkah,)))


def integrasi_2021(semester_1: Angka, semester_2: Angka, *, ide_baru: bool = False, pada: date) -> Hasil:
    """The year 2021: mean of the converted first half (PP 46) and the second half (PP 30).

    GalatMasukan names the field.
    """
    satu = konversi(semester_1, pada=pada)
    dua = baca(semester_2, "semester_2", minimum=0, maksimum=120)
    eksak = (satu.eksak + dua) / 2
    sebutan = predikat(eksak, ide_baru=ide_baru, pada=pada)
    isi = {"semester I": satu.eksak, "semester II": dua}
    langkah = Langkah("Nilai 2021", "(semester I + semester II) / 2", isi, eksak)
    return Hasil(bulat(eksak), eksak, sebutan, satu.jejak + Jejak(PROFIL, "", (langkah,)))


def _garis(nilai: Fraction, dari: int, sampai: int, mulai: int, akhir: int) -> Fraction:
    """The straight line from (dari, mulai) to (sampai, akhir) at `nilai`."""
    if sampai == dari:
        return Fraction(mulai)
    return mulai + Fraction(akhir - mulai, sampai - dari) * (nilai - dari)
