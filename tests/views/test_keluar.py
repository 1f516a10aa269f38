"""Logging out is an act of one's own: a form with a token; a link only asks."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.views.bantuan import pohon, teks

Login = Callable[[str], Any]


def test_a_link_to_logout_ends_nothing_and_asks(login: Login) -> None:
    klien = login("kasi")
    jawab = klien.get("/logout/", headers={"Referer": "http://localhost/tugas/"})
    assert jawab.status_code == 200 and "Keluar dari PPK Online?" in jawab.text
    (kembali,) = pohon(jawab).cssselect("main form a")
    assert kembali.get("href").endswith("/tugas/")
    assert klien.get("/tugas/").status_code == 200


def test_the_form_ends_the_session(login: Login) -> None:
    klien = login("kasi")
    jawab = klien.kirim("/logout/")
    assert jawab.status_code == 302
    assert klien.get("/tugas/").headers["Location"].startswith("/login/")


def test_another_sites_form_ends_nothing(login: Login) -> None:
    klien = login("kasi")
    assert klien.post("/logout/").status_code == 400
    assert klien.get("/tugas/").status_code == 200


def test_the_way_back_never_leads_to_another_site(login: Login) -> None:
    jawab = login("kasi").get("/logout/", headers={"Referer": "https://situs-lain.example/"})
    (kembali,) = pohon(jawab).cssselect("main form a")
    assert "situs-lain" not in kembali.get("href")


@pytest.mark.parametrize("alamat", ["/", "/tugas/", "/tidak-ada"])
def test_every_page_has_the_form_in_the_persons_own_menu(alamat: str, login: Login) -> None:
    klien = login("kasi")
    (form,) = pohon(klien.get(alamat)).cssselect(".who form")
    assert (form.get("method"), form.get("action"), teks(form)) == ("post", "/logout/", "Keluar")
    kunci = form.cssselect("[name=csrf_token]")[0].get("value")
    assert klien.post("/logout/", data={"csrf_token": kunci}).status_code == 302


def test_whoever_is_out_already_is_led_to_the_login(client: Any) -> None:
    assert client.get("/logout/").headers["Location"] == "/login/"
