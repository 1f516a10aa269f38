"""`flask --app run nilai hitung` as users and scripts run it: a process of its own, no database."""

import json
import os
import subprocess
import sys

import pytest

from portal import cli
from portal.commands import nilai
from tests.meta.pohon import AKAR

BENAR = '{"jenis":"pp30.konversi","nilai":88.26}\n'
SALAH = '{"jenis":"pp30.konversi","nilai":"banyak"}\n'


def _jalankan(masuk: str, **lingkungan: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "run", "nilai", "hitung"],
        input=masuk, capture_output=True, text=True, cwd=AKAR, check=False, env=os.environ | lingkungan,
    )  # fmt: skip


def test_it_answers_where_no_database_is():
    hasil = _jalankan(BENAR, PORTAL_DATABASE_URL="postgresql+psycopg://tiada@127.0.0.1:1/tiada")
    assert (hasil.returncode, hasil.stderr) == (0, "")
    assert json.loads(hasil.stdout)["nilai"] == "106.64"


def test_one_line_that_cannot_be_computed_makes_the_exit_code_1():
    hasil = _jalankan(BENAR + SALAH + BENAR)
    satu, dua, tiga = map(json.loads, hasil.stdout.splitlines())
    assert hasil.returncode == 1
    assert hasil.stderr == ""
    assert dua.keys() == {"galat", "medan"}
    assert (satu["nilai"], dua["medan"], tiga["nilai"]) == ("106.64", "nilai", "106.64")


def test_nothing_in_is_nothing_out():
    hasil = _jalankan("")
    assert (hasil.returncode, hasil.stdout, hasil.stderr) == (0, "", "")


def test_the_portal_itself_is_not_loaded():
    perintah = "import sys; sys.argv = ['flask', '--app', 'run', 'nilai']; import run; run.app; print(*sys.modules)"
    hasil = subprocess.run([sys.executable, "-c", perintah], capture_output=True, text=True, cwd=AKAR, check=True)
    dimuat = set(hasil.stdout.split())
    assert "flask" in dimuat
    assert not {"sqlalchemy", "flask_appbuilder", "portal.app", "workflows"} & dimuat


@pytest.mark.parametrize(
    ("argumen", "grup"),
    [
        ("--app run nilai hitung", ["nilai"]), ("-A run --debug -e .env nilai", ["nilai"]), ("nilai --help", ["nilai"]),
        ("--app run proses periksa nilai", None), ("--app nilai db upgrade", None), ("--help", None), ("", None),
    ],
)  # fmt: skip
def test_only_the_group_that_was_named_decides_whether_the_portal_is_needed(argumen, grup):
    app = cli.ringan(argumen.split())
    assert (None if app is None else app.cli.list_commands(None)) == grup


def test_the_portal_knows_the_command_too(portal_uji):
    assert portal_uji.cli.commands["nilai"] is nilai.grup
    hasil = portal_uji.test_cli_runner().invoke(args=["nilai", "hitung"], input=BENAR + SALAH)
    assert hasil.exit_code == 1, hasil.exception
    assert json.loads(hasil.output.splitlines()[0])["nilai"] == "106.64"


def test_an_appointment_in_the_future_is_refused_by_the_day_it_is():
    hasil = _jalankan('{"jenis":"nip","nip":"198609262099051001"}\n{"jenis":"nip","nip":"198609262015051001"}\n')
    satu, dua = map(json.loads, hasil.stdout.splitlines())
    assert (satu["medan"], satu["bagian"], dua["sah"]) == ("nip", "tmt", True)
