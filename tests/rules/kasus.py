"""Reads the case files a jurist can read: tests/rules/<nama>.toml, one [[kasus]] per case."""

import tomllib
from pathlib import Path
from typing import Any


def kasus(nama: str) -> list[dict[str, Any]]:
    """The cases of one file; an empty file would test nothing, so it is an error."""
    isi = tomllib.loads((Path(__file__).parent / f"{nama}.toml").read_text(encoding="utf-8"))["kasus"]
    assert isi, f"{nama}.toml tidak memuat kasus"
    return isi


def nama(satu: dict[str, Any]) -> str:
    """What pytest prints for a case: the jurist's sentence."""
    return satu["nama"]
