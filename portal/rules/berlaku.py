"""Dated parameters: which entry of a history was in force on a day.

A history is a sequence of `(sejak, nilai)` pairs, or of tables (from TOML) that carry their own `sejak`. There is never
a silent default: a day before the first entry is a LookupError.
"""

import tomllib
from collections.abc import Mapping, Sequence
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


@lru_cache(maxsize=4096)
def parameter(berkas: str, tabel: str, pada: date) -> Mapping[str, Any]:
    """The entry of `<berkas>.toml`, table `tabel`, in force on `pada`.

    Besides the values it has `sejak`, `sumber` (where the number comes from), `tanda` (how sure that is) and `id`, the
    name under which a trace quotes it. KeyError where file or table does not exist, LookupError as in `berlaku`.
    """
    return berlaku(muat(berkas)[tabel], pada)


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
