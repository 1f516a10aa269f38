"""One running process to another version of its diagram and back: asked of the engine, and what the law keeps as it is.

A person's step of the law stays the one it was, for its document stands at it (docs/adr/0012-operasi-di-portal.md).
"""

from collections.abc import Mapping

from flask_babel import gettext as _

import workflows
from portal import alur, waktu
from portal.errors import Bentrok
from portal.extensions import db
from portal.katalog import LANGKAH, PROSES_HUKUM
from portal.security import Actor
from portal.wewenang import bukan_perkaranya


def pindahkan(
    instans: workflows.Instance, *, actor: Actor, alasan: str, versi: int, peta: Mapping[str, str]
) -> workflows.Advance:
    """To version `versi`; `peta`: its elements to those of the new one. TidakSah (`pemetaan`) where it finds no place,
    with why; Bentrok (`proses_hukum`) where a step of the law would become another; BukanHak for a party."""
    bukan_perkaranya(actor, instans)
    langkah = _langkah(instans.id)
    with alur.diterjemahkan():
        advance = workflows.migrate(
            db.session, instans.id, to=versi, mapping=dict(peta), by=actor, reason=alasan, now=waktu.sekarang()
        )
    _periksa_hukum(instans, langkah)
    return advance


def kembalikan(instans: workflows.Instance, *, actor: Actor, alasan: str) -> workflows.Advance:
    """Back to the version it came from; refusals as above, and Bentrok where it has never migrated."""
    bukan_perkaranya(actor, instans)
    langkah = _langkah(instans.id)
    with alur.diterjemahkan():
        advance = workflows.revert(db.session, instans.id, by=actor, reason=alasan, now=waktu.sekarang())
    _periksa_hukum(instans, langkah)
    return advance


def terbuka(instans_id: str) -> list[workflows.Task]:
    """The open tasks, also of a process that is on hold."""
    return [
        *workflows.tasks(db.session, instance=instans_id, kind=None, limit=200),
        *workflows.tasks(db.session, instance=instans_id, kind=None, status="suspended", limit=200),
    ]


def _langkah(instans_id: str) -> dict[str, str]:
    """The open tasks and what step each is."""
    return {t.id: t.step for t in terbuka(instans_id)}


def _periksa_hukum(instans: workflows.Instance, sebelum: Mapping[str, str]) -> None:
    if instans.process not in PROSES_HUKUM:
        return
    for nomor, langkah in _langkah(instans.id).items():
        lama = sebelum.get(nomor)
        if lama != langkah and {lama, langkah} & LANGKAH:
            pesan = _(
                "Langkah %(lama)s akan menjadi %(baru)s, padahal dokumennya berdiri di langkah semula. Padankan dengan "
                "langkah yang sama.",
                lama=str(lama).replace("_", " "), baru=langkah.replace("_", " "),
            )  # fmt: skip
            raise Bentrok(pesan, kode="proses_hukum")
