"""What all REST calls share: who calls (JWT, or the browser's session with CSRF), JSON read exactly, problems as answers."""

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
from portal.extensions import appbuilder

F = TypeVar("F", bound=Callable[..., Any])
MAKS_UKURAN = 100


class Api(BaseApi):
    """Base of the portal's APIs. Cookie calls are guarded by CSRF in portal/app.py, so FAB's own exemption does no harm."""

    allow_browser_login = True
    csrf_exempt = True
    openapi_spec_tag = "PPK Online"


def perlu_api(hak: str) -> Callable[[F], F]:
    """Guard a call: nobody -> 401, not entitled -> 403, one-time password -> 403; each a problem. Names `can_<hak>`."""

    def bungkus(fungsi: F) -> F:
        @wraps(fungsi)
        def cek(self: Any, *args: Any, **kwargs: Any) -> Any:
            pengguna = _pemanggil()
            if pengguna.wajib_ganti_sandi:
                raise BukanHak(_("Ganti kata sandi sekali pakai Anda lebih dahulu."), kode="wajib_ganti_sandi")
            if not appbuilder.sm.has_access(f"can_{hak}", self.class_permission_name):
                abort(403)
            return fungsi(self, *args, **kwargs)

        cek._permission_name = hak  # type: ignore[attr-defined]
        return cek  # type: ignore[return-value]

    return bungkus


def _pemanggil() -> Any:
    """The calling account: a token, if sent, decides; else the browser's session."""
    if request.headers.get("Authorization"):
        try:
            verify_jwt_in_request()
        except (JWTExtendedException, PyJWTError):
            abort(401)
        return g.user
    if not current_user.is_authenticated:
        abort(401)
    return current_user


def badan() -> dict[str, Any]:
    """The JSON object of the request. Numbers with decimals are read as exact Decimal, never as binary fractions."""
    if request.content_length and request.mimetype != "application/json":
        abort(415)
    try:
        isi = json.loads(request.get_data(as_text=True) or "{}", parse_float=Decimal, parse_constant=_bukan_angka)
    except (ValueError, RecursionError, UnicodeDecodeError):
        raise TidakSah(Temuan("badan", None, _("Kirim sebuah objek JSON yang benar."))) from None
    if not isinstance(isi, dict):
        raise TidakSah(Temuan("badan", None, _("Kirim sebuah objek JSON yang benar.")))
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


def _bukan_angka(kata: str) -> Any:
    raise ValueError(kata)
