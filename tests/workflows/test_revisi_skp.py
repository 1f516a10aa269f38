"""Every path of `revisi_skp`, through the engine's door."""

from datetime import datetime

import pytest

import workflows
from tests.workflows.lakon import ATASAN, PEGAWAI, PENILAI, PIHAK, VERIFIKATUR, Kasus, hari, panggung

FAKTA = {"revisi": 3, "skp": 17, "batas_susun": hari(14)}


@pytest.fixture
def revisi():
    with panggung() as session:
        yield Kasus(session, "revisi_skp", "RV-2026-00003", FAKTA)


def ajukan(revisi: Kasus) -> None:
    revisi.kerja("susun_revisi", PEGAWAI, langkah_pegawai="ajukan", batas_tinjau=hari(20))


def setujui(revisi: Kasus) -> None:
    revisi.kerja("tinjau_revisi", PENILAI, setuju=True, batas_verifikasi=hari(25))


def kembalikan(revisi: Kasus) -> None:
    revisi.kerja("tinjau_revisi", PENILAI, setuju=False, batas_susun=hari(30))


def sengketakan(revisi: Kasus) -> None:
    revisi.kerja("susun_revisi", PEGAWAI, langkah_pegawai="sengketa", batas_putus=hari(28))


def test_an_agreed_and_verified_revision_is_in_force_and_announced(revisi):
    assert revisi.orang() == {"susun_revisi"}
    ajukan(revisi)
    assert revisi.orang() == {"tinjau_revisi"}
    setujui(revisi)
    assert revisi.orang() == {"verifikasi_revisi"}
    revisi.kerja("verifikasi_revisi", VERIFIKATUR, sah=True)
    assert revisi.layanan_menunggu() == [("kirim_pemberitahuan", "revisi_berlaku")]
    revisi.kabari("revisi_berlaku")
    assert revisi.instans.status == "done"
    assert revisi.jejak()[-2:] == ["kabari_berlaku", "selesai"]


def test_a_revision_given_up_ends_at_once_and_tells_nobody(revisi):
    revisi.kerja("susun_revisi", PEGAWAI, langkah_pegawai="batal")
    assert revisi.instans.status == "done"
    assert revisi.layanan_menunggu() == []
    assert revisi.jejak()[-1] == "akhir_batal"


def test_a_returned_revision_comes_back_as_often_as_needed_and_may_then_be_given_up(revisi):
    ajukan(revisi)
    for _ in range(12):
        kembalikan(revisi)
        assert revisi.orang() == {"susun_revisi"}
        ajukan(revisi)
    kembalikan(revisi)
    revisi.kerja("susun_revisi", PEGAWAI, langkah_pegawai="batal")
    assert revisi.instans.status == "done"


@pytest.mark.parametrize(
    ("hasil", "acara", "akhir"),
    [("ubah", "revisi_berlaku", "selesai"), ("tetap", "revisi_tidak_diubah", "akhir_tetap")],
)
def test_a_disputed_revision_is_decided_by_the_superior_and_not_verified_again(revisi, hasil, acara, akhir):
    ajukan(revisi)
    kembalikan(revisi)
    sengketakan(revisi)
    assert revisi.orang() == {"putuskan_revisi"}
    revisi.kerja("putuskan_revisi", ATASAN, hasil_revisi=hasil)
    assert revisi.orang() == set()
    revisi.kabari(acara)
    assert revisi.instans.status == "done"
    assert revisi.jejak()[-1] == akhir
    assert "verifikasi_revisi" not in revisi.jejak()


def test_a_verification_that_cannot_be_given_goes_back_to_the_appraiser(revisi):
    ajukan(revisi)
    setujui(revisi)
    revisi.kerja("verifikasi_revisi", VERIFIKATUR, sah=False, batas_tinjau=hari(30))
    assert revisi.orang() == {"tinjau_revisi"}
    setujui(revisi)
    revisi.kerja("verifikasi_revisi", VERIFIKATUR, sah=True)
    revisi.kabari("revisi_berlaku")
    assert revisi.instans.status == "done"


@pytest.mark.parametrize(
    ("langkah", "pelaku"), [("susun_revisi", PENILAI), ("tinjau_revisi", PEGAWAI), ("tinjau_revisi", ATASAN)]
)
def test_nobody_else_may_do_a_step(revisi, langkah, pelaku):
    if langkah == "tinjau_revisi":
        ajukan(revisi)
    with pytest.raises(workflows.NotYours):
        revisi.kerja(langkah, pelaku, langkah_pegawai="ajukan", setuju=True)


def ke_tinjau(revisi: Kasus) -> None:
    ajukan(revisi)


def ke_putuskan(revisi: Kasus) -> None:
    ajukan(revisi)
    kembalikan(revisi)
    sengketakan(revisi)


def ke_verifikasi(revisi: Kasus) -> None:
    ajukan(revisi)
    setujui(revisi)


@pytest.mark.parametrize(
    ("menuju", "langkah", "batas", "acara"),
    [
        (None, "susun_revisi", 14, "susun_revisi_lewat"),
        (ke_tinjau, "tinjau_revisi", 20, "tinjau_revisi_lewat"),
        (ke_putuskan, "putuskan_revisi", 28, "putus_revisi_lewat"),
        (ke_verifikasi, "verifikasi_revisi", 25, "verifikasi_revisi_lewat"),
    ],
)
def test_a_passed_deadline_reminds_once_and_leaves_the_step_open(revisi, menuju, langkah, batas, acara):
    if menuju:
        menuju(revisi)
    (tugas,) = workflows.tasks(revisi.session, instance=revisi.id, step=langkah)
    assert tugas.due_at == datetime.fromisoformat(hari(batas))
    revisi.sampai(hari(batas - 1))
    assert revisi.layanan_menunggu() == []
    revisi.sampai(hari(batas))
    assert revisi.layanan_menunggu() == [("kirim_pemberitahuan", acara)]
    revisi.kabari(acara)
    revisi.sampai(hari(batas + 60))
    assert revisi.layanan_menunggu() == []
    assert revisi.orang() == {langkah}


def test_a_returned_revision_gets_a_new_deadline_and_is_reminded_of_that_one(revisi):
    ajukan(revisi)
    kembalikan(revisi)
    revisi.sampai(hari(29))
    assert revisi.layanan_menunggu() == []
    revisi.sampai(hari(30))
    assert revisi.layanan_menunggu() == [("kirim_pemberitahuan", "susun_revisi_lewat")]


def test_a_revision_without_one_of_its_parties_does_not_start():
    with panggung() as session:
        for pihak in PIHAK:
            kurang = {key: owner for key, owner in PIHAK.items() if key != pihak}
            with pytest.raises(ValueError, match=pihak):
                Kasus(session, "revisi_skp", "RV-2026-00004", FAKTA, kurang)
