"""The page on which Admin BKD gives open tasks to their present holder: each of a case, and who would get it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

import workflows
from portal import alur, pengalihan, penyerahan
from portal.extensions import db
from portal.queries.instans import terlihat
from portal.queries.menunggu import peran
from portal.security import Actor

PALING_BANYAK = 10


@dataclass(frozen=True)
class Calon:
    """One open task. `halangan`: why it cannot be given away; else `penerima` takes it over. `diserahkan`: a colleague
    does it for its holder; `dapat_diserahkan`: one may."""

    tugas_id: str
    langkah: str
    peran: str
    pemilik: str
    sejak: datetime
    batas: datetime | None
    penerima: str
    halangan: str | None
    diserahkan: bool
    dapat_diserahkan: bool


@dataclass(frozen=True)
class Halaman:
    """/instans/<id>/alihkan."""

    instans_id: str
    nomor: str
    tugas: tuple[Calon, ...]

    @property
    def dapat(self) -> tuple[Calon, ...]:
        """Those that can be given away."""
        return tuple(c for c in self.tugas if c.halangan is None)


def halaman(actor: Actor, instans_id: str) -> Halaman:
    """The open tasks of people in this instance (a handful); TidakDitemukan."""
    instans = terlihat(actor, instans_id)
    tugas = workflows.tasks(db.session, instance=instans_id, limit=PALING_BANYAK)
    nama = alur.nama_pihak([p for t in tugas for p in (t.owner, t.delegated_by)])
    calon = []
    for t in tugas:
        baru = pengalihan.penerima(t)
        calon.append(
            Calon(
                t.id,
                _(t.name),
                peran(t.lane),
                _pada(t, nama),
                t.created_at,
                t.due_at,
                baru.nama,
                baru.halangan,
                t.delegated_by is not None,
                penyerahan.halangan(t) is None,
            )  # fmt: skip
        )
    return Halaman(instans_id, instans.business_key, tuple(calon))


def _pada(tugas: workflows.Task, nama: Mapping[str, str]) -> str:
    sendiri = nama.get(tugas.owner, tugas.owner)
    if tugas.delegated_by is None:
        return sendiri
    return _("%(oleh)s untuk %(siapa)s", oleh=sendiri, siapa=nama.get(tugas.delegated_by, tugas.delegated_by))
