"""Simulations of a proposed parameter: asked for, how far, who gains and who loses, as a workbook."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import simulasi as tindakan
from portal.actions.pemeriksaan import catat_ekspor
from portal.errors import Bentrok, TidakDitemukan, TidakSah
from portal.queries import simulasi
from portal.reports import simulasi as lembar
from portal.reports.berkas import Berkas
from portal.security import current_actor, perlu
from portal.views import unduhan
from portal.views.ketentuan import halaman_usulan

JEDA = 3


class SimulasiView(BaseView):
    """/ketentuan/simulasi/<id>."""

    route_base = "/ketentuan/simulasi"
    default_view = "satu"
    class_permission_name = "Ketentuan"

    @expose("/usulan/<int:usulan_id>", methods=("POST",))
    @perlu("simulasikan")
    def minta(self, usulan_id: int) -> Any:
        """Ask for one; the page that follows shows how far it is."""
        try:
            nomor = tindakan.minta(usulan_id, request.form.get("masa", "").strip(), actor=current_actor())
        except (TidakSah, Bentrok) as salah:
            return halaman_usulan(usulan_id, salah), salah.status
        return redirect(url_for("SimulasiView.satu", simulasi_id=nomor))

    @expose("/<int:simulasi_id>")
    @perlu("lihat")
    def satu(self, simulasi_id: int) -> Any:
        """How far it is, then what it found."""
        halaman = request.args.get("halaman", "")
        nomor = int(halaman) if halaman.isascii() and halaman.isdigit() and 0 < len(halaman) < 6 else 1
        hal = simulasi.halaman(
            current_actor(), simulasi_id, kelompok=request.args.get("kelompok", ""), opd=request.args.get("opd", ""),
            nomor=max(1, nomor),
        )  # fmt: skip
        jeda = JEDA if hal.kepala.berjalan else None
        return render_template("ketentuan/simulasi.html", hal=hal, kep=hal.kepala, jeda=jeda)

    @expose("/<int:simulasi_id>/berkas.xlsx")
    @perlu("lihat")
    def berkas(self, simulasi_id: int) -> Any:
        """Everybody; that it was taken is kept. Only once it is ready."""
        actor = current_actor()
        hal = simulasi.halaman(actor, simulasi_id)
        if hal.kepala.status != "siap":
            raise TidakDitemukan(_("Simulasi ini belum siap."))
        isi = Berkas(lembar.berkas(hal.kepala, hal.opd, hal.semua, simulasi.semua_orang(hal.kepala)))
        try:
            catat_ekspor("simulasi", actor=actor, baris=hal.semua.orang, saringan={"simulasi": str(simulasi_id)})
        except BaseException:
            isi.close()
            raise
        return unduhan.sebagai(isi, f"simulasi_{hal.kepala.tabel}_{hal.kepala.masa}.xlsx")


VIEWS = (SimulasiView,)
