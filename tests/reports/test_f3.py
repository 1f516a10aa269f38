"""Form F-3: the logbook in the columns of the form, closed by the scores; nothing struck out is lost."""

from datetime import date

import pytest

from portal.reports import f3
from portal.reports.isi_tahunan import Catatan
from tests.reports.buka import Lembar, buka
from tests.reports.contoh import PENILAI
from tests.reports.contoh_tahun import ENTRI, buku, evaluasi


def lembar(*entri: Catatan, **lain: object) -> Lembar:
    (satu,) = buka(f3.berkas(buku(*entri, **lain))).lembar
    return satu


def test_entries_stand_in_the_columns_of_the_form_in_their_order():
    f = lembar()
    r = int(f.cari("Uraian")[1:])
    assert f.baris(r) == dict(zip("ABCD", f3.KOLOM, strict=True))
    assert f.baris(r + 1) == {
        "A": "1", "B": "2 Maret 2020", "C": "[positif: Disiplin] Menggantikan rekan yang sakit.",
        "D": f"{PENILAI.nama}\nNIP {PENILAI.nip}",
    }  # fmt: skip
    assert f.cari("Lusia Pelaksana")


def test_what_was_struck_out_stays_with_who_and_why():
    f = lembar()
    assert f.cari("[perlu perbaikan] Terlambat rapat.")
    assert f.cari(f"{PENILAI.nama}\nNIP {PENILAI.nip}\nDICORET: Kornelis Kasi, 07-04-2020: salah orang")


def test_the_last_entry_has_every_score_the_sum_the_mean_and_its_word():
    f = lembar()
    (akhir,) = [s.nilai for s in f.sel.values() if s.nilai.startswith("Penilaian perilaku kerja tahun 2020")]
    assert akhir.split("\n")[1:] == [
        "Orientasi pelayanan: 88,00 (Baik)", "Integritas: 90,00 (Baik)", "Komitmen: 85,00 (Baik)",
        "Disiplin: 80,00 (Baik)", "Kerja sama: 90,00 (Baik)", "Jumlah: 433,00", "Nilai rata-rata: 86,60 (Baik)",
    ]  # fmt: skip


def test_a_year_of_ratings_closes_with_the_remarks_and_the_rating():
    (akhir,) = [s.nilai for s in lembar(penutup=evaluasi()).sel.values() if s.nilai.startswith("Penilaian perilaku")]
    assert akhir.split("\n")[1:] == [
        "Berorientasi pelayanan: Terlihat.", "Akuntabel: Terlihat.", "Rating perilaku kerja: Di atas ekspektasi",
    ]  # fmt: skip


def test_an_open_book_and_an_empty_one_can_be_printed():
    f = lembar(penutup=None)
    assert not [s for s in f.sel.values() if s.nilai.startswith("Penilaian perilaku kerja tahun")]
    kosong = buka(f3.berkas(buku(entri=(), penutup=None))).lembar[0]
    assert kosong.cari("Belum ada catatan.")


@pytest.mark.parametrize("awal", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_user_text_never_becomes_a_formula(awal):
    f = lembar(Catatan(date(2020, 1, 2), "positif", awal, awal, awal, ""), *ENTRI)
    assert not [s for s in f.sel.values() if s.rumus]
