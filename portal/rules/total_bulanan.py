"""Nilai total bulanan (profil JABAR_MONTHLY): 60 persen SKP + tambahan + kreativitas + 40 persen perilaku.

Sumber: SKP Online Jawa Barat. Berbeda dengan Perka BKN 1/2013, tambahan dan kreativitas dijumlahkan sesudah pembobotan.
Kepemimpinan hanya dinilai pada jabatan struktural, sehingga pembagi perilaku 6 atau 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, baca, bulat, rupiah
from portal.rules.jabatan import struktural
from portal.rules.jejak import Jejak, Langkah
from portal.rules.pp46 import KEPEMIMPINAN, UNSUR


@dataclass(frozen=True)
class HasilTotal:
    """`nilai` as printed, `eksak` before rounding, `perilaku` the exact mean, `rupiah` None where no rate was given."""

    nilai: Decimal
    eksak: Fraction
    perilaku: Fraction
    rupiah: int | None
    jejak: Jejak


def unsur(jabatan: str) -> tuple[str, ...]:
    """The aspects of perilaku that are judged for that jenis jabatan."""
    return (*UNSUR, KEPEMIMPINAN) if struktural(jabatan) else UNSUR


def total(
    nilai_skp: Angka,
    perilaku: Mapping[str, Angka],
    *,
    jabatan: str,
    tambahan: Angka = 0,
    kreativitas: Angka = 0,
    rupiah_per_poin: Angka | None = None,
    pada: date,
) -> HasilTotal:
    """The month's total from the exact SKP score and the exact aspects (0..100 each); rounded once.

    `tambahan` 0..3 and `kreativitas` 0, 3, 6 or 12 are points. `rupiah_per_poin` gives whole rupiah from the exact
    total. GalatMasukan names the field; a missing or a foreign aspect is one.
    """
    aturan = parameter("total_bulanan", "aturan", pada)
    isi = {nama: baca(perilaku[nama], nama, minimum=0, maksimum=100) for nama in _lengkap(perilaku, jabatan)}
    rata = Fraction(sum(isi.values()), len(isi))
    skp = baca(nilai_skp, "nilai_skp", minimum=0)
    lebih = baca(tambahan, "tambahan", minimum=0, maksimum=aturan["tambahan_terbanyak"])
    kreatif = baca(kreativitas, "kreativitas")
    if kreatif not in aturan["kreativitas"]:
        raise GalatMasukan("kreativitas", f"Pilih {', '.join(map(str, aturan['kreativitas']))}.")
    bobot_skp, bobot_perilaku = baca(aturan["bobot_skp"]), baca(aturan["bobot_perilaku"])
    eksak = bobot_skp * skp + lebih + kreatif + bobot_perilaku * rata
    bagian = {"nilai SKP": skp, "tambahan": lebih, "kreativitas": kreatif, "perilaku": rata}
    rumus = f"{bobot_skp * 100}% x nilai SKP + tambahan + kreativitas + {bobot_perilaku * 100}% x perilaku"
    langkah = [
        Langkah("Perilaku", f"jumlah unsur / {len(isi)}", isi, rata, aturan["sumber"]),
        Langkah("Nilai total bulan", rumus, bagian, eksak, aturan["sumber"]),
    ]
    uang = None
    if rupiah_per_poin is not None:
        tarif = baca(rupiah_per_poin, "rupiah_per_poin", minimum=0)
        uang = rupiah(eksak * tarif)
        langkah.append(Langkah("Rupiah", "nilai total x rupiah per poin", {"rupiah per poin": tarif}, uang))
    return HasilTotal(bulat(eksak), eksak, rata, uang, Jejak("JABAR_MONTHLY", aturan["id"], tuple(langkah)))


def _lengkap(perilaku: Mapping[str, Angka], jabatan: str) -> tuple[str, ...]:
    perlu = unsur(jabatan)
    for nama in perlu:
        if nama not in perilaku:
            raise GalatMasukan(nama, "Unsur perilaku ini belum dinilai.")
    for nama in perilaku:
        if nama not in perlu:
            raise GalatMasukan(nama, "Unsur perilaku ini tidak dinilai pada jabatan itu.")
    return perlu
