"""Who is where: adoption, the month, the year, for those who lead an OPD or look after its people."""

from typing import Any

from babel.dates import format_date
from flask import render_template, request
from flask_appbuilder import BaseView, expose

from portal import formats, grafik
from portal.queries import perkembangan, perkembangan_orang
from portal.queries.perkembangan import Saringan
from portal.rules.periode import Periode
from portal.security import current_actor, perlu


class PerkembanganView(BaseView):
    """/perkembangan/: the OPD (or all of them) by unit; /perkembangan/orang: the people behind a number."""

    route_base = "/perkembangan"
    default_view = "daftar"
    class_permission_name = "Perkembangan"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The plot, and the same in figures."""
        hal = perkembangan.halaman(current_actor(), Saringan.baca(request.args))
        return render_template("perkembangan/daftar.html", hal=hal, grafik=grafik, bulan=_bulan(hal.saringan.tahun))

    @expose("/orang")
    @perlu("lihat")
    def orang(self) -> Any:
        """People by state: with whom each is, since when, until when."""
        hal = perkembangan_orang.daftar(current_actor(), Saringan.baca(request.args))
        return render_template("perkembangan/orang.html", hal=hal, grafik=grafik)


def _bulan(tahun: int) -> list[tuple[str, str]]:
    """The twelve months: short name and full name with the year."""
    semua = (Periode(tahun, n).awal for n in range(1, 13))
    return [(format_date(hari, "MMM", formats.bahasa()), formats.bulan(hari)) for hari in semua]


VIEWS = (PerkembanganView,)
