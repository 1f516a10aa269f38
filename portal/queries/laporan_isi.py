"""What the worker reads to make a report, as the person who asked for it may see it at that moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select

from portal import waktu
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import HasilPenilaian, Jabatan, Keberatan, Laporan, Opd, Pegawai, Penilaian, Skp, Unit
from portal.queries import cetakan, formulir, formulir_bulan, formulir_tahunan, lingkup, rekap
from portal.queries.laporan import PilihanOpd, Saringan, opd_terbuka, pilih_opd
from portal.reports.isi import BarisPenilaian, Rekap
from portal.rules.penilaian_tahunan import RATING, STATUS
from portal.security import Actor, actor_of

POTONGAN = 50
"""SKP that are read at once."""
SAH = "sah"
KEPUTUSAN = {"tetap": "diputus: tetap", "ubah": "diputus: diubah"}


@dataclass(frozen=True)
class Tugas:
    """What is to be made, for whom."""

    jenis: str
    judul: str
    actor: Actor
    tahun: int
    bulan: int | None
    unit: int | None
    opd: tuple[PilihanOpd, ...]
    provinsi: bool
    bentuk: str = "xlsx"

    @property
    def tempat(self) -> str:
        """Whose report it is, in words."""
        return "Semua perangkat daerah" if self.provinsi else self.opd[0].nama


def tugas(laporan_id: int) -> Tugas:
    """TidakDitemukan where the report is gone, or the person may no longer see what it is about."""
    baris = db.session.get(Laporan, laporan_id)
    if baris is None:
        raise _tidak_boleh()
    actor, isi = actor_of(baris.diminta_oleh_id), baris.argumen
    provinsi = not isi["opd"]
    if provinsi and not lingkup.semua_opd(actor):
        raise _tidak_boleh()
    terbuka = opd_terbuka(actor)
    opd = terbuka if provinsi else (pilih_opd(terbuka, actor, Saringan(isi["tahun"], 1, isi["opd"])),)
    return Tugas(
        baris.jenis,
        baris.judul,
        actor,
        isi["tahun"],
        isi["bulan"],
        isi["unit"],
        opd,
        provinsi,
        isi.get("bentuk", "xlsx"),
    )


def ids(t: Tugas) -> list[int]:
    """The SKP, assessments or people whose forms are asked for; TidakDitemukan where there is none (any more)."""
    hasil = kunci_formulir(t.actor, t.jenis, t.opd[0].id, t.tahun, t.unit, t.bulan)
    selesai_membaca()
    if not hasil:
        raise TidakDitemukan(_("Tidak ada formulir %(tahun)s untuk laporan ini.", tahun=t.tahun))
    return hasil


def kunci_formulir(
    actor: Actor, jenis: str, opd_id: int, tahun: int, unit: int | None, bulan: int | None = None
) -> list[int]:
    """The ids of what a form of an OPD (or unit) is written from; `bulan` for forms of a month. One statement;
    TidakDitemukan for a logbook whose reader is none (queries/lingkup.buku_terlihat)."""
    if cetakan.FORMULIR.get(jenis) == cetakan.BULAN:
        return formulir_bulan.ids(opd_id, tahun, bulan or 12, unit)
    if jenis == "f3":
        if not lingkup.semua_buku(actor):
            raise _tidak_boleh()
        return formulir_tahunan.pemilik_buku([opd_id], tahun, unit)
    if jenis in cetakan.PROFIL:
        hanya_jft = "fungsional" if jenis == "ak6" else None
        return formulir_tahunan.ids(cetakan.PROFIL[jenis], [opd_id], tahun, unit, jabatan=hanya_jft)
    return formulir.ids(jenis, opd_id, tahun, unit)


def formulir_semua(t: Tugas, kunci: Sequence[int]) -> Iterator[Any]:
    """The forms, one after the other, read in pieces; nothing of an earlier piece stays in memory."""
    for awal in range(0, len(kunci), POTONGAN):
        potongan = _muat(t, kunci[awal : awal + POTONGAN])
        selesai_membaca()
        yield from potongan


def _muat(t: Tugas, kunci: Sequence[int]) -> Sequence[Any]:
    if t.jenis == "f3":
        return formulir_tahunan.buku(kunci, t.tahun)
    if t.jenis in cetakan.PROFIL:
        return formulir_tahunan.muat(kunci, dengan_skp=t.jenis in cetakan.BERSKP)
    if cetakan.FORMULIR[t.jenis] == cetakan.BULAN:
        return formulir_bulan.muat(kunci)
    return cetakan.muat_skp(t.jenis, kunci)


def rekap_semua(t: Tugas) -> Iterator[Rekap]:
    """The recap of each OPD; of one month where one was asked for."""
    for opd in t.opd:
        isi = rekap.rekap(t.actor, Saringan(t.tahun, t.bulan or 12, opd.kode))
        selesai_membaca()
        yield isi if t.bulan is None else rekap.sebulan(isi, t.bulan)


def jumlah_penilaian(t: Tugas) -> int:
    """How many assessments there are."""
    jumlah = db.session.scalar(
        select(func.count()).select_from(Penilaian).join(Skp, Skp.id == Penilaian.skp_id).where(*_syarat(t))
    )
    selesai_membaca()
    return jumlah or 0


def penilaian_semua(t: Tugas) -> Iterator[BarisPenilaian]:
    """The list of results by OPD, unit and name, read in pieces of 500."""
    potong, awal = 500, 0
    kolom = (
        Penilaian.id, Penilaian.nomor, Penilaian.status, Penilaian.profil, Penilaian.disahkan_pada, Pegawai.nip,
        Pegawai.nama, Pegawai.golongan, Jabatan.nama.label("jabatan"), Unit.nama.label("unit"), Opd.nama.label("opd"),
        Keberatan.id.label("keberatan_id"), Keberatan.keputusan,
    )  # fmt: skip
    pernyataan = (
        select(*kolom)
        .join(Skp, Skp.id == Penilaian.skp_id)
        .join(Pegawai, Pegawai.id == Penilaian.pegawai_id)
        .join(Jabatan, Jabatan.id == Skp.jabatan_id)
        .join(Unit, Unit.id == Skp.unit_id)
        .join(Opd, Opd.id == Skp.opd_id)
        .outerjoin(Keberatan, Keberatan.penilaian_id == Penilaian.id)
        .where(*_syarat(t))
        .order_by(Opd.nama, Unit.nama, Pegawai.nama, Penilaian.id)
    )
    while baris := db.session.execute(pernyataan.limit(potong).offset(awal)).all():
        hasil = _hasil([b.id for b in baris if b.status == SAH])
        isi = [_penilaian(b, hasil.get(b.id)) for b in baris]
        selesai_membaca()
        yield from isi
        awal += potong


def selesai_membaca() -> None:
    """Let go of the snapshot and of every row read: a report takes long, and others write meanwhile."""
    db.session.rollback()
    db.session.expunge_all()


def habis() -> list[int]:
    """Reports whose time is over."""
    return _daftar(Laporan.kedaluwarsa_pada <= waktu.sekarang())


def macet(sejak: Any) -> list[int]:
    """Reports that have been waited for since before `sejak`: whoever made them has stopped for good."""
    return _daftar(Laporan.status.in_(("menunggu", "berjalan")), Laporan.diminta_pada < sejak)


def berkas() -> frozenset[str]:
    """The files and folders that rows name."""
    hasil = frozenset(b for b in db.session.scalars(select(Laporan.berkas)) if b)
    db.session.rollback()
    return hasil


def _daftar(*syarat: ColumnElement[bool]) -> list[int]:
    hasil = list(db.session.scalars(select(Laporan.id).where(*syarat).order_by(Laporan.id)))
    db.session.rollback()
    return hasil


def _syarat(t: Tugas) -> list[ColumnElement[bool]]:
    syarat = [Penilaian.tahun == t.tahun, Skp.opd_id.in_([o.id for o in t.opd])]
    return syarat + ([Skp.unit_id == t.unit] if t.unit is not None else [])


def _hasil(penilaian: Sequence[int]) -> dict[int, HasilPenilaian]:
    """The result that stands: the atasan's where an objection changed it."""
    baris = db.session.scalars(
        select(HasilPenilaian).where(HasilPenilaian.penilaian_id.in_(penilaian)).order_by(HasilPenilaian.sisi)
    )
    return {b.penilaian_id: b for b in baris}  # "penilai" before "putusan": the later one stays


def _penilaian(b: Any, hasil: HasilPenilaian | None) -> BarisPenilaian:
    isi: Mapping[str, Any] = {}
    if hasil is not None:
        isi = {
            "capaian_skp": hasil.capaian_skp, "nilai_perilaku": hasil.nilai_perilaku, "nilai": hasil.nilai,
            "hasil_kerja": RATING.get(hasil.hasil_kerja or "", ""), "predikat": hasil.predikat,
            "rating_perilaku": RATING.get(hasil.rating_perilaku or "", ""), "disahkan": _hari(b.disahkan_pada),
            "ketentuan": hasil.jejak["parameter"],
        }  # fmt: skip
    keberatan = "" if b.keberatan_id is None else KEPUTUSAN.get(b.keputusan or "", "diajukan")
    return BarisPenilaian(
        nip=b.nip, nama=b.nama, pangkat=formulir.pangkat_cetak(b.golongan), jabatan=b.jabatan, unit=b.unit, opd=b.opd,
        nomor=b.nomor, keadaan=STATUS.get(b.status, b.status), profil=b.profil, keberatan=keberatan, **isi,
    )  # fmt: skip


def _hari(saat: Any) -> date | None:
    return saat.astimezone(waktu.WITA).date() if saat else None


def _tidak_boleh() -> TidakDitemukan:
    return TidakDitemukan(_("Anda tidak lagi berhak atas perangkat daerah laporan ini."))
