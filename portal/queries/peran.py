"""The rights of roles as the audit trail last had them."""

from sqlalchemy import select

from portal.audit import Event
from portal.extensions import db
from portal.models import Peristiwa


def hak_tercatat() -> dict[str, list[str]]:
    """Role -> rights of the last `peran sinkron` that changed any; empty before the first."""
    rincian = db.session.scalar(
        select(Peristiwa.rincian)
        .where(Peristiwa.jenis == Event.PERAN_DISINKRONKAN.value)
        .order_by(Peristiwa.pada.desc(), Peristiwa.id.desc())
        .limit(1)
    )
    return dict((rincian or {}).get("hak", {}))
