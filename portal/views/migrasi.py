"""Running processes to another version of their diagram: looked at, mapped, done by a run; a diagram put on hold."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import migrasi as tindakan
from portal.actions import operasi_massal
from portal.errors import Bentrok, TidakSah
from portal.queries import migrasi
from portal.queries.instans_layar import bilangan
from portal.security import current_actor, perlu
from portal.wewenang import PALING_PANJANG

PETA = "peta-"
"""Before the name of a step that is gone, in the form."""


class MigrasiView(BaseView):
    """/proses/<kunci>/migrasi."""

    route_base = "/proses"
    default_view = "halaman"
    class_permission_name = "Operasi"

    @expose("/<kunci>/migrasi")
    @perlu("lihat")
    def halaman(self, kunci: str) -> Any:
        """How many run on which version, and what would become of them; ?dari=, ?ke=, ?peta-X=Y, ?sesudah=."""
        return _halaman(kunci)

    @expose("/<kunci>/migrasi", methods=("POST",))
    @perlu("jalankan")
    def jalankan(self, kunci: str) -> Any:
        """A run over all live ones of the version: tried only (`uji`), or carried out."""
        actor, alasan, uji = current_actor(), request.form.get("alasan", ""), "uji" in request.form
        try:
            dari = tindakan.versi_dari(request.form.get("dari", ""))
            argumen = {"versi": tindakan.versi_dari(request.form.get("ke", "")), "peta": peta_dari(request.form)}
            nomor = operasi_massal.minta(
                "uji_migrasi" if uji else "migrasi", migrasi.terpilih(actor, kunci, dari), actor=actor,
                alasan=_("Uji pindah versi") if uji else alasan,
                argumen={"tindakan": argumen, "saringan": {"proses": kunci, "dari": dari}},
            )  # fmt: skip
        except (TidakSah, Bentrok) as salah:
            return _halaman(kunci, salah, alasan), salah.status
        return redirect(url_for("OperasiView.satu", operasi_id=nomor))

    @expose("/<kunci>/tangguhkan", methods=("POST",))
    @perlu("jalankan")
    def tangguhkan(self, kunci: str) -> Any:
        """No new instance begins."""
        return _jeda(kunci, tindakan.tangguhkan_proses, _("Diagram ditangguhkan: tidak ada yang baru dimulai."))

    @expose("/<kunci>/lanjutkan", methods=("POST",))
    @perlu("jalankan")
    def lanjutkan(self, kunci: str) -> Any:
        """New instances may begin again."""
        return _jeda(kunci, tindakan.lanjutkan_proses, _("Diagram dibuka lagi."))


def _jeda(kunci: str, apa: Callable[..., None], pesan: str) -> Any:
    alasan = request.form.get("alasan", "")
    try:
        apa(kunci, actor=current_actor(), alasan=alasan)
    except (TidakSah, Bentrok) as salah:
        return _halaman(kunci, salah, alasan), salah.status
    flash(pesan, "success")
    return redirect(url_for("MigrasiView.halaman", kunci=kunci))


def peta_dari(isi: Any) -> dict[str, str]:
    """The mapping as the form says it."""
    return {k.removeprefix(PETA)[:128]: v[:128] for k, v in isi.items() if k.startswith(PETA) and v}


def _halaman(kunci: str, salah: TidakSah | Bentrok | None = None, alasan: str = "") -> str:
    isi = request.args if request.method == "GET" else request.form
    peta = peta_dari(isi) if any(k.startswith(PETA) for k in isi) else None
    hal = migrasi.halaman(
        current_actor(), kunci, dari=bilangan(isi.get("dari", "")), ke=bilangan(isi.get("ke", "")), peta=peta,
        sesudah=isi.get("sesudah", "")[:32],
    )  # fmt: skip
    lanjut = {"dari": hal.dari, "ke": hal.ke, "sesudah": hal.lanjut} | {PETA + e: k for e, _nama, k in hal.padanan}
    return render_template(
        "proses/migrasi.html", hal=hal, salah=salah, alasan=alasan, panjang=PALING_PANJANG, lanjut=lanjut
    )


VIEWS = (MigrasiView,)
