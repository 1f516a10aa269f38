"""Processes that start by the clock."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import jadwal as tindakan
from portal.errors import Bentrok, TidakSah
from portal.queries import jadwal
from portal.security import current_actor, perlu
from portal.wewenang import PALING_PANJANG


class JadwalView(BaseView):
    """/jadwal/."""

    route_base = "/jadwal"
    default_view = "daftar"
    class_permission_name = "Operasi"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """Each with its next moment and what came of the last."""
        return _daftar()

    @expose("/<kunci>/ulangi", methods=("POST",))
    @perlu("jalankan")
    def ulangi(self, kunci: str) -> Any:
        """Try to start it now."""
        alasan = request.form.get("alasan", "")
        try:
            gagal = tindakan.ulangi(kunci, actor=current_actor(), alasan=alasan)
        except (TidakSah, Bentrok) as salah:
            return _daftar(salah, kunci, alasan), salah.status
        if gagal:
            flash(_("Sudah dicoba lagi, tetapi gagal lagi: %(pesan)s", pesan=gagal), "danger")
        else:
            flash(_("Prosesnya sudah dimulai."), "success")
        return redirect(url_for("JadwalView.daftar"))


def _daftar(salah: TidakSah | Bentrok | None = None, kunci: str = "", alasan: str = "") -> str:
    return render_template(
        "jadwal/daftar.html", semua=jadwal.daftar(current_actor()), awal=jadwal.pesan(current_actor()),
        salah=salah, kunci=kunci, alasan=alasan,
        panjang=PALING_PANJANG,
    )  # fmt: skip


VIEWS = (JadwalView,)
