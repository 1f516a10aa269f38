"""Who takes over an open task of somebody who left: the present holder of his part in the chain, and nobody else."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

import workflows
from portal import waktu
from portal.extensions import db
from portal.kasus import TABEL_PROSES
from portal.models import Pegawai, Pengguna, Rantai, Skp
from portal.rules import pihak
from portal.security import orang

KOLOM: dict[str, tuple[Any, str]] = {
    "pejabat_penilai": (Rantai.penilai_id, "penilai_id"),
    "atasan_banding": (Rantai.atasan_id, "atasan_banding_id"),
}
"""Lane -> who holds it by the chain, and the party of the SKP."""


@dataclass(frozen=True)
class Penerima:
    """Who would take the task over. `halangan`: why nobody can, in words; `skp`: the case's SKP (for the action)."""

    pegawai_id: int | None = None
    nama: str = ""
    halangan: str | None = None
    skp: Skp | None = None


def penerima(tugas: workflows.Task) -> Penerima:
    """For one open task. At most five statements."""
    if tugas.kind != "user" or tugas.status != "open":
        return Penerima(halangan=_("Tugas ini sudah tidak terbuka."))
    if tugas.lane == "pegawai":
        return Penerima(halangan=_("Ini tugas pegawai sendiri; tidak seorang pun dapat mengerjakannya untuk dia."))
    if tugas.lane not in KOLOM or not penanggung(tugas).startswith("orang:"):
        return Penerima(halangan=_("Tugas ini berada pada antrean. Tambahkan petugasnya di Data induk."))
    skp = skp_instans(tugas)
    if skp is None:
        return Penerima(halangan=_("Proses ini tidak membawa SKP, jadi tidak ada rantai yang menentukan penerimanya."))
    hari = waktu.hari_ini()
    baru = db.session.execute(
        select(Pegawai.id, Pegawai.nama, Pegawai.aktif, Pengguna.active)
        .join(Rantai, KOLOM[tugas.lane][0] == Pegawai.id)
        .outerjoin(Pengguna, Pengguna.pegawai_id == Pegawai.id)
        .where(
            Rantai.pegawai_id == skp.pegawai_id, Rantai.sejak <= hari,
            or_(Rantai.sampai.is_(None), Rantai.sampai >= hari),
        )
        .order_by(Rantai.sejak.desc())
    ).first()  # fmt: skip
    if baru is None:
        return Penerima(halangan=_("Rantai penilaian pegawai ini belum ditetapkan untuk hari ini."), skp=skp)
    return Penerima(baru.id, baru.nama, _halangan(tugas, skp, baru), skp)


def penanggung(tugas: workflows.Task) -> str:
    """Whose task it is, also while somebody else does it for him."""
    return tugas.delegated_by or tugas.owner


def skp_instans(tugas: workflows.Task) -> Skp | None:
    """The SKP of the case that this task's instance carries; None for a low-code process."""
    tabel = TABEL_PROSES.get(workflows.instance(db.session, tugas.instance_id).process)
    if tabel is None:
        return None
    pernyataan = select(Skp) if tabel is Skp else select(Skp).join(tabel, tabel.skp_id == Skp.id)
    return db.session.scalar(pernyataan.where(tabel.instans_id == tugas.instance_id))


def _halangan(tugas: workflows.Task, skp: Skp, baru: Any) -> str | None:
    if orang(baru.id) == penanggung(tugas):
        return _(
            "Rantai hari ini masih menyebut %(nama)s. Ubah rantainya di Data induk, atau tunjuk Plt atau Plh.",
            nama=baru.nama,
        )
    if not baru.aktif or not baru.active:
        return _("%(nama)s menurut rantai hari ini, tetapi ia atau akunnya tidak aktif.", nama=baru.nama)
    kini = {"penilai_id": skp.penilai_id, "atasan_banding_id": skp.atasan_banding_id}
    kini[KOLOM[tugas.lane][1]] = baru.id
    keberatan = pihak.periksa_pihak(
        skp.pegawai_id, kini["penilai_id"], kini["atasan_banding_id"], "lain",
        gubernur=kini["penilai_id"] if skp.pengecualian_pihak else None,
    )  # fmt: skip
    return f"{baru.nama}: {keberatan[0].pesan}" if keberatan else None
