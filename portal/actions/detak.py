"""The engine's heartbeat: due timers and undelivered messages, each instance committed with what follows from it."""

import logging
import time

from sqlalchemy.exc import OperationalError

import workflows
from portal import alur, audit, waktu
from portal.actions import action, diam
from portal.audit import Event
from portal.extensions import db
from portal.security import SISTEM

log = logging.getLogger(__name__)

SEKALI_LIHAT = 50
"""How many due instances are looked up at once."""


def berdetak(*, paling_banyak: int = 1000, paling_lama: float | None = None) -> int:
    """Let everything happen that is due; how many instances moved. Each instance is a transaction of its own: one that
    fails takes nothing of the others along. `paling_lama`: seconds after which no further one is begun."""
    bergerak, mulai = 0, time.monotonic()
    while bergerak < paling_banyak:
        menunggu = workflows.pending(db.session, waktu.sekarang(), min(SEKALI_LIHAT, paling_banyak - bergerak))
        db.session.rollback()
        sebelum = bergerak
        for satu in menunggu:
            if paling_lama is not None and time.monotonic() - mulai >= paling_lama:
                return bergerak
            bergerak += _bangunkan(satu)
        if bergerak == sebelum:  # nothing is due, or all of it is in other hands: the next beat looks again
            break
    return bergerak


class _Diam(Exception):
    """What was due is in other hands just now (a request, another worker), or has moved already."""


def _bangunkan(satu: workflows.Due) -> bool:
    """Whether the instance moved, be it into an incident. What fails here is tried again after an hour, not at once."""
    try:
        _mulaikan(satu) if satu.process else _majukan(satu)
    except (_Diam, workflows.NotReady):
        return False
    except OperationalError:  # the database, not the instance
        log.warning("detak: %s belum dapat bergerak", satu.instance_id or satu.process, exc_info=True)
        return False
    except Exception as galat:  # one instance must not hold up the others
        log.exception("detak: %s gagal", satu.instance_id or satu.process)
        if satu.process:
            _tunda(satu, f"tindak lanjut di portal gagal ({type(galat).__name__}: {galat})")
            return True
        return _sisihkan(satu.instance_id, galat)
    return True


@action
def _majukan(satu: workflows.Due) -> None:
    advance = workflows.wake(db.session, satu, waktu.sekarang())
    if advance is None:
        raise _Diam
    alur.lanjutkan(advance)
    diam.ikuti(advance)
    _catat(advance)


@action
def _mulaikan(satu: workflows.Due) -> None:
    """The instance that the clock or a message asks for, or the reason why there is none."""
    hasil = workflows.begin(db.session, satu, waktu.sekarang())
    if hasil is None:
        raise _Diam
    if hasil.advance is None:
        _catat_awal(hasil)
    else:
        alur.lanjutkan(hasil.advance)
        diam.ikuti(hasil.advance)
        _catat_awal(hasil, hasil.advance)


@action
def _tunda(satu: workflows.Due, galat: str) -> None:
    _catat_awal(workflows.put_off(db.session, satu, galat, waktu.sekarang()))


def _catat_awal(hasil: workflows.Begun, advance: workflows.Advance | None = None) -> None:
    audit.record(
        db.session, Event.PENGATUR_WAKTU_BERJALAN, actor=SISTEM, proses=hasil.process,
        instans_id=advance.instance.id if advance else None, dibuka=[t.step for t in advance.opened] if advance else [],
        gagal=[hasil.incident] if hasil.incident else [],
    )  # fmt: skip


def _sisihkan(instans_id: str, galat: Exception) -> bool:
    try:
        _catat_gagal(instans_id, f"{type(galat).__name__}: {galat}"[:300])
    except _Diam:
        return False
    return True


@action
def _catat_gagal(instans_id: str, galat: str) -> None:
    advance = workflows.fail(db.session, instans_id, f"tindak lanjut di portal gagal ({galat})", waktu.sekarang())
    if advance is None:
        raise _Diam
    _catat(advance)


def _catat(advance: workflows.Advance) -> None:
    audit.record(
        db.session, Event.PENGATUR_WAKTU_BERJALAN, actor=SISTEM, instans_id=advance.instance.id,
        dibuka=[t.step for t in advance.opened], gagal=[str(i) for i in advance.incidents],
    )  # fmt: skip
