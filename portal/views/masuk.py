"""Login by NIP, and logging out: a form of one's own, so that no link or picture of another site can do it."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_appbuilder import expose
from flask_appbuilder.security.views import AuthDBView as FabAuthDBView
from flask_appbuilder.utils.base import get_safe_redirect
from flask_login import current_user


class AuthDBView(FabAuthDBView):
    """/login/ as FAB has it, /logout/ by POST. The class keeps FAB's name, which is its address."""

    @expose("/logout/", methods=("GET", "POST"))
    def logout(self) -> Any:
        """GET asks and changes nothing; POST (with the form's token) ends the session."""
        if request.method == "POST":
            return super().logout()
        if not current_user.is_authenticated:
            return redirect(url_for("AuthDBView.login"))
        kembali = get_safe_redirect(request.referrer or "")
        return render_template("akun/keluar.html", kembali=kembali)
