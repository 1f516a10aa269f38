"""What the pages of an SKP show of the plans above it, and of what is still missing in a form (rules/rencana.py)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from portal.extensions import db
from portal.forms.tampil import Isian
from portal.models import Kegiatan, Skp
from portal.rules.rencana import ASPEK, ISI_INDIKATOR, Bentuk
from portal.rules.temuan import kosong

MAKS_RENCANA = 60


def rencana_atasan(skp: Skp, bentuk: Bentuk) -> tuple[str, ...]:
    """The plans of the pejabat penilai that this SKP may serve: those of his own SKP of the year, once it is agreed.
    One statement, none where the law does not ask."""
    if bentuk.intervensi is None or skp.penilai_id is None:
        return ()
    uraian = db.session.scalars(
        select(Kegiatan.uraian)
        .join(Skp, Skp.id == Kegiatan.skp_id)
        .where(
            Skp.pegawai_id == skp.penilai_id, Skp.tahun == skp.tahun, Skp.status.in_(("disetujui", "ditetapkan")),
            Kegiatan.dihapus_versi.is_(None),
        )
        .order_by(Kegiatan.urutan)
        .limit(MAKS_RENCANA)
    )  # fmt: skip
    return tuple(dict.fromkeys(uraian))


def terisi(isian: Isian, nomor: int) -> int:
    """In how many aspects row `nomor` (from 0) has an indicator."""
    isi = isian.mentah("kegiatan", nomor, "indikator")
    if not isinstance(isi, Mapping):
        return 0
    return sum(_ada(isi.get(a)) for a in ASPEK)


def bergalat(isian: Isian, nomor: int) -> bool:
    """A finding is about the indicators of row `nomor`: they must be in sight."""
    return any(t.baris == nomor + 1 and "indikator" in t.medan.split(".") for t in isian.temuan)


def _ada(isi: Any) -> bool:
    return isinstance(isi, Mapping) and any(not kosong(isi.get(m)) for m in ISI_INDIKATOR)
