"""When a month's realisation may be handed in, regulations.md 5.5: the 1st to the 5th of the next month, WITA."""

import datetime as dt
import re

from tests.kedua.angka import Tolak

POLA = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|z|([+-])(\d\d):?(\d\d))", re.ASCII)


def status(masuk: dict) -> dict:
    periode = masuk.get("periode")
    cocok = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", periode) if isinstance(periode, str) else None
    if not cocok or cocok[1] == "0000":
        raise Tolak("periode")
    berikut = int(cocok[1]) * 12 + int(cocok[2])  # months since year 0, the next month
    teks = masuk.get("diajukan")
    bagian = POLA.fullmatch(teks) if isinstance(teks, str) else None
    if not bagian:
        raise Tolak("diajukan")
    try:
        saat = dt.datetime(*(int(bagian[n] or 0) for n in range(1, 7)))
    except ValueError:
        raise Tolak("diajukan") from None
    geser = 0
    if bagian[8]:
        if int(bagian[9]) > 23 or int(bagian[10]) > 59:
            raise Tolak("diajukan")
        geser = (int(bagian[9]) * 60 + int(bagian[10])) * (-1 if bagian[8] == "-" else 1)
    try:
        wita = saat + dt.timedelta(minutes=8 * 60 - geser)
    except OverflowError:
        raise Tolak("diajukan") from None
    bulan = wita.year * 12 + wita.month - 1
    if bulan < berikut:
        return {"status": "belum"}
    return {"status": "buka" if bulan == berikut and wita.day <= 5 else "tutup"}
