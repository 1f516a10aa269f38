"""The monthly score: one kegiatan, and the month."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import bulanan
from portal.rules.bulanan import KegiatanBulan, Kelengkapan, Nilai, nilai_bulan, nilai_kegiatan
from portal.rules.eksak import GalatMasukan, bulat
from portal.rules.isian import Baris, nilai_akhir
from tests.rules.kasus import kasus, nama

PADA = date(2026, 1, 1)
TARGET = Nilai(9, 100, 20)
BAIK = Nilai(9, 95, 20)
ANGKA = st.fractions(min_value=0, max_value=1000)
TARGET_ANGKA = st.fractions(min_value=Fraction(1, 100), max_value=1000)
MUTU = st.fractions(min_value=0, max_value=100)


@pytest.mark.parametrize("satu", kasus("bulanan"), ids=nama)
def test_kasus(satu):
    aspek = {medan: satu[medan] for medan in bulanan.SISI if medan in satu}
    hasil = nilai_kegiatan(jabatan=satu["jabatan"], mode_waktu=satu["mode_waktu"], pada=PADA, **aspek)
    assert str(hasil.nilai) == satu["nilai"]
    assert [str(bulat(nilai)) for nilai in hasil.aspek.values()] == satu["aspek"]


@pytest.mark.parametrize("satu", kasus("banding"), ids=nama)
def test_banding(satu):
    baris = Baris(1, TARGET, klaim=Nilai(9, 95, 20), saran=Nilai(8, 85, 20), putusan=Nilai(9, 88, 20))
    akhir = nilai_akhir(baris, satu["hasil"]) if satu["nama"] != "nilai usulan penilai yang menolak" else baris.saran
    assert [str(nilai) for nilai in (akhir.kuantitas, akhir.kualitas, akhir.waktu)] == satu["nilai_akhir"]
    hasil = nilai_bulan([KegiatanBulan("Surat", TARGET, akhir)], jabatan="pelaksana", pada=PADA)
    assert str(hasil.nilai) == satu["nilai"]


@given(
    st.sampled_from(["pelaksana", "struktural", "jft", "jpt", "administrator", "pengawas", "fungsional"]),
    st.sampled_from(["rasio", "pp46"]),
    st.tuples(TARGET_ANGKA, ANGKA),
    st.tuples(TARGET_ANGKA, MUTU),
    st.tuples(TARGET_ANGKA, ANGKA),
    st.none() | st.tuples(TARGET_ANGKA, ANGKA),
)
def test_a_score_and_each_aspect_lie_between_0_and_100(jabatan, mode, kuantitas, kualitas, waktu, tambahan):
    hasil = nilai_kegiatan(
        jabatan=jabatan, mode_waktu=mode, kuantitas=kuantitas, kualitas=kualitas, waktu=waktu, biaya=tambahan,
        ak=tambahan, pada=PADA,
    )  # fmt: skip
    assert all(0 <= nilai <= 100 for nilai in (*hasil.aspek.values(), hasil.eksak))
    assert hasil.eksak == sum(hasil.aspek.values()) / len(hasil.aspek)
    assert hasil.nilai == bulat(hasil.eksak)


@given(st.tuples(TARGET_ANGKA, ANGKA), st.fractions(min_value=0, max_value=100))
def test_more_output_never_lowers_the_score(kuantitas, lebih):
    def nilai(realisasi):
        pasangan = (kuantitas[0], realisasi)
        return nilai_kegiatan(
            jabatan="pelaksana", kuantitas=pasangan, kualitas=(100, 90), waktu=(20, 20), pada=PADA
        ).eksak

    assert nilai(kuantitas[1] + lebih) >= nilai(kuantitas[1])


@pytest.mark.parametrize(
    ("jabatan", "aspek"),
    [
        ("pelaksana", ["kuantitas", "kualitas", "waktu"]),
        ("pengawas", ["kuantitas", "kualitas", "waktu", "biaya"]),
        ("fungsional", ["kuantitas", "kualitas", "waktu", "ak"]),
    ],
)
def test_biaya_counts_only_for_structural_posts_and_ak_only_for_fungsional(jabatan, aspek):
    hasil = nilai_kegiatan(
        jabatan=jabatan, kuantitas=(9, 9), kualitas=(100, 95), waktu=(20, 20), biaya=(1000, 900), ak=("1.5", "1.2"),
        pada=PADA,
    )  # fmt: skip
    assert list(hasil.aspek) == aspek


def test_no_output_makes_every_aspect_0_where_the_month_follows_perka_bkn_and_a_plain_ratio_elsewhere():
    isi = {"kuantitas": (9, 0), "kualitas": (100, 100), "waktu": (20, 15), "biaya": (1000, 760), "pada": PADA}
    assert set(nilai_kegiatan(jabatan="jpt", mode_waktu="pp46", **isi).aspek.values()) == {0}
    assert list(nilai_kegiatan(jabatan="jpt", mode_waktu="rasio", **isi).aspek.values()) == [0, 100, 75, 76]


def test_the_time_mode_leaves_biaya_a_plain_ratio():
    hasil = nilai_kegiatan(
        jabatan="jpt", kuantitas=(9, 9), kualitas=(100, 100), waktu=(20, 20), biaya=(1000, 900), mode_waktu="pp46",
        pada=PADA,
    )  # fmt: skip
    assert (hasil.aspek["waktu"], hasil.aspek["biaya"]) == (76, 90)


@pytest.mark.parametrize(
    ("salah", "medan"),
    [
        ({"kuantitas": (0, 9)}, "kuantitas"),
        ({"kualitas": (100, "100.01")}, "kualitas"),
        ({"waktu": (20, -1)}, "waktu"),
        ({"waktu": (20, 0.5)}, "waktu"),
        ({"biaya": (0, 10)}, "biaya"),
        ({"jabatan": "raja"}, "jabatan"),
        ({"mode_waktu": "cepat"}, "mode_waktu"),
    ],
)
def test_an_input_that_cannot_be_computed_is_refused_by_name(salah, medan):
    isi = {"jabatan": "jpt", "kuantitas": (9, 9), "kualitas": (100, 95), "waktu": (20, 20), "pada": PADA, **salah}
    with pytest.raises(GalatMasukan) as galat:
        nilai_kegiatan(**isi)
    assert galat.value.medan == medan


def test_a_year_without_rules_is_an_error_not_a_guess():
    with pytest.raises(LookupError):
        nilai_kegiatan(jabatan="jpt", kuantitas=(1, 1), kualitas=(1, 1), waktu=(1, 1), pada=date(2013, 12, 31))


def test_the_month_is_the_mean_rounded_once():
    tiga = [KegiatanBulan(str(mutu), Nilai(1, 100, 1), Nilai(1, mutu, 1)) for mutu in ("94", "85", "74.5")]
    hasil = nilai_bulan(tiga, jabatan="pelaksana", pada=PADA)
    assert hasil.eksak == Fraction("853.5") / 9
    assert (hasil.nilai, hasil.kelengkapan) == (Decimal("94.83"), Kelengkapan.LENGKAP)
    assert [str(satu.nilai) for satu in hasil.kegiatan] == ["98.00", "95.00", "91.50"]


@given(st.lists(MUTU, min_size=1, max_size=8), st.randoms())
def test_the_order_of_the_kegiatan_does_not_matter(mutu, acak):
    def nilai(urutan):
        baris = [KegiatanBulan("x", TARGET, Nilai(9, satu, 20)) for satu in urutan]
        return nilai_bulan(baris, jabatan="pelaksana", pada=PADA).eksak

    lain = mutu.copy()
    acak.shuffle(lain)
    assert nilai(mutu) == nilai(lain)


BELUM = (
    KegiatanBulan("belum diisi", TARGET, Nilai()),
    KegiatanBulan("sebagian diisi", TARGET, Nilai(9, None, 20)),
    KegiatanBulan("belum diverifikasi", TARGET, BAIK, selesai=False),
)


@pytest.mark.parametrize("belum", BELUM, ids=lambda satu: satu.nama)
def test_one_kegiatan_not_done_leaves_the_month_incomplete_until_closing_then_0(belum):
    tiga = [KegiatanBulan("a", TARGET, BAIK), belum, KegiatanBulan("c", TARGET, BAIK)]
    terbuka = nilai_bulan(tiga, jabatan="pelaksana", pada=PADA)
    assert (terbuka.nilai, terbuka.eksak, terbuka.kelengkapan) == (None, None, Kelengkapan.BELUM_LENGKAP)
    assert terbuka.jejak.to_dict()["langkah"][-1]["hasil"] == "belum lengkap"
    tertutup = nilai_bulan(tiga, jabatan="pelaksana", pada=PADA, ditutup=True)
    assert (str(tertutup.nilai), tertutup.kelengkapan) == ("0.00", Kelengkapan.BELUM_LENGKAP)


def test_a_reported_output_of_0_is_complete_and_stays_in_the_divisor():
    dua = [KegiatanBulan("a", TARGET, BAIK), KegiatanBulan("b", TARGET, Nilai(0, 0, 0))]
    hasil = nilai_bulan(dua, jabatan="pelaksana", pada=PADA)
    assert (str(hasil.nilai), hasil.kelengkapan) == ("49.17", Kelengkapan.LENGKAP)


@pytest.mark.parametrize(
    "lain",
    [
        KegiatanBulan("batal", TARGET, Nilai(), dibatalkan=True),
        KegiatanBulan("tanpa target", Nilai(0, 100, 20), Nilai()),
    ],
    ids=lambda satu: satu.nama,
)
def test_a_cancelled_kegiatan_and_one_without_a_target_this_month_are_left_out(lain):
    hasil = nilai_bulan([KegiatanBulan("a", TARGET, BAIK), lain], jabatan="pelaksana", pada=PADA)
    assert (str(hasil.nilai), hasil.kegiatan[1]) == ("98.33", None)


def test_a_month_without_kegiatan_has_no_value_even_after_closing():
    hasil = nilai_bulan([], jabatan="pelaksana", pada=PADA, ditutup=True)
    assert (hasil.nilai, hasil.kelengkapan) == (None, Kelengkapan.KOSONG)


def test_an_unfilled_biaya_matters_only_where_it_counts():
    baris = [KegiatanBulan("a", Nilai(9, 100, 20, 1000), BAIK)]
    assert nilai_bulan(baris, jabatan="pelaksana", pada=PADA).kelengkapan is Kelengkapan.LENGKAP
    assert nilai_bulan(baris, jabatan="jpt", pada=PADA).kelengkapan is Kelengkapan.BELUM_LENGKAP


def test_a_bad_number_names_its_row_and_field():
    baris = [KegiatanBulan("a", TARGET, BAIK), KegiatanBulan("b", TARGET, Nilai(9, 101, 20))]
    with pytest.raises(GalatMasukan, match="kegiatan 2, kualitas"):
        nilai_bulan(baris, jabatan="pelaksana", pada=PADA)


def test_where_the_province_says_so_only_the_unfinished_kegiatan_counts_0():
    dua = [KegiatanBulan("a", TARGET, BAIK), BELUM[0], BELUM[1]]
    hasil = nilai_bulan(dua, jabatan="pelaksana", pada=PADA, ditutup=True, belum_selesai="rata")
    assert (str(hasil.nilai), hasil.kelengkapan) == ("32.78", Kelengkapan.BELUM_LENGKAP)
    assert hasil.jejak.langkah[-1].nilai == {
        "kegiatan 1": Fraction(295, 3), "kegiatan 2": 0, "kegiatan 3": 0, "belum selesai": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("jabatan", "target", "aspek"),
    [
        ("jpt", Nilai(9, 100, 20, biaya=1000), ["kuantitas", "kualitas", "waktu", "biaya"]),
        ("jpt", Nilai(9, 100, 20, biaya="0.5"), ["kuantitas", "kualitas", "waktu", "biaya"]),
        ("jpt", Nilai(9, 100, 20, biaya=0), ["kuantitas", "kualitas", "waktu"]),
        ("fungsional", Nilai(9, 100, 20, ak="0.04"), ["kuantitas", "kualitas", "waktu", "ak"]),
        ("fungsional", Nilai(9, 100, 20, ak=0), ["kuantitas", "kualitas", "waktu"]),
    ],
)
def test_in_a_month_an_aspect_counts_where_there_is_something_to_reach(jabatan, target, aspek):
    baris = [KegiatanBulan("a", target, Nilai(9, 95, 20, biaya=900, ak="0.04"))]
    hasil = nilai_bulan(baris, jabatan=jabatan, pada=PADA)
    assert list(hasil.kegiatan[0].aspek) == aspek


@pytest.mark.parametrize(
    ("hari", "rumus"),
    [
        ("15.2", "(1,76 x target - realisasi) / target x 100"),
        ("15.1", "76 - ((1,76 x target - realisasi) / target x 100 - 100)"),
    ],
)
def test_the_trace_shows_the_branch_of_the_formula_that_was_taken(hari, rumus):
    hasil = nilai_kegiatan(
        jabatan="pelaksana", kuantitas=(9, 9), kualitas=(100, 95), waktu=(20, hari), mode_waktu="pp46", pada=PADA
    )
    assert hasil.jejak.langkah[2].rumus == rumus
