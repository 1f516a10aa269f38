"""Guards of an SKP at submission, and its states."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.models.skp import STATUS_SKP
from portal.rules import skp
from portal.rules.alur import NAMA_PERAN, TindakanDitolak
from portal.rules.bagi import bagi
from portal.rules.bulanan import Nilai
from portal.rules.skp import KegiatanSkp, Pengajuan, periksa_pengajuan


def kegiatan(mulai="2026-01", waktu=12, **ubah):
    """A good row, split by the rule; then changed."""
    isi = {"kuantitas": 100, "kualitas": 100, **{medan: ubah[medan] for medan in ("biaya", "ak") if medan in ubah}}
    bulan = {
        satu.bulan: Nilai(satu.kuantitas, satu.kualitas, satu.waktu, satu.biaya, satu.ak)
        for satu in bagi(**isi, mulai=mulai, jumlah_bulan=waktu)
    }
    baris = KegiatanSkp("Menyusun laporan", "laporan", waktu=waktu, bulan=bulan, **isi)
    return replace(baris, **{medan: nilai for medan, nilai in ubah.items() if medan not in isi})


def ajuan(*baris, **ubah):
    isi = {
        "jabatan": "pelaksana", "mulai": date(2026, 1, 1), "selesai": date(2026, 12, 31), "penilai": 2,
        "atasan_banding": 3, "verifikatur": 4,
    }  # fmt: skip
    return Pengajuan(**{**isi, **ubah}, kegiatan=baris)


def medan(pengajuan):
    return [(satu.medan, satu.baris) for satu in periksa_pengajuan(pengajuan)]


def ubah_bulan(baris, bulan, **ubah):
    return replace(baris, bulan={**baris.bulan, bulan: replace(baris.bulan[bulan], **ubah)})


def test_a_complete_skp_may_be_submitted():
    assert medan(ajuan(kegiatan(), kegiatan(biaya="10000000"))) == []
    assert medan(ajuan(kegiatan(ak="12.5"), jabatan="fungsional")) == []


@given(st.integers(1, 12), st.data())
def test_what_the_rule_splits_passes_the_guard_whatever_the_period(bulan, data):
    lama = data.draw(st.integers(1, 13 - bulan))
    baris = kegiatan(mulai=f"2026-{bulan:02d}", waktu=lama, biaya="1000001", ak="12.345")
    assert medan(ajuan(baris, mulai=date(2026, bulan, 15), jabatan="fungsional")) == []


@pytest.mark.parametrize("pihak", ["penilai", "atasan_banding", "verifikatur"])
def test_a_party_not_assigned_is_named(pihak):
    assert medan(ajuan(kegiatan(), **{pihak: None})) == [(pihak, None)]


def test_there_must_be_a_kegiatan():
    assert medan(ajuan()) == [("kegiatan", None)]


@pytest.mark.parametrize(
    ("ubah", "salah"),
    [
        ({"uraian": " "}, "uraian"),
        ({"satuan": ""}, "satuan"),
        ({"waktu": 13}, "waktu"),
        ({"waktu": 0}, "waktu"),
        ({"waktu": "2.5"}, "waktu"),
        ({"waktu": None}, "waktu"),
        ({"bulan": None}, "bulan"),
        ({"bulan": {}}, "bulan"),
    ],
)
def test_a_row_that_is_not_complete_is_named(ubah, salah):
    assert medan(ajuan(kegiatan(), replace(kegiatan(), **ubah))) == [(salah, 2)]


@pytest.mark.parametrize(
    ("ubah", "salah"),
    [
        ({"kuantitas": 0}, "kuantitas"),
        ({"kuantitas": None}, "kuantitas"),
        ({"kuantitas": "1.001"}, "kuantitas"),
        ({"kualitas": 101}, "kualitas"),
        ({"kualitas": 0}, "kualitas"),
        ({"biaya": 0}, "biaya"),
        ({"biaya": -1}, "biaya"),
        ({"biaya": "0.5"}, "biaya"),
        ({"ak": 1}, "ak"),
    ],
)
def test_a_yearly_target_out_of_its_range_is_named(ubah, salah):
    assert medan(ajuan(replace(kegiatan(), **ubah))) == [(salah, 1)]


def test_the_finding_says_what_to_do():
    pesan = periksa_pengajuan(ajuan(replace(kegiatan(), ak=1)))[0].pesan
    assert pesan == "Angka kredit hanya untuk jabatan fungsional. Kosongkan."


@pytest.mark.parametrize(
    ("medan_bulan", "tambahan", "jabatan"),
    [("kuantitas", {}, "jpt"), ("biaya", {"biaya": "1200"}, "jpt"), ("ak", {"ak": "12"}, "fungsional")],
)
def test_the_months_must_add_up_to_the_year(medan_bulan, tambahan, jabatan):
    baris = kegiatan(**tambahan)
    kurang = ubah_bulan(baris, 3, **{medan_bulan: 0})
    assert medan(ajuan(kurang, jabatan=jabatan)) == [(medan_bulan, 1)]


def test_the_finding_shows_both_sums():
    pesan = periksa_pengajuan(ajuan(ubah_bulan(kegiatan(), 1, kuantitas="8.5")))[0].pesan
    assert "99,5" in pesan
    assert "100" in pesan


def test_the_number_of_months_is_the_target_of_time():
    baris = kegiatan(waktu=6)
    assert ("waktu", 1) in medan(ajuan(replace(baris, waktu=7)))


def test_a_month_outside_the_period_is_named():
    assert medan(ajuan(kegiatan(waktu=9), mulai=date(2026, 4, 1))) == [("bulan", 1)]


@pytest.mark.parametrize(
    ("ubah", "salah"),
    [
        ({"kualitas": 101}, "bulan.3.kualitas"),
        ({"kualitas": 0}, "bulan.3.kualitas"),
        ({"waktu": 0}, "bulan.3.waktu"),
        ({"kuantitas": None}, "bulan.3.kuantitas"),
        ({"biaya": 5}, "bulan.3.biaya"),
        ({"ak": 5}, "bulan.3.ak"),
    ],
)
def test_a_bad_cell_of_a_month_is_named(ubah, salah):
    assert medan(ajuan(ubah_bulan(kegiatan(), 3, **ubah))) == [(salah, 1)]


def test_a_month_may_have_a_target_of_nothing():
    baris = kegiatan()
    pindah = ubah_bulan(ubah_bulan(baris, 1, kuantitas=0), 2, kuantitas=18)
    assert medan(ajuan(pindah)) == []


def test_the_states_are_those_of_the_table_and_each_has_a_label():
    assert tuple(skp.STATUS) == STATUS_SKP
    assert {satu.ke for satu in skp.LINTASAN} | {"draf"} == set(STATUS_SKP)


@pytest.mark.parametrize(
    "jalan",
    [
        "draf simpan:pegawai draf ajukan:pegawai diajukan",
        "diajukan setujui:pejabat_penilai disetujui sahkan:verifikatur ditetapkan",
        "diajukan kembalikan:pejabat_penilai dikembalikan simpan:pegawai dikembalikan ajukan:pegawai diajukan",
        "dikembalikan sengketakan:pegawai disengketakan putuskan:atasan_banding ditetapkan tutup:admin_bkd ditutup",
        "disetujui tolak_bkd:verifikatur diajukan",
    ],
)
def test_jalan(jalan):
    kata = jalan.split()
    status = kata[0]
    for langkah, harapan in zip(kata[1::2], kata[2::2], strict=True):
        status = skp.lanjut(status, *langkah.split(":"))
        assert status == harapan


def test_the_decision_of_the_atasan_is_final():
    assert not any(
        skp.boleh("ditetapkan", tindakan, peran)
        for tindakan, peran in product(("ajukan", "sengketakan", "kembalikan", "tolak_bkd", "simpan"), NAMA_PERAN)
    )


@pytest.mark.parametrize("peran", ["pegawai", "pejabat_penilai", "verifikatur", "admin_bkd", "sistem"])
def test_nobody_but_the_atasan_decides_a_dispute(peran):
    with pytest.raises(TindakanDitolak):
        skp.lanjut("disengketakan", "putuskan", peran)


def test_a_month_after_the_period_is_named_too():
    assert medan(ajuan(kegiatan(waktu=7), selesai=date(2026, 6, 30))) == [("waktu", 1)]
    baris = replace(kegiatan(waktu=7), waktu=6)
    assert medan(ajuan(baris, selesai=date(2026, 6, 30))) == [("bulan", 1)]


@pytest.mark.parametrize(
    ("ubah", "jabatan", "kata"),
    [
        ({"biaya": 0}, "pelaksana", "tidak memakai anggaran"), ({"ak": 0}, "fungsional", "tanpa angka kredit"),
        ({"kuantitas": 0}, "pelaksana", "lebih dari 0"),
    ],
)  # fmt: skip
def test_a_zero_is_explained_by_its_field(ubah, jabatan, kata):
    temuan = periksa_pengajuan(ajuan(replace(kegiatan(), **ubah), jabatan=jabatan))
    assert [kata in satu.pesan for satu in temuan] == [True]
