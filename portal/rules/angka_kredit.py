"""Angka kredit jabatan fungsional dari predikat: koefisien setahun x persentase predikat x bulan / 12.

Sumber: PermenPANRB 1/2023, Peraturan BKN 3/2023. Disimpan tepat, dicetak dengan dua angka di belakang koma.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan, baca, bulat
from portal.rules.jejak import Isi, Jejak, Langkah


@dataclass(frozen=True)
class HasilAngkaKredit:
    """`nilai` as printed, `eksak` before rounding."""

    nilai: Decimal
    eksak: Fraction
    jejak: Jejak


def jenjang(jabatan: str, *, pada: date) -> str | None:
    """The level that the name of a jabatan fungsional ends with ("Arsiparis Ahli Muda": Ahli Muda); None where it ends
    with none of those that have a coefficient. LookupError before the regulation was in force."""
    kata = jabatan.casefold().split()
    for nama in parameter("angka_kredit", "aturan", pada)["koefisien"]:
        akhir = nama.casefold().split()
        if len(kata) > len(akhir) and kata[-len(akhir) :] == akhir:
            return str(nama)
    return None


def angka_kredit(jenjang: str, predikat: str, bulan: int = 12, *, pada: date) -> HasilAngkaKredit:
    """The credit earned in `bulan` months (1..12). GalatMasukan names `jenjang`, `predikat` or `bulan`."""
    aturan = parameter("angka_kredit", "aturan", pada)
    if jenjang not in aturan["koefisien"]:
        raise GalatMasukan("jenjang", f"Pilih {', '.join(aturan['koefisien'])}.")
    if predikat not in aturan["persentase"]:
        raise GalatMasukan("predikat", f"Pilih {', '.join(aturan['persentase'])}.")
    lama = baca(bulan, "bulan", minimum=1, maksimum=12, desimal=0)
    koefisien, persen = baca(aturan["koefisien"][jenjang]), Fraction(aturan["persentase"][predikat])
    eksak = koefisien * persen / 100 * lama / 12
    isi: dict[str, Isi] = {"jenjang": jenjang, "predikat": predikat, "koefisien": koefisien, "persentase": persen}
    isi["bulan"] = lama
    langkah = Langkah("Angka kredit", "koefisien x persentase / 100 x bulan / 12", isi, eksak, aturan["sumber"])
    return HasilAngkaKredit(bulat(eksak), eksak, Jejak("PAN6", aturan["id"], (langkah,)))
