"""Facts as a person corrects them: one field each, read as what the fact was; one new fact."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _

from portal.errors import Temuan, TidakSah

_NAMA = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
YA, TIDAK = "ya", "tidak"


def tampil(nilai: Any) -> str | None:
    """A fact as its field shows it; None for a list, which is not typed by hand."""
    if isinstance(nilai, list | tuple):
        return None
    if isinstance(nilai, bool):
        return YA if nilai else TIDAK
    return "" if nilai is None else str(nilai)


def baca(form: Mapping[str, str], lama: Mapping[str, Any], hapus: list[str]) -> dict[str, Any]:
    """The facts that were changed or added. TidakSah names the field that is not of the kind the fact was."""
    hasil = {}
    for nama, nilai in lama.items():
        teks = form.get(f"fakta-{nama}")
        if teks is not None and nama not in hapus and teks.strip() != (tampil(nilai) or "").strip():
            hasil[nama] = _seperti(nama, nilai, teks.strip())
    if baru := form.get("baru_nama", "").strip():
        if not _NAMA.fullmatch(baru) or baru in lama:
            raise TidakSah(Temuan("fakta", None, _("Fakta baru: huruf kecil, angka, garis bawah; belum ada.")))
        hasil[baru] = _tebak(form.get("baru_nilai", "").strip())
    return hasil


def baru(baris: list[tuple[str, str]]) -> dict[str, Any]:
    """Facts that were typed, by name. TidakSah for a name that is none, or comes twice."""
    hasil: dict[str, Any] = {}
    for nama, teks in baris:
        if not _NAMA.fullmatch(nama) or nama in hasil:
            raise TidakSah(Temuan("fakta", None, _("Nama fakta: huruf kecil, angka, garis bawah; sekali saja.")))
        hasil[nama] = _tebak(teks)
    return hasil


def _seperti(nama: str, lama: Any, teks: str) -> Any:
    try:
        if isinstance(lama, bool):
            return {YA: True, TIDAK: False}[teks.lower()]
        if isinstance(lama, int):
            return int(teks)
        if isinstance(lama, Decimal):
            return Decimal(teks)
        if isinstance(lama, date):
            return date.fromisoformat(teks)
    except (KeyError, ValueError, InvalidOperation):
        pesan = _("%(nama)s: tulis seperti semula (%(lama)s), dengan angka, tanggal, atau ya/tidak.", nama=nama,
                  lama=tampil(lama))  # fmt: skip
        raise TidakSah(Temuan("fakta", None, pesan)) from None
    return teks


def _tebak(teks: str) -> Any:
    if teks in (YA, TIDAK):
        return teks == YA
    return int(teks) if re.fullmatch(r"-?\d{1,18}", teks, re.ASCII) else teks
