"""The objection through its actions: its last second, its lateness, silence, the decision and who may not take it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

import workflows
from portal.actions import keberatan, penilaian_tahunan, tugas
from portal.errors import Bentrok, BukanHak, SudahSelesai, TidakDitemukan, TidakSah
from portal.rules.periode import akhir_hari
from tests.actions.test_penilaian_tahunan import wakilkan
from tests.tahun import PP46, Tahun, kegiatan

UBAH = {"hasil_kerja": "di atas", "rating_perilaku": "di atas"}


def ajukan(tahun: Tahun, tugas: str, siapa: str = "pelaksana1", alasan: str = "Dua kegiatan tidak dihitung.") -> None:
    penilaian_tahunan.tanggapi(tugas, actor=tahun.aktor(siapa), sikap="keberatan", alasan=alasan)


def test_an_objection_in_the_last_second_of_the_fourteenth_day_is_taken_also_with_the_worker_awake(
    diterima: Tahun,
) -> None:
    tugas = diterima.tugas
    with diterima.depan(1, 30, 23, 59, 59):
        diterima.kerja()
        ajukan(diterima, tugas)
    p = diterima.penilaian
    assert (p.status, p.sikap) == ("keberatan", "keberatan")
    assert p.keberatan.batas_tanggapan == akhir_hari(date(2027, 2, 13))
    assert p.keberatan.batas_putusan == akhir_hari(date(2027, 2, 26))


@pytest.mark.parametrize("pekerja", [False, True], ids=["timer not yet run", "timer closed the task"])
def test_an_objection_at_midnight_after_the_last_day_is_refused_with_both_dates(diterima: Tahun, pekerja: bool) -> None:
    tugas = diterima.tugas
    with diterima.depan(1, 31, 0, 0, 0):
        if pekerja:
            diterima.kerja()
        with pytest.raises(Bentrok) as galat:
            ajukan(diterima, tugas)
    assert galat.value.kode == "keberatan_terlambat"
    assert "16 Januari 2027" in galat.value.pesan and "30 Januari 2027" in galat.value.pesan
    p = diterima.penilaian
    assert p.keberatan is None
    assert p.status == ("menunggu_pengesahan" if pekerja else "diterima")


def test_a_late_objection_is_still_refused_for_being_late_when_the_year_is_long_valid(diterima: Tahun) -> None:
    tugas = diterima.tugas
    diterima.lewat(1, 31, 0, 1)
    diterima.sahkan(31).lewat(2, 1)
    with diterima.depan(6, 1), pytest.raises(Bentrok) as galat:
        ajukan(diterima, tugas)
    assert galat.value.kode == "keberatan_terlambat"


def test_who_signed_cannot_object_afterwards_and_is_told_that_he_signed(diterima: Tahun) -> None:
    tugas = diterima.tugas
    diterima.tanggapi()
    for hari in (21, 31):
        with diterima.depan(1, hari), pytest.raises(SudahSelesai) as galat:
            ajukan(diterima, tugas)
        assert galat.value.oleh == "Lusia Pelaksana"
    assert diterima.penilaian.keberatan is None


def test_somebody_else_learns_nothing_from_a_late_objection(diterima: Tahun) -> None:
    tugas = diterima.tugas
    diterima.lewat(1, 31, 0, 1)
    for orang in ("kasi", "pelaksana2", "admin_bkd"):
        with diterima.depan(2, 1), pytest.raises((TidakDitemukan, Bentrok)) as galat:
            ajukan(diterima, tugas, orang)
        assert galat.value.kode == "tidak_ditemukan", orang


def test_an_objection_needs_its_reasons(diterima: Tahun) -> None:
    with diterima.depan(1, 20), pytest.raises(TidakSah) as galat:
        ajukan(diterima, diterima.tugas, alasan="  ")
    assert galat.value.medan == "alasan"
    assert diterima.penilaian.status == "diterima"


def test_a_second_objection_is_impossible(dikeberati: Tahun) -> None:
    (tugas,) = workflows.tasks(
        dikeberati.db, instance=dikeberati.penilaian.instans_id, step="tanggapi_penilaian", status="done"
    )
    with dikeberati.depan(1, 21), pytest.raises(SudahSelesai):
        ajukan(dikeberati, tugas.id)
    dikeberati.jawab().putuskan()
    with dikeberati.depan(1, 29), pytest.raises(SudahSelesai):
        ajukan(dikeberati, tugas.id)
    assert dikeberati.penilaian.keberatan.alasan == "Dua kegiatan tidak dihitung."


def test_a_decision_that_keeps_the_result_makes_it_final(dikeberati: Tahun) -> None:
    p = dikeberati.jawab().penilaian
    assert (p.status, p.keberatan.tanggapan) == ("ditanggapi", "Sudah dihitung.")
    assert p.keberatan.batas_putusan == akhir_hari(date(2027, 2, 8))
    p = dikeberati.putuskan().penilaian
    assert (p.status, p.keberatan.keputusan, p.disahkan_pada) == ("sah", "tetap", p.keberatan.diputus_pada)
    assert [h.sisi for h in p.hasil] == ["penilai"]
    rincian = dikeberati.peristiwa("keberatan:diputuskan").rincian
    assert rincian["sebelum"] == rincian["sesudah"]
    dikeberati.lewat(1, 29)
    assert "sudah diputus" in dikeberati.kabar("pelaksana1")[-1] and "sudah diputus" in dikeberati.kabar("kasi")[-1]


def test_a_decision_that_changes_the_result_keeps_both_sides_and_tells_old_and_new(dikeberati: Tahun) -> None:
    p = dikeberati.jawab().putuskan("ubah", **UBAH).penilaian
    hasil = {h.sisi: h for h in p.hasil}
    assert (hasil["penilai"].predikat, hasil["putusan"].predikat) == ("Baik", "Sangat Baik")
    assert hasil["putusan"].oleh_id == dikeberati.aktor("kabid").pegawai_id
    assert hasil["putusan"].rekomendasi == "Lanjutkan."
    rincian = dikeberati.peristiwa("keberatan:diputuskan").rincian
    assert (rincian["sebelum"]["predikat"], rincian["sesudah"]["predikat"]) == ("Baik", "Sangat Baik")
    assert rincian["keputusan"] == "ubah" and p.status == "sah"


def test_a_year_of_pp_46_is_decided_by_the_rules_of_pp_46(db, aktor, kerjakan) -> None:
    lama = Tahun(db, aktor, kerjakan, tahun=2020).skp(kegiatan(12)).verifikasi(12).buka().nilai(**PP46).terima()
    lama.keberatan().jawab()
    with lama.depan(1, 28), pytest.raises(TidakSah) as galat:
        keberatan.putuskan(lama.tugas, actor=aktor("kabid"), keputusan="ubah", pemeriksaan="x", alasan="y", **UBAH)
    assert {t.medan for t in galat.value.temuan} == {"nilai", "hasil_kerja", "rating_perilaku"}
    lebih = [{"aspek": b["aspek"], "nilai": "91"} for b in PP46["aspek"]]
    hasil = {h.sisi: h for h in lama.putuskan("ubah", aspek=lebih).penilaian.hasil}
    assert hasil["putusan"].nilai_perilaku == 91
    assert hasil["putusan"].nilai == Decimal("90.6")  # 60% x 90,33.. + 40% x 91
    assert (hasil["penilai"].predikat, hasil["putusan"].predikat) == ("Baik", "Baik")


@pytest.mark.parametrize("kurang", [{"pemeriksaan": " "}, {"alasan": ""}])
def test_a_decision_without_what_was_examined_or_why_is_refused(dikeberati: Tahun, kurang: dict[str, str]) -> None:
    dikeberati.jawab()
    with pytest.raises(TidakSah) as galat:
        dikeberati.putuskan(**kurang)
    assert galat.value.medan == next(iter(kurang))
    assert dikeberati.penilaian.status == "ditanggapi"


def test_silence_of_the_appraiser_moves_the_objection_up_without_his_answer(dikeberati: Tahun) -> None:
    tugas = dikeberati.tugas
    dikeberati.lewat(2, 3, 23, 59, 59)
    assert dikeberati.langkah == ["tanggapi_keberatan"]
    dikeberati.lewat(2, 4, 0, 0, 0)
    p = dikeberati.penilaian
    assert (p.status, p.keberatan.tanggapan, p.keberatan.keputusan) == ("ditanggapi", None, None)
    assert dikeberati.langkah == ["putuskan_keberatan"]
    assert dikeberati.peristiwa("keberatan:ditanggapi").rincian["sikap"] == "diam"
    assert "tanpa tanggapan" in dikeberati.kabar("kasi")[-1] and "tanpa tanggapan" in dikeberati.kabar("kabid")[-1]
    with dikeberati.depan(2, 4), pytest.raises(Bentrok):
        keberatan.tanggapi(tugas, actor=dikeberati.aktor("kasi"), tanggapan="Terlambat.")


def test_silence_of_the_atasan_is_told_to_bkd_and_the_objection_is_never_granted_by_it(dikeberati: Tahun) -> None:
    dikeberati.jawab().lewat(2, 8, 23, 59, 58)
    assert dikeberati.kabar("admin_bkd") == []
    dikeberati.lewat(2, 9, 0, 0, 0)
    for orang in ("kabid", "kasi", "admin_bkd"):
        assert "tidak pernah dikabulkan otomatis" in dikeberati.kabar(orang)[-1], orang
    dikeberati.lewat(12, 1)
    assert (dikeberati.penilaian.status, dikeberati.langkah) == ("ditanggapi", ["putuskan_keberatan"])
    with dikeberati.depan(12, 2):
        keberatan.putuskan(
            dikeberati.tugas, actor=dikeberati.aktor("kabid"), keputusan="tetap", pemeriksaan="x", alasan="y"
        )
    assert dikeberati.penilaian.status == "sah"


@pytest.mark.parametrize("orang", ["pelaksana1", "kasi", "kepala", "pelaksana2", "verifikatur", "admin_bkd"])
def test_only_the_superior_of_the_appraiser_decides(dikeberati: Tahun, orang: str) -> None:
    dikeberati.jawab()
    with dikeberati.depan(1, 28), pytest.raises(TidakDitemukan):
        keberatan.putuskan(
            dikeberati.tugas, actor=dikeberati.aktor(orang), keputusan="ubah", pemeriksaan="x", alasan="y", **UBAH
        )
    assert dikeberati.penilaian.status == "ditanggapi"


def menilai_sebagai_plt(terbuka: Tahun) -> str:
    wakilkan(terbuka, "jft", "kasi")
    with terbuka.depan(1, 15):
        penilaian_tahunan.nilai(terbuka.tugas, actor=terbuka.aktor("jft"), hasil_kerja="sesuai",
                                rating_perilaku="sesuai")  # fmt: skip
    return "jft"


def menilai_sendiri(terbuka: Tahun) -> str:
    terbuka.nilai()
    return "kasi"


@pytest.mark.parametrize("cara", [menilai_sendiri, menilai_sebagai_plt])
def test_who_assessed_does_not_decide_not_even_as_plt_of_the_decider(
    terbuka: Tahun, cara: Callable[[Tahun], str]
) -> None:
    penilai = cara(terbuka)
    terbuka.terima().keberatan().jawab()
    wakilkan(terbuka, penilai, "kabid")
    with terbuka.depan(1, 28), pytest.raises(BukanHak) as galat:
        keberatan.putuskan(terbuka.tugas, actor=terbuka.aktor(penilai), keputusan="tetap", pemeriksaan="x", alasan="y")
    assert galat.value.kode == "memutus_diri_sendiri"


def test_who_answered_as_plt_does_not_decide_and_who_objected_does_not_either(dikeberati: Tahun) -> None:
    wakilkan(dikeberati, "jft", "kasi")
    with dikeberati.depan(1, 25):
        keberatan.tanggapi(dikeberati.tugas, actor=dikeberati.aktor("jft"), tanggapan="Sudah dihitung.")
    assert dikeberati.penilaian.keberatan.ditanggapi_oleh_id == dikeberati.aktor("jft").pegawai_id
    for orang in ("jft", "pelaksana1"):
        wakilkan(dikeberati, orang, "kabid")
        with dikeberati.depan(1, 28), pytest.raises(BukanHak):
            keberatan.putuskan(
                dikeberati.tugas, actor=dikeberati.aktor(orang), keputusan="tetap", pemeriksaan="x", alasan="y"
            )


def test_who_may_not_decide_may_not_hold_the_task_either(dikeberati: Tahun) -> None:
    wakilkan(dikeberati, "jft", "kasi")
    with dikeberati.depan(1, 25):
        keberatan.tanggapi(dikeberati.tugas, actor=dikeberati.aktor("jft"), tanggapan="Sudah dihitung.")
    for orang in ("jft", "kasi", "pelaksana1"):
        wakilkan(dikeberati, orang, "kabid")
        with dikeberati.depan(1, 26), pytest.raises(BukanHak):
            tugas.ambil(dikeberati.tugas, actor=dikeberati.aktor(orang))
    assert dikeberati.putuskan().penilaian.status == "sah"


def test_a_plt_of_the_atasan_decides_and_both_names_are_kept(dikeberati: Tahun) -> None:
    dikeberati.jawab()
    wakilkan(dikeberati, "kepala", "kabid")
    with dikeberati.depan(1, 28):
        keberatan.putuskan(
            dikeberati.tugas, actor=dikeberati.aktor("kepala"), keputusan="tetap", pemeriksaan="x", alasan="y"
        )
    peristiwa = dikeberati.peristiwa("keberatan:diputuskan")
    assert (peristiwa.aktor, peristiwa.atas_nama) == (dikeberati.aktor("kepala").id, dikeberati.aktor("kabid").id)
    assert dikeberati.penilaian.keberatan.diputus_oleh_id == dikeberati.aktor("kepala").pegawai_id


def test_an_empty_answer_is_no_answer(dikeberati: Tahun) -> None:
    with dikeberati.depan(1, 25), pytest.raises(TidakSah) as galat:
        keberatan.tanggapi(dikeberati.tugas, actor=dikeberati.aktor("kasi"), tanggapan=" ")
    assert galat.value.medan == "tanggapan"
