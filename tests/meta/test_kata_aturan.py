"""Every sentence of the rules has its twin in English, and the reader gets the one of his language."""

import ast
import re

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from portal.errors import Bentrok, TidakSah
from portal.kata_aturan import KALIMAT, _pola, kata
from portal.rules.temuan import Temuan
from tests.meta.pohon import AKAR, nama, pohon, python

PEMBUAT = {"Temuan", "GalatMasukan", "GalatNip", "TindakanDitolak"}
BUKAN_KALIMAT = {"{}: {}{}"}
"""Another rule's sentence after the label of its field (rules/ketentuan.py)."""


def _teks(simpul: ast.expr) -> list[str]:
    """The texts an expression may give, what is filled in as {}."""
    if isinstance(simpul, ast.Constant):
        return [simpul.value] if isinstance(simpul.value, str) else []
    if isinstance(simpul, ast.JoinedStr):
        return ["".join(v.value if isinstance(v, ast.Constant) else "{}" for v in simpul.values)]
    if isinstance(simpul, ast.IfExp):
        return _teks(simpul.body) + _teks(simpul.orelse)
    return []


def _kalimat() -> list[tuple[str, str]]:
    hasil = []
    for berkas in python("portal/rules"):
        for simpul in ast.walk(pohon(berkas)):
            semua: list[str] = []
            if isinstance(simpul, ast.Call) and ast.unparse(simpul.func).rpartition(".")[2] in PEMBUAT and simpul.args:
                semua = _teks(simpul.args[-1])
            elif isinstance(simpul, ast.Assign) and getattr(simpul.targets[0], "id", "").startswith("pesan"):
                semua = _teks(simpul.value)
            hasil += [(nama(berkas), satu) for satu in semua if satu not in BUKAN_KALIMAT]
    return hasil


@pytest.fixture
def inggris():
    app = Flask("uji")
    Babel(app, default_locale="id", default_translation_directories=str(AKAR / "portal" / "translations"))
    with app.test_request_context(), force_locale("en"):
        yield app


def test_every_sentence_of_the_rules_is_known():
    semua = _kalimat()
    assert len(semua) > 150
    asing = [(dari, satu) for dari, satu in semua if not any(p.fullmatch(satu.replace("{}", "7")) for p, _k in _pola())]
    assert asing == []


def test_no_sentence_is_listed_that_no_rule_says():
    semua = [re.escape(satu).replace(r"\{\}", ".+") for _dari, satu in _kalimat()]
    contoh = {satu: re.sub(r"%\([a-c]\)s", "7 7 7", satu) for satu in KALIMAT}
    assert [k for k, satu in contoh.items() if not any(re.fullmatch(pola, satu) for pola in semua)] == []


@pytest.mark.parametrize(
    ("pesan", "kalimat"),
    [
        ("Isi dengan angka paling kecil 0.", "Enter a number of at least 0."),
        ("Isi paling banyak 2 angka di belakang koma.", "Enter at most 2 decimals."),
        (
            "Target waktu 12 bulan, tetapi ada target untuk 3 bulan. Samakan keduanya.",
            "The target time is 12 months, but there are targets for 3 months. Make them equal.",
        ),
        ("Alasan penolakan banding belum diisi.", "The reason for denying the appeal is missing."),
        ("Kalimat yang bukan dari aturan.", "Kalimat yang bukan dari aturan."),
    ],
)
def test_the_reader_of_english_gets_the_twin(inggris, pesan, kalimat):
    assert kata(pesan) == kalimat
    assert Bentrok(pesan).pesan == kalimat
    salah = TidakSah(Temuan("waktu", 1, pesan))
    assert (salah.temuan[0].pesan, salah.pesan) == (kalimat, kalimat)


def test_what_is_filled_in_is_said_in_the_same_language(inggris):
    assert kata("Target Maret tidak berubah: revisi berlaku mulai April.") == (
        "The target of March does not change: the revision begins with April."
    )


def test_the_reader_of_indonesian_and_the_worker_get_the_sentence_itself(inggris):
    with force_locale("id"):
        assert kata("Isi dengan angka paling kecil 0.") == "Isi dengan angka paling kecil 0."


def test_without_a_reader_nothing_changes():
    assert kata("Isi dengan angka paling kecil 0.") == "Isi dengan angka paling kecil 0."
