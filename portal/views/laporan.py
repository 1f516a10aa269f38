"""The official forms F-1 and F-2 as XLSX, for one person and for an OPD, and the recap of states."""

from typing import IO, Any

from flask import render_template, request, send_file
from flask_appbuilder import BaseView, expose

from portal.queries import laporan, rekap
from portal.queries.laporan import Saringan
from portal.reports import f1 as form_f1
from portal.reports import f2 as form_f2
from portal.reports import rekap as lembar_rekap
from portal.reports.berkas import MIME
from portal.security import current_actor, perlu


class FormulirView(BaseView):
    """/skp/<id>/f1.xlsx and f2.xlsx, for whoever may read the SKP."""

    route_base = "/skp"
    default_view = "f1"
    class_permission_name = "SKP"

    @expose("/<int:skp_id>/f1.xlsx")
    @perlu("lihat")
    def f1(self, skp_id: int) -> Any:
        """Formulir Sasaran Kerja Pegawai."""
        isi = laporan.f1(current_actor(), skp_id)
        return _unduh(form_f1.berkas([isi]), f"F-1_{isi.tahun}_{isi.pegawai.nip}")

    @expose("/<int:skp_id>/f2.xlsx")
    @perlu("lihat")
    def f2(self, skp_id: int) -> Any:
        """Penilaian Capaian SKP."""
        isi = laporan.f2(current_actor(), skp_id)
        return _unduh(form_f2.berkas(isi), f"F-2_{isi.tahun}_{isi.pegawai.nip}")


class LaporanView(BaseView):
    """/laporan/: one OPD's year."""

    route_base = "/laporan"
    default_view = "daftar"
    class_permission_name = "Laporan"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The recap of a month, and what can be downloaded."""
        hal = rekap.halaman(current_actor(), Saringan.baca(request.args))
        return render_template("laporan/daftar.html", hal=hal, batas=form_f1.PALING_BANYAK)

    @expose("/f1.xlsx")
    @perlu("lihat")
    def f1(self) -> Any:
        """F-1 of every SKP of the OPD or unit, one sheet each."""
        saringan = Saringan.baca(request.args)
        return _unduh(form_f1.berkas(laporan.f1_opd(current_actor(), saringan)), f"F-1_{saringan.tahun}")

    @expose("/rekap.xlsx")
    @perlu("lihat")
    def rekap(self) -> Any:
        """States per unit and month of the year."""
        saringan = Saringan.baca(request.args)
        return _unduh(lembar_rekap.berkas(rekap.rekap(current_actor(), saringan)), f"rekap_{saringan.tahun}")


def _unduh(berkas: IO[bytes], nama: str) -> Any:
    """The file as an attachment that nobody keeps on the way; closing the answer closes it, and it is gone."""
    jawaban = send_file(berkas, mimetype=MIME, as_attachment=True, download_name=f"{nama.strip('_')}.xlsx", etag=False)
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban


VIEWS = (FormulirView, LaporanView)
