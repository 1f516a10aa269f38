"""Every path of `realisasi_bulanan` and of the appeal it calls, through the engine's door."""

from datetime import datetime

import pytest

import workflows
from tests.workflows.lakon import ATASAN, PEGAWAI, PENILAI, PIHAK, VERIFIKATUR, Kasus, hari, panggung


@pytest.fixture
def bulan():
    with panggung() as session:
        yield buka(session)


def buka(session, nomor: int = 41, buka_pada: str | None = None) -> Kasus:
    fakta = {"realisasi": nomor, "skp": 17, "buka_pada": buka_pada or hari(0), "batas_isi": hari(5)}
    return Kasus(session, "realisasi_bulanan", f"RB-2026-10-{nomor:05d}", fakta)


def ajukan(bulan: Kasus) -> None:
    bulan.kerja("isi_realisasi", PEGAWAI, batas_tinjau=hari(8))


def tarik(bulan: Kasus) -> None:
    bulan.layanan("tarik_rekap_absensi", absensi="ada")


def tolak(bulan: Kasus) -> None:
    ajukan(bulan)
    bulan.kerja("tinjau_realisasi", PENILAI, disetujui=False, batas_banding=hari(11))


def banding(bulan: Kasus) -> None:
    tolak(bulan)
    bulan.kerja("tanggapi_penolakan", PEGAWAI, sikap="banding", batas_putus=hari(14))


def nilai(bulan: Kasus, angka: str = "98.33") -> None:
    assert bulan.layanan_menunggu() == [("hitung_nilai", None)]
    bulan.layanan("hitung_nilai", nilai=angka, batas_verifikasi=hari(17))
    assert bulan.orang() == {"verifikasi_realisasi"}


def sahkan(bulan: Kasus) -> None:
    bulan.kerja("verifikasi_realisasi", VERIFIKATUR, hasil_verifikasi="sah")
    assert bulan.orang() == set() and bulan.layanan_menunggu() == []
    assert bulan.instans.status == "done"


def test_an_approved_month_is_scored_named_and_verified(bulan):
    assert bulan.orang() == {"isi_realisasi"}
    tarik(bulan)
    ajukan(bulan)
    bulan.kerja("tinjau_realisasi", PENILAI, disetujui=True)
    assert bulan.orang() == set()
    nilai(bulan)
    fakta = bulan.instans.facts
    assert (fakta["absensi"], fakta["nilai"], fakta["predikat"]) == ("ada", "98.33", "Sangat Baik")
    sahkan(bulan)


def test_a_month_opens_with_its_window_and_not_before():
    with panggung() as session:
        bulan = buka(session, buka_pada=hari(3))
        assert bulan.orang() == set() and bulan.layanan_menunggu() == []
        bulan.sampai(hari(2))
        assert bulan.orang() == set()
        bulan.sampai(hari(3))
        assert bulan.orang() == {"isi_realisasi"}
        assert bulan.layanan_menunggu() == [("tarik_rekap_absensi", None)]


def test_an_accepted_rejection_is_scored(bulan):
    tarik(bulan)
    tolak(bulan)
    assert bulan.orang() == {"tanggapi_penolakan"}
    bulan.kerja("tanggapi_penolakan", PEGAWAI, sikap="terima")
    nilai(bulan, "91.30")
    sahkan(bulan)
    assert "banding" not in bulan.jejak()


@pytest.mark.parametrize(
    ("putusan", "acara", "angka"), [("kabul", "banding_kabul", "98.33"), ("tolak", "banding_tolak", "96.00")]
)
def test_an_appeal_is_decided_announced_and_scored(bulan, putusan, acara, angka):
    tarik(bulan)
    banding(bulan)
    assert bulan.orang() == {"putuskan_banding"}
    bulan.kerja("putuskan_banding", ATASAN, hasil_banding=putusan)
    assert bulan.layanan_menunggu() == [("kirim_pemberitahuan", acara)]
    bulan.kabari(acara)
    nilai(bulan, angka)
    sahkan(bulan)


@pytest.mark.parametrize("pelaku", [PEGAWAI, PENILAI, VERIFIKATUR])
def test_only_the_superior_of_the_appraiser_decides_an_appeal(bulan, pelaku):
    banding(bulan)
    with pytest.raises(workflows.NotYours):
        bulan.kerja("putuskan_banding", pelaku, hasil_banding="kabul")
    assert bulan.orang() == {"putuskan_banding"}


def test_silence_after_a_rejection_lets_the_appraisers_values_stand(bulan):
    tarik(bulan)
    tolak(bulan)
    bulan.sampai(hari(10))
    assert bulan.orang() == {"tanggapi_penolakan"}
    (tugas,) = workflows.tasks(bulan.session, instance=bulan.id)
    bulan.sampai(hari(11))
    assert bulan.orang() == set()
    assert bulan.instans.facts["sikap"] == "diam"
    with pytest.raises(workflows.NotReady):
        workflows.complete(bulan.session, tugas.id, by=PEGAWAI, facts={"sikap": "banding"}, now=bulan.kini)
    nilai(bulan, "91.30")
    sahkan(bulan)


def test_a_silent_e_absensi_holds_up_the_score_and_nothing_before_it(bulan):
    tolak(bulan)
    bulan.kerja("tanggapi_penolakan", PEGAWAI, sikap="terima")
    assert bulan.orang() == set()
    assert bulan.layanan_menunggu() == [("tarik_rekap_absensi", None)]
    bulan.sampai(hari(16))
    assert bulan.instans.status == "running" and bulan.instans.waiting == ("Tarik rekap absensi",)
    tarik(bulan)
    nilai(bulan)
    sahkan(bulan)


def test_the_recap_may_come_at_any_point_of_an_appeal(bulan):
    banding(bulan)
    tarik(bulan)
    assert bulan.orang() == {"putuskan_banding"}
    bulan.kerja("putuskan_banding", ATASAN, hasil_banding="tolak")
    bulan.kabari("banding_tolak")
    nilai(bulan, "96.00")
    assert bulan.instans.facts["absensi"] == "ada"


def test_bkd_rejects_twice_and_each_time_the_appraiser_answers_and_the_month_is_scored_again(bulan):
    tarik(bulan)
    ajukan(bulan)
    bulan.kerja("tinjau_realisasi", PENILAI, disetujui=True)
    for sikap, angka, predikat in (("terima", "60.99", "Kurang"), ("bantah", "76.00", "Baik")):
        nilai(bulan, "91.00")
        bulan.kerja("verifikasi_realisasi", VERIFIKATUR, hasil_verifikasi="tolak", batas_tindak=hari(19))
        assert bulan.orang() == {"tindak_lanjut_verifikasi"}
        bulan.kerja("tindak_lanjut_verifikasi", PENILAI, sikap_penilai=sikap)
        bulan.layanan("hitung_nilai", nilai=angka, batas_verifikasi=hari(20))
        assert bulan.instans.facts["predikat"] == predikat
        bulan.kerja("verifikasi_realisasi", VERIFIKATUR, hasil_verifikasi="tolak", batas_tindak=hari(22))
        bulan.kerja("tindak_lanjut_verifikasi", PENILAI, sikap_penilai=sikap)
    nilai(bulan)
    sahkan(bulan)


def test_an_answer_nobody_foresaw_leaves_the_case_with_a_person(bulan):
    tarik(bulan)
    tolak(bulan)
    bulan.kerja("tanggapi_penolakan", PEGAWAI, sikap="entah", batas_putus=hari(14))
    assert bulan.orang() == {"putuskan_banding"}


def ke_isi(bulan: Kasus) -> None:
    tarik(bulan)


def ke_tinjau(bulan: Kasus) -> None:
    tarik(bulan)
    ajukan(bulan)


def ke_banding(bulan: Kasus) -> None:
    tarik(bulan)
    banding(bulan)


def ke_verifikasi(bulan: Kasus) -> None:
    ke_tinjau(bulan)
    bulan.kerja("tinjau_realisasi", PENILAI, disetujui=True)
    nilai(bulan)


def ke_tindak(bulan: Kasus) -> None:
    ke_verifikasi(bulan)
    bulan.kerja("verifikasi_realisasi", VERIFIKATUR, hasil_verifikasi="tolak", batas_tindak=hari(19))


@pytest.mark.parametrize(
    ("menuju", "langkah", "batas", "acara"),
    [
        (ke_isi, "isi_realisasi", 5, "isi_lewat"),
        (ke_tinjau, "tinjau_realisasi", 8, "tinjau_realisasi_lewat"),
        (ke_banding, "putuskan_banding", 14, "banding_lewat"),
        (ke_verifikasi, "verifikasi_realisasi", 17, "verifikasi_lewat"),
        (ke_tindak, "tindak_lanjut_verifikasi", 19, "tindak_lewat"),
    ],
)
def test_a_passed_deadline_reminds_once_and_leaves_the_step_open(bulan, menuju, langkah, batas, acara):
    menuju(bulan)
    (tugas,) = workflows.tasks(bulan.session, instance=bulan.id)
    assert (tugas.step, tugas.due_at) == (langkah, datetime.fromisoformat(hari(batas)))
    bulan.sampai(hari(batas - 1))
    assert bulan.layanan_menunggu() == []
    bulan.sampai(hari(batas))
    assert bulan.layanan_menunggu() == [("kirim_pemberitahuan", acara)]
    bulan.kabari(acara)
    bulan.sampai(hari(batas + 60))
    assert bulan.layanan_menunggu() == []
    assert bulan.orang() == {langkah}


def test_a_late_appeal_reminder_does_not_change_the_decision(bulan):
    ke_banding(bulan)
    bulan.sampai(hari(15))
    bulan.kerja("putuskan_banding", ATASAN, hasil_banding="kabul")
    bulan.kabari("banding_kabul")
    bulan.kabari("banding_lewat")
    nilai(bulan)
    sahkan(bulan)


def tetapkan_skp(session, skp: int) -> Kasus:
    kasus = Kasus(session, "skp_tahunan", f"SKP-{skp}", {"skp": skp, "batas_susun": hari(14)})
    kasus.kerja("susun_skp", PEGAWAI, batas_tinjau=hari(20))
    kasus.kerja("tinjau_skp", PENILAI, setuju=True, batas_verifikasi=hari(25))
    kasus.kerja("verifikasi_skp", VERIFIKATUR, sah=True)
    return kasus


def test_a_month_waiting_for_its_skp_hears_when_that_skp_is_set(bulan):
    tetapkan_skp(bulan.session, 17)
    bulan.sampai(hari(1))
    assert ("kirim_pemberitahuan", "realisasi_boleh_diajukan") in bulan.layanan_menunggu()
    assert bulan.orang() == {"isi_realisasi"}
    bulan.kabari("realisasi_boleh_diajukan")
    tarik(bulan)
    ajukan(bulan)
    assert bulan.orang() == {"tinjau_realisasi"}


def test_a_month_does_not_hear_of_somebody_elses_skp(bulan):
    tetapkan_skp(bulan.session, 18)
    bulan.sampai(hari(1))
    assert bulan.layanan_menunggu() == [("tarik_rekap_absensi", None)]


def test_the_next_month_opens_only_as_a_case_of_its_own(bulan):
    with pytest.raises(workflows.AlreadyRunning):
        buka(bulan.session)
    assert buka(bulan.session, 42).orang() == {"isi_realisasi"}


@pytest.mark.parametrize(
    ("angka", "predikat"),
    [
        ("100.01", "Sangat Baik"), ("91.00", "Sangat Baik"), ("91", "Sangat Baik"), ("90.99", "Baik"),
        ("90.50", "Baik"),
        ("90", "Baik"), ("76.00", "Baik"), ("75.99", "Cukup"), ("75", "Cukup"), ("61.00", "Cukup"), ("60.99", "Kurang"),
        ("60", "Kurang"), ("51.00", "Kurang"), ("50.99", "Buruk"), ("50.01", "Buruk"), ("50", "Buruk"), ("0", "Buruk"),
    ],
)  # fmt: skip
def test_the_predicate_of_the_month_follows_the_lower_bound(bulan, angka, predikat):
    tarik(bulan)
    ajukan(bulan)
    bulan.kerja("tinjau_realisasi", PENILAI, disetujui=True)
    nilai(bulan, angka)
    assert bulan.instans.facts["predikat"] == predikat


def test_a_score_that_is_no_number_changes_nothing(bulan):
    tarik(bulan)
    ajukan(bulan)
    bulan.kerja("tinjau_realisasi", PENILAI, disetujui=True)
    with pytest.raises(workflows.Incident):
        bulan.layanan("hitung_nilai", nilai="98,33", batas_verifikasi=hari(17))
    assert bulan.layanan_menunggu() == [("hitung_nilai", None)]


def test_the_appeal_alone_needs_no_appraiser():
    with panggung() as session:
        pihak = {key: owner for key, owner in PIHAK.items() if key in ("pegawai", "atasan_banding")}
        kasus = Kasus(session, "banding_realisasi", "B-1", {"realisasi": 41, "batas_putus": hari(3)}, pihak)
        kasus.kerja("putuskan_banding", ATASAN, hasil_banding="kabul")
        kasus.kabari("banding_kabul")
        assert kasus.instans.status == "done"
