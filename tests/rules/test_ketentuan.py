"""Parameters BKD may decide: what is open, within which bounds, and in force how."""

from datetime import date

import pytest

from portal.rules import dampak
from portal.rules.berlaku import BAWAAN, Himpunan, entri, kini, memakai, muat, parameter, riwayat
from portal.rules.eksak import GalatMasukan
from portal.rules.ketentuan import KEPALA, Ukuran, isian, mulai_sah, susun, tampil
from portal.rules.ketentuan_daftar import DAFTAR, TETAP
from portal.rules.periode import Periode

HARI_INI = date(2026, 6, 15)
BOBOT = {"produktivitas": "70", "disiplin": "30", "dasar_potongan": "disiplin", "capaian_terbanyak": "100"}


def _bobot(sejak, produktivitas="0.7", disiplin="0.3", akhiran="1"):
    nilai = {**riwayat("tpp", "bobot")[-1], "produktivitas": produktivitas, "disiplin": disiplin}
    polos = {k: v for k, v in nilai.items() if k not in KEPALA}
    return entri("tpp.bobot", sejak, polos, sumber="Pergub 1/2027", tanda="ditetapkan BKD", akhiran=akhiran)


def test_every_table_of_the_portal_is_either_open_or_fixed_and_none_is_both():
    assert not set(DAFTAR) & set(TETAP)
    for kunci in (*DAFTAR, *TETAP):
        berkas, _, tabel = kunci.partition(".")
        assert tabel in muat(berkas), kunci


@pytest.mark.parametrize("kunci", [k for k in DAFTAR if k != "tpp.kelas"])
def test_what_is_in_force_can_be_typed_again_and_says_the_same(kunci):
    tabel = DAFTAR[kunci]
    lama = riwayat(tabel.berkas, tabel.tabel)[-1]
    baru, salah = susun(tabel, {m.kunci: isian(m, lama) for m in tabel.medan}, lama)
    assert not salah
    assert [tampil(m, baru) for m in tabel.medan] == [tampil(m, lama) for m in tabel.medan]
    assert set(baru) == set(lama) - set(KEPALA)


@pytest.mark.parametrize(
    ("kunci", "isi", "medan"),
    [
        ("tpp.bobot", {"disiplin": "29,99"}, "disiplin"),
        ("tpp.bobot", {"produktivitas": "70,001"}, "produktivitas"),
        ("tpp.bobot", {"produktivitas": "tujuh puluh"}, "produktivitas"),
        ("tpp.bobot", {"produktivitas": ""}, "produktivitas"),
        ("tpp.bobot", {"dasar_potongan": "gaji"}, "dasar_potongan"),
        ("tpp.bobot", {"capaian_terbanyak": "200"}, "capaian_terbanyak"),
        ("tpp.bobot", {"bonus": "1"}, "bonus"),
        ("tpp.kelas", {"kelas_1": "-1"}, "kelas_1"),
        ("tpp.kelas", {"kelas_1": "1.000.000"}, "kelas_1"),
        ("tpp.kelas", {}, "kelas_1"),
        ("absensi.tarif", {"sampai_2": "30"}, "sampai_2"),
        ("absensi.tarif", {"potongan_2": "0,25"}, "potongan_2"),
        ("jendela.realisasi", {"hari_tutup": "29"}, "hari_tutup"),
        ("jendela.realisasi", {"hari_buka": "6"}, "hari_tutup"),
        ("tenggat.tinjau_skp", {"hari": "0"}, "hari"),
    ],
)
def test_what_cannot_be_is_named_by_its_field(kunci, isi, medan):
    tabel = DAFTAR[kunci]
    semua = riwayat(tabel.berkas, tabel.tabel)
    dasar = semua[-1] if semua else {}
    awal = BOBOT if kunci == "tpp.bobot" else {m.kunci: isian(m, dasar) for m in tabel.medan}
    _nilai, salah = susun(tabel, {**awal, **isi}, dasar)
    assert [g.medan for g in salah] == [medan]
    assert salah[0].pesan[0].isupper() and salah[0].pesan.endswith(".")


def test_a_field_that_the_law_fixes_stays_and_the_shipped_entry_is_not_touched():
    tabel = DAFTAR["bulanan.aturan"]
    lama = riwayat("bulanan", "aturan")[-1]
    baru, salah = susun(tabel, {"batas_aspek": "110", "belum_selesai": "rata"}, lama)
    assert not salah and (baru["pengali"], baru["batas_aspek"]) == ("1.76", 110)
    assert lama["batas_aspek"] == 100


@pytest.mark.parametrize(
    ("kunci", "sejak", "sah"),
    [
        ("tpp.bobot", date(2026, 7, 1), True),
        ("tpp.bobot", date(2026, 6, 15), False),
        ("tpp.bobot", date(2026, 6, 1), False),
        ("tpp.bobot", date(2026, 7, 2), False),
        ("tpp.bobot", date(2032, 1, 1), False),
        ("tenggat.tinjau_skp", date(2026, 6, 16), True),
        ("penilaian_tahunan.pembukaan", date(2026, 7, 1), False),
        ("penilaian_tahunan.pembukaan", date(2027, 1, 1), True),
    ],
)
def test_nothing_is_decided_for_a_day_that_has_begun_nor_for_half_a_month(kunci, sejak, sah):
    if sah:
        mulai_sah(DAFTAR[kunci], sejak, HARI_INI)
        return
    with pytest.raises(GalatMasukan) as galat:
        mulai_sah(DAFTAR[kunci], sejak, HARI_INI)
    assert galat.value.medan == "sejak"


def test_a_decided_set_counts_from_its_day_and_the_days_before_keep_the_shipped_one():
    himpunan = BAWAAN.dengan(_bobot(date(2027, 1, 1)))
    with memakai(himpunan):
        assert parameter("tpp", "bobot", date(2026, 12, 31))["id"] == "tpp.bobot@2014-01-01"
        assert parameter("tpp", "bobot", date(2027, 1, 1))["id"] == "tpp.bobot@2027-01-01#1"
        assert parameter("tpp", "bobot", date(2027, 1, 1))["produktivitas"] == "0.7"
    assert parameter("tpp", "bobot", date(2027, 1, 1))["id"] == "tpp.bobot@2014-01-01"
    assert kini() is BAWAAN


def test_of_two_sets_for_one_day_the_later_decided_counts():
    himpunan = BAWAAN.dengan(_bobot(date(2027, 1, 1))).dengan(_bobot(date(2027, 1, 1), "0.5", "0.5", "2"))
    with memakai(himpunan):
        assert parameter("tpp", "bobot", date(2027, 6, 1))["id"] == "tpp.bobot@2027-01-01#2"


def test_a_table_without_any_value_has_no_silent_default():
    with pytest.raises(LookupError, match="2026-01-01"):
        parameter("tpp", "kelas", date(2026, 1, 1))


def _bulan(nomor=9, **lain):
    isi = {"periode": Periode(2026, nomor), "jabatan": "pelaksana", "kelas": 6, "nilai": "92", "kejadian": {"TL1": 2}}
    return dampak.BulanOrang(**(isi | lain))


def _bandingkan(bulan, kunci, nilai, ukuran=Ukuran.TPP, himpunan: Himpunan = BAWAAN):
    sejak = date(2027, 1, 1)
    satuan = dampak.satuan(ukuran, kunci, sejak, himpunan)
    lama = dampak.susunan(himpunan, sejak)
    return dampak.bandingkan(ukuran, satuan, bulan, lama, dampak.susunan(himpunan, sejak, (kunci, nilai)))


def test_a_proposal_is_compared_on_the_same_past_month():
    nilai, _ = susun(DAFTAR["tpp.bobot"], BOBOT, riwayat("tpp", "bobot")[-1])
    hasil = _bandingkan([_bulan()], "tpp.bobot", nilai)
    # 60% x 92% + 40% x 99% = 94,80%; 70% x 92% + 30% x 99% = 94,10%
    assert (hasil.sebelum, hasil.sesudah, hasil.selisih) == (9480, 9410, -70)


def test_rupiah_of_a_year_are_summed_and_the_first_table_begins_from_nothing():
    nilai, salah = susun(DAFTAR["tpp.kelas"], {"kelas_6": "5000000"}, {})
    assert not salah
    hasil = _bandingkan([_bulan(8), _bulan(9)], "tpp.kelas", nilai)
    assert (hasil.sebelum, hasil.sesudah) == (0, 2 * 4_740_000 * 100)
    tanpa = _bandingkan([_bulan(kelas=7)], "tpp.kelas", nilai)
    assert (tanpa.sesudah, tanpa.sebab) == (None, "TPP kelas jabatan 7 belum ditetapkan.")


def test_who_has_no_score_is_left_out_and_it_is_said_why():
    hasil = _bandingkan([_bulan(nilai=None)], "tpp.bobot", dict(riwayat("tpp", "bobot")[-1]))
    assert (hasil.sebelum, hasil.selisih, hasil.sebab) == (None, None, "Belum ada nilai.")


def test_the_exact_score_of_a_kept_trace_is_what_is_paid_by():
    assert dampak.nilai_eksak({"langkah": [{"hasil": "569/6"}]}, "94.83") * 6 == 569
    assert dampak.nilai_eksak({"langkah": [{"hasil": "belum lengkap"}]}, "0") == "0"
    assert dampak.nilai_eksak(None, None) is None


@pytest.mark.parametrize("tulisan", ["2026-13", "26", "2026-9", "", "2026-09-01", "٢٠٢٦"])
def test_a_time_that_is_neither_month_nor_year_is_refused(tulisan):
    with pytest.raises(GalatMasukan) as galat:
        dampak.masa(tulisan)
    assert galat.value.medan == "masa"


def test_the_step_that_names_the_predicate_hides_no_exact_score():
    langkah = [{"nama": "Nilai SKP bulanan", "hasil": "569/6"}, {"nama": "Predikat", "hasil": "Sangat Baik"}]
    assert dampak.nilai_eksak({"langkah": langkah}, "94.83") * 6 == 569
