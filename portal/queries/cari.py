"""Search by NIP, name or number, inside what the actor may see. Five statements at most."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from portal import waktu
from portal.extensions import db
from portal.models import Jabatan, Pegawai, Penempatan, Penilaian, Realisasi, Skp, Unit
from portal.queries.lingkup import pegawai_terlihat, penilaian_terlihat, realisasi_terlihat, skp_terlihat
from portal.queries.perkara import Perkara, perkara
from portal.security import Actor

PALING_SEDIKIT = 3
PALING_BANYAK = 20


@dataclass(frozen=True)
class Orang:
    """Someone found, where he works now, and his newest SKP the actor may read."""

    nama: str
    nip: str
    jabatan: str | None
    unit: str | None
    skp_id: int | None


@dataclass(frozen=True)
class Hasil:
    """`terlalu_pendek`: nothing was searched. `lebih`: there is more than is shown; a longer word helps."""

    kata: str
    orang: tuple[Orang, ...] = ()
    perkara: tuple[Perkara, ...] = ()
    terlalu_pendek: bool = False
    lebih: bool = False


def cari(actor: Actor, kata: str) -> Hasil:
    """People by name or NIP, SKP, months and yearly assessments by number."""
    kata = " ".join(kata.split())[:100]
    if len(kata) < PALING_SEDIKIT:
        return Hasil(kata, terlalu_pendek=bool(kata))
    orang, perkara_ = _orang(actor, kata), _perkara(actor, kata)
    lebih = len(orang) > PALING_BANYAK or len(perkara_) > PALING_BANYAK
    return Hasil(kata, tuple(orang[:PALING_BANYAK]), tuple(perkara_[:PALING_BANYAK]), lebih=lebih)


def _orang(actor: Actor, kata: str) -> list[Orang]:
    hari = waktu.hari_ini()
    terlihat = select(func.max(Skp.id)).where(Skp.pegawai_id == Pegawai.id, skp_terlihat(actor))
    terakhir = terlihat.correlate(Pegawai).scalar_subquery()
    rapat = kata.replace(" ", "")
    cocok = [func.lower(Pegawai.nama).contains(kata.lower(), autoescape=True)]
    if rapat.isdecimal():
        cocok.append(Pegawai.nip.startswith(rapat, autoescape=True))
    tempat = (
        (Penempatan.pegawai_id == Pegawai.id)
        & (Penempatan.sejak <= hari)
        & or_(Penempatan.sampai.is_(None), Penempatan.sampai >= hari)
    )
    baris = db.session.execute(
        select(Pegawai.nama, Pegawai.nip, Jabatan.nama, Unit.nama, terakhir)
        .outerjoin(Penempatan, tempat)
        .outerjoin(Jabatan, Jabatan.id == Penempatan.jabatan_id)
        .outerjoin(Unit, Unit.id == Penempatan.unit_id)
        .where(or_(*cocok), pegawai_terlihat(actor))
        .order_by(Pegawai.nama, Pegawai.id)
        .limit(PALING_BANYAK + 1)
    )
    return [Orang(*satu) for satu in baris]


def _perkara(actor: Actor, kata: str) -> list[Perkara]:
    """SKP, months and yearly assessments whose number holds the word, the newest first."""
    if not any(c.isdigit() for c in kata):
        return []
    skp = _bernomor(select(Skp.instans_id), Skp, kata).where(skp_terlihat(actor))
    bulan = _bernomor(select(Realisasi.instans_id), Realisasi, kata).where(realisasi_terlihat(actor))
    tahun = _bernomor(select(Penilaian.instans_id), Penilaian, kata).where(penilaian_terlihat(actor))
    ids = [i for p in (skp, bulan, tahun) for i in db.session.scalars(p)]
    kasus = perkara(ids)
    return [kasus[i] for i in ids if i in kasus]


def _bernomor(pernyataan: Select[Any], tabel: type[Skp] | type[Realisasi] | type[Penilaian], kata: str) -> Select[Any]:
    return (
        pernyataan.where(func.lower(tabel.nomor).contains(kata.lower(), autoescape=True), tabel.instans_id.is_not(None))
        .order_by(tabel.id.desc())
        .limit(PALING_BANYAK + 1)
    )
