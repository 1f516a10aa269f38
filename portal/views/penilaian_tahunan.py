"""The yearly assessments one may read, and one of them in the order of form F-4."""

from typing import Any

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.queries import riwayat_penilaian
from portal.security import current_actor, perlu
from portal.views import pemeriksaan


class PenilaianView(BaseView):
    """/penilaian/: read only; what is to be done is done on the page of a task."""

    route_base = "/penilaian"
    default_view = "daftar"
    class_permission_name = "Penilaian"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """One's own years, and those of one's people."""
        actor = current_actor()
        hal = riwayat_penilaian.daftar(actor, request.args)
        return render_template("penilaian/daftar.html", d=hal, saya=actor.pegawai_id)

    @expose("/<int:penilaian_id>")
    @perlu("lihat")
    def baca(self, penilaian_id: int) -> Any:
        """The document, if the actor may see it."""
        if halaman := pemeriksaan.tanya("penilaian", penilaian_id):
            return halaman
        return render_template(
            "penilaian/baca.html", hal=riwayat_penilaian.halaman(current_actor(), penilaian_id)
        )  # fmt: skip


VIEWS = (PenilaianView,)
