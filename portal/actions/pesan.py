"""A message sent into the processes from outside, by Admin BKD with a reason."""

import workflows
from portal import audit, pesan, waktu
from portal.actions import action
from portal.audit import Event
from portal.extensions import db
from portal.pesan import Pesan
from portal.security import Actor
from portal.wewenang import beralasan


@action
def kirim(isi: Pesan, *, actor: Actor, alasan: str) -> workflows.Recipients:
    """Send it; who would receive it just now. The tick delivers it, or starts the process, within seconds.

    BukanHak for others than Admin BKD and for a party of the receiving case; TidakSah without a reason, a name or a
    key, or with what is no fact; Bentrok where a process of the law would move.
    """
    teks = beralasan(actor, alasan)
    tujuan = pesan.tujuan(actor, isi)
    workflows.send(db.session, isi.nama, key=isi.kunci, facts=isi.fakta, by=actor, now=waktu.sekarang())
    penerima = tujuan.instances[0] if tujuan.kind == "waits" else None
    audit.record(
        db.session, Event.PESAN_DIKIRIM, actor=actor, instans_id=penerima.id if penerima else None,
        proses=penerima.process if penerima else tujuan.process, nomor=isi.kunci, pesan=isi.nama,
        tujuan=pesan.TUJUAN[tujuan.kind],
        fakta_baru={k: v if isinstance(v, str | int | bool | list | None) else str(v) for k, v in isi.fakta.items()},
        alasan=teks,
    )  # fmt: skip
    return tujuan
