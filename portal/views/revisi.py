"""Beginning the revision of one's SKP, and reading one."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import revisi as tindakan
from portal.errors import Temuan, TidakSah
from portal.forms.tampil import Isian
from portal.queries import revisi, skp
from portal.security import current_actor, perlu
from portal.views import pemeriksaan

MEDAN = ("sebab", "alasan", "berlaku_bulan")


class RevisiView(BaseView):
    """/skp/<id>/revisi and /revisi/<id>."""

    route_base = ""
    class_permission_name = "SKP"

    @expose("/skp/<int:skp_id>/revisi", methods=("GET", "POST"))
    @perlu("buat")
    def mulai(self, skp_id: int) -> Any:
        """Cause, reason and first month; then on to the targets."""
        actor = current_actor()
        d = revisi.formulir(actor, skp_id)
        if request.method == "GET":
            return render_template("revisi/mulai.html", d=d, isian=Isian())
        isi = {k: request.form.get(k, "") for k in MEDAN}
        try:
            bulan = _bulan(isi["berlaku_bulan"])
            baru = tindakan.mulai(skp_id, actor=actor, sebab=isi["sebab"], alasan=isi["alasan"], berlaku_bulan=bulan)
        except TidakSah as salah:
            return render_template("revisi/mulai.html", d=d, isian=Isian(isi, temuan=salah.temuan)), 422
        return redirect(url_for("TugasView.tugas", tugas_id=skp.tugas_saya(actor, baru.instans_id)))

    @expose("/revisi/<int:revisi_id>")
    @perlu("lihat")
    def baca(self, revisi_id: int) -> Any:
        """What was in force beside what is proposed, and what became of it."""
        if halaman := pemeriksaan.tanya("revisi", revisi_id):
            return halaman
        return render_template("revisi/baca.html", d=revisi.satu(current_actor(), revisi_id))


def _bulan(teks: str) -> int:
    if not (teks.isascii() and teks.isdigit() and len(teks) <= 2):
        raise TidakSah(Temuan("berlaku_bulan", None, _("Pilih bulan mulainya.")))
    return int(teks)


VIEWS = (RevisiView,)
