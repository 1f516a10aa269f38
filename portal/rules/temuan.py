"""What a guard found: the field, the row, and a sentence that says what to do. An empty tuple means: nothing found."""

from dataclasses import dataclass
from typing import TypedDict

from portal.rules import eksak


class Batas(TypedDict, total=False):
    """The limits of a number, as `eksak.baca` takes them."""

    minimum: int
    maksimum: int
    desimal: int


# What fits on the form and into the tables.
BATAS: dict[str, Batas] = {
    "kuantitas": {"minimum": 0, "maksimum": 999_999_999_999, "desimal": 2},
    "kualitas": {"minimum": 0, "maksimum": 100, "desimal": 2},
    "waktu": {"minimum": 0, "maksimum": 999, "desimal": 2},
    "biaya": {"minimum": 0, "maksimum": 999_999_999_999_999, "desimal": 0},
    "ak": {"minimum": 0, "maksimum": 99_999, "desimal": 3},
}


@dataclass(frozen=True)
class Temuan:
    """`medan` is the field's name, `baris` the row counted from 1 (None: the document as a whole), `pesan` for the
    user.
    """

    medan: str
    baris: int | None
    pesan: str


def kosong(isi: object) -> bool:
    """True for None and for text of blanks: not filled in."""
    return isi is None or (isinstance(isi, str) and not isi.strip())


def temuan_angka(
    angka: object,
    medan: str,
    baris: int | None,
    *,
    minimum: int | None = None,
    maksimum: int | None = None,
    desimal: int | None = None,
) -> tuple[Temuan, ...]:
    """The finding of `eksak.baca` with these limits, or nothing where the number is good.

    None counts as not filled in.
    """
    if kosong(angka):
        return (Temuan(medan, baris, "Belum diisi. Isi dengan angka."),)
    try:
        eksak.baca(angka, medan, minimum=minimum, maksimum=maksimum, desimal=desimal)  # type: ignore[arg-type]
    except eksak.GalatMasukan as galat:
        return (Temuan(medan, baris, galat.pesan),)
    return ()
