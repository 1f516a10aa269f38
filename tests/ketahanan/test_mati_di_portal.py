"""The portal is killed at every statement of an action, of a beat and of a job; what it promised stays promised.

An action writes the engine's rows, an audit event, jobs and a receipt: all of it or nothing. Run with `-s` to see the
number of points.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

import workflows
from portal import toko_sqlite, waktu, worker
from portal.actions import detak, instans, sekali, tugas
from portal.errors import Bentrok, SudahSelesai
from portal.extensions import db as ekstensi
from portal.models import Pemberitahuan, Peristiwa
from tests.bulan import Panggung
from tests.factories import ORANG
from tests.ketahanan import potret, sepakat
from tests.ketahanan.bunuh import di_setiap_titik
from tests.workflows.diagrams import Diagram

SAAT = datetime(2026, 3, 2, 9, 0, tzinfo=waktu.WITA)
NANTI = SAAT + timedelta(days=4)
PIHAK = {"pegawai": ORANG["pelaksana1"].nip, "pejabat_penilai": ORANG["kasi"].nip}
IZIN = (
    Diagram("izin", "Izin").start().user("setujui_izin", lane="Pejabat penilai").xor("temu").gateway("parallel", "g")
    .service("kabari", "kirim_pemberitahuan", acara='"skp_ditetapkan"').user("terima_izin", lane="Pegawai").end()
    .timer("lewat", "P3D", on="setujui_izin").path("mulai", "setujui_izin", "temu", "g", "kabari", "selesai")
    .path("g", "terima_izin", "selesai").path("lewat", "temu")
)  # fmt: skip


class Kasus:
    """A low-code case per try: kasi agrees, a notice is to be sent, pelaksana1 receives."""

    def __init__(self, db: Session, aktor: Callable[[str], Any]) -> None:
        self.db, self.admin, self.kasi = db, aktor("admin_bkd"), aktor("kasi")
        self.id = self.kunci = ""

    def mulai(self, kunci: str) -> None:
        self.kunci = kunci
        maju = instans.mulai("izin", actor=self.admin, pihak=PIHAK, fakta={}, kunci_bisnis=kunci)
        self.id = maju.instance.id

    def tugas(self) -> str:
        semua = workflows.tasks(self.db, instance=self.id, status=None, kind="user")
        return next(satu.id for satu in semua if satu.element == "setujui_izin")

    def putuskan(self) -> Any:
        """With a receipt, as REST and the pages do it."""
        satu, isian = self.tugas(), {"keputusan": "setuju", "catatan": ""}
        return sekali.kerjakan(
            satu, actor=self.kasi, kunci=f"kunci-{self.kunci}", isian=isian,
            tindakan=lambda: tugas.putuskan(satu, actor=self.kasi, **isian),
        )  # fmt: skip

    def ambil(self) -> Any:
        """Claim; who holds it already does not claim again here, so that one event is one."""
        if workflows.task(self.db, self.tugas()).claimed_by is None:
            tugas.ambil(self.tugas(), actor=self.kasi)

    def berdetak(self) -> Any:
        with waktu.pada(NANTI):
            detak.berdetak()

    def gambar(self) -> dict[str, Any]:
        """All that is known of it."""
        self.db.rollback()
        hasil = potret.portal(self.db, self.id, self.kunci, f"kunci-{self.kunci}")
        self.db.rollback()
        return hasil

    def rupa(self) -> str:
        return potret.sama_rupa(self.gambar(), self.kunci)


@pytest.fixture
def kasus(db: Session, aktor: Callable[[str], Any]) -> Any:
    """The diagram is published; everything happens on one day."""
    workflows.publish(db, "izin", IZIN.xml(), by=None)
    db.commit()
    with waktu.pada(SAAT):
        yield Kasus(db, aktor)


def di_konteks(app: Flask, kerja: Callable[[], Any]) -> Callable[[], Any]:
    """`kerja` in an application context of the child's own."""

    def jalankan() -> None:
        with app.app_context():
            kerja()

    return jalankan


@pytest.mark.parametrize("nama", ["putuskan", "ambil", "berdetak"])
def test_killed_at_any_statement_of_an_action_all_of_it_is_there_or_nothing(
    nama: str, kasus: Kasus, app: Flask, db: Session
) -> None:
    aksi = getattr(kasus, nama)
    kasus.mulai("acuan-00")
    aksi()
    seharusnya = kasus.rupa()
    if nama == "putuskan":
        assert all(seharusnya.count(f'"{tabel}": [\n  {{') == 1 for tabel in ("peristiwa", "pekerjaan"))
        assert '"kunci_idempoten": [\n  {' in seharusnya, "the action writes what is to be looked for"
    dulu: dict[str, Any] = {}
    titik, tersimpan = 0, False

    def berikut(nomor: int) -> Callable[[], Any]:
        if nama == "berdetak":
            _buang_yang_lain(db)
        kasus.mulai(f"kasus-{nomor:02d}")
        dulu.update(kasus.gambar())
        ekstensi.session.remove()
        return di_konteks(app, aksi)

    for mati in di_setiap_titik(ekstensi.engine, berikut):
        titik = mati.titik
        tersimpan = tersimpan or mati.sesudah_commit  # a beat looks around once more after its commit
        if tersimpan:
            assert kasus.rupa() == seharusnya, mati
        else:
            assert kasus.gambar() == dulu, mati
        with suppress(SudahSelesai):
            aksi()
        assert kasus.rupa() == seharusnya, mati
        assert sepakat.mesin(db, [kasus.id]) == [], mati
    print(f"{ekstensi.engine.dialect.name}: {nama}: {titik} titik")
    db.rollback()
    assert [satu for satu in sepakat.portal(db) if "menyerah" not in satu] == []
    assert titik >= 16


def test_killed_at_any_statement_of_a_start_the_case_is_there_with_its_event_or_not_at_all(
    kasus: Kasus, app: Flask, db: Session
) -> None:
    kasus.mulai("acuan-00")
    seharusnya, titik = kasus.rupa(), 0

    def berikut(nomor: int) -> Callable[[], Any]:
        kasus.kunci = f"kasus-{nomor:02d}"
        ekstensi.session.remove()
        return di_konteks(app, lambda: kasus.mulai(kasus.kunci))

    for mati in di_setiap_titik(ekstensi.engine, berikut):
        titik = mati.titik
        ada = workflows.instances(db, business_keys=[kasus.kunci])
        assert len(ada) == int(mati.sesudah_commit), mati
        with suppress(Bentrok):
            kasus.mulai(kasus.kunci)
        (satu,) = workflows.instances(db, business_keys=[kasus.kunci])
        kasus.id = satu.id
        assert kasus.rupa() == seharusnya, mati
    print(f"{ekstensi.engine.dialect.name}: mulai: {titik} titik")
    assert db.query(Peristiwa).filter_by(jenis="instans:dimulai").count() == titik + 1 + 1, "acuan, and who lived"
    assert titik >= 16


def test_a_worker_killed_at_any_statement_of_its_work_does_it_once_in_the_end(
    app: Flask, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One notice, killed again and again: each new worker comes one statement further."""
    monkeypatch.setattr(toko_sqlite, "SEWA", timedelta(seconds=120))
    panggung = Panggung(db, aktor, kerjakan).skp()
    db.rollback()
    ekstensi.session.remove()
    titik = 0

    def berikut(nomor: int) -> Callable[[], Any]:
        _lepas_dari_yang_mati(db)
        ekstensi.session.remove()
        return lambda: worker.jalankan(app, sekali=True)

    with panggung.pada(1, 6):
        for mati in di_setiap_titik(ekstensi.engine, berikut):
            titik = mati.titik
            dikirim = db.query(Peristiwa).filter_by(jenis="pemberitahuan:dikirim").count()
            assert dikirim == db.query(Pemberitahuan).count() // 2, mati
            assert sepakat.mesin(db) == [], mati
            db.rollback()
    print(f"{ekstensi.engine.dialect.name}: pekerja: {titik} titik")
    assert db.query(Peristiwa).filter_by(jenis="pemberitahuan:dikirim").count() == 1
    assert db.query(Pemberitahuan).count() == 2
    assert sepakat.portal(db) == []
    assert workflows.tasks(db, kind="external") == []
    assert titik >= 22


def _buang_yang_lain(db: Session) -> None:
    """Cases whose timers would be due in the next beat end here."""
    for satu in workflows.instances(db, status="running", limit=200):
        workflows.cancel(db, satu.id, by=None, reason="bersih", now=SAAT)
    db.commit()


def _lepas_dari_yang_mati(db: Session) -> None:
    """What the passing of time does after a worker's death: its lease runs out, its heartbeat is missed. Deaths are not
    counted, or the job would be given up after eight."""
    if ekstensi.engine.dialect.name == "sqlite":
        db.execute(text("UPDATE pekerjaan SET sewa_sampai = NULL, percobaan = 0"))
    else:
        db.execute(text("UPDATE procrastinate_jobs SET status = 'todo', attempts = 0 WHERE status = 'doing'"))
    db.commit()
