"""What e-absensi told: kept as told, corrected beside the old, and the month that waits for it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from integrations.eabsensi.values import Hasil, Kejadian, Rekap, Temuan
from portal import jobs
from portal.actions import kehadiran
from portal.errors import SudahSelesai, TidakDitemukan
from portal.models import Opd, Peristiwa, RekapAbsensi, Tarikan
from portal.queue import Nanti
from portal.security import SISTEM
from tests.bulan import Panggung
from tests.factories import ORANG

MULAI = datetime(2026, 2, 1, 0, 5, tzinfo=UTC)
BULAN = "2026-01"


def rekap(siapa: str, versi: int = 1, hadir: int = 20) -> Rekap:
    """One row of an answer."""
    nip = ORANG[siapa].nip if siapa in ORANG else siapa
    kejadian = (Kejadian("TL1", 2, 35),)
    return Rekap(nip, BULAN, 21, hadir, 18, 20, 1, 1, kejadian, 1, 0, 0, 0, 9000, versi, None)


@pytest.fixture
def catat(db: Session) -> Callable[..., Tarikan]:
    """catat(rekap(...), ...): one complete answer for DINAS."""
    opd = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()

    def tulis(*baris: Rekap, temuan: tuple[Temuan, ...] = ()) -> Tarikan:
        return kehadiran.catat(opd, BULAN, Hasil(baris, temuan, ("a" * 64,), "rest"), mulai=MULAI, lama_ms=12)

    return tulis


def menunggu(p: Panggung) -> workflows.Task | None:
    """The step that waits for the recap, if it still does."""
    return next(iter(workflows.tasks(p.db, instance=p.instans, kind="external", step="tarik_rekap_absensi")), None)


def hitungan(t: Tarikan) -> tuple[int, int, int, int]:
    return t.baru, t.berubah, t.sama, t.ditolak


def test_new_same_and_corrected_rows_are_counted_and_none_is_overwritten(db: Session, catat: Callable) -> None:
    assert hitungan(catat(rekap("pelaksana1"), rekap("pelaksana2"))) == (2, 0, 0, 0)
    assert hitungan(catat(rekap("pelaksana1"), rekap("pelaksana2"))) == (0, 0, 2, 0)
    assert hitungan(catat(rekap("pelaksana1", 2, hadir=21), rekap("pelaksana2"))) == (0, 1, 1, 0)
    assert sorted((r.versi, r.hadir) for r in db.scalars(select(RekapAbsensi))) == [(1, 20), (1, 20), (2, 21)]


def test_an_unknown_person_is_a_finding_and_the_others_are_kept(db: Session, catat: Callable) -> None:
    tarikan = catat(rekap("199901012020011999"), rekap("pelaksana1"), temuan=(Temuan("", "Baris 3 rusak."),))
    assert hitungan(tarikan) == (1, 0, 0, 2)
    assert {t["pesan"] for t in tarikan.temuan} == {"Baris 3 rusak.", "NIP tidak dikenal di portal."}
    assert db.query(RekapAbsensi).count() == 1


def test_an_answer_that_did_not_come_is_kept_and_counts_for_nothing(db: Session) -> None:
    opd = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
    tarikan = kehadiran.catat_gagal(opd, BULAN, sumber="soap", mulai=MULAI, lama_ms=30_000, alasan="Tidak menjawab.")
    assert (tarikan.lengkap, tarikan.galat, db.query(RekapAbsensi).count()) == (False, "Tidak menjawab.", 0)


def test_a_job_of_a_process_on_hold_is_tried_again_later_and_not_taken_for_done(
    panggung: Panggung, catat: Callable
) -> None:
    p = panggung.skp().buka()
    tugas = menunggu(p)
    assert tugas is not None
    catat(rekap("pelaksana1"))
    alasan = {"by": SISTEM, "reason": "menunggu keputusan"}
    workflows.suspend(p.db, p.instans, **alasan)
    p.db.commit()
    argumen = dict(tugas.arguments)
    with p.pada(2, 4), pytest.raises(Nanti) as nanti:
        jobs.langkah(tugas.id, "tarik_rekap_absensi", argumen)
    assert nanti.value.kapan > MULAI and "ditangguhkan" in nanti.value.alasan
    workflows.resume(p.db, p.instans, **alasan)
    p.db.commit()
    assert menunggu(p) is not None
    with p.pada(2, 4):
        jobs.langkah(tugas.id, "tarik_rekap_absensi", argumen)
    assert menunggu(p) is None


def test_a_partner_that_is_down_parks_only_this_step_and_it_resumes_by_itself(
    panggung: Panggung, catat: Callable
) -> None:
    p = panggung.skp().buka()
    parkir = menunggu(p)
    assert parkir is not None
    assert parkir.note
    assert parkir.retry_at is not None
    p.ajukan()
    with p.pada(2, 4):
        from portal.actions import realisasi

        realisasi.tinjau(p.tugas, actor=p.aktor("kasi"), keputusan="setujui")
    assert p.bulan.nilai is None, "assessed, but the month waits for its attendance"
    catat(rekap("pelaksana1"))
    p.kerjakan(4)
    assert menunggu(p) is None
    assert p.bulan.rekap_id is not None
    assert p.bulan.nilai is not None


def test_the_newest_version_belongs_to_the_month(panggung: Panggung, catat: Callable, db: Session) -> None:
    catat(rekap("pelaksana1"))
    catat(rekap("pelaksana1", 2, hadir=21))
    p = panggung.skp().buka()
    assert db.get_one(RekapAbsensi, p.bulan.rekap_id).versi == 2


def test_somebody_the_machine_does_not_know_goes_on_without_a_recap(
    panggung: Panggung, catat: Callable, db: Session
) -> None:
    catat(rekap("pelaksana2"))
    p = panggung.skp().buka()
    assert workflows.instance(db, p.instans).facts["absensi"] == "tidak_ada"
    assert p.bulan.rekap_id is None


def test_an_opd_without_machine_is_never_asked(panggung: Panggung, db: Session) -> None:
    p = panggung.skp().tanpa_mesin().buka()
    assert workflows.instance(db, p.instans).facts["absensi"] == "tanpa_mesin"
    assert db.query(Tarikan).count() == 0


def test_the_job_that_runs_twice_changes_nothing_the_second_time(
    panggung: Panggung, catat: Callable, db: Session
) -> None:
    p = panggung.skp().buka()
    tugas = menunggu(p)
    assert tugas is not None
    catat(rekap("pelaksana1"))
    kehadiran.pasang(tugas.id)
    jumlah = db.query(Peristiwa).count()
    db.rollback()
    with pytest.raises(SudahSelesai):
        kehadiran.pasang(tugas.id)
    with pytest.raises(SudahSelesai):
        kehadiran.parkir(tugas.id, alasan="Terlambat.", sampai=MULAI)
    assert db.query(Peristiwa).count() == jumlah


def test_a_persons_task_is_not_a_jobs_to_finish(januari: Panggung, db: Session) -> None:
    tugas = januari.tugas
    tindakan: tuple[Callable[[], Any], ...] = (
        lambda: kehadiran.pasang(tugas),
        lambda: kehadiran.parkir(tugas, alasan="x", sampai=MULAI),
    )
    for satu in tindakan:
        db.rollback()
        with pytest.raises(TidakDitemukan):
            satu()
    assert januari.bulan.status == "realisasi"
