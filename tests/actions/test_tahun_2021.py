"""The year 2021: each half under its own law, one result; an objection is decided under those same laws years later."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portal import bahan_nilai, waktu
from portal.actions import keberatan
from portal.errors import TidakSah
from portal.models import TugasTambahan
from portal.rules.bulanan import Nilai
from portal.rules.nilai_tahunan import BahanTahun, BulanKegiatan, KegiatanTahun, SkpTahun
from portal.rules.tahun_2021 import hasil
from tests.tahun import Tahun, kegiatan

LIMA = ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")
EMPAT = ("orientasi_pelayanan", "komitmen", "inisiatif_kerja", "kerja_sama")


def isian(satu: str = "90", dua: str = "100", **lain: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """Every aspect of both halves with one number each; `lain`: further rows."""
    baris = [{"aspek": f"i_{a}", "nilai": satu} for a in LIMA] + [{"aspek": f"ii_{a}", "nilai": dua} for a in EMPAT]
    return {"aspek": baris + [{"aspek": k, **isi} for k, isi in lain.items()]}


IDE = {"catatan": "Loket keliling di tiga pulau."}


@pytest.fixture
def dua_semester(db, aktor, kerjakan) -> Tahun:
    """June and December, 9 reports planned in each: June at quality 88 in 18 days, December as planned."""
    lama = Tahun(db, aktor, kerjakan, tahun=2021)
    lama.skp(kegiatan(6, 12)).verifikasi(6, ("9", "88", "18")).verifikasi(12, ("9", "100", "20"))
    return lama.buka()


def test_the_year_is_the_mean_of_its_halves_each_under_its_law(dua_semester) -> None:
    dua_semester.nilai(**isian())
    p = dua_semester.penilaian
    (satu,) = p.hasil
    # I:  (100 + 88 + 176 - 90) / 3 = 91 1/3; 60% + 40% x 90 = 90,8 -> celah 90-91: 109
    # II: capaian 100 -> 100; 70% x 100 + 30% x 100 = 100
    assert (p.profil, satu.nilai, satu.predikat) == ("PP46-PP30", Decimal("104.5"), "Baik")
    langkah = {s["nama"]: s["hasil"] for s in satu.jejak["langkah"]}
    assert (langkah["Nilai prestasi kerja"], langkah["Konversi PP 46 ke PP 30"]) == ("90.8", "109")
    assert (langkah["Nilai kinerja"], langkah["Nilai 2021"]) == ("100", "104.5")
    assert {n.aspek: n.nilai for n in p.perilaku}["ii_inisiatif_kerja"] == 100


def test_the_highest_word_needs_a_new_idea_and_peers_change_the_weights(dua_semester) -> None:
    dua_semester.nilai(**isian("100", "120", ii_ide_baru=IDE, ii_penilaian_360={"catatan": "Tiga rekan seksi."}))
    (satu,) = dua_semester.penilaian.hasil
    # I: 54,8 + 40 = 94,8 -> 110 + 10/8 x 3,8 = 114,75; II: 60% x 100 + 40% x 120 = 108
    assert (satu.nilai, satu.predikat) == (Decimal("111.38"), "Sangat Baik")


def test_without_an_idea_the_same_number_is_baik(dua_semester) -> None:
    dua_semester.nilai(**isian("100", "120", ii_penilaian_360={"catatan": "Tiga rekan seksi."}))
    (satu,) = dua_semester.penilaian.hasil
    assert (satu.nilai, satu.predikat) == (Decimal("111.38"), "Baik")


def test_an_objection_decided_years_later_is_computed_under_the_laws_of_2021(dua_semester) -> None:
    lama = dua_semester.nilai(**isian("60", "70")).terima().keberatan().jawab()
    with lama.pada(3, 2, tahun=2026):
        keberatan.putuskan(
            lama.tugas, actor=lama.aktor(lama.atasan), keputusan="ubah", pemeriksaan="Kedua pihak didengar.",
            alasan="Buktinya ada.", **isian("90", "100"),
        )  # fmt: skip
    p = lama.penilaian
    sisi = {h.sisi: h for h in p.hasil}
    assert (p.profil, p.status) == ("PP46-PP30", "sah")
    assert (sisi["putusan"].nilai, sisi["putusan"].predikat) == (Decimal("104.5"), "Baik")
    assert "pp46.aturan@2014-01-01" in sisi["putusan"].jejak["parameter"]
    assert "pp30.konversi@2021-01-01" in sisi["putusan"].jejak["parameter"]
    assert sisi["penilai"].nilai < sisi["putusan"].nilai


def test_extra_duties_count_in_the_first_half_only(dua_semester, db) -> None:
    skp = dua_semester.penilaian.skp
    for bulan in (6, 7):
        db.add(TugasTambahan(
            skp_id=skp.id, jenis="tugas", uraian="Panitia.", tanggal=date(2021, bulan, 30), surat="1", diakui="ya",
            oleh_id=skp.pegawai_id, pada=waktu.sekarang(),
        ))  # fmt: skip
    db.commit()
    assert bahan_nilai.bahan(skp.pegawai_id, 2021).tugas_tambahan == 1


@pytest.mark.parametrize(
    ("ubah", "baris"),
    [
        ({"satu": "101"}, [1, 2, 3, 4, 5]), ({"dua": "121"}, [6, 7, 8, 9]), ({"dua": ""}, [6, 7, 8, 9]),
        ({"ii_kinerja_tambahan": {"nilai": "11"}}, [10]), ({"ii_ide_baru": {"nilai": "1"}}, [12]),
    ],
)  # fmt: skip
def test_what_the_laws_do_not_allow_is_refused_row_by_row(dua_semester, ubah, baris) -> None:
    with pytest.raises(TidakSah) as galat:
        dua_semester.nilai(**isian(**ubah))
    assert [(t.medan, t.baris) for t in galat.value.temuan] == [("nilai", b) for b in baris]
    assert dua_semester.penilaian.hasil == []


def _bahan(**bulan: tuple[int, int]) -> BahanTahun:
    """One kegiatan; by month b1..b12 (planned, done), all verified."""
    sebulan = {int(k[1:]): isi for k, isi in bulan.items()}
    rencana = {b: Nilai(t, 100, 20) for b, (t, _r) in sebulan.items()}
    sah = tuple(BulanKegiatan(rencana[b], Nilai(r, 100, 20), b) for b, (_t, r) in sebulan.items())
    satu = KegiatanTahun("Laporan", Nilai(99, 100, len(sebulan)), sah, rencana)
    return BahanTahun((SkpTahun("SKP-1", 12, (satu,)),))


ANGKA = {f"i_{a}": 80 for a in LIMA} | {f"ii_{a}": 90 for a in EMPAT}


def test_a_year_of_one_half_is_that_half() -> None:
    akhir = hasil(_bahan(b7=(10, 10), b12=(10, 10)), ANGKA, jabatan="pelaksana")
    assert (akhir.nilai, akhir.predikat) == (Decimal("97.00"), "Baik")
    assert akhir.jejak.langkah[-2].rumus == "hanya satu semester yang memuat SKP"


def test_after_a_move_each_half_is_read_from_the_skp_that_was_in_force_and_two_in_one_half_are_averaged() -> None:
    lama, baru = _bahan(b3=(10, 10), b8=(10, 0)), _bahan(b9=(10, 10))
    dua = BahanTahun((*lama.skp, *baru.skp))
    akhir = hasil(dua, ANGKA, jabatan="pelaksana")
    langkah = {s.nama: s.hasil for s in akhir.jejak.langkah}
    assert langkah["Nilai prestasi kerja"] == Fraction(436, 5)  # only the first: 60% x 92 + 40% x 80
    assert langkah["Nilai kinerja"] == Fraction("70.75")  # 70% x (25 + 100) / 2 + 30% x 90
    assert akhir.nilai == Decimal("87.98")


def test_what_was_not_done_is_0_in_both_halves() -> None:
    akhir = hasil(_bahan(b1=(10, 0), b7=(10, 0)), ANGKA, jabatan="pelaksana")
    # I: 40% x 80 = 32 -> 31,36; II: capaian 0 -> 25; 17,5 + 27 = 44,5
    assert akhir.nilai == Decimal("37.93") and akhir.predikat == "Sangat Kurang"


def test_a_jpt_is_scored_on_the_scale_of_his_own() -> None:
    enam = ANGKA | {"ii_kepemimpinan": 90}
    akhir = hasil(_bahan(b8=(10, 10)), enam, jabatan="jpt")
    assert akhir.nilai == Decimal("103.30")  # 70% x 109 + 30% x 90
    assert next(s for s in akhir.jejak.langkah if s.nama == "Nilai SKP").hasil == Fraction(109)
