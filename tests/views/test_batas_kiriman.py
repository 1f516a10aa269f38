"""What a form may weigh: more than any of our pages sends is refused before it is read."""

from flask.testing import FlaskClient

FORMULIR = "application/x-www-form-urlencoded"


def test_formulir_dengan_jutaan_medan_ditolak_sebelum_dibaca(client: FlaskClient) -> None:
    jawab = client.post("/login/", data=b"a=1&" * 150_000, content_type=FORMULIR)
    assert jawab.status_code == 413
    assert "terlalu besar" in jawab.text.lower()


def test_formulir_terbesar_yang_mungkin_tetap_dibaca(client: FlaskClient) -> None:
    jawab = client.post("/login/", data=b"a=" + b"x" * 400_000, content_type=FORMULIR)
    assert jawab.status_code == 302, "tanpa token CSRF: kembali ke halaman masuk"
