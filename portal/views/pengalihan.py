"""Giving an open task of somebody who left to the present holder of the chain; from the page of the instance."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import pengalihan as tindakan
from portal.errors import TidakSah
from portal.queries import pengalihan
from portal.security import current_actor, perlu
from portal.views import pemeriksaan
from portal.wewenang import PALING_PANJANG


class PengalihanView(BaseView):
    """/instans/<id>/alihkan."""

    route_base = "/instans"
    default_view = "alihkan"
    class_permission_name = "Instans"

    @expose("/<instans_id>/alihkan", methods=("GET", "POST"))
    @perlu("alihkan")
    def alihkan(self, instans_id: str) -> Any:
        """Who holds what, who would get it, and the reason."""
        if halaman := pemeriksaan.tanya("instans", instans_id):
            return halaman
        actor = current_actor()
        if request.method == "GET":
            return _halaman(instans_id)
        alasan = request.form.get("alasan", "")
        try:
            tindakan.alihkan(request.form.get("tugas", ""), actor=actor, alasan=alasan, instans_id=instans_id)
        except TidakSah as salah:
            return _halaman(instans_id, salah, alasan), 422
        flash(_("Tugas sudah dialihkan; penerimanya diberi tahu."), "success")
        return redirect(url_for("InstansView.baca", instans_id=instans_id))


def _halaman(instans_id: str, salah: TidakSah | None = None, alasan: str = "") -> str:
    hal = pengalihan.halaman(current_actor(), instans_id)
    return render_template("instans/alihkan.html", hal=hal, salah=salah, alasan=alasan, panjang=PALING_PANJANG)


VIEWS = (PengalihanView,)
