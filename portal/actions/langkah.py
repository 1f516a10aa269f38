"""A service task whose work ends with an error of the process: the diagram says what follows."""

from collections.abc import Mapping
from typing import Any

import workflows
from portal import alur, audit, waktu
from portal.actions import action, diam
from portal.actions.bersama import tugas_eksternal
from portal.audit import Event
from portal.extensions import db
from portal.security import SISTEM


@action
def gagalkan(tugas_id: str, *, kode: str, alasan: str, fakta: Mapping[str, Any]) -> workflows.Advance:
    """Whoever catches `kode` in the diagram goes on with `fakta`. Bentrok where nobody does: nothing has changed."""
    tugas = tugas_eksternal(tugas_id)
    with alur.diterjemahkan():
        advance = workflows.raise_error(db.session, tugas_id, code=kode, facts=fakta, now=waktu.sekarang())
    alur.lanjutkan(advance)
    diam.ikuti(advance)
    audit.record(
        db.session, Event.LANGKAH_GAGAL, actor=SISTEM, instans_id=tugas.instance_id, langkah=tugas.step, kode=kode,
        alasan=alasan, dibuka=[t.step for t in advance.opened],
    )  # fmt: skip
    return advance
