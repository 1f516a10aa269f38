"""One day's lateness and early leaving, regulations.md 4.2 and 6.2."""

import re
from fractions import Fraction

from tests.kedua.angka import Tolak, cetak

POLA = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:[0-5]\d)?", re.ASCII)
PERSEN = {1: "0.5", 2: "1", 3: "1.25", 4: "1.5"}


def menit(x, medan: str) -> int:
    """Minutes since midnight, the seconds dropped."""
    cocok = POLA.fullmatch(x) if isinstance(x, str) else None
    if not cocok:
        raise Tolak(medan)
    return int(cocok[1]) * 60 + int(cocok[2])


def golongan(m: int) -> int:
    return 0 if m <= 0 else 1 if m <= 30 else 2 if m <= 60 else 3 if m <= 90 else 4


def hari(masuk: dict) -> dict:
    jadwal = masuk.get("jadwal")
    if not isinstance(jadwal, list) or len(jadwal) != 2:
        raise Tolak("jadwal")
    buka, tutup = (menit(x, "jadwal") for x in jadwal)
    if buka >= tutup:
        raise Tolak("jadwal")
    for medan in ("masuk", "pulang"):  # "or null": written down, even where there is none
        if medan not in masuk:
            raise Tolak(medan)
    datang = None if masuk.get("masuk") is None else menit(masuk["masuk"], "masuk")
    pergi = None if masuk.get("pulang") is None else menit(masuk["pulang"], "pulang")
    if datang is None and pergi is None:
        return {"tl": "TK", "menit_tl": None, "psw": "TK", "menit_psw": None, "potongan": "3.00"}
    if datang is not None and pergi is not None and pergi < datang:
        raise Tolak("pulang")
    telat = None if datang is None else max(0, datang - buka)
    cepat = None if pergi is None else max(0, tutup - pergi)
    tl = 4 if telat is None else golongan(telat)
    psw = 4 if cepat is None else golongan(cepat)
    potongan = sum(Fraction(PERSEN[g]) for g in (tl, psw) if g)
    return {
        "tl": f"TL{tl}" if tl else None,
        "menit_tl": telat,
        "psw": f"PSW{psw}" if psw else None,
        "menit_psw": cepat,
        "potongan": cetak(Fraction(potongan)),
    }
