"""The search of the top bar."""

from typing import Any

from flask import redirect, render_template, request
from flask_appbuilder import BaseView, expose

from portal.queries import cari
from portal.security import current_actor, perlu


class CariView(BaseView):
    """/cari?q=: people and cases inside the actor's scope; a whole number leads straight to its case."""

    route_base = ""
    default_view = "cari"
    class_permission_name = "Cari"

    @expose("/cari")
    @perlu("lihat")
    def cari(self) -> Any:
        """The results."""
        hasil = cari.cari(current_actor(), request.args.get("q", ""))
        if len(hasil.perkara) == 1 and not hasil.orang and hasil.perkara[0].nomor.lower() == hasil.kata.lower():
            return redirect(hasil.perkara[0].url)
        return render_template("cari/cari.html", hasil=hasil)


VIEWS = (CariView,)
