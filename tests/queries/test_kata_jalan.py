"""Every word that the engine writes into a history is told in words, in both languages."""

from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale

import workflows
from portal import waktu
from portal.queries.kata_jalan import APA, BUKAN_FAKTA, baris, fakta
from workflows.kinds import EVENTS
from workflows.operating import TITLES

JENIS = {"done": "user", "incident": "instance", "cancelled": "instance"} | dict.fromkeys(TITLES, "instance")
FAKTA = {
    "assigned": {"dari": "orang:1", "ke": "orang:2", "alasan": "Mutasi"},
    "delegated": {"dari": "orang:1", "ke": "orang:2", "alasan": "Cuti"},
    "given_back": {"dari": "orang:2", "ke": "orang:1"},
    "moved": {"dari": "isi", "ke": "catat", "fakta": {"lama": 2}, "alasan": "Salah langkah"},
    "corrected": {"fakta": {"lama": 5}, "sebelumnya": {"lama": 3}, "dihapus": ["darurat"], "alasan": "Keliru"},
    "migrated": {"dari": 1, "ke": 2, "alasan": "Versi baru"},
    "reverted": {"dari": 2, "ke": 1, "persis": True, "alasan": "Belum siap"},
    "incident": {"pesan": "Pembagi nol"},
}
NAMA: dict[str, str] = {"orang:1": "Ani", "orang:2": "Budi", "orang:9": "Admin"}


def langkah(apa: str, **lain: Any) -> workflows.Step:
    """A line of a history as the engine writes it."""
    isi = {"seq": 4, "at": waktu.sekarang(), "element": "isi", "name": "Isi data", "kind": JENIS.get(apa, "user")}
    isi |= {"lane": "pegawai", "by": "orang:9", "on_behalf_of": None, "facts": FAKTA.get(apa, {}), "what": apa}
    return workflows.Step(**(isi | lain))


def kata(app: Flask, apa: str, bahasa: str) -> str:
    with app.test_request_context(), force_locale(bahasa):
        satu = baris(langkah(apa), NAMA, None, {"isi": "Isi data", "catat": "Catat"})
        assert satu is not None, apa
        return " ".join((satu.nama, satu.oleh, satu.lama, satu.keterangan))


def test_the_words_are_those_of_the_engine() -> None:
    assert set(APA) == workflows.HISTORY_WORDS
    assert {*EVENTS, *TITLES} < workflows.HISTORY_WORDS


@pytest.mark.parametrize("apa", sorted(workflows.HISTORY_WORDS))
def test_every_word_is_a_line_in_both_languages(app: Flask, apa: str) -> None:
    indonesia, inggris = kata(app, apa, "id"), kata(app, apa, "en")
    assert apa not in indonesia.lower().split()
    if apa != "done":  # a step that is done is told by its own name
        assert indonesia != inggris
    with app.test_request_context(), force_locale("en"):
        inggris = str(APA[apa])
    with app.test_request_context(), force_locale("id"):
        assert str(APA[apa]) != inggris


@pytest.mark.parametrize(
    ("apa", "sebagian"),
    [
        ("delegated", "Isi data diserahkan Admin dari Ani kepada Budi “Cuti”"),
        ("given_back", "Isi data diserahkan kembali Admin dari Budi kepada Ani"),
        ("moved", "Dipindahkan Admin dari Isi data ke Catat “Salah langkah”"),
        ("corrected", "Fakta dibetulkan Admin Lama, Darurat “Keliru”"),
        ("migrated", "Pindah versi Admin dari versi 1 ke versi 2 “Versi baru”"),
        ("incident", "Terhenti sistem  Pembagi nol"),
    ],
)
def test_a_line_says_what_exactly_was_done(app: Flask, apa: str, sebagian: str) -> None:
    assert sebagian in kata(app, apa, "id")


def test_what_an_operation_says_of_itself_is_no_fact_of_the_case() -> None:
    for apa in BUKAN_FAKTA - {"moved", "corrected"}:
        assert fakta(langkah(apa)) == {}
    assert fakta(langkah("corrected")) == {"lama": 5, "darurat": None}
    assert fakta(langkah("moved")) == {"lama": 2}
    assert fakta(langkah("done", facts={"keputusan": "setuju"})) == {"keputusan": "setuju"}
