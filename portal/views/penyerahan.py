"""A task handed to a colleague: who may do it, what comes of it, the reason, the confirmation; and given back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import penyerahan as tindakan
from portal.errors import Bentrok, TidakSah
from portal.penyerahan import Calon
from portal.queries import penyerahan
from portal.security import current_actor, perlu
from portal.views import pemeriksaan
from portal.wewenang import PALING_PANJANG


class PenyerahanView(BaseView):
    """/tugas/<id>/serahkan and /tugas/<id>/kembalikan."""

    route_base = "/tugas"
    default_view = "serahkan"
    class_permission_name = "Tugas"

    @expose("/<tugas_id>/serahkan", methods=("GET", "POST"))
    @perlu("kerjakan")
    def serahkan(self, tugas_id: str) -> Any:
        """Chosen, looked at, handed over. What was looked at is what is done."""
        actor = current_actor()
        if halaman := pemeriksaan.tanya("instans", penyerahan.instans(actor, tugas_id)):
            return halaman
        if request.method == "GET":
            return _halaman(tugas_id)
        kepada, lihat = request.form.get("kepada", ""), None
        try:
            lihat = penyerahan.pratinjau(actor, tugas_id, kepada)
            if request.form.get("dilihat") != kepada or "lagi" in request.form:
                return _halaman(tugas_id, lihat)
            hasil = tindakan.serahkan(tugas_id, actor=actor, kepada=kepada, alasan=request.form.get("alasan", ""))
        except (TidakSah, Bentrok) as salah:
            return _halaman(tugas_id, lihat, salah), salah.status
        flash(_("Tugas diserahkan kepada %(nama)s; ia diberi tahu.", nama=lihat.nama), "success")
        if hasil.delegated_by in actor.parties:
            return redirect(url_for("TugasView.daftar"))
        return redirect(url_for("InstansView.baca", instans_id=hasil.instance_id))

    @expose("/<tugas_id>/kembalikan", methods=("POST",))
    @perlu("kerjakan")
    def kembalikan(self, tugas_id: str) -> Any:
        """It is its holder's again."""
        actor = current_actor()
        try:
            hasil = tindakan.kembalikan(tugas_id, actor=actor, alasan=request.form.get("alasan", ""))
        except TidakSah as salah:
            return _halaman(tugas_id, None, salah), salah.status
        flash(_("Tugas sudah kembali kepada pemegangnya."), "success")
        if hasil.owner in actor.parties:
            return redirect(url_for("TugasView.tugas", tugas_id=tugas_id))
        if actor.punya("Admin BKD"):
            return redirect(url_for("InstansView.baca", instans_id=hasil.instance_id))
        return redirect(url_for("TugasView.daftar"))


def _halaman(tugas_id: str, lihat: Calon | None = None, salah: TidakSah | Bentrok | None = None) -> str:
    isi = request.form if request.method == "POST" else request.args
    cari = isi.get("cari", "").strip()[:100]
    hal = penyerahan.halaman(current_actor(), tugas_id, cari)
    return render_template(
        "tugas/serahkan.html", hal=hal, lihat=lihat, salah=salah, cari=cari, kepada=isi.get("kepada", ""),
        alasan=isi.get("alasan", ""), panjang=PALING_PANJANG,
    )  # fmt: skip


VIEWS = (PenyerahanView,)
