"""Sending once: the receipt of an action is written in its own transaction, and the same key gets the same receipt."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

import workflows
from portal import alur, audit, waktu
from portal.actions import penyerta
from portal.errors import Bentrok, PortalError, Temuan, TidakSah
from portal.extensions import db
from portal.models import KunciIdempoten
from portal.security import Actor

PALING_BANYAK = 20
"""Tasks that a receipt tells of."""
_TABEL = KunciIdempoten.__table__
_SIMPAN = insert(_TABEL)
_CARI = select(_TABEL.c.sidik, _TABEL.c.jawaban).where(
    _TABEL.c.aktor == bindparam("aktor"), _TABEL.c.kunci == bindparam("kunci")
)


def kerjakan(tugas_id: str, *, actor: Actor, kunci: str, isian: Any, tindakan: Callable[[], Any]) -> dict[str, Any]:
    """Run `tindakan` (one action that completes `tugas_id`) once per key.

    Answers {"instans", "dibuka": [...], "nomor_tanda_terima"}; the same key and body again: the same answer, nothing
    changes. A key is looked for only once something stood in the way: what was sent before has ended the task, and a
    key that was used for another one is refused by the database before the commit.
    TidakSah for a key that cannot be one, Bentrok where the key was used for something else.
    """
    if not 8 <= len(kunci) <= 100 or not kunci.isascii():
        raise TidakSah(Temuan("Idempotency-Key", None, _("Kirim kunci 8 sampai 100 huruf, misalnya sebuah UUID.")))
    ringkas = _sidik(tugas_id, isian)
    jawaban: dict[str, Any] = {}

    def tulis(hasil: Any, nomor: int) -> None:
        jawaban.update(_jawaban(tugas_id, hasil, nomor))
        baris = {"aktor": actor.id, "kunci": kunci, "sidik": ringkas, "jawaban": jawaban, "pada": waktu.sekarang()}
        db.session.execute(_SIMPAN, baris)

    token = penyerta.set(tulis)
    try:
        tindakan()
    except (PortalError, IntegrityError):
        if (lama := _lama(actor, kunci, ringkas)) is not None:
            return lama
        raise
    finally:
        penyerta.reset(token)
    return jawaban


def _jawaban(tugas_id: str, hasil: Any, nomor: int) -> dict[str, Any]:
    if isinstance(hasil, workflows.Advance):
        instans = hasil.instance.id
        terbuka = sorted((t for t in (*hasil.opened, *hasil.kept) if (t.kind, t.status) == ("user", "open")), key=_urut)
    else:
        with alur.diterjemahkan():
            instans = workflows.task(db.session, tugas_id).instance_id
            terbuka = workflows.tasks(db.session, instance=instans, status="open", limit=PALING_BANYAK)
    pada = (audit.recorded.get() or [])[-1]["pada"]
    return {
        "instans": instans,
        "dibuka": [
            {"id": t.id, "nama": t.name, "langkah": t.step, "batas_waktu": t.due_at.isoformat() if t.due_at else None}
            for t in terbuka[:PALING_BANYAK]
        ],
        "nomor_tanda_terima": f"TT-{pada:%Y}-{nomor:08d}",
    }


def _urut(tugas: workflows.Task) -> tuple[Any, ...]:
    """As a list of tasks is sorted: the first due first, what has no deadline last."""
    return (tugas.due_at is None, tugas.due_at or tugas.created_at, tugas.created_at, tugas.id)


def _lama(actor: Actor, kunci: str, ringkas: str) -> dict[str, Any] | None:
    baris = db.session.execute(_CARI, {"aktor": actor.id, "kunci": kunci}).first()
    if baris is None:
        return None
    if baris.sidik != ringkas:
        raise Bentrok(_("Idempotency-Key ini sudah dipakai untuk permintaan lain."), kode="kunci_dipakai")
    return dict(baris.jawaban)


def _sidik(tugas_id: str, isian: Any) -> str:
    teks = json.dumps([tugas_id, isian], sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(teks.encode()).hexdigest()
