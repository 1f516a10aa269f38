"""/sehat and /siap, for whoever watches the servers. No login, nothing about persons."""

from typing import Any

from flask import jsonify
from flask_appbuilder import BaseView, expose

from portal.queries import kesehatan


class KesehatanView(BaseView):
    """Alive, and ready."""

    route_base = ""
    default_view = "sehat"

    @expose("/sehat")
    def sehat(self) -> Any:
        """The process answers; asks nothing else."""
        return jsonify(status="sehat")

    @expose("/siap")
    def siap(self) -> Any:
        """Work can be done: 200; else 503 and what is missing."""
        bagian = kesehatan.siap()
        kurang = {b.nama: b.kurang for b in bagian if b.kurang}
        keadaan = {b.nama: "belum" if b.kurang else "siap" for b in bagian}
        jawab = jsonify(status="belum" if kurang else "siap", bagian=keadaan, kurang=kurang)
        jawab.status_code = 503 if kurang else 200
        jawab.headers["Cache-Control"] = "no-store"
        return jawab


VIEWS = (KesehatanView,)
