"""/periksa: is this paper what the portal printed? For anybody who holds one; says nothing about a person."""

from typing import Any

from flask import make_response, render_template, request
from flask_appbuilder import BaseView, expose

from portal.queries import periksa_cetakan
from portal.queries.laporan_saya import JENIS

BATAS = "30 per minute"
"""Questions from one address: enough for a counter, too few for guessing."""


class PeriksaView(BaseView):
    """A number and the code beside it, typed or read from the QR."""

    route_base = "/periksa"
    default_view = "periksa"

    def create_blueprint(self, appbuilder: Any, endpoint: str | None = None, static_folder: str | None = None) -> Any:
        """Guessing is limited like guessing at the login."""
        blueprint = super().create_blueprint(appbuilder, endpoint, static_folder)
        if appbuilder.sm.is_auth_limited:
            appbuilder.sm.limiter.limit(BATAS, methods=["GET"])(blueprint)
        return blueprint

    @expose("/")
    def periksa(self) -> Any:
        """Authentic or not; its form, number and date."""
        nomor, kode = (request.args.get(k, "")[:80].strip() for k in ("nomor", "kode"))
        ditanya = bool(nomor or kode)
        hasil = periksa_cetakan.periksa(nomor, kode) if ditanya else None
        jawab = make_response(
            render_template("periksa/periksa.html", nomor=nomor, kode=kode, ditanya=ditanya, hasil=hasil, jenis=JENIS)
        )
        jawab.headers["Cache-Control"] = "no-store"
        jawab.headers["X-Robots-Tag"] = "noindex"
        return jawab


VIEWS = (PeriksaView,)
