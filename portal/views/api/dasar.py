"""What all REST calls share: who calls (JWT, or the browser's session with CSRF), and JSON read exactly."""

import json
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any, TypeVar

from flask import abort, g, request
from flask_appbuilder.api import BaseApi
from flask_babel import gettext as _
from flask_jwt_extended import verify_jwt_in_request
from flask_jwt_extended.exceptions import JWTExtendedException
from flask_login import current_user
from jwt.exceptions import PyJWTError

from portal.errors import BukanHak, Temuan, TidakSah
from portal.security import periksa_hak

F = TypeVar("F", bound=Callable[..., Any])
MAKS_UKURAN = 100
MAKS_BADAN = 1024 * 1024
"""Bytes of a JSON body; the largest SKP that the schemas allow is a third of it."""
MAKS_DALAM = 12
"""Levels of a JSON body; a month of a kegiatan is at level six."""
MAKS_ANGKA = 30
"""Digits before the decimal point, and after it."""


class Api(BaseApi):
    """Base of the portal's APIs. CSRF guards cookie calls in portal/app.py, so FAB's own exemption does no harm."""

    allow_browser_login = True
    csrf_exempt = True
    openapi_spec_tag = "PPK Online"


def perlu_api(hak: str) -> Callable[[F], F]:
    """Guard a call: nobody -> 401, not entitled -> 403, one-time password -> 403; each a problem. Names `can_<hak>`."""

    def bungkus(fungsi: F) -> F:
        @wraps(fungsi)
        def cek(self: Any, *args: Any, **kwargs: Any) -> Any:
            pengguna = pemanggil()
            if pengguna.wajib_ganti_sandi:
                raise BukanHak(_("Ganti kata sandi sekali pakai Anda lebih dahulu."), kode="wajib_ganti_sandi")
            periksa_hak(self.class_permission_name, hak)
            return fungsi(self, *args, **kwargs)

        cek._permission_name = hak  # type: ignore[attr-defined]
        return cek  # type: ignore[return-value]

    return bungkus


def pemanggil(*, penyegar: bool = False) -> Any:
    """The calling account: a token, if sent, decides; else the browser's session. `penyegar`: a refresh token only."""
    if penyegar or request.headers.get("Authorization"):
        g.pop("actor", None)
        try:
            verify_jwt_in_request(refresh=penyegar)
        except (JWTExtendedException, PyJWTError):
            abort(401)
        return g.user
    if not current_user.is_authenticated:
        abort(401)
    return current_user


def badan(*boleh: str) -> dict[str, Any]:
    """The JSON object of the request, with no other members than these; numbers with decimals are exact Decimal.

    TidakSah for anything but one sound object: a name twice, NaN, a number nobody needs, too deep, half a character.
    """
    request.max_content_length = MAKS_BADAN
    mentah = request.get_data()
    if (request.content_length or mentah) and request.mimetype != "application/json":
        abort(415)
    try:
        isi = json.loads(
            mentah.decode() or "{}", parse_float=Decimal, parse_constant=_bukan_angka, object_pairs_hook=_sekali
        )
    except (ValueError, ArithmeticError, RecursionError):
        raise TidakSah(Temuan("badan", None, _("Kirim sebuah objek JSON yang benar."))) from None
    if not isinstance(isi, dict):
        raise TidakSah(Temuan("badan", None, _("Kirim sebuah objek JSON yang benar.")))
    _periksa_isi(isi)
    if asing := sorted(set(isi) - set(boleh)):
        raise TidakSah(
            *(Temuan(nama[:100], None, _("Bagian ini tidak dikenal pada permintaan ini.")) for nama in asing[:20])
        )
    return isi


def bagian(isi: dict[str, Any], nama: str, jenis: type, bawaan: Any) -> Any:
    """One member of the body, of the right type. TidakSah names it."""
    nilai = isi.get(nama, bawaan)
    if not isinstance(nilai, jenis):
        raise TidakSah(Temuan(nama, None, _("Bagian ini tidak berbentuk seperti yang diminta.")))
    return nilai


def angka_kueri(nama: str, bawaan: int, paling_banyak: int) -> int:
    """A positive whole number of the query string; anything else is refused with its name."""
    teks = request.args.get(nama)
    if teks is None:
        return bawaan
    if not teks.isascii() or not teks.isdigit() or len(teks) > 9 or int(teks) < 1:
        raise TidakSah(Temuan(nama, None, _("Isi dengan bilangan bulat mulai 1.")))
    return min(int(teks), paling_banyak)


def pilihan_kueri(nama: str, *boleh: str, bawaan: str = "") -> str:
    """One of these words of the query string, or `bawaan`; anything else is refused with its name."""
    nilai = request.args.get(nama) or bawaan
    if nilai and nilai not in boleh:
        raise TidakSah(Temuan(nama, None, _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(boleh))))
    return nilai


def _bukan_angka(kata: str) -> Any:
    raise ValueError(kata)


def _sekali(pasangan: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that comes twice could be read one way by one and another way by another."""
    hasil = dict(pasangan)
    if len(hasil) != len(pasangan):
        raise ValueError("nama ganda")
    return hasil


def _periksa_isi(isi: Any) -> None:
    """Refuse what no field can hold before anything else meets it: depth, giant numbers, NUL, half a character."""
    lapis = [isi]
    for _dalam in range(MAKS_DALAM):
        berikut: list[Any] = []
        for satu in lapis:
            if isinstance(satu, dict):
                berikut += [*satu, *satu.values()]
            elif isinstance(satu, list):
                berikut += satu
            elif not _wajar(satu):
                raise TidakSah(Temuan("badan", None, _("Ada angka atau huruf yang tidak dapat disimpan.")))
        lapis = berikut
    if lapis:
        raise TidakSah(Temuan("badan", None, _("Kiriman ini bersarang terlalu dalam.")))


def _wajar(nilai: Any) -> bool:
    if isinstance(nilai, str):
        return not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in nilai)
    if isinstance(nilai, Decimal):
        derajat = nilai.as_tuple().exponent
        return isinstance(derajat, int) and nilai.adjusted() < MAKS_ANGKA and -MAKS_ANGKA <= derajat <= MAKS_ANGKA
    return not isinstance(nilai, int) or abs(nilai) < 10**MAKS_ANGKA
