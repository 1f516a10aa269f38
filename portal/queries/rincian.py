"""What an event changed, as people read it: old beside new, names instead of numbers, and the rest of what it says.

The details are what the action recorded (portal/audit.py). Old and new stand under `lama` and `baru`, `sebelum` and
`sesudah`, `x_sebelum` and `x`, `x_lama` and `x_baru`; a month's sides are `klaim`, `saran` and `akhir`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal import formats
from portal.alur import nama_pihak
from portal.audit import Event
from portal.extensions import db
from portal.models import Gelombang, Jabatan, Kegiatan, Opd, Pegawai, Peristiwa, Unit
from portal.queries import kata

PALING_BANYAK = 60
"""Changed values of one event that are shown; the others are counted."""
TEKNIS = frozenset({"sesi", "id", "bukti", "sudah", "hak"})
"""Not for reading."""
KAMUS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "pegawai": (Pegawai, ("pegawai_id", "penilai_id", "atasan_id", "digantikan_id", "pengganti_id", "penerima",
                          "oleh_id", "dari_pegawai")),
    "unit": (Unit, ("unit_id", "induk_id")),
    "jabatan": (Jabatan, ("jabatan_id",)),
    "opd": (Opd, ("opd_id",)),
    "gelombang": (Gelombang, ("gelombang_id",)),
}  # fmt: skip
"""Whose names stand behind which numbers."""
MEDAN_TABEL = {medan: tabel for tabel, (_model, semua) in KAMUS.items() for medan in semua}
PIHAK = re.compile(r"orang:\d{1,9}|peran:[a-z_]+(:\w{1,20})?", re.ASCII)
PANJANG = 8
"""From so many entries on, a list shows only what came and what went."""
SISI = ("klaim", "saran", "putusan", "akhir")


@dataclass(frozen=True)
class Beda:
    """One value that changed."""

    apa: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Rincian:
    """`beda`: what changed; `lagi`: how many more changed; `lain`: (label, value) of the other details."""

    beda: tuple[Beda, ...]
    lagi: int
    lain: tuple[tuple[str, str], ...]

    def tanpa(self, nilai: str) -> "Rincian":
        """Without the details that only repeat this value."""
        return replace(self, lain=tuple(satu for satu in self.lain if satu[1] != nilai))

    @property
    def panjang(self) -> bool:
        """Too much to be shown unasked."""
        return len(self.beda) > 5 or sum(len(b.lama) + len(b.baru) for b in self.beda) > 600


@dataclass(frozen=True)
class Sebutan:
    """Names of parties ("orang:17"), of rows by table and id, of kegiatan by id."""

    pihak: Mapping[str, str]
    baris: Mapping[tuple[str, int], str]
    kegiatan: Mapping[int, str]


def baca(semua: Sequence[Peristiwa]) -> tuple[list[Rincian], Sebutan]:
    """The details of these events in their order, and the names they needed. Seven statements, however many."""
    sebutan = _sebutan(semua)
    return [_satu(p, sebutan) for p in semua], sebutan


def _satu(p: Peristiwa, s: Sebutan) -> Rincian:
    isi = p.rincian if isinstance(p.rincian, dict) else {}
    dipakai: set[str] = set()
    beda = []
    for pokok, lama, baru, kunci in _pasangan(p.jenis, isi):
        dipakai |= kunci
        beda += [Beda(*satu) for satu in _bandingkan(pokok, lama, baru, s)]
    tutup = dipakai | TEKNIS | ({"dibuka"} if p.jenis == Event.PENGATUR_WAKTU_BERJALAN else set())
    sisa = ((k, v) for k, v in isi.items() if k not in tutup and v not in (None, "", [], {}))
    lain = tuple((kata.medan(k), _kata(k, v, s)) for k, v in sisa)
    return Rincian(tuple(beda[:PALING_BANYAK]), max(0, len(beda) - PALING_BANYAK), lain)


def _pasangan(jenis: str, isi: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any, set[str]]]:
    """(what, old, new, the keys that said so)."""
    pokok = {Event.AKUN_PERAN_DIUBAH.value: "peran", Event.AKUN_DIAKTIFKAN.value: "aktif"}
    pokok |= {Event.AKUN_DINONAKTIFKAN.value: "aktif"}
    for lama, baru in (("lama", "baru"), ("sebelum", "sesudah")):
        if lama in isi or baru in isi:
            yield pokok.get(jenis, ""), isi.get(lama), isi.get(baru), {lama, baru}
    for kunci in isi:
        for akhiran in ("_sebelum", "_lama"):
            if kunci.endswith(akhiran) and (nama := kunci.removesuffix(akhiran)):
                baru = next((k for k in (f"{nama}_baru", f"{nama}_sesudah") if k in isi), nama)
                yield nama, isi[kunci], isi.get(baru), {kunci, baru}
    sisi = [k for k in SISI if isinstance(isi.get(k), list) and isi[k]]
    if sisi:
        yield "", _sampai(isi, sisi[:-1], isi[sisi[-1]]), isi[sisi[-1]], set(SISI)


def _sampai(isi: Mapping[str, Any], sisi: Sequence[str], baru: Sequence[Any]) -> list[Any]:
    """What the sides before said of the rows that the newest side speaks of: the last word on each."""
    disebut = {b.get("kegiatan") for b in baru if isinstance(b, dict)}
    terakhir = {b.get("kegiatan"): b for k in sisi for b in isi[k] if isinstance(b, dict)}
    return [b for kegiatan, b in terakhir.items() if kegiatan in disebut]


def _bandingkan(pokok: str, lama: Any, baru: Any, s: Sebutan) -> Iterator[tuple[str, str, str]]:
    """(what, old, new) of all that differs; the fields of one row stand together."""
    kiri, kanan = _per_baris(pokok, lama, s), _per_baris(pokok, baru, s)
    for nama in [*kiri, *(k for k in kanan if k not in kiri)]:
        a, b = kiri.get(nama, {}), kanan.get(nama, {})
        medan = [m for m in [*a, *(m for m in b if m not in a)] if a.get(m, formats.EMPTY) != b.get(m, formats.EMPTY)]
        medan.sort(key=lambda m: m == kata.medan("catatan").lower())  # what was written stands after the numbers
        if nama and medan:
            yield nama, _sebaris(a, medan), _sebaris(b, medan)
        for m in medan if not nama else ():
            yield m or _("Nilai"), *_yang_beda(a.get(m, formats.EMPTY), b.get(m, formats.EMPTY))


def _yang_beda(lama: str, baru: str) -> tuple[str, str]:
    """Of two long lists only what one has and the other has not."""
    kiri, kanan = lama.split(", "), baru.split(", ")
    if min(len(kiri), len(kanan)) < PANJANG:
        return lama, baru
    return (
        ", ".join(k for k in kiri if k not in kanan) or formats.EMPTY,
        ", ".join(k for k in kanan if k not in kiri) or formats.EMPTY,
    )


def _sebaris(isi: Mapping[str, str], medan: Sequence[str]) -> str:
    return ", ".join(f"{m} {isi[m]}" for m in medan if isi.get(m, formats.EMPTY) != formats.EMPTY) or formats.EMPTY


def _per_baris(pokok: str, isi: Any, s: Sebutan) -> dict[str, dict[str, str]]:
    hasil: dict[str, dict[str, str]] = {}
    for nama, medan, nilai in _urai(pokok, isi, s):
        hasil.setdefault(nama, {})[medan] = nilai
    return hasil


def _urai(apa: str, isi: Any, s: Sebutan, di: str = "") -> Iterator[tuple[str, str, str]]:
    """A value as (row, field, value): the fields of a row, the rows of a list by their kegiatan and month."""
    if isinstance(isi, dict):
        for k, v in isi.items():
            if k not in TEKNIS and k not in ("kegiatan", "catatan_baris"):
                yield from _urai(str(k), v, s, di)
    elif isinstance(isi, list) and isi and all(isinstance(b, dict) for b in isi):
        for nomor, baris in enumerate(isi, 1):
            nama = _nama_baris(baris, s) or _("Baris %(n)s", n=nomor)
            bulan: dict[str, Any] = baris["bulan"] if isinstance(baris.get("bulan"), dict) else {}
            yield from _urai("", {k: v for k, v in baris.items() if k != "bulan" or not bulan}, s, nama)
            for n, satu in bulan.items():
                yield from _urai("", satu, s, f"{nama}, {_bulan(n)}")
    elif isi is not None or apa:
        label = kata.medan(apa) if apa else ""
        yield di, label.lower() if di else label, _kata(apa, isi, s)


def _bulan(nomor: str) -> str:
    """The month of a year by its number."""
    if nomor.isdecimal() and 1 <= int(nomor) <= 12:
        return formats.bulan(date(2000, int(nomor), 1)).rsplit(" ", 1)[0]
    return nomor


def _nama_baris(baris: Mapping[str, Any], s: Sebutan) -> str:
    if baris.get("uraian"):
        return str(baris["uraian"])
    nomor = baris.get("kegiatan") or baris.get("id")
    if isinstance(nomor, int):
        return s.kegiatan.get(nomor) or _("Kegiatan %(n)s", n=nomor)
    return str(baris.get("aspek") or baris.get("nama") or "")


def _kata(medan: str, isi: Any, s: Sebutan) -> str:
    tabel = MEDAN_TABEL.get(medan)
    if tabel and isinstance(isi, int) and not isinstance(isi, bool):
        return s.baris.get((tabel, isi), str(isi))
    if tabel and isinstance(isi, list):
        return ", ".join(_kata(medan, satu, s) for satu in isi) or formats.EMPTY
    if isinstance(isi, dict) and not (isi.keys() & kata.MEDAN.keys()) and all(str(k).isdecimal() for k in isi):
        return "; ".join(f"{s.kegiatan.get(int(k)) or k}: {kata.nilai(medan, v, s.pihak)}" for k, v in isi.items())
    return kata.nilai(medan, isi, s.pihak)


def _sebutan(semua: Sequence[Peristiwa]) -> Sebutan:
    pihak: set[str] = {p for b in semua for p in (b.aktor, b.atas_nama) if p}
    nomor: dict[str, set[int]] = {tabel: set() for tabel in KAMUS}
    kegiatan: set[int] = set()
    for b in semua:
        for k, v in _daun(b.rincian, ""):
            if isinstance(v, str) and PIHAK.fullmatch(v):
                pihak.add(v)
            elif isinstance(v, int) and not isinstance(v, bool) and 0 < v < 2**31:
                if k in MEDAN_TABEL:
                    nomor[MEDAN_TABEL[k]].add(v)
                elif k in ("kegiatan", "id"):
                    kegiatan.add(v)
        if isinstance(b.rincian, dict) and isinstance(b.rincian.get("catatan_baris"), dict):
            kegiatan |= {int(k) for k in b.rincian["catatan_baris"] if str(k).isdecimal()}
    baris = {(tabel, i): n for tabel, ids in nomor.items() if ids for i, n in _nama(KAMUS[tabel][0], ids)}
    uraian = select(Kegiatan.id, Kegiatan.uraian).where(Kegiatan.id.in_(sorted(kegiatan)))
    nama_kegiatan = {b.id: b.uraian for b in db.session.execute(uraian)} if kegiatan else {}
    return Sebutan(nama_pihak([*sorted(pihak)]), baris, nama_kegiatan)


def _nama(model: Any, ids: Collection[int]) -> Iterable[tuple[int, str]]:
    return ((i, n) for i, n in db.session.execute(select(model.id, model.nama).where(model.id.in_(sorted(ids)))))


def _daun(isi: Any, kunci: str) -> Iterator[tuple[str, Any]]:
    if isinstance(isi, dict):
        for k, v in isi.items():
            yield from _daun(v, str(k))
    elif isinstance(isi, list):
        for v in isi:
            yield from _daun(v, kunci)
    else:
        yield kunci, isi
