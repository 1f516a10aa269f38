"""One official form for one reader: whose it is, whether it is his to see, and what it is written from."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Penilaian, Skp
from portal.queries import formulir, formulir_tahunan, lingkup
from portal.rules.penilaian_tahunan import PAN6, PP46
from portal.security import Actor

SKP, PENILAIAN, BUKU = "skp", "penilaian", "catatan-perilaku"
FORMULIR = {"f1": SKP, "f2": SKP, "f3": BUKU, "f4": PENILAIAN, "dokumen6": PENILAIAN}
"""Form -> what it is a form of; also the first word of its address."""
PROFIL = {"f4": PP46, "dokumen6": PAN6}
"""Form of a year's assessment -> the rules of the years that have it."""
NAMA = {"f1": "F-1", "f2": "F-2", "f3": "F-3", "f4": "F-4", "dokumen6": "Dokumen-Evaluasi"}
"""Form -> how its file is called."""


@dataclass(frozen=True)
class Cetakan:
    """A form with its contents (reports/isi.py, reports/isi_tahunan.py). `kunci`: the id of what it is a form of;
    `skp_id`: the SKP it belongs to; `milik_sendiri`: it is about the reader himself; `pihak`: he is one of
    its three parties, who hold its original."""

    form: str
    kunci: int
    tahun: int
    nama: str
    skp_id: int
    milik_sendiri: bool
    pihak: bool
    isi: Any


def ambil(actor: Actor, form: str, kunci: int, tahun: int = 0) -> Cetakan:
    """The form `form` of SKP, assessment or person `kunci`; `tahun`: of the logbook. TidakDitemukan where it is not
    there or not the reader's to see. A bounded number of statements."""
    if FORMULIR[form] == SKP:
        skp = lingkup.skp(actor, kunci)
        muat = formulir.muat_f1 if form == "f1" else formulir.muat_f2
        return _cetakan(form, kunci, skp, actor, muat([kunci])[0])
    if FORMULIR[form] == BUKU:
        return _cetakan(form, kunci, _buku(actor, kunci, tahun), actor, formulir_tahunan.buku([kunci], tahun)[0])
    p = db.session.scalar(select(Penilaian).where(Penilaian.id == kunci, lingkup.penilaian_terlihat(actor)))
    if p is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    if p.profil != PROFIL[form]:
        raise TidakDitemukan(_("Formulir ini bukan untuk aturan penilaian tahun %(tahun)s.", tahun=p.tahun))
    return _cetakan(form, kunci, p.skp, actor, formulir_tahunan.muat([kunci])[0])


def pilihan(profil: str) -> tuple[tuple[str, str], ...]:
    """(form, name) of the forms of an assessment under `profil`."""
    return tuple((f, NAMA[f]) for f, p in PROFIL.items() if p == profil)


def _buku(actor: Actor, pegawai_id: int, tahun: int) -> Skp:
    skp: Skp | None = db.session.scalars(
        select(Skp)
        .where(Skp.pegawai_id == pegawai_id, Skp.tahun == tahun, Skp.status != "dibatalkan")
        .where(lingkup.buku_terlihat(actor))
        .order_by(Skp.mulai.desc(), Skp.id.desc())
        .limit(1)
    ).first()
    if skp is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    return skp


def _cetakan(form: str, kunci: int, skp: Skp, actor: Actor, isi: Any) -> Cetakan:
    nama = f"{NAMA[form]}_{skp.tahun}_{isi.pegawai.nip}".rstrip("_")
    pihak = select(Skp.id).where(Skp.id == skp.id, lingkup.tiga_pihak(actor))
    return Cetakan(
        form,
        kunci,
        skp.tahun,
        nama,
        skp.id,
        skp.pegawai_id == actor.pegawai_id,
        db.session.scalar(pihak) is not None,
        isi,
    )
