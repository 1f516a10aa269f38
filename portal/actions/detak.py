"""The engine's heartbeat: due timers and undelivered messages, each committed with what follows from it."""

import workflows
from portal import alur, audit, waktu
from portal.actions import action, diam
from portal.audit import Event
from portal.extensions import db
from portal.security import SISTEM


def berdetak(*, paling_banyak: int = 1000) -> int:
    """Let everything happen that is due; how many instances moved. Each batch is a transaction of its own."""
    bergerak = 0
    while bergerak < paling_banyak:
        ada = workflows.due(db.session, waktu.sekarang(), 1)
        db.session.rollback()
        if not ada:
            break
        try:
            bergerak += _satu_kelompok()
        except _Diam:
            break
    return bergerak


class _Diam(Exception):
    """What was due is in other hands just now (a request, another worker): the next beat looks again."""


@action
def _satu_kelompok() -> int:
    """A few due instances at once, so that one commit is not held up by thousands."""
    maju = workflows.tick(db.session, waktu.sekarang(), limit=20)
    if not maju:
        raise _Diam
    for advance in maju:
        alur.lanjutkan(advance)
        diam.ikuti(advance)
        audit.record(
            db.session, Event.PENGATUR_WAKTU_BERJALAN, actor=SISTEM, instans_id=advance.instance.id,
            dibuka=[t.step for t in advance.opened], gagal=[str(i) for i in advance.incidents],
        )  # fmt: skip
    return len(maju)
