"""Revisions of an SKP: those of its page, the page of one, and the form that begins one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Kegiatan, RevisiSkp, Skp, SkpVersi
from portal.queries import lingkup
from portal.queries.isi_skp import Catatan, Isi, bercatatan, dari_potret, dari_tabel
from portal.queries.jalan import Jalan, jalan
from portal.queries.langkah_revisi import SEBAB, catatan_revisi, masa, usulan
from portal.queries.langkah_skp import nama_bulan
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.tambahan import Tambahan, tambahan
from portal.rules.revisi import TERBUKA
from portal.security import Actor

KATA = {
    "draf": ("diam", _l("Sedang disusun")), "diajukan": ("", _l("Diajukan")),
    "dikembalikan": ("wait", _l("Dikembalikan")), "disengketakan": ("wait", _l("Disengketakan")),
    "disetujui": ("good", _l("Disetujui, menunggu verifikasi")), "ditetapkan": ("good", _l("Berlaku")),
    "ditolak": ("bad", _l("Tidak diubah")), "dibatalkan": ("diam", _l("Ditinggalkan")),
}  # fmt: skip
"""Shape and word of each state (rules/revisi.py)."""


@dataclass(frozen=True)
class Ringkas:
    """One revision in a list. `versi`: what it became, None while it is none."""

    id: int
    nomor: str
    status: str
    sebab: str
    alasan: str
    bulan: str
    versi: int | None
    dibuat_pada: datetime
    menunggu: Menunggu | None = None
    tugas_id: str | None = None

    @property
    def tag(self) -> tuple[str, str]:
        """Shape and word of its state."""
        jenis, kata = KATA[self.status]
        return jenis, str(kata)

    @property
    def terbuka(self) -> bool:
        """It has not ended."""
        return self.status in TERBUKA


@dataclass(frozen=True)
class Lanjutan:
    """What an SKP in force goes on with: revisions and extra duties. `boleh_revisi`: the reader may begin one now."""

    revisi: tuple[Ringkas, ...]
    boleh_revisi: bool
    tambahan: Tambahan
    ditutup_karena: str | None


@dataclass(frozen=True)
class Formulir:
    """The page that begins a revision. `halangan`: why it cannot be begun now."""

    skp_id: int
    nomor: str
    tahun: int
    pilihan_bulan: tuple[tuple[int, str], ...]
    sebab: tuple[tuple[str, str], ...]
    halangan: str | None


@dataclass(frozen=True)
class Dokumen:
    """/revisi/<id>: what was in force, what is proposed, what was said about it, and its way."""

    ringkas: Ringkas
    skp_id: int
    skp_nomor: str
    tahun: int
    nama: str
    milik_saya: bool
    versi_lama: int
    isi: Isi
    catatan: tuple[Catatan, ...]
    nama_bulan: tuple[tuple[int, str], ...]
    diajukan_pada: datetime | None
    diputuskan_pada: datetime | None
    diputuskan_oleh: str
    jalan: Jalan | None
    tugas_id: str | None


def lanjutan(actor: Actor, skp: Skp) -> Lanjutan:
    """For the page of an SKP the caller may read. Six statements at most."""
    baris = db.session.scalars(select(RevisiSkp).where(RevisiSkp.skp_id == skp.id).order_by(RevisiSkp.id.desc())).all()
    kini = {m.instans_id: m for m in terbuka([r.instans_id for r in baris if r.instans_id and r.status in TERBUKA])}
    nama = dict(nama_bulan(skp.mulai, skp.selesai))
    revisi = tuple(_ringkas(r, nama, kini.get(r.instans_id or ""), actor) for r in baris)
    boleh = (
        skp.status == "ditetapkan" and actor.pegawai_id is not None and skp.pegawai_id == actor.pegawai_id
        and not any(r.terbuka for r in revisi) and bool(masa(skp).boleh)
    )  # fmt: skip
    return Lanjutan(revisi, boleh, tambahan(actor, skp), skp.ditutup_karena)


def formulir(actor: Actor, skp_id: int) -> Formulir:
    """For the owner of the SKP; TidakDitemukan for everybody else. Three statements."""
    skp = db.session.get(Skp, skp_id)
    if skp is None or actor.pegawai_id is None or skp.pegawai_id != actor.pegawai_id:
        raise TidakDitemukan(_("SKP ini tidak ada atau bukan milik Anda."))
    ada = db.session.scalar(
        select(RevisiSkp.nomor).where(RevisiSkp.skp_id == skp.id, RevisiSkp.status.in_(TERBUKA)).limit(1)
    )
    nama, boleh = dict(nama_bulan(skp.mulai, skp.selesai)), masa(skp).boleh
    halangan = None
    if skp.status != "ditetapkan":
        halangan = _("Hanya SKP yang sudah ditetapkan yang dapat direvisi.")
    elif ada:
        halangan = _("Masih ada revisi yang berjalan: %(nomor)s.", nomor=ada)
    elif not boleh:
        halangan = _("Semua bulan SKP ini sudah dibuka, jadi tidak ada lagi yang dapat direvisi.")
    return Formulir(
        skp.id, skp.nomor, skp.tahun, tuple((b, nama[b]) for b in boleh if b in nama),
        tuple((k, str(v)) for k, v in SEBAB.items()), halangan,
    )  # fmt: skip


def satu(actor: Actor, revisi_id: int) -> Dokumen:
    """One revision for a reader of its SKP; TidakDitemukan. Some fifteen statements, however long."""
    revisi = _muat(actor, revisi_id)
    skp = revisi.skp
    versi_lama = _versi_lama(revisi)
    lama = _versi(skp, versi_lama)
    catatan = catatan_revisi(revisi)
    nama = nama_bulan(skp.mulai, skp.selesai)
    langkah = jalan(revisi.instans_id, judul=_("Jalannya %(nomor)s", nomor=revisi.nomor)) if revisi.instans_id else None
    kini = next((m for m in langkah.menunggu if not m.sistem), None) if langkah else None
    ringkas = _ringkas(revisi, dict(nama), kini, actor)
    return Dokumen(
        ringkas=ringkas, skp_id=skp.id, skp_nomor=skp.nomor, tahun=skp.tahun, nama=skp.pegawai.nama,
        milik_saya=skp.pegawai_id == actor.pegawai_id, versi_lama=versi_lama,
        isi=bercatatan(usulan(revisi, lama), catatan), catatan=catatan, nama_bulan=nama,
        diajukan_pada=revisi.diajukan_pada, diputuskan_pada=revisi.diputuskan_pada,
        diputuskan_oleh=revisi.diputuskan_oleh.nama if revisi.diputuskan_oleh else "", jalan=langkah,
        tugas_id=ringkas.tugas_id,
    )  # fmt: skip


def _muat(actor: Actor, revisi_id: int) -> RevisiSkp:
    revisi = db.session.scalar(
        select(RevisiSkp)
        .join(Skp, Skp.id == RevisiSkp.skp_id)
        .where(RevisiSkp.id == revisi_id, lingkup.skp_terlihat(actor))
        .options(
            joinedload(RevisiSkp.diputuskan_oleh),
            joinedload(RevisiSkp.skp).options(
                joinedload(Skp.pegawai), joinedload(Skp.jabatan),
                selectinload(Skp.kegiatan).selectinload(Kegiatan.bulanan),
            ),
        )
    )  # fmt: skip
    if revisi is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    return revisi


def _versi_lama(revisi: RevisiSkp) -> int:
    """The version the proposal stood against: the one before it, or the one in force when it was begun."""
    if revisi.versi is not None:
        return revisi.versi - 1
    if revisi.status in TERBUKA:
        return revisi.skp.versi
    dulu = select(func.max(SkpVersi.versi)).where(SkpVersi.skp_id == revisi.skp_id, SkpVersi.pada <= revisi.dibuat_pada)
    return db.session.scalar(dulu) or revisi.skp.versi


def _versi(skp: Skp, nomor: int) -> Isi:
    """The rows of the version the proposal stands against."""
    if nomor == skp.versi:
        return dari_tabel(skp.kegiatan)
    isi: Any = db.session.scalar(select(SkpVersi.isi).where(SkpVersi.skp_id == skp.id, SkpVersi.versi == nomor))
    return dari_potret(isi or ())


def _ringkas(revisi: RevisiSkp, nama: dict[int, str], kini: Menunggu | None, actor: Actor) -> Ringkas:
    milik = kini is not None and kini.owner in actor.parties and (kini.lajur != "pegawai" or kini.owner == actor.id)
    return Ringkas(
        id=revisi.id, nomor=revisi.nomor, status=revisi.status, sebab=str(SEBAB.get(revisi.sebab, revisi.sebab)),
        alasan=revisi.alasan, bulan=nama.get(revisi.berlaku_bulan, str(revisi.berlaku_bulan)), versi=revisi.versi,
        dibuat_pada=revisi.dibuat_pada, menunggu=kini if revisi.status in TERBUKA else None,
        tugas_id=kini.tugas_id if kini and milik else None,
    )  # fmt: skip
