"""The catalogues: every text of ours in English, every text of FAB and WTForms in Indonesian, placeholders kept."""

import re

import pytest
from babel.messages.catalog import Message
from babel.support import Translations

from portal import terjemahan
from scripts import terjemah

BAHASA = ("en", "id")
SAMA = frozenset({
    "TPP", "TPP %(bulan)s",
    "Unit", "OPD", "SKP", "NIP", "Target", "target", "Parameter", "AK", "SKP %(tahun)s", "auditor", "No", "Email",
    "Admin BKD: %(nama)s", "Badan Kepegawaian Daerah", "Diagram", "Rating", "SKP: %(keadaan)s", "Studio: %(nama)s",
    "final",
})  # fmt: skip
"""Texts that are the same word in both languages."""


def terjemahan_dari(pesan: Message) -> list[str]:
    """The translations of a message; two where it counts something."""
    return list(pesan.string) if isinstance(pesan.string, tuple) else [pesan.string]


def asal(pesan: Message) -> list[str]:
    return list(pesan.id) if isinstance(pesan.id, tuple) else [pesan.id]


def kunci(pesan: Message) -> str:
    return asal(pesan)[0]


@pytest.mark.parametrize("bahasa", BAHASA)
def test_every_text_has_its_translation(bahasa):
    ada = {kunci(m): m for m in terjemah.baca(bahasa) if m.id}
    belum = [
        kunci(m)
        for m in terjemah.terkumpul(bahasa)
        if m.id and (kunci(m) not in ada or not all(terjemahan_dari(ada[kunci(m)])))
    ]
    assert not belum, "scripts/terjemah.sh ambil, lalu terjemahkan:\n" + "\n".join(belum)


@pytest.mark.parametrize("bahasa", BAHASA)
def test_a_translation_keeps_the_placeholders_the_blanks_around_and_the_line_breaks(bahasa):
    salah = []
    for pesan in terjemah.baca(bahasa):
        if not pesan.id or not all(terjemahan_dari(pesan)):
            continue
        for dari, ke in zip(asal(pesan), terjemahan_dari(pesan), strict=True):
            for ciri in (r"%\(\w+\)[sd]", r"^\s+|\s+$", r"<[^>]+>"):
                if sorted(re.findall(ciri, dari)) != sorted(re.findall(ciri, ke)):
                    salah.append(f"{dari!r} -> {ke!r}")
    assert not salah, "\n".join(salah)


@pytest.mark.parametrize("bahasa", BAHASA)
def test_nothing_in_a_catalogue_is_guessed(bahasa):
    assert terjemah.jalan(bahasa).read_text(encoding="utf-8").count("fuzzy") == 0


@pytest.mark.parametrize("bahasa", BAHASA)
def test_what_is_built_says_what_the_source_says(bahasa):
    with terjemahan.berkas(bahasa, ".mo").open("rb") as berkas:
        bangunan = Translations(berkas)
    for pesan in terjemah.baca(bahasa):
        if pesan.id and all(terjemahan_dari(pesan)):
            jadi = bangunan.ungettext(*pesan.id, 1) if isinstance(pesan.id, tuple) else bangunan.ugettext(pesan.id)
            assert jadi == terjemahan_dari(pesan)[0], f"{kunci(pesan)}: scripts/terjemah.sh bangun"


def test_a_translation_into_english_is_not_the_indonesian_text():
    sama = [m.id for m in terjemah.baca("en") if m.id and m.id == m.string and m.id not in SAMA]
    assert not sama, "\n".join(map(str, sama))


def test_no_text_of_ours_is_changed_by_the_catalogue_for_the_framework():
    milik_kita = {kunci(m) for m in terjemah.terkumpul("en") if m.id}
    berubah = [
        kunci(m) for m in terjemah.baca("id") if m.id and kunci(m) in milik_kita and kunci(m) != terjemahan_dari(m)[0]
    ]
    assert not berubah


def test_the_portal_does_not_start_without_its_catalogues(tmp_path, monkeypatch):
    from flask import Flask

    monkeypatch.setattr(terjemahan, "FOLDER", tmp_path)
    with pytest.raises(terjemahan.CatalogueNotBuilt, match=r"id, en belum dibangun.*make setup"):
        terjemahan.init_app(Flask(__name__))
