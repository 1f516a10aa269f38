"""The languages of the pages: catalogues that must be there, and WTForms' own messages out of them.

Our texts are written in Indonesian; `en` translates them. FAB and WTForms write English and bring no Indonesian, so
`id` translates theirs. The .po files are the source; scripts/terjemah.sh builds the .mo files at set-up.
"""

from pathlib import Path

from flask import Flask, has_request_context, request
from flask_babel import get_translations
from werkzeug.local import LocalProxy

FOLDER = Path(__file__).parent / "translations"
BAHASA = ("id", "en")


class CatalogueNotBuilt(RuntimeError):
    """A catalogue is missing: without it the pages would mix languages."""


def init_app(app: Flask) -> None:
    """Refuse to start without the built catalogues; let every form speak the reader's language."""
    hilang = [bahasa for bahasa in BAHASA if not berkas(bahasa, ".mo").is_file()]
    if hilang:
        raise CatalogueNotBuilt(
            f"Katalog bahasa {', '.join(hilang)} belum dibangun. "
            "Jalankan `make setup` (atau `scripts/terjemah.sh bangun`)."
        )
    app.before_request(_wtforms)


def dengarkan_peminta(app: Flask) -> None:
    """Let a REST call choose its language by Accept-Language, and leave no session behind; pages keep FAB's way."""
    setelan = app.extensions["babel"]
    halaman = setelan.locale_selector

    def pilih() -> str | None:
        if has_request_context() and request.path.startswith("/api/"):
            return request.accept_languages.best_match(BAHASA) or BAHASA[0]
        return halaman()

    setelan.locale_selector = pilih


def berkas(bahasa: str, akhiran: str) -> Path:
    """The catalogue of a language: the source (".po") or what is built from it (".mo")."""
    return FOLDER / bahasa / "LC_MESSAGES" / f"messages{akhiran}"


def _wtforms() -> None:
    """Flask-WTF looks only into WTForms' own catalogues, which know no Indonesian; here it finds ours. Asked for late:
    a page without a form loads nothing."""
    request.wtforms_translations = LocalProxy(get_translations)  # type: ignore[attr-defined]
