"""One process to another version of its diagram and back, from its page: mapped, looked at, the reason, done."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import migrasi as tindakan
from portal.errors import Bentrok, BukanHak, PortalError, TidakSah
from portal.queries import migrasi
from portal.queries.instans_layar import bilangan
from portal.security import current_actor, perlu
from portal.views import pemeriksaan
from portal.views.migrasi import PETA, peta_dari
from portal.wewenang import PALING_PANJANG


class MigrasiInstansView(BaseView):
    """/instans/<id>/migrasi."""

    route_base = "/instans"
    default_view = "halaman"
    class_permission_name = "Operasi"

    @expose("/<instans_id>/migrasi")
    @perlu("jalankan")
    def halaman(self, instans_id: str) -> Any:
        """What it would be on another version; ?ke=, ?peta-X=Y."""
        if halaman := pemeriksaan.tanya("instans", instans_id):
            return halaman
        return _halaman(instans_id)

    @expose("/<instans_id>/migrasi", methods=("POST",))
    @perlu("jalankan")
    def jalankan(self, instans_id: str) -> Any:
        """Do what was looked at."""
        if halaman := pemeriksaan.tanya("instans", instans_id):
            return halaman
        alasan = request.form.get("alasan", "")
        try:
            versi = tindakan.versi_dari(request.form.get("ke", ""))
            tindakan.pindahkan(
                instans_id, actor=current_actor(), alasan=alasan, versi=versi, peta=peta_dari(request.form)
            )
        except (TidakSah, Bentrok) as salah:
            return _halaman(instans_id, salah, alasan), salah.status
        return _sudah(instans_id, _("Proses sudah pindah versi."))

    @expose("/<instans_id>/migrasi/kembalikan", methods=("POST",))
    @perlu("jalankan")
    def kembalikan(self, instans_id: str) -> Any:
        """Back to the version it came from."""
        if halaman := pemeriksaan.tanya("instans", instans_id):
            return halaman
        alasan = request.form.get("alasan", "")
        try:
            tindakan.kembalikan(instans_id, actor=current_actor(), alasan=alasan)
        except (TidakSah, Bentrok) as salah:
            return _halaman(instans_id, salah, alasan, kembali=True), salah.status
        return _sudah(instans_id, _("Proses sudah kembali ke versi semula."))


def _sudah(instans_id: str, pesan: str) -> Any:
    flash(pesan, "success")
    return redirect(url_for("InstansView.baca", instans_id=instans_id))


def _halaman(
    instans_id: str, salah: TidakSah | Bentrok | None = None, alasan: str = "", *, kembali: bool = False
) -> str:
    isi, actor = request.args if request.method == "GET" else request.form, current_actor()
    peta = peta_dari(isi) if any(k.startswith(PETA) for k in isi) else None
    hal = migrasi.satu(actor, instans_id, ke=bilangan(isi.get("ke", "")), peta=peta)
    maju: Any = _atau_halangan(instans_id, versi=hal.ke, peta=hal.peta) if hal.ke and not hal.berakhir else None
    mundur: Any = _atau_halangan(instans_id) if not hal.berakhir else None
    return render_template(
        "instans/migrasi.html", hal=hal, maju=maju, mundur=mundur, salah=salah, alasan=alasan, kembali=kembali,
        panjang=PALING_PANJANG,
    )  # fmt: skip


def _atau_halangan(instans_id: str, **apa: Any) -> migrasi.Pratinjau | list[str]:
    """What would come of it, or why not: one sentence for each thing in the way."""
    try:
        return migrasi.pratinjau(current_actor(), instans_id, **apa)
    except BukanHak:
        raise
    except TidakSah as galat:
        return [t.pesan for t in galat.temuan]
    except PortalError as galat:
        return [galat.pesan]


VIEWS = (MigrasiInstansView,)
