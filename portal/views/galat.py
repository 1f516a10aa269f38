"""From what went wrong to the page (or the RFC 9457 problem) that says what to do next."""

import uuid
from typing import Any

from flask import Flask, Response, current_app, jsonify, redirect, render_template, request
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

import workflows
from portal.errors import PortalError, SudahSelesai, TidakSah
from portal.views import tertahan

KODE = {
    400: "permintaan_salah", 401: "belum_masuk", 403: "bukan_hak", 404: "tidak_ditemukan", 405: "metode_salah",
    409: "bentrok", 413: "terlalu_besar", 415: "jenis_salah", 422: "tidak_sah", 429: "terlalu_sering",
    500: "kesalahan", 503: "tidak_tersedia",
}  # fmt: skip


def init_app(app: Flask) -> None:
    """Register the handlers. Nothing else in the portal turns an exception into an answer."""
    app.register_error_handler(PortalError, _portal)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(workflows.NotFound, _hilang)
    app.register_error_handler(workflows.NotYours, _hilang)
    app.register_error_handler(workflows.NotReady, _didahului)
    app.register_error_handler(OperationalError, _basis_data)
    app.register_error_handler(Exception, _tak_terduga)


def _portal(error: PortalError) -> tuple[Any, int]:
    return jawab(error.status, error.kode, error.pesan, error=error)


def _csrf(error: CSRFError) -> Any:
    """The session ended while the page was open: log in, and what was typed into a task's form is shown again."""
    if not request.path.startswith("/api/"):
        ditahan = tertahan.tahan()
        if not current_user.is_authenticated:
            return redirect(request.full_path) if request.endpoint == "AuthDBView.login" else tertahan.ke_masuk()
        if ditahan:
            return redirect(request.path)
    return jawab(400, "sesi_kedaluwarsa", _("Halaman ini sudah terlalu lama terbuka atau sesi Anda berakhir. Muat ulang, lalu kirim lagi."))


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error
    return jawab(status, KODE.get(status, "kesalahan"), None, headers=dict(error.get_headers()))


def _hilang(error: Exception) -> tuple[Any, int]:
    return jawab(404, "tidak_ditemukan", _("Tugas ini tidak ada atau bukan untuk Anda."))


def _didahului(error: workflows.NotReady) -> tuple[Any, int]:
    return _portal(SudahSelesai(_("Tugas ini sudah dikerjakan."), oleh=error.by, pada=error.at))


def _basis_data(error: OperationalError) -> tuple[Any, int]:
    current_app.logger.error("basis data: %s", type(error.orig).__name__)
    return jawab(503, "tidak_tersedia", None)


def _tak_terduga(error: Exception) -> tuple[Any, int]:
    if current_app.config.get("TESTING") and current_app.config.get("PROPAGATE_EXCEPTIONS", True):
        raise error
    nomor = uuid.uuid4().hex[:12]
    current_app.logger.exception("galat tak terduga %s", nomor)
    return jawab(500, "kesalahan", None, nomor=nomor)


def jawab(
    status: int, kode: str, pesan: str | None, *, error: PortalError | None = None, nomor: str | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[Any, int]:  # fmt: skip
    """The answer in the caller's language: a problem for /api/, a page for people."""
    if request.path.startswith("/api/"):
        return _problem(status, kode, pesan, error), status
    nomor = nomor or uuid.uuid4().hex[:12]
    return render_template("galat/galat.html", status=status, kode=kode, pesan=pesan, galat=error, nomor=nomor), status


def _problem(status: int, kode: str, pesan: str | None, error: PortalError | None) -> Response:
    isi: dict[str, Any] = {"type": "about:blank", "title": kode, "status": status, "kode": kode, "detail": pesan or _DETAIL.get(status, "")}
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
    400: "Permintaan tidak dapat dibaca. Periksa bentuk JSON dan tajuknya.",
    401: "Anda belum masuk. Ambil token di /api/v1/security/login atau masuk melalui peramban.",
    403: "Anda tidak berhak melakukan ini.",
    404: "Yang Anda cari tidak ada atau bukan untuk Anda.",
    405: "Metode ini tidak dilayani pada alamat ini.",
    413: "Kiriman terlalu besar.",
    415: "Kirim sebagai application/json.",
    429: "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.",
    500: "Terjadi kesalahan di pihak kami. Tidak ada yang tersimpan sebagian.",
    503: "Layanan sedang tidak dapat dipakai. Coba lagi beberapa saat lagi; tidak ada yang hilang.",
}
