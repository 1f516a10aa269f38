"""Writing to SQLite in turn: in the order of arrival, each process in its turn, and no longer than said."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from portal import database, penulis

AKAR = Path(__file__).parents[2]
SENDIRI = """
import sys, time
from portal.penulis import Giliran
giliran, nama, kali = Giliran(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("siap", flush=True)
sys.stdin.readline()
for _ in range(kali):
    assert giliran.ambil(20)
    with open(sys.argv[1] + "-siapa", "a") as berkas:
        berkas.write(nama)
    time.sleep(0.01)
    giliran.lepas()
"""


@pytest.fixture
def jalan(tmp_path: Path) -> str:
    """The database's file."""
    return str(tmp_path / "uji.db")


@pytest.fixture
def menulis() -> Iterator[None]:
    """As in an action."""
    token = database.menulis.set(True)
    yield
    database.menulis.reset(token)


@pytest.fixture
def proses(jalan: str) -> Iterator[Callable[[str, int], subprocess.Popen[str]]]:
    """proses("a", 40): a process that writes its name so many times, once it is told to begin."""
    semua: list[subprocess.Popen[str]] = []

    def satu(nama: str, kali: int) -> subprocess.Popen[str]:
        perintah = [sys.executable, "-c", SENDIRI, jalan, nama, str(kali)]
        semua.append(subprocess.Popen(perintah, cwd=AKAR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        assert semua[-1].stdout
        assert semua[-1].stdout.readline() == "siap\n"
        return semua[-1]

    yield satu
    for sisa in semua:
        sisa.kill()
        with sisa:
            pass


def mulai(satu: subprocess.Popen[str]) -> None:
    assert satu.stdin
    satu.stdin.write("\n")
    satu.stdin.flush()


def test_threads_write_in_the_order_in_which_they_came(jalan: str) -> None:
    giliran, urutan = penulis.Giliran(jalan), []

    def kerja(nomor: int) -> None:
        assert giliran.ambil(20)
        urutan.append(nomor)
        giliran.lepas()

    assert giliran.ambil(1)
    utas = [threading.Thread(target=kerja, args=(nomor,)) for nomor in range(8)]
    for nomor, satu in enumerate(utas, 1):
        satu.start()
        while len(giliran._antre) < nomor:
            time.sleep(0.001)
    giliran.lepas()
    for satu in utas:
        satu.join(20)
    assert urutan == list(range(8))


def test_two_processes_that_both_want_to_write_take_turns(jalan: str, proses: Any) -> None:
    """Neither comes twice in a row while the other waits, however quick it is to come again."""
    semua = [proses(nama, 40) for nama in "ab"]
    for satu in semua:
        mulai(satu)
    for satu in semua:
        assert satu.wait(30) == 0
    siapa = Path(f"{jalan}-siapa").read_text()
    bersama = siapa[siapa.index("b" if siapa[0] == "a" else "a") : min(siapa.rindex("a"), siapa.rindex("b"))]
    assert len(bersama) > 40, siapa
    dua_kali = sum(kiri == kanan for kiri, kanan in pairwise(bersama))
    assert dua_kali <= len(bersama) // 10, siapa  # a process that is not given the processor may miss its turn


def test_of_a_process_that_dies_while_it_writes_nothing_stays_locked(jalan: str, proses: Any) -> None:
    satu = proses("a", 10_000)
    mulai(satu)
    while not Path(f"{jalan}-siapa").exists():
        time.sleep(0.005)
    giliran = penulis.Giliran(jalan)
    os.kill(satu.pid, signal.SIGKILL)
    satu.wait()
    assert giliran.ambil(5)
    giliran.lepas()


def test_who_waits_is_called_and_does_not_sleep_on(proses: Any) -> None:
    """Between two processes the file does not lie idle: 60 turns of 10 ms take little more than that."""
    semua = [proses(nama, 30) for nama in "ab"]
    awal = time.monotonic()
    for satu in semua:
        mulai(satu)
    for satu in semua:
        satu.wait(30)
    assert time.monotonic() - awal < 60 * (0.01 + penulis.LIHAT / 2)


@pytest.mark.parametrize("akhir", ["commit", "rollback", "close"])
def test_the_turn_is_given_back_however_the_transaction_ends(jalan: str, menulis: None, akhir: str) -> None:
    engine = create_engine(f"sqlite:///{jalan}")
    database.siapkan(engine)
    for _ in range(3):
        koneksi = engine.connect()
        koneksi.execute(text("CREATE TABLE IF NOT EXISTS t (n INTEGER)"))
        getattr(koneksi, akhir)()
        koneksi.close()
    engine.dispose()


def test_who_waits_longer_than_said_is_refused_as_busy_and_the_others_go_on(jalan: str, menulis: None) -> None:
    engine = create_engine(f"sqlite:///{jalan}")
    database.siapkan(engine)
    with engine.connect() as pemegang:
        pemegang.execute(text("CREATE TABLE t (n INTEGER)"))
        with engine.connect() as kedua:
            kedua.connection.driver_connection.tunggu = 0.1  # type: ignore[union-attr]
            with pytest.raises(DBAPIError) as ditolak:
                kedua.execute(text("INSERT INTO t VALUES (1)"))
            assert database.sibuk(ditolak.value)
        pemegang.commit()
    with engine.begin() as lagi:
        lagi.execute(text("INSERT INTO t VALUES (2)"))
    with engine.connect() as baca:
        assert baca.execute(text("SELECT n FROM t")).scalars().all() == [2]
    engine.dispose()


def test_who_stands_in_no_queue_is_still_kept_out_by_sqlite_itself(jalan: str, menulis: None) -> None:
    engine = create_engine(f"sqlite:///{jalan}")
    database.siapkan(engine)
    engine.connect().close()  # the file is in WAL from now on
    asing = sqlite3.connect(jalan, isolation_level=None)
    asing.execute("BEGIN IMMEDIATE")
    with engine.connect() as koneksi:
        koneksi.connection.driver_connection.execute("PRAGMA busy_timeout=50")  # type: ignore[union-attr]
        with pytest.raises(DBAPIError) as ditolak:
            koneksi.execute(text("SELECT 1"))
        assert database.sibuk(ditolak.value)
    asing.rollback()
    with engine.connect() as koneksi:  # the refused one gave its turn back
        koneksi.execute(text("SELECT 1"))
    asing.close()
    engine.dispose()


def test_reading_waits_for_nobody(jalan: str) -> None:
    engine = create_engine(f"sqlite:///{jalan}")
    database.siapkan(engine)
    token = database.menulis.set(True)
    with engine.connect() as pemegang:
        pemegang.execute(text("CREATE TABLE t (n INTEGER)"))
        database.menulis.reset(token)
        with engine.connect() as pembaca:
            assert pembaca.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
    engine.dispose()


def test_a_database_in_memory_has_no_queue() -> None:
    assert penulis.giliran(None) is None
    assert penulis.giliran(":memory:") is None
