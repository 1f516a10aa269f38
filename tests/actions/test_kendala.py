"""What stands still is tried again, one or all that match, or acknowledged; by Admin BKD alone, with a reason."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import jobs, queue, waktu
from portal.actions import kendala, operasi_massal
from portal.errors import Bentrok, BukanHak, TidakDitemukan, TidakSah
from portal.models import ButirOperasi, Operasi, Peristiwa
from portal.queries import kendala as daftar
from portal.queries import operasi, pekerjaan
from portal.queue import Job
from tests.views.kendala import ALASAN, macet, menyerah, tertunda
from tests.views.kendala import pekerjaan as menyerah_semua

Aktor = Callable[[str], Any]


def peristiwa(db: Session, jenis: str) -> list[Peristiwa]:
    db.rollback()
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis).order_by(Peristiwa.id)))


def butir(db: Session, jenis: str) -> list[daftar.Kendala]:
    """The incidents of a kind, through their causes."""
    return [k for s in daftar._sebab() if s.jenis == jenis for k in daftar._butir(s, 100, 0)]


def test_a_job_that_gave_up_is_queued_again_from_its_first_attempt(
    db: Session, aktor: Aktor, kerjakan: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (nomor,) = menyerah(db)
    kendala.ulangi(f"pekerjaan-{nomor}", actor=aktor("admin_bkd"), alasan=ALASAN)
    assert menyerah_semua(db) == []
    dipanggil: list[int] = []
    monkeypatch.setitem(jobs.HANDLERS, Job.BUKA_TAHUN, lambda tahun: dipanggil.append(tahun))
    db.rollback()
    kerjakan()
    assert dipanggil[0] == 2020
    (satu,) = peristiwa(db, "kendala:diulangi")
    assert (satu.rincian["jenis"], satu.rincian["argumen"], satu.rincian["alasan"]) == (
        "buka_tahun", {"tahun": 2020}, ALASAN,
    )  # fmt: skip


def test_a_job_that_waits_already_is_not_queued_twice(db: Session, aktor: Aktor) -> None:
    (nomor,) = menyerah(db)
    queue.defer(db, Job.BUKA_TAHUN, args={"tahun": 2020}, kunci="buka_tahun:2020")
    db.commit()
    kendala.ulangi(f"pekerjaan-{nomor}", actor=aktor("admin_bkd"), alasan=ALASAN)
    assert queue.keadaan(db).menunggu == 1


def test_a_job_of_a_kind_nobody_knows_any_more_can_only_be_acknowledged(db: Session, aktor: Aktor) -> None:
    (nomor,) = menyerah(db, jenis="kirim_sms", nomor=1)
    with pytest.raises(Bentrok, match="tidak mengenal lagi"):
        kendala.ulangi(f"pekerjaan-{nomor}", actor=aktor("admin_bkd"), alasan=ALASAN)
    assert len(menyerah_semua(db)) == 1
    db.rollback()
    kendala.selesaikan(f"pekerjaan-{nomor}", actor=aktor("admin_bkd"), alasan=ALASAN)
    assert menyerah_semua(db) == []
    (satu,) = peristiwa(db, "kendala:diselesaikan")
    assert satu.rincian["galat"].startswith("RuntimeError") and satu.rincian["argumen"] == {"nomor": 1}


def test_what_a_process_still_waits_for_is_not_acknowledged_away(db: Session, aktor: Aktor) -> None:
    tugas = tertunda(db)
    (nomor,) = menyerah(db, jenis="langkah", tugas_id=tugas, operasi="hitung_nilai", argumen={"realisasi": 1})
    for kunci in (f"pekerjaan-{nomor}", f"tunggu-{tugas}"):
        with pytest.raises(Bentrok) as galat:
            kendala.selesaikan(kunci, actor=aktor("admin_bkd"), alasan=ALASAN)
        assert galat.value.kode == "langkah_menunggu"
    assert len(menyerah_semua(db)) == 1


def test_a_step_that_waits_for_a_partner_is_tried_now(
    db: Session, aktor: Aktor, kerjakan: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tugas = tertunda(db)
    dipanggil: list[str] = []
    monkeypatch.setitem(jobs.OPERASI, "hitung_nilai", lambda tugas_id, realisasi: dipanggil.append(tugas_id))
    db.rollback()
    kerjakan()
    assert dipanggil == [], "an hour from now it would be its turn"
    kendala.ulangi(f"tunggu-{tugas}", actor=aktor("admin_bkd"), alasan=ALASAN)
    kerjakan()
    assert dipanggil == [tugas]


def test_a_waiting_step_whose_job_was_lost_gets_it_back(
    db: Session, aktor: Aktor, kerjakan: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tugas = tertunda(db)
    dipanggil: list[str] = []
    monkeypatch.setitem(jobs.OPERASI, "hitung_nilai", lambda tugas_id, realisasi: dipanggil.append(tugas_id))
    with waktu.pada(waktu.sekarang() + timedelta(hours=2)):
        db.rollback()
        kerjakan()
        kendala.ulangi(f"tunggu-{tugas}", actor=aktor("admin_bkd"), alasan=ALASAN)
        kerjakan()
    assert dipanggil == [tugas, tugas]


def test_who_asks_for_it_now_does_not_wait_with_the_others_until_somebody_has_failed_again(
    db: Session, aktor: Aktor
) -> None:
    tugas = tertunda(db)
    kini = waktu.sekarang()
    assert not pekerjaan.diminta_sekarang(tugas, kini - timedelta(minutes=1)), "its turn comes in an hour"
    kendala.ulangi(f"tunggu-{tugas}", actor=aktor("admin_bkd"), alasan=ALASAN)
    assert pekerjaan.diminta_sekarang(tugas, kini - timedelta(minutes=1))
    assert not pekerjaan.diminta_sekarang(tugas, waktu.sekarang() + timedelta(seconds=1)), "another month has failed"
    assert not pekerjaan.diminta_sekarang("0" * 32, kini)


def test_a_failed_step_is_tried_again_and_what_it_says_is_kept(db: Session, aktor: Aktor) -> None:
    nomor = macet(db)
    gagal = kendala.ulangi(f"langkah-{nomor}", actor=aktor("admin_bkd"), alasan=ALASAN)
    assert gagal and "bagi" in gagal
    assert workflows.instance(db, nomor).status == "incident"
    (satu,) = peristiwa(db, "instans:diulangi")
    assert satu.instans_id == nomor and satu.rincian["galat"] == gagal
    workflows.correct(db, nomor, facts={"pembagi": 5}, by=aktor("admin_bkd"), reason=ALASAN, now=waktu.sekarang())
    db.commit()
    assert kendala.ulangi(f"langkah-{nomor}", actor=aktor("admin_bkd"), alasan=ALASAN) is None
    (tugas,) = workflows.tasks(db, instance=nomor)
    assert tugas.step == "catat"
    assert butir(db, "langkah") == []


def test_equal_causes_are_one_line_however_many_they_are(db: Session, aktor: Aktor) -> None:
    menyerah(db, 5)
    for n in range(3):
        tertunda(db, f"S-{n}", pesan=f"Layanan tidak menjawab dalam {n + 5} detik.")
    tertunda(db, "S-9", pesan="Sambungan ke layanan terputus.")
    macet(db)
    hasil = daftar.daftar(aktor("auditor"), jenis="", sebab="", halaman=1)
    assert [(s.jenis, s.jumlah) for s in hasil.baris] == [
        ("pekerjaan", 5), ("tunggu", 3), ("langkah", 1), ("tunggu", 1),
    ]  # fmt: skip
    assert hasil.jumlah == {"langkah": 1, "pekerjaan": 5, "tunggu": 4, "awal": 0}
    satu = daftar.daftar(aktor("auditor"), jenis="", sebab=hasil.baris[1].kunci, halaman=1)
    assert sorted(k.nomor for k in satu.baris) == ["S-0", "S-1", "S-2"]
    assert daftar.jumlah(aktor("admin_bkd")) == 10 and daftar.jumlah(aktor("auditor")) == 0


def test_a_partner_that_was_away_for_a_moment_is_no_incident(db: Session, aktor: Aktor) -> None:
    tugas = tertunda(db)
    with waktu.pada(waktu.sekarang() - timedelta(days=1, hours=20)):
        assert daftar.daftar(aktor("auditor"), jenis="tunggu", sebab="", halaman=1).baris == ()
    assert [k.id for k in butir(db, "tunggu")] == [f"tunggu-{tugas}"]


@pytest.mark.parametrize("siapa", ["auditor", "admin_opd", "kasi", "pengelola_alur", "sistem"])
def test_nobody_else_does_anything_about_it(siapa: str, db: Session, aktor: Aktor) -> None:
    (nomor,) = menyerah(db)
    for tindakan in (kendala.ulangi, kendala.selesaikan):
        with pytest.raises(BukanHak):
            tindakan(f"pekerjaan-{nomor}", actor=aktor(siapa), alasan=ALASAN)
    assert len(menyerah_semua(db)) == 1


def test_admin_bkd_does_nothing_in_his_own_case(db: Session, aktor: Aktor) -> None:
    from tests.views.kendala import bersistem

    with waktu.pada(waktu.sekarang() - timedelta(days=2)):
        (tugas,) = bersistem(db, pegawai="admin_bkd").opened
    workflows.park(db, tugas.id, reason="Layanan tidak menjawab.", until=waktu.sekarang(), now=waktu.sekarang())
    db.commit()
    with pytest.raises(BukanHak) as galat:
        kendala.ulangi(f"tunggu-{tugas.id}", actor=aktor("admin_bkd"), alasan=ALASAN)
    assert galat.value.kode == "memutus_diri_sendiri"


@pytest.mark.parametrize("alasan", ["", "  segera ", "x" * 501])
def test_without_a_reason_nothing_happens(alasan: str, db: Session, aktor: Aktor) -> None:
    (nomor,) = menyerah(db)
    with pytest.raises(TidakSah) as galat:
        kendala.ulangi(f"pekerjaan-{nomor}", actor=aktor("admin_bkd"), alasan=alasan)
    assert galat.value.medan == "alasan" and len(menyerah_semua(db)) == 1


@pytest.mark.parametrize(
    "kunci", ["pekerjaan-999", "pekerjaan-x", "langkah-" + "0" * 32, "tunggu-" + "0" * 32, "x", ""]
)
def test_what_is_no_incident_is_not_there(kunci: str, db: Session, aktor: Aktor) -> None:
    for tindakan in (kendala.ulangi, kendala.selesaikan):
        if tindakan is kendala.selesaikan and kunci[:1] in ("l", "t"):
            continue
        with pytest.raises(TidakDitemukan):
            tindakan(kunci, actor=aktor("admin_bkd"), alasan=ALASAN)


def test_all_of_one_cause_are_a_run_that_says_what_became_of_each(
    app: Flask, db: Session, aktor: Aktor, kerjakan: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(jobs.HANDLERS, Job.BUKA_TAHUN, lambda tahun: None)
    menyerah(db, 3)
    menyerah(db, 1, jenis="kirim_sms", nomor=1)
    sebab = {s.apa: s.kunci for s in daftar._sebab()}
    pilihan = daftar.terpilih(aktor("admin_bkd"), sebab=sebab["Pembukaan penilaian"])
    assert len(pilihan) == 3
    pilihan += daftar.terpilih(aktor("admin_bkd"), sebab=sebab["kirim_sms"])
    pilihan.append(("pekerjaan-9999", "sudah hilang"))
    nomor = operasi_massal.minta("ulangi_kendala", pilihan, actor=aktor("admin_bkd"), alasan=ALASAN, argumen={})
    db.rollback()
    kerjakan()
    hal = operasi.halaman(aktor("auditor"), nomor, pilih="", nomor=1)
    assert (hal.satu.status, hal.satu.persen) == ("selesai", 100)
    assert hal.satu.hasil == {"menunggu": 0, "berhasil": 3, "ditolak": 1, "dilewati": 1}
    assert [b.hasil for b in hal.butir] == ["berhasil"] * 3 + ["ditolak", "dilewati"]
    assert len(peristiwa(db, "kendala:diulangi")) == 3
    (akhir,) = peristiwa(db, "operasi:diselesaikan")
    assert (akhir.aktor, akhir.rincian["berhasil"], akhir.rincian["ditolak"]) == ("sistem", 3, 1)


def test_the_same_run_is_not_begun_twice_and_three_are_enough(db: Session, aktor: Aktor) -> None:
    admin = aktor("admin_bkd")

    def minta(n: int) -> int:
        return operasi_massal.minta(
            "ulangi_kendala", [("pekerjaan-1", "x")], actor=admin, alasan=ALASAN, argumen={"n": n}
        )

    minta(1)
    for n in (1, 2, 3, 4):
        if n in (2, 3):
            minta(n)
            continue
        with pytest.raises(Bentrok) as galat:
            minta(n)
        assert galat.value.kode == "sedang_dijalankan"


def test_a_run_that_is_stopped_leaves_the_rest_as_it_was(
    db: Session, aktor: Aktor, kerjakan: Callable[[], None]
) -> None:
    menyerah(db, 2)
    admin = aktor("admin_bkd")
    pilihan = daftar.terpilih(admin, jenis="pekerjaan")
    nomor = operasi_massal.minta("ulangi_kendala", pilihan, actor=admin, alasan=ALASAN, argumen={})
    operasi_massal.hentikan(nomor, actor=admin, alasan="Salah memilih sebabnya")
    db.rollback()
    kerjakan()
    assert len(menyerah_semua(db)) == 2
    assert {b.hasil for b in db.scalars(select(ButirOperasi))} == {"dilewati"}
    assert db.scalars(select(Operasi)).one().status == "dihentikan"
    db.rollback()
    with pytest.raises(Bentrok):
        operasi_massal.hentikan(nomor, actor=admin, alasan="Salah memilih sebabnya")
