"""A run over many instances goes on where a killed worker left it, and does nothing twice."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import workflows
from portal import pengoperasi
from portal.actions import operasi_massal
from portal.models import ButirOperasi, Operasi, Peristiwa
from portal.queue import Nanti
from tests.basis import Basis
from tests.bulan import Panggung
from tests.conftest import pada_basis
from tests.jobs.test_laporan import mati_di
from tests.views.bantuan import usul

ALASAN = "Surat Kepala BKD 800/7/2026"


@pytest.fixture
def app(basis: str, tercetak: Callable[[str], Basis], portal_uji: Flask) -> Iterator[Flask]:
    """The whole portal, not the bare queue of this folder."""
    with pada_basis(portal_uji, tercetak(basis).segarkan("organisasi")):
        yield portal_uji


def delapan(db: Session) -> list[tuple[str, str]]:
    return [(workflows.task(db, usul(db, "kasi", f"U-{n}")).instance_id, f"U-{n}") for n in range(8)]


def keadaan(db: Session) -> dict[str, int]:
    db.rollback()
    baris = db.execute(select(ButirOperasi.hasil, func.count()).group_by(ButirOperasi.hasil))
    return {satu[0]: satu[1] for satu in baris}


def ditangguhkan(db: Session) -> int:
    return db.scalar(select(func.count()).where(Peristiwa.jenis == "instans:ditangguhkan")) or 0


@pytest.mark.satu_basis
@pytest.mark.parametrize("ke", [0, 3])
def test_a_killed_run_goes_on_where_it_was(
    ke: int, app: Flask, db: Session, aktor: Any, kerjakan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilihan = delapan(db)
    operasi_massal.minta("tangguhkan", pilihan, actor=aktor("admin_bkd"), alasan=ALASAN, argumen={})
    db.rollback()
    asli, hitung = pengoperasi._satu, [0]

    def mati(*args: Any) -> None:
        hitung[0] += 1
        if hitung[0] > ke:
            import os
            import signal

            os.kill(os.getpid(), signal.SIGKILL)
        asli(*args)

    if ke:
        monkeypatch.setattr(pengoperasi, "_satu", mati)
        mati_di(app, operasi_massal, "akhiri")
        monkeypatch.setattr(pengoperasi, "_satu", asli)
        assert keadaan(db) == {"berhasil": 3, "menunggu": 5}
    else:
        mati_di(app, operasi_massal, "akhiri")
        assert keadaan(db) == {"berhasil": 8}
    db.rollback()
    kerjakan()
    assert keadaan(db) == {"berhasil": 8} and ditangguhkan(db) == 8
    assert db.scalars(select(Operasi.status)).one() == "selesai"
    assert all(workflows.instance(db, i).status == "suspended" for i, _nomor in pilihan)


def test_each_instance_is_a_transaction_of_its_own_and_a_refusal_stops_nobody(
    app: Flask, db: Session, aktor: Any, kerjakan: Any
) -> None:
    pilihan = delapan(db)
    januari = Panggung(db, aktor, kerjakan).skp().buka()
    pilihan[3:3] = [(januari.instans, "RB"), ("f" * 32, "hilang")]
    operasi_massal.minta("batalkan", pilihan, actor=aktor("admin_bkd"), alasan=ALASAN, argumen={})
    db.rollback()
    kerjakan()
    assert keadaan(db) == {"berhasil": 8, "ditolak": 1, "dilewati": 1}
    pesan = db.scalars(select(ButirOperasi.pesan).where(ButirOperasi.hasil == "ditolak")).one()
    assert "dibatalkan oleh mutasi" in (pesan or "")
    assert januari.bulan.status == "realisasi"


def test_a_long_run_lets_other_jobs_have_their_turn(
    app: Flask, db: Session, aktor: Any, kerjakan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    nomor = operasi_massal.minta("tangguhkan", delapan(db), actor=aktor("admin_bkd"), alasan=ALASAN, argumen={})
    db.rollback()
    monkeypatch.setattr(pengoperasi, "JATAH", -1)
    with pytest.raises(Nanti):
        pengoperasi.jalankan(nomor)
    assert keadaan(db) == {"menunggu": 8}
    monkeypatch.setattr(pengoperasi, "JATAH", 15)
    db.rollback()
    pengoperasi.jalankan(nomor)
    pengoperasi.jalankan(nomor)
    assert keadaan(db) == {"berhasil": 8} and ditangguhkan(db) == 8


def test_who_is_no_longer_admin_bkd_gets_nothing_done(app: Flask, db: Session, aktor: Any, kerjakan: Any) -> None:
    from portal.models import Pengguna
    from tests.factories import ORANG

    operasi_massal.minta("tangguhkan", delapan(db), actor=aktor("admin_bkd"), alasan=ALASAN, argumen={})
    akun = db.scalars(select(Pengguna).where(Pengguna.username == ORANG["admin_bkd"].nip)).one()
    akun.roles = [r for r in akun.roles if r.name != "Admin BKD"]
    db.commit()
    kerjakan()
    assert keadaan(db) == {"ditolak": 8} and ditangguhkan(db) == 0
