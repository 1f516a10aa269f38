"""Why a number is what it is, on a page of its own that prints: a month, and a year."""

from typing import Any

from flask import render_template, url_for
from flask_appbuilder import BaseView, expose

from portal.queries import mengapa
from portal.security import current_actor, perlu
from portal.views import pemeriksaan


class MengapaBulanView(BaseView):
    """/realisasi/<id>/mengapa, for whoever may read the month."""

    route_base = "/realisasi"
    default_view = "satu"
    class_permission_name = "Realisasi"

    @expose("/<int:realisasi_id>/mengapa")
    @perlu("lihat")
    def satu(self, realisasi_id: int) -> Any:
        """The month's score, and the estimate of its TPP."""
        if halaman := pemeriksaan.tanya("realisasi", realisasi_id):
            return halaman
        satu = mengapa.bulan(current_actor(), realisasi_id)
        asal = url_for("RealisasiView.baca", realisasi_id=realisasi_id)
        return render_template("mengapa/satu.html", semua=(satu,), asal=asal, bulan=True)


class MengapaTahunView(BaseView):
    """/penilaian/<id>/mengapa, for whoever may read the year."""

    route_base = "/penilaian"
    default_view = "satu"
    class_permission_name = "Penilaian"

    @expose("/<int:penilaian_id>/mengapa")
    @perlu("lihat")
    def satu(self, penilaian_id: int) -> Any:
        """The year's result, both sides where a decision changed it."""
        if halaman := pemeriksaan.tanya("penilaian", penilaian_id):
            return halaman
        semua = mengapa.tahun(current_actor(), penilaian_id)
        asal = url_for("PenilaianView.baca", penilaian_id=penilaian_id)
        return render_template("mengapa/satu.html", semua=semua, asal=asal, bulan=False)


VIEWS = (MengapaBulanView, MengapaTahunView)
