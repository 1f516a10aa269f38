"""The trace of a computation: every step with its formula, its values, its result and its legal basis.

A trace is stored beside the score, so that years later a line on paper can be followed back to the article and to the
parameter set. Numbers are kept exactly (Fraction) and travel through JSON as text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.rules import eksak

Isi = Fraction | Decimal | int | str | None


@dataclass(frozen=True, init=False)
class Langkah:
    """One step: `nama` for people, `rumus` as the regulation writes it, `nilai` its inputs, `hasil`, `dasar` the
    article.
    """

    nama: str
    rumus: str
    nilai: Mapping[str, Isi]
    hasil: Isi
    dasar: str = ""

    def __init__(self, nama: str, rumus: str, nilai: Mapping[str, Isi], hasil: Isi, dasar: str = "") -> None:
        isi = {kunci: satu if type(satu) is Fraction else _isi(satu) for kunci, satu in nilai.items()}
        self.__dict__.update(nama=nama, rumus=rumus, nilai=isi, hasil=_isi(hasil), dasar=dasar)


@dataclass(frozen=True)
class Jejak:
    """Which rule profile and parameter set were used, and the steps in order."""

    profil: str
    parameter: str
    langkah: tuple[Langkah, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """A plain structure for JSON; numbers as exact text ("98.33", "295/3")."""
        return {
            "profil": self.profil,
            "parameter": self.parameter,
            "langkah": [
                {
                    "nama": satu.nama,
                    "rumus": satu.rumus,
                    "nilai": {kunci: _tulis(isi) for kunci, isi in satu.nilai.items()},
                    "hasil": _tulis(satu.hasil),
                    "dasar": satu.dasar,
                }
                for satu in self.langkah
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Jejak":
        """The inverse of `to_dict`. KeyError where a part is missing."""
        isi = ("nama", "rumus", "nilai", "hasil", "dasar")
        langkah = tuple(Langkah(*(satu[kunci] for kunci in isi)) for satu in data["langkah"])
        return cls(data["profil"], data["parameter"], langkah)

    def __add__(self, lain: "Jejak") -> "Jejak":
        """Both traces one after the other, under the left one's profile; both parameter sets are named."""
        semua = dict.fromkeys(nama for nama in f"{self.parameter} {lain.parameter}".split() if nama)
        return Jejak(self.profil, " ".join(semua), self.langkah + lain.langkah)


def _isi(isi: Any) -> Isi:
    if isi is None or isinstance(isi, Fraction):
        return isi
    if isinstance(isi, bool):
        return "ya" if isi else "tidak"
    if isinstance(isi, str):
        angka = eksak.dari_teks(isi)
        return str(isi) if angka is None else angka
    if isinstance(isi, int | Decimal):
        return Fraction(isi)
    raise TypeError(f"jejak hanya memuat angka tepat dan teks, bukan {type(isi).__name__}")


def _tulis(isi: Isi) -> str | None:
    if type(isi) is Fraction:
        return eksak.teks_pecahan(*isi.as_integer_ratio())
    return isi if isi is None or isinstance(isi, str) else eksak.teks(isi)
