"""TPP per perangkat daerah and month: the list for who prepares the payment, as a workbook, and computed anew."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import tpp as tindakan
from portal.actions.pemeriksaan import catat_ekspor
from portal.errors import TidakSah
from portal.queries import tpp
from portal.queries.laporan import Saringan
from portal.reports import tpp as lembar
from portal.reports.berkas import Berkas
from portal.security import current_actor, perlu
from portal.views import unduhan


class TppView(BaseView):
    """/tpp/, for Admin OPD (their own) and Admin BKD."""

    route_base = "/tpp"
    default_view = "daftar"
    class_permission_name = "Tpp"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The verified months of an OPD with what each is paid."""
        return _halaman()

    @expose("/tpp.xlsx")
    @perlu("lihat")
    def berkas(self) -> Any:
        """Everybody of the month; that it was taken is kept."""
        actor, saringan = current_actor(), Saringan.baca(request.args)
        hal = tpp.halaman(actor, saringan)
        periode = f"{saringan.tahun:04d}-{saringan.bulan:02d}"
        isi = Berkas(lembar.berkas(hal.opd.nama, periode, tpp.semua(hal.opd.id, saringan)))
        try:
            catat_ekspor("tpp", actor=actor, baris=hal.terverifikasi, saringan={"opd": hal.opd.kode, "bulan": periode})
        except BaseException:
            isi.close()
            raise
        return unduhan.sebagai(isi, f"TPP_{hal.opd.kode}_{periode}.xlsx")

    @expose("/hitung", methods=("POST",))
    @perlu("hitung")
    def hitung(self) -> Any:
        """Compute an OPD's month anew, with the reason."""
        opd, periode = request.form.get("opd", ""), request.form.get("periode", "")
        try:
            hasil = tindakan.hitung_ulang(opd, periode, actor=current_actor(), alasan=request.form.get("alasan", ""))
        except TidakSah as salah:
            return _halaman(salah), 422
        flash(
            _(
                "Dihitung: %(baru)s baru, %(berubah)s berubah, %(tetap)s tetap, %(belum)s belum dapat dihitung.",
                **{kunci: hasil[kunci] for kunci in ("baru", "berubah", "tetap", "belum")},
            ),
            "success",
        )
        return redirect(url_for("TppView.daftar", opd=opd, tahun=periode[:4], bulan=int(periode[5:])))


def _halaman(salah: TidakSah | None = None) -> str:
    nomor = request.args.get("halaman", "")
    tahun, _garis, bulan = request.form.get("periode", "").partition("-")
    asal = {"opd": request.form.get("opd", ""), "tahun": tahun, "bulan": bulan} if request.form else request.args
    hal = tpp.halaman(
        current_actor(), Saringan.baca(asal),
        int(nomor) if nomor.isascii() and nomor.isdigit() and len(nomor) < 6 else 1,
    )  # fmt: skip
    return render_template(
        "tpp/daftar.html", hal=hal, temuan=salah.temuan if salah else (), alasan=request.form.get("alasan", "")
    )


VIEWS = (TppView,)
