"""The page of one month: everything every side said, the score with its reasons, and how it went."""

from typing import Any

from flask import render_template
from flask_appbuilder import BaseView, expose

from portal.queries import riwayat_bulan
from portal.security import current_actor, perlu
from portal.views import pemeriksaan


class RealisasiView(BaseView):
    """/realisasi/<id>: read only; what is to be done is done on the page of a task."""

    route_base = "/realisasi"
    default_view = "baca"
    class_permission_name = "Realisasi"

    @expose("/<int:realisasi_id>")
    @perlu("lihat")
    def baca(self, realisasi_id: int) -> Any:
        """One month, if the actor may see it."""
        if halaman := pemeriksaan.tanya("realisasi", realisasi_id):
            return halaman
        return render_template("realisasi/baca.html", hal=riwayat_bulan.halaman(current_actor(), realisasi_id))


VIEWS = (RealisasiView,)
