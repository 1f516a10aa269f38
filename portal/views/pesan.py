"""A message into the processes: written, looked at, sent."""

import json
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import pesan as tindakan
from portal.errors import Bentrok, BukanHak, PortalError, TidakSah
from portal.forms import operasi as isian
from portal.pesan import Pesan
from portal.queries import pesan
from portal.security import current_actor, perlu
from portal.wewenang import PALING_PANJANG

BARIS = 5
"""Facts one can type; more come over REST."""


class PesanView(BaseView):
    """/pesan/."""

    route_base = "/pesan"
    default_view = "kirim"
    class_permission_name = "Operasi"

    @expose("/", methods=("GET", "POST"))
    @perlu("jalankan")
    def kirim(self) -> Any:
        """Filled in, looked at, sent. What was looked at is what is sent."""
        actor = current_actor()
        if request.method == "GET":
            return _halaman(None)
        try:
            isi = _baca()
        except TidakSah as salah:
            return _halaman(None, salah), 422
        hasil = pesan.atau_halangan(actor, isi)
        if isinstance(hasil, PortalError):
            return _halaman(None, hasil), hasil.status
        if request.form.get("dilihat") != _tanda(isi, hasil) or "lagi" in request.form:
            return _halaman(hasil, tanda=_tanda(isi, hasil))
        try:
            tindakan.kirim(isi, actor=actor, alasan=request.form.get("alasan", ""))
        except (TidakSah, Bentrok, BukanHak) as salah:
            return _halaman(hasil, salah, _tanda(isi, hasil)), salah.status
        flash(_("Pesan dikirim dan tercatat; sampai dalam beberapa detik."), "success")
        return redirect(url_for("PesanView.kirim"))


def _baca() -> Pesan:
    form = request.form
    nama = [form.get(f"nama-{n}", "").strip() for n in range(BARIS)]
    return Pesan(form.get("pesan", "").strip(), form.get("kunci", "").strip(), isian.baru(
        [(satu, form.get(f"nilai-{n}", "").strip()) for n, satu in enumerate(nama) if satu]
    ))  # fmt: skip


def _tanda(isi: Pesan, hasil: pesan.Tujuan) -> str:
    """What was looked at, and who would have received it then."""
    dilihat = [isi.nama, isi.kunci, sorted(isi.fakta.items(), key=str), hasil.jenis, hasil.proses, hasil.penerima]
    return json.dumps(dilihat, default=str)


def _halaman(hasil: pesan.Tujuan | None, salah: PortalError | None = None, tanda: str = "") -> str:
    return render_template(
        "operasi/pesan.html", hasil=hasil, salah=salah, tanda=tanda, isian=request.form, baris=BARIS,
        nama_pesan=pesan.nama_pesan(current_actor()), panjang=PALING_PANJANG,
    )  # fmt: skip


VIEWS = (PesanView,)
