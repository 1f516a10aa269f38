"""/bahasa/<kode>: the language is kept, and the way back never leads to another site."""

import pytest

from portal.views.bahasa import lokal
from tests.views.bantuan import pohon


def test_the_chosen_language_is_kept_and_one_comes_back(client: object) -> None:
    jawab = client.get("/bahasa/en?kembali=/login/")
    assert jawab.status_code == 302
    assert jawab.location == "/login/"
    assert pohon(client.get("/login/")).get("lang") == "en"
    client.get("/bahasa/id?kembali=/login/")
    assert pohon(client.get("/login/")).get("lang") == "id"


def test_a_language_we_do_not_speak_is_not_found(client: object) -> None:
    assert client.get("/bahasa/fr").status_code == 404


@pytest.mark.parametrize(
    "jahat",
    [
        "https://jahat.example/",
        "//jahat.example",
        "/\\jahat.example",
        "javascript:alert(1)",
        "tugas",
        "",
        "/\n/jahat",
        "///jahat.example",
    ],
)
def test_the_way_back_is_only_ever_a_path_of_this_portal(client: object, jahat: str) -> None:
    jawab = client.get("/bahasa/en", query_string={"kembali": jahat})
    assert jawab.location == "/"
    assert lokal(jahat) is None


@pytest.mark.parametrize("baik", ["/", "/tugas/?saring=dekat&halaman=2", "/tugas/abc#catatan"])
def test_a_path_with_its_query_is_kept(baik: str) -> None:
    assert lokal(baik) == baik
