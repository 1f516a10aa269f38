"""Where evidence lies: files named by their digest below `data_dir`/bukti, outside everything the web serves.

A file is complete and on the disk before the row that names it is written, and is never overwritten or removed here:
the same bytes are one file, and one that no row names does no harm.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from portal.errors import TidakTersedia

SIDIK = re.compile(r"[0-9a-f]{64}")


def simpan(isi: bytes) -> str:
    """Keep these bytes; their SHA-256 is their name. Returns once they are on the disk."""
    sidik = hashlib.sha256(isi).hexdigest()
    tujuan = _jalan(sidik)
    if tujuan.exists():
        return sidik
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    sementara = tujuan.with_name(f".{sidik}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as berkas:
            berkas.write(isi)
            berkas.flush()
            os.fsync(berkas.fileno())
        sementara.rename(tujuan)
    finally:
        sementara.unlink(missing_ok=True)
    _pastikan(tujuan.parent)
    return sidik


def buka(sidik: str) -> Path:
    """The file of this digest. TidakTersedia where the storage does not have it: the row says it must be there."""
    jalan = _jalan(sidik)
    if not jalan.is_file():
        current_app.logger.error("bukti %s tidak ada di penyimpanan", sidik)
        raise TidakTersedia(
            _("Berkas ini tercatat, tetapi tidak ada di penyimpanan. Laporkan nomor rujukan di bawah kepada BKD."),
            kode="berkas_hilang",
        )
    return jalan


def _jalan(sidik: str) -> Path:
    if not SIDIK.fullmatch(sidik):
        raise ValueError("sidik berkas tidak sah")
    akar: Path = current_app.config["SETTINGS"].data_dir
    return akar / "bukti" / sidik[:2] / sidik


def _pastikan(folder: Path) -> None:
    """The folder's entry survives a power cut too."""
    nomor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(nomor)
    finally:
        os.close(nomor)
