"""The facts of an instance step by step: what it began with, and what each step found and left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal.alur import nama_pihak
from portal.extensions import db
from portal.models import Penilaian, Realisasi, RevisiSkp, Skp
from portal.queries import kata
from portal.queries.jalan import MAKS_RIWAYAT
from portal.queries.kata_jalan import APA, OPERASI, oleh
from portal.queries.kata_jalan import fakta as milik

DOKUMEN: dict[str, Any] = {"skp": Skp, "realisasi": Realisasi, "revisi": RevisiSkp, "penilaian": Penilaian}
"""Facts that are the id of a document: its number is shown."""


@dataclass(frozen=True)
class Ubahan:
    """One fact that a step set: as it was (None: it was not there) and as it became."""

    nama: str
    lama: str | None
    baru: str


@dataclass(frozen=True)
class LangkahFakta:
    """One step that set facts; the first is the beginning itself."""

    nama: str
    oleh: str
    pada: datetime
    ubahan: tuple[Ubahan, ...]


@dataclass(frozen=True)
class Fakta:
    """`awal`: what an instance of an older portal began with, which did not keep it; `langkah`: step by step."""

    awal: tuple[tuple[str, str], ...]
    langkah: tuple[LangkahFakta, ...]


def fakta(instans: workflows.Instance) -> Fakta:
    """Six statements at most, however long the history. The caller has checked that the case may be seen."""
    riwayat = [s for s in workflows.history(db.session, instans.id, limit=MAKS_RIWAYAT) if milik(s)]
    nama = nama_pihak([p for s in riwayat for p in (s.by, s.on_behalf_of)])
    nomor = _nomor([instans.facts, *(milik(s) for s in riwayat)])
    berubah = {kunci for s in riwayat for kunci in milik(s)}
    kini: dict[str, str] = {}
    langkah = []
    for s in riwayat:
        baru = {k: _nilai(k, v, nomor) for k, v in milik(s).items()}
        ubahan = tuple(Ubahan(kata.medan(k), kini.get(k), v) for k, v in baru.items())
        sebutan = str(APA[s.what]) if s.what in OPERASI else _(s.name)
        sebutan = _("Dimulai") if s.seq == 1 and s.kind == "start" else sebutan
        langkah.append(LangkahFakta(sebutan, oleh(nama, s.by, s.on_behalf_of) or _("SISTEM"), s.at, ubahan))
        kini |= baru
    awal = tuple((kata.medan(k), _nilai(k, v, nomor)) for k, v in instans.facts.items() if k not in berubah)
    return Fakta(awal, tuple(langkah))


def _nilai(kunci: str, isi: Any, nomor: Mapping[tuple[str, int], str]) -> str:
    if isinstance(isi, int) and not isinstance(isi, bool) and (kunci, isi) in nomor:
        return nomor[kunci, isi]
    return kata.nilai(kunci, isi)


def _nomor(semua: list[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """The numbers of the documents that facts name. One statement for each kind that occurs."""
    hasil: dict[tuple[str, int], str] = {}
    for kunci, tabel in DOKUMEN.items():
        ids = {v for f in semua if isinstance(v := f.get(kunci), int) and not isinstance(v, bool) and 0 < v < 2**31}
        if ids:
            baris = db.session.execute(select(tabel.id, tabel.nomor).where(tabel.id.in_(sorted(ids))))
            hasil |= {(kunci, b.id): b.nomor for b in baris}
    return hasil
