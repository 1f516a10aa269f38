"""Whatever a diagram may use has its words for whoever draws it, and the words speak of nothing else."""

import workflows
from portal import katalog, katalog_kata
from workflows.catalogue import lane_key
from workflows.functions import FUNCTIONS


def test_setiap_lajur_yang_dikenal_bernama_dan_namanya_memberi_kunci_itu() -> None:
    assert set(katalog_kata.LAJUR) == katalog.PIHAK | {"sistem"}
    assert {k: lane_key(nama) for k, (nama, _arti) in katalog_kata.LAJUR.items()} == {k: k for k in katalog_kata.LAJUR}


def test_setiap_langkah_katalog_bernama_dan_dijelaskan() -> None:
    assert set(katalog_kata.LANGKAH) == katalog.LANGKAH
    assert not [k for k, (nama, arti) in katalog_kata.LANGKAH.items() if len(str(nama)) < 5 or len(str(arti)) < 15]


def test_setiap_operasi_bernama_dan_setiap_jenis_argumen_adalah_argumen() -> None:
    assert set(katalog_kata.OPERASI) == set(katalog.OPERASI)
    assert set(katalog_kata.ARGUMEN) <= {nama for argumen in katalog.OPERASI.values() for nama in argumen}


def test_setiap_fungsi_mempunyai_contoh_yang_memang_dapat_ditulis() -> None:
    assert set(katalog_kata.FUNGSI) == set(FUNCTIONS)
    assert {k: workflows.text_problem(contoh, "kondisi") for k, contoh in katalog_kata.FUNGSI.items()} == dict.fromkeys(
        FUNCTIONS
    )


def test_fakta_disebut_hanya_untuk_proses_hukum() -> None:
    assert set(katalog_kata.FAKTA) == katalog.PROSES_HUKUM
