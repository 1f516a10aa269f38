"""The year: its states, the profile by year, what must be filled in, and the result from the verified months."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms import skema
from portal.rules import nilai_tahunan, pp46
from portal.rules import penilaian_tahunan as aturan
from portal.rules.alur import ATASAN, PEGAWAI, PENILAI, SISTEM, VERIFIKATUR, TindakanDitolak
from portal.rules.bulanan import Nilai
from portal.rules.eksak import GalatMasukan, baca
from portal.rules.jejak import Jejak
from portal.rules.nilai_tahunan import BahanTahun, BulanKegiatan, KegiatanTahun, SkpTahun
from tests.rules.kasus import kasus, nama

AKHIR = date(2020, 12, 31)
LIMA = dict.fromkeys(pp46.UNSUR, "80")
ORANG = (PEGAWAI, PENILAI, ATASAN, VERIFIKATUR, SISTEM)


def kegiatan(satu: dict) -> KegiatanTahun:
    """A case of the file as the rules take it; empty text is nothing."""
    kuantitas, mutu, bulan, biaya = (isi or None for isi in satu["target"])
    return KegiatanTahun(
        "Kegiatan",
        Nilai(kuantitas, mutu, bulan, biaya),
        tuple(
            BulanKegiatan(Nilai(waktu=rencana), Nilai(k, q, hari, b or None))
            for k, q, hari, rencana, b in satu["bulan"]
        ),
    )


@pytest.mark.parametrize("satu", kasus("nilai_tahunan"), ids=nama)
def test_a_kegiatan_is_read_from_its_verified_months(satu):
    hasil = nilai_tahunan.kegiatan_pp46(kegiatan(satu))
    for medan in ("kuantitas", "kualitas", "waktu", "biaya"):
        harus = satu.get(medan)
        pasangan = getattr(hasil, medan)
        assert (pasangan is None) is (harus is None), medan
        if harus:
            assert [baca(n) for n in pasangan] == [Fraction(n) for n in harus], medan
    assert str(pp46.nilai_kegiatan(hasil, pada=AKHIR).nilai) == satu["nilai"]


def bahan(*nilai: str, **lain) -> BahanTahun:
    """A year of one SKP whose months have these scores."""
    isi = {"skp": (SkpTahun("SKP-1", 12, (kegiatan(kasus("nilai_tahunan")[0]),)),)} | lain
    return BahanTahun(bulan=tuple((f"2026-{n:02d}", Decimal(v)) for n, v in enumerate(nilai, 1)), **isi)


@pytest.mark.parametrize("satu", kasus("pp46_tahun"), ids=nama)
def test_the_year_of_one_skp_is_that_of_perka_bkn(satu):
    sumber = {s["id"]: s for s in kasus("pp46_kegiatan")}

    def dari(kode: str) -> KegiatanTahun:
        s = sumber[kode]
        (tk, rk), (tq, rq), (tw, rw) = s["kuantitas"], s["kualitas"], s["waktu"]
        tb, rb = s.get("biaya") or (None, None)
        return KegiatanTahun(kode, Nilai(tk, tq, tw, tb), (BulanKegiatan(Nilai(waktu=tw), Nilai(rk, rq, rw, rb)),))

    perilaku = dict(zip((*pp46.UNSUR, pp46.KEPEMIMPINAN), satu["perilaku"], strict=False))
    skp = SkpTahun("SKP-1", 12, tuple(dari(kode) for kode in satu["kegiatan"]))
    tahun = BahanTahun((skp,), tugas_tambahan=satu["tugas_tambahan"], kreativitas=satu["kreativitas"])
    hasil = aturan.hasil(tahun, profil="PP46", pada=AKHIR, perilaku=perilaku)
    angka = [str(n) for n in (hasil.capaian_skp, hasil.nilai_perilaku, hasil.nilai)]
    assert [*angka, hasil.predikat] == [satu["nilai_skp"], satu["nilai_perilaku"], satu["nilai"], satu["predikat"]]


def test_two_skp_after_a_move_count_half_each_and_extras_once():
    penuh, kosong = kasus("nilai_tahunan")[0], kasus("nilai_tahunan")[4]
    dua = (SkpTahun("SKP-1", 8, (kegiatan(penuh),)), SkpTahun("SKP-2", 4, (kegiatan(kosong),)))
    hasil = aturan.hasil(bahan(skp=dua, tugas_tambahan=4, kreativitas=3), profil="PP46", pada=AKHIR, perilaku=LIMA)
    assert hasil.capaian_skp == Decimal("50.17")  # (90,33.. + 0) / 2 + 2 + 3
    nama_langkah = [s.nama for s in hasil.jejak.langkah]
    assert "SKP gabungan" in nama_langkah


def test_an_skp_in_which_nothing_was_planned_does_not_halve_the_year():
    penuh = kasus("nilai_tahunan")[0]
    dua = (SkpTahun("SKP-1", 1, ()), SkpTahun("SKP-2", 11, (kegiatan(penuh),)))
    hasil = aturan.hasil(bahan(skp=dua), profil="PP46", pada=AKHIR, perilaku=LIMA)
    assert hasil.capaian_skp == Decimal("90.33")


def test_a_year_without_any_kegiatan_cannot_be_computed():
    with pytest.raises(GalatMasukan) as galat:
        aturan.hasil(bahan(skp=()), profil="PP46", pada=AKHIR, perilaku=LIMA)
    assert galat.value.medan == "kegiatan"


@given(
    st.lists(st.tuples(st.integers(0, 12_000), st.integers(1, 12)), min_size=2, max_size=2),
    st.sampled_from(["rata", "tertimbang"]),
)
def test_joining_any_number_of_skp_agrees_with_joining_two(dua, cara):
    (a, m), (b, n) = ((Fraction(nilai, 100), bulan) for nilai, bulan in dua)
    umum = pp46.gabung_skp([(a, m), (b, n)], pada=AKHIR, cara=cara)
    assert umum.eksak == pp46.gabung_mutasi(a, b, bulan_lama=m, bulan_baru=n, pada=AKHIR, cara=cara).eksak
    assert min(a, b) <= umum.eksak <= max(a, b)


@pytest.mark.parametrize("satu", kasus("kuadran"), ids=nama)
def test_the_two_ratings_give_the_word_of_the_quadrant(satu):
    hasil = aturan.hasil(
        bahan("98.33", "90.00"), profil="PAN6", pada=date(2026, 12, 31), hasil_kerja=satu["hasil_kerja"],
        rating_perilaku=satu["perilaku"],
    )  # fmt: skip
    assert hasil.predikat == satu["predikat"]
    assert (hasil.capaian_skp, hasil.nilai_perilaku, hasil.nilai) == (Decimal("94.17"), None, None)


def test_the_months_do_not_decide_the_rating_and_the_trace_says_so():
    buruk = aturan.hasil(
        bahan("10.00"), profil="PAN6", pada=date(2026, 12, 31), hasil_kerja="di atas", rating_perilaku="di atas"
    )
    assert buruk.predikat == "Sangat Baik"
    assert "bahan pertimbangan" in buruk.jejak.langkah[0].rumus


@pytest.mark.parametrize(("profil", "lain"), [("PP46", {"perilaku": LIMA}), ("PAN6", {
    "hasil_kerja": "sesuai", "rating_perilaku": "sesuai"})])  # fmt: skip
def test_the_trace_names_the_months_that_counted_and_those_that_did_not(profil, lain):
    tahun = bahan("90.00", "80.00", belum=("2026-11", "2026-12"))
    hasil = aturan.hasil(tahun, profil=profil, pada=AKHIR if profil == "PP46" else date(2026, 12, 31), **lain)
    bulan = hasil.jejak.langkah[0]
    assert bulan.nilai["2026-01"] == 90 and bulan.hasil == 85
    assert bulan.nilai["belum diverifikasi, tidak dihitung"] == "2026-11, 2026-12"
    assert Jejak.from_dict(hasil.jejak.to_dict()) == hasil.jejak


def test_a_year_without_a_verified_month_still_has_its_ratings():
    hasil = aturan.hasil(
        bahan(), profil="PAN6", pada=date(2026, 12, 31), hasil_kerja="di bawah", rating_perilaku="sesuai"
    )
    assert (hasil.capaian_skp, hasil.predikat) == (None, "Butuh Perbaikan")


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12))
def test_the_mean_of_the_months_is_exact_and_between_the_lowest_and_the_highest(nilai):
    angka = [Decimal(n) / 100 for n in nilai]
    rata = nilai_tahunan.rata_bulan(bahan(*(str(n) for n in angka)))
    assert rata == sum(map(Fraction, angka)) / len(angka)
    assert min(angka) <= rata <= max(angka)


@pytest.mark.parametrize(
    ("tahun", "profil"),
    [(2014, "PP46"), (2020, "PP46"), (2021, "PP46-PP30"), (2022, "PAN6"), (2026, "PAN6"), (2099, "PAN6")],
)
def test_the_profile_follows_the_year_that_is_assessed(tahun, profil):
    assert aturan.profil(tahun) == profil


@pytest.mark.parametrize("tahun", [1979, 2013])
def test_a_year_whose_rules_are_not_modelled_is_refused_and_never_computed_by_others(tahun):
    with pytest.raises(LookupError, match=f"tahun {tahun} belum"):
        aturan.profil(tahun)


def test_a_year_opens_on_1_january_for_who_is_complete_and_on_the_11th_for_all():
    assert aturan.pembukaan(2026) == (date(2027, 1, 1), date(2027, 1, 11))


@pytest.mark.parametrize(
    ("jenis", "banyak"), [("pelaksana", 5), ("fungsional", 5), ("pengawas", 6), ("administrator", 6), ("jpt", 6)]
)
def test_only_structural_officials_are_assessed_on_leadership(jenis, banyak):
    kunci = [k for k, _ in aturan.aspek("PP46", jenis)]
    assert len(kunci) == banyak and ("kepemimpinan" in kunci) is (banyak == 6)
    assert len(aturan.aspek("PAN6", jenis)) == 7


def isi(*ubah: dict) -> list[dict]:
    baris = [{"aspek": a, "nilai": "80", "catatan": ""} for a in pp46.UNSUR]
    for n, satu in enumerate(ubah):
        baris[n] = baris[n] | satu
    return baris


def medan(isian: aturan.Isian, profil: str = "PP46") -> list[tuple[str, int | None]]:
    return [(t.medan, t.baris) for t in aturan.periksa(isian, profil=profil, jabatan="pelaksana")]


def test_a_complete_assessment_has_no_finding():
    assert medan(aturan.Isian(isi())) == []
    assert medan(aturan.Isian([], "sesuai", "di atas"), "PAN6") == []
    assert medan(aturan.Isian([{"aspek": "loyal", "catatan": "Baik."}], "sesuai", "di atas"), "PAN6") == []


@pytest.mark.parametrize("salah", ["", None, "101", "-1", "80,123", "baik"])
def test_a_value_of_behaviour_is_a_number_from_0_to_100(salah):
    assert medan(aturan.Isian(isi({}, {"nilai": salah}))) == [("nilai", 2)]


@pytest.mark.parametrize("baik", ["0", "100", "87,5", "87.55", 90, Decimal("99.99")])
def test_a_good_value_is_taken_as_it_is_written(baik):
    assert medan(aturan.Isian(isi({"nilai": baik}))) == []


def test_every_aspect_is_wanted_once_and_no_other():
    assert medan(aturan.Isian(isi()[:4])) == [("nilai", 5)]
    assert medan(aturan.Isian([*isi(), {"aspek": "kepemimpinan", "nilai": "80"}])) == [("aspek", 6)]
    assert medan(aturan.Isian([*isi(), isi()[0]])) == [("aspek", 6)]
    assert medan(aturan.Isian([{"nilai": "80"}])) == [("aspek", 1)]


def test_numbers_and_ratings_are_not_mixed():
    assert medan(aturan.Isian(isi(), "sesuai")) == [("hasil_kerja", None)]
    assert medan(aturan.Isian([{"aspek": "loyal", "nilai": "80"}], "sesuai", "sesuai"), "PAN6") == [("nilai", 5)]
    assert medan(aturan.Isian([], "hebat"), "PAN6") == [("hasil_kerja", None), ("rating_perilaku", None)]


@pytest.mark.parametrize(
    ("status", "tindakan", "peran", "ke"),
    [
        ("menunggu_nilai", "nilai", PENILAI, "diserahkan"), ("diserahkan", "terima", PEGAWAI, "diterima"),
        ("diserahkan", "catat_serah_terima", PENILAI, "diterima"),
        ("diterima", "tandatangani", PEGAWAI, "menunggu_pengesahan"),
        ("diterima", "diam", SISTEM, "menunggu_pengesahan"), ("diterima", "keberatan", PEGAWAI, "keberatan"),
        ("menunggu_pengesahan", "sahkan", ATASAN, "sah"), ("keberatan", "tanggapi", PENILAI, "ditanggapi"),
        ("keberatan", "diam", SISTEM, "ditanggapi"), ("ditanggapi", "putuskan", ATASAN, "sah"),
    ],
)  # fmt: skip
def test_each_step_belongs_to_one_role_in_one_state(status, tindakan, peran, ke):
    assert aturan.lanjut(status, tindakan, peran) == ke
    for lain in ORANG:
        assert aturan.boleh(status, tindakan, lain) is (lain == peran)
    for keadaan in aturan.STATUS:
        sama = [s for s in aturan.LINTASAN if (s.dari, s.tindakan) == (keadaan, tindakan)]
        assert aturan.boleh(keadaan, tindakan, peran) is any(peran in s.peran for s in sama)


def test_silence_never_grants_and_what_is_valid_stays_so():
    with pytest.raises(TindakanDitolak):
        aturan.lanjut("ditanggapi", "diam", SISTEM)
    assert not [s for s in aturan.LINTASAN if s.dari == "sah"]
    assert {s.ke for s in aturan.LINTASAN if SISTEM in s.peran} == {"menunggu_pengesahan", "ditanggapi"}


def test_every_state_has_its_words_and_can_be_reached():
    assert {s.dari for s in aturan.LINTASAN} | {s.ke for s in aturan.LINTASAN} == set(aturan.STATUS)


def test_the_forms_offer_what_the_rules_know():
    assert skema.RATING["enum"] == list(aturan.RATING)
    assert skema.CATAT_SERAH_TERIMA["properties"]["cara"]["enum"] == list(aturan.DI_KERTAS)
    assert set(aturan.DI_KERTAS) | {"elektronik"} == set(aturan.CARA_TERIMA)
    assert {*skema.TANGGAPI_PENILAIAN["properties"]["sikap"]["enum"], "diam"} == set(aturan.SIKAP)
