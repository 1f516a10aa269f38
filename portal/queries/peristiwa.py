"""The audit trail for auditor and Admin BKD: all events by person, kind, day and subject, the newest first.

It is paged by the last row seen, and each way of searching is an ordered walk along one index (models/sistem.py), so
that the ten-millionth event costs no more than the tenth.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, literal, select, tuple_, union

from portal.errors import BukanHak
from portal.extensions import db
from portal.models import Pegawai, Peristiwa
from portal.models.tipe import Waktu
from portal.queries import kata
from portal.queries.instans import SEMUA
from portal.queries.instans_layar import bilangan, tanggal
from portal.queries.perihal import TABEL, Perihal, perihal
from portal.queries.perihal_cari import tentang
from portal.queries.rincian import Rincian, baca
from portal.security import SISTEM, Actor, orang
from portal.waktu import WITA

SEHALAMAN = 50
TERBANYAK = 5_000
"""Rows of an export."""
SEPOTONG = 250
PALING_BANYAK_ORANG = 15
"""People of one name that are searched for."""
DATA_INDUK = "data_induk:diubah"


@dataclass(frozen=True)
class Saringan:
    """What the trail was asked for; its address is the filter that can be kept. `sebelum`: the last row seen."""

    siapa: str = ""
    tentang: str = ""
    jenis: str = ""
    dari: date | None = None
    sampai: date | None = None
    sebelum: int | None = None

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From the address; what makes no sense there counts as not said."""
        jenis = args.get("jenis", "")
        return cls(
            siapa=_rapi(args.get("siapa", "")), tentang=_rapi(args.get("tentang", "")),
            jenis=jenis if _jenis(jenis)[0] else "", dari=tanggal(args.get("dari", "")),
            sampai=tanggal(args.get("sampai", "")), sebelum=bilangan(args.get("sebelum", "")),
        )  # fmt: skip

    def alamat(self) -> dict[str, str]:
        """What narrows the list, as the parameters of its address."""
        isi = {"siapa": self.siapa, "tentang": self.tentang, "jenis": self.jenis, "dari": self.dari,
               "sampai": self.sampai}  # fmt: skip
        return {nama: str(nilai) for nama, nilai in isi.items() if nilai}


@dataclass(frozen=True)
class Baris:
    """One event. `oleh`: who; `untuk`: for whom he acted."""

    id: int
    pada: datetime
    jenis: str
    kata: str
    oleh: str
    untuk: str
    perihal: Perihal
    rincian: Rincian


@dataclass(frozen=True)
class Daftar:
    """One page; `berikut`: the row the next page begins before, None on the last. `jenis`: groups for the form."""

    saringan: Saringan
    baris: tuple[Baris, ...]
    berikut: int | None
    jenis: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    terbanyak: int


def daftar(actor: Actor, saringan: Saringan) -> Daftar:
    """A page of events. Some thirty statements at most, however many there are; BukanHak for other roles."""
    ids = _cari(actor, saringan, SEHALAMAN + 1)
    return Daftar(
        saringan, tuple(_baris(ids[:SEHALAMAN])), ids[SEHALAMAN - 1] if len(ids) > SEHALAMAN else None, kelompok(),
        TERBANYAK,
    )  # fmt: skip


def semua(actor: Actor, saringan: Saringan) -> Iterator[Baris]:
    """The rows of the whole list, TERBANYAK at most."""
    mulai = saringan.sebelum
    for _potong in range(0, TERBANYAK, SEPOTONG):
        ids = _cari(actor, replace(saringan, sebelum=mulai), SEPOTONG)
        yield from _baris(ids)
        if len(ids) < SEPOTONG:
            return
        mulai = ids[-1]


def kelompok() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The kinds to choose from, grouped by what they are about; master data by its tables."""
    hasil: dict[str, list[tuple[str, str]]] = {}
    for jenis in sorted(kata.PERISTIWA):
        pokok = jenis.split(":")[0]
        hasil.setdefault(_kelompok(pokok), []).append((jenis.value, kata.peristiwa(jenis)))
    induk = [(f"{DATA_INDUK}/{t}", str(TABEL[t])) for t in _induk()]
    hasil[_kelompok("data_induk")] += sorted(induk, key=lambda i: i[1])
    return tuple((k, tuple(v)) for k, v in sorted(hasil.items()))


def _kelompok(pokok: str) -> str:
    lain = {"akun": _("Akun dan peran"), "sandi": _("Akun dan peran"), "peran": _("Akun dan peran"),
            "data_induk": _("Data induk"), "proses": _("Diagram"), "draf_proses": _("Diagram"),
            "kasus": _("Pemeriksaan"), "peristiwa": _("Pemeriksaan"), "daftar": _("Pemeriksaan"),
            "saringan": _("Pemeriksaan"), "laporan": _("Laporan"), "banding": _("Realisasi bulanan"),
            "bulan": _("Realisasi bulanan"), "realisasi": _("Realisasi bulanan"), "bukti": _("Realisasi bulanan"),
            "rekap": _("Realisasi bulanan"), "penilaian": _("Penilaian tahunan"), "keberatan": _("Penilaian tahunan"),
            "lampiran": _("Penilaian tahunan"), "catatan_perilaku": _("Penilaian tahunan"), "skp": _("SKP"),
            "revisi": _("SKP"), "tugas_tambahan": _("SKP")}  # fmt: skip
    return lain.get(pokok, _("Tugas dan alur"))


def _induk() -> tuple[str, ...]:
    return ("opd", "unit", "jabatan", "gelombang", "hari_libur", "pegawai", "penempatan", "rantai", "pengganti",
            "verifikatur", "parameter")  # fmt: skip


def _jenis(teks: str) -> tuple[str | None, str | None]:
    """(kind, table of master data) of the address's word."""
    jenis, _garis, tabel = teks.partition("/")
    if jenis not in {e.value for e in kata.PERISTIWA}:
        return None, None
    return (jenis, tabel or None) if not tabel or (jenis == DATA_INDUK and tabel in _induk()) else (None, None)


def _cari(actor: Actor, s: Saringan, banyak: int) -> list[int]:
    """Ids of the events, the newest first: each branch an ordered walk, then the newest of them all."""
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang membaca jejak audit."))
    syarat = _syarat(s)
    cabang = _cabang(s)
    if cabang is None or syarat is None:
        return []
    potong = [
        select(Peristiwa.id, Peristiwa.pada)
        .where(*satu, *syarat)
        .order_by(Peristiwa.pada.desc(), Peristiwa.id.desc())
        .limit(banyak)
        .subquery()
        for satu in cabang
    ]
    gabung = union(*(select(p.c.id, p.c.pada) for p in potong)).subquery()
    urut = select(gabung.c.id).order_by(gabung.c.pada.desc(), gabung.c.id.desc()).limit(banyak)
    return list(db.session.scalars(urut))


def _syarat(s: Saringan) -> list[ColumnElement[bool]] | None:
    """What every branch obeys; None where the row to begin before is not there."""
    syarat: list[ColumnElement[bool]] = []
    if s.dari:
        syarat.append(Peristiwa.pada >= _awal(s.dari))
    if s.sampai:
        syarat.append(Peristiwa.pada < _awal(s.sampai + timedelta(days=1)))
    if s.sebelum is not None:
        pada = db.session.scalar(select(Peristiwa.pada).where(Peristiwa.id == s.sebelum))
        if pada is None:
            return None
        batas = tuple_(literal(pada, Waktu()), literal(s.sebelum))
        syarat.append(tuple_(Peristiwa.pada, Peristiwa.id) < batas)
    return syarat


def _cabang(s: Saringan) -> list[list[ColumnElement[bool]]] | None:
    """Ways to the events, of which each needs one index; None where nobody and nothing is called so."""
    jenis, tabel = _jenis(s.jenis)
    syarat: list[ColumnElement[bool]] = [Peristiwa.jenis == jenis] if jenis else []
    if tabel:
        syarat.append(Peristiwa.subjek == tabel)
    siapa = _siapa(s.siapa) if s.siapa else None
    if siapa == []:
        return None
    if s.tentang:
        perkara = tentang(s.tentang)
        oleh = [Peristiwa.aktor.in_(siapa) | Peristiwa.atas_nama.in_(siapa)] if siapa else []
        return [[satu, *syarat, *oleh] for satu in perkara] or None
    if siapa == [SISTEM.id] and jenis:  # the system does most of all: its kind is the shorter way
        return [[*syarat, func.coalesce(Peristiwa.aktor, "") == SISTEM.id]]
    if siapa:
        return [[kolom == p, *syarat] for p in siapa for kolom in (Peristiwa.aktor, Peristiwa.atas_nama)]
    return [syarat]


def _siapa(teks: str) -> list[str]:
    """Parties by NIP, by name, or the system itself."""
    if teks.casefold() == "sistem":
        return [SISTEM.id]
    rapat = teks.replace(" ", "")
    bernama = func.lower(Pegawai.nama).contains(teks.lower(), autoescape=True)
    pernyataan = select(Pegawai.id).where(Pegawai.nip == rapat if rapat.isdecimal() else bernama)
    urut = pernyataan.order_by(Pegawai.nama, Pegawai.id).limit(PALING_BANYAK_ORANG)
    return [orang(i) for i in db.session.scalars(urut)]


def _baris(ids: Sequence[int]) -> Iterator[Baris]:
    """Rows of these events in their order."""
    if not ids:
        return
    per_id = {b.id: b for b in db.session.scalars(select(Peristiwa).where(Peristiwa.id.in_(ids)))}
    semua = [per_id[i] for i in ids]
    rincian, sebutan = baca(semua)
    for b, r, p in zip(semua, rincian, perihal(semua), strict=True):
        yield Baris(
            b.id, b.pada, b.jenis, kata.peristiwa(b.jenis), sebutan.pihak.get(b.aktor, b.aktor),
            sebutan.pihak.get(b.atas_nama or "", "") if b.atas_nama != b.aktor else "", p, r.tanpa(p.nomor),
        )  # fmt: skip


def _awal(hari: date) -> datetime:
    return datetime.combine(hari, time(), WITA)


def _rapi(teks: str) -> str:
    return " ".join(teks.replace("\0", "").split())[:100]
