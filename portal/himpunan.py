"""The decided parameter sets, as the rules ask for them (portal/rules/berlaku.py): from the table, never from memory
alone.

Which sets there are is asked once per transaction that computes anything, by one look at the newest row: what another
machine has decided a moment ago counts in the next transaction here. What a row says is remembered under its digest,
which covers all rows before it, so it can never be another database's or an older state.
"""

import hashlib
import json
from datetime import date
from typing import Any

from flask import current_app, has_app_context
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.errors import TidakTersedia
from portal.extensions import db
from portal.models import Ketentuan
from portal.rules.berlaku import BAWAAN, Himpunan, entri

AWAL = "0" * 64
"""What the first row says of the row before it."""
TANDA = "ditetapkan BKD"
_INGAT = "himpunan_ketentuan"
_terbaca: dict[str, Himpunan] = {}


def terkini() -> Himpunan:
    """The decided sets as the running transaction sees them; none outside the portal.

    TidakTersedia (`ketentuan_rusak`) where a row is not what was decided: nothing is computed with it.
    """
    if not has_app_context() or "sqlalchemy" not in current_app.extensions:
        return BAWAAN
    session = db.session()
    ingat = session.info.get(_INGAT)
    if ingat is not None and ingat[0] is session.get_transaction():
        return ingat[1]  # type: ignore[no-any-return]
    with session.no_autoflush:
        puncak = session.scalar(select(Ketentuan.sidik).order_by(Ketentuan.id.desc()).limit(1))
        himpunan = BAWAAN if puncak is None else _terbaca.get(puncak) or _muat(session, puncak)
    session.info[_INGAT] = (session.get_transaction(), himpunan)
    return himpunan


def sidik(nomor: int, tabel: str, sejak: date, nilai: Any, dasar: str, sebelum: str) -> str:
    """The digest of a set and, by `sebelum`, of every one before it."""
    isi = [nomor, tabel, sejak.isoformat(), nilai, dasar, sebelum]
    teks = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()


def sebagai_entri(satu: Ketentuan) -> Any:
    """A decided set as the rules read it."""
    return entri(satu.tabel, satu.sejak, satu.nilai, sumber=satu.dasar, tanda=TANDA, akhiran=str(satu.id))


def _muat(session: Session, puncak: str) -> Himpunan:
    himpunan, sebelum, banyak = BAWAAN, AWAL, 0
    for satu in session.scalars(select(Ketentuan).order_by(Ketentuan.id)):
        banyak += 1
        asli = sidik(satu.id, satu.tabel, satu.sejak, satu.nilai, satu.dasar, sebelum)
        if (satu.id, satu.sidik_sebelum, satu.sidik) != (banyak, sebelum, asli):
            pesan = _(
                "Ketentuan nomor %(n)s tidak lagi sama dengan yang disetujui, jadi tidak ada yang dihitung dengannya. "
                "Laporkan kepada BKD.",
                n=banyak,
            )
            raise TidakTersedia(pesan, kode="ketentuan_rusak")
        himpunan, sebelum = himpunan.dengan(sebagai_entri(satu)), satu.sidik
    himpunan = Himpunan(f"#{banyak}", himpunan.entri)
    if len(_terbaca) > 64:  # a portal has one history; tests have many
        _terbaca.clear()
    if sebelum == puncak:
        _terbaca[puncak] = himpunan
    return himpunan
