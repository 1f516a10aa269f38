"""/riwayat/: one's own cases, former years too."""

from typing import Any

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.queries import riwayat_saya
from portal.queries.instans_layar import bilangan
from portal.security import current_actor, perlu


class RiwayatView(BaseView):
    """Read only; each case leads to its document and to its way."""

    route_base = "/riwayat"
    default_view = "daftar"
    class_permission_name = "Instans"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The newest years; `?sebelum=2021` the ones before."""
        hasil = riwayat_saya.riwayat(current_actor(), sebelum=bilangan(request.args.get("sebelum", "")))
        return render_template("riwayat/daftar.html", hasil=hasil, mulai=request.args.get("sebelum"))


VIEWS = (RiwayatView,)
