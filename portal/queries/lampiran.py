"""Files of a yearly assessment: those of one, and one file for who takes part (queries/lingkup.py)."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

import workflows
from portal.errors import Bentrok, TidakDitemukan
from portal.extensions import db
from portal.models import Lampiran, Pegawai, Penilaian
from portal.queries.lingkup import penilaian_pihak, penilaian_terlihat
from portal.queries.tugas import pribadi_orang_lain
from portal.security import Actor

LANGKAH = {"serah_terima": "catat_serah_terima", "keberatan": "tanggapi_penilaian"}
"""What a file is for -> the step in which it is added."""
KATA = {"serah_terima": _l("bukti serah terima"), "keberatan": _l("lampiran keberatan")}


@dataclass(frozen=True)
class Berkas:
    """One file; `untuk`: what for, in words."""

    id: int
    nama: str
    jenis: str
    ukuran: int
    sha256: str
    kegunaan: str
    untuk: str
    oleh: str
    pada: datetime

    @property
    def url(self) -> str:
        """Where it is downloaded."""
        return f"/lampiran/{self.id}"


def berkas(penilaian_id: int) -> tuple[Berkas, ...]:
    """The files of an assessment, oldest first. One statement; the caller has checked that the reader may see it."""
    baris = db.session.execute(
        select(Lampiran, Pegawai.nama)
        .join(Pegawai, Pegawai.id == Lampiran.oleh_id)
        .where(Lampiran.penilaian_id == penilaian_id)
        .order_by(Lampiran.id)
    )
    return tuple(_satu(lampiran, oleh) for lampiran, oleh in baris)


def satu(actor: Actor, lampiran_id: int) -> Berkas:
    """One file, if the actor takes part in its case. TidakDitemukan for everyone else, auditors and admins too."""
    baris = db.session.execute(
        select(Lampiran, Pegawai.nama)
        .join(Pegawai, Pegawai.id == Lampiran.oleh_id)
        .join(Penilaian, Penilaian.id == Lampiran.penilaian_id)
        .where(Lampiran.id == lampiran_id, penilaian_pihak(actor))
    ).first()
    if baris is None:
        raise TidakDitemukan(_("Berkas ini tidak ada atau bukan untuk Anda."))
    return _satu(*baris)


def boleh_ubah(actor: Actor, penilaian_id: int, kegunaan: str) -> str:
    """Before any byte is read: the id of the actor's own open task in which such a file counts.

    TidakDitemukan for who may not see the assessment or names an unknown use, Bentrok where it is not his turn.
    """
    instans = db.session.scalar(
        select(Penilaian.instans_id).where(Penilaian.id == penilaian_id, penilaian_terlihat(actor))
    )
    if instans is None or kegunaan not in LANGKAH:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    buka = workflows.tasks(db.session, instance=instans, step=LANGKAH[kegunaan], parties=actor.parties, limit=1)
    if not buka or pribadi_orang_lain(actor, buka[0]):
        pesan = _("Berkas hanya dapat ditambah oleh yang gilirannya, selama langkahnya terbuka.")
        raise Bentrok(pesan, kode="langkah_tertutup")
    return buka[0].id


def _satu(b: Lampiran, oleh: str) -> Berkas:
    return Berkas(
        id=b.id, nama=b.nama, jenis=b.jenis, ukuran=b.ukuran, sha256=b.sha256, kegunaan=b.kegunaan,
        untuk=str(KATA.get(b.kegunaan, b.kegunaan)), oleh=oleh, pada=b.pada,
    )  # fmt: skip
