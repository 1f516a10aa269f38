"""From what went wrong to the page (or the RFC 9457 problem) that says what to do next."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app, flash, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

import workflows
from portal.errors import Bentrok, Ditangguhkan, PortalError, SudahSelesai, Temuan, TidakSah
from portal.queries import hubungan
from portal.security import current_actor
from portal.views import tertahan

KODE = {
    400: "permintaan_salah",
    401: "belum_masuk",
    403: "bukan_hak",
    404: "tidak_ditemukan",
    405: "metode_salah",
    409: "bentrok",
    413: "terlalu_besar",
    415: "jenis_salah",
    422: "tidak_sah",
    429: "terlalu_sering",
    500: "kesalahan",
    503: "tidak_tersedia",
}


TANPA = ("tanpa_peran", "tanpa_pegawai", "tanpa_penempatan", "tanpa_rantai")
"""What an account may lack altogether: not the caller's fault, and somebody's to mend."""


def init_app(app: Flask) -> None:
    """Register the handlers. Nothing else in the portal turns an exception into an answer."""
    app.register_error_handler(PortalError, _portal)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(workflows.NotFound, _hilang)
    app.register_error_handler(workflows.NotYours, _hilang)
    app.register_error_handler(workflows.NotReady, _didahului)
    app.register_error_handler(workflows.Suspended, _ditangguhkan)
    app.register_error_handler(workflows.NotPossible, _tidak_mungkin)
    app.register_error_handler(workflows.Unfit, _tidak_cocok)
    app.register_error_handler(OperationalError, _basis_data)
    app.register_error_handler(Exception, _tak_terduga)


def _portal(error: PortalError) -> tuple[Any, int, dict[str, str]]:
    lagi = {"Retry-After": str(error.coba_lagi)} if error.coba_lagi else None
    return jawab(error.status, error.kode, error.pesan, error=error, headers=lagi)


def _csrf(error: CSRFError) -> Any:
    """The session ended while the page was open: log in, and what was typed into a task's form is shown again."""
    if not request.path.startswith("/api/"):
        ditahan = tertahan.tahan()
        if not current_user.is_authenticated:
            if request.endpoint == "AuthDBView.login":
                return redirect(request.full_path)
            flash(_berakhir(ditahan), "warning")
            return tertahan.ke_masuk()
        if ditahan:
            return redirect(request.path)
    return jawab(
        400,
        "sesi_kedaluwarsa",
        _("Halaman ini sudah terlalu lama terbuka atau sesi Anda berakhir. Muat ulang, lalu kirim lagi."),
    )


def _berakhir(ditahan: bool) -> str:
    """What the login page says to somebody whose form came too late: whether it must be typed again."""
    if ditahan:
        return _("Sesi Anda berakhir. Isian Anda tidak hilang: masuk lagi, lalu isian itu tampil kembali.")
    if request.endpoint == "TugasView.tugas":
        return _("Sesi Anda berakhir. Masuk lagi; isian yang tersimpan sebagai draf tampil kembali.")
    return _("Sesi Anda berakhir, dan kiriman terakhir belum diterima. Masuk lagi, lalu kirim sekali lagi.")


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error
    return jawab(status, KODE.get(status, "kesalahan"), None, headers=dict(error.get_headers()))


def _hilang(error: Exception) -> tuple[Any, int, dict[str, str]]:
    return jawab(404, "tidak_ditemukan", _("Tugas ini tidak ada atau bukan untuk Anda."))


def _didahului(error: workflows.NotReady) -> tuple[Any, int, dict[str, str]]:
    return _portal(SudahSelesai(_("Tugas ini sudah dikerjakan."), oleh=error.by, pada=error.at))


def _ditangguhkan(error: workflows.Suspended) -> tuple[Any, int, dict[str, str]]:
    return _portal(Ditangguhkan(str(error)))


def _tidak_mungkin(error: workflows.NotPossible) -> tuple[Any, int, dict[str, str]]:
    return _portal(Bentrok(str(error), kode="tidak_mungkin"))


def _tidak_cocok(error: workflows.Unfit) -> tuple[Any, int, dict[str, str]]:
    return _portal(TidakSah(*(Temuan("pemetaan", None, sebab) for sebab in error.verdict.reasons), pesan=str(error)))


def _basis_data(error: OperationalError) -> tuple[Any, int, dict[str, str]]:
    sebab = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None) or "-"
    current_app.logger.error("basis data: %s %s", type(error.orig).__name__, sebab)
    return jawab(503, "tidak_tersedia", None)


def _tak_terduga(error: Exception) -> tuple[Any, int, dict[str, str]]:
    if current_app.config.get("TESTING") and current_app.config.get("PROPAGATE_EXCEPTIONS", True):
        raise error
    nomor = uuid.uuid4().hex[:12]
    current_app.logger.exception("galat tak terduga %s", nomor)
    return jawab(500, "kesalahan", None, nomor=nomor)


def jawab(
    status: int,
    kode: str,
    pesan: str | None,
    *,
    error: PortalError | None = None,
    nomor: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[Any, int, dict[str, str]]:
    """The answer in the caller's language: a problem for /api/, a page for people."""
    siapa = _hubungan() if status == 403 or kode in TANPA else None
    if request.path.startswith("/api/"):
        if siapa and kode in TANPA:
            pesan = f"{pesan} {hubungan.kalimat(siapa)}"
        return _problem(status, kode, pesan, error, nomor), status, _tajuk(status, headers)
    nomor = nomor or uuid.uuid4().hex[:12]
    isi = {"status": status, "kode": kode, "pesan": pesan, "galat": error, "nomor": nomor, "hubungan": siapa}
    isi["coba_lagi"] = error.coba_lagi if error else None
    return render_template("galat/galat.html", **isi), status, _tajuk(status, headers)


def _hubungan() -> hubungan.Hubungan | None:
    """Whom the caller may ask; None where nobody is logged in, or the database cannot say."""
    try:
        return hubungan.hubungan(current_actor())
    except (HTTPException, SQLAlchemyError):
        return None


def _tajuk(status: int, headers: Mapping[str, str] | None) -> dict[str, str]:
    """What the answer's header has to say beside the text: which methods there are, when to come again, how to log
    in.
    """
    tajuk = {nama: nilai for nama, nilai in (headers or {}).items() if nama in ("Allow", "Retry-After")}
    return tajuk | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})


def _problem(status: int, kode: str, pesan: str | None, error: PortalError | None, nomor: str | None) -> Response:
    """RFC 9457. `type` says nothing more than the status (about:blank), so `title` is its phrase; `kode` is for
    programs.
    """
    isi: dict[str, Any] = {
        "type": "about:blank",
        "title": str(_JUDUL.get(status, _JUDUL[500])),
        "status": status,
        "kode": kode,
        "detail": pesan or str(_DETAIL.get(status, _JUDUL.get(status, _JUDUL[500]))),
    }
    if nomor:
        isi["nomor"] = nomor
    if isinstance(error, TidakSah):
        isi["medan"] = error.medan
        isi["temuan"] = [{"medan": t.medan, "baris": t.baris, "pesan": t.pesan} for t in error.temuan]
    if isinstance(error, SudahSelesai):
        isi["oleh"] = error.oleh
        isi["pada"] = error.pada.isoformat() if error.pada else None
    response = jsonify(isi)
    response.mimetype = "application/problem+json"
    return response


_DETAIL = {
    400: _l("Permintaan tidak dapat dibaca. Periksa bentuk JSON dan tajuknya."),
    401: _l("Anda belum masuk. Ambil token di /api/v1/security/login atau masuk melalui peramban."),
    403: _l("Anda tidak berhak melakukan ini."),
    404: _l("Yang Anda cari tidak ada atau bukan untuk Anda."),
    405: _l("Metode ini tidak dilayani pada alamat ini."),
    413: _l("Kiriman terlalu besar."),
    415: _l("Kirim sebagai application/json."),
    429: _l("Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi."),
    500: _l("Terjadi kesalahan di pihak kami. Tidak ada yang tersimpan sebagian."),
    503: _l("Layanan sedang tidak dapat dipakai. Coba lagi beberapa saat lagi; tidak ada yang hilang."),
}

_JUDUL = {
    400: _l("Permintaan salah"),
    401: _l("Belum masuk"),
    403: _l("Bukan hak Anda"),
    404: _l("Tidak ditemukan"),
    405: _l("Metode tidak dilayani"),
    409: _l("Bentrok"),
    413: _l("Terlalu besar"),
    415: _l("Jenis isi tidak dilayani"),
    422: _l("Tidak sah"),
    429: _l("Terlalu sering"),
    500: _l("Kesalahan"),
    503: _l("Tidak tersedia"),
}
