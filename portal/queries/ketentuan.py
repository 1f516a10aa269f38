"""Parameters as their screens show them: what is in force, the history of a table, a proposal beside the set before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import himpunan, waktu
from portal.errors import BukanHak, TidakDitemukan
from portal.extensions import db
from portal.models import Ketentuan, Pegawai, SimulasiKetentuan, UsulanKetentuan
from portal.models.ketentuan import TERBUKA
from portal.rules import ketentuan as aturan
from portal.rules.berlaku import riwayat
from portal.rules.ketentuan import KEPALA, Tabel
from portal.rules.ketentuan_daftar import DAFTAR, TETAP
from portal.security import Actor

PEMBACA = ("Admin BKD", "Penyetuju Alur", "Auditor")
BERLAKU, NANTI, LALU, DIGANTI = "berlaku", "nanti", "lalu", "diganti"
LAMA = 20
"""Closed proposals of a table that are listed."""


@dataclass(frozen=True)
class Baris:
    """A table in the list. `isi`: what is in force, (label, value); `nanti`: the day another set begins."""

    kunci: str
    nama: str
    kelompok: str
    isi: tuple[tuple[str, str], ...]
    sejak: date | None
    sumber: str
    nanti: date | None
    usulan: "Usulan | None"


@dataclass(frozen=True)
class Entri:
    """One set of a table's history. `keadaan`: berlaku, nanti, lalu, diganti; the people only where BKD decided it."""

    id: str
    sejak: date
    sampai: date | None
    keadaan: str
    sumber: str
    isi: tuple[tuple[str, str], ...]
    nomor: int | None = None
    sidik: str = ""
    diusulkan: str = ""
    disetujui: str = ""
    pada: datetime | None = None
    usulan_id: int | None = None


@dataclass(frozen=True)
class Usulan:
    """A proposal in a list."""

    id: int
    tabel: str
    nama: str
    status: str
    sejak: date
    oleh: str
    pada: datetime


@dataclass(frozen=True)
class HalamanTabel:
    """A table with its history, the newest first. `tetap`: the law has fixed it."""

    kunci: str
    nama: str
    guna: str
    tetap: bool
    kini: Entri | None
    riwayat: tuple[Entri, ...]
    usulan: tuple[Usulan, ...]
    terbuka: Usulan | None


@dataclass(frozen=True)
class Simulasi:
    """A simulation of a proposal; `basi`: of an earlier text of it."""

    id: int
    masa: str
    status: str
    selesai: int
    jumlah: int
    basi: bool
    galat: str | None
    pada: datetime

    @property
    def berjalan(self) -> bool:
        """The page looks again by itself."""
        return self.status in ("menunggu", "berjalan")


@dataclass(frozen=True)
class HalamanUsulan:
    """A proposal beside what it replaces: `banding` (label, now, proposed, differs)."""

    usulan: Usulan
    tabel: Tabel
    dasar: str
    alasan: str
    revisi: int
    acuan: str | None
    banding: tuple[tuple[str, str, str, bool], ...]
    penyusun: tuple[str, ...]
    diajukan_oleh: str | None
    diajukan_pada: datetime | None
    ditinjau_oleh: str | None
    ditinjau_pada: datetime | None
    catatan: str | None
    simulasi: tuple[Simulasi, ...]
    saya_terlibat: bool
    terlambat: bool

    @property
    def disimulasikan(self) -> bool:
        """Its text as it stands has been simulated, or changes no number."""
        return self.tabel.ukuran is None or any(s.status == "siap" and not s.basi for s in self.simulasi)


def daftar(actor: Actor) -> tuple[tuple[Baris, ...], tuple[Baris, ...]]:
    """The tables BKD may decide, and those the law has fixed. Two statements."""
    pembaca(actor)
    terbuka = {u.tabel: u for u in _usulan(UsulanKetentuan.status.in_(TERBUKA))}
    boleh = tuple(_baris(t.kunci, t.nama, t.kelompok, terbuka.get(t.kunci)) for t in DAFTAR.values())
    return boleh, tuple(_baris(kunci, nama, "", None) for kunci, nama in TETAP.items())


def halaman(actor: Actor, kunci: str) -> HalamanTabel:
    """One table; TidakDitemukan. Three statements."""
    pembaca(actor)
    if kunci not in DAFTAR and kunci not in TETAP:
        raise TidakDitemukan(_("Ketentuan ini tidak ada."))
    tabel = DAFTAR.get(kunci)
    entri = _riwayat(kunci)
    usulan = _usulan(UsulanKetentuan.tabel == kunci)[:LAMA] if tabel else []
    return HalamanTabel(
        kunci, tabel.nama if tabel else TETAP[kunci], tabel.guna if tabel else "", tabel is None,
        next((e for e in entri if e.keadaan == BERLAKU), None), tuple(reversed(entri)),
        tuple(u for u in usulan if u.status not in TERBUKA), next((u for u in usulan if u.status in TERBUKA), None),
    )  # fmt: skip


def tabel_usulan(actor: Actor, kunci: str) -> tuple[Tabel, dict[str, str]]:
    """The table of a new proposal and what its fields begin with: the newest set. TidakDitemukan where none may be."""
    pembaca(actor)
    if kunci not in DAFTAR:
        raise TidakDitemukan(_("Ketentuan ini tidak ada, atau tetap menurut undang-undang."))
    tabel = DAFTAR[kunci]
    semua = riwayat(tabel.berkas, tabel.tabel)
    return tabel, {m.kunci: aturan.isian(m, semua[-1] if semua else {}) for m in tabel.medan}


def isian_usulan(actor: Actor, usulan_id: int) -> tuple[UsulanKetentuan, Tabel, dict[str, str]]:
    """A proposal as its form shows it; TidakDitemukan."""
    pembaca(actor)
    usulan = _satu(usulan_id)
    tabel = DAFTAR[usulan.tabel]
    return usulan, tabel, {m.kunci: aturan.isian(m, usulan.nilai) for m in tabel.medan}


def usulan(actor: Actor, usulan_id: int) -> HalamanUsulan:
    """One proposal; TidakDitemukan. Five statements."""
    pembaca(actor)
    satu = _satu(usulan_id)
    tabel = DAFTAR[satu.tabel]
    acuan: Mapping[str, Any] = next((e for e in _semua(tabel) if e["id"] == satu.acuan), {})
    nama = _nama({*satu.penyusun, satu.diajukan_oleh_id, satu.ditinjau_oleh_id})
    kini = [(m.label, _bersatuan(m, acuan), _bersatuan(m, satu.nilai)) for m in tabel.medan]
    return HalamanUsulan(
        _ringkas(satu), tabel, satu.dasar, satu.alasan, satu.revisi, satu.acuan,
        tuple((label, lama, baru, lama != baru) for label, lama, baru in kini if lama or baru),
        tuple(nama.get(p, "") for p in satu.penyusun),
        nama.get(satu.diajukan_oleh_id or 0), satu.diajukan_pada, nama.get(satu.ditinjau_oleh_id or 0),
        satu.ditinjau_pada, satu.catatan_tinjauan, _simulasi(satu),
        actor.pegawai_id in (*satu.penyusun, satu.dibuat_oleh_id, satu.diajukan_oleh_id),
        satu.status in TERBUKA and satu.sejak <= waktu.hari_ini(),
    )  # fmt: skip


def masa_pilihan() -> list[str]:
    """Months and years offered for a simulation: the last twelve months that have begun, this year and the last."""
    hari = waktu.hari_ini().replace(day=1)
    bulan = []
    for _n in range(12):
        hari = (hari - timedelta(days=1)).replace(day=1)
        bulan.append(f"{hari:%Y-%m}")
    tahun = waktu.hari_ini().year
    return [*bulan, str(tahun), str(tahun - 1)]


def pembaca(actor: Actor) -> None:
    """BukanHak for who reads no parameters."""
    if not actor.punya(*PEMBACA):
        raise BukanHak(_("Hanya BKD dan auditor yang membaca ketentuan."))


def _semua(tabel: Tabel) -> list[Mapping[str, Any]]:
    """Every set there has been, also those that another of the same day has replaced."""
    return [*riwayat(tabel.berkas, tabel.tabel), *himpunan.terkini().entri.get(tabel.kunci, ())]


def _baris(kunci: str, nama: str, kelompok: str, terbuka: Usulan | None) -> Baris:
    berkas, _titik, tabel = kunci.partition(".")
    hari, semua = waktu.hari_ini(), riwayat(berkas, tabel)
    sudah = [e for e in semua if e["sejak"] <= hari]
    kini = sudah[-1] if sudah else None
    return Baris(
        kunci, nama, kelompok, isi_entri(kunci, kini) if kini else (), kini["sejak"] if kini else None,
        kini["sumber"] if kini else "", next((e["sejak"] for e in semua if e["sejak"] > hari), None), terbuka,
    )  # fmt: skip


def isi_entri(kunci: str, entri: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """A set as (label, value): the fields BKD may decide in words, others by their own names."""
    if kunci in DAFTAR:
        isi = [(m.label, _bersatuan(m, entri)) for m in DAFTAR[kunci].medan]
        return tuple(satu for satu in isi if satu[1])
    return tuple((k.replace("_", " ").capitalize(), _polos(v)) for k, v in entri.items() if k not in KEPALA)


def _bersatuan(m: aturan.Medan, nilai: Mapping[str, Any]) -> str:
    teks = aturan.tampil(m, nilai)
    if not teks or not m.satuan:
        return teks
    return {"rupiah": f"Rp{teks}", "%": f"{teks}%", "tanggal": f"tanggal {teks}"}.get(m.satuan, f"{teks} {m.satuan}")


def _polos(isi: Any) -> str:
    if isinstance(isi, Mapping):
        return "; ".join(f"{k}: {_polos(v)}" for k, v in isi.items())
    if isinstance(isi, list | tuple):
        dalam = any(isinstance(satu, list | tuple) for satu in isi)
        return ("; " if dalam else ", ").join(_polos(satu) for satu in isi)
    return str(isi).replace(".", ",") if isinstance(isi, str) and isi.replace(".", "").isdigit() else str(isi)


def _riwayat(kunci: str) -> list[Entri]:
    berkas, _titik, tabel = kunci.partition(".")
    hari, berlaku = waktu.hari_ini(), riwayat(berkas, tabel)
    ganti = [e for e in himpunan.terkini().entri.get(kunci, ()) if e not in berlaku]
    orang = {
        f"{k.tabel}@{k.sejak.isoformat()}#{k.id}": k
        for k in db.session.scalars(
            select(Ketentuan).where(Ketentuan.tabel == kunci)
            .options(joinedload(Ketentuan.diusulkan_oleh), joinedload(Ketentuan.disetujui_oleh))
        )
    }  # fmt: skip
    mulai = [e["sejak"] for e in berlaku]
    hasil = []
    for satu in sorted((*berlaku, *ganti), key=lambda e: (e["sejak"], e["id"])):
        sesudah = next((m for m in mulai if m > satu["sejak"]), None)
        sampai = sesudah - timedelta(days=1) if sesudah else None
        keadaan = NANTI if satu["sejak"] > hari else LALU if sampai and sampai < hari else BERLAKU
        keadaan = DIGANTI if satu in ganti else keadaan
        k = orang.get(satu["id"])
        siapa = (
            (k.id, k.sidik, k.diusulkan_oleh.nama, k.disetujui_oleh.nama, k.disetujui_pada, k.usulan_id) if k else ()
        )
        hasil.append(
            Entri(
                satu["id"],
                satu["sejak"],
                None if satu in ganti else sampai,
                keadaan,
                satu["sumber"],
                isi_entri(kunci, satu),
                *siapa,
            )  # fmt: skip
        )
    return hasil


def _usulan(*syarat: Any) -> list[Usulan]:
    pernyataan = select(UsulanKetentuan).where(*syarat).options(joinedload(UsulanKetentuan.dibuat_oleh))
    return [_ringkas(u) for u in db.session.scalars(pernyataan.order_by(UsulanKetentuan.id.desc()))]


def _ringkas(u: UsulanKetentuan) -> Usulan:
    return Usulan(u.id, u.tabel, DAFTAR[u.tabel].nama, u.status, u.sejak, u.dibuat_oleh.nama, u.diubah_pada)


def _satu(usulan_id: int) -> UsulanKetentuan:
    satu = db.session.get(UsulanKetentuan, usulan_id)
    if satu is None:
        raise TidakDitemukan(_("Usulan ini tidak ada."))
    return satu


def _nama(ids: set[int | None]) -> dict[int, str]:
    baris = db.session.execute(select(Pegawai.id, Pegawai.nama).where(Pegawai.id.in_([i for i in ids if i])))
    return {b.id: b.nama for b in baris}


def _simulasi(u: UsulanKetentuan) -> tuple[Simulasi, ...]:
    baris = db.session.scalars(
        select(SimulasiKetentuan).where(SimulasiKetentuan.usulan_id == u.id).order_by(SimulasiKetentuan.id.desc())
    )
    return tuple(
        Simulasi(s.id, s.masa, s.status, s.selesai, s.jumlah, s.revisi != u.revisi, s.galat, s.diminta_pada)
        for s in baris
    )
