"""Dated parameters: which entry of a history was in force on a day.

A history is a sequence of `(sejak, nilai)` pairs, or of tables (from TOML) that carry their own `sejak`. There is never
a silent default: a day before the first entry is a LookupError.

Sets that BKD has decided stand beside those shipped as TOML. They come in through one door: whoever has a store of them
registers it once (`daftarkan`) and is asked each time; `memakai` puts other sets in their place while a block lasts.
Without a store the shipped sets are all there is.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

_FOLDER = Path(__file__).parent


def berlaku(riwayat: Sequence[Any], pada: date) -> Any:
    """The value in force on `pada`: that of the last entry whose `sejak` is not after it.

    Pairs give their second half, tables give themselves. LookupError where no entry is old enough, ValueError where two
    entries start on the same day, TypeError where `pada` is not a plain date.
    """
    if not isinstance(pada, date) or isinstance(pada, datetime):
        raise TypeError(f"pada harus tanggal (date), bukan {type(pada).__name__}")
    urut = sorted((_sejak(entri), nomor) for nomor, entri in enumerate(riwayat))
    if len({sejak for sejak, _ in urut}) != len(urut):
        raise ValueError("dua ketentuan mulai berlaku pada tanggal yang sama")
    sudah = [nomor for sejak, nomor in urut if sejak <= pada]
    if not sudah:
        raise LookupError(f"belum ada ketentuan yang berlaku pada {pada.isoformat()}")
    entri = riwayat[sudah[-1]]
    return entri if isinstance(entri, Mapping) else entri[1]


def _sejak(entri: Any) -> date:
    return entri["sejak"] if isinstance(entri, Mapping) else entri[0]


@dataclass(frozen=True, eq=False)
class Himpunan:
    """Sets beside the shipped ones: "berkas.tabel" -> entries as `entri` makes them, in the order they were decided.

    `tanda` says in short which these are. Two objects are never equal, so what is remembered of one is only its own.
    """

    tanda: str = ""
    entri: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    def dengan(self, satu: Mapping[str, Any]) -> "Himpunan":
        """The same and one entry more, which takes the place of one that begins on the same day."""
        kunci = satu["id"].partition("@")[0]
        return Himpunan(f"{self.tanda}+{satu['id']}", {**self.entri, kunci: (*self.entri.get(kunci, ()), satu)})


BAWAAN = Himpunan()
_penyedia: list[Callable[[], Himpunan]] = []
_dipakai: ContextVar[Himpunan | None] = ContextVar("himpunan_parameter", default=None)


def daftarkan(penyedia: Callable[[], Himpunan]) -> None:
    """From now on `penyedia` says which sets are decided; it is asked at each reading, so it should be quick."""
    _penyedia[:] = [penyedia]


@contextmanager
def memakai(himpunan: Himpunan) -> Iterator[None]:
    """While the block lasts (in this thread) these sets and no others stand beside the shipped ones."""
    token = _dipakai.set(himpunan)
    try:
        yield
    finally:
        _dipakai.reset(token)


def kini() -> Himpunan:
    """The sets that count now."""
    return _dipakai.get() or (_penyedia[0]() if _penyedia else BAWAAN)


def entri(kunci: str, sejak: date, nilai: Mapping[str, Any], *, sumber: str, tanda: str, akhiran: str) -> Any:
    """A decided entry of "berkas.tabel"; `akhiran` tells it from another of the same day in a trace."""
    satu = {**nilai, "sejak": sejak, "sumber": sumber, "tanda": tanda, "id": f"{kunci}@{sejak.isoformat()}#{akhiran}"}
    return MappingProxyType(satu)


def riwayat(berkas: str, tabel: str, himpunan: Himpunan | None = None) -> tuple[Mapping[str, Any], ...]:
    """Every entry of a table that can come into force, oldest first: of two that begin on one day the decided one, of
    two decided ones the later. KeyError where the file or table does not exist."""
    himpunan = kini() if himpunan is None else himpunan
    semua: Iterable[Mapping[str, Any]] = (*muat(berkas)[tabel], *himpunan.entri.get(f"{berkas}.{tabel}", ()))
    menurut = {satu["sejak"]: satu for satu in semua}
    return tuple(menurut[sejak] for sejak in sorted(menurut))


def parameter(berkas: str, tabel: str, pada: date) -> Mapping[str, Any]:
    """The entry of table `tabel` of `<berkas>.toml`, or the one decided since, in force on `pada`.

    Besides the values it has `sejak`, `sumber` (where the number comes from), `tanda` (how sure that is) and `id`, the
    name under which a trace quotes it. KeyError where file or table does not exist, LookupError as in `berlaku`.
    """
    return _cari(kini(), berkas, tabel, pada)


@lru_cache(maxsize=4096)
def _cari(himpunan: Himpunan, berkas: str, tabel: str, pada: date) -> Mapping[str, Any]:
    return berlaku(riwayat(berkas, tabel, himpunan), pada)


@cache
def muat(berkas: str) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    """All histories of one TOML file beside the code, read once. Every entry must say `sejak`, `sumber` and `tanda`."""
    with (_FOLDER / f"{berkas}.toml").open("rb") as isi:
        data = tomllib.load(isi)
    hasil = {}
    for tabel, entri in data.items():
        for satu in entri:
            kurang = {"sejak", "sumber", "tanda"} - satu.keys()
            if kurang:
                raise ValueError(f"{berkas}.toml, {tabel}: {', '.join(sorted(kurang))} belum diisi")
            satu["id"] = f"{berkas}.{tabel}@{satu['sejak'].isoformat()}"
        hasil[tabel] = tuple(MappingProxyType(satu) for satu in entri)
    return MappingProxyType(hasil)
