"""Rights of roles: what the portal declares (portal/roles.py) has come into force."""

from collections.abc import Mapping

from portal import audit, roles
from portal.actions import action
from portal.audit import Event
from portal.extensions import db
from portal.security import SISTEM


@action
def catat_sinkron(lama: Mapping[str, list[str]]) -> None:
    """Keep which roles have other rights than at the last time (`lama`), old beside new; `hak` are those of all roles,
    to compare with the next time."""
    baru = roles.hak()
    beda = [nama for nama in sorted({*lama, *baru}) if lama.get(nama) != baru.get(nama)]
    audit.record(
        db.session, Event.PERAN_DISINKRONKAN, actor=SISTEM, lama={n: lama.get(n, []) for n in beda},
        baru={n: baru.get(n, []) for n in beda}, hak=baru,
    )  # fmt: skip
