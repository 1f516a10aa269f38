"""The page that sends a message: which messages are known, and what would come of this one."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

import workflows
from portal import pesan
from portal.errors import BukanHak, PortalError
from portal.extensions import db
from portal.pesan import Pesan
from portal.security import Actor


@dataclass(frozen=True)
class Tujuan:
    """`jenis`: a word of portal.pesan.TUJUAN; `kalimat`: that in words; `penerima`: (id, number, title)."""

    jenis: str
    kalimat: str
    proses: str
    penerima: tuple[tuple[str, str, str], ...]


def nama_pesan(actor: Actor) -> list[str]:
    """Messages that somebody waits for or that start a process. Two statements."""
    _boleh(actor)
    return workflows.message_names(db.session)


def tujuan(actor: Actor, isi: Pesan) -> Tujuan:
    """Who would receive it now; the refusals of portal.pesan.tujuan."""
    _boleh(actor)
    hasil = pesan.tujuan(actor, isi)
    nama = workflows.process_names(db.session)
    proses = _(nama.get(hasil.process, hasil.process)) if hasil.process else ""
    penerima = tuple((i.id, i.business_key, i.title) for i in hasil.instances)
    return Tujuan(pesan.TUJUAN[hasil.kind], _kalimat(hasil, proses), proses, penerima)


def atau_halangan(actor: Actor, isi: Pesan) -> Tujuan | PortalError:
    """That, or why it cannot be sent."""
    try:
        return tujuan(actor, isi)
    except PortalError as salah:
        return salah


def polos(t: Tujuan) -> dict[str, Any]:
    """As REST answers."""
    satu = [{"instans": id_, "nomor": nomor, "judul": judul} for id_, nomor, judul in t.penerima]
    return {"tujuan": t.jenis, "kalimat": t.kalimat, "penerima": satu}


def _kalimat(hasil: workflows.Recipients, proses: str) -> str:
    if hasil.kind == "waits":
        satu = hasil.instances[0].business_key
        if len(hasil.instances) == 1:
            return _("Diterima proses %(nomor)s, yang menunggunya.", nomor=satu)
        return _(
            "Ada %(n)s proses yang menunggunya; diterima satu, yang paling lama berjalan: %(nomor)s.",
            n=len(hasil.instances), nomor=satu,
        )  # fmt: skip
    if hasil.kind == "starts":
        return _("Memulai proses baru: %(proses)s.", proses=proses)
    if hasil.kind == "runs":
        return _("Disimpan: %(proses)s sudah berjalan dengan kunci ini. Diterima bila proses itu menunggunya, atau "
                 "memulai yang baru setelah proses itu selesai.", proses=proses)  # fmt: skip
    if hasil.kind == "held":
        return _("Disimpan: %(proses)s sedang ditangguhkan, dan dimulai setelah dibuka lagi.", proses=proses)
    return _("Belum ada yang menunggunya. Pesan disimpan sampai ada proses yang menunggu nama dan kunci ini.")


def _boleh(actor: Actor) -> None:
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang menjalankan operasi pada proses."))
