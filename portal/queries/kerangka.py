"""The frame of every page: how much waits, and as whom the actor acts. One statement, for verifikatur two."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

import workflows
from portal.extensions import db
from portal.queries import tugas
from portal.security import Actor

# The role that says most about what someone does here comes first.
SEBUTAN = {
    "Admin BKD": _l("admin BKD"), "Verifikatur BKD": _l("verifikatur BKD"), "Auditor": _l("auditor"),
    "Pimpinan": _l("pimpinan"), "Penyetuju Alur": _l("penyetuju alur"), "Pengelola Alur": _l("pengelola alur"),
    "Admin OPD": _l("admin OPD"), "Pejabat Penilai": _l("pejabat penilai"), "Atasan Banding": _l("atasan banding"),
    "Pegawai": _l("pegawai"),
}  # fmt: skip


@dataclass(frozen=True)
class Jumlah:
    """Tasks that wait: all of the actor's, and those of the queues he verifies."""

    tugas: int
    verifikasi: int


def jumlah(actor: Actor) -> Jumlah:
    """The numbers of the menu."""
    antrean = frozenset(p for p in actor.parties if p.startswith("peran:verifikatur:"))
    verifikasi = workflows.count_tasks(db.session, parties=antrean) if antrean else 0
    return Jumlah(tugas=tugas.menunggu(actor), verifikasi=verifikasi)


def sebutan(actor: Actor) -> str | None:
    """As whom the actor acts: "Plt. nama" where he stands in for somebody today, else his most telling role."""
    if actor.sebagai:
        return ", ".join(sorted(actor.sebagai.values()))
    return next((str(kata) for peran, kata in SEBUTAN.items() if peran in actor.roles), None)
