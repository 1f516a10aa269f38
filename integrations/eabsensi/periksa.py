"""What both faces check alike: what we are about to ask, and answers that are not even of the right kind."""

import re
from datetime import date
from typing import Any

from integrations import http
from integrations.eabsensi.galat import galat
from integrations.errors import Refused, Unavailable

_BULAN = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def opd(kode: str) -> None:
    """Raises ValueError for a kode OPD that no partner could know (our own mistake, not theirs)."""
    if not kode or not kode.isprintable() or kode != kode.strip() or len(kode) > 100:
        raise ValueError(f"kode OPD tidak sah: {kode!r}")


def bulan(nilai: str) -> None:
    """Raises ValueError unless `nilai` is "YYYY-MM"."""
    if not _BULAN.fullmatch(nilai):
        raise ValueError(f"bulan harus YYYY-MM: {nilai!r}")


def rentang(dari: date, sampai: date) -> None:
    """Raises ValueError where the range ends before it begins."""
    if sampai < dari:
        raise ValueError(f"rentang tanggal terbalik: {dari} sampai {sampai}")


def nomor(nilai: Any) -> int:
    """A page number or count of a page: a number, or a list of one text from XML. Raises Unavailable."""
    if isinstance(nilai, list) and len(nilai) == 1:
        nilai = nilai[0]
    if isinstance(nilai, str) and nilai.strip().isascii() and nilai.strip().isdigit() and len(nilai.strip()) < 10:
        nilai = int(nilai)
    if not isinstance(nilai, int) or isinstance(nilai, bool):
        raise Unavailable("Jawaban e-absensi tidak menyebut nomor atau jumlah halaman.")
    return nilai


def status(answer: http.Answer, bentuk: str) -> Unavailable:
    """The exception for an answer without a usable body: by its status, else because it is not `bentuk` (XML, JSON)."""
    if answer.status in (401, 403):
        return galat("AUTH")
    if answer.status in (429, 503):
        return galat("SIBUK", retry_after=answer.retry_after)
    if 300 <= answer.status < 400:
        return Refused("Alamat e-absensi mengalihkan ke tempat lain. Periksa PORTAL_EABSENSI_URL.", kode="PENGATURAN")
    if answer.status != 200:
        return Unavailable(f"e-absensi menjawab dengan status HTTP {answer.status}.", retry_after=answer.retry_after)
    return Unavailable(f"Jawaban e-absensi bukan {bentuk} ({answer.media_type[:60] or 'tanpa jenis isi'}).")
