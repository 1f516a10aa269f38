"""Before running processes go to another version: how many there are per version, and what would become of each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

import workflows
from portal import waktu
from portal.alur import diterjemahkan
from portal.database import menulis
from portal.errors import BukanHak, PortalError, SudahSelesai, TidakDitemukan
from portal.extensions import db
from portal.queries.instans import SEMUA
from portal.security import Actor

_PERABOT = ("lane", "sequenceFlow", "startEvent", "endEvent", "exclusiveGateway", "scriptTask")
"""Nothing ever waits at these."""
DIUJI = 200
"""Processes tried on the page itself; the rest are tried by a run."""
TERBANYAK = 25_000


@dataclass(frozen=True)
class Halaman:
    """/proses/<kunci>/migrasi. `versi`: (number, live). `hidup`: live on the version asked about; `hitung`: verdicts of
    the first DIUJI of them; `padanan`: (element, name, where to) of steps that are gone; `tujuan`: (element, name)."""

    kunci: str
    nama: str
    versi: tuple[tuple[int, int], ...]
    dari: int | None
    ke: int
    hidup: int
    hitung: Mapping[str, int]
    putusan: tuple[workflows.Verdict, ...]
    padanan: tuple[tuple[str, str, str], ...]
    tujuan: tuple[tuple[str, str], ...]
    jeda: Any

    @property
    def diuji(self) -> int:
        """How many verdicts there are."""
        return sum(self.hitung.values())


def halaman(
    actor: Actor, kunci: str, *, dari: int | None, ke: int | None, peta: Mapping[str, str] | None = None
) -> Halaman:
    """The page; the dry run of the first DIUJI live ones. TidakDitemukan for a process that was never published."""
    _boleh(actor)
    semua = [v for v in workflows.versions(db.session) if v.key == kunci]
    if not semua:
        raise TidakDitemukan(_("Proses ini belum pernah diterbitkan."))
    nomor = {v.version for v in semua}
    ke = ke if ke in nomor else semua[0].version
    hidup = {v.version: v.running for v in semua}
    lain = [n for n in sorted(nomor, reverse=True) if n != ke]
    dari = dari if dari in lain else next((n for n in lain if hidup[n]), lain[0] if lain else None)
    saran = workflows.suggest(db.session, kunci, since=dari, to=ke) if dari is not None else {}
    pakai = dict(saran if peta is None else peta)
    putusan = (
        workflows.fits(db.session, kunci, to=ke, mapping=pakai, since=dari, limit=DIUJI) if dari is not None else []
    )
    hilang, tujuan = _unsur(kunci, dari, ke) if dari is not None else ({}, {})
    hasil = Halaman(
        kunci, _(semua[0].name), tuple((v.version, v.running) for v in semua), dari, ke,
        hidup[dari] if dari is not None else 0, Counter(p.kind for p in putusan), tuple(putusan),
        tuple((e, nama, pakai.get(e, "")) for e, nama in hilang.items()), tuple(tujuan.items()),
        workflows.is_suspended(db.session, kunci),
    )  # fmt: skip
    db.session.rollback()
    return hasil


def terpilih(actor: Actor, kunci: str, dari: int) -> list[tuple[str, str]]:
    """(id, number) of the live processes of that version. One statement for every 500."""
    _boleh(actor)
    hasil: list[tuple[str, str]] = []
    for status in ("running", "incident", "suspended"):
        mulai = 0
        while len(hasil) < TERBANYAK:
            cari = workflows.Query(process=kunci, status=status)
            potong = workflows.find(db.session, cari, limit=500, offset=mulai)
            hasil += [(i.id, i.business_key) for i in potong if i.version == dari]
            mulai += 500
            if len(potong) < 500:
                break
    return hasil


def uji(kunci: str, actor: Actor, *, versi: int, peta: Mapping[str, str] | None = None) -> tuple[str, str]:
    """What would become of one process on version `versi`: ("berhasil" | "ditolak" | "dilewati", why). Nothing of it is
    kept."""
    token = menulis.set(True)
    db.session.rollback()
    try:
        semua = {"to": versi, "mapping": dict(peta or {}), "by": actor, "reason": "uji", "now": waktu.sekarang()}
        with diterjemahkan():
            workflows.foresee(db.session, workflows.migrate, kunci, **semua)
        return "berhasil", ""
    except (TidakDitemukan, SudahSelesai) as tiada:
        return "dilewati", tiada.pesan
    except PortalError as galat:
        return "ditolak", galat.pesan
    finally:
        db.session.rollback()
        menulis.reset(token)


def jeda(kunci: str) -> Any:
    """Who has put this diagram on hold, why and when; None where it takes new instances."""
    return workflows.is_suspended(db.session, kunci)


def _unsur(kunci: str, dari: int, ke: int) -> tuple[dict[str, str], dict[str, str]]:
    """Elements of the old version that are gone in the new one, and all of the new one, each with its name."""
    with diterjemahkan():
        lama, baru = (workflows.definition(db.session, kunci, n) for n in (dari, ke))
    a = workflows.outline(lama.xml, lama.decisions).elements
    b = workflows.outline(baru.xml, baru.decisions).elements
    hilang = {e.id: e.name or e.id for e in a.values() if e.id not in b and e.kind not in _PERABOT}
    return hilang, {e.id: e.name or e.id for e in b.values() if e.kind not in _PERABOT}


def _boleh(actor: Actor) -> None:
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang melihat operasi pada proses."))
