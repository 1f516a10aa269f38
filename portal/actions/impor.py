"""A workbook becomes the draft of one's own step: one decision, after the preview, and it sends nothing."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal import audit, waktu
from portal.actions import action
from portal.actions.bersama import realisasi_dari, revisi_dari, simpan_milik, skp_dari, tugas_untuk
from portal.actions.tugas import MAKS_DRAF
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TerlaluBesar, TidakSah
from portal.extensions import db
from portal.forms.impor.gabung import CARA, sidik
from portal.models import DrafTugas
from portal.security import Actor

LANGKAH = ("susun_skp", "perbaiki_skp", "susun_revisi", "isi_realisasi")


@dataclass(frozen=True)
class Sumber:
    """The file it comes from, and the draft it was compared with (forms/impor/gabung.sidik)."""

    nama: str
    sha256: str
    draf: str


@action
def terapkan(
    tugas_id: str, *, actor: Actor, isian: Mapping[str, Any], sumber: Sumber, cara: str, hitung: Mapping[str, int]
) -> datetime:
    """Put `isian` (as the preview showed it) in the place of the draft; the one before is kept in the trail.

    Bentrok where the draft is no longer the one it was compared with; TidakSah for a way that does not exist.
    """
    tugas = tugas_untuk(tugas_id, actor, *LANGKAH)
    if cara not in CARA:
        raise TidakSah(Temuan("cara", None, _("Pilih mengganti atau menggabungkan draf.")))
    lama = db.session.scalar(
        select(DrafTugas).where(DrafTugas.tugas_id == tugas_id, DrafTugas.aktor == actor.id).with_for_update()
    )
    sebelum = lama.isian if lama else None
    if sidik(sebelum) != sumber.draf:
        raise Bentrok(
            _(
                "Draf Anda berubah sejak pratinjau ini dibuat. Lihat pratinjaunya sekali "
                "lagi supaya tidak ada yang hilang."
            ),
            kode="draf_berubah",
        )
    if len(json.dumps(isian)) > MAKS_DRAF:
        raise TerlaluBesar(_("Draf terlalu besar untuk disimpan."))
    pada = waktu.sekarang()
    simpan_milik(DrafTugas, tugas_id, actor, isian=dict(isian), pada=pada)
    kasus: Any = {"isi_realisasi": realisasi_dari, "susun_revisi": revisi_dari}.get(tugas.step, skp_dari)(tugas)
    audit.record(
        db.session,
        Event.DRAF_DIIMPOR,
        actor=actor,
        instans_id=tugas.instance_id,
        langkah=tugas.step,
        subjek=(kasus.__tablename__, kasus.id),
        nama=sumber.nama,
        sha256=sumber.sha256,
        cara=cara,
        draf=dict(isian),
        draf_sebelum=sebelum,
        **dict[str, Any](hitung),
    )
    return pada
