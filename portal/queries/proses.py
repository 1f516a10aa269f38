"""The published diagrams: what is there, and whether a text is new."""

from collections.abc import Mapping
from dataclasses import dataclass

import workflows
from portal.alur import diterjemahkan, nama_pihak
from portal.diagram import xml_terbit
from portal.extensions import db

__all__ = ["Proses", "daftar", "sudah_terbit", "versi", "xml_terbit"]


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


def sudah_terbit(kunci: str, xml: bytes, keputusan: Mapping[str, bytes]) -> bool:
    """Whether the newest version of `kunci` says exactly this."""
    try:
        terbaru = workflows.definition(db.session, kunci)
    except workflows.NotFound:
        return False
    finally:
        db.session.rollback()
    return terbaru.xml == xml and dict(terbaru.decisions) == dict(keputusan)
