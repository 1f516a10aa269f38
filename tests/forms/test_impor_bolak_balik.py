"""What goes out comes back: any draft through the template, the rows of our own F-1, files that LibreOffice saved."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portal.forms.impor import baca_berkas, gabung
from portal.forms.impor.templat import Milik
from portal.reports import f1, templat_realisasi, templat_skp
from portal.reports.lembar import bersih
from portal.reports.templat import BarisRealisasi, Pemilik, TemplatRealisasi, TemplatSkp
from tests.reports.contoh import ANGGARAN, LAPORAN, PEGAWAI, formulir, kegiatan, nilai

NIP = PEGAWAI.nip
TANPA_SUSUT = [Phase.explicit, Phase.reuse, Phase.generate]
"""A workbook takes too long to be made over and over for the smallest failing case."""
SKP = Milik("skp", NIP, 2026, "SKP-2026-00001")
PEMILIK = Pemilik("SKP-2026-00001", 2026, PEGAWAI.nama, NIP, "Pengadministrasi Umum", "Seksi Anak", True)
BERKAS = Path(__file__).parent / "berkas_impor"


@pytest.fixture(autouse=True)
def _konteks(portal_uji: Flask) -> Any:
    with portal_uji.test_request_context():
        yield


def angka(paling_banyak: int, desimal: int, paling_sedikit: int = 0) -> st.SearchStrategy[str]:
    return st.decimals(paling_sedikit, paling_banyak, places=desimal, allow_nan=False).map(lambda d: f"{d:f}")


KATA = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=60).filter(
    lambda t: bersih(t) not in ("", "-", "–", "—", ".", "...", "…")
)
BULAN = st.fixed_dictionaries(
    {
        "kuantitas": angka(999_999_999_999, 2), "kualitas": angka(100, 2), "waktu": angka(999, 2),
        "biaya": st.just("") | angka(999_999_999_999_999, 0), "ak": st.just("") | angka(99_999, 3),
    }
)  # fmt: skip
BARIS = st.fixed_dictionaries(
    {
        "id": st.just(""), "uraian": KATA, "satuan": KATA, "kuantitas": angka(999_999_999_999, 2),
        "kualitas": angka(100, 2), "waktu": angka(12, 0, 1), "biaya": st.just("") | angka(999_999_999_999_999, 0, 1),
        "ak": st.just("") | angka(99_999, 3, 1),
        "bulan": st.dictionaries(st.integers(1, 12).map(str), BULAN, max_size=3),
    }
)  # fmt: skip


def polos(isi: Any, nama: str = "") -> Any:
    """A draft to be compared: numbers as numbers, words as a workbook can hold them, what is filled in."""
    if isinstance(isi, Mapping):
        return {k: polos(v, k) for k, v in isi.items() if v not in ("", {}, None)}
    if isinstance(isi, list):
        return [polos(x, nama) for x in isi]
    return bersih(isi) if nama in ("uraian", "satuan", "id") else Decimal(isi) if isi else None


def templat(baris: list[dict[str, Any]]) -> bytes:
    isi = TemplatSkp(PEMILIK, date(2026, 1, 1), date(2026, 12, 31), tuple(range(1, 13)), baris)
    with templat_skp.berkas(isi) as berkas:
        return berkas.read()


@settings(max_examples=25, phases=TANPA_SUSUT)
@given(st.lists(BARIS, min_size=1, max_size=4))
def test_any_draft_comes_back_through_the_template_exactly(baris: list[dict[str, Any]]) -> None:
    impor = baca_berkas(templat(baris), SKP, {})
    assert (impor.jenis, impor.terlewat, sum(b.tidak_paham for b in impor.baris)) == ("templat", (), 0)
    assert polos([b.isian for b in impor.baris]) == polos(baris)
    hasil = gabung.skp("ganti", baris, impor)
    assert (hasil.tetap, hasil.berubah, hasil.baru, hasil.hilang) == (len(baris), 0, 0, 0)
    assert polos(gabung.skp("gabung", baris, impor).isian["kegiatan"]) == polos(baris)


def test_words_that_look_like_formulas_numbers_or_totals_stay_words() -> None:
    baris = [
        {
            "uraian": u,
            "satuan": "5",
            "kuantitas": "1",
            "kualitas": "1",
            "waktu": "1",
            "biaya": "",
            "ak": "",
            "bulan": {},
        }
        for u in ("=1+1", "Jumlah", "Pejabat Penilai,", "NIP 199101012015012007", "_x000D_", "II. TUGAS TAMBAHAN", "12")
    ]
    assert polos([b.isian for b in baca_berkas(templat(baris), SKP, {}).baris]) == polos(baris)


def test_a_row_keeps_the_id_it_has_and_a_template_of_another_skp_does_not_bring_any() -> None:
    baris = [{"id": "17", "uraian": "Menyusun", "satuan": "Laporan", "kuantitas": "1"}]
    isi = templat(baris)
    assert baca_berkas(isi, SKP, {}).baris[0].id == "17"
    lain = baca_berkas(isi, Milik("skp", NIP, 2026, "SKP-2026-00002"), {})
    assert lain.baris[0].id == ""
    assert "SKP-2026-00001" in lain.peringatan[0]


@settings(max_examples=15, phases=TANPA_SUSUT)
@given(
    st.lists(
        st.tuples(
            st.text("abcdefghij klmno", min_size=3, max_size=40).filter(lambda t: len(t.strip()) > 2),
            angka(99_999_999, 2, 1), angka(100, 2), angka(12, 0, 1), st.none() | angka(999_999_999_999, 0, 1),
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
def test_our_own_f1_comes_back_with_the_same_rows(isi: list[tuple[str, str, str, str, str | None]]) -> None:
    semua = [kegiatan(nilai(q, k, w, b), uraian=f"Kegiatan {u.strip()}") for u, q, k, w, b in isi]
    with f1.berkas([formulir(*semua)]) as berkas:
        impor = baca_berkas(berkas.read(), SKP, {})
    assert impor.jenis == "bebas"
    assert not [p for p in impor.peringatan if "NIP" in p or "tahun" in p]
    assert [b.medan["uraian"].nilai for b in impor.baris] == [s.uraian for s in semua]
    for baris, (_u, q, k, w, b) in zip(impor.baris, isi, strict=True):
        terbaca = [baris.medan[m].nilai for m in ("kuantitas", "kualitas", "waktu", "biaya")]
        assert polos(terbaca) == polos([q, k, w, b or ""])
        assert baris.medan["satuan"].nilai == "Laporan"


def test_of_many_forms_the_persons_own_is_read() -> None:
    lain = formulir(kegiatan(nilai("1", "1", "1"), uraian="Milik orang lain"))
    lain = type(lain)(**{**vars(lain), "pegawai": type(PEGAWAI)("Orang Lain", "198001012005011009")})
    with f1.berkas([lain, formulir(LAPORAN, ANGGARAN)]) as berkas:
        impor = baca_berkas(berkas.read(), SKP, {})
    assert [b.medan["uraian"].nilai for b in impor.baris] == ["Menyusun laporan", "Anggaran"]


def test_a_month_comes_back_through_its_template() -> None:
    isi = {"kuantitas": "8.5", "kualitas": "97.25", "waktu": "19", "biaya": "0", "catatan": "=Tautan: https://x.id"}
    target = {"kuantitas": "9", "kualitas": "100", "waktu": "20", "biaya": "1000"}
    pemilik = Pemilik("RB-1", 2026, PEGAWAI.nama, NIP, "Umum", "Seksi", False, 1)
    with templat_realisasi.berkas(TemplatRealisasi(pemilik, (BarisRealisasi(5, "A", "B", target, isi),))) as berkas:
        impor = baca_berkas(berkas.read(), Milik("realisasi", NIP, 2026, "RB-1", "1"), {5: tuple(target)})
    hasil = gabung.realisasi("ganti", [{"kegiatan": 5, "kuantitas": "1"}], impor)
    assert hasil.isian["baris"] == [{"kegiatan": 5, **isi}]


# Saved again by LibreOffice 7.4, which keeps the hidden mark, the merged cells and the formats


def test_the_template_saved_by_libreoffice_is_the_same() -> None:
    (satu,) = baca_berkas((BERKAS / "templat.xlsx").read_bytes(), SKP, {}).baris
    assert polos(satu.isian) == polos(
        {
            "id": "7", "uraian": "Menyusun laporan\nbulanan", "satuan": "Laporan", "kuantitas": "12.5",
            "kualitas": "97.25", "waktu": "2", "biaya": "10000001",
            "bulan": {
                "1": {"kuantitas": "6.5", "kualitas": "100", "waktu": "20", "biaya": "5000001"},
                "12": {"kuantitas": "6", "kualitas": "100", "waktu": "19.5", "biaya": "5000000"},
            },
        }
    )  # fmt: skip


def test_the_form_by_hand_saved_by_libreoffice_is_understood() -> None:
    impor = baca_berkas((BERKAS / "manual.xlsx").read_bytes(), SKP, {})
    assert [b.medan["kuantitas"].nilai for b in impor.baris] == ["12", "24", "02/01/2026"]
    assert [b.medan["kualitas"].nilai for b in impor.baris] == ["100", "98.5", "95"]
    assert "tersembunyi" in impor.terlewat[0].sebab


def test_our_f1_saved_by_libreoffice_is_understood() -> None:
    impor = baca_berkas((BERKAS / "f1.xlsx").read_bytes(), SKP, {})
    assert [(b.medan["uraian"].nilai, b.medan["ak"].nilai, b.medan["biaya"].nilai) for b in impor.baris] == [
        ("Menyusun laporan", "", ""), ("Anggaran", "1.5", "50000000"),
    ]  # fmt: skip
