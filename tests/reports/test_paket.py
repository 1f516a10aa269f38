"""Forms of many people: a list in front of the sheets, several workbooks in a ZIP, one workbook in memory at a time."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from portal.reports import paket
from portal.reports.isi import Formulir
from tests.reports import contoh_kinerja
from tests.reports.buka import Buku, buka
from tests.reports.contoh import LAPORAN, PEGAWAI, formulir
from tests.reports.contoh_tahun import buku, evaluasi, tahunan

CONTOH = {"f3": buku, "f4": tahunan, "dokumen6": evaluasi, **contoh_kinerja.SEMUA}
"""Form -> what it is written from, where that is no SKP."""


def orang(banyak: int, nama: str = "Orang") -> Iterator[Formulir]:
    for n in range(banyak):
        yield formulir(LAPORAN, pegawai=replace(PEGAWAI, nama=f"{nama} {n}"))


def tulis(folder: Path, banyak: int, kunci: str = "f2", **lain: object) -> tuple[str, Path, list[int]]:
    kerja, tujuan, kabar = folder / "kerja", folder / "hasil", []
    kerja.mkdir()
    isi = lain.pop("isi", None) or orang(banyak)
    akhiran = paket.tulis(
        tujuan, isi, paket.FORM[kunci], jumlah=banyak, nama="F-2_2026", kerja=kerja, lapor=kabar.append
    )
    return akhiran, tujuan, kabar


def arsip(tujuan: Path) -> dict[str, Buku]:
    with zipfile.ZipFile(tujuan) as z:
        return {n: buka(io.BytesIO(z.read(n))) for n in z.namelist()}


def test_as_many_as_one_workbook_holds_are_one_workbook_with_a_list_that_leads_to_each(tmp_path):
    akhiran, tujuan, kabar = tulis(tmp_path, 3)
    buku = buka(tujuan.read_bytes())
    assert akhiran == "xlsx"
    assert [s.nama for s in buku.lembar] == ["Daftar", "Orang 0 2007", "Orang 1 2007", "Orang 2 2007"]
    daftar = buku.lembar[0]
    assert daftar.baris(3) == {
        "A": "NO", "B": "NIP", "C": "Nama", "D": "Jabatan", "E": "Unit kerja", "F": "Nilai capaian SKP", "G": "Sebutan",
        "H": "Bulan terverifikasi", "I": "Lembar",
    }  # fmt: skip
    assert daftar.baris(4)["I"] == "Orang 0 2007"
    assert [daftar.baris(4)[k] for k in "FGH"] == ["85.67", "Baik", "12 dari 12"]
    assert kabar == [3]


def test_more_come_as_several_workbooks_and_one_list_of_all(tmp_path, monkeypatch):
    monkeypatch.setattr(paket, "PALING_BANYAK", 4)
    monkeypatch.setattr(paket, "LAPOR", 3)
    akhiran, tujuan, kabar = tulis(tmp_path, 10)
    isi = arsip(tujuan)
    assert akhiran == "zip"
    assert [(n, len(b.lembar)) for n, b in isi.items()] == [
        ("F-2_2026_01.xlsx", 5), ("F-2_2026_02.xlsx", 5), ("F-2_2026_03.xlsx", 3), ("F-2_2026_daftar.xlsx", 1),
    ]  # fmt: skip
    (daftar,) = isi["F-2_2026_daftar.xlsx"].lembar
    for n in range(10):
        baris = daftar.baris(n + 4)
        assert baris["J"] in [s.nama for s in isi[baris["I"]].lembar], "setiap orang ditemukan di buku kerjanya"
    assert kabar == [3, 6, 9, 10]


def test_a_workbook_that_is_exactly_full_is_not_followed_by_an_empty_one(tmp_path, monkeypatch):
    monkeypatch.setattr(paket, "PALING_BANYAK", 2)
    assert [len(b.lembar) for b in arsip(tulis(tmp_path, 4)[1]).values()] == [3, 3, 1]


def test_only_one_workbook_is_read_at_a_time(tmp_path, monkeypatch):
    """When a workbook is closed no form of the next but the one that opens it has been asked for."""
    monkeypatch.setattr(paket, "PALING_BANYAK", 2)
    diminta, saat_tutup = [], []
    asli = paket.tulis_ke

    def menghitung() -> Iterator[Formulir]:
        for satu in orang(6):
            diminta.append(satu)
            yield satu

    def tutup(*a, **k):
        asli(*a, **k)
        saat_tutup.append(len(diminta))

    monkeypatch.setattr(paket, "tulis_ke", tutup)
    tulis(tmp_path, 6, isi=menghitung())
    assert saat_tutup == [2, 4, 6, 6]


def test_two_people_of_one_name_and_one_called_like_the_list_have_sheets_of_their_own(tmp_path):
    isi = (formulir(LAPORAN, pegawai=replace(PEGAWAI, nama=n, nip="")) for n in ("Daftar", "Ana", "ana"))
    buku = buka(tulis(tmp_path, 3, "f1", isi=isi)[1].read_bytes())
    assert [s.nama for s in buku.lembar] == ["Daftar", "Daftar (2)", "Ana", "ana (2)"]


def test_a_person_called_like_a_formula_is_text_in_the_list(tmp_path):
    isi = orang(1, "=1+1")
    daftar = buka(tulis(tmp_path, 1, isi=isi)[1].read_bytes()).lembar[0]
    assert (daftar.sel["C4"].nilai, daftar.sel["C4"].jenis, daftar.sel["C4"].rumus) == ("=1+1 0", "s", None)


@pytest.mark.parametrize("kunci", sorted(paket.FORM))
def test_a_form_that_fails_leaves_nothing_that_looks_finished(tmp_path, kunci):
    def rusak() -> Iterator[object]:
        yield from [CONTOH[kunci]() if kunci in CONTOH else formulir(LAPORAN)] * 2
        raise RuntimeError("rusak")

    with pytest.raises(RuntimeError, match="rusak"):
        tulis(tmp_path, 3, kunci, isi=rusak())
    assert not zipfile.is_zipfile(tmp_path / "hasil")


@pytest.mark.parametrize(("kunci", "kolom"), [
    ("f3", {"F": "2", "G": "ya"}), ("f4", {"F": "88.26", "G": "Baik", "H": "Sah"}),
    ("dokumen6", {"F": "Baik", "G": "Sah"}), ("skp30", {"F": "97.33", "G": "5 dari 6"}),
    ("dokumen30", {"F": "102.5", "G": "Baik", "H": "Sah"}), ("skp6", {"F": "28 Januari 2026"}),
    ("evaluasi6", {"F": "Baik", "G": "Sah"}), ("ak6", {"F": "Baik", "G": "25", "H": "Sah"}),
])  # fmt: skip
def test_the_list_says_of_each_year_what_came_of_it(tmp_path, kunci, kolom):
    buku = buka(tulis(tmp_path, 2, kunci, isi=iter([CONTOH[kunci]()] * 2))[1].read_bytes())
    assert len(buku.lembar) == 3
    assert kolom.items() <= buku.lembar[0].baris(4).items()
