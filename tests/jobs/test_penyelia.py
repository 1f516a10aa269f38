"""The supervisor keeps its children alive, and takes all of them with it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal import penyelia
from tests.jobs.test_pekerja import AKAR, tunggu


@pytest.fixture
def mulai(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    """mulai(names...) -> a running supervisor whose children have all started."""
    hidup: list[subprocess.Popen] = []

    def jalankan(*semua: str) -> subprocess.Popen:
        perintah = [sys.executable, "-m", "tests.jobs.penyelia_uji", str(tmp_path), *semua]
        hidup.append(subprocess.Popen(perintah, cwd=AKAR, stderr=subprocess.DEVNULL))
        tunggu(lambda: all(pids(tmp_path, nama) for nama in semua), 15)
        return hidup[-1]

    yield jalankan
    for proses in hidup:
        proses.kill()
        proses.wait()
    for berkas in tmp_path.iterdir():
        for pid in pids(tmp_path, berkas.name):
            if ada(pid):
                os.kill(pid, signal.SIGKILL)


def pids(folder: Path, nama: str) -> list[int]:
    berkas = folder / nama
    return [int(baris) for baris in berkas.read_text().split()] if berkas.exists() else []


def ada(pid: int) -> bool:
    """Is there such a process, and is it more than a zombie?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("nomor", [signal.SIGTERM, signal.SIGINT])
def test_being_told_to_stop_stops_every_child_cleanly_within_seconds(mulai, tmp_path, nomor):
    proses = mulai("a", "b")
    awal = time.monotonic()
    proses.send_signal(nomor)
    assert proses.wait(5) == 0
    assert time.monotonic() - awal < 3
    assert (tmp_path / "a.selesai").exists()
    assert (tmp_path / "b.selesai").exists()


def test_a_child_that_dies_is_started_again_and_the_others_are_left_alone(mulai, tmp_path):
    mulai("a", "b")
    os.kill(pids(tmp_path, "a")[0], signal.SIGKILL)
    tunggu(lambda: len(pids(tmp_path, "a")) == 2, 5)
    assert len(pids(tmp_path, "b")) == 1


def test_a_child_that_dies_at_once_is_not_started_in_a_frenzy(mulai, tmp_path):
    mulai("rapuh")
    time.sleep(3.5)
    assert 2 <= len(pids(tmp_path, "rapuh")) <= 3


def test_a_child_that_will_not_stop_is_killed_and_the_exit_code_says_so(mulai, tmp_path):
    proses = mulai("a", "bandel")
    proses.terminate()
    assert proses.wait(5) == 1
    assert not ada(pids(tmp_path, "bandel")[0])


def test_the_children_stop_when_the_supervisor_is_killed(mulai, tmp_path):
    proses = mulai("a", "b")
    proses.kill()
    proses.wait()
    tunggu(lambda: not any(ada(pid) for nama in "ab" for pid in pids(tmp_path, nama)), 5)


def test_the_first_demo_account_of_each_role_is_shown(tmp_path):
    akun = [
        {"peran": peran, "nip": nip, "kata_sandi": "Rahasia", "nama": nama, "opd": "BKD"}
        for peran, nip, nama in (("pegawai", "1", "Ani"), ("pegawai", "2", "Budi"), ("admin", "3", "Cici"))
    ]
    (tmp_path / "akun_demo.json").write_text(json.dumps(akun))
    teks = penyelia.akun_demo(tmp_path)
    assert "Ani" in teks
    assert "Cici" in teks
    assert "Budi" not in teks


def test_without_demo_accounts_none_are_shown(tmp_path):
    assert penyelia.akun_demo(tmp_path) == ""


def test_a_part_that_there_is_not_is_refused_by_name():
    with pytest.raises(SystemExit, match="mesin"):
        penyelia.main(["mesin"])
