"""Hukuman disiplin: jenisnya menurut PP pada tanggal keputusan, masanya, dan apa yang dipotongnya dari TPP.

PP 94/2021 Pasal 8 ayat (3): hukuman sedang memotong tunjangan kinerja 25 persen, dari dasar TPP. Bulan pertama yang
dipotong ialah bulan sesudah keputusan ditetapkan [knowledge: medium]; jadi masa potongan mulai tanggal 1 dan berakhir
pada akhir bulan. Bila dua potongan bertemu pada satu bulan, yang terbesar yang dipakai [convention].
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan
from portal.rules.jejak import Isi, Langkah
from portal.rules.periode import Periode

TINGKAT = ("ringan", "sedang", "berat")


@dataclass(frozen=True)
class Jenis:
    """One punishment of the law. `bulan`: how long, 0 where it is over at once or stays; `potongan`: percent of TPP."""

    kunci: str
    tingkat: str
    sebutan: str
    bulan: int
    potongan: int
    pasal: str
    peraturan: str

    @property
    def dasar(self) -> str:
        """The article that names it, with its law."""
        return f"{self.peraturan} {self.pasal}"


@dataclass(frozen=True)
class PotonganTpp:
    """What a decision takes off a month: `persen` of the base, by which decision and article."""

    sk: str
    sebutan: str
    persen: int
    dasar: str


def jenis(pada: date) -> tuple[Jenis, ...]:
    """The punishments a decision of that day can impose, the lightest first. LookupError before 6 June 2010."""
    aturan = parameter("disiplin", "hukuman", pada)
    return tuple(
        Jenis(kunci, tingkat, sebutan, bulan, persen, pasal, aturan["peraturan"])
        for kunci, tingkat, sebutan, bulan, persen, pasal in aturan["jenis"]
    )


def satu_jenis(kunci: str, pada: date) -> Jenis:
    """The punishment of that key. GalatMasukan (`jenis`) names the law that does not know it."""
    for satu in jenis(pada):
        if satu.kunci == kunci:
            return satu
    aturan = parameter("disiplin", "hukuman", pada)
    raise GalatMasukan("jenis", f"Pilih hukuman menurut {aturan['peraturan']}, yang berlaku pada tanggal keputusan.")


def mulai_bawaan(satu: Jenis, ditetapkan: date) -> date:
    """The first day where the decision names none: a cut begins with the month after it, the others at once."""
    if not satu.potongan:
        return ditetapkan
    return Periode.dari(ditetapkan).tambah(1).awal


def sampai(satu: Jenis, mulai: date) -> date | None:
    """The last day; None where the punishment has no time of its own. GalatMasukan (`mulai`) for a cut that does not
    begin on the first of a month: TPP is paid by the month."""
    if satu.potongan and mulai.day != 1:
        raise GalatMasukan("mulai", "Potongan tunjangan mulai pada tanggal 1, karena TPP dihitung sebulan penuh.")
    return Periode.dari(mulai).tambah(satu.bulan).tanggal(mulai.day) - timedelta(days=1) if satu.bulan else None


def potongan(tpp: Fraction, hukuman: Sequence[PotonganTpp]) -> tuple[Fraction, tuple[Langkah, ...]]:
    """The base that is left of `tpp` (rupiah) and the step that says why; the same and no step where nothing cuts."""
    ada = [h for h in hukuman if h.persen]
    if not ada:
        return tpp, ()
    berat = max(ada, key=lambda h: h.persen)
    sisa = tpp * (100 - berat.persen) / 100
    isi: dict[str, Isi] = {
        "TPP": tpp, "potongan hukuman": berat.persen, "hukuman": berat.sebutan,
        "keputusan": "; ".join(h.sk for h in ada),
    }  # fmt: skip
    rumus = "TPP x (100 - potongan hukuman) / 100"
    return sisa, (Langkah("Hukuman disiplin", rumus, isi, sisa, berat.dasar),)
