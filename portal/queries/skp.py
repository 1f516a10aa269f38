"""SKP: one's own by year; one document as form F-1 with its parties, versions, remarks, months, and its way so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

import workflows
from portal import waktu
from portal.alur import nama_pihak
from portal.audit import Event
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import (
    Jabatan,
    Kegiatan,
    Pegawai,
    Penempatan,
    Pengganti,
    Penilaian,
    Peristiwa,
    Realisasi,
    RevisiSkp,
    Skp,
    SkpVersi,
    Unit,
)
from portal.queries import lingkup
from portal.queries.isi_skp import Catatan, Isi, bandingkan, bercatatan, catatan_skp, dari_potret, dari_tabel
from portal.queries.jalan import Jalan, jalan
from portal.queries.langkah_skp import nama_bulan, verifikatur_opd
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.mutasi import Tawaran, tawaran
from portal.queries.revisi import Lanjutan, lanjutan
from portal.queries.tahun import Bulan as BulanTahun
from portal.queries.tahun import strip
from portal.rules.eksak import GalatMasukan
from portal.rules.pangkat import pangkat
from portal.rules.rencana import Bentuk, bentuk
from portal.security import Actor

KARENA = {"disepakati": _l("disepakati para pihak"), "putusan_atasan": _l("putusan atasan pejabat penilai, final")}
KATA = {
    Event.SKP_DIBUAT: _l("SKP mulai disusun"), Event.SKP_DIAJUKAN: _l("Diajukan kepada pejabat penilai"),
    Event.SKP_DISETUJUI: _l("Disetujui pejabat penilai"), Event.SKP_DIKEMBALIKAN: _l("Dikembalikan untuk diperbaiki"),
    Event.SKP_DISENGKETAKAN: _l("Putusan atasan pejabat penilai diminta"),
    Event.SKP_DIPUTUSKAN: _l("Diputuskan atasan pejabat penilai"),
    Event.SKP_DITETAPKAN: _l("Diverifikasi BKD dan ditetapkan"),
    Event.SKP_DITOLAK_BKD: _l("Ditolak verifikatur BKD"), Event.SKP_DITUTUP: _l("Ditutup karena pindah tugas"),
    Event.SKP_DIBATALKAN: _l("Dibatalkan"), Event.REVISI_DIBUAT: _l("Revisi dimulai"),
    Event.REVISI_DIAJUKAN: _l("Revisi diajukan"), Event.REVISI_DISETUJUI: _l("Revisi disetujui pejabat penilai"),
    Event.REVISI_DIKEMBALIKAN: _l("Revisi dikembalikan"), Event.REVISI_DIBATALKAN: _l("Revisi ditinggalkan"),
    Event.REVISI_DISENGKETAKAN: _l("Putusan atasan atas revisi diminta"),
    Event.REVISI_DIPUTUSKAN: _l("Revisi diputuskan atasan"), Event.REVISI_DITETAPKAN: _l("Revisi berlaku"),
    Event.REVISI_DITOLAK_BKD: _l("Revisi dikembalikan BKD"), Event.PEMBERITAHUAN_DIKIRIM: _l("Pemberitahuan dikirim"),
    Event.TUGAS_DIAMBIL: _l("Tugas diambil"), Event.TUGAS_DILEPAS: _l("Tugas dilepas"),
}  # fmt: skip
"""What a reader of the document is told; drafts and snoozing are nobody else's business."""
MAKS_PERISTIWA = 200


@dataclass(frozen=True)
class RingkasSkp:
    """One of the own SKP. `menunggu`: the open step; `tugas_id`: where it is the own turn."""

    id: int
    nomor: str
    tahun: int
    mulai: date
    selesai: date
    status: str
    versi: int
    penilai: str
    menunggu: Menunggu | None
    tugas_id: str | None
    bulan_selesai: int
    bulan_dibuka: int


@dataclass(frozen=True)
class SkpSaya:
    """`dapat_dimulai`: years without an SKP that may be begun; `tahun_ini` first where it is among them. `pindah`: the
    next SKP of a year, where a move asks for one."""

    baris: tuple[RingkasSkp, ...]
    tahun_ini: int
    dapat_dimulai: tuple[int, ...]
    pindah: Tawaran | None = None


@dataclass(frozen=True)
class Diri:
    """Who someone is on form F-1. `pengganti`: who stands in for him today, "Plt. nama"."""

    id: str
    sebutan: str
    nama: str
    nip: str
    pangkat: str
    jabatan: str
    unit: str
    pengganti: str


@dataclass(frozen=True)
class Versi:
    """One version that was sent."""

    versi: int
    oleh: str
    pada: datetime


@dataclass(frozen=True)
class Kejadian:
    """One line of the timeline, as macro garis_waktu takes it."""

    nama: str
    oleh: str
    pada: datetime
    keterangan: str
    keadaan: str = "selesai"


@dataclass(frozen=True)
class Dokumen:
    """All of /skp/<id>. `tugas_id`: the actor's own open task on it. `diri`: pegawai, penilai, atasan_banding.
    `penilaian`: id and state of the year's assessment, where it is open and for the actor to read."""

    id: int
    nomor: str
    tahun: int
    mulai: date
    selesai: date
    status: str
    versi: int
    opd: str
    ak: bool
    milik_saya: bool
    pengecualian: str | None
    ditetapkan_pada: datetime | None
    karena: str
    diri: Mapping[str, Diri]
    verifikatur: str
    isi: Isi
    catatan: tuple[Catatan, ...]
    daftar_versi: tuple[Versi, ...]
    bulan: tuple[BulanTahun, ...]
    nama_bulan: tuple[tuple[int, str], ...]
    kejadian: tuple[Kejadian, ...]
    jalan: Jalan | None
    tugas_id: str | None
    penilaian: tuple[int, str] | None
    lanjutan: Lanjutan
    bentuk: Bentuk
    pendekatan: str
    lampiran: Mapping[str, str]
    ekspektasi: Mapping[str, str]


@dataclass(frozen=True)
class DokumenVersi:
    """/skp/<id>/versi/<n>: what was sent as version `n`, compared with the one before, and the remarks on it."""

    id: int
    nomor: str
    tahun: int
    nama: str
    ak: bool
    n: int
    versi: Versi
    semua: tuple[int, ...]
    isi: Isi
    catatan: tuple[Catatan, ...]
    nama_bulan: tuple[tuple[int, str], ...]
    bentuk: Bentuk


def daftar(actor: Actor) -> SkpSaya:
    """The actor's own SKP, the newest first. Six statements, and three where a move asks for the next one."""
    penilai = aliased(Pegawai)
    selesai = func.count(Realisasi.id).filter(Realisasi.status == "done")
    baris = db.session.execute(
        select(Skp, penilai.nama, selesai, func.count(Realisasi.id))
        .outerjoin(penilai, penilai.id == Skp.penilai_id)
        .outerjoin(Realisasi, Realisasi.skp_id == Skp.id)
        .where(Skp.pegawai_id == actor.pegawai_id)
        .group_by(Skp.id, penilai.nama)
        .order_by(Skp.tahun.desc(), Skp.mulai.desc())
    ).all()
    terbuka_per: dict[str, Menunggu] = {}
    for satu in terbuka([skp.instans_id for skp, *_lain in baris if skp.instans_id]):
        terbuka_per.setdefault(satu.instans_id, satu)
    tahun_ini = waktu.hari_ini().year
    ada = {skp.tahun for skp, *_lain in baris if skp.status != "dibatalkan"}
    calon = (tahun_ini, tahun_ini + 1, tahun_ini - 1) if actor.pegawai_id is not None else ()
    return SkpSaya(
        baris=tuple(_ringkas(actor, *b, terbuka_per=terbuka_per) for b in baris), tahun_ini=tahun_ini,
        dapat_dimulai=tuple(t for t in calon if t not in ada), pindah=tawaran(actor),
    )  # fmt: skip


def tugas_saya(actor: Actor, instans_id: str | None) -> str | None:
    """The id of the open task of this instance that the actor may do. One statement."""
    if instans_id is None:
        return None
    milik = workflows.tasks(db.session, parties=actor.parties, instance=instans_id, limit=5)
    return next((t.id for t in milik if t.lane != "pegawai" or t.owner == actor.id), None)


def satu(actor: Actor, skp_id: int) -> Dokumen:
    """The document for a reader; TidakDitemukan for whom it does not concern. Some twenty statements, however long."""
    skp = _muat(actor, skp_id)
    catatan = tuple(c for c in catatan_skp(skp.id) if c.versi)  # not those on a proposal that came to nothing
    return Dokumen(
        id=skp.id, nomor=skp.nomor, tahun=skp.tahun, mulai=skp.mulai, selesai=skp.selesai, status=skp.status,
        versi=skp.versi, opd=skp.opd.nama, ak=bentuk(skp.mulai, skp.jabatan.jenis).ak,
        milik_saya=skp.pegawai_id == actor.pegawai_id,
        pengecualian=skp.pengecualian_pihak, ditetapkan_pada=skp.ditetapkan_pada,
        karena=str(KARENA.get(skp.ditetapkan_karena or "", "")), diri=diri(skp),
        verifikatur=verifikatur_opd(skp.opd_id),
        isi=bercatatan(dari_tabel(skp.kegiatan), [c for c in catatan if c.versi == skp.versi]), catatan=catatan,
        daftar_versi=_daftar_versi(skp.id), bulan=strip(skp, skp.tahun),
        nama_bulan=nama_bulan(skp.mulai, skp.selesai),
        kejadian=_kejadian(skp), jalan=_jalan(skp), tugas_id=tugas_saya(actor, skp.instans_id),
        penilaian=_penilaian(actor, skp.id), lanjutan=lanjutan(actor, skp),
        bentuk=bentuk(skp.mulai, skp.jabatan.jenis), pendekatan=skp.pendekatan or "", lampiran=skp.lampiran or {},
        ekspektasi=skp.ekspektasi or {},
    )  # fmt: skip


def _penilaian(actor: Actor, skp_id: int) -> tuple[int, str] | None:
    pernyataan = select(Penilaian.id, Penilaian.status)
    baris = db.session.execute(pernyataan.where(Penilaian.skp_id == skp_id, lingkup.penilaian_terlihat(actor))).first()
    return (baris[0], baris[1]) if baris else None


def versi(actor: Actor, skp_id: int, n: int) -> DokumenVersi:
    """One version for a reader of the SKP; TidakDitemukan. Seven statements."""
    skp = lingkup.skp(actor, skp_id, joinedload(Skp.pegawai), joinedload(Skp.jabatan))
    semua = _daftar_versi(skp.id)
    ini = next((v for v in semua if v.versi == n), None)
    if ini is None:
        raise TidakDitemukan(_("Versi ini tidak ada."))
    isi = {
        v: dari_potret(potret)
        for v, potret in db.session.execute(
            select(SkpVersi.versi, SkpVersi.isi).where(SkpVersi.skp_id == skp.id, SkpVersi.versi.in_((n - 1, n)))
        )
    }
    catatan = tuple(c for c in catatan_skp(skp.id) if c.versi == n)
    return DokumenVersi(
        id=skp.id, nomor=skp.nomor, tahun=skp.tahun, nama=skp.pegawai.nama, n=n,
        ak=bentuk(skp.mulai, skp.jabatan.jenis).ak, versi=ini, semua=tuple(v.versi for v in semua), catatan=catatan,
        isi=bercatatan(bandingkan(isi[n], isi.get(n - 1)), catatan), nama_bulan=nama_bulan(skp.mulai, skp.selesai),
        bentuk=bentuk(skp.mulai, skp.jabatan.jenis),
    )  # fmt: skip


def _ringkas(
    actor: Actor, skp: Skp, penilai: str | None, selesai: int, dibuka: int, *, terbuka_per: Mapping[str, Menunggu]
) -> RingkasSkp:
    kini = terbuka_per.get(skp.instans_id or "")
    return RingkasSkp(
        id=skp.id, nomor=skp.nomor, tahun=skp.tahun, mulai=skp.mulai, selesai=skp.selesai, status=skp.status,
        versi=skp.versi, penilai=penilai or "", menunggu=kini,
        tugas_id=kini.tugas_id if kini and kini.owner == actor.id else None, bulan_selesai=selesai, bulan_dibuka=dibuka,
    )  # fmt: skip


def _muat(actor: Actor, skp_id: int) -> Skp:
    return lingkup.skp(
        actor, skp_id, joinedload(Skp.pegawai), joinedload(Skp.penilai), joinedload(Skp.atasan_banding),
        joinedload(Skp.jabatan), joinedload(Skp.unit), joinedload(Skp.opd),
        selectinload(Skp.kegiatan).selectinload(Kegiatan.bulanan),
    )  # fmt: skip


def diri(skp: Skp) -> dict[str, Diri]:
    """The three people of the document, each placed as on its first day. Two statements."""
    orang = {"pegawai": skp.pegawai, "penilai": skp.penilai, "atasan_banding": skp.atasan_banding}
    ids = [p.id for p in orang.values() if p is not None]
    tempat = _tempat([i for i in ids if i != skp.pegawai_id], skp.mulai) | {
        skp.pegawai_id: (skp.jabatan.nama, skp.unit.nama)
    }
    wakil = _pengganti(ids)
    sebutan = {
        "pegawai": _("Pegawai yang dinilai"), "penilai": _("Pejabat penilai"),
        "atasan_banding": _("Atasan pejabat penilai"),
    }  # fmt: skip
    return {
        kunci: Diri(
            id=kunci, sebutan=sebutan[kunci], nama=p.nama if p else _("belum ditetapkan"),
            nip=p.nip if p and p.nip.isdigit() else "", pangkat=_pangkat(p.golongan) if p else "",
            jabatan=tempat.get(p.id, ("", ""))[0] if p else "", unit=tempat.get(p.id, ("", ""))[1] if p else "",
            pengganti=wakil.get(p.id, "") if p else "",
        )
        for kunci, p in orang.items()
    }  # fmt: skip


def _tempat(ids: Sequence[int], pada: date) -> dict[int, tuple[str, str]]:
    hasil = db.session.execute(
        select(Penempatan.pegawai_id, Jabatan.nama, Unit.nama)
        .join(Jabatan, Jabatan.id == Penempatan.jabatan_id)
        .join(Unit, Unit.id == Penempatan.unit_id)
        .where(
            Penempatan.pegawai_id.in_(ids),
            Penempatan.sejak <= pada,
            or_(Penempatan.sampai.is_(None), Penempatan.sampai >= pada),
        )
        .order_by(Penempatan.sejak)
    )
    return {baris[0]: (baris[1], baris[2]) for baris in hasil}


def _pengganti(ids: Sequence[int]) -> dict[int, str]:
    hari = waktu.hari_ini()
    hasil = db.session.execute(
        select(Pengganti.digantikan_id, Pengganti.jenis, Pegawai.nama)
        .join(Pegawai, Pegawai.id == Pengganti.pengganti_id)
        .where(Pengganti.digantikan_id.in_(ids), Pengganti.sejak <= hari, Pengganti.sampai >= hari)
    )
    return {siapa: f"{jenis}. {nama}" for siapa, jenis, nama in hasil}


def _pangkat(golongan: str | None) -> str:
    if not golongan:
        return ""
    try:
        nama = pangkat(golongan)
    except GalatMasukan:
        return golongan
    return f"{nama}, {golongan}" if nama else golongan


def _daftar_versi(skp_id: int) -> tuple[Versi, ...]:
    hasil = db.session.execute(
        select(SkpVersi.versi, Pegawai.nama, SkpVersi.pada)
        .join(Pegawai, Pegawai.id == SkpVersi.oleh_id)
        .where(SkpVersi.skp_id == skp_id)
        .order_by(SkpVersi.versi)
    )
    return tuple(Versi(*baris) for baris in hasil)


def _kejadian(skp: Skp) -> tuple[Kejadian, ...]:
    """The audit events in words, those of its revisions too, oldest first. Two statements."""
    revisi = select(RevisiSkp.instans_id).where(RevisiSkp.skp_id == skp.id, RevisiSkp.instans_id.is_not(None))
    peristiwa = db.session.scalars(
        select(Peristiwa)
        .where(
            or_(Peristiwa.instans_id == skp.instans_id, Peristiwa.instans_id.in_(revisi)),
            Peristiwa.jenis.in_([e.value for e in KATA]),
        )
        .order_by(Peristiwa.id)
        .limit(MAKS_PERISTIWA)
    ).all()
    nama = nama_pihak([p for e in peristiwa for p in (e.aktor, e.atas_nama)])
    return tuple(_satu_kejadian(e, nama) for e in peristiwa)


def _satu_kejadian(satu: Peristiwa, nama: Mapping[str, str]) -> Kejadian:
    oleh = nama.get(satu.aktor, satu.aktor)
    if satu.atas_nama:
        oleh = _("%(oleh)s untuk %(siapa)s", oleh=oleh, siapa=nama.get(satu.atas_nama, ""))
    rincian = satu.rincian or {}
    bagian = [
        _("versi %(n)s", n=rincian["versi"]) if rincian.get("versi") else "",
        str(rincian.get("catatan") or rincian.get("alasan") or ""),
    ]
    return Kejadian(str(KATA[Event(satu.jenis)]), oleh, satu.pada, " · ".join(_terisi(bagian)))


def _terisi(bagian: Iterable[Any]) -> list[str]:
    return [str(b) for b in bagian if b]


def _jalan(skp: Skp) -> Jalan | None:
    if skp.instans_id is None:
        return None
    return jalan(skp.instans_id, judul=_("Jalannya %(nomor)s", nomor=skp.nomor))
