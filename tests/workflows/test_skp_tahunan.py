"""Every path of `skp_tahunan`, through the engine's door."""

from datetime import datetime

import pytest

import workflows
from tests.workflows.lakon import ATASAN, PEGAWAI, PENILAI, PIHAK, VERIFIKATUR, Kasus, hari, panggung


@pytest.fixture
def skp():
    with panggung() as session:
        yield Kasus(session, "skp_tahunan", "SKP-2026-00017", {"skp": 17, "batas_susun": hari(14)})


def ajukan(skp: Kasus, langkah: str = "susun_skp") -> None:
    skp.kerja(langkah, PEGAWAI, langkah_pegawai="ajukan", batas_tinjau=hari(20))


def setujui(skp: Kasus) -> None:
    skp.kerja("tinjau_skp", PENILAI, setuju=True, batas_verifikasi=hari(25))


def kembalikan(skp: Kasus) -> None:
    skp.kerja("tinjau_skp", PENILAI, setuju=False, batas_perbaiki=hari(22))


def tetapkan(skp: Kasus) -> None:
    skp.kerja("verifikasi_skp", VERIFIKATUR, sah=True)
    skp.kabari("skp_ditetapkan")


def test_an_approved_and_verified_skp_is_set_and_announced(skp):
    assert skp.orang() == {"susun_skp"}
    ajukan(skp)
    assert skp.orang() == {"tinjau_skp"}
    setujui(skp)
    assert skp.orang() == {"verifikasi_skp"}
    skp.kerja("verifikasi_skp", VERIFIKATUR, sah=True)
    assert skp.layanan_menunggu() == [("kirim_pemberitahuan", "skp_ditetapkan")]
    skp.kabari("skp_ditetapkan")
    assert skp.instans.status == "done"
    assert skp.jejak()[-3:] == ["umumkan_ditetapkan", "kabari_ditetapkan", "selesai"]


def test_a_returned_skp_comes_back_to_the_appraiser_as_often_as_needed(skp):
    ajukan(skp)
    for _ in range(12):
        kembalikan(skp)
        assert skp.orang() == {"perbaiki_skp"}
        ajukan(skp, "perbaiki_skp")
        assert skp.orang() == {"tinjau_skp"}
    setujui(skp)
    tetapkan(skp)
    assert skp.instans.status == "done"


def test_a_disputed_skp_is_decided_by_the_appraisers_superior_and_not_verified_again(skp):
    ajukan(skp)
    kembalikan(skp)
    skp.kerja("perbaiki_skp", PEGAWAI, langkah_pegawai="sengketa", batas_putus=hari(28))
    assert skp.orang() == {"putuskan_skp"}
    skp.kerja("putuskan_skp", ATASAN, diputuskan=True)
    assert skp.orang() == set()
    skp.kabari("skp_ditetapkan")
    assert skp.instans.status == "done"
    assert "verifikasi_skp" not in skp.jejak()


def test_a_verification_refused_by_bkd_goes_back_to_the_appraiser(skp):
    ajukan(skp)
    setujui(skp)
    skp.kerja("verifikasi_skp", VERIFIKATUR, sah=False, batas_tinjau=hari(30))
    assert skp.orang() == {"tinjau_skp"}
    setujui(skp)
    tetapkan(skp)
    assert skp.instans.status == "done"


@pytest.mark.parametrize(
    ("langkah", "pelaku"), [("susun_skp", PENILAI), ("tinjau_skp", PEGAWAI), ("tinjau_skp", ATASAN)]
)
def test_nobody_else_may_do_a_step(skp, langkah, pelaku):
    if langkah == "tinjau_skp":
        ajukan(skp)
    with pytest.raises(workflows.NotYours):
        skp.kerja(langkah, pelaku, langkah_pegawai="ajukan", setuju=True)


def ke_tinjau(skp: Kasus) -> None:
    ajukan(skp)


def ke_perbaiki(skp: Kasus) -> None:
    ajukan(skp)
    kembalikan(skp)


def ke_putuskan(skp: Kasus) -> None:
    ke_perbaiki(skp)
    skp.kerja("perbaiki_skp", PEGAWAI, langkah_pegawai="sengketa", batas_putus=hari(28))


def ke_verifikasi(skp: Kasus) -> None:
    ajukan(skp)
    setujui(skp)


@pytest.mark.parametrize(
    ("menuju", "langkah", "batas", "acara"),
    [
        (None, "susun_skp", 14, "susun_lewat"),
        (ke_tinjau, "tinjau_skp", 20, "tinjau_skp_lewat"),
        (ke_perbaiki, "perbaiki_skp", 22, "perbaiki_lewat"),
        (ke_putuskan, "putuskan_skp", 28, "putus_skp_lewat"),
        (ke_verifikasi, "verifikasi_skp", 25, "verifikasi_skp_lewat"),
    ],
)
def test_a_passed_deadline_reminds_once_and_leaves_the_step_open(skp, menuju, langkah, batas, acara):
    if menuju:
        menuju(skp)
    (tugas,) = workflows.tasks(skp.session, instance=skp.id, step=langkah)
    assert tugas.due_at == datetime.fromisoformat(hari(batas))
    skp.sampai(hari(batas - 1))
    assert skp.layanan_menunggu() == []
    skp.sampai(hari(batas))
    assert skp.layanan_menunggu() == [("kirim_pemberitahuan", acara)]
    skp.kabari(acara)
    skp.sampai(hari(batas + 60))
    assert skp.layanan_menunggu() == []
    assert skp.orang() == {langkah}
    assert skp.instans.status == "running"


def test_a_step_done_in_time_is_never_reminded(skp):
    ajukan(skp)
    setujui(skp)
    tetapkan(skp)
    skp.sampai(hari(90))
    assert skp.instans.status == "done"
    assert skp.layanan_menunggu() == []


def test_an_unsent_notice_does_not_hold_up_the_case_but_is_not_forgotten(skp):
    skp.sampai(hari(14))
    ajukan(skp)
    setujui(skp)
    tetapkan(skp)
    assert skp.instans.status == "running"
    skp.kabari("susun_lewat")
    assert skp.instans.status == "done"


def test_an_skp_without_one_of_its_parties_does_not_start():
    with panggung() as session:
        for pihak in PIHAK:
            kurang = {key: owner for key, owner in PIHAK.items() if key != pihak}
            with pytest.raises(ValueError, match=pihak):
                Kasus(session, "skp_tahunan", "SKP-2026-00018", {"skp": 18, "batas_susun": hari(14)}, kurang)
