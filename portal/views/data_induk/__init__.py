"""Master data at /data-induk/: one screen per table, and the page that lists them."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_login import current_user

from portal.security import berhak, current_actor
from portal.views.data_induk import kepegawaian, organisasi, sistem

VIEWS = (*kepegawaian.VIEWS, *organisasi.VIEWS, *sistem.VIEWS)


class DataIndukView(BaseView):
    """/data-induk/: the tables this person may open."""

    route_base = "/data-induk"
    default_view = "indeks"

    @expose("/")
    def indeks(self) -> Any:
        """Open to whoever may list at least one table."""
        if not current_user.is_authenticated:
            return redirect(url_for("AuthDBView.login", next=request.path))
        tabel = terbuka()
        if not tabel:
            abort(403)
        return render_template("data_induk/indeks.html", tabel=tabel)


def terbuka() -> list[type]:
    """The tables whose list the reader may open."""
    actor = current_actor()
    return [view for view in VIEWS if berhak(actor, view.class_permission_name, "list")]


def register(appbuilder: Any) -> None:
    """Add the screens of master data; they are reached from /data-induk/, not from FAB's menu."""
    for view in (DataIndukView, *VIEWS):
        appbuilder.add_view_no_menu(view)
