"""Operations on one running process, by Admin BKD with a reason: the engine moves, the document follows, the trail says
both."""

from dataclasses import dataclass, replace
from typing import Any

import workflows
from portal import alur, audit, operasi
from portal.actions import action, diam
from portal.actions.kendala import mencoba_lagi
from portal.audit import Event
from portal.extensions import db
from portal.operasi import Permintaan
from portal.security import Actor
from portal.wewenang import beralasan

EVENT = {
    operasi.TANGGUHKAN: Event.INSTANS_DITANGGUHKAN, operasi.LANJUTKAN: Event.INSTANS_DILANJUTKAN,
    operasi.BATALKAN: Event.INSTANS_DIBATALKAN, operasi.PINDAHKAN: Event.INSTANS_DIPINDAHKAN,
    operasi.BETULKAN: Event.INSTANS_FAKTA_DIBETULKAN, operasi.MULAI_KEMBALI: Event.INSTANS_DIMULAI_KEMBALI,
}  # fmt: skip


@dataclass(frozen=True)
class Hasil:
    """`instans_id`: where it goes on (another one after a restart); `gagal`: what a step said that failed once more."""

    instans_id: str
    status: str
    dibuka: tuple[workflows.Task, ...]
    gagal: str | None = None


@action
def jalankan(instans_id: str, permintaan: Permintaan, *, actor: Actor, alasan: str) -> Hasil:
    """Do it. TidakDitemukan; TidakSah without a reason or with too little said; BukanHak for others than Admin BKD and
    for a party of the case; Bentrok where the state, the diagram or the law does not allow it, with what to do."""
    teks = beralasan(actor, alasan)
    with alur.diterjemahkan():
        instans = workflows.instance(db.session, instans_id)
    operasi.periksa(actor, instans, permintaan)
    if permintaan.jenis == operasi.ULANGI:
        gagal = mencoba_lagi(instans, actor, teks)
        return Hasil(instans_id, workflows.instance(db.session, instans_id).status, (), gagal)
    advance = operasi.minta(permintaan, instans_id, actor, teks)
    operasi.periksa_hasil(instans, permintaan, advance)
    if permintaan.jenis != operasi.LANJUTKAN:  # a job of a step that was put aside is still there
        alur.lanjutkan(advance)
    _ikuti(permintaan, advance)
    rincian = _rincian(instans, permintaan, advance)
    audit.record(
        db.session, EVENT[permintaan.jenis], actor=actor, instans_id=advance.instance.id, proses=instans.process,
        nomor=instans.business_key, alasan=teks, **rincian,
    )  # fmt: skip
    return Hasil(advance.instance.id, advance.instance.status, advance.opened)


def _ikuti(p: Permintaan, advance: workflows.Advance) -> None:
    """Deadlines that passed on the way have their consequences; a step that was taken back by us was not silence."""
    if p.jenis == operasi.PINDAHKAN:
        lewat = tuple(t for t in advance.ended if p.dari not in (t.id, t.element))
        diam.ikuti(replace(advance, ended=lewat))


def _rincian(instans: workflows.Instance, p: Permintaan, advance: workflows.Advance) -> dict[str, Any]:
    """What is kept beside the reason."""
    isi: dict[str, Any] = {
        "dibuka_langkah": [t.step for t in advance.opened], "ditutup_langkah": [t.step for t in advance.ended],
    }  # fmt: skip
    if p.jenis == operasi.PINDAHKAN:
        isi |= {"dari": p.dari, "ke": p.ke}
    if p.jenis == operasi.BETULKAN:
        lama = {k: instans.facts.get(k) for k in (*p.fakta, *p.hapus)}
        isi = {"fakta_lama": _json(lama), "fakta_baru": _json(p.fakta), "dihapus": sorted(p.hapus)}
    if p.jenis == operasi.MULAI_KEMBALI:
        isi["instans_lama"] = instans.id
    return isi


def _json(fakta: Any) -> dict[str, Any]:
    """Facts as the trail keeps them: numbers with decimals and days as text."""
    return {k: v if isinstance(v, str | int | bool | list | None) else str(v) for k, v in fakta.items()}
