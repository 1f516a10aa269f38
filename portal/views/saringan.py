"""Keeping a filter under a name, and removing it; the screens show them as links."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import abort, flash, redirect, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import saringan as tindakan
from portal.errors import Bentrok, TidakSah
from portal.queries import instans_layar, peristiwa
from portal.security import current_actor, perlu

LAYAR: dict[str, tuple[Any, str]] = {
    "instans": (instans_layar.Saringan, "InstansView.daftar"),
    "peristiwa": (peristiwa.Saringan, "PeristiwaView.daftar"),
}
"""Screen -> what reads its address, and its list."""


class SaringanView(BaseView):
    """/saringan/: the kept filters of a person."""

    route_base = "/saringan"
    default_view = "simpan"
    class_permission_name = "Instans"

    @expose("/<layar>", methods=("POST",))
    @perlu("cari")
    def simpan(self, layar: str) -> Any:
        """Keep the filter that stands in the form under the name beside it; then back to the list as it was."""
        if layar not in LAYAR:
            abort(404)
        baca, daftar = LAYAR[layar]
        isi = baca.baca(dict(parse_qsl(request.form.get("isi", "")[:2000]))).alamat()
        try:
            tindakan.simpan(layar, request.form.get("nama", ""), isi, actor=current_actor())
            flash(_("Saringan disimpan."), "success")
        except (TidakSah, Bentrok) as salah:
            flash(salah.pesan, "error")
        return redirect(f"{url_for(daftar)}?{urlencode(isi)}")

    @expose("/<int:saringan_id>/hapus", methods=("POST",))
    @perlu("cari")
    def hapus(self, saringan_id: int) -> Any:
        """Remove one; the list stays as it is."""
        layar = tindakan.hapus(saringan_id, actor=current_actor())
        flash(_("Saringan dihapus."), "success")
        return redirect(url_for(LAYAR[layar][1]))


VIEWS = (SaringanView,)
