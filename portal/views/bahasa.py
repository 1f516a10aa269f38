"""The language of the pages, kept in the session."""

from typing import Any
from urllib.parse import urlsplit

from flask import abort, current_app, redirect, request, session, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import refresh


class BahasaView(BaseView):
    """/bahasa/<kode>: id or en, then back to the page one came from."""

    route_base = "/bahasa"
    default_view = "pilih"

    @expose("/<kode>")
    def pilih(self, kode: str) -> Any:
        """Choose; open to everyone, the login page is read too."""
        if kode not in current_app.config["LANGUAGES"]:
            abort(404)
        session["locale"] = kode
        refresh()
        return redirect(lokal(request.args.get("kembali", "")) or url_for("Index.index"))


def lokal(alamat: str) -> str | None:
    """`alamat` if it is a path of this portal and nothing else; None for any address that could lead away."""
    if not alamat.isprintable() or not alamat.startswith("/") or alamat[1:2] in ("/", "\\"):
        return None
    bagian = urlsplit(alamat)
    if bagian.scheme or bagian.netloc:
        return None
    return alamat


VIEWS = (BahasaView,)
