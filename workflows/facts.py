"""Facts: the few flat values that steer a process. Documents and scores live in tables, not here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

MAX_KEYS = 100
MAX_TEXT = 2_000
MAX_ITEMS = 200
MAX_BITS = 256
MAX_BYTES = 131_072
"""Of all facts of one instance together, as they are saved; they are read and written at each step."""
_KEY = re.compile(r"[a-z_][a-z0-9_]{0,63}")
_SCALARS = (str, int, bool, type(None), Decimal, date)


def checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the facts, or ValueError naming the key that is not a fact."""
    if len(facts) > MAX_KEYS:
        raise ValueError(f"terlalu banyak fakta: {len(facts)}, paling banyak {MAX_KEYS}")
    return {check_key(key): check_value(key, value) for key, value in facts.items()}


def check_key(key: object) -> str:
    """The key itself. "typename" is refused because the library takes a value holding it for one of its own."""
    if not isinstance(key, str) or not _KEY.fullmatch(key) or key == "typename":
        raise ValueError(f"nama fakta tidak sah: {key!r}")
    return key


def check_value(key: str, value: Any) -> Any:
    """The value itself, or ValueError: not flat, not of a kept type, or too large. No floats: they are not exact."""
    if isinstance(value, list | tuple):
        if len(value) > MAX_ITEMS or not all(isinstance(item, str) and len(item) <= MAX_TEXT for item in value):
            raise ValueError(f"fakta {key}: hanya daftar teks, paling banyak {MAX_ITEMS}")
        return list(value)
    if isinstance(value, datetime) or not isinstance(value, _SCALARS):
        raise ValueError(f"fakta {key}: jenis {type(value).__name__} tidak dapat disimpan")
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise ValueError(f"fakta {key}: teks lebih dari {MAX_TEXT} huruf")
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        raise ValueError(f"fakta {key}: bilangan terlalu besar")
    if isinstance(value, Decimal) and (not value.is_finite() or len(value.as_tuple().digits) > 60):
        raise ValueError(f"fakta {key}: bilangan tidak sah")
    return value


def check_total(facts: Mapping[str, Any], saved: str) -> None:
    """ValueError where an instance has too many facts or too long ones. `saved`: all of them as text."""
    if len(facts) > MAX_KEYS:
        raise ValueError(
            f"proses ini sudah mempunyai {len(facts)} fakta, paling banyak {MAX_KEYS}; hapus yang tidak dipakai (del)"
        )
    if len(saved) * 4 > MAX_BYTES and (size := len(saved.encode())) > MAX_BYTES:
        longest = max(facts, key=lambda name: len(str(facts[name])))
        raise ValueError(
            f"fakta proses ini {size} bita, paling banyak {MAX_BYTES}; yang terpanjang {longest}. Simpan uraian di "
            "luar fakta, atau hapus yang tidak dipakai (del)"
        )
