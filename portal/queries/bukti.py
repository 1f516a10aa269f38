"""Evidence files: the rows of a month, and one file for those who take part (queries/lingkup.py)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from portal.errors import BukanHak, TidakDitemukan
from portal.extensions import db
from portal.models import Bukti, Realisasi, Skp
from portal.queries.lingkup import realisasi_pihak, realisasi_terlihat
from portal.rules import realisasi as aturan
from portal.rules.alur import PEGAWAI
from portal.security import Actor


@dataclass(frozen=True)
class BuktiBulan:
    """One file of a month; `untuk`: the kegiatan it belongs to, None where it is for the month."""

    id: int
    nama: str
    ukuran: int
    pada: datetime
    kegiatan: int | None
    untuk: str | None
    url: str


@dataclass(frozen=True)
class BerkasBukti:
    """What a download needs."""

    id: int
    nama: str
    jenis: str
    ukuran: int
    sha256: str


def bukti_bulan(bukti: Iterable[Bukti], nama: Mapping[int, str]) -> tuple[BuktiBulan, ...]:
    """The files as a page lists them; `nama`: the kegiatan by id. No statement."""
    return tuple(
        BuktiBulan(b.id, b.nama, b.ukuran, b.pada, b.kegiatan_id, nama.get(b.kegiatan_id or 0), f"/bukti/{b.id}")
        for b in bukti
    )  # fmt: skip


def satu(actor: Actor, bukti_id: int) -> BerkasBukti:
    """One file, if the actor takes part in its case. TidakDitemukan for everyone else, auditors and admins too."""
    baris = db.session.scalar(
        select(Bukti)
        .join(Realisasi, Realisasi.id == Bukti.realisasi_id)
        .where(Bukti.id == bukti_id, realisasi_pihak(actor))
    )
    if baris is None:
        raise TidakDitemukan(_("Berkas ini tidak ada atau bukan untuk Anda."))
    return BerkasBukti(baris.id, baris.nama, baris.jenis, baris.ukuran, baris.sha256)


def boleh_ubah(actor: Actor, realisasi_id: int) -> None:
    """Before any byte is read: only the employee himself, while he still fills in the month.

    TidakDitemukan for who may not see the month, BukanHak (`bukan_hak`, or `sudah_diajukan` once it was sent).
    """
    baris = db.session.execute(
        select(Realisasi.status, Skp.pegawai_id)
        .join(Skp, Skp.id == Realisasi.skp_id)
        .where(Realisasi.id == realisasi_id, realisasi_terlihat(actor))
    ).first()
    if baris is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    if baris.pegawai_id != actor.pegawai_id:
        raise BukanHak(_("Hanya pegawai yang bersangkutan dapat mengubah bukti bulan ini."))
    if not aturan.boleh(baris.status, "isi", PEGAWAI):
        raise BukanHak(_("Bulan ini sudah diajukan, jadi buktinya tidak dapat diubah lagi."), kode="sudah_diajukan")
