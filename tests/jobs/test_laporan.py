"""A report survives its worker: killed at any point it is made again and ends right, and nothing stays behind."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import gudang_laporan, pembuat_laporan, toko_sqlite, waktu, worker
from portal.actions import cetakan
from portal.actions import laporan as tindakan
from portal.extensions import db as ekstensi
from portal.models import Cetakan, Laporan, Peristiwa
from portal.queue import Nanti
from portal.reports import paket
from portal.reports.pdf import dokumen
from tests.basis import Basis
from tests.bulan import Panggung
from tests.conftest import pada_basis
from tests.reports.baca_pdf import baca as baca_pdf
from tests.reports.buka import buka

ARGUMEN = {"opd": "DINAS", "unit": None, "tahun": 2026, "bulan": None}
TITIK = {
    "as it begins": (pembuat_laporan.laporan_isi, "ids"),
    "while it writes": (paket, "_daftar"),
    "before the file is moved": (gudang_laporan, "simpan"),
    "after the file is moved": (tindakan, "siap"),
}
"""Where the worker dies: just before this function is called."""


@pytest.fixture
def app(basis: str, tercetak: Callable[[str], Basis], portal_uji: Flask) -> Iterator[Flask]:
    """The whole portal, not the bare queue of this folder."""
    with pada_basis(portal_uji, tercetak(basis).segarkan("organisasi")):
        yield portal_uji


@pytest.fixture
def laporan(app: Flask, db: Session, aktor: Any, kerjakan: Any) -> int:
    """F-1 of Dinas Sosial, asked for and not made yet."""
    Panggung(db, aktor, kerjakan).skp()
    kerjakan()
    return tindakan.minta("f1", "Formulir F-1", ARGUMEN, actor=aktor("admin_opd"))


@pytest.fixture(autouse=True)
def gudang(app: Flask) -> Path:
    """The storage, empty."""
    import shutil

    akar: Path = app.config["SETTINGS"].data_dir / "laporan"
    shutil.rmtree(akar, ignore_errors=True)
    return akar


def isi(gudang: Path) -> set[str]:
    """Everything that lies there, folders of work included."""
    return {p.name for p in gudang.rglob("*") if p.name != "kerja"}


def baca(db: Session) -> Laporan:
    db.rollback()
    return db.scalars(select(Laporan)).one()


def mati_di(app: Flask, modul: Any, nama: str, ke: int = 1) -> None:
    """A worker in a process of its own that is killed just before `modul.nama` is called for the `ke`-th time."""
    pid = os.fork()
    if pid == 0:
        try:
            ekstensi.engine.dispose(close=False)
            toko_sqlite.SEWA = timedelta(0)
            asli, panggilan = getattr(modul, nama), count(1)

            def mati(*a: Any, **k: Any) -> Any:
                if next(panggilan) == ke:
                    os.kill(os.getpid(), signal.SIGKILL)
                return asli(*a, **k)

            setattr(modul, nama, mati)
            worker.jalankan(app, sekali=True)
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL


@pytest.mark.satu_basis
@pytest.mark.parametrize("titik", TITIK)
def test_the_report_of_a_killed_worker_is_made_again_and_nothing_stays_behind(
    titik: str, app: Flask, laporan: int, db: Session, gudang: Path, kerjakan: Any
) -> None:
    db.rollback()
    mati_di(app, *TITIK[titik])
    assert baca(db).status == "berjalan"
    db.rollback()
    kerjakan()
    satu = baca(db)
    assert satu.status == "siap"
    assert satu.berkas
    jalan = gudang_laporan.jalan(satu.berkas)
    assert jalan
    assert [s.nama for s in buka(jalan.read_bytes()).lembar] == ["Daftar", "Lusia Pelaksana 2007"]
    sisa = isi(gudang) - {satu.berkas}
    assert len(sisa) == (titik == "after the file is moved"), "yang sudah dipindahkan menunggu penyapu"
    db.rollback()
    for nama in sisa:
        os.utime(gudang / nama, (0, 0))
    pembuat_laporan.sapu()
    assert isi(gudang) == {satu.berkas}
    assert [p.jenis for p in db.scalars(select(Peristiwa).where(Peristiwa.subjek == "laporan"))] == [
        "laporan:diminta", "laporan:dimulai", "laporan:dimulai", "laporan:dibuat",
    ]  # fmt: skip


TITIK_PDF = {
    "before the first form has its number": (cetakan, "terbitkan", 1),
    "numbered, and no page of it written": (dokumen, "Tata", 1),
    "one form written, the next without a number": (cetakan, "terbitkan", 2),
    "one form written, the next numbered": (dokumen, "Tata", 2),
    "all pages written, the file not moved": (gudang_laporan, "simpan", 1),
    "the file moved, nobody told": (tindakan, "siap", 1),
}


@pytest.mark.satu_basis
@pytest.mark.parametrize("titik", TITIK_PDF)
def test_a_worker_killed_in_the_middle_of_a_pdf_doubles_no_number(
    titik: str, app: Flask, db: Session, gudang: Path, aktor: Any, kerjakan: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dokumen, "POTONGAN", 1)
    for siapa in ("pelaksana1", "pelaksana2"):
        Panggung(db, aktor, kerjakan, siapa).skp()
    kerjakan()
    tindakan.minta("skp6", "SKP", {**ARGUMEN, "bentuk": "pdf"}, actor=aktor("admin_opd"))
    db.rollback()
    mati_di(app, *TITIK_PDF[titik])
    assert baca(db).status == "berjalan"
    sebelum = {c.nomor: c.sidik for c in db.scalars(select(Cetakan))}
    db.rollback()
    kerjakan()
    satu = baca(db)
    assert (satu.status, satu.jumlah) == ("siap", 2)
    register = {c.nomor: c.sidik for c in db.scalars(select(Cetakan))}
    assert len(register) == len(set(register.values())) == 2, "satu nomor untuk satu isi"
    assert sebelum.items() <= register.items(), "nomor yang sudah keluar tetap"
    jalan = gudang_laporan.jalan(satu.berkas or "")
    assert jalan
    tercetak = re.findall(r"CTK-\d{4}-\d+", "\n".join(baca_pdf(jalan.read_bytes()).halaman))
    assert set(tercetak) == set(register), "yang tercetak ialah yang terdaftar"


def test_a_job_that_runs_twice_makes_one_report(laporan: int, db: Session, gudang: Path) -> None:
    pembuat_laporan.buat(laporan)
    sidik = baca(db).sha256
    db.rollback()
    pembuat_laporan.buat(laporan)
    satu = baca(db)
    assert (satu.status, satu.sha256, isi(gudang)) == ("siap", sidik, {satu.berkas})


def test_a_run_that_lost_its_report_to_another_stops_and_leaves_the_others_file(
    laporan: int, db: Session, gudang: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = paket.tulis

    def direbut(*a: Any, **k: Any) -> str:
        monkeypatch.setattr(paket, "tulis", asli)
        pembuat_laporan.buat(laporan)  # another worker takes it while this one writes
        return asli(*a, **k)

    monkeypatch.setattr(paket, "tulis", direbut)
    with pytest.raises(Nanti):
        pembuat_laporan.buat(laporan)
    satu = baca(db)
    assert (satu.status, isi(gudang)) == ("siap", {satu.berkas})


def test_a_report_thrown_away_while_it_is_made_leaves_nothing(
    laporan: int, db: Session, gudang: Path, aktor: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asli = paket.tulis

    def dibuang(*a: Any, **k: Any) -> str:
        assert tindakan.hapus(laporan, actor=aktor("admin_opd")) is None
        return asli(*a, **k)

    monkeypatch.setattr(paket, "tulis", dibuang)
    with pytest.raises(Nanti):
        pembuat_laporan.buat(laporan)
    pembuat_laporan.buat(laporan)
    assert isi(gudang) == set()
    assert db.scalars(select(Laporan)).all() == []


def test_how_far_it_is_is_kept_only_for_the_run_that_has_the_report(laporan: int, db: Session) -> None:
    satu, dua = gudang_laporan.tanda(laporan), gudang_laporan.tanda(laporan)
    tindakan.mulai(laporan, satu)
    assert tindakan.kemajuan(laporan, satu, 50, 200)
    tindakan.mulai(laporan, dua)
    assert not tindakan.kemajuan(laporan, satu, 100, 200)
    assert (baca(db).selesai, baca(db).jumlah) == (0, 0)


def test_after_seven_days_the_worker_takes_report_and_file_away(
    laporan: int, db: Session, gudang: Path, app: Flask
) -> None:
    kini = waktu.sekarang()
    pembuat_laporan.buat(laporan)
    db.rollback()
    with waktu.pada(kini + timedelta(days=6, hours=23)):
        worker.jalankan(app, sekali=True, detak=lambda: 0)
    assert baca(db).status == "siap"
    db.rollback()
    with waktu.pada(kini + timedelta(days=7, minutes=1)):
        worker.jalankan(app, sekali=True, detak=lambda: 0)
    db.rollback()
    assert db.scalars(select(Laporan)).all() == []
    assert isi(gudang) == set()
    akhir = db.scalars(select(Peristiwa).order_by(Peristiwa.id.desc()).limit(1)).one()
    assert (akhir.jenis, akhir.aktor, akhir.rincian["sebab"]) == ("laporan:dihapus", "sistem", "kedaluwarsa")


def test_one_whose_maker_never_came_back_has_failed_after_a_day(laporan: int, db: Session) -> None:
    tindakan.mulai(laporan, gudang_laporan.tanda(laporan))
    pembuat_laporan.sapu()
    assert baca(db).status == "berjalan"
    db.execute(update(Laporan).values(diminta_pada=waktu.sekarang() - timedelta(hours=25)))
    db.commit()
    pembuat_laporan.sapu()
    assert (baca(db).status, baca(db).galat) == ("gagal", pembuat_laporan.BERHENTI)


def test_where_nothing_can_be_written_the_asker_is_told_and_may_try_again(
    laporan: int, db: Session, gudang: Path, kerjakan: Any, aktor: Any
) -> None:
    db.rollback()
    gudang.write_text("bukan folder")
    try:
        kerjakan()
        satu = baca(db)
        assert (satu.status, satu.galat) == ("gagal", pembuat_laporan.TIDAK_TERDUGA)
        db.rollback()
    finally:
        gudang.unlink()
    tindakan.ulangi(laporan, actor=aktor("admin_opd"))
    kerjakan()
    assert baca(db).status == "siap"


@pytest.mark.satu_basis
def test_the_sweep_leaves_what_is_young_named_or_not_ours(laporan: int, db: Session, gudang: Path) -> None:
    pembuat_laporan.buat(laporan)
    milik = baca(db).berkas
    db.rollback()
    muda, asing = gudang_laporan.tanda(7), "catatan.txt"
    for nama in (muda, asing):
        (gudang / nama).write_text("x")
    for nama in (milik, asing):
        os.utime(gudang / str(nama), (0, 0))
    pembuat_laporan.sapu()
    assert isi(gudang) == {milik, muda, asing}


@pytest.mark.satu_basis
@pytest.mark.parametrize("nama", ["../rahasia", "1-xyz", "", "1-0123456789abcdef/../x"])
def test_a_name_that_is_no_mark_is_never_a_path(app: Flask, nama: str) -> None:
    with app.app_context(), pytest.raises(ValueError, match="tidak sah"):
        gudang_laporan.jalan(nama)
