"""Flat form fields to nested answers: whatever names and numbers arrive are taken, dropped, or left as text."""

import pytest

from portal.errors import TidakSah
from portal.forms.isian import angka, dari_form, periksa
from portal.forms.skema import PUTUSKAN_KEBERATAN, SUSUN_SKP
from portal.queries.langkah import olah

BANYAK = "9" * 5000


def test_baris_berurutan_menurut_nomornya() -> None:
    isi = dari_form([("baris-10-kegiatan", "7"), ("baris-2-kegiatan", "5"), ("baris-2-kuantitas", "1.234,5")])
    assert isi == {"baris": [{"kegiatan": 5, "kuantitas": "1234.5"}, {"kegiatan": 7}]}


@pytest.mark.parametrize(
    ("ketikan", "polos"),
    [
        ("1.234,5", "1234.5"), ("500.000", "500000"), ("1000.000", "1000000"), ("0.500", "0.500"), ("12,5", "12.5"),
        (" 3\u00a0000 ", "3000"), ("1.5", "1.5"), ("12.00", "12.00"), ("seratus", "seratus"),
    ],
)  # fmt: skip
def test_angka_dibaca_seperti_ditulis_di_indonesia(ketikan: str, polos: str) -> None:
    assert angka(ketikan) == polos


def test_tanda_arah_tulisan_tidak_ikut_dan_huruf_lain_tetap() -> None:
    assert dari_form([("kegiatan-0-uraian", "Surat \u202eelbat\u2069 é 😀 <b>")]) == {
        "kegiatan": [{"uraian": "Surat elbat é 😀 <b>"}]
    }


def test_yang_tidak_dipilih_diminta_dipilih() -> None:
    with pytest.raises(TidakSah) as salah:
        periksa(PUTUSKAN_KEBERATAN, {"pemeriksaan": "Ada.", "alasan": "Ada."})
    assert [(t.medan, t.pesan) for t in salah.value.temuan] == [("keputusan", "Pilih salah satu.")]


@pytest.mark.parametrize("nomor", ["²", "١", BANYAK, "-1", ""])
def test_nomor_yang_bukan_bilangan_biasa_bukan_daftar_dan_ditolak_skema(nomor: str) -> None:
    isi = dari_form([(f"kegiatan-{nomor}-uraian", "x")])
    assert not isinstance(isi.get("kegiatan"), list)
    with pytest.raises(TidakSah):
        periksa(SUSUN_SKP, isi)


@pytest.mark.parametrize("nilai", ["²", "١٢", BANYAK, "1e5", ""])
def test_nomor_kegiatan_yang_bukan_bilangan_biasa_tetap_teks(nilai: str) -> None:
    assert dari_form([("baris-0-kegiatan", nilai), ("kegiatan", nilai)]) == {
        "baris": [{"kegiatan": nilai}],
        "kegiatan": nilai,
    }


def test_baris_yang_terlalu_banyak_ditolak_tanpa_dibaca_semua() -> None:
    isi = dari_form((f"kegiatan-{n}-uraian", "x") for n in range(4_900))
    assert len(isi["kegiatan"]) == 61
    with pytest.raises(TidakSah) as salah:
        periksa(SUSUN_SKP, isi)
    assert "paling banyak 60" in salah.value.pesan


@pytest.mark.parametrize("tindakan", [f"hapus-{BANYAK}", "hapus-²", "hapus-", "hapus-9"])
def test_menghapus_baris_yang_tidak_ada_tidak_mengubah_apa_pun(tindakan: str) -> None:
    isi = {"kegiatan": [{"uraian": "x"}]}
    assert olah(tindakan, object(), isi) == isi


def test_menghapus_satu_baris() -> None:
    assert olah("hapus-0", object(), {"kegiatan": [{"uraian": "x"}, {"uraian": "y"}]}) == {
        "kegiatan": [{"uraian": "y"}]
    }
