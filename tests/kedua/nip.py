"""The 18 digits, regulations.md 7.1."""

import datetime as dt
import re

from tests.kedua.angka import Tolak


def periksa(masuk: dict, hari_ini: dt.date | None = None) -> dict:
    """Birth date, appointment (or the PPPK code), sex, sequence; 18-46 at appointment, else a warning."""
    teks = masuk.get("nip")
    if not isinstance(teks, str):
        raise Tolak("nip")
    angka = re.sub(r"[\s.]", "", teks)
    if not re.fullmatch(r"[0-9]{18}", angka):
        raise Tolak("nip")
    try:
        lahir = dt.date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError:
        raise Tolak("nip") from None
    tahun, bulan = int(angka[8:12]), int(angka[12:14])
    if angka[14] not in "12" or angka[15:] == "000":
        raise Tolak("nip")
    hasil = {"sah": True, "lahir": lahir.isoformat(), "kelamin": "L" if angka[14] == "1" else "P"}
    hari_ini = hari_ini or (dt.datetime.now(dt.UTC) + dt.timedelta(hours=8)).date()
    if 21 <= bulan <= 29:  # 7.1: "a code such as 21 instead of a month"; the month of appointment is not known
        umur = tahun - lahir.year
        if tahun > hari_ini.year or umur < 16:
            raise Tolak("nip")
        return hasil | {"jenis": "PPPK", "tmt": None, "peringatan": umur < 18}
    if not 1 <= bulan <= 12 or (tahun, bulan) > (hari_ini.year, hari_ini.month):
        raise Tolak("nip")
    umur = tahun - lahir.year - ((bulan, 1) < (lahir.month, lahir.day))
    if umur < 16:  # the table refuses 10 and warns of 17; where between is not said
        raise Tolak("nip")
    return hasil | {"jenis": "PNS", "tmt": f"{tahun:04d}-{bulan:02d}", "peringatan": not 18 <= umur <= 46}
