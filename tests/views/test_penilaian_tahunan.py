"""/penilaian/: the list and the document in the order of form F-4, for those it concerns; links to it; its weight."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.views.bantuan import pernyataan, pohon, teks
from tests.views.lakon_tahun import LakonTahun, Mulai, mulai, utama
from tests.views.test_anggaran import FORMULIR, timbang

__all__ = ["mulai"]
Login = Callable[[str], Any]


def baca(lakon: LakonTahun, klien: Any, alamat: str = "", hari: int = 21) -> Any:
    with lakon.pada(hari):
        return klien.get(alamat or f"/penilaian/{lakon.id}")


@pytest.mark.kedua_basis
def test_the_document_stands_in_the_order_of_form_f4(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2020).nilai().terima().keberatan().tanggapi().putuskan()
    halaman = pohon(baca(lakon, login("pelaksana1")))
    judul = [teks(h) for h in halaman.cssselect(".f4-lembar h2")]
    assert [j.partition(" ")[0] for j in judul] == [f"{n}." for n in range(1, 12)]
    assert judul[0].endswith("Yang dinilai")
    assert judul[4:8] == [
        "5. Keberatan dari pegawai yang dinilai (apabila ada)", "6. Tanggapan pejabat penilai atas keberatan",
        "7. Keputusan atasan pejabat penilai atas keberatan", "8. Rekomendasi",
    ]  # fmt: skip
    baris = {
        teks(b.cssselect("th")[0]): teks(b.cssselect("td")[0]) for b in halaman.cssselect(".f4 tr") if b.cssselect("td")
    }
    assert baris["a. Sasaran Kerja Pegawai (SKP)"] == "90,33 × 60% = 54,20"
    assert baris["Jumlah"] == "433"
    assert baris["Nilai rata-rata"] == "86,60 Baik"
    assert baris["Nilai perilaku kerja"] == "86,60 × 40% = 34,64"
    assert baris["Nilai prestasi kerja"] == "88,84 Baik"
    lembar = teks(halaman.cssselect(".f4-lembar")[0])
    for bagian in (
        "RAHASIA", "PENILAIAN PRESTASI KERJA PEGAWAI NEGERI SIPIL", "1 Januari 2020 s.d. 31 Desember 2020",
        "Laporan Maret sudah diterima 31 Maret.", "Tanda terima tidak ada.", "Hasil tetap", "Bukti cukup.",
        "Bimbingan penyusunan laporan.", lakon.kini.sidik or "",
    ):  # fmt: skip
        assert bagian in lembar, bagian


def test_a_changed_result_shows_both_sides_and_marks_what_differs(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai().terima().keberatan().tanggapi()
    lakon.putuskan("ubah", aspek=[], hasil_kerja="sesuai", rating_perilaku="sesuai")
    halaman = pohon(baca(lakon, login("pelaksana1")))
    beda = {teks(s) for s in halaman.cssselect(".f4 td.diff")}
    assert beda == {"Sesuai ekspektasi (berbeda)", "Baik (berbeda)"}
    assert "Butuh Perbaikan" in teks(halaman.cssselect(".f4")[0])
    assert "Hasil diubah" in teks(halaman.cssselect(".f4-lembar")[0])


def test_every_score_says_why(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2020).nilai()
    (mengapa,) = pohon(baca(lakon, login("kasi"))).cssselect("main details.mengapa.lebar")
    assert "Mengapa nilai ini?" in teks(mengapa)
    assert "60% × nilai SKP + 40% × perilaku" in teks(mengapa)
    assert "PP 46/2011" in teks(mengapa)


def test_before_it_is_assessed_there_is_no_result_and_not_a_zero(mulai: Mulai, login: Login) -> None:
    tulisan = utama(baca(mulai(), login("pelaksana1"), hari=11))
    assert "Sampai pejabat penilai menilai tidak ada hasil, bukan nol." in tulisan
    assert "Menunggu Kornelis Kasi: nilai tahunan." in tulisan


def test_the_clocks_of_an_objection_are_said_while_they_run(
    mulai: Mulai, login: Login, kerjakan: Callable[[], None]
) -> None:
    lakon, klien = mulai().nilai().terima().keberatan(), login("pelaksana1")
    pinggir = teks(pohon(baca(lakon, klien, hari=16)).cssselect("aside")[0])
    assert "Tanggapan pejabat penilai paling lambat 29 Januari 2027, 23.59 WITA." in pinggir
    assert "Diam tidak pernah berarti dikabulkan." in pinggir
    with lakon.pada(30):
        kerjakan()
    tulisan = utama(baca(lakon, klien, hari=31))
    assert "Tidak ditanggapi" in tulisan
    assert "Batas waktu lewat: keberatan naik tanpa tanggapan pejabat penilai" in tulisan


def test_whose_turn_it_is_gets_the_button(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai().terima()
    assert pohon(baca(lakon, login("pelaksana1"))).cssselect(f"main a.btn[href='{lakon.url}']")
    assert not pohon(baca(lakon, login("kasi"))).cssselect("main a.btn")


def test_the_trail_is_told_in_words(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai().terima().keberatan().tanggapi().putuskan()
    riwayat = [
        teks(b.cssselect("strong")[0])
        for b in pohon(baca(lakon, login("kabid"))).cssselect("section[aria-labelledby=riwayat] li")
    ]
    assert riwayat == [
        "Penilaian tahun ini dibuka", "Dinilai dan diserahkan kepada pegawai: Butuh Perbaikan",
        "Pegawai menyatakan menerima", "Keberatan diajukan", "Keberatan ditanggapi",
        "Keberatan diputuskan: hasil tetap",
    ]  # fmt: skip


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid"])
def test_the_parties_read_the_document(mulai: Mulai, login: Login, siapa: str) -> None:
    assert baca(mulai(), login(siapa)).status_code == 200


@pytest.mark.parametrize("siapa", ["pelaksana2", "jft", "verifikatur", "kepala"])
def test_for_others_it_does_not_exist(mulai: Mulai, login: Login, siapa: str) -> None:
    assert baca(mulai(), login(siapa)).status_code == 404


@pytest.mark.parametrize("alamat", ["/penilaian/999", "/penilaian/x", "/catatan-perilaku/999"])
def test_what_is_not_there_is_not_found(mulai: Mulai, login: Login, alamat: str) -> None:
    lakon = mulai()
    for siapa in ("kasi", "auditor"):
        assert baca(lakon, login(siapa), alamat).status_code == 404


def test_an_auditor_says_first_what_he_opens_it_for(mulai: Mulai, login: Login) -> None:
    lakon, klien = mulai().nilai(), login("auditor")
    tanya = baca(lakon, klien)
    assert "Portal mencatat bahwa Anda membukanya" in utama(tanya)
    assert "Dua laporan terlambat." not in utama(tanya)


# The list


@pytest.mark.kedua_basis
def test_the_list_has_ones_own_years_and_those_of_ones_people(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai()
    mulai("pelaksana2")
    mulai("pelaksana2", tahun=2020).nilai()
    kasi = pohon(baca(lakon, login("kasi"), "/penilaian/"))
    assert [teks(a) for a in kasi.cssselect("tbody th a")] == ["Lusia Pelaksana", "Markus Pelaksana"]
    assert "Terima hasil penilaian: Lusia Pelaksana" in teks(kasi.cssselect("tbody tr")[0])
    assert [teks(a) for a in kasi.cssselect(".filters a")] == ["Semua 2", "Diserahkan 1", "Menunggu penilaian 1"]
    saring = pohon(baca(lakon, login("kasi"), "/penilaian/?saring=diserahkan"))
    assert [teks(a) for a in saring.cssselect("tbody th a")] == ["Lusia Pelaksana"]
    lama = pohon(baca(lakon, login("kasi"), "/penilaian/?tahun=2020"))
    assert [teks(a) for a in lama.cssselect("tbody th a")] == ["Markus Pelaksana"]
    assert "88,84 Baik" in teks(lama.cssselect("tbody tr")[0])
    saya = pohon(baca(lakon, login("pelaksana1"), "/penilaian/"))
    assert [a.get("href") for a in saya.cssselect("main .tasks a.what")] == [f"/penilaian/{lakon.id}"]
    assert not saya.cssselect("tbody")


def test_somebody_without_any_is_told_when_it_comes(login: Login) -> None:
    assert "dibuka mulai Januari tahun berikutnya" in utama(login("jft").get("/penilaian/"))


def test_nonsense_in_the_address_of_the_list_is_as_if_it_were_not_there(mulai: Mulai, login: Login) -> None:
    lakon = mulai()
    for kueri in ("tahun=x", "tahun=99999999999999999999", "saring=lain", "halaman=0", "halaman=999"):
        halaman = baca(lakon, login("kasi"), f"/penilaian/?{kueri}")
        assert [teks(a) for a in pohon(halaman).cssselect("tbody th a")] == ["Lusia Pelaksana"], kueri


# Links and costs


def test_the_year_is_linked_from_the_skp_beranda_and_the_page_of_ones_people(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai().terima()
    tujuan = f"main a[href='/penilaian/{lakon.id}']"
    saya, kasi = login("pelaksana1"), login("kasi")
    assert pohon(baca(lakon, saya, f"/skp/{lakon.skp_id}")).cssselect(tujuan)
    beranda = pohon(baca(lakon, saya, "/"))
    assert "Menunggu tanggapan" in teks(beranda.cssselect("section[aria-labelledby=tahun-anda]")[0])
    assert beranda.cssselect(tujuan)
    bawahan = pohon(baca(lakon, kasi, "/bawahan/?tahun=2026"))
    assert bawahan.cssselect(tujuan)
    buku = f"/catatan-perilaku/{lakon.kini.pegawai_id}?tahun=2026"
    assert bawahan.cssselect(f"main a[href='{buku}']")
    assert not pohon(baca(lakon, login("pelaksana2"), "/")).cssselect(tujuan)


def test_the_rail_leads_there(login: Login) -> None:
    def rel(siapa: str) -> set[str]:
        return {a.get("href") for a in pohon(login(siapa).get("/")).cssselect("nav.rel a")}

    assert {"/penilaian/", "/catatan-perilaku/"} <= rel("kasi")
    assert "/penilaian/" in rel("pelaksana1")
    assert "/catatan-perilaku/" not in rel("pelaksana1")


def test_the_pages_cost_a_bounded_number_of_statements(mulai: Mulai, login: Login, db: Session) -> None:
    satu = mulai(bulan=1).nilai()
    penuh = mulai("pelaksana2").nilai().terima().keberatan().tanggapi().putuskan()
    for _kali in range(5):
        penuh.catat()
    biaya = {}
    for siapa, alamat in (
        ("kasi", f"/penilaian/{satu.id}"), ("kasi", f"/penilaian/{penuh.id}"), ("kasi", "/penilaian/"),
        ("kasi", "/catatan-perilaku/?tahun=2026"), ("kasi", f"/catatan-perilaku/{penuh.kini.pegawai_id}?tahun=2026"),
    ):  # fmt: skip
        klien = login(siapa)
        with pernyataan(db.get_bind()) as semua:
            assert baca(satu, klien, alamat).status_code == 200
        biaya[alamat] = len(semua)
    assert max(biaya.values()) <= 55, biaya
    assert biaya["/penilaian/"] <= 20, biaya
    assert all(n <= 20 for a, n in biaya.items() if "catatan" in a), biaya


def test_the_pages_keep_the_budget_of_a_form(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2020)
    for _kali in range(6):
        lakon.catat("Melayani tamu di luar jam kerja dengan ramah dan sabar. " * 4)
    with lakon.pada(12):
        beban = {"nilai": timbang(login("kasi"), lakon.url)}
    lakon.nilai().terima().keberatan().tanggapi()
    with lakon.pada(19):
        beban["putus"] = timbang(login("kabid"), lakon.url)
        beban["dokumen"] = timbang(login("pelaksana1"), f"/penilaian/{lakon.id}")
        beban["daftar"] = timbang(login("kasi"), "/penilaian/")
        beban["buku"] = timbang(login("kasi"), f"/catatan-perilaku/{lakon.kini.pegawai_id}?tahun=2020")
    for nama, (pertama, ulang) in beban.items():
        assert pertama <= FORMULIR[0], (nama, pertama)
        assert ulang <= FORMULIR[1], (nama, ulang)


def test_every_page_has_one_heading_a_title_of_its_own_labels_and_no_inline_style(mulai: Mulai, login: Login) -> None:
    lakon, judul = mulai(), []
    lain = mulai("pelaksana2", tahun=2020)
    nomor = lakon.kini.pegawai_id
    for siapa, alamat in (
        ("kasi", lakon.url), ("kasi", lain.url), ("kasi", f"/penilaian/{lakon.id}"), ("kasi", "/penilaian/"),
        ("kasi", "/catatan-perilaku/?tahun=2026"), ("kasi", f"/catatan-perilaku/{nomor}?tahun=2026"),
    ):  # fmt: skip
        halaman = pohon(baca(lakon, login(siapa), alamat, hari=12))
        assert len(halaman.cssselect("h1")) == 1, alamat
        assert not halaman.xpath("//@style | //style | //script[not(@src)]"), alamat
        judul.append(halaman.findtext(".//title"))
        ids = [u.get("id") for u in halaman.iter() if u.get("id")]
        assert len(ids) == len(set(ids)), alamat
        label = {u.get("for") for u in halaman.cssselect("label")}
        for medan in halaman.cssselect("main input:not([type=hidden]):not([type=radio]), main select, main textarea"):
            assert medan.get("id") in label or medan.get("aria-label"), (alamat, medan.get("name"))
    assert len(set(judul)) == len(judul), judul
    assert all(re.search(r" · PPK Online$", j or "") for j in judul)
