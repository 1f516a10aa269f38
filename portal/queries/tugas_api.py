"""Tasks as REST gives them (docs: contract of /api/v1/tugas)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal, Protocol

import workflows
from portal.alur import nama_pihak
from portal.extensions import db
from portal.forms.skema_masa import menurut
from portal.queries import langkah
from portal.queries.langkah_skp import KasusSkp
from portal.queries.perkara import Perkara, perkara
from portal.queries.tugas import alasan, bukan_wakil, milik
from portal.security import Actor

URUT: dict[str, Literal["due", "received", "name"]] = {
    "batas_waktu": "due",
    "diterima_pada": "received",
    "nama": "name",
}


def daftar(
    actor: Actor,
    *,
    halaman: int,
    ukuran: int,
    urut: str,
    cari: str | None,
    proses: str | None,
    nama_langkah: str | None,
    status: str,
) -> dict[str, Any]:
    """A page of what the actor may do now (`status` "open"), or of what was done in his name ("done"). Three
    statements.
    """
    milik_aktor = milik(actor) if status == "open" else {"parties": actor.parties, "apart": bukan_wakil(actor)}
    saring = {**milik_aktor, "process": proses, "step": nama_langkah, "search": cari, "status": status}
    segi = workflows.facets(db.session, **milik_aktor) if status == "open" and not cari else None
    if segi is not None:
        jumlah = segi.count(process=proses, step=nama_langkah)
    else:
        jumlah = workflows.count_tasks(db.session, **saring)
    mulai = (halaman - 1) * ukuran
    baris = workflows.tasks(db.session, **saring, sort=URUT[urut], limit=ukuran, offset=mulai, of=segi or jumlah)
    kasus = perkara({t.instance_id for t in baris})
    nama = nama_pihak([t.delegated_by for t in baris])
    return {
        "jumlah": jumlah,
        "tugas": [_baris(actor, t, kasus.get(t.instance_id), nama) for t in baris],
    }


class Langkah(Protocol):
    """What this page needs to know of a step; portal.steps has it, and stands above the queries."""

    @property
    def halaman(self) -> str: ...
    @property
    def skema(self) -> Mapping[str, Any]: ...


def satu(actor: Actor, tugas_id: str, peta: Callable[[str], Langkah]) -> dict[str, Any]:
    """One open task with what it asks (JSON Schema, from `peta`) and the facts of its process. 404, 409 as on the
    page.
    """
    tugas = langkah.buka(actor, tugas_id)
    instans = workflows.instance(db.session, tugas.instance_id)
    kasus = perkara([tugas.instance_id]).get(tugas.instance_id)
    entri = peta(tugas.step)
    hal = langkah.halaman(actor, tugas, entri.halaman)
    return _baris(actor, tugas, kasus, nama_pihak([tugas.delegated_by])) | {
        "formulir": _skema(entri.skema, hal.kasus),
        "fakta": {**instans.facts, **tugas.arguments},
        "isian_awal": polos(hal.isian_awal),
        "draf": polos(hal.draf),
        "instans": tugas.instance_id,
        "diambil_oleh": tugas.claimed_by,
    }


def _skema(skema: Mapping[str, Any], kasus: object) -> Mapping[str, Any]:
    """What is asked; of an SKP what the law of its period asks."""
    return menurut(skema, kasus.bentuk, ak=kasus.ak) if isinstance(kasus, KasusSkp) else skema


def _baris(actor: Actor, tugas: workflows.Task, kasus: Perkara | None, nama: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": tugas.id,
        "nama": tugas.name,
        "langkah": tugas.step,
        "proses": tugas.process,
        "kunci_bisnis": tugas.business_key,
        "pegawai": {"nip": kasus.nip, "nama": kasus.nama} if kasus else None,
        "diterima_pada": _iso(tugas.created_at),
        "batas_waktu": _iso(tugas.due_at),
        "prioritas": tugas.priority,
        "peran": tugas.lane,
        "alasan": alasan(actor, tugas, nama),
        "diserahkan_oleh": nama.get(tugas.delegated_by) if tugas.delegated_by else None,
    }


def _iso(saat: datetime | None) -> str | None:
    return saat.isoformat() if saat else None


def polos(isi: Any) -> Any:
    """Plain JSON: exact numbers as text."""
    if isinstance(isi, dict):
        return {str(k): polos(v) for k, v in isi.items()}
    if isinstance(isi, list | tuple):
        return [polos(v) for v in isi]
    if isinstance(isi, Decimal):
        return f"{isi:f}"
    return isi if isi is None or isinstance(isi, str | int | bool) else str(isi)
