"""Workbooks between preview and decision: below `data_dir`/impor, by their digest, a day at most.

The ticket that the preview hands out names the file, the task, the person and the draft it was compared with; it is
signed, so that only what was shown can be applied, by whom it was shown to. Every machine of the portal shares
`data_dir` (docs/operations.md).
"""

import hashlib
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeTimedSerializer

from portal.errors import Bentrok
from portal.penyimpanan import SIDIK

UMUR = timedelta(hours=24)


@dataclass(frozen=True)
class Tiket:
    """`sidik`: SHA-256 of the file; `draf`: the mark of the draft it was compared with (forms/impor/gabung.sidik)."""

    sidik: str
    nama: str
    tugas: str
    aktor: str
    draf: str

    def tanda(self) -> str:
        """The ticket as text for a form or an address."""
        return str(_penanda().dumps(list(asdict(self).values())))


def periksa(teks: str, *, tugas: str, aktor: str) -> Tiket:
    """The ticket this text is, for this task and this person. Bentrok where it is too old, or not theirs."""
    try:
        tiket = Tiket(*_penanda().loads(teks, max_age=int(UMUR.total_seconds())))
    except (BadData, TypeError):
        raise _usang() from None
    if (tiket.tugas, tiket.aktor) != (tugas, aktor):
        raise _usang()
    return tiket


def simpan(isi: bytes) -> str:
    """Keep these bytes for a day from now; their SHA-256."""
    sidik = hashlib.sha256(isi).hexdigest()
    tujuan = _jalan(sidik)
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    sementara = tujuan.with_name(f".{sidik}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as berkas:
            berkas.write(isi)
        sementara.replace(tujuan)
    finally:
        sementara.unlink(missing_ok=True)
    return sidik


def baca(sidik: str) -> bytes:
    """The file of this digest. Bentrok where it is gone."""
    try:
        return _jalan(sidik).read_bytes()
    except FileNotFoundError:
        raise _usang() from None


def sapu() -> int:
    """Take away what is older than a day; how many."""
    batas, banyak = (datetime.now(UTC) - UMUR).timestamp(), 0
    folder = _akar()
    for satu in folder.iterdir() if folder.is_dir() else ():
        if satu.stat().st_mtime < batas:
            satu.unlink(missing_ok=True)
            banyak += 1
    return banyak


def _usang() -> Bentrok:
    return Bentrok(_("Pratinjau ini sudah tidak berlaku. Unggah berkasnya sekali lagi."), kode="pratinjau_usang")


def _jalan(sidik: str) -> Path:
    if not SIDIK.fullmatch(sidik):
        raise _usang()
    return _akar() / sidik


def _akar() -> Path:
    akar: Path = current_app.config["SETTINGS"].data_dir
    return akar / "impor"


def _penanda() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="impor")
