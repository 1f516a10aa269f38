"""The month's states: the ten traces, and everything the table does not allow."""

from datetime import date
from itertools import pairwise, product

import pytest

from portal.rules import alur, realisasi
from portal.rules.alur import NAMA_PERAN, TindakanDitolak
from portal.rules.realisasi import GILIRAN, KEMAJUAN, LABEL, LINTASAN, Status, boleh, lanjut, periksa_syarat

PADA = date(2026, 1, 1)
TINDAKAN = sorted({satu.tindakan for satu in LINTASAN})
JALAN = {
    "1 disetujui": """draft buka:pegawai realisasi ajukan:pegawai propose setujui:pejabat_penilai evaluated
        sahkan:verifikatur done""",
    "2 usulan diterima": """realisasi ajukan:pegawai propose tolak:pejabat_penilai rejected_manager terima:pegawai
        evaluated sahkan:verifikatur done""",
    "3 banding dikabulkan": """realisasi ajukan:pegawai propose tolak:pejabat_penilai rejected_manager banding:pegawai
        appeal kabulkan:atasan_banding evaluated sahkan:verifikatur done""",
    "4 banding ditolak": """realisasi ajukan:pegawai propose tolak:pejabat_penilai rejected_manager banding:pegawai
        appeal tolak_banding:atasan_banding evaluated sahkan:verifikatur done""",
    "memakai target": "evaluated sahkan_target:verifikatur done",
    "diam sampai tenggat": "rejected_manager terima:sistem evaluated",
    "dikembalikan BKD": "evaluated tolak_bkd:verifikatur rejected_bkd terima_bkd:pejabat_penilai evaluated",
    "dibantah": "rejected_bkd bantah_bkd:pejabat_penilai evaluated",
    "hitung ulang": "done hitung_ulang:verifikatur evaluated",
}


@pytest.mark.parametrize("jalan", JALAN.values(), ids=JALAN)
def test_jalan(jalan):
    kata = jalan.split()
    status = kata[0]
    for langkah, harapan in zip(kata[1::2], kata[2::2], strict=True):
        tindakan, peran = langkah.split(":")
        assert boleh(status, tindakan, peran)
        status = lanjut(status, tindakan, peran)
        assert status == harapan


@pytest.mark.parametrize("status", ["propose", "evaluated", "rejected_bkd", "done", "appeal"])
def test_6_the_employee_does_not_edit_what_is_with_somebody_else(status):
    with pytest.raises(TindakanDitolak) as galat:
        lanjut(status, "isi", "pegawai")
    assert galat.value.sebab == "keadaan"


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.APPEAL])
def test_7_the_atasan_banding_does_nothing_unless_there_is_an_appeal(status):
    assert not any(boleh(status, tindakan, "atasan_banding") for tindakan in TINDAKAN)


@pytest.mark.parametrize("tindakan", ["kabulkan", "tolak_banding"])
def test_7_the_appraiser_does_not_decide_the_appeal(tindakan):
    with pytest.raises(TindakanDitolak, match="hanya dapat dilakukan oleh atasan banding") as galat:
        lanjut("appeal", tindakan, "pejabat_penilai")
    assert galat.value.sebab == "peran"


@pytest.mark.parametrize(("sudah", "ditolak"), [(0, False), (1, False), (2, True), (3, True)])
def test_8_bkd_rejects_at_most_twice(sudah, ditolak):
    assert bool(periksa_syarat("tolak_bkd", penolakan_bkd=sudah, bkd_boleh_menolak=True, pada=PADA)) is ditolak


def test_8_in_ntt_the_verifikatur_does_not_reject_at_all():
    assert "tidak menolak" in periksa_syarat("tolak_bkd", pada=PADA)[0].pesan
    assert periksa_syarat("sahkan", pada=PADA) == ()


def test_9_nothing_is_submitted_while_the_skp_is_not_in_force():
    assert periksa_syarat("ajukan", skp_ditetapkan=False, pada=PADA)[0].medan == "skp"
    assert periksa_syarat("isi", skp_ditetapkan=False, pada=PADA) == ()
    assert periksa_syarat("ajukan", pada=PADA) == ()


def test_a_month_is_appealed_once():
    assert periksa_syarat("banding", jumlah_banding=0, pada=PADA) == ()
    assert periksa_syarat("banding", jumlah_banding=1, pada=PADA)[0].medan == "banding"


def test_only_what_stands_in_the_table_is_allowed():
    tabel = {(satu.dari, satu.tindakan, peran): satu.ke for satu in LINTASAN for peran in satu.peran}
    for status, tindakan, peran in product(Status, TINDAKAN, NAMA_PERAN):
        if (status, tindakan, peran) in tabel:
            assert lanjut(status, tindakan, peran) == tabel[status, tindakan, peran]
            continue
        assert not boleh(status, tindakan, peran)
        with pytest.raises(TindakanDitolak):
            lanjut(status, tindakan, peran)


def test_no_line_stands_twice_and_every_role_is_known():
    pasangan = [(satu.dari, satu.tindakan) for satu in LINTASAN]
    assert len(pasangan) == len(set(pasangan))
    assert {peran for satu in LINTASAN for peran in satu.peran} <= set(NAMA_PERAN)


def test_every_state_has_a_label_and_a_progress_and_can_be_reached():
    assert set(LABEL) == set(KEMAJUAN) == set(Status)
    assert {satu.ke for satu in LINTASAN} | {Status.DRAFT} == set(Status)
    assert [KEMAJUAN[status] for status in ("draft", "realisasi", "propose", "evaluated", "done")] == [
        0,
        20,
        60,
        85,
        100,
    ]
    assert [KEMAJUAN[status] for status in ("rejected_manager", "appeal", "rejected_bkd")] == [30, 50, 70]


def test_who_is_named_as_next_can_act():
    for status, peran in GILIRAN.items():
        assert any(boleh(status, tindakan, peran) for tindakan in TINDAKAN)


def test_a_cancelled_month_stays_cancelled():
    assert not any(boleh(Status.CANCELLED, tindakan, peran) for tindakan, peran in product(TINDAKAN, NAMA_PERAN))
    assert not boleh(Status.DONE, "batalkan", alur.ADMIN)


def test_state_names_fit_the_column_and_the_happy_path_only_goes_forward():
    assert all(len(status) <= 20 for status in Status)
    jalan = [KEMAJUAN[Status(kata)] for kata in JALAN["1 disetujui"].split()[::2]]
    assert all(satu < dua for satu, dua in pairwise(jalan))
    assert realisasi.Status("done") is Status.DONE


@pytest.mark.parametrize("status", list(realisasi.Status))
@pytest.mark.parametrize(
    "langkah", ["isi_realisasi", "tinjau_realisasi", "tanggapi_penolakan", "tindak_lanjut_verifikasi"]
)
def test_bulan_yang_dikembalikan_ke_suatu_langkah_dapat_dikerjakan_di_sana_dan_yang_tertutup_tetap(
    status: realisasi.Status, langkah: str
) -> None:
    mulai = {
        "isi_realisasi": realisasi.Status.REALISASI,
        "tinjau_realisasi": realisasi.Status.PROPOSE,
        "tanggapi_penolakan": realisasi.Status.REJECTED_MANAGER,
        "tindak_lanjut_verifikasi": realisasi.Status.REJECTED_BKD,
    }
    ke = alur.kembali(realisasi.KEMBALI, status, langkah)
    assert ke in (status, mulai[langkah])
    if status in (realisasi.Status.DONE, realisasi.Status.CANCELLED, realisasi.Status.DRAFT):
        assert ke == status
    if status == realisasi.Status.EVALUATED:
        assert ke == mulai[langkah]


def test_langkah_lain_tidak_mengubah_keadaan_bulan() -> None:
    assert alur.kembali(realisasi.KEMBALI, "evaluated", "persetujuan_atasan") == "evaluated"
