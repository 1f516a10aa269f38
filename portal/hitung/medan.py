"""Reading the fields of a question: each that is missing or of the wrong kind is refused by its name."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from portal.rules.eksak import GalatMasukan

TERKINI = date.max
"""The newest parameter set that is shipped; the answer says in `dasar` which one that is."""


def isi_medan(isi: Mapping[str, Any], medan: str) -> Any:
    """What stands in the field; null counts as not filled in."""
    nilai = isi.get(medan)
    if nilai is None:
        raise GalatMasukan(medan, "Belum diisi.")
    return nilai


def ada(isi: Mapping[str, Any], medan: str) -> Any:
    """What stands in a field that must be written down, but may be null."""
    if medan not in isi:
        raise GalatMasukan(medan, "Belum diisi. Tulis null bila memang tidak ada.")
    return isi[medan]


def kata(isi: Mapping[str, Any], medan: str) -> str:
    """A text."""
    nilai = isi_medan(isi, medan)
    if not isinstance(nilai, str):
        raise GalatMasukan(medan, "Isi dengan teks.")
    return nilai


def benar(isi: Mapping[str, Any], medan: str) -> bool:
    """true or false, nothing that only resembles them."""
    nilai = isi_medan(isi, medan)
    if not isinstance(nilai, bool):
        raise GalatMasukan(medan, "Isi dengan true atau false.")
    return nilai


def larik(isi: Mapping[str, Any], medan: str) -> Sequence[Any]:
    """A list."""
    nilai = isi_medan(isi, medan)
    if not isinstance(nilai, list):
        raise GalatMasukan(medan, "Isi dengan larik.")
    return nilai


def objek(isi: Mapping[str, Any], medan: str) -> Mapping[str, Any]:
    """An object."""
    nilai = isi_medan(isi, medan)
    if not isinstance(nilai, dict):
        raise GalatMasukan(medan, "Isi dengan objek.")
    return nilai


def tanggal(isi: Mapping[str, Any], bawaan: date) -> date:
    """`pada`, the day whose parameters count, where the question gives one ("2020-12-31")."""
    if isi.get("pada") is None:
        return bawaan
    tulisan = kata(isi, "pada")
    try:
        if len(tulisan) != 10:
            raise ValueError
        return date.fromisoformat(tulisan)
    except ValueError:
        raise GalatMasukan("pada", "Tulis tanggal sebagai TTTT-BB-HH.") from None
