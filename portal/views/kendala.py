"""Incidents: what stands still, by cause and one by one; tried again or acknowledged by Admin BKD."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal import kendala as nama_kendala
from portal.actions import kendala as tindakan
from portal.actions import operasi_massal
from portal.errors import Bentrok, TidakSah
from portal.queries import jadwal, kendala
from portal.queries.instans_layar import bilangan
from portal.security import current_actor, perlu
from portal.wewenang import PALING_PANJANG

JENIS = {
    nama_kendala.LANGKAH: _l("Langkah yang gagal"), nama_kendala.PEKERJAAN: _l("Pekerjaan yang menyerah"),
    nama_kendala.PARKIR: _l("Menunggu sistem lain"), nama_kendala.AWAL: _l("Tidak dapat dimulai"),
}  # fmt: skip


class KendalaView(BaseView):
    """/kendala/: causes; ?sebab=: the incidents of one; /kendala/<kunci>: one."""

    route_base = "/kendala"
    default_view = "daftar"
    class_permission_name = "Operasi"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """By cause, the most frequent first."""
        return _daftar()

    @expose("/ulangi", methods=("POST",))
    @perlu("jalankan")
    def ulangi_semua(self) -> Any:
        """Everything of one cause: a run, told on its page."""
        actor, sebab, alasan = current_actor(), request.form.get("sebab", ""), request.form.get("alasan", "")
        pilihan = kendala.terpilih(actor, sebab=sebab) if sebab else []
        try:
            nomor = operasi_massal.minta(
                "ulangi_kendala", pilihan, actor=actor, alasan=alasan, argumen={"saringan": {"sebab": sebab}}
            )
        except TidakSah as salah:
            return _daftar(salah, alasan), 422
        return redirect(url_for("OperasiView.satu", operasi_id=nomor))

    @expose("/<kunci>")
    @perlu("lihat")
    def satu(self, kunci: str) -> Any:
        """One incident and what can be done about it."""
        return _satu(kunci)

    @expose("/<kunci>/ulangi", methods=("POST",))
    @perlu("jalankan")
    def ulangi(self, kunci: str) -> Any:
        """Try it again now."""
        return _kirim(kunci, tindakan.ulangi, _("Sudah dicoba lagi."))

    @expose("/<kunci>/selesaikan", methods=("POST",))
    @perlu("jalankan")
    def selesaikan(self, kunci: str) -> Any:
        """It need not be done."""
        return _kirim(kunci, tindakan.selesaikan, _("Kendala diselesaikan; catatannya tetap ada pada jejak audit."))


def _kirim(kunci: str, apa: Callable[..., str | None], pesan: str) -> Any:
    alasan = request.form.get("alasan", "")
    try:
        gagal = apa(kunci, actor=current_actor(), alasan=alasan)
    except (TidakSah, Bentrok) as salah:
        return _satu(kunci, salah, alasan), salah.status
    if gagal:
        flash(_("Sudah dicoba lagi, tetapi gagal lagi: %(pesan)s", pesan=gagal), "danger")
    else:
        flash(pesan, "success")
    return redirect(url_for("KendalaView.daftar"))


def _daftar(salah: TidakSah | None = None, alasan: str = "") -> str:
    args = request.args if request.method == "GET" else request.form
    hasil = kendala.daftar(
        current_actor(), jenis=args.get("jenis", ""), sebab=args.get("sebab", ""),
        halaman=min(bilangan(args.get("halaman", "")) or 1, 10_000) or 1,
    )  # fmt: skip
    return render_template(
        "kendala/daftar.html", hasil=hasil, kata_jenis=JENIS, salah=salah, alasan=alasan, panjang=PALING_PANJANG,
        jadwal_gagal=jadwal.gagal(),
    )  # fmt: skip


def _satu(kunci: str, salah: TidakSah | Bentrok | None = None, alasan: str = "") -> str:
    satu = kendala.satu(current_actor(), kunci)
    return render_template(
        "kendala/satu.html", satu=satu, kata_jenis=JENIS, salah=salah, alasan=alasan, panjang=PALING_PANJANG
    )


VIEWS = (KendalaView,)
