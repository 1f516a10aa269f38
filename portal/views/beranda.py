"""Beranda, the first page after login; and "tandai sudah dibaca" of its notices."""

from typing import Any

from flask import redirect, render_template, url_for
from flask_appbuilder import BaseView, IndexView, expose

from portal.actions import pemberitahuan
from portal.queries import beranda
from portal.security import current_actor, perlu


class Index(IndexView):
    """/: what waits for you, what you wait for, your year."""

    class_permission_name = "Beranda"

    @expose("/")
    @perlu("lihat")
    def index(self) -> Any:
        """Beranda; logged out: login."""
        return render_template("beranda/beranda.html", b=beranda.beranda(current_actor()))


class PemberitahuanView(BaseView):
    """/pemberitahuan/baca: the notices have been seen."""

    route_base = "/pemberitahuan"
    default_view = "baca"
    class_permission_name = "Pemberitahuan"

    @expose("/baca", methods=("POST",))
    @perlu("baca")
    def baca(self) -> Any:
        """Mark all as read, back to Beranda."""
        pemberitahuan.baca_semua(actor=current_actor())
        return redirect(url_for("Index.index"))


VIEWS = (PemberitahuanView,)
