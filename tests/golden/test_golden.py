"""What an older release saved, the current code plays to the same end, from every step it was saved at.

The files beside this were written once by their release (`python -m tests.golden`) and are never written again.
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import workflows
from tests.golden.rekam import pulihkan_terbitan, putar, rekam, terbitan
from tests.ketahanan.lakon_acak import bawaan, kebun
from workflows import codec
from workflows import tables as t

BERKAS = sorted(Path(__file__).parent.glob("*.json.gz"))
MEGABITA = 1_000_000


@cache
def isi(berkas: Path) -> dict[str, Any]:
    return json.loads(gzip.decompress(berkas.read_bytes()))


@pytest.fixture
def kosong() -> Iterator[Session]:
    """A database in memory with nothing but the workflow tables."""
    engine = create_engine("sqlite://")
    workflows.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda satu: satu.name)
def test_every_saved_step_of_an_older_release_is_played_to_the_same_end(berkas: Path, kosong: Session) -> None:
    simpanan = 0
    for panggung in isi(berkas)["panggung"]:
        kosong.execute(t.definition.delete())
        pulihkan_terbitan(kosong, panggung["terbitan"])
        for rekaman in panggung["rekaman"]:
            for dari in range(len(rekaman["langkah"])):
                assert putar(kosong, rekaman, dari) is None
                simpanan += 1
    print(f"{berkas.name}: {simpanan} simpanan")
    assert simpanan > 250


@pytest.mark.parametrize("berkas", BERKAS, ids=lambda satu: satu.name)
def test_the_texts_of_an_older_release_compile_to_the_same_hash(berkas: Path, kosong: Session) -> None:
    """Otherwise an instance would not find the version it is pinned to."""
    lakon = bawaan()
    lakon[0].terbitkan(kosong)
    dulu = {satu["key"]: satu for satu in isi(berkas)["panggung"][0]["terbitan"]}
    for satu in terbitan(kosong):
        if satu["text_sha256"] == dulu[satu["key"]]["text_sha256"]:
            assert satu["sha256"] == dulu[satu["key"]]["sha256"]


def test_there_is_a_record_for_every_form_that_is_still_read_and_it_holds_every_construct() -> None:
    assert {isi(satu)["bentuk"] for satu in BERKAS} == set(codec.READ)
    pertama = {r["lakon"] for p in isi(BERKAS[0])["panggung"] for r in p["rekaman"]}
    assert pertama >= {satu.nama for satu in bawaan()}
    assert len(pertama) >= 30
    assert sum(satu.stat().st_size for satu in BERKAS) < MEGABITA


def test_some_of_what_was_recorded_reached_its_end_and_every_kind_of_move_was_made() -> None:
    langkah = [s for b in BERKAS for p in isi(b)["panggung"] for r in p["rekaman"] for s in r["langkah"]]
    assert {satu["gerak"]["jenis"] for satu in langkah} == {"kerja", "pesan", "jam"}
    assert sum(satu["sesudah"]["status"] == "done" for satu in langkah) >= 10


def test_the_replay_sees_what_another_release_would_do_otherwise(kosong: Session) -> None:
    satu = next(lakon for lakon in kebun() if lakon.nama == "parallel gateway")
    satu.terbitkan(kosong)
    rekaman = rekam(kosong, satu, "emas")
    assert putar(kosong, rekaman, 1) is None
    akhir = len(rekaman["langkah"]) - 1
    rekaman["langkah"][akhir]["sesudah"]["fakta"] = "{}"
    assert "langkah" in (putar(kosong, rekaman, akhir) or "")
    baris = rekaman["langkah"][2]["baris"]
    baris["wf_instance"][0]["state"] = baris["wf_instance"][0]["state"].replace('"g"', '"tidak_ada"')
    with pytest.raises(KeyError):
        putar(kosong, rekaman, 2)
