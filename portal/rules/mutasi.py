"""Pindah tugas di tengah tahun: SKP lama ditutup sehari sebelum SPMT, SKP baru mulai pada bulan SPMT.

Sumber: PP 46/2011 (pindah sesudah Januari: SKP baru sejak SPMT). SKP lama dinilai pejabat penilai lama sampai bulan
sebelum pindah. Kesepakatan: bulan SPMT milik SKP yang baru; SKP lama yang belum menjalani satu bulan pun dibatalkan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.rules.revisi import nama
from portal.rules.skp import STATUS, masa_bulan
from portal.rules.temuan import Temuan

BERLAKU = "ditetapkan"
BELUM_DIKIRIM = "realisasi"
BATAL = "cancelled"


@dataclass(frozen=True)
class Lama:
    """The SKP that a move ends: its number, state, first day, and the state of each month that was opened."""

    nomor: str
    status: str
    mulai: date
    bulan: Mapping[int, str]


@dataclass(frozen=True)
class Rencana:
    """What becomes of it: `ke` "ditutup" or "dibatalkan", its last day, the months (1..12) it keeps and those that are
    taken back, and the findings that stand in the way."""

    ke: str
    selesai: date
    tetap: tuple[int, ...]
    batal: tuple[int, ...]
    temuan: tuple[Temuan, ...]


def rencana(lama: Lama, *, spmt: date, hari_ini: date) -> Rencana:
    """The end of an SKP by a new placement that begins on `spmt`. ValueError where it does not begin later."""
    if spmt <= lama.mulai:
        raise ValueError("penempatan yang baru mulai sesudah SKP lama")
    selesai = spmt - timedelta(days=1)
    terbuka = {b: s for b, s in lama.bulan.items() if s != BATAL}
    sesudah = {b: s for b, s in terbuka.items() if b >= spmt.month}
    tetap = masa_bulan(lama.mulai, selesai) if lama.mulai.month < spmt.month else ()
    dijalani = lama.status == BERLAKU or any(b in terbuka for b in tetap)
    ke = "ditutup" if tetap and dijalani else "dibatalkan"
    temuan = [*_belum_waktunya(spmt, hari_ini), *_sudah_dikirim(lama, sesudah)]
    if ke == "ditutup" and lama.status != BERLAKU:
        pesan = (
            f"{lama.nomor} belum ditetapkan ({STATUS[lama.status].lower()}), padahal bulan {_daftar(terbuka)} sudah "
            "dibuka. Selesaikan dahulu penetapannya, supaya bulan-bulan itu dapat dinilai."
        )
        temuan.append(Temuan("tutup", None, pesan))
    return Rencana(ke, selesai, tetap, tuple(sorted(sesudah)), tuple(temuan))


def sebab(spmt: date) -> str:
    """Why the old SKP ended, as the document keeps it."""
    return f"Pindah tugas, SPMT {spmt.day} {nama(spmt.month)} {spmt.year}"


def _belum_waktunya(spmt: date, hari_ini: date) -> list[Temuan]:
    if spmt <= hari_ini:
        return []
    pesan = f"SKP yang baru dapat dimulai pada hari SPMT, {spmt.day} {nama(spmt.month)} {spmt.year}."
    return [Temuan("mulai", None, pesan)]


def _sudah_dikirim(lama: Lama, sesudah: Mapping[int, str]) -> list[Temuan]:
    dikirim = [b for b, s in sesudah.items() if s != BELUM_DIKIRIM]
    if not dikirim:
        return []
    pesan = (
        f"Realisasi {_daftar(dikirim)} sudah dikirim pada {lama.nomor}, padahal sejak SPMT bulan itu milik SKP yang "
        "baru. Hubungi Admin BKD supaya tanggal SPMT atau bulan itu diperbaiki."
    )
    return [Temuan("tutup", None, pesan)]


def _daftar(bulan: Iterable[int]) -> str:
    return ", ".join(nama(b) for b in sorted(bulan))
