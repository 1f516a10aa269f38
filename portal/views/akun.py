"""One's own account: the change of the (one-time) password."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import akun
from portal.forms.akun import MINIMAL, GantiSandi
from portal.queries import akun as tanya
from portal.security import current_actor, perlu, tandai_sesi
from portal.views.bahasa import lokal


class AkunView(BaseView):
    """/akun/sandi: every page leads here until the one-time password is changed."""

    route_base = "/akun"
    default_view = "sandi"
    class_permission_name = "Akun"

    def create_blueprint(self, appbuilder: Any, endpoint: str | None = None, static_folder: str | None = None) -> Any:
        """Guessing the old password here is limited like guessing it at the login."""
        blueprint = super().create_blueprint(appbuilder, endpoint, static_folder)
        if appbuilder.sm.is_auth_limited:
            appbuilder.sm.limiter.limit(appbuilder.sm.auth_rate_limit, methods=["POST"])(blueprint)
        return blueprint

    @expose("/sandi", methods=("GET", "POST"))
    @perlu("ganti")
    def sandi(self) -> Any:
        """The old password, the new one twice; then on to the page that was asked for."""
        actor = current_actor()
        wajib = tanya.wajib_ganti(actor.pengguna_id)
        nip = tanya.nip_akun(actor.pengguna_id)
        form = GantiSandi(nip=nip)
        if form.validate_on_submit():
            sidik_lama = tanya.sandi_cocok(actor.pengguna_id, form.lama.data)
            if sidik_lama is not None:
                baru = akun.sidik(form.baru.data)
                akun.ganti_sandi(actor=actor, sidik_lama=sidik_lama, sidik_baru=baru)
                tandai_sesi(baru)
                flash(_("Kata sandi Anda sudah diganti."), "success")
                return redirect(lokal(request.args.get("next", "")) or url_for("Index.index"))
            form.lama.errors = [_("Kata sandi lama salah.")]
        halaman = render_template("akun/ganti_sandi.html", form=form, wajib=wajib, minimal=MINIMAL, nip=nip)
        return halaman, 422 if form.errors else 200


VIEWS = (AkunView,)
