"""A row as plain values (what the audit trail keeps as old and new), a digest of it, and who refers to it."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

SEBUTAN = {
    "ab_user": _l("akun"), "penempatan": _l("penempatan"), "rantai": _l("rantai"), "pengganti": _l("Plt/Plh"),
    "verifikatur": _l("verifikatur"), "unit": _l("unit"), "pegawai": _l("pegawai"), "skp": _l("SKP"),
    "realisasi": _l("realisasi"), "rekap_absensi": _l("rekap absensi"), "tarikan": _l("tarikan"), "bukti": _l("bukti"),
}  # fmt: skip
"""Tables that refer to master data, in a user's words."""


def potret(objek: Any) -> dict[str, Any]:
    """{column: value}; dates as ISO text, decimals as text, the rest as it is."""
    return {kolom.key: _polos(getattr(objek, kolom.key)) for kolom in inspect(type(objek)).column_attrs}


def sidik(objek: Any) -> str:
    """A short digest of the row's present values."""
    teks = json.dumps(potret(objek), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(teks.encode()).hexdigest()[:16]


def beda(lama: dict[str, Any], baru: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two restricted to what differs."""
    kunci = [k for k in baru if lama.get(k) != baru[k]]
    return {k: lama.get(k) for k in kunci}, {k: baru[k] for k in kunci}


def kunci_utama(model: Any) -> Any:
    """The one primary key column of a table of master data."""
    return inspect(model).primary_key[0]


def baca_pk(model: Any, teks: str) -> Any:
    """The primary key from an address; None where it cannot be one."""
    try:
        return date.fromisoformat(teks) if kunci_utama(model).type.python_type is date else int(teks)
    except ValueError:
        return None


def nomor_subjek(pk: Any) -> int:
    """The number an event names the row by: its id, for a day the number YYYYMMDD."""
    return int(pk.strftime("%Y%m%d")) if isinstance(pk, date) else int(pk)


def pemakai(session: Session, objek: Any) -> list[tuple[str, int]]:
    """What refers to this row: (word, how many rows), by the foreign keys of the schema; empty: it may be deleted."""
    tabel = inspect(type(objek)).local_table
    pk = inspect(objek).mapper.primary_key_from_instance(objek)[0]
    hasil: dict[str, int] = {}
    for lain in tabel.metadata.sorted_tables:
        kolom = [fk.parent for fk in lain.foreign_keys if fk.column.table is tabel]
        for satu in kolom:
            jumlah = session.scalar(select(func.count()).select_from(lain).where(satu == pk)) or 0
            if jumlah:
                kata = str(SEBUTAN.get(lain.name, _("data lain")))
                hasil[kata] = hasil.get(kata, 0) + jumlah
    return list(hasil.items())


def _polos(nilai: Any) -> Any:
    if isinstance(nilai, date | datetime):
        return nilai.isoformat()
    return nilai if nilai is None or isinstance(nilai, bool | int | str) else str(nilai)
