"""TPP as it is kept: of one month for who reads that month, and of an OPD and month for who prepares the payment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, func, select

from portal.bahan_tpp import SELESAI, ada_tarif, berlaku, sidik
from portal.extensions import db
from portal.models import Jabatan, Pegawai, Realisasi, Skp, TppBulan, Unit
from portal.queries.halaman import banyak_halaman
from portal.queries.jejak_nilai import KelompokNilai, baca
from portal.queries.laporan import PilihanOpd, Saringan, opd_terbuka, pilih_opd
from portal.rules import tpp as aturan
from portal.rules.eksak import GalatMasukan
from portal.rules.periode import Periode
from portal.security import Actor

UKURAN = 100
"""People on one page."""


@dataclass(frozen=True)
class Versi:
    """One kept computation."""

    versi: int
    dibayar: int
    sebab: str
    pada: datetime
    sidik: str


@dataclass(frozen=True)
class Tpp:
    """What a verified month is paid, as kept; `belum`: why nothing is kept. `riwayat`: all versions, the newest first;
    `utuh`: every kept row still has the digest it was kept with."""

    dibayar: int | None
    produktivitas: int | None
    disiplin: int | None
    jejak: tuple[KelompokNilai, ...]
    mentah: Mapping[str, Any] | None
    belum: str | None = None
    riwayat: tuple[Versi, ...] = ()
    utuh: bool = True


@dataclass(frozen=True)
class Baris:
    """One person of the list; the numbers are None where nothing is kept."""

    realisasi_id: int
    nip: str
    nama: str
    jabatan: str
    kelas: int | None
    unit: str
    nilai: Decimal | None
    tarif: int | None
    potongan: Decimal | None
    produktivitas: int | None
    disiplin: int | None
    dibayar: int | None
    versi: int | None
    sidik: str | None
    masukan: Mapping[str, Any] | None = None

    @property
    def hukuman(self) -> int:
        """Percent of the base that a hukuman disiplin takes; 0 where none does."""
        return max((h["persen"] for h in (self.masukan or {}).get("hukuman", ())), default=0)


@dataclass(frozen=True)
class Halaman:
    """/tpp/. `terverifikasi`: months that could be paid, `tersimpan`: those that are kept; `dibayar`: their sum."""

    saringan: Saringan
    opd: PilihanOpd
    semua_opd: tuple[PilihanOpd, ...]
    baris: tuple[Baris, ...]
    nomor: int
    terverifikasi: int
    tersimpan: int
    dibayar: int
    bertarif: bool

    @property
    def jumlah_halaman(self) -> int:
        """Pages."""
        return banyak_halaman(self.terverifikasi, UKURAN)


def sebulan(r: Realisasi) -> Tpp | None:
    """Of a month that is verified; None where it is not, or no rupiah per class are in force. One statement."""
    if r.status != SELESAI or r.nilai is None:
        return None
    kept = db.session.scalars(
        select(TppBulan).where(TppBulan.realisasi_id == r.id).order_by(TppBulan.versi.desc())
    ).all()
    if not kept:
        return _belum(r)
    satu = kept[0]
    return Tpp(
        satu.dibayar, satu.produktivitas, satu.disiplin, baca(satu.jejak), satu.jejak,
        riwayat=tuple(Versi(k.versi, k.dibayar, k.sebab, k.dihitung_pada, k.sidik) for k in kept),
        utuh=_utuh(list(reversed(kept))),
    )  # fmt: skip


def _utuh(kept: list[TppBulan]) -> bool:
    berantai = all(b.sidik_sebelum == a.sidik for a, b in zip(kept, kept[1:], strict=False))
    return berantai and all(sidik(satu) == satu.sidik for satu in kept)


def _belum(r: Realisasi) -> Tpp | None:
    try:
        aturan.tarif_kelas(r.skp.jabatan.kelas, pada=Periode(r.tahun, r.bulan).awal)
    except LookupError:
        return None
    except GalatMasukan as galat:
        return Tpp(None, None, None, (), None, galat.pesan)
    return Tpp(None, None, None, (), None, _("Belum disimpan. Admin BKD menyimpannya dari halaman TPP."))


def halaman(actor: Actor, saringan: Saringan, nomor: int = 1) -> Halaman:
    """One page of the verified months of an OPD, by name. Three statements. TidakDitemukan for an OPD not his."""
    terbuka = opd_terbuka(actor)
    opd = pilih_opd(terbuka, actor, saringan)
    banyak, tersimpan, dibayar = db.session.execute(
        _dari(
            select(func.count(Realisasi.id), func.count(TppBulan.id), func.coalesce(func.sum(TppBulan.dibayar), 0)),
            opd.id, saringan,
        )
    ).one()  # fmt: skip
    nomor = min(max(1, nomor), banyak_halaman(banyak, UKURAN))
    isi = _baris(opd.id, saringan).limit(UKURAN).offset((nomor - 1) * UKURAN)
    return Halaman(
        saringan, opd, terbuka, tuple(Baris(*b) for b in db.session.execute(isi)), nomor, banyak, tersimpan,
        int(dibayar), ada_tarif(Periode(saringan.tahun, saringan.bulan)),
    )  # fmt: skip


def semua(opd_id: int, saringan: Saringan) -> Iterator[Baris]:
    """Everybody of the list, for the workbook. One statement; `opd_id` from `halaman`, which has asked whose it is."""
    return (Baris(*b) for b in db.session.execute(_baris(opd_id, saringan)).all())


def _baris(opd_id: int, saringan: Saringan) -> Any:
    kolom = (
        Realisasi.id, Pegawai.nip, Pegawai.nama, Jabatan.nama, Jabatan.kelas, Unit.nama, Realisasi.nilai,
        TppBulan.tarif, TppBulan.potongan, TppBulan.produktivitas, TppBulan.disiplin, TppBulan.dibayar,
        TppBulan.versi, TppBulan.sidik, TppBulan.masukan,
    )  # fmt: skip
    return (
        _dari(select(*kolom), opd_id, saringan)
        .join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .join(Jabatan, Jabatan.id == Skp.jabatan_id)
        .join(Unit, Unit.id == Skp.unit_id)
        .order_by(Pegawai.nama, Pegawai.nip, Realisasi.id)
    )


def _dari(pernyataan: Any, opd_id: int, saringan: Saringan) -> Any:
    """The verified months of the OPD in that month, each with the row that counts."""
    return (
        pernyataan.select_from(Realisasi)
        .join(Skp, Skp.id == Realisasi.skp_id)
        .outerjoin(TppBulan, and_(TppBulan.realisasi_id == Realisasi.id, berlaku(TppBulan)))
        .where(
            Skp.opd_id == opd_id,
            Realisasi.tahun == saringan.tahun,
            Realisasi.bulan == saringan.bulan,
            Realisasi.status == SELESAI,
        )
    )
