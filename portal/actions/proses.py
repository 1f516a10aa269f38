"""Publishing a diagram: checked, hashed, immutable, the next version."""

from collections.abc import Mapping

import workflows
from portal import audit, waktu
from portal.actions import action
from portal.alur import diterjemahkan
from portal.audit import Event
from portal.extensions import db
from portal.katalog import KATALOG
from portal.security import Actor


@action
def terbitkan(kunci: str, xml: bytes, keputusan: Mapping[str, bytes], *, actor: Actor) -> workflows.Definition:
    """Publish `xml` as the next version of `kunci`. TidakSah lists the findings that forbid it."""
    with diterjemahkan():
        definisi = workflows.publish(
            db.session, kunci, xml, by=actor.id, decisions=keputusan, catalogue=KATALOG, now=waktu.sekarang()
        )
    audit.record(
        db.session, Event.PROSES_DITERBITKAN, actor=actor, proses=kunci, versi=definisi.version, sha256=definisi.sha256
    )
    return definisi
