"""What an event is about, in words: the case with its number, or the row of master data with its person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.extensions import db
from portal.models import (
    Gelombang,
    Jabatan,
    Opd,
    Parameter,
    Pegawai,
    Penempatan,
    Pengganti,
    Pengguna,
    Peristiwa,
    Rantai,
    Unit,
    Verifikatur,
)
from portal.queries import kata
from portal.queries.perkara import Perkara, perkara

TABEL = {
    "akun": _l("Akun"), "bukti": _l("Bukti"), "catatan_perilaku": _l("Catatan perilaku"),
    "draf_proses": _l("Draf diagram"), "gelombang": _l("Gelombang"), "hari_libur": _l("Hari libur"),
    "jabatan": _l("Jabatan"), "laporan": _l("Laporan"),
    "operasi": _l("Operasi massal"), "opd": _l("OPD"), "parameter": _l("Parameter"),
    "pegawai": _l("Pegawai"), "penempatan": _l("Penempatan"), "pengganti": _l("Plt/Plh"),
    "penilaian": _l("Penilaian"), "rantai": _l("Rantai penilai"), "realisasi": _l("Realisasi"),
    "revisi_skp": _l("Revisi SKP"), "saringan": _l("Saringan"), "skp": _l("SKP"), "tarikan": _l("Tarikan absensi"),
    "tugas_tambahan": _l("Tugas tambahan"), "unit": _l("Unit"), "usulan_ketentuan": _l("Usulan ketentuan"),
    "verifikatur": _l("Verifikatur"),
}  # fmt: skip
"""The tables that an event's subject names."""
BERNAMA: dict[str, Any] = {
    "pegawai": (Pegawai, Pegawai.nama), "opd": (Opd, Opd.nama), "unit": (Unit, Unit.nama),
    "jabatan": (Jabatan, Jabatan.nama), "gelombang": (Gelombang, Gelombang.nama),
    "parameter": (Parameter, Parameter.kunci),
}  # fmt: skip
BERORANG: dict[str, Any] = {
    "penempatan": Penempatan.pegawai_id, "rantai": Rantai.pegawai_id, "verifikatur": Verifikatur.pegawai_id,
    "pengganti": Pengganti.digantikan_id, "akun": Pengguna.pegawai_id,
}  # fmt: skip
"""Rows that are called by their person."""


@dataclass(frozen=True)
class Perihal:
    """`teks`: what it is about; `nomor`: of the case; `url`: its instance, where there is one."""

    teks: str
    nomor: str
    url: str | None


def perihal(semua: Sequence[Peristiwa]) -> list[Perihal]:
    """What each of these events is about, in their order. Twelve statements at most, however many."""
    kasus = perkara({b.instans_id for b in semua if b.instans_id})
    nama = _nama(semua)
    return [_satu(b, kasus, nama) for b in semua]


def _satu(b: Peristiwa, kasus: Mapping[str, Perkara], nama: Mapping[tuple[str, int], str]) -> Perihal:
    isi = b.rincian if isinstance(b.rincian, dict) else {}
    url = f"/instans/{b.instans_id}" if b.instans_id else None
    if satu := kasus.get(b.instans_id or ""):
        return Perihal(f"{satu.judul}, {satu.nama}", satu.nomor, url)
    nomor = str(isi.get("nomor") or isi.get("kunci_bisnis") or isi.get("proses") or "")
    if b.subjek is None:
        return Perihal("", nomor, url)
    siapa = nama.get((b.subjek, b.subjek_id or 0)) or _terhapus(isi)
    tabel = str(TABEL.get(b.subjek, b.subjek.replace("_", " ").capitalize()))
    return Perihal(f"{tabel}: {siapa}" if siapa else tabel, nomor, url)


def _terhapus(isi: Mapping[str, Any]) -> str:
    """The name of a row that is no longer there, by its last values."""
    lama = isi.get("lama") if isinstance(isi.get("lama"), dict) else {}
    return str((lama or {}).get("nama") or (lama or {}).get("kunci") or "")


def _nama(semua: Sequence[Peristiwa]) -> dict[tuple[str, int], str]:
    ids: dict[str, set[int]] = {}
    for b in semua:
        if b.subjek and b.subjek_id is not None:
            ids.setdefault(b.subjek, set()).add(b.subjek_id)
    hasil: dict[tuple[str, int], str] = {}
    for tabel, (model, kolom) in BERNAMA.items():
        hasil |= _baris(tabel, select(model.id, kolom), model.id, ids.get(tabel, ()))
    for tabel, orang in BERORANG.items():
        pernyataan = select(orang.class_.id, Pegawai.nama).join(Pegawai, Pegawai.id == orang)
        hasil |= _baris(tabel, pernyataan, orang.class_.id, ids.get(tabel, ()))
    for nomor in ids.get("hari_libur", ()):  # a day is numbered YYYYMMDD (portal/potret.py)
        teks = f"{nomor:08d}"
        hasil["hari_libur", nomor] = kata.nilai("tanggal", f"{teks[:4]}-{teks[4:6]}-{teks[6:]}")
    return hasil


def _baris(tabel: str, pernyataan: Any, kunci: Any, ids: Iterable[int]) -> dict[tuple[str, int], str]:
    if not ids:
        return {}
    return {(tabel, b[0]): b[1] for b in db.session.execute(pernyataan.where(kunci.in_(sorted(ids))))}
