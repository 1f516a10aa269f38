"""The months that wait for BKD, verified one by one or many at once with a result per item."""

import uuid
from typing import Any

from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal.actions import massal
from portal.errors import TidakSah
from portal.queries import verifikasi
from portal.security import current_actor, perlu


class VerifikasiView(BaseView):
    """/verifikasi/: the list per OPD, and the bulk verification."""

    route_base = "/verifikasi"
    default_view = "daftar"
    class_permission_name = "Verifikasi"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """What waits, due first."""
        return _daftar()

    @expose("/", methods=("POST",))
    @perlu("putuskan")
    def sahkan(self) -> Any:
        """Verify the selected months, each on its own; the answer says what became of each. Sending twice is once."""
        actor, pilih = current_actor(), request.form.getlist("pilih")
        try:
            hasil = massal.verifikasi_banyak(
                pilih, actor=actor, kunci=request.form.get("kunci", ""), keputusan=request.form.get("keputusan", ""),
                catatan=request.form.get("catatan", ""),
            )  # fmt: skip
        except TidakSah as salah:
            return _daftar(salah), 422
        judul = verifikasi.ringkas(actor, [h.tugas_id for h in hasil])
        return render_template("verifikasi/hasil.html", hasil=hasil, judul=judul, kembali=request.full_path.rstrip("?"))


def _daftar(salah: TidakSah | None = None) -> str:
    saringan = verifikasi.Saringan.baca(request.args)
    return render_template(
        "verifikasi/daftar.html", hal=verifikasi.daftar(current_actor(), saringan), salah=salah, kunci=uuid.uuid4().hex,
        terpilih=request.form.getlist("pilih"), catatan=request.form.get("catatan", ""),
    )  # fmt: skip


VIEWS = (VerifikasiView,)
