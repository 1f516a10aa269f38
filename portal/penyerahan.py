"""A task that a colleague does for its holder: which may be handed over, by whom, and to whom (rules/penyerahan.py).

The holder stays the holder: both names are kept with what is decided, and later steps of his lane come to him.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

import workflows
from portal import alur, waktu
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.katalog import PROSES_HUKUM
from portal.models import Jabatan, Opd, Pegawai, Penempatan, Pengguna, Rantai, Unit, Verifikatur
from portal.pengalihan import penanggung, skp_instans
from portal.rules import penyerahan as aturan
from portal.security import ADMIN_BKD, Actor, orang
from portal.wewenang import bukan_perkaranya

SEKALIGUS = 30
"""People shown at once; a word narrows them."""


@dataclass(frozen=True)
class Calon:
    """Somebody who may do the task."""

    pegawai_id: int
    nip: str
    nama: str
    jabatan: str
    unit: str


def halangan(tugas: workflows.Task) -> str | None:
    """Why nobody hands this task over, and what to do instead; None where its holder may."""
    if tugas.kind != "user":
        return _("Tugas sistem tidak diserahkan kepada seseorang.")
    if tugas.lane == "pegawai":
        return _("Ini tugas pegawai sendiri; tidak seorang pun dapat mengerjakannya untuk dia.")
    if penanggung(tugas).startswith("peran:") or tugas.process not in PROSES_HUKUM:
        return None
    if tugas.lane != "pejabat_penilai":
        return _(
            "Putusan ini tidak dapat diserahkan. Bila pejabatnya berhalangan, Admin BKD mencatat Plt atau Plh di Data "
            "induk (UU 30/2014 Pasal 13)."
        )
    if tugas.step not in aturan.LANGKAH_PENILAI:
        return _(
            "Penilaian tahunan ditandatangani pejabat penilainya sendiri. Bila ia berhalangan, Admin BKD mencatat Plt "
            "atau Plh di Data induk."
        )
    return None


def periksa(actor: Actor, tugas: workflows.Task) -> None:
    """The actor may hand it over: its holder, somebody of its queue, or Admin BKD. TidakDitemukan; BukanHak for who has
    it from another or stands in; Bentrok for what nobody hands over."""
    pemegang = penanggung(tugas)
    if tugas.owner == actor.id and tugas.delegated_by is not None:
        pesan = _("Tugas ini diserahkan kepada Anda; serahkan kembali bila Anda tidak dapat mengerjakannya.")
        raise BukanHak(pesan, kode="tidak_diserahkan_lagi")
    if pemegang != actor.id and not (pemegang.startswith("peran:") and pemegang in actor.parties):
        if actor.punya("Admin BKD"):
            bukan_perkaranya(actor, workflows.instance(db.session, tugas.instance_id))
        elif pemegang in actor.parties and tugas.lane != "pegawai":
            pesan = _("Plt dan Plh tidak menyerahkan lebih lanjut yang mereka wakili (UU 30/2014 Pasal 13).")
            raise BukanHak(pesan, kode="tidak_diserahkan_lagi")
        else:
            raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    if alasan := halangan(tugas):
        raise Bentrok(alasan, kode="tidak_dapat_diserahkan")


def calon(actor: Actor, tugas: workflows.Task, *, cari: str = "", nip: str | None = None) -> tuple[Calon, ...]:
    """Who but the actor may do it, by name, SEKALIGUS and one more at most; with `nip` that one alone. Five statements
    at most."""
    pernyataan = _siapa(tugas)
    if pernyataan is None:
        return ()
    pernyataan = pernyataan.where(Pegawai.id != actor.pegawai_id)
    if nip is not None:
        pernyataan = pernyataan.where(Pegawai.nip == nip)
    for kata in cari.replace("\0", "").split()[:5]:
        cocok = Pegawai.nama.icontains(kata, autoescape=True)
        pernyataan = pernyataan.where(or_(cocok, Pegawai.nip.startswith(kata, autoescape=True)))
    baris = db.session.execute(pernyataan.order_by(Pegawai.nama, Pegawai.id).limit(SEKALIGUS + 1))
    return tuple({b[0]: Calon(*b) for b in baris}.values())


def penerima(actor: Actor, tugas: workflows.Task, nip: str) -> Calon:
    """The one with that NIP; TidakSah (`kepada`) for anybody who may not do it."""
    ada = calon(actor, tugas, nip=nip[:18]) if nip else ()
    if not ada:
        pesan = _("Pilih seorang dari daftar.") if not nip else _("Orang ini tidak dapat mengerjakan tugas ini.")
        raise TidakSah(Temuan("kepada", None, pesan))
    return ada[0]


def serahkan(tugas: workflows.Task, ke: Calon, actor: Actor, alasan: str) -> workflows.Task:
    """Ask the engine; its refusals come as ours."""
    with alur.diterjemahkan():
        return workflows.delegate(
            db.session, tugas.id, to=orang(ke.pegawai_id), by=actor, reason=alasan, now=waktu.sekarang()
        )


def _siapa(tugas: workflows.Task) -> Any:
    pemegang = penanggung(tugas)
    if pemegang == ADMIN_BKD:
        return _orang(tugas, Pengguna.roles.any(name="Admin BKD"))
    if pemegang.startswith("peran:verifikatur:"):
        hari = waktu.hari_ini()
        dinas = select(Verifikatur.pegawai_id).join(Opd, Opd.id == Verifikatur.opd_id)
        dinas = dinas.where(Opd.kode == pemegang.rsplit(":", 1)[1], *_berlaku(Verifikatur, hari))
        return _orang(tugas, Pegawai.id.in_(dinas))
    if not pemegang.startswith("orang:"):
        return None
    tempat = _tempat(int(pemegang.removeprefix("orang:")))
    if tempat is None:
        return None
    opd_id, jenis = tempat
    se_opd = _orang(tugas, Unit.opd_id == opd_id)
    if tugas.process not in PROSES_HUKUM:
        return se_opd
    pemberi, hari = int(pemegang.removeprefix("orang:")), waktu.hari_ini()
    bawahan = select(Rantai.pegawai_id).where(Rantai.penilai_id == pemberi, *_berlaku(Rantai, hari))
    return se_opd.where(Jabatan.jenis.in_(aturan.boleh_menilai(jenis)), Pegawai.id.not_in(bawahan))


def _orang(tugas: workflows.Task, *syarat: Any) -> Any:
    """People in service today with an open account who have no part in the case."""
    lain = aliased(Penempatan)
    kini = select(lain.id).where(lain.pegawai_id == Pegawai.id, *_berlaku(lain, waktu.hari_ini()))
    terakhir = kini.order_by(lain.sejak.desc(), lain.id.desc()).limit(1).correlate(Pegawai).scalar_subquery()
    return (
        select(Pegawai.id, Pegawai.nip, Pegawai.nama, Jabatan.nama, Unit.nama)
        .join(Pengguna, Pengguna.pegawai_id == Pegawai.id)
        .join(Penempatan, Penempatan.id == terakhir)
        .join(Jabatan, Jabatan.id == Penempatan.jabatan_id)
        .join(Unit, Unit.id == Penempatan.unit_id)
        .where(Pegawai.aktif, Pengguna.active, Pegawai.id.not_in(_bukan(tugas)), *syarat)
    )


def _bukan(tugas: workflows.Task) -> list[int]:
    """The parties of the case, its holder, and who has it already."""
    instans = workflows.instance(db.session, tugas.instance_id)
    skp = skp_instans(tugas)
    pihak = _nomor([*instans.parties.values(), tugas.owner, penanggung(tugas)])
    if skp is not None:
        pihak |= {p for p in (skp.pegawai_id, skp.penilai_id, skp.atasan_banding_id) if p is not None}
    return sorted(pihak)


def _nomor(pihak: Iterable[str]) -> set[int]:
    return {int(p.removeprefix("orang:")) for p in pihak if p.startswith("orang:")}


def _tempat(pegawai_id: int) -> tuple[int, str] | None:
    """OPD and jenis jabatan of this person today."""
    baris = db.session.execute(
        select(Unit.opd_id, Jabatan.jenis)
        .join(Penempatan, Penempatan.unit_id == Unit.id)
        .join(Jabatan, Jabatan.id == Penempatan.jabatan_id)
        .where(Penempatan.pegawai_id == pegawai_id, *_berlaku(Penempatan, waktu.hari_ini()))
        .order_by(Penempatan.sejak.desc())
    ).first()
    return (baris[0], baris[1]) if baris else None


def _berlaku(tabel: Any, hari: Any) -> tuple[Any, ...]:
    return tabel.sejak <= hari, or_(tabel.sampai.is_(None), tabel.sampai >= hari)
