"""Accounts in the hands of Admin BKD; an Admin OPD resets the passwords of his plain pegawai. A password appears on the
page that answers the POST, and never again.
"""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.actions import akun
from portal.errors import Bentrok, TidakSah
from portal.forms.akun import PeranAkun
from portal.queries import akun as tanya
from portal.queries.akun import Rincian
from portal.roles import PERAN
from portal.security import current_actor, perlu

KETERANGAN = {
    "Pegawai": _l("menyusun SKP dan melaporkan realisasinya sendiri"),
    "Pejabat Penilai": _l("menilai bawahannya"),
    "Atasan Banding": _l("memutuskan banding"),
    "Verifikatur BKD": _l("memverifikasi bulan pada OPD yang ditugaskan kepadanya"),
    "Admin OPD": _l("membaca data induk OPD-nya dan menyetel ulang kata sandi pegawainya"),
    "Pengelola Alur": _l("menyunting diagram alur"),
    "Penyetuju Alur": _l("menyetujui diagram alur"),
    "Pimpinan": _l("melihat capaian OPD-nya"),
    "Auditor": _l("membaca semuanya, mengubah tidak satu pun"),
    "Admin BKD": _l("mengelola data induk dan akun"),
}


class KelolaAkunView(BaseView):
    """/kelola-akun/: list, make, reset, switch, roles."""

    route_base = "/kelola-akun"
    default_view = "daftar"
    class_permission_name = "KelolaAkun"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """People and their accounts."""
        hasil = tanya.daftar(current_actor(), tanya.Saringan.baca(request.args))
        return render_template("kelola_akun/daftar.html", hasil=hasil, kelola=_kelola())

    @expose("/buat/<int:pegawai_id>", methods=("GET", "POST"))
    @perlu("kelola")
    def buat(self, pegawai_id: int) -> Any:
        """An account for this person, with the roles ticked."""
        actor = current_actor()
        orang = tanya.rincian(actor, pegawai_id=pegawai_id)
        if orang.akun_id is not None:
            return redirect(url_for("KelolaAkunView.akun", akun_id=orang.akun_id))
        form = _form(["Pegawai"])
        if form.validate_on_submit():
            sandi = akun.sandi_sekali_pakai()
            try:
                akun_id = akun.buat(actor=actor, pegawai_id=pegawai_id, peran=form.peran.data or [], sidik=sandi.sidik)
            except TidakSah as salah:
                form.peran.errors = [t.pesan for t in salah.temuan]
            else:
                return _surat(tanya.rincian(actor, akun_id=akun_id), sandi, baru=True)
        halaman = render_template("kelola_akun/buat.html", orang=orang, form=form, keterangan=KETERANGAN)
        return halaman, 422 if form.errors else 200

    @expose("/<int:akun_id>")
    @perlu("lihat")
    def akun(self, akun_id: int) -> Any:
        """One account."""
        orang = tanya.rincian(current_actor(), akun_id=akun_id)
        return _akun(orang, _form(orang.peran))

    @expose("/<int:akun_id>/peran", methods=("POST",))
    @perlu("kelola")
    def peran(self, akun_id: int) -> Any:
        """The stored roles become exactly those ticked."""
        actor = current_actor()
        orang = tanya.rincian(actor, akun_id=akun_id)
        form = _form(orang.peran)
        if form.validate():
            try:
                akun.setel_peran(akun_id, actor=actor, peran=form.peran.data or [])
            except (TidakSah, Bentrok) as salah:
                form.peran.errors = [salah.pesan]
            else:
                flash(_("Peran %(nama)s sudah disimpan.", nama=orang.nama), "success")
                return redirect(url_for("KelolaAkunView.akun", akun_id=akun_id))
        return _akun(orang, form), 422

    @expose("/<int:akun_id>/sandi", methods=("POST",))
    @perlu("sandi")
    def sandi(self, akun_id: int) -> Any:
        """A new one-time password, shown this once."""
        actor = current_actor()
        sandi = akun.sandi_sekali_pakai()
        akun.setel_ulang_sandi(akun_id, actor=actor, sidik=sandi.sidik)
        return _surat(tanya.rincian(actor, akun_id=akun_id), sandi, baru=False)

    @expose("/<int:akun_id>/aktifkan", methods=("POST",))
    @perlu("kelola")
    def aktifkan(self, akun_id: int) -> Any:
        """Let the person log in again."""
        return _setel_aktif(akun_id, aktif=True)

    @expose("/<int:akun_id>/nonaktifkan", methods=("POST",))
    @perlu("kelola")
    def nonaktifkan(self, akun_id: int) -> Any:
        """Shut the account; it works at the next request of an open session."""
        return _setel_aktif(akun_id, aktif=False)


def _setel_aktif(akun_id: int, *, aktif: bool) -> Any:
    akun.setel_aktif(akun_id, actor=current_actor(), aktif=aktif)
    flash(_("Akun diaktifkan.") if aktif else _("Akun dinonaktifkan."), "success")
    return redirect(url_for("KelolaAkunView.akun", akun_id=akun_id))


def _form(peran: Any) -> PeranAkun:
    form = PeranAkun(pilihan=akun.PERAN_TERSIMPAN, data={"peran": list(peran)})
    form.peran.validate_choice = False  # what may be given is the action's to say
    return form


def _akun(orang: Rincian, form: PeranAkun) -> str:
    turunan = [nama for nama in PERAN if nama in orang.turunan]
    return render_template(
        "kelola_akun/akun.html", orang=orang, form=form, keterangan=KETERANGAN, turunan=turunan, kelola=_kelola()
    )


def _kelola() -> bool:
    """Whether the actor manages accounts, or only looks and resets passwords."""
    return current_actor().punya("Admin BKD")


def _surat(orang: Rincian, sandi: akun.SandiSekaliPakai, *, baru: bool) -> Any:
    """The letter with the password: kept by no cache, on no other page."""
    jawaban = make_response(render_template("kelola_akun/surat.html", orang=orang, sandi=sandi.teks, baru=baru))
    jawaban.headers["Cache-Control"] = "no-store"
    return jawaban


VIEWS = (KelolaAkunView,)
