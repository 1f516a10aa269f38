"""Whoever stands in for the pejabat penilai and is the atasan of the case is told, before he rejects, what it costs."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.errors import BukanHak
from tests.bulan import Panggung, januari, panggung
from tests.views.bantuan import pohon, teks

__all__ = ["januari", "panggung"]
Login = Callable[[str], Any]
KATA = "Anda juga atasan pejabat penilai dalam perkara ini"


def halaman(p: Panggung, login: Login, siapa: str) -> str:
    with p.pada(2, 4):
        jawab = login(siapa).get(f"/tugas/{p.tugas}")
    assert jawab.status_code == 200
    return teks(pohon(jawab).cssselect("main")[0])


def test_the_atasan_as_plt_is_warned_on_the_month(januari: Panggung, login: Login) -> None:
    januari.ajukan().wakilkan("kabid", "kasi")
    isi = halaman(januari, login, "kabid")
    assert KATA in isi and "tidak boleh memutus bandingnya" in isi
    assert isi.index(KATA) < isi.index("Keputusan Anda"), "before he decides"


def test_what_the_warning_says_is_so(januari: Panggung) -> None:
    januari.ajukan().wakilkan("kabid", "kasi")
    januari.penilai = "kabid"
    januari.tolak().banding()
    with pytest.raises(BukanHak):
        januari.putuskan()


def test_the_atasan_as_plt_is_warned_on_the_skp(panggung: Panggung, login: Login) -> None:
    panggung.skp(berlaku=False).wakilkan("kabid", "kasi")
    panggung.instans = panggung._skp
    assert KATA in halaman(panggung, login, "kabid")


def test_whoever_is_not_the_atasan_is_not_warned(januari: Panggung, login: Login) -> None:
    januari.ajukan().wakilkan("jft", "kasi")
    assert KATA not in halaman(januari, login, "jft")
    assert KATA not in halaman(januari, login, "kasi")


def test_whoever_stands_in_for_both_is_warned(januari: Panggung, login: Login) -> None:
    januari.ajukan().wakilkan("jft", "kasi").wakilkan("jft", "kabid")
    assert KATA in halaman(januari, login, "jft")
