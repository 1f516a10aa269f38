"""create_app(): the only place that wires things together. Importing this module has no effect."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as WerkzeugResponse

import config
from portal import database, formats, himpunan, roles, static_files, tampilan, terjemahan
from portal.errors import BukanHak
from portal.extensions import appbuilder, csrf, db
from portal.rules import berlaku
from portal.security import SecurityManager, bahasa


def create_app(overrides: Mapping[str, Any] | None = None, *, settings: config.Settings | None = None) -> Flask:
    """The application, ready to serve. `overrides` replaces Flask settings (tests); nothing is written to the
    database.
    """
    settings = settings or config.read()
    app = Flask("portal", root_path=str(Path(__file__).parent), static_folder=None)
    app.config.from_mapping(config.flask_config(settings))
    app.url_map.converters["int"] = RowNumber
    app.config["FAB_ROLES"] = roles.fab_roles()
    app.config.update(overrides or {})
    Path(app.config["SETTINGS"].data_dir).mkdir(parents=True, exist_ok=True)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, *[settings.trusted_proxies] * 3)  # type: ignore[method-assign]
    db.init_app(app)
    app.before_request(_small_forms)  # first of all: the check of the CSRF token reads the form
    csrf.init_app(app)
    for part in (static_files, formats, tampilan, terjemahan):
        part.init_app(app)
    berlaku.daftarkan(himpunan.terkini)
    with app.app_context():
        database.siapkan(db.engine)
        _appbuilder(app)
    _guards(app)
    return app


class RowNumber(IntegerConverter):
    """`<int:...>` of a route: no more than a row's number can be, so that a longer one is a page that is not there."""

    def __init__(self, map: Map, **arguments: Any) -> None:
        super().__init__(map, **{"max": 2**31 - 1} | arguments)


def _appbuilder(app: Flask) -> None:
    from portal import cli, views

    SecurityManager.security_api, SecurityManager.authdbview = views.SecurityApi, views.AuthDBView
    appbuilder.__init__(security_manager_class=SecurityManager, indexview=views.Index)  # type: ignore[misc]
    appbuilder.init_app(app, db.session)
    terjemahan.dengarkan_peminta(app)
    views.register(app, appbuilder)
    cli.register(app)
    app.jinja_env.globals["bahasa"] = bahasa


def _guards(app: Flask) -> None:
    app.before_request(_fresh)
    app.before_request(_no_nul)
    app.before_request(_csrf_for_cookie_calls)
    app.before_request(_one_time_password)
    app.after_request(_headers)


def _fresh() -> None:
    """A request that runs inside another application context (a test, a command) must not inherit who acted before."""
    g.pop("actor", None)


def _csrf_for_cookie_calls() -> None:
    """FAB exempts its REST views from CSRF, also when only the browser's cookie speaks: here such calls need the
    token.
    """
    reads = request.method in ("GET", "HEAD", "OPTIONS")
    if reads or not request.path.startswith("/api/") or request.endpoint == "SecurityApi.login":
        return
    if not request.headers.get("Authorization") and current_user.is_authenticated:
        csrf.protect()


FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
FORM_BYTES = 512 * 1024
"""The largest SKP that can be sent is a third of it; a million empty fields would keep a thread busy for seconds."""


def _small_forms() -> None:
    """The parts of a multipart form are counted (MAX_FORM_PARTS), the fields of a plain one are not: its size is."""
    if request.mimetype == FORMS[0]:
        request.max_content_length = FORM_BYTES


def _no_nul() -> None:
    """No text of ours has a NUL in it, and PostgreSQL cannot even be asked for one."""
    sent = [request.args, request.form] if request.mimetype in FORMS else [request.args]
    if "\0" in request.path or any("\0" in part for args in sent for pair in args.items(multi=True) for part in pair):
        abort(400)


FREE_WITH_OLD_PASSWORD = (
    "AkunView.",
    "AuthDBView.",
    "static_files.",
    "aset",
    "SecurityApi.",
    "BahasaView.",
    "KesehatanView.",
)


def _one_time_password() -> WerkzeugResponse | None:
    """Until the one-time password is changed, every page leads there."""
    endpoint = request.endpoint or ""
    if endpoint.startswith(FREE_WITH_OLD_PASSWORD) or not current_user.is_authenticated:
        return None
    if not current_user.wajib_ganti_sandi:
        return None
    if request.path.startswith("/api/"):
        raise BukanHak(_("Ganti kata sandi sekali pakai Anda lebih dahulu."), kode="wajib_ganti_sandi")
    return redirect(url_for("AkunView.sandi", next=request.full_path.rstrip("?")))


def _headers(response: Response) -> Response:
    """No frames, no sniffing, no foreign origin, nothing inline."""
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    answers = ("text/html", "application/json", "application/problem+json")
    if request.path.startswith("/api/") or response.mimetype in answers and current_user_seen():
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def current_user_seen() -> bool:
    """Whether this answer was made for somebody (so that no cache may keep it)."""
    return "_user_id" in session or "actor" in g
