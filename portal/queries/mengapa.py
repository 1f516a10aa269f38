"""Why a number of the law is what it is: its kept trace with profile, parameter sets and every step, for one reader.

Nothing is computed again here: what is shown is what was kept with it, the TPP of a verified month included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

import workflows
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import HasilPenilaian, Penilaian, Realisasi, Skp
from portal.queries.jejak_nilai import KelompokNilai, baca
from portal.queries.lingkup import penilaian_terlihat, realisasi_terlihat
from portal.queries.tpp import Tpp, sebulan
from portal.queries.umpan_balik import Umpan, capaian_tercatat, tertulis
from portal.rules.ketentuan_daftar import DAFTAR, TETAP
from portal.rules.periode import Periode
from portal.rules.predikat import LANGKAH
from portal.security import Actor


@dataclass(frozen=True)
class Ketentuan:
    """A parameter set a trace names: `id` as kept, `nama` in words, since when; `nomor` where BKD decided it."""

    id: str
    tabel: str
    nama: str
    sejak: date | None
    nomor: int | None


@dataclass(frozen=True)
class Mengapa:
    """One result with its reasons. `sisi`: whose, where a year has two; `predikat_dari`: what made the word of a month,
    (process, version). `umpan_balik`, `penjelasan_pola`, `capaian` (predicate of the organisation, its document): of a
    year under PermenPANRB 6/2022."""

    apa: str
    nomor: str
    nama: str
    nip: str
    jabatan: str
    unit: str
    sisi: str
    nilai: Decimal | None
    predikat: str | None
    predikat_dari: tuple[str, int] | None
    profil: str
    ketentuan: tuple[Ketentuan, ...]
    pada: datetime | None
    oleh: str | None
    jejak: tuple[KelompokNilai, ...]
    mentah: Mapping[str, Any]
    tpp: Tpp | None = None
    umpan_balik: tuple[Umpan, ...] = ()
    penjelasan_pola: str = ""
    capaian: tuple[str, str] | None = None


def bulan(actor: Actor, realisasi_id: int) -> Mengapa:
    """A month the actor may read; TidakDitemukan, also where it has no score yet. Three statements."""
    r = db.session.scalar(
        select(Realisasi).where(Realisasi.id == realisasi_id, realisasi_terlihat(actor)).options(
            joinedload(Realisasi.skp).options(joinedload(Skp.pegawai), joinedload(Skp.jabatan), joinedload(Skp.unit))
        )
    )  # fmt: skip
    if r is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    if r.jejak is None:
        raise TidakDitemukan(_("Bulan ini belum dihitung."))
    return Mengapa(
        str(Periode(r.tahun, r.bulan)), r.nomor, r.skp.pegawai.nama, r.skp.pegawai.nip, r.skp.jabatan.nama,
        r.skp.unit.nama, "", r.nilai, r.predikat, _versi(r), r.profil or r.jejak["profil"],
        ketentuan(r.jejak), r.dihitung_pada, None, baca(r.jejak), r.jejak, sebulan(r),
    )  # fmt: skip


def tahun(actor: Actor, penilaian_id: int) -> tuple[Mengapa, ...]:
    """The sides of a year the actor may read, the appraiser's first; TidakDitemukan, also where there is none yet."""
    p = db.session.scalar(
        select(Penilaian).where(Penilaian.id == penilaian_id, penilaian_terlihat(actor)).options(
            joinedload(Penilaian.skp).options(joinedload(Skp.pegawai), joinedload(Skp.jabatan), joinedload(Skp.unit)),
            selectinload(Penilaian.hasil).joinedload(HasilPenilaian.oleh),
        )
    )  # fmt: skip
    if p is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    if not p.hasil:
        raise TidakDitemukan(_("Tahun ini belum dinilai."))
    s = p.skp
    return tuple(
        Mengapa(
            str(p.tahun), p.nomor, s.pegawai.nama, s.pegawai.nip, s.jabatan.nama, s.unit.nama, h.sisi, h.nilai,
            h.predikat, None, h.jejak["profil"], ketentuan(h.jejak), h.pada, h.oleh.nama, baca(h.jejak), h.jejak,
            None, tertulis(h.umpan_balik), h.penjelasan_pola or "", capaian_tercatat(h.capaian_id),
        )
        for h in sorted(p.hasil, key=lambda h: h.sisi)
    )  # fmt: skip


def ketentuan(jejak: Mapping[str, Any]) -> tuple[Ketentuan, ...]:
    """The parameter sets a kept trace names."""
    return tuple(_ketentuan(satu) for satu in jejak["parameter"].split())


def _ketentuan(tulisan: str) -> Ketentuan:
    tabel, _at, sisa = tulisan.partition("@")
    sejak, _pagar, nomor = sisa.partition("#")
    nama = DAFTAR[tabel].nama if tabel in DAFTAR else TETAP.get(tabel, tabel)
    try:
        mulai = date.fromisoformat(sejak)
    except ValueError:
        mulai = None
    return Ketentuan(tulisan, tabel, nama, mulai, int(nomor) if nomor.isdigit() else None)


def _versi(r: Realisasi) -> tuple[str, int] | None:
    """The process whose decision table named the predicate, and its version: as kept with the score. Where that is not
    kept yet, the version this month runs on; None where no table did."""
    for satu in r.jejak["langkah"] if r.jejak else ():
        if satu["nama"] == LANGKAH:
            isi = satu["nilai"]
            return (isi["diagram"], int(isi["versi diagram"])) if "diagram" in isi else None
    if r.instans_id is None:
        return None
    instans = workflows.instance(db.session, r.instans_id)
    return instans.process, instans.version
