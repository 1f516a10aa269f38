"""Runs over many instances: what the worker does next, and how far a run is for who looks at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from portal.errors import BukanHak, TidakDitemukan
from portal.extensions import db
from portal.models import ButirOperasi, Operasi, Pegawai
from portal.queries.halaman import banyak_halaman
from portal.queries.instans import SEMUA
from portal.security import Actor

SEHALAMAN = 25
SEPOTONG = 1000
HASIL = ("menunggu", "berhasil", "ditolak", "dilewati")
HASIL_KATA = {
    "menunggu": _l("Menunggu giliran"), "berhasil": _l("Berhasil"), "ditolak": _l("Ditolak"),
    "dilewati": _l("Dilewati"),
}  # fmt: skip
"""What became of an instance, in words."""
JENIS = {
    "ulangi_kendala": _l("Ulangi kendala"), "tangguhkan": _l("Tangguhkan"), "lanjutkan": _l("Lanjutkan"),
    "ulangi": _l("Ulangi langkah yang gagal"), "batalkan": _l("Batalkan"), "migrasi": _l("Pindahkan versi"),
    "kembalikan": _l("Kembalikan versi"), "uji_migrasi": _l("Uji pindah versi"),
}  # fmt: skip
"""Kinds of runs in words."""


@dataclass(frozen=True)
class Giliran:
    """What the worker does next of a run: (place, key) of some that wait."""

    id: int
    jenis: str
    argumen: Mapping[str, Any]
    alasan: str
    diminta_oleh_id: int
    butir: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Ringkas:
    """One run; `hasil`: how many by what became of them."""

    id: int
    jenis: str
    nama: str
    alasan: str
    argumen: Mapping[str, Any]
    oleh: str
    pada: datetime
    status: str
    selesai_pada: datetime | None
    jumlah: int
    hasil: Mapping[str, int]

    @property
    def selesai(self) -> int:
        """How many have had their turn."""
        return self.jumlah - self.hasil["menunggu"]

    @property
    def persen(self) -> int:
        """0 to 100, 100 only when all are done."""
        return self.selesai * 100 // self.jumlah if self.jumlah else 100

    @property
    def berjalan(self) -> bool:
        """Not over yet."""
        return self.status == "berjalan"


@dataclass(frozen=True)
class Butir:
    """One instance of a run. `kunci`: its id, or an incident's; `url`: where it is looked at."""

    kunci: str

    nama: str
    hasil: str
    pesan: str | None
    pada: datetime | None
    url: str | None


@dataclass(frozen=True)
class Halaman:
    """A run and one page of its instances, those of `pilih` only where it is set."""

    satu: Ringkas
    butir: tuple[Butir, ...]
    pilih: str
    halaman: int
    jumlah: int

    @property
    def jumlah_halaman(self) -> int:
        """At least 1."""
        return banyak_halaman(self.jumlah, SEHALAMAN)


def berhasil(actor: Actor, operasi_id: int) -> list[tuple[str, str]]:
    """(key, name) of what a finished migration run has done: what reverting the whole run means. TidakDitemukan."""
    satu = ringkas(actor, operasi_id)
    if satu.jenis != "migrasi" or satu.berjalan:
        raise TidakDitemukan(_("Operasi ini tidak ada."))
    milik = (ButirOperasi.operasi_id == operasi_id, ButirOperasi.hasil == "berhasil")
    baris = db.session.execute(
        select(ButirOperasi.kunci, ButirOperasi.nama).where(*milik).order_by(ButirOperasi.urutan)
    )
    return [(kunci, nama) for kunci, nama in baris]


def semua_butir(satu: Ringkas) -> Iterator[Butir]:
    """Every instance of the run in its order, for a file; one statement for every SEPOTONG."""
    for mulai in range(0, satu.jumlah, SEPOTONG):
        ruas = (ButirOperasi.urutan > mulai, ButirOperasi.urutan <= mulai + SEPOTONG)
        pernyataan = select(*_BUTIR).where(ButirOperasi.operasi_id == satu.id, *ruas)
        yield from (_butir(satu, b) for b in db.session.execute(pernyataan.order_by(ButirOperasi.urutan)))


def berikut(operasi_id: int, banyak: int) -> Giliran | None:
    """The next that wait; None where the run is over or nothing waits. Two statements; leaves no transaction open."""
    satu = db.session.get(Operasi, operasi_id)
    if satu is None or satu.status != "berjalan":
        db.session.rollback()
        return None
    butir = db.session.execute(
        select(ButirOperasi.urutan, ButirOperasi.kunci)
        .where(ButirOperasi.operasi_id == operasi_id, ButirOperasi.hasil == "menunggu")
        .order_by(ButirOperasi.urutan)
        .limit(banyak)
    ).all()
    hasil = Giliran(
        satu.id, satu.jenis, satu.argumen.get("tindakan", {}), satu.alasan, satu.diminta_oleh_id,
        tuple((urutan, kunci) for urutan, kunci in butir),
    )  # fmt: skip
    db.session.rollback()
    return hasil if hasil.butir else None


def daftar(actor: Actor, halaman: int) -> tuple[tuple[Ringkas, ...], bool]:
    """A page of runs, the newest first, and whether there are more. Three statements."""
    _boleh(actor)
    baris = db.session.execute(
        _SATU.order_by(Operasi.diminta_pada.desc(), Operasi.id.desc())
        .limit(SEHALAMAN + 1)
        .offset((halaman - 1) * SEHALAMAN)
    ).all()
    semua = baris[:SEHALAMAN]
    hasil = _hasil([o.id for o, _nama in semua])
    return tuple(_ringkas(o, nama, hasil.get(o.id, {})) for o, nama in semua), len(baris) > SEHALAMAN


def ringkas(actor: Actor, operasi_id: int) -> Ringkas:
    """One run. TidakDitemukan; BukanHak for who neither operates nor examines. Two statements."""
    _boleh(actor)
    baris = db.session.execute(_SATU.where(Operasi.id == operasi_id)).first()
    if baris is None:
        raise TidakDitemukan(_("Operasi ini tidak ada."))
    return _ringkas(baris[0], baris[1], _hasil([operasi_id]).get(operasi_id, {}))


def halaman(actor: Actor, operasi_id: int, *, pilih: str, nomor: int) -> Halaman:
    """One run with a page of its instances in their order, by index. Three statements."""
    satu = ringkas(actor, operasi_id)
    pilih = pilih if pilih in HASIL else ""
    syarat = [ButirOperasi.operasi_id == operasi_id] + ([ButirOperasi.hasil == pilih] if pilih else [])
    baris = db.session.execute(
        select(*_BUTIR).where(*syarat).order_by(ButirOperasi.urutan).limit(SEHALAMAN).offset((nomor - 1) * SEHALAMAN)
    )
    jumlah = satu.hasil[pilih] if pilih else satu.jumlah
    return Halaman(satu, tuple(_butir(satu, b) for b in baris), pilih, nomor, jumlah)


_BUTIR = (ButirOperasi.kunci, ButirOperasi.nama, ButirOperasi.hasil, ButirOperasi.pesan, ButirOperasi.pada)
_SATU = select(Operasi, Pegawai.nama).join(Pegawai, Pegawai.id == Operasi.diminta_oleh_id)


def _hasil(ids: list[int]) -> dict[int, dict[str, int]]:
    hasil: dict[int, dict[str, int]] = {}
    pernyataan = select(ButirOperasi.operasi_id, ButirOperasi.hasil, func.count())
    pernyataan = pernyataan.where(ButirOperasi.operasi_id.in_(ids)).group_by(
        ButirOperasi.operasi_id, ButirOperasi.hasil
    )
    for nomor, kata, jumlah in db.session.execute(pernyataan) if ids else ():
        hasil.setdefault(nomor, {})[kata] = jumlah
    return hasil


def _ringkas(o: Operasi, oleh: str, hasil: Mapping[str, int]) -> Ringkas:
    return Ringkas(
        id=o.id, jenis=o.jenis, nama=str(JENIS.get(o.jenis, o.jenis)), alasan=o.alasan, argumen=o.argumen, oleh=oleh,
        pada=o.diminta_pada, status=o.status, selesai_pada=o.selesai_pada, jumlah=o.jumlah,
        hasil=dict.fromkeys(HASIL, 0) | dict(hasil),
    )  # fmt: skip


def _butir(satu: Ringkas, b: Any) -> Butir:
    alamat = f"/kendala/{b.kunci}" if satu.jenis == "ulangi_kendala" else f"/instans/{b.kunci}"
    lagi = None if satu.jenis == "ulangi_kendala" and b.hasil == "berhasil" else alamat
    return Butir(b.kunci, b.nama, b.hasil, b.pesan, b.pada, lagi)


def _boleh(actor: Actor) -> None:
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang melihat operasi pada proses."))
