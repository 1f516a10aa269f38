"""The published diagrams: what is there, and whether a text is new."""

from collections.abc import Mapping

import workflows
from portal.extensions import db


def sudah_terbit(kunci: str, xml: bytes, keputusan: Mapping[str, bytes]) -> bool:
    """Whether the newest version of `kunci` says exactly this."""
    try:
        terbaru = workflows.definition(db.session, kunci)
    except workflows.NotFound:
        return False
    finally:
        db.session.rollback()
    return terbaru.xml == xml and dict(terbaru.decisions) == dict(keputusan)


def xml_terbit(kunci: str) -> bytes | None:
    """The newest text of a process, for diagrams that call it."""
    try:
        return workflows.definition(db.session, kunci).xml
    except workflows.NotFound:
        return None
