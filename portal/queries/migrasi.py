"""Before running processes go to another version: how many there are per version, and what would become of each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

import workflows
from portal import alih_versi
from portal.alur import diterjemahkan, nama_pihak
from portal.database import menulis
from portal.errors import BukanHak, PortalError, SudahSelesai, TidakDitemukan
from portal.extensions import db
from portal.queries.instans import SEMUA, terlihat
from portal.queries.instans_layar import TAMPIL
from portal.security import Actor

_PERABOT = ("lane", "sequenceFlow", "startEvent", "endEvent", "exclusiveGateway", "scriptTask")
"""Nothing ever waits at these."""
SEHALAMAN = 50
"""Processes tried on one page; all of them at once are tried by a run."""
TERBANYAK = 25_000


@dataclass(frozen=True)
class Halaman:
    """/proses/<kunci>/migrasi. `versi`: (number, live). `hidup`: live on the version asked about; `putusan`: verdicts
    of a page of them, `hitung` by kind; `lanjut`: what the next page begins after; `padanan`: (element, name, where to)
    of steps that are gone; `tujuan`: (element, name)."""

    kunci: str
    nama: str
    versi: tuple[tuple[int, int], ...]
    dari: int | None
    ke: int
    hidup: int
    hitung: Mapping[str, int]
    putusan: tuple[workflows.Verdict, ...]
    lanjut: str | None
    padanan: tuple[tuple[str, str, str], ...]
    tujuan: tuple[tuple[str, str], ...]
    jeda: Any

    @property
    def diuji(self) -> int:
        """How many verdicts there are."""
        return sum(self.hitung.values())


@dataclass(frozen=True)
class Alih:
    """An open task as it is and as it would be; `batas_baru`: its deadline would be another."""

    lama: str
    baru: str
    oleh: str
    batas: datetime | None
    batas_baru: bool


@dataclass(frozen=True)
class Pratinjau:
    """One process on another version. `menunggu`: what it would wait for; `persis`: going back, nothing has happened
    since, so that it is as it was in everything."""

    versi: int
    tugas: tuple[Alih, ...]
    menunggu: tuple[str, ...]
    persis: bool


@dataclass(frozen=True)
class HalamanSatu:
    """/instans/<id>/migrasi. `versi`: others than its own, the newest first; `padanan`, `tujuan` as in Halaman."""

    id: str
    nomor: str
    judul: str
    keadaan: str
    nama: str
    kini: int
    versi: tuple[int, ...]
    ke: int | None
    padanan: tuple[tuple[str, str, str], ...]
    tujuan: tuple[tuple[str, str], ...]
    peta: Mapping[str, str]
    berakhir: bool


def satu(actor: Actor, instans_id: str, *, ke: int | None, peta: Mapping[str, str] | None = None) -> HalamanSatu:
    """One process, and how its steps are called in version `ke` (else the newest other one). TidakDitemukan."""
    i = terlihat(actor, instans_id)
    semua = [v for v in workflows.versions(db.session) if v.key == i.process]
    lain = [v.version for v in semua if v.version != i.version]
    ke = ke if ke in lain else lain[0] if lain else None
    saran = workflows.suggest(db.session, i.process, since=i.version, to=ke) if ke is not None else {}
    pakai = dict(saran if peta is None else peta)
    hilang, tujuan = _unsur(i.process, i.version, ke) if ke is not None else ({}, {})
    return HalamanSatu(
        i.id, i.business_key, i.title, TAMPIL.get(i.status, i.status), _(semua[0].name), i.version, tuple(lain), ke,
        tuple((e, nama, pakai.get(e, "")) for e, nama in hilang.items()), tuple(tujuan.items()), pakai,
        i.ended_at is not None,
    )  # fmt: skip


def halaman(
    actor: Actor, kunci: str, *, dari: int | None, ke: int | None, peta: Mapping[str, str] | None = None,
    sesudah: str = "",
) -> Halaman:  # fmt: skip
    """The page; the dry run of SEHALAMAN live ones after the id `sesudah`. TidakDitemukan for a process that was never
    published."""
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
    uji: dict[str, Any] = {"to": ke, "mapping": pakai, "since": dari, "after": sesudah, "limit": SEHALAMAN + 1}
    semua_putusan = workflows.fits(db.session, kunci, **uji) if dari is not None else []
    putusan = semua_putusan[:SEHALAMAN]
    hilang, tujuan = _unsur(kunci, dari, ke) if dari is not None else ({}, {})
    hasil = Halaman(
        kunci, _(semua[0].name), tuple((v.version, v.running) for v in semua), dari, ke,
        hidup[dari] if dari is not None else 0, Counter(p.kind for p in putusan), tuple(putusan),
        putusan[-1].instance_id if len(semua_putusan) > SEHALAMAN else None,
        tuple((e, nama, pakai.get(e, "")) for e, nama in hilang.items()), tuple(tujuan.items()),
        workflows.is_suspended(db.session, kunci),
    )  # fmt: skip
    db.session.rollback()
    return hasil


def terpilih(actor: Actor, kunci: str, dari: int) -> list[tuple[str, str]]:
    """(id, number) of the live processes of that version, TERBANYAK at most. One statement."""
    _boleh(actor)
    return workflows.numbers(db.session, workflows.Query(process=kunci, version=dari, live=True), limit=TERBANYAK)


def uji(instans_id: str, actor: Actor, *, versi: int | None, peta: Mapping[str, str] | None = None) -> tuple[str, str]:
    """What would become of one process on version `versi`, None: back where it came from; ("berhasil" | "ditolak" |
    "dilewati", why). Nothing of it is kept."""
    try:
        pratinjau(actor, instans_id, versi=versi, peta=peta)
    except (TidakDitemukan, SudahSelesai) as tiada:
        return "dilewati", tiada.pesan
    except PortalError as galat:
        return "ditolak", galat.pesan
    return "berhasil", ""


def pratinjau(
    actor: Actor, instans_id: str, *, versi: int | None = None, peta: Mapping[str, str] | None = None
) -> Pratinjau:
    """What it would be on version `versi`, or (None) back where it came from; done and taken back. Refused as the
    action refuses it."""
    token = menulis.set(True)
    db.session.rollback()
    try:
        with diterjemahkan():
            instans = workflows.instance(db.session, instans_id)
        dulu = {t.id: t for t in alih_versi.terbuka(instans_id)}
        if versi is None:
            advance = alih_versi.kembalikan(instans, actor=actor, alasan="uji")
        else:
            advance = alih_versi.pindahkan(instans, actor=actor, alasan="uji", versi=versi, peta=peta or {})
        kini = alih_versi.terbuka(instans_id)
        nama = nama_pihak([t.owner for t in kini])
        tugas = tuple(
            Alih(_(dulu[t.id].name) if t.id in dulu else "", _(t.name), nama.get(t.owner, t.owner), t.due_at,
                 t.id in dulu and dulu[t.id].due_at != t.due_at)
            for t in kini
        )  # fmt: skip
        akhir = workflows.last_step(db.session, instans_id)
        persis = akhir is not None and akhir.facts.get("persis") is True
        return Pratinjau(advance.instance.version, tugas, tuple(advance.instance.waiting), persis)
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
