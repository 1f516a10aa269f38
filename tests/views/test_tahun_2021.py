"""The year of two laws as pages: a number for each half, an idea in words, the halves and the year before and after."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.views.bantuan import pohon, teks
from tests.views.lakon_tahun import Mulai, buka, kirim, mulai, utama
from tests.views.langkah_bulan import salah

__all__ = ["mulai"]
Login = Callable[[str], Any]
IDE = 11
"""The row of the new idea: five aspects, four aspects, kinerja tambahan, penilaian 360, idea."""


def test_each_half_has_its_aspects_and_its_scale(mulai: Mulai, login: Login) -> None:
    halaman = pohon(buka(mulai(tahun=2021), login("kasi"), 12))
    kolom = [i.get("name") for i in halaman.cssselect("form#isian input[name$='-nilai']")]
    assert kolom == [f"aspek-{n}-nilai" for n in range(10)]
    assert not halaman.cssselect("form#isian input[type=radio]")
    tulisan = teks(halaman)
    for bagian in ("Semester I: Integritas", "Semester II: Inisiatif kerja", "0–100", "0–120", "0–10"):
        assert bagian in tulisan, bagian
    assert "Kepemimpinan" not in tulisan


def test_the_halves_and_the_year_are_shown_before_they_are_sent_and_on_the_document(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai(tahun=2021), login("kasi")
    isi = lakon.isian(**{f"aspek__{IDE}__catatan": "Loket keliling di tiga pulau."})
    tulisan = utama(kirim(lakon, klien, 12, **isi))
    for bagian in (
        "Semester I: nilai prestasi kerja (PP 46/2011)89,60", "Semester I: dikonversi ke skala 0–120108,46",
        "Semester II: nilai kinerja (PP 30/2019)83,00", "Nilai kinerja 2021 menjadi95,73 (Baik)",
        "Loket keliling di tiga pulau.",
    ):  # fmt: skip
        assert bagian in tulisan, bagian
    assert lakon.kini.status == "menunggu_nilai"
    assert kirim(lakon, klien, 12, **isi, diperiksa="ya").status_code == 302
    dokumen = teks(pohon(klien.get(f"/penilaian/{lakon.id}")))
    for bagian in ("Semester II: nilai kinerja (PP 30/2019)", "Nilai kinerja 2021", "Loket keliling di tiga pulau."):
        assert bagian in dokumen, bagian
    assert "PermenPANRB 8/2021" in dokumen and "60% SKP dan 40% perilaku" not in dokumen
    assert lakon.kini.hasil[0].nilai > Decimal(90)


def test_a_number_beyond_the_scale_of_its_half_is_told_beside_its_field(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2021)
    halaman = kirim(lakon, login("kasi"), 12, **lakon.isian(aspek__0__nilai="110", aspek__5__nilai="110"))
    assert halaman.status_code == 422
    assert salah(halaman) == {"aspek-0-nilai"}
    assert pohon(halaman).cssselect("[name='aspek-5-nilai']")[0].get("value") == "110"


def test_an_objection_is_decided_in_the_numbers_of_2021(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2021).nilai().terima().keberatan().tanggapi()
    halaman = pohon(buka(lakon, login("kabid"), 20))
    assert [i.get("value") for i in halaman.cssselect("[name='aspek-5-nilai']")] == ["90"]
    lakon.putuskan("ubah", aspek=[
        {"aspek": k, "nilai": "95" if k.startswith("ii_") and lakon.angka(k) else lakon.angka(k)}
        for k, _nama in lakon.aspek
    ])  # fmt: skip
    assert {h.sisi for h in lakon.kini.hasil} == {"penilai", "putusan"}
    tulisan = teks(pohon(login("pelaksana1").get(f"/penilaian/{lakon.id}")))
    assert "Putusan atasan" in tulisan and "Nilai kinerja 2021" in tulisan


def test_the_book_of_2021_names_the_aspects_of_behaviour_only(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2021)
    with lakon.pada(12):
        halaman = pohon(login("kasi").get(f"/catatan-perilaku/{lakon.kini.pegawai_id}?tahun=2021"))
    pilihan = [o.get("value") for o in halaman.cssselect("select[name='aspek'] option")]
    assert "ii_inisiatif_kerja" in pilihan and "ii_ide_baru" not in pilihan


def test_nobody_else_sees_or_assesses_the_year(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2021)
    for orang in ("pelaksana1", "pelaksana2", "kabid", "verifikatur", "auditor"):
        assert kirim(lakon, login(orang), 12, **lakon.isian(), diperiksa="ya").status_code in (403, 404), orang
    assert lakon.kini.hasil == []
