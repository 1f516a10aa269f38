"""Switches of the province, as of today: decided under four eyes (rules/ketentuan_daftar.py), or kept from before.

Until release 2 a switch was a row of table `parameter` that one Admin BKD wrote. Such rows still count until something
is decided for a later day; no new ones are written.
"""

from sqlalchemy import select

from portal import waktu
from portal.extensions import db
from portal.models import Parameter
from portal.rules.berlaku import parameter


def bkd_boleh_menolak() -> bool:
    """The verifikatur may send back. Off in NTT (letter BKD 800/194/BKD.3.3 of 2021). One statement."""
    hari = waktu.hari_ini()
    diputuskan = parameter("realisasi", "aturan", hari)
    lama = db.session.execute(
        select(Parameter.nilai, Parameter.sejak)
        .where(Parameter.kunci == "bkd_boleh_menolak", Parameter.sejak <= hari)
        .order_by(Parameter.sejak.desc())
        .limit(1)
    ).first()
    if lama is not None and lama.sejak > diputuskan["sejak"]:
        return bool(lama.nilai == "ya")
    return bool(diputuskan["bkd_boleh_menolak"])
