"""What a low-code step shows: the case it decides on, as evidence, and what its process knows."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import formats, waktu
from portal.extensions import db
from portal.models import Realisasi, Skp
from portal.queries import langkah_skp
from portal.queries.langkah_skp import KasusSkp
from portal.queries.realisasi import Bulan, muat, susun
from portal.security import Actor


@dataclass(frozen=True)
class KasusUmum:
    """`bulan` or `skp`: what is decided on, where the process belongs to one. `fakta`: the routing facts in
    words. `lanjut`, `kembali`: the steps that agreeing, or sending back, would open."""

    fakta: tuple[tuple[str, str], ...]
    lanjut: str = ""
    kembali: str = ""
    bulan: Bulan | None = None
    skp: KasusSkp | None = None
    halangan: str | None = None


def keputusan(actor: Actor, tugas: workflows.Task) -> KasusUmum:
    """The case and the facts; about a dozen statements where there is a case, one where there is none."""
    fakta = {**workflows.instance(db.session, tugas.instance_id).facts, **tugas.arguments}  # and what an arrow gives it
    kata = tuple((k.replace("_", " ").capitalize(), teks) for k, v in fakta.items() if (teks := _fakta(v)))
    dasar = KasusUmum(kata, lanjut=_berikut(tugas, "setuju"), kembali=_berikut(tugas, "kembalikan"))
    r = muat(Realisasi.instans_id == tugas.instance_id)
    if r is not None:
        return replace(dasar, bulan=susun(r), halangan=_halangan(actor, tugas, r.skp))
    skp = db.session.scalar(select(Skp).where(Skp.instans_id == tugas.instance_id))
    if skp is not None:
        halangan = _halangan(actor, tugas, skp)
        return replace(dasar, skp=langkah_skp.verifikasi_skp(actor, tugas), halangan=halangan)
    return dasar


def _berikut(tugas: workflows.Task, keputusan: str) -> str:
    """What this decision would open, by name; empty where nothing opens, or where the diagram cannot go on."""
    fakta = {"keputusan": keputusan, "catatan": ""}
    if nama := tugas.properties.get("fakta"):
        fakta |= {nama: keputusan, f"catatan_{nama}": ""}
    try:
        dibuka = workflows.preview(db.session, tugas.id, fakta, now=waktu.sekarang())
    except workflows.WorkflowError:
        return ""
    orang = _langkah_orang(tugas.process, tugas.version)
    return ", ".join(dict.fromkeys(_(nama) for nama in dibuka if nama in orang))


def _langkah_orang(proses: str, versi: int) -> frozenset[str]:
    """Names of the steps of people, those of called processes included."""
    definisi = workflows.definition(db.session, proses, versi)
    sendiri = {satu.name or satu.id for satu in workflows.outline(definisi.xml).people()}
    return frozenset(sendiri.union(*(_langkah_orang(kunci, nomor) for kunci, nomor in definisi.called.items())))


def _halangan(actor: Actor, tugas: workflows.Task, skp: Skp) -> str | None:
    """The same bar as actions/bersama.bukan_pihak, said before it is met."""
    if tugas.lane == "pegawai" or actor.pegawai_id is None:
        return None
    pihak: set[int | None] = {skp.pegawai_id}
    if tugas.lane == "atasan_banding" and not skp.pengecualian_pihak:
        pihak.add(skp.penilai_id)
    elif tugas.lane == "verifikatur":
        pihak |= {skp.penilai_id, skp.atasan_banding_id}
    if actor.pegawai_id in pihak:
        return _("Anda sendiri pihak dalam perkara ini, jadi Anda tidak boleh memutuskannya.")
    return None


def _fakta(nilai: Any) -> str:
    """A routing fact in words; a moment as date and time, what is neither text nor number not at all."""
    if isinstance(nilai, bool):
        return _("ya") if nilai else _("tidak")
    if isinstance(nilai, str):
        try:
            saat = datetime.fromisoformat(nilai)
        except ValueError:
            return nilai
        return formats.tanggal_waktu(saat) if saat.tzinfo else nilai
    return formats.angka(nilai) if isinstance(nilai, int | Decimal) else ""
