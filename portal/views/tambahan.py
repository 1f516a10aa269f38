"""Extra duties and creativity: recorded, taken out, acknowledged or refused; shown on the page of the SKP."""

from datetime import date
from typing import Any

from flask import flash, redirect, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import tambahan as tindakan
from portal.errors import TidakSah
from portal.forms.tampil import Isian
from portal.security import current_actor, perlu
from portal.views.skp import halaman

MEDAN = ("jenis", "uraian", "tanggal", "surat", "nilai_kreativitas")


class TugasTambahanView(BaseView):
    """POST only: all of them lead back to the SKP."""

    route_base = ""
    class_permission_name = "TugasTambahan"

    @expose("/skp/<int:skp_id>/tambahan", methods=("POST",))
    @perlu("catat")
    def catat(self, skp_id: int) -> Any:
        """Record one."""
        isi = {k: request.form.get(k, "").strip() for k in MEDAN}
        try:
            tindakan.catat(
                skp_id, actor=current_actor(), jenis=isi["jenis"], uraian=isi["uraian"],
                tanggal=_tanggal(isi["tanggal"]), surat=isi["surat"],
                nilai_kreativitas=_nilai(isi["nilai_kreativitas"]),
            )  # fmt: skip
        except TidakSah as salah:
            return halaman(skp_id, Isian(isi, temuan=salah.temuan)), 422
        flash(_("Sudah dicatat. Dihitung setelah diakui pejabat penilai."), "success")
        return _kembali(skp_id)

    @expose("/tambahan/<int:tambahan_id>/hapus", methods=("POST",))
    @perlu("catat")
    def hapus(self, tambahan_id: int) -> Any:
        """Take one's own out again."""
        skp_id = tindakan.hapus(tambahan_id, actor=current_actor())
        flash(_("Sudah dihapus."), "success")
        return _kembali(skp_id)

    @expose("/tambahan/<int:tambahan_id>/akui", methods=("POST",))
    @perlu("akui")
    def akui(self, tambahan_id: int) -> Any:
        """Acknowledge or refuse."""
        skp_id = tindakan.akui(
            tambahan_id, actor=current_actor(), keputusan=request.form.get("keputusan", ""),
            catatan=request.form.get("catatan", ""),
        )  # fmt: skip
        flash(_("Keputusan Anda sudah disimpan."), "success")
        return _kembali(skp_id)


def _kembali(skp_id: int) -> Any:
    return redirect(url_for("SkpView.baca", skp_id=skp_id, _anchor="tambahan"))


def _tanggal(teks: str) -> date | None:
    try:
        return date.fromisoformat(teks)
    except ValueError:
        return None


def _nilai(teks: str) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= 2 else None


VIEWS = (TugasTambahanView,)
