"""What one may do with any task beside finishing it: take it, put it back, keep a draft, look at it later."""

import json
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

import workflows
from portal import alur, audit, waktu
from portal.actions import action
from portal.actions.bersama import atas_nama, bukan_pihak, simpan_milik, tugas_untuk
from portal.audit import Event
from portal.errors import BukanHak, SudahSelesai, Temuan, TerlaluBesar, TidakSah
from portal.extensions import db
from portal.models import DrafTugas, TugasDitunda
from portal.security import Actor

MAKS_DRAF = 200_000
MAKS_TUNDA = timedelta(days=14)


@action
def ambil(tugas_id: str, *, actor: Actor) -> workflows.Task:
    """Claim a task of a queue, so that no colleague works on it too."""
    bukan_pihak(actor, tugas_untuk(tugas_id, actor))
    with alur.diterjemahkan():
        tugas = workflows.claim(db.session, tugas_id, by=actor, now=waktu.sekarang())
    _catat(Event.TUGAS_DIAMBIL, tugas, actor)
    return tugas


@action
def lepas(tugas_id: str, *, actor: Actor) -> workflows.Task:
    """Put a claimed task back. What is personal to somebody the actor replaces is not his to touch."""
    tugas_untuk(tugas_id, actor)
    with alur.diterjemahkan():
        tugas = workflows.release(db.session, tugas_id, by=actor, now=waktu.sekarang())
    _catat(Event.TUGAS_DILEPAS, tugas, actor)
    return tugas


@action
def simpan_draf(tugas_id: str, *, actor: Actor, isian: Any) -> datetime:
    """Keep what was typed so far, as it is. After the step was finished it is no longer the actor's to change (403)."""
    try:
        tugas = tugas_untuk(tugas_id, actor)
    except SudahSelesai as error:
        raise BukanHak(
            _("Langkah ini sudah selesai; isinya tidak dapat diubah lagi."), kode="sudah_diajukan"
        ) from error
    if len(json.dumps(isian)) > MAKS_DRAF:
        raise TerlaluBesar(_("Draf terlalu besar untuk disimpan."))
    pada = waktu.sekarang()
    simpan_milik(DrafTugas, tugas_id, actor, isian=isian, pada=pada)
    _catat(Event.DRAF_DISIMPAN, tugas, actor)
    return pada


@action
def tunda(tugas_id: str, *, actor: Actor, sampai: datetime) -> datetime:
    """Hide a task from the list until `sampai`, two weeks at most; its deadline stays."""
    tugas = tugas_untuk(tugas_id, actor)
    if not waktu.sekarang() < sampai <= waktu.sekarang() + MAKS_TUNDA:
        raise TidakSah(Temuan("sampai", None, _("Pilih waktu antara besok dan dua minggu lagi.")))
    simpan_milik(TugasDitunda, tugas_id, actor, sampai=sampai)
    _catat(Event.TUGAS_DITUNDA, tugas, actor, sampai=sampai.isoformat())
    return sampai


@action
def putuskan(tugas_id: str, *, actor: Actor, keputusan: str, catatan: str) -> workflows.Advance:
    """The low-code step: agree or send back with a note; both become facts of the process (`keputusan`, `catatan`; with
    the step's property `fakta` = nama also `nama`, `catatan_nama`). Nobody decides on himself."""
    tugas = tugas_untuk(tugas_id, actor)
    kasus = bukan_pihak(actor, tugas)
    if keputusan not in ("setuju", "kembalikan"):
        raise TidakSah(Temuan("keputusan", None, _("Pilih setuju atau kembalikan.")))
    if keputusan == "kembalikan" and not catatan.strip():
        raise TidakSah(Temuan("catatan", None, _("Tulis alasan pengembalian.")))
    catatan = catatan.strip()
    fakta = {"keputusan": keputusan, "catatan": catatan[:1000]}
    if nama := tugas.properties.get("fakta"):
        fakta |= {nama: keputusan, f"catatan_{nama}": catatan[:1000]}
    advance = alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    audit.record(
        db.session,
        Event.TUGAS_DISELESAIKAN,
        actor=actor,
        atas_nama=atas_nama(tugas, actor),
        instans_id=tugas.instance_id,
        langkah=tugas.step,
        subjek=_subjek(tugas, kasus),
        nama=tugas.name,
        keputusan=keputusan,
        catatan=catatan,
    )
    return advance


def _catat(event: Event, tugas: workflows.Task, actor: Actor, **rincian: Any) -> None:
    """Both names, also of what does not finish the task."""
    audit.record(
        db.session, event, actor=actor, atas_nama=atas_nama(tugas, actor), instans_id=tugas.instance_id,
        langkah=tugas.step, **rincian,
    )  # fmt: skip


def _subjek(tugas: workflows.Task, kasus: Any) -> tuple[str, int] | None:
    """The document the task's process belongs to, so that its own trail tells of the decision."""
    if kasus is None:
        return None
    if kasus.realisasi_id is not None:
        return "realisasi", kasus.realisasi_id
    return ("skp", kasus.id) if kasus.instans_id == tugas.instance_id else None
