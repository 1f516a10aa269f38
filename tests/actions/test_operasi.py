"""Operations on one process: what each does, what the document becomes, who may not, what the law does not know."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.actions import operasi
from portal.errors import Bentrok, BukanHak, SudahSelesai, TidakDitemukan, TidakSah
from portal.models import Peristiwa
from portal.operasi import BETULKAN, HUKUM, JENIS, Permintaan
from portal.queries import operasi_satu
from tests.bulan import Panggung
from tests.views.bantuan import usul
from tests.views.kendala import bersistem, macet

Aktor = Callable[[str], Any]
ALASAN = "Surat Kepala BKD 800/7/2026"


def jalankan(
    aktor: Aktor, instans: str, jenis: str, *, siapa: str = "admin_bkd", alasan: str = ALASAN, **lain: Any
) -> Any:
    return operasi.jalankan(instans, Permintaan(jenis, **lain), actor=aktor(siapa), alasan=alasan)


def status(db: Session, instans: str) -> str:
    db.rollback()
    return workflows.instance(db, instans).status


def terakhir(db: Session, instans: str) -> Peristiwa:
    db.rollback()
    semua = select(Peristiwa).where(Peristiwa.instans_id == instans).order_by(Peristiwa.id.desc())
    return db.scalars(semua).first() or pytest.fail("no event")


@pytest.fixture
def instans(db: Session) -> str:
    """A low-code process that waits for kasi."""
    return workflows.task(db, usul(db, "kasi")).instance_id


def test_suspended_nobody_does_its_task_and_resumed_it_is_there_again(db: Session, aktor: Aktor, instans: str) -> None:
    (tugas,) = workflows.tasks(db, instance=instans)
    lihat = operasi_satu.pratinjau(aktor("admin_bkd"), instans, Permintaan("tangguhkan"))
    assert [t.nama for t in lihat.ditutup] == ["Putuskan usul"] and lihat.status == "ditangguhkan"
    assert status(db, instans) == "running", "looking changes nothing"
    jalankan(aktor, instans, "tangguhkan")
    assert status(db, instans) == "suspended" and workflows.tasks(db, instance=instans) == []
    assert terakhir(db, instans).jenis == "instans:ditangguhkan" and terakhir(db, instans).rincian["alasan"] == ALASAN
    with pytest.raises(Bentrok):
        jalankan(aktor, instans, "tangguhkan")
    jalankan(aktor, instans, "lanjutkan")
    assert [t.id for t in workflows.tasks(db, instance=instans)] == [tugas.id]
    assert terakhir(db, instans).rincian["dibuka_langkah"] == ["usul_cuti"]


def test_a_job_that_waited_while_on_hold_is_done_once_after(
    db: Session, aktor: Aktor, kerjakan: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal import jobs, queue

    dipanggil: list[str] = []
    monkeypatch.setitem(jobs.OPERASI, "hitung_nilai", lambda tugas_id, realisasi: dipanggil.append(tugas_id))
    advance = bersistem(db)
    (tugas,) = advance.opened
    args = {"tugas_id": tugas.id, "operasi": tugas.operation, "argumen": dict(tugas.arguments)}
    queue.defer(db, queue.Job.LANGKAH, args=args, kunci=f"langkah:{tugas.id}")
    db.commit()
    jalankan(aktor, advance.instance.id, "tangguhkan")
    jalankan(aktor, advance.instance.id, "lanjutkan")
    db.rollback()
    kerjakan()
    assert dipanggil == [tugas.id]


def test_cancelled_it_is_over_and_begun_anew_it_is_another(db: Session, aktor: Aktor, instans: str) -> None:
    jalankan(aktor, instans, "batalkan")
    assert status(db, instans) == "cancelled"
    hasil = jalankan(aktor, instans, "mulai-kembali")
    assert hasil.instans_id != instans and [t.step for t in hasil.dibuka] == ["usul_cuti"]
    assert workflows.instance(db, hasil.instans_id).facts["lama"] == 3
    assert terakhir(db, hasil.instans_id).rincian["instans_lama"] == instans
    with pytest.raises((Bentrok, SudahSelesai)):
        jalankan(aktor, instans, "batalkan")


def test_moved_it_stands_elsewhere_and_the_preview_said_so(db: Session, aktor: Aktor, instans: str) -> None:
    p = Permintaan("pindahkan", dari="usul_cuti", ke="catat")
    lihat = operasi_satu.pratinjau(aktor("admin_bkd"), instans, p)
    assert ([t.nama for t in lihat.ditutup], [t.nama for t in lihat.dibuka]) == (["Putuskan usul"], ["Catat usul"])
    hasil = jalankan(aktor, instans, "pindahkan", dari="usul_cuti", ke="catat")
    assert [t.step for t in hasil.dibuka] == ["catat"]
    isi = terakhir(db, instans).rincian
    assert (isi["dari"], isi["ke"], isi["dibuka_langkah"]) == ("usul_cuti", "catat", ["catat"])
    assert jalankan(aktor, instans, "pindahkan", dari="catat", ke="usul_cuti").dibuka[0].step == "usul_cuti"
    for dari, ke, galat in (("catat", "usul_cuti", Bentrok), ("usul_cuti", "tiada", Bentrok), ("", "catat", TidakSah)):
        with pytest.raises(galat):
            jalankan(aktor, instans, "pindahkan", dari=dari, ke=ke)


def test_facts_set_right_are_kept_old_beside_new(db: Session, aktor: Aktor, instans: str) -> None:
    jalankan(aktor, instans, BETULKAN, fakta={"lama": 5, "catatan": "SK baru"})
    assert dict(workflows.instance(db, instans).facts)["lama"] == 5
    isi = terakhir(db, instans).rincian
    assert isi["fakta_lama"] == {"lama": 3, "catatan": None} and isi["fakta_baru"] == {"lama": 5, "catatan": "SK baru"}
    jalankan(aktor, instans, BETULKAN, hapus=("catatan",))
    assert "catatan" not in workflows.instance(db, instans).facts
    for lain in ({}, {"fakta": {"LAMA": 1}}, {"hapus": ("tiada",)}, {"fakta": {"x": {"dalam": 1}}}):
        db.rollback()
        with pytest.raises(TidakSah) as galat:
            jalankan(aktor, instans, BETULKAN, **lain)
        assert galat.value.medan == "fakta"


def test_a_failed_step_is_tried_again_after_its_fact_is_right(db: Session, aktor: Aktor) -> None:
    nomor = macet(db)
    assert "Pembagian dengan nol" in (jalankan(aktor, nomor, "ulangi").gagal or "")
    assert "Pembagian dengan nol" in (
        operasi_satu.pratinjau(aktor("admin_bkd"), nomor, Permintaan("ulangi")).gagal or ""
    )
    jalankan(aktor, nomor, BETULKAN, fakta={"pembagi": 5})
    lihat = operasi_satu.pratinjau(aktor("admin_bkd"), nomor, Permintaan("ulangi"))
    assert [t.nama for t in lihat.dibuka] == ["Catat hasil"] and lihat.gagal is None
    assert jalankan(aktor, nomor, "ulangi").gagal is None and status(db, nomor) == "running"


@pytest.mark.parametrize("jenis", HUKUM)
def test_what_would_leave_a_document_contradicting_its_process_is_refused(
    jenis: str, db: Session, aktor: Aktor, januari: Panggung
) -> None:
    with pytest.raises(Bentrok) as galat:
        jalankan(aktor, januari.instans, jenis, fakta={"skp": 2})
    assert galat.value.kode == "proses_hukum" and len(galat.value.pesan) > 60
    assert januari.bulan.status == "realisasi" and status(db, januari.instans) == "running"


def test_a_month_moved_back_takes_its_document_along(db: Session, aktor: Aktor, januari: Panggung) -> None:
    januari.ajukan().setujui()
    assert januari.bulan.status == "evaluated"
    (tugas,) = workflows.tasks(db, instance=januari.instans)
    p = Permintaan("pindahkan", dari=tugas.element, ke="tinjau_realisasi")
    db.rollback()
    lihat = operasi_satu.pratinjau(aktor("admin_bkd"), januari.instans, p)
    assert lihat.dokumen == "Diajukan" and januari.bulan.status == "evaluated"
    hasil = jalankan(aktor, januari.instans, "pindahkan", dari=tugas.element, ke="tinjau_realisasi")
    assert [t.step for t in hasil.dibuka if t.kind == "user"] == ["tinjau_realisasi"], "and its deadline is told again"
    assert januari.bulan.status == "propose"
    januari.setujui()
    assert januari.bulan.status == "evaluated", "and it goes its way again"


@pytest.mark.parametrize("ke", ["verifikasi_realisasi", "hitung_nilai"])
def test_a_month_is_not_moved_past_a_persons_decision(ke: str, db: Session, aktor: Aktor, januari: Panggung) -> None:
    januari.ajukan()
    (tugas,) = workflows.tasks(db, instance=januari.instans)
    db.rollback()
    with pytest.raises(Bentrok):
        jalankan(aktor, januari.instans, "pindahkan", dari=tugas.element, ke=ke)
    assert januari.bulan.status == "propose"
    assert [t.id for t in workflows.tasks(db, instance=januari.instans)] == [tugas.id]


def test_the_law_s_process_is_suspended_and_resumed_with_its_document_untouched(
    db: Session, aktor: Aktor, januari: Panggung
) -> None:
    jalankan(aktor, januari.instans, "tangguhkan")
    assert januari.bulan.status == "realisasi"
    lihat = operasi_satu.pratinjau(aktor("admin_bkd"), januari.instans, Permintaan("lanjutkan"))
    assert [t.langkah for t in lihat.dibuka] == ["isi_realisasi"]
    jalankan(aktor, januari.instans, "lanjutkan")
    januari.ajukan()
    assert januari.bulan.status == "propose"


def test_suspending_says_which_deadlines_it_holds_up(db: Session, aktor: Aktor, januari: Panggung) -> None:
    januari.ajukan()
    lihat = operasi_satu.pratinjau(aktor("admin_bkd"), januari.instans, Permintaan("tangguhkan"))
    assert lihat.batas and all(saat > waktu.sekarang() or saat for _nama, saat in lihat.batas)


@pytest.mark.parametrize("siapa", ["auditor", "kasi", "pelaksana1", "pengelola_alur", "admin_opd"])
@pytest.mark.parametrize("jenis", JENIS)
def test_nobody_else_operates(jenis: str, siapa: str, db: Session, aktor: Aktor, instans: str) -> None:
    with pytest.raises(BukanHak):
        jalankan(aktor, instans, jenis, siapa=siapa, dari="usul_cuti", ke="catat", fakta={"lama": 1})
    assert status(db, instans) == "running"


@pytest.mark.parametrize("jenis", JENIS)
def test_admin_bkd_does_not_operate_on_his_own_case(jenis: str, db: Session, aktor: Aktor) -> None:
    nomor = bersistem(db, pegawai="admin_bkd").instance.id
    with pytest.raises(BukanHak) as galat:
        jalankan(aktor, nomor, jenis, dari="hitung", ke="catat", fakta={"nomor": 2})
    assert galat.value.kode == "memutus_diri_sendiri"
    with pytest.raises(BukanHak):
        operasi_satu.pratinjau(aktor("admin_bkd"), nomor, Permintaan(jenis))
    assert status(db, nomor) == "running"


@pytest.mark.parametrize("alasan", ["", " pendek  ", "x" * 501])
def test_without_a_reason_nothing_changes(alasan: str, db: Session, aktor: Aktor, instans: str) -> None:
    with pytest.raises(TidakSah) as galat:
        jalankan(aktor, instans, "batalkan", alasan=alasan)
    assert galat.value.medan == "alasan" and status(db, instans) == "running"


def test_what_is_not_there_is_not_there(db: Session, aktor: Aktor, instans: str) -> None:
    with pytest.raises(TidakDitemukan):
        jalankan(aktor, "0" * 32, "tangguhkan")
    with pytest.raises(TidakDitemukan):
        jalankan(aktor, instans, "hapus")
