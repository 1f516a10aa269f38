"""The reports a person has asked for: his list, one with how far it is, and what may be asked for.

A report is seen by him alone, and only while he may still see what it is about: who has lost an OPD has lost its
reports too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale, lazy_gettext
from flask_babel import gettext as _
from sqlalchemy import or_, select

from portal import formats, waktu
from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Laporan, Unit
from portal.queries import cetakan, lingkup
from portal.queries.laporan import PilihanOpd, Saringan, opd_terbuka, pilih_opd
from portal.queries.laporan_isi import kunci_formulir
from portal.rules.periode import Periode
from portal.security import Actor

JENIS = {
    "f1": lazy_gettext("Formulir F-1 (target)"),
    "f2": lazy_gettext("Formulir F-2 (capaian)"),
    "f3": lazy_gettext("Formulir F-3 (buku catatan perilaku)"),
    "skp30": lazy_gettext("SKP dan penilaiannya, PP 30/2019 (Juli sampai Desember 2021)"),
    "skp6": lazy_gettext("SKP, PermenPANRB 6/2022 (sejak 2022)"),
    "f4": lazy_gettext("Formulir F-4 (penilaian prestasi kerja, 2014 sampai 2020)"),
    "dokumen30": lazy_gettext("Dokumen penilaian kinerja, PP 30/2019 (2021)"),
    "evaluasi6": lazy_gettext("Evaluasi kinerja setahun (sejak 2022)"),
    "evaluasi6b": lazy_gettext("Evaluasi kinerja sebulan (sejak 2022)"),
    "dokumen6": lazy_gettext("Dokumen evaluasi kinerja (sejak 2022)"),
    "ak6": lazy_gettext("Konversi predikat ke angka kredit (pejabat fungsional, sejak 2023)"),
    "rekap": lazy_gettext("Rekap keadaan realisasi"),
    "penilaian": lazy_gettext("Daftar hasil penilaian tahunan"),
}
PER_ORANG = tuple(f for f in cetakan.FORMULIR if f in JENIS)
SEMUA = "semua"
"""The unit of a report about all OPD."""
PALING_BANYAK = 30
"""Reports in the list."""


@dataclass(frozen=True)
class LaporanSaya:
    """One report. `status`: menunggu, berjalan, siap, gagal; `kata` says where it stands."""

    id: int
    jenis: str
    judul: str
    status: str
    selesai: int
    jumlah: int
    diminta_pada: datetime
    selesai_pada: datetime | None
    kedaluwarsa_pada: datetime | None
    ukuran: int | None
    galat: str | None

    @property
    def berjalan(self) -> bool:
        """It is waited for: the page looks again by itself."""
        return self.status in ("menunggu", "berjalan")

    @property
    def persen(self) -> int:
        """How far it is, in whole percent."""
        return 100 * self.selesai // self.jumlah if self.jumlah else 0


@dataclass(frozen=True)
class BerkasLaporan:
    """What a download needs."""

    nama: str
    berkas: str


@dataclass(frozen=True)
class Permintaan:
    """What is asked for: `argumen` as the job reads it (rows of JSON), `judul` in words."""

    jenis: str
    judul: str
    argumen: Mapping[str, Any]


def pilihan(actor: Actor, tahun: int) -> dict[str, Any]:
    """The kinds the actor may ask for of that year: forms of its law alone; logbooks are for who examines."""
    buku = lingkup.semua_buku(actor)
    return {k: nama for k, nama in JENIS.items() if (k != "f3" or buku) and semasa(k, tahun)}


def semasa(jenis: str, tahun: int) -> bool:
    """The year has such a form."""
    awal, akhir = cetakan.TAHUN.get(jenis, (0, 9999))
    return awal <= tahun <= akhir


def daftar(actor: Actor) -> tuple[LaporanSaya, ...]:
    """His newest reports that he may still see and that are still kept. Two statements at most."""
    if actor.pegawai_id is None:
        return ()
    baris = db.session.scalars(
        select(Laporan)
        .where(
            Laporan.diminta_oleh_id == actor.pegawai_id,
            or_(Laporan.kedaluwarsa_pada.is_(None), Laporan.kedaluwarsa_pada > waktu.sekarang()),
        )
        .order_by(Laporan.id.desc())
        .limit(PALING_BANYAK)
    ).all()
    kode = {o.kode for o in opd_terbuka(actor)} if baris else set()
    return tuple(_satu(b) for b in baris if _terbuka(b.argumen, kode, actor))


def satu(actor: Actor, laporan_id: int) -> LaporanSaya:
    """One of his own; TidakDitemukan."""
    return _satu(_milik(actor, laporan_id))


def berkas(actor: Actor, laporan_id: int) -> BerkasLaporan:
    """The file of one that is ready; TidakDitemukan where it is not, not his, or about what he may no longer see."""
    baris = _milik(actor, laporan_id)
    if baris.status != "siap" or not baris.berkas:
        raise TidakDitemukan(_("Laporan ini belum siap."))
    return BerkasLaporan(baris.nama_berkas or "laporan", baris.berkas)


def permintaan(actor: Actor, isian: Mapping[str, str]) -> Permintaan:
    """What a form asks for, checked. TidakSah names the field; TidakDitemukan for an OPD that is not the actor's."""
    jenis, saringan = isian.get("jenis", ""), Saringan.baca(isian)
    if jenis in JENIS and not semasa(jenis, saringan.tahun):
        pesan = _("Tidak ada untuk tahun %(tahun)s. Pilih formulir menurut aturan tahun itu.", tahun=saringan.tahun)
        raise TidakSah(Temuan("jenis", None, pesan))
    if jenis not in pilihan(actor, saringan.tahun):
        raise TidakSah(Temuan("jenis", None, _("Pilih jenis laporannya.")))
    semua = isian.get("unit") == SEMUA
    if semua and (jenis in PER_ORANG or not lingkup.semua_opd(actor)):
        raise TidakSah(Temuan("unit", None, _("Laporan ini dibuat untuk satu perangkat daerah.")))
    opd = None if semua else pilih_opd(opd_terbuka(actor), actor, saringan)
    sebulan = cetakan.FORMULIR.get(jenis) == cetakan.BULAN
    bulan = _bulan(isian.get("bulan_rekap", "")) if sebulan or jenis == "rekap" else None
    if sebulan and bulan is None:
        raise TidakSah(Temuan("bulan_rekap", None, _("Pilih bulannya.")))
    unit = _unit(opd, isian.get("unit", "")) if opd else None
    if (
        opd
        and jenis in PER_ORANG
        and not kunci_formulir(actor, jenis, opd.id, saringan.tahun, unit[0] if unit else None, bulan)
    ):
        raise TidakSah(Temuan("unit", None, _("Belum ada formulir %(tahun)s untuk laporan ini.", tahun=saringan.tahun)))
    argumen: dict[str, Any] = {
        "opd": opd.kode if opd else "", "unit": unit[0] if unit else None, "tahun": saringan.tahun, "bulan": bulan,
    }  # fmt: skip
    pdf = jenis in PER_ORANG and isian.get("bentuk") == "pdf"
    argumen |= {"bentuk": "pdf"} if pdf else {}
    with force_locale("id"):
        masa = formats.bulan(Periode(saringan.tahun, bulan).awal) if bulan else str(saringan.tahun)
        tempat = ", ".join(filter(None, (unit[1] if unit else "", opd.nama if opd else "Semua perangkat daerah")))
        return Permintaan(jenis, f"{JENIS[jenis]} {masa}, {tempat}{' (PDF)' if pdf else ''}", argumen)


def _bulan(isi: str) -> int | None:
    """A month of the year, None for the whole of it."""
    if not isi:
        return None
    if isi not in map(str, range(1, 13)):
        raise TidakSah(Temuan("bulan_rekap", None, _("Pilih bulannya, atau setahun.")))
    return int(isi)


def _unit(opd: PilihanOpd, isi: str) -> tuple[int, str] | None:
    if not isi:
        return None
    nomor = int(isi) if isi.isascii() and isi.isdigit() and len(isi) < 10 else 0
    baris = db.session.execute(select(Unit.id, Unit.nama).where(Unit.id == nomor, Unit.opd_id == opd.id)).first()
    if baris is None:
        raise TidakSah(Temuan("unit", None, _("Unit kerja ini tidak ada pada perangkat daerah itu.")))
    return baris.id, baris.nama


def _milik(actor: Actor, laporan_id: int) -> Laporan:
    baris = db.session.get(Laporan, laporan_id)
    if baris is None or actor.pegawai_id is None or baris.diminta_oleh_id != actor.pegawai_id:
        raise _tidak_ada()
    if baris.kedaluwarsa_pada is not None and baris.kedaluwarsa_pada <= waktu.sekarang():
        raise _tidak_ada()  # its time is over, whether or not the worker has swept it away yet
    if not _terbuka(baris.argumen, {o.kode for o in opd_terbuka(actor)}, actor):
        raise _tidak_ada()
    return baris


def _terbuka(argumen: Mapping[str, Any], kode: set[str], actor: Actor) -> bool:
    return argumen["opd"] in kode if argumen["opd"] else lingkup.semua_opd(actor)


def _satu(b: Laporan) -> LaporanSaya:
    return LaporanSaya(
        id=b.id, jenis=b.jenis, judul=b.judul, status=b.status, selesai=b.selesai, jumlah=b.jumlah,
        diminta_pada=b.diminta_pada, selesai_pada=b.selesai_pada, kedaluwarsa_pada=b.kedaluwarsa_pada, ukuran=b.ukuran,
        galat=b.galat,
    )  # fmt: skip


def _tidak_ada() -> TidakDitemukan:
    return TidakDitemukan(_("Laporan ini tidak ada lagi atau bukan untuk Anda."))
