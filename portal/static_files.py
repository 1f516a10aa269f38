"""Built browser assets under /aset/: hashed names, compressed at build time, cached for ever; and compressed pages.

`scripts/aset.sh` builds portal/static/dist from portal/assets. Templates ask `aset('portal.css')` for the address.
Only what the manifest names is served, so no path of a request ever reaches the file system.
"""

from __future__ import annotations

import json
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for
from flask_compress import Compress

DIST = Path(__file__).parent / "static" / "dist"
YEAR = 365 * 24 * 3600
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}

blueprint = Blueprint("aset", __name__)


class AssetsNotBuilt(RuntimeError):
    """The browser assets are missing, or lack the one that was asked for."""


def init_app(app: Flask) -> None:
    """Register /aset/<name>, the template global `aset(name)` and the compression of pages (text/html and JSON).

    `ASET_FOLDER` in the configuration names another folder of built files (tests); its manifest is read again
    whenever it changes, so assets may be built anew under a running portal. Assets that are not built are no error
    here, only when asked for.
    """
    app.config.setdefault("ASET_FOLDER", str(DIST))
    app.config.setdefault("COMPRESS_MIMETYPES", ["text/html", "application/json", "application/problem+json"])
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    app.config.setdefault("COMPRESS_BR_LEVEL", 4)
    app.config.setdefault("COMPRESS_MIN_SIZE", 500)
    Compress(app)
    app.extensions["aset"] = _Manifest(Path(app.config["ASET_FOLDER"]))
    app.register_blueprint(blueprint)
    app.jinja_env.globals["aset"] = aset


def aset(name: str, *, required: bool = True) -> str:
    """The address of a built asset by its plain name: `aset('portal.css')` -> '/aset/portal.0a1b2c3d4e.css'.

    Raises AssetsNotBuilt, saying what to run, where it was not built; with `required=False` the answer is then ''
    (error pages must show even so).
    """
    hashed = _manifest().names().get(name)
    if hashed is not None:
        return url_for("aset.send", name=hashed)
    if not required:
        return ""
    raise AssetsNotBuilt(
        f"Aset peramban '{name}' belum dibangun di {current_app.config['ASET_FOLDER']}. "
        "Jalankan `make setup` (atau `scripts/aset.sh`)."
    )


@blueprint.get("/aset/<name>")
def send(name: str) -> Response:
    """One built file in the best encoding the browser takes; 404 for any name the manifest does not have."""
    manifest = _manifest()
    if name not in manifest.names().values():
        abort(404)
    path, encoding = _negotiate(manifest.folder / name)
    response = Response(path.read_bytes(), content_type=MEDIA_TYPES.get(Path(name).suffix, "application/octet-stream"))
    response.set_etag(path.name)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.vary.add("Accept-Encoding")
    response.make_conditional(request)
    return response


def _negotiate(path: Path) -> tuple[Path, str | None]:
    """The file to send and its Content-Encoding: the one the browser likes best; brotli where it likes two alike."""
    accepted = request.accept_encodings
    best: tuple[Path, str | None] = (path, None)
    best_quality: float = 0
    for encoding, suffix in ENCODINGS:
        candidate = path.with_name(path.name + suffix)
        if accepted.quality(encoding) > best_quality and candidate.is_file():
            best, best_quality = (candidate, encoding), accepted.quality(encoding)
    return best


class _Manifest:
    """manifest.json of the built folder, read when it changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state: tuple[int, dict[str, str]] = (0, {})

    def names(self) -> dict[str, str]:
        """{plain name: hashed name}; empty where nothing was built."""
        file = self.folder / "manifest.json"
        try:
            changed = file.stat().st_mtime_ns
            if changed != self._state[0]:
                self._state = (changed, json.loads(file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return {}
        return self._state[1]


def _manifest() -> _Manifest:
    manifest: _Manifest = current_app.extensions["aset"]
    return manifest
