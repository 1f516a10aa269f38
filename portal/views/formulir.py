"""The official forms of one person as files: F-1 and F-2 of an SKP, F-3 of a logbook, F-4 of a year's assessment."""

from typing import Any

from flask import request
from flask_appbuilder import BaseView, expose

from portal.actions.pemeriksaan import catat_ekspor
from portal.queries import catatan_perilaku, cetakan
from portal.reports.berkas import Berkas
from portal.reports.lembar import tulis
from portal.reports.paket import FORM
from portal.security import current_actor, perlu
from portal.views import pemeriksaan, unduhan


class FormulirView(BaseView):
    """/skp/<id>/<form>.xlsx, for whoever may read the SKP."""

    route_base = "/skp"
    default_view = "skp"
    class_permission_name = "SKP"

    @expose("/<int:skp_id>/<any(f1, f2):form>.xlsx")
    @perlu("lihat")
    def skp(self, skp_id: int, form: str) -> Any:
        """Targets (F-1), and what came of them (F-2)."""
        return pemeriksaan.tanya("skp", skp_id) or _kirim(form, skp_id)


class FormulirTahunanView(BaseView):
    """/penilaian/<id>/<form>.xlsx, for whoever may read the assessment."""

    route_base = "/penilaian"
    default_view = "penilaian"
    class_permission_name = "Penilaian"

    @expose("/<int:penilaian_id>/<any(f4, dokumen6):form>.xlsx")
    @perlu("lihat")
    def penilaian(self, penilaian_id: int, form: str) -> Any:
        """The year's result."""
        return pemeriksaan.tanya("penilaian", penilaian_id) or _kirim(form, penilaian_id)


class FormulirBukuView(BaseView):
    """/catatan-perilaku/<pegawai_id>/f3.xlsx, for whoever may read the logbook."""

    route_base = "/catatan-perilaku"
    default_view = "buku"
    class_permission_name = "CatatanPerilaku"

    @expose("/<int:pegawai_id>/<any(f3):form>.xlsx")
    @perlu("lihat")
    def buku(self, pegawai_id: int, form: str) -> Any:
        """The behaviour logbook of one year."""
        tahun = catatan_perilaku.tahun_dari(request.args)
        return pemeriksaan.tanya("catatan-perilaku", f"{pegawai_id}-{tahun}") or _kirim(form, pegawai_id, tahun)


def _kirim(form: str, kunci: int, tahun: int = 0) -> Any:
    """The file; that somebody else than the person himself takes it away is kept first."""
    actor = current_actor()
    satu = cetakan.ambil(actor, form, kunci, tahun)
    if not satu.milik_sendiri:
        catat_ekspor(form, actor=actor, baris=1, skp_id=satu.skp_id)
    bentuk = FORM[form]
    berkas = tulis(lambda buku: bentuk.lembar(buku, satu.isi), bentuk.judul)
    return unduhan.sebagai(Berkas(berkas), f"{satu.nama}.xlsx")


VIEWS = (FormulirView, FormulirTahunanView, FormulirBukuView)
