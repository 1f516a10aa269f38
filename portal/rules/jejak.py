"""The trace of a computation: every step with its formula, its values, its result and its legal basis.

A trace is stored beside the score, so that years later a line on paper can be followed back to the article and to the
parameter set. Numbers are kept exactly (Fraction) and travel through JSON as text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from json.encoder import encode_basestring_ascii as _kutip
from operator import itemgetter
from typing import Any, NamedTuple

from portal.rules import eksak

Isi = Fraction | Decimal | int | str | eksak.Rasio | None
"""What may be put into a step. Read back, a number is a Fraction, everything else text or None."""
Nilai = Fraction | str | None
_JADI = frozenset((Fraction, tuple, type(None)))


class Langkah:
    """One step: `nama` for people, `rumus` as the regulation writes it, `nilai` its inputs, `hasil`, `dasar` the
    article. Never changed once made; ratios become Fractions only when somebody reads them.
    """

    __slots__ = ("_hasil", "_nilai", "dasar", "nama", "rumus")
    _nilai: Mapping[str, Nilai | eksak.Rasio]
    _hasil: Nilai | eksak.Rasio

    def __init__(self, nama: str, rumus: str, nilai: Mapping[str, Isi], hasil: Isi, dasar: str = "") -> None:
        self.nama, self.rumus, self.dasar = nama, rumus, dasar
        self._nilai = {kunci: _isi(satu) for kunci, satu in nilai.items()}
        self._hasil = _isi(hasil)

    @classmethod
    def jadi(
        cls, nama: str, rumus: str, nilai: Mapping[str, Nilai | eksak.Rasio], hasil: Nilai | eksak.Rasio, dasar: str
    ) -> "Langkah":
        """A step whose values are what `nilai` and `hasil` give back, or ratios of it: taken as they are, not copied,
        not looked at."""
        satu = cls.__new__(cls)
        satu.nama, satu.rumus, satu._nilai, satu._hasil, satu.dasar = nama, rumus, nilai, hasil, dasar
        return satu

    @property
    def nilai(self) -> dict[str, Nilai]:
        """The inputs by name."""
        return {kunci: _baca(satu) for kunci, satu in self._nilai.items()}

    @property
    def hasil(self) -> Nilai:
        """The result."""
        return _baca(self._hasil)

    def to_dict(self) -> dict[str, Any]:
        """A plain structure for JSON."""
        return {
            "nama": self.nama,
            "rumus": self.rumus,
            "nilai": {kunci: _tulis(isi) for kunci, isi in self._nilai.items()},
            "hasil": _tulis(self._hasil),
            "dasar": self.dasar,
        }

    def ke_json(self) -> str:
        """What `to_dict` says as JSON text, several times faster: a year has dozens of steps."""
        pola = _pola(self.nama, self.rumus, tuple(self._nilai), self.dasar)
        return pola % tuple(_tulis_json((*self._nilai.values(), self._hasil)))

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, Langkah) and self._semua() == lain._semua()

    def __repr__(self) -> str:
        return f"Langkah{self._semua()}"

    def _semua(self) -> tuple[Any, ...]:
        return self.nama, self.rumus, self.nilai, self.hasil, self.dasar

    __hash__ = None  # type: ignore[assignment]


class Susunan:
    """Steps whose wording is known before their values: made once, filled for every kegiatan (`Rumpun`).

    Each step is (nama, rumus, {input: place of its value}, place of the result, dasar); a value may stand in several.
    """

    __slots__ = ("_json", "_urutan", "langkah", "pasal")

    def __init__(self, langkah: Sequence[tuple[str, str, Mapping[str, int], int, str]]) -> None:
        self.langkah = tuple(langkah)
        self.pasal = tuple(satu[-1] for satu in langkah)
        self._json = ", ".join(_pola(nama, rumus, tuple(isi), dasar) for nama, rumus, isi, _hasil, dasar in langkah)
        self._urutan = itemgetter(*[n for _nama, _rumus, isi, hasil, _dasar in langkah for n in (*isi.values(), hasil)])

    def ke_json(self, nilai: Sequence[eksak.Rasio]) -> str:
        """The steps as JSON objects; a value that stands in several is written once and copied."""
        teks: str = self._json % self._urutan(eksak.json_sederhana(nilai))
        return teks if teks.isascii() else teks.replace("≈", "\\u2248")

    def isi(self, nilai: Sequence[eksak.Rasio]) -> Iterator[Langkah]:
        """The steps themselves."""
        for nama, rumus, letak, hasil, dasar in self.langkah:
            yield Langkah.jadi(nama, rumus, {kunci: nilai[n] for kunci, n in letak.items()}, nilai[hasil], dasar)


class Rumpun(NamedTuple):
    """The steps of a `Susunan` with their values, ratios in lowest terms: taken as they are, as in `Langkah.jadi`."""

    susunan: Susunan
    nilai: Sequence[eksak.Rasio]


class Jejak:
    """Which rule profile and parameter set were used, and the steps in order. Never changed once made."""

    __slots__ = ("_bagian", "parameter", "profil")

    def __init__(self, profil: str, parameter: str, langkah: tuple[Langkah | Rumpun, ...] = ()) -> None:
        self.profil, self.parameter, self._bagian = profil, parameter, langkah

    @property
    def langkah(self) -> tuple[Langkah, ...]:
        """The steps in order."""
        semua: list[Langkah] = []
        for satu in self._bagian:
            if isinstance(satu, Rumpun):
                semua += satu.susunan.isi(satu.nilai)
            else:
                semua.append(satu)
        return tuple(semua)

    def dengan(self, langkah: tuple[Langkah, ...]) -> "Jejak":
        """The same profile and parameter set with other steps."""
        return Jejak(self.profil, self.parameter, langkah)

    def langkah_json(self) -> tuple[str, tuple[str, ...]]:
        """The steps as the inside of a JSON array, and the articles they name, each once."""
        teks: list[str] = []
        pasal: dict[str, None] = {}
        for satu in self._bagian:
            if type(satu) is Rumpun:
                teks.append(satu.susunan.ke_json(satu.nilai))
                pasal.update(dict.fromkeys(satu.susunan.pasal))
            else:
                teks.append(satu.ke_json())  # type: ignore[union-attr]
                pasal[satu.dasar] = None  # type: ignore[union-attr]
        return ", ".join(teks), tuple(filter(None, pasal))

    def to_dict(self) -> dict[str, Any]:
        """A plain structure for JSON; numbers as exact text ("98.33", "295/3")."""
        return {
            "profil": self.profil,
            "parameter": self.parameter,
            "langkah": [satu.to_dict() for satu in self.langkah],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Jejak":
        """The inverse of `to_dict`. KeyError where a part is missing."""
        isi = ("nama", "rumus", "nilai", "hasil", "dasar")
        langkah = tuple(Langkah(*(satu[kunci] for kunci in isi)) for satu in data["langkah"])
        return cls(data["profil"], data["parameter"], langkah)

    def lalu(self, *lain: "Jejak") -> "Jejak":
        """This trace and then those, as adding them one after the other would give."""
        parameter, bagian = self.parameter, self._bagian
        for satu in lain:
            if satu.parameter != parameter:
                parameter = _gabung(parameter, satu.parameter)
            bagian += satu._bagian
        return Jejak(self.profil, parameter, bagian)

    def __eq__(self, lain: object) -> bool:
        return isinstance(lain, Jejak) and self._semua() == lain._semua()

    def __repr__(self) -> str:
        return f"Jejak{self._semua()}"

    def _semua(self) -> tuple[Any, ...]:
        return self.profil, self.parameter, self.langkah

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, lain: "Jejak") -> "Jejak":
        """Both traces one after the other, under the left one's profile; both parameter sets are named."""
        return Jejak(self.profil, _gabung(self.parameter, lain.parameter), self._bagian + lain._bagian)


@lru_cache(maxsize=256)
def _gabung(satu: str, dua: str) -> str:
    return " ".join(dict.fromkeys(f"{satu} {dua}".split()))


def _isi(isi: Any) -> Nilai | eksak.Rasio:
    if type(isi) in _JADI:
        return isi
    if isinstance(isi, bool):
        return "ya" if isi else "tidak"
    if isinstance(isi, str):
        angka = eksak.dari_teks(isi)
        return str(isi) if angka is None else angka
    if isinstance(isi, int | Decimal | Fraction):
        return Fraction(isi)
    raise TypeError(f"jejak hanya memuat angka tepat dan teks, bukan {type(isi).__name__}")


def _baca(isi: Any) -> Nilai:
    return Fraction(*isi) if type(isi) is tuple else isi


def _tulis(isi: Any) -> str | None:
    if type(isi) is tuple:
        return eksak.teks_rasio(isi)
    return eksak.teks_sederhana(isi.as_integer_ratio()) if type(isi) is Fraction else isi


@lru_cache(maxsize=2048)
def _pola(nama: str, rumus: str, kunci: tuple[str, ...], dasar: str) -> str:
    """All of a step's JSON but its values: the same few come again and again."""
    tetap = [_kutip(satu).replace("%", "%%") for satu in (nama, rumus, dasar)]
    isi = ", ".join([f"{_kutip(satu).replace('%', '%%')}: %s" for satu in kunci])
    return f'{{"nama": {tetap[0]}, "rumus": {tetap[1]}, "nilai": {{{isi}}}, "hasil": %s, "dasar": {tetap[2]}}}'


def _tulis_json(semua: Iterable[Any]) -> list[str]:
    """The values as JSON; every number as `eksak.teks_rasio` writes it, which is ASCII but for what is not exact."""
    hasil = []
    for isi in semua:
        if type(isi) is tuple:
            if isi[1] == 1:
                hasil.append(f'"{isi[0]}"')
                continue
            teks = eksak.teks_rasio(isi)
        elif isi is None:
            hasil.append("null")
            continue
        else:
            teks = isi if type(isi) is str else eksak.teks_sederhana(isi.as_integer_ratio())
        hasil.append(_kutip(teks))
    return hasil
