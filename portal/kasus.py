"""What somebody opens when he looks into another's case: the document or instance, and whose case of which year it is.

A case is one person's year: the SKP of that year, its months and revisions, the assessment, and the logbook. A process
without a person (low-code) is a case of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal.alur import diterjemahkan
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import HukumanDisiplin, Pegawai, Penilaian, Realisasi, RevisiSkp, Skp


@dataclass(frozen=True)
class Kasus:
    """`jenis` and `kunci` are the words of its address. `skp_id`: None for the logbook, a punishment and a low-code
    process. `tahunan`: the assessment, the logbook or a punishment, in which a verifikatur has no part."""

    jenis: str
    kunci: str
    nomor: str
    judul: str
    instans_id: str | None
    skp_id: int | None
    pegawai_id: int | None
    tahun: int | None
    tahunan: bool = False


def kasus(jenis: str, kunci: str) -> Kasus:
    """The case; TidakDitemukan where there is none of that name. One statement, for an instance three at most."""
    cari = CARI.get(jenis)
    satu = cari(kunci[:64]) if cari else None
    if satu is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    return satu


def _dokumen(jenis: str, tabel: Any) -> Callable[[str], Kasus | None]:
    def cari(kunci: str) -> Kasus | None:
        return _satu(jenis, kunci, tabel, tabel.id == int(kunci)) if kunci.isdecimal() and len(kunci) < 10 else None

    return cari


def _instans(kunci: str) -> Kasus | None:
    with diterjemahkan():
        instans = workflows.instance(db.session, kunci)
    tabel = TABEL_PROSES.get(instans.process)
    if tabel is not None and (milik := _satu("instans", kunci, tabel, tabel.instans_id == kunci)):
        return milik
    return Kasus("instans", kunci, instans.business_key, instans.title, kunci, None, None, None)


def _satu(jenis: str, kunci: str, tabel: Any, syarat: Any) -> Kasus | None:
    pernyataan = select(tabel.nomor, tabel.instans_id, Skp.id, Skp.pegawai_id, Skp.tahun, Pegawai.nama)
    if tabel is not Skp:
        pernyataan = pernyataan.join(Skp, Skp.id == tabel.skp_id)
    baris = db.session.execute(pernyataan.join(Pegawai, Pegawai.id == Skp.pegawai_id).where(syarat)).first()
    if baris is None:
        return None
    nomor, instans_id, skp_id, pegawai_id, tahun, nama = baris
    return Kasus(
        jenis, kunci, nomor, f"{nama}, {tahun}", instans_id, skp_id, pegawai_id, tahun, tahunan=tabel is Penilaian
    )  # fmt: skip


def _catatan_perilaku(kunci: str) -> Kasus | None:
    """`kunci` is "17-2026": the person, and the year of the logbook."""
    siapa, _garis, tahun = kunci.partition("-")
    if not (siapa.isdecimal() and len(siapa) < 10 and tahun.isdecimal() and len(tahun) == 4):
        return None
    nama = db.session.scalar(select(Pegawai.nama).where(Pegawai.id == int(siapa)))
    if nama is None:
        return None
    judul = _("Buku catatan perilaku %(tahun)s", tahun=tahun)
    return Kasus("catatan-perilaku", kunci, judul, f"{nama}, {tahun}", None, None, int(siapa), int(tahun), True)


def _hukuman(kunci: str) -> Kasus | None:
    """The record of a hukuman disiplin: of its person, and of the year of the decision."""
    if not (kunci.isdecimal() and len(kunci) < 10):
        return None
    h = HukumanDisiplin
    baris = db.session.execute(
        select(h.pegawai_id, h.sk_tanggal, Pegawai.nama)
        .join(Pegawai, Pegawai.id == h.pegawai_id)
        .where(h.id == int(kunci), h.pangkal_id.is_(None))
    ).first()
    if baris is None:
        return None
    tahun = baris.sk_tanggal.year
    judul = _("Hukuman disiplin %(tahun)s", tahun=tahun)
    return Kasus("hukuman", kunci, judul, f"{baris.nama}, {tahun}", None, None, baris.pegawai_id, tahun, True)


TABEL_PROSES: dict[str, Any] = {
    "skp_tahunan": Skp, "revisi_skp": RevisiSkp, "realisasi_bulanan": Realisasi, "penilaian_tahunan": Penilaian,
}  # fmt: skip
"""The document an instance of a process carries."""
CARI: dict[str, Callable[[str], Kasus | None]] = {
    "skp": _dokumen("skp", Skp), "realisasi": _dokumen("realisasi", Realisasi),
    "revisi": _dokumen("revisi", RevisiSkp),
    "penilaian": _dokumen("penilaian", Penilaian), "catatan-perilaku": _catatan_perilaku, "instans": _instans,
    "hukuman": _hukuman,
}  # fmt: skip
