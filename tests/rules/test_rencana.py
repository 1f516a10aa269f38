"""What an SKP asks besides its targets, by the law of its first day."""

from datetime import date

import pytest

from portal.rules import rencana
from portal.rules.rencana import Rinci

PP46 = rencana.bentuk(date(2020, 1, 1), "pelaksana")
PP30 = rencana.bentuk(date(2021, 7, 1), "pelaksana")
PAN6 = rencana.bentuk(date(2024, 1, 2), "pelaksana")
JPT = rencana.bentuk(date(2024, 1, 2), "jpt")
IKI = {"kuantitas": {"uraian": "Jumlah laporan yang terbit", "minimum": "80", "maksimum": "90", "satuan": "%"}}


def medan(rinci: Rinci, bentuk: rencana.Bentuk, *, angka: bool = True) -> list[str]:
    return [t.medan for t in rencana.periksa(rinci, 1, bentuk, angka=angka)]


@pytest.mark.parametrize(
    ("pada", "profil"),
    [
        (date(2014, 1, 1), "PP46"),
        (date(2021, 1, 1), "PP46"),
        (date(2021, 6, 30), "PP46"),
        (date(2021, 7, 1), "PP30"),
        (date(2021, 12, 31), "PP30"),
        (date(2022, 1, 1), "PAN6"),
        (date(2030, 5, 5), "PAN6"),
    ],
)
def test_hukum_skp_menurut_hari_pertamanya(pada: date, profil: str) -> None:
    assert rencana.profil(pada) == profil


def test_sebelum_2014_tidak_ada_bentuk_skp() -> None:
    with pytest.raises(LookupError):
        rencana.profil(date(2013, 12, 31))


def test_pp46_tidak_meminta_rencana_atasan_indikator_atau_perspektif() -> None:
    assert medan(Rinci("utama"), PP46) == []
    isi = Rinci("tambahan", "Rencana kepala dinas", "anggaran", IKI)
    assert medan(isi, PP46) == ["jenis", "intervensi", "perspektif", "indikator.kuantitas.uraian"]


def test_rencana_utama_menyebut_rencana_pimpinan_dan_paling_sedikit_satu_indikator() -> None:
    assert medan(Rinci("utama"), PAN6) == ["intervensi", "indikator.kuantitas.uraian"]
    assert medan(Rinci("utama", "Rencana kepala dinas", None, IKI), PAN6) == []
    assert medan(Rinci("utama", "Rencana kepala dinas", None, IKI), PP30) == []


def test_kinerja_tambahan_boleh_tanpa_rencana_pimpinan() -> None:
    assert medan(Rinci("tambahan", None, None, IKI), PAN6) == []


def test_jpt_menyebut_perspektif_dan_tidak_mengintervensi() -> None:
    assert medan(Rinci("utama", None, "anggaran", IKI), JPT) == []
    assert medan(Rinci("utama", "Rencana gubernur", "laba", IKI), JPT) == ["intervensi", "perspektif"]
    assert medan(Rinci("utama", "Rencana kepala dinas", "anggaran", IKI), PAN6) == ["perspektif"]


@pytest.mark.parametrize(
    ("isi", "salah"),
    [
        ({"uraian": "", "minimum": "1", "satuan": "laporan"}, ["uraian"]),
        ({"uraian": "Jumlah", "minimum": "", "maksimum": ""}, ["minimum"]),
        ({"uraian": "Jumlah", "maksimum": "9", "satuan": "laporan"}, ["minimum"]),
        ({"uraian": "Jumlah", "minimum": "9", "maksimum": "8", "satuan": "laporan"}, ["maksimum"]),
        ({"uraian": "Jumlah", "minimum": "banyak", "satuan": "laporan"}, ["minimum"]),
        ({"uraian": "Jumlah", "minimum": "1,005", "satuan": "laporan"}, ["minimum"]),
        ({"uraian": "Jumlah", "minimum": "-1", "satuan": "laporan"}, ["minimum"]),
        ({"uraian": "Jumlah", "minimum": "12"}, ["satuan"]),
        ({"uraian": "x" * 301, "minimum": "1", "satuan": "y" * 41}, ["uraian", "satuan"]),
        ({"uraian": "Jumlah", "minimum": "12", "maksimum": "12", "satuan": "laporan"}, []),
    ],
)
def test_target_indikator_satu_angka_atau_rentang_dengan_satuannya(isi: dict[str, str], salah: list[str]) -> None:
    rinci = Rinci("utama", "Rencana kepala dinas", None, {"waktu": isi})
    assert medan(rinci, PP30) == [f"indikator.waktu.{m}" for m in salah]


def test_kualitatif_melukiskan_ekspektasi_tanpa_angka() -> None:
    rinci = Rinci("utama", "Rencana kepala dinas", None, {"kualitas": {"uraian": "Laporan dipakai rapat pimpinan"}})
    assert medan(rinci, PAN6, angka=False) == []
    assert medan(rinci, PAN6) == ["indikator.kualitas.minimum"]


def test_target_yang_kosong_diambil_dari_baris_supaya_angka_tidak_diketik_dua_kali() -> None:
    baris = {"kuantitas": "12", "satuan": "Laporan", "kualitas": "100", "waktu": "12", "biaya": ""}
    isi = {a: {"uraian": f"Indikator {a}"} for a in rencana.ASPEK}
    jadi = rencana.lengkapi(Rinci("utama", "x", None, isi), baris, angka=True).indikator
    assert [(i.get("minimum"), i.get("satuan")) for i in jadi.values()] == [
        ("12", "Laporan"), ("100", "%"), ("12", "bulan"), (None, None),
    ]  # fmt: skip
    kata = rencana.lengkapi(Rinci("utama", "x", None, isi), baris, angka=False).indikator
    assert all("minimum" not in i for i in kata.values())


def test_bentuk_lama_tanpa_bagian_ini_bukan_kesalahan() -> None:
    assert rencana.dari_baris({"uraian": "Menyusun laporan", "kuantitas": "12"}) is None
    assert rencana.dari_baris({"uraian": "Menyusun laporan", "intervensi": ""}) == Rinci(intervensi="")


def test_yang_disimpan_eksak_dan_tanpa_yang_kosong() -> None:
    isi = {
        "waktu": {"uraian": " Paling  lama ", "minimum": "7.50", "maksimum": "7.5", "satuan": "hari"},
        "biaya": {"uraian": "", "minimum": ""},
    }
    assert rencana.simpan_indikator(Rinci(indikator=isi)) == {
        "waktu": {"uraian": "Paling lama", "minimum": "7.5", "satuan": "hari"}
    }
    assert rencana.simpan_indikator(Rinci()) is None


@pytest.mark.parametrize(
    ("isi", "bentuk", "baik"),
    [
        (None, PAN6, True), ("kualitatif", PAN6, True), ("kuantitatif", JPT, True), ("kualitatif", JPT, False),
        ("kuantitatif", PP30, False), ("lain", PAN6, False),
    ],
)  # fmt: skip
def test_pendekatan_hanya_menurut_permenpanrb_6_2022(isi: str | None, bentuk: rencana.Bentuk, baik: bool) -> None:
    assert (rencana.periksa_pendekatan(isi, bentuk) == ()) is baik


def test_ekspektasi_hanya_atas_tujuh_nilai_dasar() -> None:
    assert rencana.periksa_teks({"akuntabel": "Tepat waktu"}, "ekspektasi", True, "x") == ()
    salah = rencana.periksa_teks({"rajin": "Ya", "loyal": "y" * 1001}, "ekspektasi", True, "PermenPANRB 6/2022")
    assert [t.medan for t in salah] == ["ekspektasi.rajin", "ekspektasi.loyal"]
    assert rencana.periksa_teks({"akuntabel": "Tepat waktu"}, "ekspektasi", False, "PP 46/2011") != ()
    assert rencana.simpan_teks({"loyal": " a ", "akuntabel": "b", "kompeten": ""}, "ekspektasi") == {
        "akuntabel": "b", "loyal": "a",
    }  # fmt: skip


def test_target_dalam_kata() -> None:
    assert rencana.target(IKI["kuantitas"], str) == "80 - 90 %"
    assert rencana.target({"uraian": "Jumlah", "minimum": "12", "satuan": "laporan"}, str) == "12 laporan"
    assert rencana.target({"uraian": "Jumlah"}, str) == ""


def test_indikator_yang_sama_walau_ditulis_lain() -> None:
    lain = {"kuantitas": {**IKI["kuantitas"], "minimum": "80.00", "uraian": "Jumlah  laporan yang terbit"}}
    assert rencana.sama(IKI, lain) and not rencana.sama(IKI, None) and rencana.sama(None, {"biaya": {"uraian": ""}})


def test_target_yang_hanya_mengulang_barisnya_terbuka_lagi_di_formulir() -> None:
    baris = {"kuantitas": "12", "satuan": "Laporan", "kualitas": "100", "waktu": "12", "biaya": None}
    isi = {
        "kuantitas": {"uraian": "Jumlah laporan", "minimum": "12.00", "satuan": "Laporan"},
        "kualitas": {"uraian": "Tanpa perbaikan", "minimum": "95", "satuan": "%"},
        "waktu": {"uraian": "Lama menyusun", "minimum": "12", "satuan": "hari"},
        "biaya": {"uraian": "Anggaran", "minimum": "5", "maksimum": "7", "satuan": "rupiah"},
    }
    ringkas = rencana.ringkas({**baris, "indikator": isi})["indikator"]
    assert ringkas == isi | {"kuantitas": {"uraian": "Jumlah laporan"}}, "yang diketik sendiri tetap tertulis"
    kembali = rencana.lengkapi(Rinci(indikator=ringkas), baris, angka=True).indikator
    assert rencana.sama(kembali, isi), "tanpa perubahan pada baris tidak ada yang berubah"
    dikoreksi = rencana.lengkapi(Rinci(indikator=ringkas), baris | {"kuantitas": "10"}, angka=True).indikator
    assert (dikoreksi["kuantitas"]["minimum"], dikoreksi["kualitas"]["minimum"]) == ("10", "95")
    assert rencana.ringkas(baris) == baris
