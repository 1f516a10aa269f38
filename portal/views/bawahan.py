"""The people someone appraises, at a glance."""

from typing import Any

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.queries import bawahan
from portal.security import current_actor, perlu


class BawahanView(BaseView):
    """/bawahan/."""

    route_base = "/bawahan"
    default_view = "daftar"
    class_permission_name = "Bawahan"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """SKP and months of each person below."""
        actor = current_actor()
        hasil = bawahan.bawahan(actor, bawahan.Saringan.baca(request.args))
        return render_template("bawahan/daftar.html", b=hasil, atasan=actor.punya("Atasan Banding"))


VIEWS = (BawahanView,)
