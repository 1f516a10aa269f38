"""Golongan ruang dan pangkat PNS, dan golongan PPPK, dari yang terendah.

Sumber: PP 99/2000 sebagaimana diubah PP 12/2002 (PNS), Perpres 98/2020 (PPPK) [knowledge: high].
"""

from portal.rules.eksak import GalatMasukan

# golongan ruang -> pangkat
PNS = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}

PPPK = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")


def pangkat(golongan: str) -> str | None:
    """The rank that goes with a golongan; None for PPPK, who have none. GalatMasukan names `golongan`."""
    if golongan in PPPK:
        return None
    try:
        return PNS[golongan]
    except KeyError:
        raise GalatMasukan("golongan", "Tulis golongan seperti III/b (PNS) atau IX (PPPK).") from None


def cetak(golongan: str) -> str:
    """As on the forms: "Penata Muda Tingkat I (III/b)", for PPPK "Golongan IX". GalatMasukan names `golongan`."""
    nama = pangkat(golongan)
    return f"Golongan {golongan}" if nama is None else f"{nama} ({golongan})"


def urutan(golongan: str) -> int:
    """Position from the lowest (0) within PNS or within PPPK, for sorting. GalatMasukan names `golongan`."""
    pangkat(golongan)
    return PPPK.index(golongan) if golongan in PPPK else list(PNS).index(golongan)
