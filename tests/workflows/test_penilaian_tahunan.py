"""Every path of `penilaian_tahunan` and of the objection it calls, through the engine's door."""

from datetime import datetime

import pytest

import workflows
from tests.workflows.lakon import ATASAN, PEGAWAI, PENILAI, VERIFIKATUR, Kasus, hari, panggung

PIHAK = {"pegawai": "orang:1", "pejabat_penilai": "orang:2", "atasan_banding": "orang:3"}


@pytest.fixture
def tahun():
    with panggung() as session:
        yield Kasus(session, "penilaian_tahunan", "PK-2026-00001", {"penilaian": 9, "batas_nilai": hari(20)}, PIHAK)


def nilai(tahun: Kasus) -> None:
    tahun.kerja("nilai_tahunan", PENILAI, batas_serah=hari(34), batas_catat=hari(40))


def terima(tahun: Kasus) -> None:
    nilai(tahun)
    tahun.kerja("terima_penilaian", PEGAWAI, batas_tanggapan=hari(48), batas_sahkan=hari(55))


def keberatan(tahun: Kasus) -> None:
    terima(tahun)
    tahun.kerja(
        "tanggapi_penilaian", PEGAWAI, sikap="keberatan", batas_tanggapan_keberatan=hari(60),
        batas_putusan_keberatan=hari(74),
    )  # fmt: skip


def tanggapi(tahun: Kasus) -> None:
    keberatan(tahun)
    tahun.kerja("tanggapi_keberatan", PENILAI, ditanggapi=True, batas_putusan_keberatan=hari(70))


def selesai(tahun: Kasus, acara: str) -> None:
    assert tahun.layanan_menunggu() == [("kirim_pemberitahuan", acara)]
    tahun.kabari(acara)
    assert tahun.orang() == set() and tahun.instans.status == "done"


def test_a_signed_assessment_is_made_valid(tahun):
    assert tahun.orang() == {"nilai_tahunan"}
    terima(tahun)
    assert tahun.orang() == {"tanggapi_penilaian"}
    tahun.kerja("tanggapi_penilaian", PEGAWAI, sikap="tandatangani", batas_sahkan=hari(50))
    assert tahun.orang() == {"sahkan_penilaian"}
    tahun.kerja("sahkan_penilaian", ATASAN, disahkan=True)
    selesai(tahun, "penilaian_sah")
    assert "keberatan" not in tahun.jejak()


@pytest.mark.parametrize("putusan", ["tetap", "ubah"])
def test_an_objection_is_answered_then_decided_and_that_is_the_end(tahun, putusan):
    keberatan(tahun)
    assert tahun.orang() == {"tanggapi_keberatan"}
    tahun.kerja("tanggapi_keberatan", PENILAI, ditanggapi=True, batas_putusan_keberatan=hari(70))
    assert tahun.orang() == {"putuskan_keberatan"}
    tahun.kerja("putuskan_keberatan", ATASAN, hasil_keberatan=putusan)
    selesai(tahun, "keberatan_diputus")
    assert "sahkan_penilaian" not in tahun.jejak()


def test_who_neither_signs_nor_objects_is_noted_as_silent_and_the_assessment_goes_up(tahun):
    terima(tahun)
    (tugas,) = workflows.tasks(tahun.session, instance=tahun.id)
    tahun.sampai(hari(47))
    assert tahun.orang() == {"tanggapi_penilaian"}
    tahun.sampai(hari(48))
    assert tahun.orang() == set() and tahun.instans.facts["sikap"] == "diam"
    with pytest.raises(workflows.NotReady):
        workflows.complete(tahun.session, tugas.id, by=PEGAWAI, facts={"sikap": "keberatan"}, now=tahun.kini)
    tahun.kabari("tanggapan_penilaian_lewat")
    (tugas,) = workflows.tasks(tahun.session, instance=tahun.id)
    assert (tugas.step, tugas.due_at) == ("sahkan_penilaian", datetime.fromisoformat(hari(55)))
    tahun.kerja("sahkan_penilaian", ATASAN, disahkan=True)
    selesai(tahun, "penilaian_sah")


def test_a_receipt_nobody_confirms_is_recorded_on_paper_by_the_appraiser(tahun):
    nilai(tahun)
    tahun.sampai(hari(34))
    assert tahun.orang() == {"catat_serah_terima"}
    tahun.kerja("catat_serah_terima", PENILAI, batas_tanggapan=hari(49), batas_sahkan=hari(56))
    assert tahun.orang() == {"tanggapi_penilaian"}, "the person need not wait for the notice"
    assert tahun.layanan_menunggu() == [("kirim_pemberitahuan", "serah_terima_dicatat")]
    tahun.kabari("serah_terima_dicatat")
    tahun.kerja("tanggapi_penilaian", PEGAWAI, sikap="tandatangani", batas_sahkan=hari(50))
    assert tahun.orang() == {"sahkan_penilaian"}


def test_a_receipt_recorded_long_after_it_happened_leaves_no_time_and_harms_nothing(tahun):
    nilai(tahun)
    tahun.sampai(hari(60))
    tahun.kerja("catat_serah_terima", PENILAI, batas_tanggapan=hari(49), batas_sahkan=hari(56))
    tahun.sampai(hari(60))
    tahun.kabari("serah_terima_dicatat")
    tahun.kabari("serah_terima_lewat")
    tahun.kabari("tanggapan_penilaian_lewat")
    assert tahun.orang() == {"sahkan_penilaian"}


def test_an_objection_the_appraiser_does_not_answer_goes_up_without_his_answer_and_is_not_granted(tahun):
    keberatan(tahun)
    tahun.sampai(hari(60))
    assert tahun.orang() == set()
    assert tahun.layanan_menunggu() == [("kirim_pemberitahuan", "tanggapan_keberatan_lewat")]
    tahun.kabari("tanggapan_keberatan_lewat")
    (tugas,) = workflows.tasks(tahun.session, instance=tahun.id)
    assert (tugas.step, tugas.due_at) == ("putuskan_keberatan", datetime.fromisoformat(hari(74)))
    assert tahun.instans.status == "running" and "hasil_keberatan" not in tahun.instans.facts


def test_an_objection_the_atasan_does_not_decide_is_told_to_bkd_and_stays_open_for_ever(tahun):
    tanggapi(tahun)
    tahun.sampai(hari(70))
    assert tahun.layanan_menunggu() == [("kirim_pemberitahuan", "putusan_keberatan_lewat")]
    tahun.kabari("putusan_keberatan_lewat")
    tahun.sampai(hari(400))
    assert tahun.orang() == {"putuskan_keberatan"} and tahun.layanan_menunggu() == []
    tahun.kerja("putuskan_keberatan", ATASAN, hasil_keberatan="tetap")
    selesai(tahun, "keberatan_diputus")


def ke_catat(tahun: Kasus) -> None:
    nilai(tahun)
    tahun.sampai(hari(34))


def ke_sahkan(tahun: Kasus) -> None:
    terima(tahun)
    tahun.kerja("tanggapi_penilaian", PEGAWAI, sikap="tandatangani", batas_sahkan=hari(55))


@pytest.mark.parametrize(
    ("menuju", "langkah", "batas", "acara"),
    [
        (lambda tahun: None, "nilai_tahunan", 20, "nilai_tahunan_lewat"),
        (ke_catat, "catat_serah_terima", 40, "serah_terima_lewat"),
        (ke_sahkan, "sahkan_penilaian", 55, "pengesahan_lewat"),
        (tanggapi, "putuskan_keberatan", 70, "putusan_keberatan_lewat"),
    ],
)
def test_a_passed_deadline_reminds_once_and_leaves_the_step_open(tahun, menuju, langkah, batas, acara):
    menuju(tahun)
    (tugas,) = workflows.tasks(tahun.session, instance=tahun.id)
    assert (tugas.step, tugas.due_at) == (langkah, datetime.fromisoformat(hari(batas)))
    tahun.sampai(hari(batas - 1))
    assert tahun.layanan_menunggu() == []
    tahun.sampai(hari(batas))
    assert tahun.layanan_menunggu() == [("kirim_pemberitahuan", acara)]
    tahun.kabari(acara)
    tahun.sampai(hari(batas + 60))
    assert tahun.layanan_menunggu() == [] and tahun.orang() == {langkah}


@pytest.mark.parametrize(
    ("menuju", "langkah", "milik"),
    [
        (lambda tahun: None, "nilai_tahunan", PENILAI), (nilai, "terima_penilaian", PEGAWAI),
        (ke_catat, "catat_serah_terima", PENILAI), (terima, "tanggapi_penilaian", PEGAWAI),
        (ke_sahkan, "sahkan_penilaian", ATASAN), (keberatan, "tanggapi_keberatan", PENILAI),
        (tanggapi, "putuskan_keberatan", ATASAN),
    ],
)  # fmt: skip
def test_each_step_belongs_to_one_party_and_nobody_else_can_take_it(tahun, menuju, langkah, milik):
    menuju(tahun)
    for pelaku in {PEGAWAI, PENILAI, ATASAN, VERIFIKATUR} - {milik}:
        with pytest.raises(workflows.NotYours):
            tahun.kerja(langkah, pelaku, sikap="keberatan")
    assert tahun.orang() == {langkah}


def test_an_answer_nobody_foresaw_goes_up_to_a_person(tahun):
    terima(tahun)
    tahun.kerja("tanggapi_penilaian", PEGAWAI, sikap="entah", batas_sahkan=hari(55))
    assert tahun.orang() == {"sahkan_penilaian"}


def test_a_year_needs_no_verifikatur_and_runs_once(tahun):
    assert "verifikatur" not in tahun.instans.parties
    with pytest.raises(workflows.AlreadyRunning):
        Kasus(tahun.session, "penilaian_tahunan", "PK-2026-00001", {"penilaian": 9, "batas_nilai": hari(20)}, PIHAK)


def test_the_objection_alone_is_a_process_too():
    with panggung() as session:
        fakta = {"penilaian": 9, "batas_tanggapan_keberatan": hari(14), "batas_putusan_keberatan": hari(28)}
        kasus = Kasus(session, "keberatan", "KB-1", fakta, PIHAK)
        kasus.kerja("tanggapi_keberatan", PENILAI)
        kasus.kerja("putuskan_keberatan", ATASAN, hasil_keberatan="tetap")
        assert kasus.instans.status == "done"


def test_a_verified_month_sends_no_message_that_nobody_receives():
    with panggung() as session:
        fakta = {"realisasi": 41, "skp": 17, "buka_pada": hari(0), "batas_isi": hari(5)}
        bulan = Kasus(session, "realisasi_bulanan", "RB-1", fakta)
        bulan.layanan("tarik_rekap_absensi", absensi="ada")
        bulan.kerja("isi_realisasi", PEGAWAI, batas_tinjau=hari(8))
        bulan.kerja("tinjau_realisasi", PENILAI, disetujui=True)
        bulan.layanan("hitung_nilai", nilai="90.00", batas_verifikasi=hari(17))
        bulan.kerja("verifikasi_realisasi", VERIFIKATUR, hasil_verifikasi="sah")
        assert bulan.instans.status == "done"
        pesan = workflows.metadata.tables["wf_message"]
        assert session.execute(pesan.select()).all() == []
