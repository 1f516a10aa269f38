"""Who is where in the month and the year, by OPD and by unit: counted in SQL, a handful of statements for any size.

Counted are the people who must report in the month looked at: in service, placed there on its last day (or today, if
that is earlier), enrolled by then. The three things one can look at have six states each, from nothing done to done,
and the fourth of them is always a disagreement, so that all are drawn alike (portal/grafik.py).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Date, Subquery, and_, case, func, literal, or_, select

import workflows
from portal import waktu
from portal.extensions import db
from portal.models import (
    Bukti,
    DrafTugas,
    Gelombang,
    Kegiatan,
    KegiatanBulan,
    Opd,
    Pegawai,
    Penempatan,
    Penilaian,
    Realisasi,
    Skp,
    Unit,
)
from portal.queries import laporan, lingkup
from portal.queries.laporan import PilihanOpd
from portal.rules import jendela
from portal.rules.jendela import StatusJendela
from portal.rules.periode import Periode
from portal.security import Actor

BELUM, SELESAI = "belum", "selesai"
TAMPIL = ("bulan", "skp", "penilaian")
URUT = ("tertinggal", "nama")
RUPA = ("k0", "k1", "k2", "k3", "k4", "k5")
"""How the six states are drawn, in the order of KEADAAN."""
KEADAAN: Mapping[str, Mapping[str, Any]] = {
    "bulan": {
        BELUM: _l("Belum mengisi"), "diisi": _l("Sedang diisi"), "diajukan": _l("Diajukan"),
        "sengketa": _l("Ditolak atau banding"), "dinilai": _l("Dinilai"), SELESAI: _l("Diverifikasi"),
    },
    "skp": {
        BELUM: _l("Belum ada SKP"), "disusun": _l("Disusun atau diperbaiki"), "diajukan": _l("Diajukan"),
        "sengketa": _l("Disengketakan"), "disetujui": _l("Disetujui penilai"), SELESAI: _l("Ditetapkan"),
    },
    "penilaian": {
        BELUM: _l("Belum dibuka"), "menunggu": _l("Menunggu nilai"), "diserahkan": _l("Diserahkan"),
        "sengketa": _l("Keberatan"), "pengesahan": _l("Menunggu pengesahan"), SELESAI: _l("Sah"),
    },
}  # fmt: skip
_BULAN = {
    "propose": "diajukan", "rejected_manager": "sengketa", "appeal": "sengketa", "evaluated": "dinilai",
    "rejected_bkd": "dinilai", "done": SELESAI,
}  # fmt: skip
_SKP = {
    "draf": "disusun", "dikembalikan": "disusun", "diajukan": "diajukan", "disengketakan": "sengketa",
    "disetujui": "disetujui", "ditetapkan": SELESAI, "ditutup": SELESAI,
}  # fmt: skip
_PENILAIAN = {
    "menunggu_nilai": "menunggu", "diserahkan": "diserahkan", "diterima": "diserahkan", "keberatan": "sengketa",
    "ditanggapi": "sengketa", "menunggu_pengesahan": "pengesahan", "sah": SELESAI,
}  # fmt: skip


@dataclass(frozen=True)
class Saringan:
    """What is looked at. `opd`: a code, "" for all that the actor may see; `unit`, `keadaan`: only of the list."""

    tahun: int
    bulan: int
    opd: str = ""
    tampil: str = "bulan"
    urut: str = "tertinggal"
    unit: int | None = None
    keadaan: str = ""
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there. The month is the last one that ended."""
        dasar = laporan.Saringan.baca(args)
        tampil, urut, halaman = args.get("tampil", ""), args.get("urut", ""), args.get("halaman", "1")
        tampil = tampil if tampil in TAMPIL else "bulan"
        keadaan = args.get("keadaan", "")
        nomor = int(halaman) if halaman.isascii() and halaman.isdigit() and len(halaman) <= 5 else 1
        return cls(
            dasar.tahun, dasar.bulan, dasar.opd, tampil, urut if urut in URUT else "tertinggal", dasar.unit,
            keadaan if keadaan in KEADAAN[tampil] else "", max(1, nomor),
        )  # fmt: skip

    @property
    def periode(self) -> Periode:
        """The month looked at."""
        return Periode(self.tahun, self.bulan)

    @property
    def hari(self) -> date:
        """The day on which people are counted where they are."""
        return min(self.periode.akhir, waktu.hari_ini())


@dataclass(frozen=True)
class Kelompok:
    """An OPD or a unit. `kode`: the OPD's code or the unit's id, as an address names it. `isi[tampil][state]` counts
    people; `sah[n-1]`: (verified, due) of month n, None where that month is not over yet."""

    kode: str
    nama: str
    isi: Mapping[str, Counter[str]]
    sah: tuple[tuple[int, int] | None, ...]

    @property
    def orang(self) -> int:
        """How many people must report."""
        return self.isi["bulan"].total()

    def bagian(self, tampil: str) -> tuple[tuple[str, str, str, int], ...]:
        """(key, word, shape, how many) of the six states, in their order."""
        kata = KEADAAN[tampil].items()
        return tuple((k, str(w), r, self.isi[tampil][k]) for (k, w), r in zip(kata, RUPA, strict=True))

    def lewat(self, tampil: str, *keadaan: str) -> int:
        """How many have these states behind them."""
        return self.orang - sum(self.isi[tampil][k] for k in keadaan)

    @property
    def corong(self) -> tuple[tuple[str, int], ...]:
        """From who must to who is done, for one month: (key, how many), never more than the one before."""
        skp, bulan = self.isi["skp"], self.isi["bulan"]
        return (
            ("wajib", self.orang), ("skp_diajukan", self.lewat("skp", BELUM, "disusun")),
            ("skp_ditetapkan", skp[SELESAI]), ("diajukan", self.lewat("bulan", BELUM, "diisi")),
            ("diverifikasi", bulan[SELESAI]),
        )  # fmt: skip


@dataclass(frozen=True)
class Halaman:
    """/perkembangan/. `opd` None: the rows are OPD, else its units. `batas`: when the month's window closes;
    `lewat`: how many have not sent it by then, None while it is open."""

    saringan: Saringan
    opd: PilihanOpd | None
    semua_opd: tuple[PilihanOpd, ...]
    jumlah: Kelompok
    kelompok: tuple[Kelompok, ...]
    batas: datetime
    lewat: int | None

    def berakhir(self, bulan: int) -> bool:
        """The month is over: without a share of verified in it, nobody had to report."""
        return _berakhir(self.saringan.tahun, bulan)


def halaman(actor: Actor, saringan: Saringan) -> Halaman:
    """The overview. Four statements. TidakDitemukan for an OPD that is not the actor's."""
    terbuka = laporan.opd_terbuka(actor)
    opd = pilih(terbuka, actor, saringan)
    isi = _isi(actor, saringan, opd)
    wajib, sah = _wajib(actor, saringan, opd), _sah(saringan, opd)
    lewat = [n for n in range(1, 13) if _berakhir(saringan.tahun, n)]
    semua = [
        Kelompok(kode, nama, hitung, tuple(_bagi(wajib, sah, kunci, n) if n in lewat else None for n in range(1, 13)))
        for kunci, (kode, nama, hitung) in isi.items()
    ]
    jumlah = _jumlah(semua)
    tutup = jendela.status(saringan.periode, waktu.sekarang()) is StatusJendela.TUTUP
    return Halaman(
        saringan, opd, terbuka, jumlah, tuple(sorted(semua, key=_urutan(saringan))),
        jendela.tutup(saringan.periode), sum(jumlah.isi["bulan"][k] for k in (BELUM, "diisi")) if tutup else None,
    )  # fmt: skip


def _berakhir(tahun: int, bulan: int) -> bool:
    return Periode(tahun, bulan).akhir < waktu.hari_ini()


def pilih(terbuka: tuple[PilihanOpd, ...], actor: Actor, s: Saringan) -> PilihanOpd | None:
    """The OPD asked for; None: all, where there are several to look at. TidakDitemukan for what is not the actor's."""
    if not s.opd and len(terbuka) > 1:
        return None
    return laporan.pilih_opd(terbuka, actor, laporan.Saringan(s.tahun, s.bulan, s.opd))


def orang(actor: Actor, s: Saringan, opd: PilihanOpd | None) -> Subquery:
    """SELECT of the people counted, with their place and their three states as words of KEADAAN; one row each."""
    akhir = s.periode.akhir
    terakhir = (
        select(Skp.pegawai_id, func.max(Skp.mulai).label("mulai"))
        .where(Skp.tahun == s.tahun, Skp.status != laporan.BATAL, Skp.mulai <= akhir)
        .group_by(Skp.pegawai_id)
        .subquery()
    )
    bulan = and_(Realisasi.skp_id == Skp.id, Realisasi.bulan == s.bulan, Realisasi.status != "cancelled")
    return (
        select(
            Pegawai.id, Pegawai.nama, Pegawai.nip, Unit.opd_id, Unit.id.label("unit_id"), Unit.nama.label("unit"),
            Penempatan.jabatan_id, Skp.id.label("skp_id"), Skp.instans_id.label("skp_instans"),
            Realisasi.id.label("realisasi_id"), Realisasi.instans_id.label("realisasi_instans"),
            Penilaian.id.label("penilaian_id"), Penilaian.instans_id.label("penilaian_instans"),
            _keadaan_bulan().label("bulan"), _kata(Skp.status, _SKP).label("skp"),
            _kata(Penilaian.status, _PENILAIAN).label("penilaian"),
        )
        .select_from(Pegawai)
        .join(Penempatan, and_(Penempatan.pegawai_id == Pegawai.id, *_pada(s.hari)))
        .join(Unit, Unit.id == Penempatan.unit_id)
        .join(Opd, Opd.id == Unit.opd_id)
        .outerjoin(Gelombang, Gelombang.id == Pegawai.gelombang_id)
        .outerjoin(terakhir, terakhir.c.pegawai_id == Pegawai.id)
        .outerjoin(Skp, and_(Skp.pegawai_id == Pegawai.id, Skp.mulai == terakhir.c.mulai))
        .outerjoin(Realisasi, bulan)
        .outerjoin(Penilaian, and_(Penilaian.pegawai_id == Pegawai.id, Penilaian.tahun == s.tahun))
        .where(
            *_dihitung(), or_(Gelombang.mulai.is_(None), Gelombang.mulai <= s.periode.awal), *_milik(actor, opd),
            or_(Realisasi.id.is_not(None), Skp.id.is_(None), ~_tanpa_target(s.bulan)),
        )
        .subquery()
    )  # fmt: skip


def _isi(actor: Actor, s: Saringan, opd: PilihanOpd | None) -> dict[int, tuple[str, str, dict[str, Counter[str]]]]:
    """Group -> (code, name, counts), by name. One statement; a group has a row for each combination of states."""
    o = orang(actor, s, opd)
    kelompok, kode, nama = (o.c.unit_id, o.c.unit_id, o.c.unit) if opd else (o.c.opd_id, Opd.kode, Opd.nama)
    dari = o if opd else o.join(Opd, Opd.id == o.c.opd_id)
    baris = db.session.execute(
        select(kelompok, kode, nama, o.c.bulan, o.c.skp, o.c.penilaian, func.count())
        .select_from(dari)
        .group_by(kelompok, kode, nama, o.c.bulan, o.c.skp, o.c.penilaian)
        .order_by(nama)
    )
    hasil: dict[int, tuple[str, str, dict[str, Counter[str]]]] = {}
    for kunci, sebutan, n, *keadaan, jumlah in baris:
        isi = hasil.setdefault(kunci, (str(sebutan), n, {t: Counter() for t in TAMPIL}))[2]
        for tampil, k in zip(TAMPIL, keadaan, strict=True):
            isi[tampil][k] += jumlah
    return hasil


def _wajib(actor: Actor, s: Saringan, opd: PilihanOpd | None) -> Counter[tuple[int, int]]:
    """(group, month) -> people who must report in it. One statement: dates outside the year are as its ends, so that
    there is a row for each change within the year and not for each person."""
    awal, akhir = literal(date(s.tahun, 1, 1), Date), literal(date(s.tahun, 12, 31), Date)
    masa = (
        select(
            (Unit.id if opd else Unit.opd_id).label("kelompok"),
            case((Penempatan.sejak < awal, awal), else_=Penempatan.sejak).label("sejak"),
            case((Penempatan.sampai < akhir, Penempatan.sampai), else_=akhir).label("sampai"),
            case((Gelombang.mulai > awal, Gelombang.mulai), else_=awal).label("wajib"),
        )
        .select_from(Penempatan)
        .join(Pegawai, Pegawai.id == Penempatan.pegawai_id)
        .join(Unit, Unit.id == Penempatan.unit_id)
        .join(Opd, Opd.id == Unit.opd_id)
        .outerjoin(Gelombang, Gelombang.id == Pegawai.gelombang_id)
        .where(
            *_dihitung(), *_milik(actor, opd), Penempatan.sejak <= akhir,
            or_(Penempatan.sampai.is_(None), Penempatan.sampai >= awal),
        )
        .subquery()
    )  # fmt: skip
    c = masa.c
    hasil: Counter[tuple[int, int]] = Counter()
    baris = select(c.kelompok, c.sejak, c.sampai, c.wajib, func.count()).group_by(
        c.kelompok, c.sejak, c.sampai, c.wajib
    )
    for kunci, sejak, sampai, wajib, jumlah in db.session.execute(baris):
        for n in range(1, 13):
            bulan = Periode(s.tahun, n)
            if sejak <= bulan.akhir <= sampai and wajib <= bulan.awal:
                hasil[kunci, n] += jumlah
    return hasil


def _sah(s: Saringan, opd: PilihanOpd | None) -> dict[tuple[int, int], int]:
    """(group, month) -> months verified, by the place that the SKP names. One statement."""
    kelompok = Skp.unit_id if opd else Skp.opd_id
    baris = db.session.execute(
        select(kelompok, Realisasi.bulan, func.count())
        .join(Realisasi, Realisasi.skp_id == Skp.id)
        .where(
            Skp.tahun == s.tahun, Realisasi.tahun == s.tahun, Realisasi.status == "done",
            *([Skp.opd_id == opd.id] if opd else []),
        )
        .group_by(kelompok, Realisasi.bulan)
    )  # fmt: skip
    return {(k, n): jumlah for k, n, jumlah in baris}


def _bagi(
    wajib: Mapping[tuple[int, int], int], sah: Mapping[tuple[int, int], int], k: int, n: int
) -> tuple[int, int] | None:
    """Verified of due; a person may have left since, so never more than were due. None where nobody had to."""
    harus = wajib.get((k, n), 0)
    return (min(sah.get((k, n), 0), harus), harus) if harus else None


def _jumlah(semua: Iterable[Kelompok]) -> Kelompok:
    isi: dict[str, Counter[str]] = {t: Counter() for t in TAMPIL}
    bulan: list[tuple[int, int] | None] = [None] * 12
    for satu in semua:
        for t in TAMPIL:
            isi[t].update(satu.isi[t])
        for n, pasangan in enumerate(satu.sah):
            if pasangan:
                lama = bulan[n] or (0, 0)
                bulan[n] = (lama[0] + pasangan[0], lama[1] + pasangan[1])
    return Kelompok("", _("Seluruhnya"), isi, tuple(bulan))


def _urutan(s: Saringan) -> Any:
    """Who lags first: the smallest share done, then the largest share not begun. By thousandths, without fractions."""
    if s.urut == "nama":
        return lambda k: (k.nama, k.kode)

    def tertinggal(k: Kelompok) -> Any:
        isi, orang = k.isi[s.tampil], max(1, k.orang)
        return (isi[SELESAI] * 1000 // orang, -(isi[BELUM] * 1000 // orang), k.nama, k.kode)

    return tertinggal


def _keadaan_bulan() -> Any:
    """The month's state; an open month is being filled in once a draft or a piece of evidence is kept."""
    tugas = workflows.metadata.tables["wf_task"].c
    draf = (
        select(DrafTugas.tugas_id)
        .join(tugas.id.table, tugas.id == DrafTugas.tugas_id)
        .where(tugas.instance_id == Realisasi.instans_id, tugas.status == "open")
        .exists()
    )
    bukti = select(Bukti.id).where(Bukti.realisasi_id == Realisasi.id).exists()
    return case(
        *((Realisasi.status == status, kata) for status, kata in _BULAN.items()),
        (and_(Realisasi.status == "realisasi", or_(draf, bukti)), "diisi"),
        else_=BELUM,
    )


def _tanpa_target(bulan: int) -> Any:
    """The SKP in force has nothing to report in this month, or the month was taken back: it is not due."""
    ada_target = (
        select(KegiatanBulan.kegiatan_id)
        .join(Kegiatan, Kegiatan.id == KegiatanBulan.kegiatan_id)
        .where(Kegiatan.skp_id == Skp.id, KegiatanBulan.bulan == bulan, KegiatanBulan.kuantitas != 0)
        .exists()
    )
    return and_(Skp.status.in_(("ditetapkan", "ditutup")), ~ada_target)


def _kata(kolom: Any, kata: Mapping[str, str]) -> Any:
    return case(*((kolom == status, k) for status, k in kata.items()), else_=BELUM)


def _dihitung() -> tuple[Any, ...]:
    return (Pegawai.aktif, Pegawai.jenis != "pejabat_negara")


def _pada(hari: date) -> tuple[Any, ...]:
    return (Penempatan.sejak <= hari, or_(Penempatan.sampai.is_(None), Penempatan.sampai >= hari))


def _milik(actor: Actor, opd: PilihanOpd | None) -> tuple[Any, ...]:
    return (lingkup.opd_terbuka(actor), *([Unit.opd_id == opd.id] if opd else []))
