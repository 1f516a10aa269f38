"""With whom a case is now: the open steps of instances, each with the name, since when and until when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import workflows
from portal import alur
from portal.extensions import db


@dataclass(frozen=True)
class Menunggu:
    """One open step. `oleh`: who has it ("SISTEM" for a job), and for whom where it was handed over; `catatan` and
    `coba_lagi`: why a job is put aside, and when it is tried again."""

    instans_id: str
    tugas_id: str
    langkah: str
    nama: str
    owner: str
    oleh: str
    lajur: str
    sejak: datetime
    batas_waktu: datetime | None
    catatan: str | None
    coba_lagi: datetime | None

    @property
    def sistem(self) -> bool:
        """It waits for a job, not for a person."""
        return self.lajur == "sistem"

    @property
    def peran(self) -> str | None:
        """The part this person has in the case, in words; None for a queue, whose name says it."""
        return peran(self.lajur) if self.owner.startswith("orang:") else None


PERAN = {
    "pegawai": _l("pegawai"), "pejabat_penilai": _l("pejabat penilai"), "atasan_banding": _l("atasan banding"),
    "verifikatur": _l("verifikatur BKD"), "sistem": _l("sistem"),
}  # fmt: skip


def terbuka(instans: Collection[str], *, batas: int = 200) -> tuple[Menunggu, ...]:
    """The open steps of these instances, the first due first. Two statements, whatever their number."""
    ids = sorted(set(instans))
    return susun(workflows.tasks(db.session, instance=ids, kind=None, limit=batas) if ids else [])


def susun(daftar: Sequence[workflows.Task]) -> tuple[Menunggu, ...]:
    """These open tasks as what is waited for, in their order. One statement."""
    nama = alur.nama_pihak([p for t in daftar for p in (t.claimed_by or t.owner, t.delegated_by)])
    return tuple(
        Menunggu(
            instans_id=t.instance_id, tugas_id=t.id, langkah=t.step, nama=_(t.name), owner=t.owner,
            oleh=_oleh(t, nama), lajur=t.lane if t.kind == "user" else "sistem",
            sejak=t.created_at, batas_waktu=t.due_at, catatan=t.note, coba_lagi=t.retry_at,
        )
        for t in daftar
    )  # fmt: skip


def _oleh(t: workflows.Task, nama: Mapping[str, str]) -> str:
    sendiri = nama.get(t.claimed_by or t.owner, "")
    if t.delegated_by is None:
        return sendiri
    return _("%(oleh)s untuk %(siapa)s", oleh=sendiri, siapa=nama.get(t.delegated_by, t.delegated_by))


def peran(lajur: str) -> str:
    """A lane in words, as it stands before a name: 'pejabat penilai'."""
    return str(PERAN.get(lajur, lajur.replace("_", " ")))
