"""The published diagrams: what is there, and whether a text that comes with the portal is new to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import workflows
from portal.alur import diterjemahkan, nama_pihak
from portal.diagram import sematan_usang, xml_terbit
from portal.extensions import db
from portal.security import SISTEM

__all__ = ["Muatan", "Proses", "daftar", "muatan", "versi", "xml_terbit"]


@dataclass(frozen=True)
class Proses:
    """One version of a process. `berjalan`: instances that run on it."""

    kunci: str
    nama: str
    versi: int
    sha256: str
    lajur: list[str]
    diterbitkan_oleh: str | None
    diterbitkan_pada: str
    berjalan: int


def daftar() -> list[Proses]:
    """The newest version of each process, by key."""
    terbaru: dict[str, Proses] = {}
    for satu in _semua():
        if satu.kunci not in terbaru or satu.versi > terbaru[satu.kunci].versi:
            terbaru[satu.kunci] = satu
    return [terbaru[k] for k in sorted(terbaru)]


def versi(kunci: str) -> list[Proses]:
    """All versions of one process, newest first. TidakDitemukan for an unknown one."""
    with diterjemahkan():
        workflows.definition(db.session, kunci)
    return sorted((p for p in _semua() if p.kunci == kunci), key=lambda p: -p.versi)


def _semua() -> list[Proses]:
    definisi = workflows.versions(db.session)
    nama = nama_pihak([d.published_by for d in definisi])
    return [
        Proses(
            d.key,
            d.name,
            d.version,
            d.sha256,
            list(d.lanes),
            nama.get(d.published_by or ""),
            d.published_at.isoformat(),
            d.running,
        )
        for d in definisi
    ]


@dataclass(frozen=True)
class Muatan:
    """How a shipped text stands to what is published. `versi`: the newest. `perlu`: it must be published now.
    `ditahan`: a version of somebody's own is in force and stays so."""

    versi: int | None
    perlu: bool
    ditahan: bool = False


def muatan(kunci: str, xml: bytes, keputusan: Mapping[str, bytes]) -> Muatan:
    """Whether `proses muat` publishes this text: it is new to the process, or it is in force and a process it calls
    came with a newer text. A text that was published before never replaces what came after it."""
    try:
        semua = workflows.versions(db.session, kunci)
        if not semua:
            return Muatan(None, True)
        for satu in semua:
            terbit = workflows.definition(db.session, kunci, satu.version)
            if terbit.xml == xml and dict(terbit.decisions) == dict(keputusan):
                terbaru = satu.version == semua[0].version
                return Muatan(semua[0].version, terbaru and _sematan_bawaan_usang(kunci), ditahan=not terbaru)
        return Muatan(semua[0].version, True)
    finally:
        db.session.rollback()


def _sematan_bawaan_usang(kunci: str) -> bool:
    """Whether it calls an older version of what the portal itself has published anew. What BKD publishes is taken up
    only when BKD publishes the caller again."""
    return any(workflows.versions(db.session, nama)[0].published_by == SISTEM.id for nama in sematan_usang(kunci))
