"""The receipt of a finished step: its number, and what happens now. Only for the one who sent it."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

import workflows
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import KunciIdempoten
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.perkara import Perkara, perkara
from portal.queries.tugas import BarisTugas, teratas
from portal.security import Actor


@dataclass(frozen=True)
class TandaTerima:
    """`berikut`: the open steps now; `selesai`: the process has ended; `lanjut`: the next task in the own inbox."""

    nomor: str
    pada: datetime
    tugas: workflows.Task
    perkara: Perkara | None
    berikut: tuple[Menunggu, ...]
    selesai: bool
    lanjut: BarisTugas | None


def ada(actor: Actor, kunci: str) -> bool:
    """Whether a form with this key of this actor has been taken. One statement."""
    return db.session.get(KunciIdempoten, (actor.id, kunci)) is not None


def baca(actor: Actor, tugas_id: str, kunci: str) -> TandaTerima:
    """The receipt that this key of this actor got for this task; TidakDitemukan. Six statements."""
    baris = db.session.get(KunciIdempoten, (actor.id, kunci))
    if baris is None:
        raise TidakDitemukan(_("Tanda terima ini tidak ada."))
    try:
        satu = workflows.task(db.session, tugas_id)
    except workflows.NotFound as error:
        raise TidakDitemukan(_("Tanda terima ini tidak ada.")) from error
    if satu.instance_id != baris.jawaban["instans"] or satu.status != "done":
        raise TidakDitemukan(_("Tanda terima ini tidak ada."))
    lanjut = teratas(actor, 1)
    return TandaTerima(
        nomor=baris.jawaban["nomor_tanda_terima"], pada=baris.pada, tugas=satu,
        perkara=perkara([satu.instance_id]).get(satu.instance_id), berikut=terbuka([satu.instance_id]),
        selesai=workflows.instance(db.session, satu.instance_id).status == "done", lanjut=lanjut[0] if lanjut else None,
    )  # fmt: skip
