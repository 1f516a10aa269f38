"""Files of a yearly assessment: proof of a receipt on paper, and papers that go with an objection. Only while the step
they belong to is open; each reading is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

import workflows
from portal import audit, waktu
from portal.actions import action
from portal.actions.bersama import simpan_milik
from portal.actions.bukti import Tersimpan
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import DrafTugas, Lampiran, Penilaian
from portal.security import Actor, orang

MAKS_BERKAS = 10
LANGKAH = {"serah_terima": "catat_serah_terima", "keberatan": "tanggapi_penilaian"}
"""What a file is for -> the step in which it is added and may be taken out again."""


@action
def unggah(
    penilaian_id: int,
    *,
    actor: Actor,
    kegunaan: str,
    berkas: Sequence[Tersimpan],
    draf: Mapping[str, Any] | None = None,
) -> str:
    """Add files (on the disk already) to the open step they are for. `draf`: what stood in the form beside them.

    Answers the id of that task. TidakSah for none, too many or an unknown use; Bentrok where the step is not open.
    """
    penilaian, tugas = _langkah(penilaian_id, kegunaan, actor)
    if not berkas:
        raise _salah(_("Pilih berkasnya lebih dahulu."))
    ada = select(func.count()).select_from(Lampiran)
    jumlah = db.session.scalar(ada.where(Lampiran.penilaian_id == penilaian.id, Lampiran.kegunaan == kegunaan)) or 0
    if jumlah + len(berkas) > MAKS_BERKAS:
        pola = _("Paling banyak %(batas)s berkas; sudah ada %(ada)s. Hapus yang tidak perlu.")
        raise _salah(pola % {"batas": MAKS_BERKAS, "ada": jumlah})
    for satu in berkas:
        lampiran = Lampiran(
            penilaian_id=penilaian.id, kegunaan=kegunaan, nama=satu.nama, jenis=satu.jenis, ukuran=satu.ukuran,
            sha256=satu.sha256, oleh_id=actor.pegawai_id, pada=waktu.sekarang(),
        )  # fmt: skip
        db.session.add(lampiran)
        db.session.flush()
        _catat(Event.LAMPIRAN_DIUNGGAH, lampiran, penilaian, actor, tugas, ukuran=satu.ukuran)
    return _simpan_draf(tugas, actor, draf)


@action
def hapus(penilaian_id: int, lampiran_id: int, *, actor: Actor, draf: Mapping[str, Any] | None = None) -> str:
    """Take a file out while its step is still open; its bytes stay in the storage, and its name in the trail."""
    lampiran = db.session.scalar(
        select(Lampiran).where(Lampiran.id == lampiran_id, Lampiran.penilaian_id == penilaian_id)
    )
    if lampiran is None:
        raise TidakDitemukan(_("Berkas ini tidak ada atau bukan untuk Anda."))
    penilaian, tugas = _langkah(penilaian_id, lampiran.kegunaan, actor)
    _catat(Event.LAMPIRAN_DIHAPUS, lampiran, penilaian, actor, tugas)
    db.session.delete(lampiran)
    return _simpan_draf(tugas, actor, draf)


@action
def catat_baca(lampiran_id: int, *, actor: Actor) -> None:
    """Keep who read a file. The caller has seen that he may (queries/lampiran.satu)."""
    lampiran = db.session.get_one(Lampiran, lampiran_id)
    _catat(Event.LAMPIRAN_DIBACA, lampiran, db.session.get_one(Penilaian, lampiran.penilaian_id), actor)


def _langkah(penilaian_id: int, kegunaan: str, actor: Actor) -> tuple[Penilaian, workflows.Task]:
    """The assessment, locked, and the actor's own open task in which such a file counts."""
    if kegunaan not in LANGKAH:
        raise TidakSah(Temuan("kegunaan", None, _("Pilih untuk apa berkas ini.")))
    penilaian = db.session.scalar(select(Penilaian).where(Penilaian.id == penilaian_id).with_for_update())
    milik = penilaian is not None and _boleh(penilaian, kegunaan, actor)
    if penilaian is None or not milik:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    terbuka = workflows.tasks(
        db.session, instance=penilaian.instans_id or "", step=LANGKAH[kegunaan], parties=actor.parties, limit=1
    )
    if not terbuka:
        pesan = _("Berkas hanya dapat ditambah atau dihapus selama langkahnya terbuka.")
        raise Bentrok(pesan, kode="langkah_tertutup")
    return penilaian, terbuka[0]


def _boleh(penilaian: Penilaian, kegunaan: str, actor: Actor) -> bool:
    """Proof of receipt is the pejabat penilai's (or his Plt's), papers of an objection are the person's own."""
    if kegunaan == "keberatan":
        return actor.pegawai_id is not None and penilaian.pegawai_id == actor.pegawai_id
    return orang(penilaian.skp.penilai_id or 0) in actor.parties and penilaian.pegawai_id != actor.pegawai_id


def _simpan_draf(tugas: workflows.Task, actor: Actor, draf: Mapping[str, Any] | None) -> str:
    if draf:
        simpan_milik(DrafTugas, tugas.id, actor, isian=dict(draf), pada=waktu.sekarang())
    return tugas.id


def _catat(
    event: Event,
    lampiran: Lampiran,
    penilaian: Penilaian,
    actor: Actor,
    tugas: workflows.Task | None = None,
    **rincian: Any,
) -> None:
    audit.record(
        db.session, event, actor=actor, atas_nama=tugas.owner if tugas else None, instans_id=penilaian.instans_id,
        subjek=("penilaian", penilaian.id), lampiran=lampiran.id, kegunaan=lampiran.kegunaan, nama=lampiran.nama,
        sha256=lampiran.sha256, **rincian,
    )  # fmt: skip


def _salah(pesan: str) -> TidakSah:
    return TidakSah(Temuan("berkas", None, pesan), pesan=pesan)
