"""What e-absensi said of a month, or why it has said nothing yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

import workflows
from portal.extensions import db
from portal.models import Realisasi, RekapAbsensi

LANGKAH = "tarik_rekap_absensi"


@dataclass(frozen=True)
class Rekap:
    """The counters of one person's month; `kejadian` holds (code, how often, minutes in all)."""

    hari_kerja: int
    hadir: int
    apel: int
    apel_wajib: int
    upacara: int
    upacara_wajib: int
    tk: int
    izin: int
    cuti: int
    dl: int
    menit_kerja: int
    versi: int
    ditutup_pada: datetime | None
    kejadian: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Kehadiran:
    """`keadaan`: "ada", "tanpa_mesin", "tidak_ada" (asked, not in the answer), "ditunda" (partner down; `alasan`,
    `coba_lagi`), "menunggu"."""

    keadaan: str
    rekap: Rekap | None = None
    alasan: str | None = None
    coba_lagi: datetime | None = None


def kehadiran(realisasi: Realisasi) -> Kehadiran:
    """The recap that belongs to the month. One statement where it is there, else two."""
    if realisasi.rekap_id is not None:
        rekap = db.session.scalars(select(RekapAbsensi).where(RekapAbsensi.id == realisasi.rekap_id)).one()
        return Kehadiran("ada", _rekap(rekap))
    tugas = workflows.tasks(
        db.session, instance=realisasi.instans_id or "", step=LANGKAH, kind="external", status=None, limit=1
    )
    if not tugas:
        return Kehadiran("menunggu")
    if tugas[0].status not in ("open", "suspended"):
        fakta = workflows.instance(db.session, tugas[0].instance_id).facts
        return Kehadiran(str(fakta.get("absensi", "tidak_ada")))
    if tugas[0].retry_at is None:
        return Kehadiran("menunggu")
    return Kehadiran("ditunda", alasan=tugas[0].note, coba_lagi=tugas[0].retry_at)


def _rekap(r: RekapAbsensi) -> Rekap:
    return Rekap(
        hari_kerja=r.hari_kerja, hadir=r.hadir, apel=r.apel, apel_wajib=r.apel_wajib, upacara=r.upacara,
        upacara_wajib=r.upacara_wajib, tk=r.tk, izin=r.izin, cuti=r.cuti, dl=r.dl, menit_kerja=r.menit_kerja,
        versi=r.versi, ditutup_pada=r.ditutup_pada,
        kejadian=tuple((k["kode"], k["jumlah"], k["menit"]) for k in r.kejadian or ()),
    )  # fmt: skip
