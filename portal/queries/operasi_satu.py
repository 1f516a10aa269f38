"""Before an operation on one process: what may be done to it, where it stands, and what each would do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import workflows
from portal import alur, operasi
from portal.database import menulis
from portal.errors import PortalError, TidakDitemukan
from portal.extensions import db
from portal.katalog import PROSES_HUKUM
from portal.operasi import HUKUM, Permintaan
from portal.queries.instans import terlihat
from portal.queries.instans_layar import TAMPIL
from portal.queries.menunggu import Menunggu, susun
from portal.security import Actor
from portal.tampilan import status_tampil

NAMA = {
    operasi.TANGGUHKAN: _l("Tangguhkan"), operasi.LANJUTKAN: _l("Lanjutkan"), operasi.BATALKAN: _l("Batalkan"),
    operasi.ULANGI: _l("Ulangi langkah yang gagal"), operasi.MULAI_KEMBALI: _l("Mulai kembali"),
    operasi.PINDAHKAN: _l("Pindahkan"), operasi.BETULKAN: _l("Betulkan fakta"),
}  # fmt: skip
GUNA = {
    operasi.TANGGUHKAN: _l("Tugasnya hilang dari setiap kotak tugas dan tidak ada batas waktu yang berjalan, sampai "
                           "dilanjutkan. Batas yang lewat sementara itu berlaku sekali begitu dilanjutkan."),
    operasi.LANJUTKAN: _l("Tugasnya kembali kepada pemegangnya; batas yang sudah lewat berlaku sekali."),
    operasi.BATALKAN: _l("Prosesnya berakhir untuk selamanya dan tugasnya gugur."),
    operasi.ULANGI: _l("Langkah yang gagal dicoba sekarang juga, tidak menunggu jadwal berikutnya."),
    operasi.MULAI_KEMBALI: _l("Instans baru dengan nomor, para pihak, dan fakta awal yang sama, pada versi terbaru."),
    operasi.PINDAHKAN: _l("Yang sedang menunggu ditarik, dan prosesnya berdiri di langkah lain, maju atau mundur."),
    operasi.BETULKAN: _l("Fakta yang salah diganti di mana pun proses ini mengingatnya. Tidak ada langkah yang "
                         "bergerak; percabangan yang sudah lewat tetap lewat."),
}  # fmt: skip
"""What each does, in words."""


@dataclass(frozen=True)
class Pilihan:
    """One operation. `halangan`: why not now, and what instead; None: it can be done."""

    jenis: str
    nama: str
    guna: str
    halangan: str | None


@dataclass(frozen=True)
class Pratinjau:
    """What would come of it. `batas`: deadlines that pass while it is on hold, or hold again; `dokumen`: the state the
    document will have."""

    dibuka: tuple[Menunggu, ...]
    ditutup: tuple[Menunggu, ...]
    batas: tuple[tuple[str, datetime], ...]
    status: str
    dokumen: str | None
    gagal: str | None


@dataclass(frozen=True)
class Halaman:
    """/instans/<id>/operasi[/<jenis>]."""

    id: str
    nomor: str
    judul: str
    keadaan: str
    proses: str
    versi: int
    pilihan: tuple[Pilihan, ...]
    tempat: tuple[workflows.Scope, ...]
    fakta: Mapping[str, Any]
    berakhir: bool

    def satu(self, jenis: str) -> Pilihan:
        """TidakDitemukan where there is no such operation."""
        for p in self.pilihan:
            if p.jenis == jenis:
                return p
        raise TidakDitemukan(_("Operasi ini tidak ada."))


def halaman(actor: Actor, instans_id: str, *, tempat: bool = False) -> Halaman:
    """What can be done to it now; with `tempat` also where it stands and could go. TidakDitemukan."""
    i = terlihat(actor, instans_id)
    ada = workflows.places(db.session, instans_id).scopes if tempat else ()
    return Halaman(
        i.id, i.business_key, i.title, TAMPIL.get(i.status, i.status), i.process, i.version,
        tuple(Pilihan(j, str(NAMA[j]), str(GUNA[j]), _halangan(i, j)) for j in operasi.JENIS), ada, i.facts,
        i.ended_at is not None,
    )  # fmt: skip


def pratinjau(actor: Actor, instans_id: str, p: Permintaan) -> Pratinjau:
    """What it would do; nothing of it is kept. Refused as the action refuses it (portal/actions/operasi.py)."""
    token = menulis.set(True)
    db.session.rollback()
    try:
        instans = terlihat(actor, instans_id)
        operasi.periksa(actor, instans, p)
        batas = _batas(instans, p)
        advance = operasi.minta(p, instans_id, actor, _("pratinjau"), coba=True)
        dokumen = operasi.periksa_hasil(instans, p, advance)
        return Pratinjau(
            susun(advance.opened), susun(advance.ended), batas, TAMPIL.get(advance.instance.status, "berjalan"),
            status_tampil(dokumen)[1] if dokumen else None,
            str(advance.incidents[0]) if advance.incidents else None,
        )  # fmt: skip
    finally:
        db.session.rollback()
        menulis.reset(token)


def atau_halangan(actor: Actor, instans_id: str, p: Permintaan) -> Pratinjau | str:
    """The preview, or in words why there is none."""
    try:
        return pratinjau(actor, instans_id, p)
    except PortalError as galat:
        return galat.pesan


_MASIH = ("running", "incident")
_DAPAT = {
    operasi.TANGGUHKAN: _MASIH, operasi.LANJUTKAN: ("suspended",), operasi.BATALKAN: (*_MASIH, "suspended"),
    operasi.ULANGI: ("incident",), operasi.MULAI_KEMBALI: ("done", "cancelled"), operasi.PINDAHKAN: _MASIH,
    operasi.BETULKAN: (*_MASIH, "suspended"),
}  # fmt: skip


def _halangan(i: workflows.Instance, jenis: str) -> str | None:
    if i.process in PROSES_HUKUM and jenis in HUKUM:
        return str(HUKUM[jenis])
    if i.status in _DAPAT[jenis]:
        return None
    return _("Tidak selagi keadaannya: %(keadaan)s.", keadaan=status_tampil(TAMPIL.get(i.status, i.status))[1])


def _batas(i: workflows.Instance, p: Permintaan) -> tuple[tuple[str, datetime], ...]:
    """The timers that suspending holds up."""
    if p.jenis != operasi.TANGGUHKAN:
        return ()
    nama = _nama(i)
    tunggu = [t for t in workflows.waits(db.session, i.id) if t.due_at is not None]
    return tuple((nama.get(t.element, t.element), t.due_at) for t in tunggu if t.due_at is not None)


def _nama(i: workflows.Instance) -> Mapping[str, str]:
    """What the elements where it stands are called."""
    with alur.diterjemahkan():
        semua = workflows.places(db.session, i.id).scopes
    return {t.element: _(t.name) for s in semua for t in (*s.sources, *s.targets) if t.name}
