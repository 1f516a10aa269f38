"""Bad input: every line is answered in order, names its field, and holds up neither memory nor the next line."""

import json
import re
import subprocess
import sys
import time

import pytest

from portal.hitung import aliran
from tests.kedua.buruk import BUKAN_BARIS, bukan_pertanyaan, satu_salah
from tests.kedua.hitung import JENIS
from tests.meta.pohon import AKAR

SEDETIK = 0.05
"""Seconds of processor time one line may take; a slow moment of the machine is measured again."""


@pytest.fixture(scope="module")
def semua() -> list[tuple[bytes, set[str] | None]]:
    return [*satu_salah(), *bukan_pertanyaan()]


def test_every_bad_line_is_answered_as_the_contract_says(semua):
    perintah = [sys.executable, "-m", "flask", "--app", "run", "nilai", "hitung"]
    masuk = b"\n".join(satu for satu, _tunggu in semua)
    hasil = subprocess.run(perintah, input=masuk, capture_output=True, cwd=AKAR, check=False)
    assert (hasil.returncode, hasil.stderr) == (1, b"")
    jawab = [json.loads(satu) for satu in hasil.stdout.decode("ascii").splitlines()]
    assert len(jawab) == len(semua)
    beda = []
    for (satu, tunggu), isi in zip(semua, jawab, strict=True):
        if ("galat" in isi) != (tunggu is not None):
            beda.append((satu[:200], tunggu, {medan: isi[medan] for medan in list(isi)[:2]}))
        elif tunggu is not None and (re.split(r"[.\[]", isi["medan"])[0] not in tunggu or not isi["galat"]):
            beda.append((satu[:200], tunggu, isi))
    assert beda == []


def test_the_lines_are_of_every_kind_and_not_all_bad(semua):
    assert {
        jenis for satu, tunggu in semua if tunggu is None for jenis in JENIS if f'"{jenis}"'.encode() in satu
    } == set(JENIS)
    assert sum(tunggu is not None for _satu, tunggu in semua) > 3000
    assert len(BUKAN_BARIS) > 25


def test_no_bad_line_takes_long(semua):
    lambat = [satu for satu, _tunggu in semua if _detik(satu) > SEDETIK]
    assert [(satu[:80], len(satu)) for satu in lambat if min(_detik(satu) for _ in range(5)) > SEDETIK] == []


def _detik(satu: bytes) -> float:
    awal = time.process_time()
    aliran.jawab(satu if len(satu) <= aliran.BATAS_BARIS else None)
    return time.process_time() - awal
