"""The pages of yearly assessments: the list of one's own and of one's people, and the document with its trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, or_, select

import workflows
from portal import formats, waktu
from portal.alur import nama_pihak
from portal.audit import Event
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import HasilPenilaian, Pegawai, Penilaian, Peristiwa, Skp
from portal.queries import cetakan
from portal.queries.bahan_tahunan import Bahan, bahan
from portal.queries.jalan import Jalan, jalan
from portal.queries.lingkup import buku_terlihat, penilaian_pihak, penilaian_terlihat
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.penilaian_tahunan import Tahunan, muat, susun
from portal.queries.tugas import pribadi_orang_lain
from portal.security import Actor

UKURAN = 25
MAKS = 300
KATA = {
    Event.PENILAIAN_DIBUKA: _l("Penilaian tahun ini dibuka"),
    Event.PENILAIAN_DISERAHKAN: _l("Dinilai dan diserahkan kepada pegawai"),
    Event.PENILAIAN_DITERIMA: _l("Pegawai menyatakan menerima"),
    Event.PENILAIAN_SERAH_TERIMA_DICATAT: _l("Serah terima di kertas dicatat"),
    Event.PENILAIAN_DITANDATANGANI: _l("Ditandatangani pegawai"), Event.PENILAIAN_DISAHKAN: _l("Disahkan atasan"),
    Event.KEBERATAN_DIAJUKAN: _l("Keberatan diajukan"), Event.KEBERATAN_DITANGGAPI: _l("Keberatan ditanggapi"),
    Event.KEBERATAN_DIPUTUSKAN: _l("Keberatan diputuskan"), Event.LAMPIRAN_DIUNGGAH: _l("Berkas diunggah"),
    Event.LAMPIRAN_DIHAPUS: _l("Berkas dihapus"),
}  # fmt: skip
"""What a reader of the document is told; drafts, reading and snoozing are not part of it."""


@dataclass(frozen=True)
class Kejadian:
    """One line of the trail (macro garis_waktu)."""

    nama: str
    oleh: str
    pada: datetime
    keterangan: str
    keadaan: str = "selesai"


@dataclass(frozen=True)
class HalamanPenilaian:
    """`pihak`: the actor takes part, so he may open the files. `buku`: he may read the logbook. `tugas_id`: what he can
    do here now. `formulir`: (form, name) of the official forms of this year."""

    tahunan: Tahunan
    bahan: Bahan
    jalan: Jalan | None
    kejadian: tuple[Kejadian, ...]
    pihak: bool
    buku: bool
    milik_saya: bool
    tugas_id: str | None
    formulir: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ringkas:
    """One assessment of a list. `nilai`: the number that counts (PP46); `menunggu`: the open step."""

    id: int
    nomor: str
    tahun: int
    nama: str
    nip: str
    status: str
    predikat: str | None
    nilai: Decimal | None
    batas_tanggapan: datetime | None
    menunggu: Menunggu | None


@dataclass(frozen=True)
class Daftar:
    """`milik`: the actor's own years. `orang`: a page of his people in `tahun`; `keadaan`: (state, how many)."""

    milik: tuple[Ringkas, ...]
    orang: tuple[Ringkas, ...]
    tahun: int
    semua_tahun: tuple[int, ...]
    keadaan: tuple[tuple[str, int], ...]
    saring: str
    halaman: int

    @property
    def jumlah(self) -> int:
        """How many people the filter leaves."""
        return sum(n for k, n in self.keadaan if self.saring in ("", k))

    @property
    def semua(self) -> int:
        """How many people there are in that year."""
        return sum(n for _k, n in self.keadaan)

    @property
    def jumlah_halaman(self) -> int:
        """How many pages that makes."""
        return -(-self.jumlah // UKURAN)


def daftar(actor: Actor, args: Mapping[str, str]) -> Daftar:
    """One's own assessments and those of one's people. At most eight statements, however many there are."""
    wakil = sorted(actor.diwakili)
    bawahan = or_(Skp.penilai_id.in_(wakil), Skp.atasan_banding_id.in_(wakil))
    syarat: list[ColumnElement[bool]] = [bawahan, Penilaian.pegawai_id != actor.pegawai_id]
    hitung = db.session.execute(
        select(Penilaian.tahun, Penilaian.status, func.count())
        .join(Skp, Skp.id == Penilaian.skp_id)
        .where(*syarat)
        .group_by(Penilaian.tahun, Penilaian.status)
        .order_by(Penilaian.tahun.desc(), Penilaian.status)
    ).all()
    semua_tahun = tuple(dict.fromkeys(b[0] for b in hitung))
    teks, saring = args.get("tahun", ""), args.get("saring", "")
    tahun = int(teks) if teks.isdecimal() and int(teks[:9]) in semua_tahun else _bawaan(semua_tahun)
    keadaan = tuple((b[1], b[2]) for b in hitung if b[0] == tahun)
    saring = saring if saring in dict(keadaan) else ""
    halaman = _nomor(args.get("halaman", "1"), sum(n for k, n in keadaan if saring in ("", k)))
    syarat += [Penilaian.tahun == tahun] + ([Penilaian.status == saring] if saring else [])
    return Daftar(
        milik=_ringkas([Penilaian.pegawai_id == actor.pegawai_id], 1), orang=_ringkas(syarat, halaman), tahun=tahun,
        semua_tahun=semua_tahun, keadaan=keadaan, saring=saring, halaman=halaman,
    )  # fmt: skip


def halaman(actor: Actor, penilaian_id: int) -> HalamanPenilaian:
    """The document for a reader; TidakDitemukan for whom it does not concern. Some thirty statements at most."""
    p = muat(Penilaian.id == penilaian_id, penilaian_terlihat(actor))
    if p is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    tahunan = susun(p)
    ada = select(Skp.id).where(Skp.id == p.skp_id, buku_terlihat(actor))
    pihak = select(Penilaian.id).where(Penilaian.id == p.id, penilaian_pihak(actor))
    judul = _("Alur penilaian %(tahun)s, %(nama)s", tahun=p.tahun, nama=p.skp.pegawai.nama)
    return HalamanPenilaian(
        tahunan=tahunan, bahan=bahan(p.pegawai_id, p.tahun),
        jalan=jalan(p.instans_id, judul=judul) if p.instans_id else None, kejadian=_kejadian(p),
        pihak=db.session.scalar(pihak) is not None, buku=db.session.scalar(ada) is not None,
        milik_saya=p.pegawai_id == actor.pegawai_id, tugas_id=_tugas(actor, p.instans_id),
        formulir=cetakan.pilihan(p.profil, p.tahun, p.skp.jabatan.jenis),
    )  # fmt: skip


def _ringkas(syarat: list[ColumnElement[bool]], halaman: int) -> tuple[Ringkas, ...]:
    """A page of the assessments these conditions name. Four statements."""
    baris = db.session.execute(
        select(Penilaian, Pegawai.nama, Pegawai.nip)
        .join(Skp, Skp.id == Penilaian.skp_id)
        .join(Pegawai, Pegawai.id == Penilaian.pegawai_id)
        .where(*syarat)
        .order_by(Penilaian.tahun.desc(), Pegawai.nama, Penilaian.id)
        .limit(UKURAN)
        .offset((halaman - 1) * UKURAN)
    ).all()
    if not baris:
        return ()
    hasil: dict[int, tuple[str, Decimal | None]] = {}
    for h in db.session.execute(
        select(HasilPenilaian.penilaian_id, HasilPenilaian.predikat, HasilPenilaian.nilai)
        .where(HasilPenilaian.penilaian_id.in_([p.id for p, *_lain in baris]))
        .order_by(HasilPenilaian.sisi)  # "penilai" first, so that "putusan" wins
    ):
        hasil[h[0]] = (h[1], h[2])
    kini: dict[str, Menunggu] = {}
    for satu in terbuka([p.instans_id for p, *_lain in baris if p.instans_id]):
        kini.setdefault(satu.instans_id, satu)
    return tuple(
        Ringkas(
            id=p.id, nomor=p.nomor, tahun=p.tahun, nama=nama, nip=nip if nip.isdigit() else "", status=p.status,
            predikat=hasil.get(p.id, (None, None))[0], nilai=hasil.get(p.id, (None, None))[1],
            batas_tanggapan=p.batas_tanggapan, menunggu=kini.get(p.instans_id or ""),
        )
        for p, nama, nip in baris
    )  # fmt: skip


def _bawaan(semua: tuple[int, ...]) -> int:
    return semua[0] if semua else waktu.hari_ini().year - 1


def _nomor(teks: str, jumlah: int) -> int:
    nomor = int(teks) if teks.isdecimal() and 1 <= len(teks) <= 4 else 1
    return max(1, min(nomor, -(-jumlah // UKURAN)))


def _tugas(actor: Actor, instans_id: str | None) -> str | None:
    if instans_id is None:
        return None
    buka = workflows.tasks(db.session, parties=actor.parties, instance=instans_id, limit=5)
    return next((t.id for t in buka if not pribadi_orang_lain(actor, t) and t.claimed_by in (None, actor.id)), None)


def _kejadian(p: Penilaian) -> tuple[Kejadian, ...]:
    """The events of the case in words, oldest first. Two statements."""
    if p.instans_id is None:
        return ()
    baris = db.session.scalars(
        select(Peristiwa)
        .where(Peristiwa.instans_id == p.instans_id, Peristiwa.jenis.in_([e.value for e in KATA]))
        .order_by(Peristiwa.id)
        .limit(MAKS)
    ).all()
    nama = nama_pihak([s for b in baris for s in (b.aktor, b.atas_nama)])
    return tuple(_satu(b, nama) for b in baris)


def _satu(b: Peristiwa, nama: Mapping[str, str]) -> Kejadian:
    rincian: Mapping[str, Any] = b.rincian or {}
    oleh = nama.get(b.aktor, b.aktor)
    if b.atas_nama:
        oleh = _("%(oleh)s untuk %(siapa)s", oleh=oleh, siapa=nama.get(b.atas_nama, ""))
    teks = str(rincian.get("nama") or rincian.get("catatan") or rincian.get("alasan") or "").strip()
    return Kejadian(_kata(b, rincian), oleh, b.pada, f"“{teks[:400]}”" if teks else "")


def _kata(b: Peristiwa, rincian: Mapping[str, Any]) -> str:
    """What happened, in words: silence and the outcome of a decision are named."""
    diam = b.aktor == "sistem"
    if b.jenis == Event.PENILAIAN_DITANDATANGANI and diam:
        return _("Batas waktu lewat: pegawai tidak menandatangani dan tidak mengajukan keberatan")
    if b.jenis == Event.KEBERATAN_DITANGGAPI and diam:
        return _("Batas waktu lewat: keberatan naik tanpa tanggapan pejabat penilai")
    if b.jenis == Event.KEBERATAN_DIPUTUSKAN:
        tetap = rincian.get("keputusan") == "tetap"
        return _("Keberatan diputuskan: hasil tetap") if tetap else _("Keberatan diputuskan: hasil diubah")
    if b.jenis == Event.PENILAIAN_DISERAHKAN and (hasil := rincian.get("hasil")):
        angka = f"{formats.angka(str(hasil['nilai']))}, " if hasil.get("nilai") else ""
        return _("Dinilai dan diserahkan kepada pegawai: %(hasil)s", hasil=f"{angka}{hasil.get('predikat')}")
    return str(KATA[Event(b.jenis)])
