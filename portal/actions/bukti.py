"""Evidence of a month: added and taken away by the employee while he fills it in; each reading is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

import workflows
from portal import audit, waktu
from portal.actions import action
from portal.actions.bersama import simpan_milik
from portal.audit import Event
from portal.errors import BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Bukti, DrafTugas, Kegiatan, Realisasi
from portal.rules import realisasi as aturan
from portal.rules.alur import PEGAWAI
from portal.security import Actor

MAKS_BERKAS = 20
LANGKAH = "isi_realisasi"


@dataclass(frozen=True)
class Tersimpan:
    """A file that is on the disk already (portal/penyimpanan.py)."""

    nama: str
    jenis: str
    ukuran: int
    sha256: str


@action
def unggah(
    realisasi_id: int,
    *,
    actor: Actor,
    berkas: Sequence[Tersimpan],
    kegiatan_id: int | None = None,
    draf: Mapping[str, Any] | None = None,
) -> str | None:
    """Add files to the month, or to one of its kegiatan. `draf`: what stood in the form beside them, kept as its draft.

    Answers the id of the task that is being filled in. TidakSah for too many files, none, or a kegiatan of another SKP.
    """
    realisasi = _milik(realisasi_id, actor)
    if not berkas:
        raise _salah(_("Pilih berkasnya lebih dahulu."))
    if kegiatan_id is not None and not db.session.scalar(
        select(Kegiatan.id).where(Kegiatan.id == kegiatan_id, Kegiatan.skp_id == realisasi.skp_id)
    ):
        raise TidakSah(Temuan("kegiatan", None, _("Kegiatan ini tidak ada pada SKP Anda.")))
    ada = db.session.scalar(select(func.count()).select_from(Bukti).where(Bukti.realisasi_id == realisasi.id)) or 0
    if ada + len(berkas) > MAKS_BERKAS:
        raise _salah(
            _(
                "Paling banyak %(batas)s berkas untuk satu bulan; sudah ada %(ada)s. Hapus yang tidak perlu.",
                batas=MAKS_BERKAS,
                ada=ada,
            )
        )
    for satu in berkas:
        bukti = Bukti(
            realisasi_id=realisasi.id, kegiatan_id=kegiatan_id, nama=satu.nama, jenis=satu.jenis, ukuran=satu.ukuran,
            sha256=satu.sha256, oleh_id=actor.pegawai_id, pada=waktu.sekarang(),
        )  # fmt: skip
        db.session.add(bukti)
        db.session.flush()
        _catat(Event.BUKTI_DIUNGGAH, bukti, realisasi.instans_id, actor, ukuran=satu.ukuran)
    return _simpan_draf(realisasi, actor, draf)


@action
def hapus(realisasi_id: int, bukti_id: int, *, actor: Actor, draf: Mapping[str, Any] | None = None) -> str | None:
    """Take a file out of the month; its bytes stay in the storage, and so does its name in the trail."""
    realisasi = _milik(realisasi_id, actor)
    bukti = db.session.scalar(select(Bukti).where(Bukti.id == bukti_id, Bukti.realisasi_id == realisasi.id))
    if bukti is None:
        raise TidakDitemukan(_("Berkas ini tidak ada atau bukan untuk Anda."))
    _catat(Event.BUKTI_DIHAPUS, bukti, realisasi.instans_id, actor)
    db.session.delete(bukti)
    return _simpan_draf(realisasi, actor, draf)


@action
def tahan(realisasi_id: int, *, actor: Actor, draf: Mapping[str, Any]) -> str | None:
    """Files were refused: keep at least what stood in the form beside them. Answers the task being filled in."""
    realisasi = _milik(realisasi_id, actor)
    tugas_id = _simpan_draf(realisasi, actor, draf)
    audit.record(db.session, Event.DRAF_DISIMPAN, actor=actor, instans_id=realisasi.instans_id, langkah=LANGKAH)
    return tugas_id


@action
def catat_baca(bukti_id: int, *, actor: Actor) -> None:
    """Keep who read a file. The caller has seen that he may (queries/bukti.satu)."""
    bukti = db.session.get_one(Bukti, bukti_id)
    instans = db.session.scalar(select(Realisasi.instans_id).where(Realisasi.id == bukti.realisasi_id))
    _catat(Event.BUKTI_DIBACA, bukti, instans, actor)


def _milik(realisasi_id: int, actor: Actor) -> Realisasi:
    """The actor's own month, locked, still being filled in (regulations 5.3, trace 6)."""
    realisasi = db.session.scalar(select(Realisasi).where(Realisasi.id == realisasi_id).with_for_update())
    if realisasi is None or realisasi.skp.pegawai_id != actor.pegawai_id:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    if not aturan.boleh(realisasi.status, "isi", PEGAWAI):
        raise BukanHak(_("Bulan ini sudah diajukan, jadi buktinya tidak dapat diubah lagi."), kode="sudah_diajukan")
    return realisasi


def _simpan_draf(realisasi: Realisasi, actor: Actor, draf: Mapping[str, Any] | None) -> str | None:
    terbuka = workflows.tasks(
        db.session, instance=realisasi.instans_id or "", step=LANGKAH, parties=[actor.id], limit=1
    )
    if not terbuka:
        return None
    if draf:
        simpan_milik(DrafTugas, terbuka[0].id, actor, isian=dict(draf), pada=waktu.sekarang())
    return terbuka[0].id


def _catat(event: Event, bukti: Bukti, instans_id: str | None, actor: Actor, **rincian: Any) -> None:
    audit.record(
        db.session, event, actor=actor, instans_id=instans_id, subjek=("realisasi", bukti.realisasi_id), bukti=bukti.id,
        nama=bukti.nama, sha256=bukti.sha256, **rincian,
    )  # fmt: skip


def _salah(pesan: str) -> TidakSah:
    return TidakSah(Temuan("berkas", None, pesan), pesan=pesan)
