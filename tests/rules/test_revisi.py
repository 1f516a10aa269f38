"""Guards of a revision, and its states."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rules import revisi
from portal.rules.alur import NAMA_PERAN, TindakanDitolak
from portal.rules.bulanan import Nilai
from portal.rules.periode import Periode
from portal.rules.revisi import BarisUsulan, Masa, Usulan, bagi_sisa, periksa_bulan, periksa_mulai, periksa_usulan
from portal.rules.skp import KegiatanSkp, masa_bulan
from tests.rules.kasus import kasus, nama

MASA = Masa(2026, tuple(range(1, 13)), frozenset({1, 2, 3}), Periode(2026, 2))


def baris(nomor, kuantitas="108", bulan=None, **lain):
    isi = {"uraian": "Menyusun laporan", "satuan": "Laporan", "kualitas": "100", "waktu": "12", **lain}
    per_bulan = bulan or {n: Nilai("9", "100", "20") for n in range(1, 13)}
    return BarisUsulan(nomor, KegiatanSkp(kuantitas=kuantitas, bulan=per_bulan, **isi))


def usulan(*baru, lama=None, berlaku=4, **lain):
    isi = {
        "jabatan": "administrator", "mulai": date(2026, 1, 1), "selesai": date(2026, 12, 31), "masa": MASA, **lain,
    }  # fmt: skip
    return Usulan(lama=lama or [baris(7)], baru=baru, berlaku=berlaku, **isi)


def medan(usul):
    return [t.medan for t in periksa_usulan(usul)]


@pytest.mark.parametrize("satu", kasus("revisi"), ids=nama)
def test_cases_a_jurist_can_read(satu):
    biaya = satu.get("bulan_biaya")
    bulan = {
        n: Nilai(isi, "100", "20", biaya if biaya and n >= satu["berlaku"] else None)
        for n, isi in enumerate(satu["bulan"], 1)
    }
    lain = {k: satu[k] for k in ("satuan", "biaya") if k in satu}
    sah = {7: Nilai(kuantitas=satu["terverifikasi"])} if "terverifikasi" in satu else {}
    usul = usulan(baris(7, satu["kuantitas"], bulan, **lain), berlaku=satu["berlaku"], terverifikasi=sah)
    assert medan(usul) == satu["temuan"]


def test_a_new_kegiatan_begins_with_the_revision():
    bulan = {n: Nilai("1", "100", "20") for n in range(4, 13)}
    assert medan(usulan(baris(7), baris(None, "9", bulan, waktu="9"))) == []
    lebih = {3: Nilai("1", "100", "20"), **bulan}
    assert medan(usulan(baris(7), baris(None, "10", lebih, waktu="10"))) == ["bulan.3.kuantitas"]


def test_taking_a_kegiatan_out_is_a_change_and_taking_all_out_is_refused():
    dua = [baris(7), baris(8)]
    assert medan(usulan(baris(7), lama=dua)) == []
    assert medan(usulan(lama=dua)) == ["kegiatan"]


def test_a_row_of_another_skp_or_named_twice_is_refused():
    assert medan(usulan(baris(9))) == ["id"]
    assert medan(usulan(baris(7), baris(7))) == ["id"]


def test_a_budget_already_used_cannot_be_emptied():
    bulan = {n: Nilai("9", "100", "20", "100") for n in range(1, 13)}
    kosong = {n: Nilai("9", "100", "20", "100" if n < 4 else None) for n in range(1, 13)}
    assert medan(usulan(baris(7, bulan=kosong), lama=[baris(7, bulan=bulan, biaya="1200")])) == ["biaya"]


@pytest.mark.parametrize(
    ("masa", "boleh"),
    [
        (Masa(2026, tuple(range(1, 13))), tuple(range(1, 13))),
        (MASA, tuple(range(4, 13))),
        (Masa(2026, tuple(range(7, 13)), frozenset(), Periode(2026, 3)), tuple(range(7, 13))),
        (Masa(2026, tuple(range(1, 13)), frozenset(), Periode(2026, 11)), (12,)),
        (Masa(2026, tuple(range(1, 13)), frozenset(), Periode(2027, 1)), ()),
        (Masa(2026, tuple(range(1, 13)), frozenset({12}), Periode(2026, 1)), ()),
    ],
)
def test_a_revision_begins_after_what_was_opened_or_whose_window_has_come(masa, boleh):
    assert masa.boleh == boleh
    for bulan in range(14):
        assert (periksa_bulan(bulan, masa) == ()) is (bulan in boleh)


def test_cause_and_reason_are_demanded_together_with_the_month():
    temuan = periksa_mulai(2, MASA, sebab="", alasan=" ")
    assert [t.medan for t in temuan] == ["sebab", "alasan", "berlaku_bulan"]
    assert periksa_mulai(4, MASA, sebab="anggaran", alasan="Pagu dipotong.") == ()


def test_alasan_yang_terlalu_panjang_ditolak_bukan_dipotong() -> None:
    assert periksa_mulai(4, MASA, sebab="anggaran", alasan="x" * 4000) == ()
    assert [t.medan for t in periksa_mulai(4, MASA, sebab="anggaran", alasan="x" * 4001)] == ["alasan"]


@given(st.integers(27, 9999), st.integers(2, 12), st.data())
def test_what_is_left_is_split_exactly_and_the_past_stays(setahun, berlaku, data):
    tetap = {n: Nilai(Decimal(9), Decimal(100), Decimal(20)) for n in range(1, min(berlaku, 4))}
    sisa = data.draw(st.integers(1, 13 - berlaku))
    isi = {"kuantitas": str(setahun), "kualitas": "100", "waktu": str(len(tetap) + sisa)}
    hasil = bagi_sisa(isi, tetap, tahun=2026, berlaku=berlaku)
    assert {b: hasil[b] for b in tetap} == tetap
    assert sum(n.kuantitas for n in hasil.values()) == setahun
    assert sorted(set(hasil) - set(tetap)) == list(range(berlaku, berlaku + sisa))


@pytest.mark.parametrize(
    "isi",
    [
        {"kuantitas": "x", "kualitas": "100", "waktu": "12"},
        {"kuantitas": "108", "kualitas": "100", "waktu": ""},
        {"kuantitas": "108", "kualitas": "100", "waktu": "3"},
        {"kuantitas": "20", "kualitas": "100", "waktu": "12"},
        {"kuantitas": "108", "kualitas": "100", "waktu": "40"},
    ],
)
def test_nothing_is_split_where_the_numbers_do_not_allow_it(isi):
    tetap = {n: Nilai("9", "100", "20") for n in (1, 2, 3)}
    assert bagi_sisa(isi, tetap, tahun=2026, berlaku=4) == {}


def test_each_state_has_its_word_and_each_line_leads_to_one():
    keadaan = {s for b in revisi.LINTASAN for s in (b.dari, b.ke)}
    assert keadaan == set(revisi.STATUS)
    assert {s for s in keadaan if any(b.dari == s for b in revisi.LINTASAN)} == set(revisi.TERBUKA)


def test_who_may_do_what_is_exactly_the_table():
    boleh = {
        (s, t, p) for s, t, p in product(revisi.STATUS, {b.tindakan for b in revisi.LINTASAN}, NAMA_PERAN)
        if revisi.boleh(s, t, p)
    }  # fmt: skip
    assert ("diajukan", "setujui", "pejabat_penilai") in boleh
    assert ("diajukan", "batalkan", "pegawai") not in boleh, "yang sudah dikirim tidak ditarik diam-diam"
    assert not {p for s, t, p in boleh if s == "disengketakan" and p not in ("atasan_banding", "sistem")}
    assert not {t for s, t, p in boleh if s in ("ditetapkan", "ditolak", "dibatalkan")}, "yang berakhir tetap berakhir"
    with pytest.raises(TindakanDitolak):
        revisi.lanjut("disetujui", "sahkan", "pejabat_penilai")


@pytest.mark.parametrize(
    ("mulai", "selesai", "bulan"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), range(1, 13)),
        (date(2026, 7, 15), date(2026, 12, 31), range(7, 13)),
        (date(2026, 1, 1), date(2026, 7, 14), range(1, 7)),
        (date(2024, 1, 1), date(2024, 2, 29), range(1, 3)),
        (date(2024, 1, 1), date(2024, 2, 28), range(1, 2)),
        (date(2026, 1, 5), date(2026, 1, 18), range(0)),
    ],
)
def test_the_month_of_a_move_belongs_to_the_next_skp(mulai, selesai, bulan):
    assert masa_bulan(mulai, selesai) == tuple(bulan)
