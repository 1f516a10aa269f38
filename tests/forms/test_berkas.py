"""An uploaded file: its name made harmless, its size at the edge."""

import io

import pytest
from flask import Flask
from flask_babel import Babel

from portal.errors import TerlaluBesar, TidakSah
from portal.forms import berkas

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def bahasa():  # type: ignore[no-untyped-def]
    """Somebody to tell it to."""
    app = Flask("uji")
    Babel(app, default_locale="id")
    with app.test_request_context():
        yield


@pytest.mark.parametrize(
    ("nama", "bersih"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Berkas\\Surat tugas.pdf", "Surat tugas.pdf"),
        ("a\u202efdp.pdf", "afdp.pdf"),
        ('"<b>".pdf', "b.pdf"),
        (".pdf", "berkas.pdf"),
        ("", "berkas"),
        ("x" * 300 + ".PDF", "x" * 116 + ".pdf"),
        ("  ..laporan \t  akhir.pdf", "laporan akhir.pdf"),
        ("nul\x00byte.pdf", "nulbyte.pdf"),
        ("laporan.pdf. . ", "laporan.pdf"),
        ("/", "berkas"),
    ],
)
def test_a_name_is_made_harmless_and_keeps_its_ending(nama: str, bersih: str) -> None:
    assert berkas.bersihkan(nama) == bersih


def test_ten_megabytes_are_taken_and_not_one_byte_more() -> None:
    penuh = PDF + b"0" * (berkas.MAKS_UKURAN - len(PDF))
    assert len(berkas.baca("a.pdf", io.BytesIO(penuh)).isi) == 10 * 1024 * 1024
    with pytest.raises(TerlaluBesar, match="lebih dari 10 MB"):
        berkas.baca("a.pdf", io.BytesIO(penuh + b"0"))


@pytest.mark.parametrize("isi", [b"", b"\x00", b"PK\x03\x04", b"%PD", b"\xff\xd8"])
def test_broken_beginnings_are_refused_and_never_an_error_of_ours(isi: bytes) -> None:
    for akhir in berkas.JENIS:
        with pytest.raises(TidakSah):
            berkas.baca(f"a{akhir}", io.BytesIO(isi))
