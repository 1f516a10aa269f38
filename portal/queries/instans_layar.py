"""The list of instances for auditor and Admin BKD: searched by its address, a page at a time, or whole for a file."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, or_, select, union_all

import workflows
from portal import waktu
from portal.errors import BukanHak
from portal.extensions import db
from portal.katalog import PROSES_HUKUM
from portal.models import Opd, Pegawai, Penilaian, Realisasi, RevisiSkp, Skp
from portal.queries.halaman import banyak_halaman
from portal.queries.instans import SEMUA
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.perkara import Perkara, perkara
from portal.security import Actor
from portal.waktu import WITA

SEHALAMAN = 25
SEBUTAN = 20
"""How many of a choice are named before an operation on all of it."""
TERBANYAK = 5_000
"""What is counted, paged through and exported at most; beyond it the search must be narrowed."""
SEPOTONG = 500
KEADAAN = {"berjalan": "running", "lewat": None, "selesai": "done", "dibatalkan": "cancelled", "macet": "incident",
           "ditangguhkan": "suspended"}  # fmt: skip
"""Words of the address; `lewat` is running with a person's step overdue."""
ANAK: tuple[Any, ...] = (Realisasi, RevisiSkp, Penilaian)
"""Documents that belong to an SKP and have an instance of their own."""
TAMPIL = {"running": "berjalan", "done": "selesai", "cancelled": "dibatalkan", "incident": "macet",
          "suspended": "ditangguhkan"}  # fmt: skip
"""A status of the engine as a word of portal/tampilan.py."""


@dataclass(frozen=True)
class Saringan:
    """What the list was asked for; its address is the saved filter."""

    q: str = ""
    proses: str = ""
    keadaan: str = ""
    opd: int | None = None
    dari: date | None = None
    sampai: date | None = None
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From the address; what makes no sense there counts as not said."""
        halaman = bilangan(args.get("halaman", "")) or 1
        return cls(
            q=" ".join(args.get("q", "").replace("\0", "").split())[:100],
            proses=args.get("proses", "").replace("\0", "")[:64],
            keadaan=args["keadaan"] if args.get("keadaan") in KEADAAN else "",
            opd=bilangan(args.get("opd", "")),
            dari=tanggal(args.get("dari", "")),
            sampai=tanggal(args.get("sampai", "")),
            halaman=max(1, min(halaman, TERBANYAK // SEHALAMAN)),
        )

    @property
    def kosong(self) -> bool:
        """Nothing narrows the list."""
        return not self.alamat()

    def alamat(self) -> dict[str, str]:
        """What narrows the list, as the parameters of its address: what is kept under a name, and told of an export."""
        isi = {"q": self.q, "proses": self.proses, "keadaan": self.keadaan, "opd": self.opd, "dari": self.dari,
               "sampai": self.sampai}  # fmt: skip
        return {nama: str(nilai) for nama, nilai in isi.items() if nilai not in ("", None)}


@dataclass(frozen=True)
class Baris:
    """One instance. `perkara`: None for a low-code process. `kini`: its open steps, the first due first."""

    id: str
    nomor: str
    judul: str
    proses: str
    keadaan: str
    mulai: datetime
    selesai: datetime | None
    perkara: Perkara | None
    opd: str
    kini: tuple[Menunggu, ...]


@dataclass(frozen=True)
class Daftar:
    """One page. `lebih`: there are more than TERBANYAK, and `jumlah` says TERBANYAK. `proses`, `opd`: for the form."""

    saringan: Saringan
    baris: tuple[Baris, ...]
    jumlah: int
    lebih: bool
    proses: tuple[tuple[str, str], ...]
    opd: tuple[tuple[int, str], ...]

    @property
    def jumlah_halaman(self) -> int:
        """At least 1."""
        return banyak_halaman(self.jumlah, SEHALAMAN)


def daftar(actor: Actor, saringan: Saringan) -> Daftar:
    """A page of instances, the newest first. Eight statements, however many there are; BukanHak for other roles."""
    nama = workflows.process_names(db.session)
    cari = _cari(actor, saringan, nama)
    jumlah = workflows.count_found(db.session, cari, most=TERBANYAK + 1)
    mulai = (saringan.halaman - 1) * SEHALAMAN
    return Daftar(
        saringan, tuple(_baris(workflows.find(db.session, cari, limit=SEHALAMAN, offset=mulai), nama)),
        min(jumlah, TERBANYAK), jumlah > TERBANYAK, tuple((k, _(n)) for k, n in sorted(nama.items())),
        tuple((b.id, b.nama) for b in db.session.execute(select(Opd.id, Opd.nama).order_by(Opd.nama))),
    )  # fmt: skip


def terpilih(actor: Actor, saringan: Saringan) -> list[tuple[str, str]]:
    """(id, number) of everything the list shows by this filter, TERBANYAK at most. Two statements."""
    cari = _cari(actor, saringan, workflows.process_names(db.session))
    return workflows.numbers(db.session, cari, limit=TERBANYAK)


def bernomor(actor: Actor, ids: Collection[str]) -> list[tuple[str, str]]:
    """(id, number) of these instances, those that are there; the actor sees all of them or none (BukanHak)."""
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang mencari di antara semua perkara."))
    pilih = [i for i in dict.fromkeys(ids) if len(i) <= 32][:TERBANYAK]
    ada = {i.id: i.business_key for i in workflows.instances(db.session, ids=pilih, limit=len(pilih))} if pilih else {}
    return [(i, ada[i]) for i in pilih if i in ada]


def sebutan(pilihan: Sequence[tuple[str, str]]) -> list[str]:
    """The first SEBUTAN of them as people know them: "RB-2026-11-00126 (Realisasi November 2026, Desideria Ledokia)".
    One statement; `pilihan` from `bernomor` or `terpilih`, which have asked who wants to know."""
    awal = pilihan[:SEBUTAN]
    kasus = perkara([i for i, _nomor in awal])
    return [f"{nomor} ({kasus[i].judul}, {kasus[i].nama})" if i in kasus else nomor for i, nomor in awal]


def semua(actor: Actor, saringan: Saringan) -> Iterator[Baris]:
    """The rows of the whole list, TERBANYAK at most; five statements for every 500 of them."""
    nama = workflows.process_names(db.session)
    cari = _cari(actor, saringan, nama)
    for mulai in range(0, TERBANYAK, SEPOTONG):
        potong = workflows.find(db.session, cari, limit=SEPOTONG, offset=mulai)
        yield from _baris(potong, nama)
        if len(potong) < SEPOTONG:
            return


def _cari(actor: Actor, s: Saringan, proses: Collection[str]) -> workflows.Query:
    """Cases are found by their own narrow tables, the other processes by the engine's numbers."""
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang mencari di antara semua perkara."))
    return workflows.Query(
        process=s.proses or None, status=KEADAAN.get(s.keadaan), number=s.q or None,
        number_of=set(proses) - PROSES_HUKUM, of=_berkata(s.q) if s.q else None,
        only=_perkara_dari(Skp.opd_id == s.opd) if s.opd is not None else None,
        since=_awal(s.dari) if s.dari else None, before=_awal(s.sampai + timedelta(days=1)) if s.sampai else None,
        late_at=waktu.sekarang() if s.keadaan == "lewat" else None,
    )  # fmt: skip


def _berkata(q: str) -> Any:
    """Cases whose number or person's name holds the word, or whose NIP begins with it, typed with blanks or without."""
    cocok = [func.lower(Pegawai.nama).contains(q.lower(), autoescape=True)]
    if (rapat := q.replace(" ", "")).isdecimal():
        cocok.append(Pegawai.nip.startswith(rapat, autoescape=True))
    orang = Skp.pegawai_id.in_(select(Pegawai.id).where(or_(*cocok)))
    bernomor = (
        select(tabel.instans_id.label("id")).where(
            func.lower(tabel.nomor).contains(q.lower(), autoescape=True), tabel.instans_id.is_not(None)
        )
        for tabel in (Skp, *ANAK)
    )
    return select(union_all(_perkara_dari(orang), *bernomor).subquery().c.id)


def _perkara_dari(syarat: ColumnElement[bool]) -> Any:
    """Ids of the instances of these SKP and of all that belongs to them."""
    anak = (
        select(tabel.instans_id.label("id"))
        .join(Skp, Skp.id == tabel.skp_id)
        .where(syarat, tabel.instans_id.is_not(None))
        for tabel in ANAK
    )
    semua = union_all(select(Skp.instans_id.label("id")).where(syarat, Skp.instans_id.is_not(None)), *anak).subquery()
    return select(semua.c.id)


def _baris(instans: list[workflows.Instance], nama: Mapping[str, str]) -> Iterator[Baris]:
    """Rows of these instances in their order. Four statements."""
    ids = [i.id for i in instans]
    kasus, opd = perkara(ids), _opd(ids)
    kini: dict[str, list[Menunggu]] = {}
    for satu in terbuka([i.id for i in instans if i.ended_at is None], batas=len(ids) * 5):
        kini.setdefault(satu.instans_id, []).append(satu)
    for i in instans:
        yield Baris(
            id=i.id, nomor=i.business_key, judul=i.title, proses=_(nama.get(i.process, i.process)),
            keadaan=TAMPIL.get(i.status, i.status), mulai=i.started_at, selesai=i.ended_at, perkara=kasus.get(i.id),
            opd=opd.get(i.id, ""), kini=tuple(kini.get(i.id, ())),
        )  # fmt: skip


def _opd(ids: list[str]) -> dict[str, str]:
    """The OPD of the cases behind these instances. One statement."""
    if not ids:
        return {}
    anak = (
        select(tabel.instans_id, Opd.nama)
        .join(Skp, Skp.id == tabel.skp_id)
        .join(Opd, Opd.id == Skp.opd_id)
        .where(tabel.instans_id.in_(ids))
        for tabel in ANAK
    )
    semua = union_all(
        select(Skp.instans_id, Opd.nama).join(Opd, Opd.id == Skp.opd_id).where(Skp.instans_id.in_(ids)), *anak
    )
    return {baris[0]: baris[1] for baris in db.session.execute(semua)}


def _awal(hari: date) -> datetime:
    return datetime.combine(hari, time(), WITA)


def bilangan(teks: str) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 9 else None


def tanggal(teks: str) -> date | None:
    """A day of a year that a list can hold; 31 December 9999 has no day after it."""
    try:
        hari = date.fromisoformat(teks.strip())
    except ValueError:
        return None
    return hari if 2000 <= hari.year <= 2200 else None
