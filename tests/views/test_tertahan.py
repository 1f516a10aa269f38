"""A form whose session ended is not lost: login first, then it is there again as typed, not sent."""

import random
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from portal.views import tertahan
from tests.views.bantuan import KUNCI, pohon, teks, usul

Login = Callable[[str], object]
SETUJU = {"keputusan": "setuju", "catatan": "Sesuai.", "kunci": KUNCI, "tindakan": "kirim"}


def masuk_lagi(klien: object, siapa: str, login: Login) -> None:
    """Log in in this same browser."""
    with login(siapa).session_transaction() as lain:
        masuk = {kunci: lain[kunci] for kunci in ("_user_id", "_fresh", "sandi")}
    with klien.session_transaction() as sesi:
        sesi.update(masuk)


def test_a_form_sent_after_the_session_ended_comes_back_as_typed_after_login(
    db: Session, client: object, login: Login
) -> None:
    tugas_id = usul(db, "kasi")
    login("kasi").kirim(f"/tugas/{tugas_id}/draf", {"catatan": "draf lama"})
    jawab = client.post(
        f"/tugas/{tugas_id}", data={**SETUJU, "catatan": "baru diketik"}, headers={"Origin": "http://localhost"}
    )
    assert jawab.status_code == 302
    assert "/login/" in jawab.location
    assert tugas_id in jawab.location
    assert "Isian Anda tidak hilang" in teks(pohon(client.get(jawab.location)))
    masuk_lagi(client, "kasi", login)
    halaman = pohon(client.get(f"/tugas/{tugas_id}"))
    assert halaman.get_element_by_id("catatan").text.strip() == "baru diketik"
    assert "belum terkirim" in teks(halaman)
    lagi = pohon(client.get(f"/tugas/{tugas_id}"))
    assert lagi.get_element_by_id("catatan").text.strip() == "draf lama"


def test_a_form_from_another_site_is_not_offered_to_anyone(db: Session, client: object, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    for asal in ({"Origin": "https://jahat.example"}, {}):
        client.post(f"/tugas/{tugas_id}", data={**SETUJU, "catatan": "kata orang lain"}, headers=asal)
    masuk_lagi(client, "kasi", login)
    assert "kata orang lain" not in client.get(f"/tugas/{tugas_id}").text


def test_a_form_whose_token_is_old_is_shown_again_instead_of_lost(db: Session, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    klien = login("kasi")
    data = {**SETUJU, "catatan": "dari tab lama", "csrf_token": "usang"}
    jawab = klien.post(f"/tugas/{tugas_id}", data=data, headers={"Origin": "http://localhost"}, follow_redirects=True)
    assert pohon(jawab).get_element_by_id("catatan").text.strip() == "dari tab lama"
    assert pohon(klien.get("/tugas/")).cssselect("main .tasks > li"), "nothing was sent"


def test_the_saving_script_is_sent_to_login_when_the_session_ended(db: Session, client: object) -> None:
    tugas_id = usul(db, "kasi")
    jawab = client.post(
        f"/tugas/{tugas_id}/draf", data={"catatan": "x"},
        headers={"Accept": "application/json", "Referer": f"http://localhost/tugas/{tugas_id}"},
    )  # fmt: skip
    assert jawab.status_code == 302
    assert jawab.location.endswith(f"next=/tugas/{tugas_id}") or f"%2Ftugas%2F{tugas_id}" in jawab.location


def test_a_form_too_long_for_the_cookie_is_left_to_the_draft(db: Session, client: object, login: Login) -> None:
    tugas_id = usul(db, "kasi")
    panjang = random.Random(1).randbytes(6_000).hex()
    client.post(f"/tugas/{tugas_id}", data={**SETUJU, "catatan": panjang}, headers={"Origin": "http://localhost"})
    masuk_lagi(client, "kasi", login)
    assert "belum terkirim" not in client.get(f"/tugas/{tugas_id}").text


def test_what_was_kept_half_an_hour_ago_is_not_offered(
    db: Session, client: object, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    tugas_id = usul(db, "kasi")
    client.post(f"/tugas/{tugas_id}", data={**SETUJU, "catatan": "lama"}, headers={"Origin": "http://localhost"})
    masuk_lagi(client, "kasi", login)
    monkeypatch.setattr(tertahan, "UMUR", -1)
    assert "belum terkirim" not in client.get(f"/tugas/{tugas_id}").text


def test_an_expired_login_page_is_simply_shown_again(client: object) -> None:
    jawab = client.post("/login/?next=/tugas/", data={"username": "x", "password": "rahasia", "csrf_token": "usang"})
    assert jawab.status_code == 302
    assert jawab.location.endswith("/login/?next=/tugas/")
    with client.session_transaction() as sesi:
        assert "rahasia" not in str(dict(sesi))
