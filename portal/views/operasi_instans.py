"""Operations on one process from its page: what each would do, the reason, the confirmation."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import operasi
from portal.actions import operasi as tindakan
from portal.errors import Bentrok, TidakSah
from portal.forms import operasi as isian
from portal.operasi import Permintaan
from portal.queries import operasi_satu
from portal.security import current_actor, perlu
from portal.views import pemeriksaan
from portal.wewenang import PALING_PANJANG


class OperasiInstansView(BaseView):
    """/instans/<id>/operasi and /instans/<id>/operasi/<jenis>."""

    route_base = "/instans"
    default_view = "pilih"
    class_permission_name = "Operasi"

    @expose("/<instans_id>/operasi")
    @perlu("jalankan")
    def pilih(self, instans_id: str) -> Any:
        """What can be done to it now, and what cannot and why."""
        if halaman := pemeriksaan.tanya("instans", instans_id):
            return halaman
        return render_template("instans/operasi.html", hal=operasi_satu.halaman(current_actor(), instans_id))

    @expose("/<instans_id>/operasi/<jenis>", methods=("GET", "POST"))
    @perlu("jalankan")
    def satu(self, instans_id: str, jenis: str) -> Any:
        """One operation: filled in, looked at, carried out. What was looked at is what is carried out."""
        if halaman := pemeriksaan.tanya("instans", instans_id):
            return halaman
        actor = current_actor()
        hal = operasi_satu.halaman(actor, instans_id, tempat=jenis == operasi.PINDAHKAN)
        hal.satu(jenis)
        if request.method == "GET":
            sendiri = jenis not in (operasi.PINDAHKAN, operasi.BETULKAN)
            return _halaman(hal, jenis, Permintaan(jenis) if sendiri else None)
        try:
            permintaan = _baca(hal, jenis)
        except TidakSah as salah:
            return _halaman(hal, jenis, None, salah), 422
        if request.form.get("dilihat") != _tanda(permintaan) or "lagi" in request.form:
            return _halaman(hal, jenis, permintaan)
        try:
            hasil = tindakan.jalankan(instans_id, permintaan, actor=actor, alasan=request.form.get("alasan", ""))
        except (TidakSah, Bentrok) as salah:
            return _halaman(hal, jenis, permintaan, salah), salah.status
        if hasil.gagal:
            flash(_("Sudah dicoba lagi, tetapi gagal lagi: %(pesan)s", pesan=hasil.gagal), "danger")
        else:
            flash(_("Sudah dijalankan dan tercatat."), "success")
        return redirect(url_for("InstansView.baca", instans_id=hasil.instans_id))


def _baca(hal: operasi_satu.Halaman, jenis: str) -> Permintaan:
    form = request.form
    if jenis == operasi.PINDAHKAN:
        return Permintaan(jenis, dari=form.get("dari", ""), ke=form.get("ke", ""))
    if jenis == operasi.BETULKAN:
        hapus = [n for n in form.getlist("hapus") if n in hal.fakta]
        return Permintaan(jenis, fakta=isian.baca(form, hal.fakta, hapus), hapus=tuple(hapus))
    return Permintaan(jenis)


def _tanda(p: Permintaan) -> str:
    """What was looked at, as the confirmation carries it."""
    return f"{p.jenis}|{p.dari}|{p.ke}|{sorted(p.fakta.items(), key=str)}|{sorted(p.hapus)}"


def _halaman(
    hal: operasi_satu.Halaman, jenis: str, p: Permintaan | None, salah: TidakSah | Bentrok | None = None
) -> str:
    """The page; with `p` what would come of it."""
    lihat = operasi_satu.atau_halangan(current_actor(), hal.id, p) if p is not None else None
    return render_template(
        "instans/operasi_satu.html", hal=hal, o=hal.satu(jenis), p=p, salah=salah, isian=request.form,
        lihat=None if isinstance(lihat, str) else lihat, halangan=lihat if isinstance(lihat, str) else None,
        tanda=_tanda(p) if p is not None else "", panjang=PALING_PANJANG, tampil=isian.tampil,
    )  # fmt: skip


VIEWS = (OperasiInstansView,)
