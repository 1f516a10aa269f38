"""What people write where a number belongs: "12 Laporan", "100%", "12 bln", "Rp 50.000.000,-", "1.234,5".

A number is read only where it can mean one thing; everything else stays the words it was, and is said.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from portal.forms.impor.sel import polos

_BILANGAN = re.compile(
    r"""(?:rp\.?\s*)?                       # Rp
        (?P<angka>[+-]?[0-9](?:[0-9.,]|[ \u00a0\u202f](?=[0-9]{3}(?![0-9])))*)
        (?:,-|,--|\.-)?\s*                  # "50.000,-"
        (?:\((?:[^()]{0,60})\)\s*)?         # "12 (dua belas)"
        (?P<sisa>[^0-9].*)?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_RIBUAN_TITIK = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_RIBUAN_KOMA = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_POLOS = re.compile(r"[+-]?[0-9]{1,30}([.,][0-9]{1,20})?")
KOSONG = frozenset({"", "-", "–", "—", "--", "---", "...", "…", ".", "n/a"})
"""What people write where nothing belongs."""


@dataclass(frozen=True)
class Terbaca:
    """`angka`: plain decimal text. `sisa`: the words behind it ("Laporan", "%"). `ragu`: it could mean another."""

    angka: str
    sisa: str = ""
    ragu: bool = False


def pisahkan(teks: str) -> Terbaca | None:
    """The number a text begins with and the words behind it; None where it does not say one number."""
    cocok = _BILANGAN.fullmatch(teks.strip())
    if cocok is None:
        return None
    angka = satu_angka(cocok["angka"].rstrip(".,"))
    if angka is None:
        return None
    sisa = (cocok["sisa"] or "").strip(" \u00a0:.-–")
    if (
        re.search(r"[0-9]|^[^%(\w]", sisa)
        or re.match(r"[/x*+:^]", (cocok["sisa"] or "").strip())
        and not sisa.isalpha()
    ):
        return None
    return Terbaca(angka[0], sisa, angka[1])


def satu_angka(teks: str) -> tuple[str, bool] | None:
    """A number alone, and whether it could mean another one; None where it is none.

    "1.200" is one thousand two hundred, as the portal's own forms read it; "1,200" is 1.2, and doubtful.
    """
    bersih = re.sub("[ \u00a0\u202f]", "", teks)
    if _RIBUAN_TITIK.fullmatch(bersih):
        return _polos(bersih.replace(".", "").replace(",", ".")), False
    if "," in bersih and _RIBUAN_KOMA.fullmatch(bersih):
        if "." in bersih or bersih.count(",") > 1:
            return _polos(bersih.replace(",", "")), False
        return _polos(bersih.replace(",", ".")), True
    return (_polos(bersih.replace(",", ".")), False) if _POLOS.fullmatch(bersih) else None


def kosong(teks: str) -> bool:
    """Nothing, or a mark that says so."""
    return teks.strip().casefold() in KOSONG


def _polos(teks: str) -> str:
    return polos(Decimal(teks))
