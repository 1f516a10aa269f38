"""`flask nilai hitung` against the second reading of the law, on random lines that love the borders (README.md)."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import islice

import pytest

from tests.kedua.acak import baris
from tests.kedua.hitung import JENIS, hitung, salah
from tests.meta.pohon import AKAR

BANYAK = int(os.environ.get("KEDUA_BANYAK", "500"))
SEKALI = 10_000
"""Lines a start of the command; the answers of more would fill the memory."""
BENIH = int(os.environ.get("KEDUA_BENIH", "2026"))


def _tanya(semua: list[str]) -> list[dict]:
    """Every line through the command, as an outsider pipes them."""
    perintah = [sys.executable, "-m", "flask", "--app", "run", "nilai", "hitung"]
    hasil = subprocess.run(perintah, input="\n".join(semua), capture_output=True, text=True, cwd=AKAR, check=False)
    assert hasil.stderr == ""
    jawab = [json.loads(satu) for satu in hasil.stdout.splitlines()]
    assert hasil.returncode == any("galat" in satu for satu in jawab)
    assert len(jawab) == len(semua)
    return jawab


def _beda(satu: str, jawab: dict) -> str | None:
    """What the two readings do not agree on: the class of the difference, None where they do."""
    acuan = hitung(satu)
    if "galat" in acuan or "galat" in jawab:
        if ("galat" in acuan) != ("galat" in jawab):
            return f"hanya satu menolak: {jawab.get('medan', acuan.get('medan'))}"
        return None if re.split(r"[.\[]", jawab["medan"])[0] in salah(satu) else f"medan {jawab['medan']}"
    if not (jawab["rincian"] and jawab["dasar"]["profil"] and jawab["dasar"]["parameter"] and jawab["dasar"]["pasal"]):
        return "tanpa rincian atau dasar"
    if "peringatan" in acuan:
        jawab = jawab | {"peringatan": bool(jawab["peringatan"])}
    beda = [medan for medan, isi in acuan.items() if (jawab.get(medan), type(jawab.get(medan))) != (isi, type(isi))]
    return ", ".join(beda) or None


@cache
def _banding(jenis: str) -> tuple[dict[str, tuple[int, str]], Counter]:
    """Classes of difference, each with its count and its shortest line; and how many lines were refused or not."""
    beda: dict[str, tuple[int, str]] = {}
    ditolak: Counter = Counter()
    sisa = baris(jenis, BANYAK, BENIH)
    while semua := list(islice(sisa, SEKALI)):
        for satu, jawab in zip(semua, _tanya(semua), strict=True):
            ditolak["galat" in jawab] += 1
            golongan = _beda(satu, jawab)
            if golongan:
                banyak, contoh = beda.get(golongan, (0, satu))
                beda[golongan] = banyak + 1, min(contoh, satu, key=len)
    return beda, ditolak


@pytest.mark.parametrize("jenis", JENIS)
def test_both_readings_agree(jenis):
    beda, _ditolak = _banding(jenis)
    assert {golongan: (banyak, satu, hitung(satu)) for golongan, (banyak, satu) in beda.items()} == {}


@pytest.mark.parametrize("jenis", JENIS)
def test_the_lines_reach_both_what_can_be_computed_and_what_cannot(jenis):
    _beda, ditolak = _banding(jenis)
    assert ditolak[True] > 0 or BANYAK < 500
    assert ditolak[False] > BANYAK // 10


def test_a_difference_is_seen():
    satu = '{"jenis": "pp30.konversi", "nilai": 88.26}'
    (jawab,) = _tanya([satu])
    assert _beda(satu, jawab) is None
    assert _beda(satu, jawab | {"nilai": "106.63"}) == "nilai"
    assert _beda(satu, {"galat": "x", "medan": "nilai"}) == "hanya satu menolak: nilai"
    assert _beda(satu.replace("88.26", "-1"), {"galat": "x", "medan": "jenis"}) == "medan jenis"
    assert _beda('{"jenis": "disiplin.pp94", "tk": 3, "menit": 0}', jawab) == "hari, sisa_menit, hukuman"
