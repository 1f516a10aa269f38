"""The documents of a case: where each is read, how each has gone, and the files that belong to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal import formats
from portal.extensions import db
from portal.models import Bukti, Jabatan, Lampiran, Penilaian, Realisasi, RevisiSkp, Skp, SkpVersi
from portal.queries import cetakan
from portal.queries.perkara import Perkara


@dataclass(frozen=True)
class Satu:
    """One document: `url` where it is read (None: only on its way), `jalan` its instance; `ini`: the one shown."""

    label: str
    nomor: str
    status: str
    url: str | None
    jalan: str | None
    ini: bool


@dataclass(frozen=True)
class Berkas:
    """A file: its name, size, when it came, what it belongs to; `url`: None where only parties may open it."""

    nama: str
    ukuran: int
    pada: datetime
    milik: str
    url: str | None


@dataclass(frozen=True)
class Dokumen:
    """`satu`: the documents in the order of the year; `cetak`: [(label, address)] of versions and official forms."""

    satu: tuple[Satu, ...]
    cetak: tuple[tuple[str, str], ...]
    berkas: tuple[Berkas, ...]


def dokumen(kasus: Perkara | None, *, instans_id: str, bukti: bool, lampiran: bool) -> Dokumen:
    """All documents of the SKP that this case belongs to. Seven statements; `bukti`, `lampiran`: the reader may open
    these files."""
    if kasus is None:
        return Dokumen((), (), ())
    skp = _skp(kasus)
    bulan = db.session.execute(
        select(Realisasi.id, Realisasi.tahun, Realisasi.bulan, Realisasi.nomor, Realisasi.status, Realisasi.instans_id)
        .where(Realisasi.skp_id == skp.id)
        .order_by(Realisasi.bulan)
    ).all()
    penilaian = db.session.execute(
        select(
            Penilaian.id,
            Penilaian.tahun,
            Penilaian.nomor,
            Penilaian.status,
            Penilaian.instans_id,
            Penilaian.profil,
            Penilaian.dinilai_pada,
        ).where(Penilaian.pegawai_id == skp.pegawai_id, Penilaian.tahun == skp.tahun)
    ).all()
    revisi = db.session.execute(
        select(RevisiSkp.id, RevisiSkp.nomor, RevisiSkp.status, RevisiSkp.instans_id)
        .where(RevisiSkp.skp_id == skp.id)
        .order_by(RevisiSkp.id)
    ).all()
    satu = [_dok(_("SKP %(tahun)s", tahun=skp.tahun), skp, f"/skp/{skp.id}", instans_id)]
    satu += [_dok(_("Revisi SKP"), r, None, instans_id) for r in revisi]
    satu += [_dok(_periode(b.tahun, b.bulan), b, f"/realisasi/{b.id}", instans_id) for b in bulan]
    satu += [_dok(_("Penilaian %(tahun)s", tahun=p.tahun), p, f"/penilaian/{p.id}", instans_id) for p in penilaian]
    return Dokumen(
        tuple(satu),
        tuple(_cetak(skp)) + tuple(_cetak_tahunan(penilaian, skp.jenis)),
        tuple(_bukti(skp.id, bukti)) + tuple(_lampiran([p.id for p in penilaian], lampiran)),
    )


def _skp(kasus: Perkara) -> Any:
    kolom = (
        Skp.id, Skp.nomor, Skp.tahun, Skp.status, Skp.instans_id, Skp.pegawai_id, Skp.mulai, Skp.selesai, Jabatan.jenis,
    )  # fmt: skip
    tabel: Any = {"realisasi": Realisasi, "revisi": RevisiSkp, "penilaian": Penilaian}.get(kasus.jenis)
    if tabel is None:
        return db.session.execute(select(*kolom).join(Skp.jabatan).where(Skp.id == kasus.id)).one()
    return db.session.execute(
        select(*kolom).join(Skp.jabatan).join(tabel, tabel.skp_id == Skp.id).where(tabel.id == kasus.id)
    ).one()


def _dok(label: str, b: Any, url: str | None, instans_id: str) -> Satu:
    jalan = f"/instans/{b.instans_id}" if b.instans_id else None
    return Satu(label, b.nomor, b.status, url, jalan, b.instans_id == instans_id)


def _cetak(skp: Any) -> Iterator[tuple[str, str]]:
    versi = db.session.scalars(select(SkpVersi.versi).where(SkpVersi.skp_id == skp.id).order_by(SkpVersi.versi)).all()
    for n in versi:
        yield _("SKP versi %(n)s", n=n), f"/skp/{skp.id}/versi/{n}"
    if versi:
        for form, nama in cetakan.form_skp(skp.mulai, skp.selesai).items():
            yield f"{nama} (PDF)", f"/skp/{skp.id}/{form}.pdf"
            yield f"{nama} (XLSX)", f"/skp/{skp.id}/{form}.xlsx"


def _cetak_tahunan(penilaian: Sequence[Any], jabatan: str) -> Iterator[tuple[str, str]]:
    for p in penilaian:
        for form, nama in cetakan.pilihan(p.profil, p.tahun, jabatan) if p.dinilai_pada else ():
            yield f"{nama} (PDF)", f"/penilaian/{p.id}/{form}.pdf"
            yield f"{nama} (XLSX)", f"/penilaian/{p.id}/{form}.xlsx"


def _bukti(skp_id: int, buka: bool) -> Iterator[Berkas]:
    bukti = select(Bukti.id, Bukti.nama, Bukti.ukuran, Bukti.pada, Realisasi.tahun, Realisasi.bulan)
    bukti = bukti.join(Realisasi, Realisasi.id == Bukti.realisasi_id).where(Realisasi.skp_id == skp_id)
    for b in db.session.execute(bukti.order_by(Realisasi.bulan, Bukti.id)):
        yield Berkas(b.nama, b.ukuran, b.pada, _periode(b.tahun, b.bulan), f"/bukti/{b.id}" if buka else None)


def _lampiran(penilaian: list[int], buka: bool) -> Iterator[Berkas]:
    if penilaian:
        lampiran = select(Lampiran.id, Lampiran.nama, Lampiran.ukuran, Lampiran.pada)
        for b in db.session.execute(lampiran.where(Lampiran.penilaian_id.in_(penilaian)).order_by(Lampiran.id)):
            yield Berkas(b.nama, b.ukuran, b.pada, _("Penilaian"), f"/lampiran/{b.id}" if buka else None)


def _periode(tahun: int, bulan: int) -> str:
    return _("Realisasi %(periode)s", periode=formats.bulan(date(tahun, bulan, 1)))
