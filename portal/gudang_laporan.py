"""Where finished reports lie: `data_dir`/laporan, outside everything the web serves, until they expire.

A report is written in a folder of its own (`kerja/<id>-<mark>`) and moved to its place when whole and on the disk.
A run that is killed leaves its folder, or a file that no row names; the next run of the same report, and every sweep,
take those away.
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app

NAMA = re.compile(r"[0-9]{1,12}-[0-9a-f]{16}")
YATIM = timedelta(hours=24)
"""What no row names is taken away when it is so old; a younger one may be about to be named."""


def tanda(laporan_id: int) -> str:
    """A new mark: the name of a run's folder, and of the file it makes."""
    return f"{laporan_id}-{secrets.token_hex(8)}"


@contextmanager
def kerja(nama: str) -> Iterator[Path]:
    """The folder of this run, gone after the block; those of earlier runs of the same report are gone before it."""
    _sah(nama)
    induk = _akar() / "kerja"
    induk.mkdir(parents=True, exist_ok=True)
    for lama in induk.glob(f"{nama.partition('-')[0]}-*"):
        shutil.rmtree(lama, ignore_errors=True)
    folder = induk / nama
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def simpan(berkas: Path, nama: str) -> None:
    """Move a finished file to its place; returns once it is on the disk under that name."""
    _sah(nama)
    with berkas.open("rb+") as isi:
        os.fsync(isi.fileno())
    berkas.chmod(0o600)
    berkas.rename(_akar() / nama)
    folder = os.open(_akar(), os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def jalan(nama: str) -> Path | None:
    """The file of this name; None where it is gone."""
    _sah(nama)
    tempat = _akar() / nama
    return tempat if tempat.is_file() else None


def buang(nama: str | None) -> None:
    """Take a file away; it may be gone already, and where it cannot be reached the sweep comes by later."""
    if nama:
        _sah(nama)
        with suppress(OSError):
            (_akar() / nama).unlink(missing_ok=True)


def sapu(dipakai: frozenset[str]) -> int:
    """Take away what is old and not among `dipakai` (the names rows still hold): files and folders. How many."""
    batas, banyak = (datetime.now(UTC) - YATIM).timestamp(), 0
    for tempat in (_akar(), _akar() / "kerja"):
        for satu in tempat.iterdir() if tempat.is_dir() else ():
            if NAMA.fullmatch(satu.name) and satu.name not in dipakai and satu.stat().st_mtime < batas:
                shutil.rmtree(satu, ignore_errors=True) if satu.is_dir() else satu.unlink(missing_ok=True)
                banyak += 1
    return banyak


def _akar() -> Path:
    akar: Path = current_app.config["SETTINGS"].data_dir
    return akar / "laporan"


def _sah(nama: str) -> None:
    if not NAMA.fullmatch(nama):
        raise ValueError("nama berkas laporan tidak sah")
