"""Sixteen clients at once: what they were told is what happened. And the judge of it can say no.

The long run: `.venv/bin/python -m benchmarks.ketahanan 60`.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.ketahanan import ramai, sepakat
from tests.ketahanan.ramai import ANTREAN, Hasil
from tests.ketahanan.riwayat import BUKAN_MILIK, DIDAHULUI, YA, Akhir, Garis, Panggilan, Tugas, periksa

DETIK = 5.0


def test_of_sixteen_clients_nothing_is_lost_nothing_doubled_and_every_refusal_was_true(
    mesin: Engine, tmp_path: Path
) -> None:
    hasil = ramai.jalankan(mesin, tmp_path, detik=DETIK)
    ringkasan = hasil.ringkasan()
    print(mesin.dialect.name, ringkasan)
    assert hasil.putusan() == []
    with Session(mesin) as session:
        assert sepakat.mesin(session) == []
    for kata in ("claim", "complete", "assign", "release"):
        assert ringkasan[f"{kata}: {YA}"] >= 5
    assert sum(banyak for kata, banyak in ringkasan.items() if DIDAHULUI in kata) >= 10, "they did not meet"


# A small record that holds, and all that can be wrong with one.


def panggilan(tanda: str, kata: str, mulai: float, oleh: str = "orang:1", hasil: str = YA, **lain: str) -> Panggilan:
    return Panggilan(tanda, kata, "tempat", "i", lain.pop("tugas", "t"), oleh, mulai, mulai + 1, hasil, **lain)


def garis(urut: int, tanda: str, kata: str, oleh: str = "orang:1", **lain: object) -> Garis:
    return Garis(urut, tanda, kata, "tempat", "i", str(lain.pop("tugas", "t")), oleh, **lain)  # type: ignore[arg-type]


BENAR = Hasil(
    [
        panggilan("s", "start", 1, tugas=""),
        panggilan("c", "claim", 3),
        panggilan("x", "claim", 3.5, "orang:2", DIDAHULUI, siapa="orang:1"),
        panggilan("r", "release", 5),
        panggilan("a", "assign", 7, "orang:2"),
        panggilan("y", "complete", 7.5, "orang:1", BUKAN_MILIK),
        panggilan("e", "complete", 9, "orang:3"),
        panggilan("z", "complete", 11, "orang:3", DIDAHULUI, siapa="orang:3"),
    ],
    [
        garis(1, "s", "start", tugas="", dibuka={"t": ANTREAN}),
        garis(2, "c", "claim"),
        garis(3, "r", "release"),
        garis(4, "a", "assign", "orang:2", ke="orang:3"),
        garis(5, "e", "complete", "orang:3", akhir=True),
    ],
    Akhir({"t": Tugas("orang:3", None, "done", "orang:3")}, {"i": 2}, {"i": 4}, {"i": ["a", "e"]}),
)


def test_a_record_that_holds_is_held_for_true() -> None:
    assert BENAR.putusan() == []


def tanpa(tanda: str) -> Callable[[Hasil], Hasil]:
    return lambda satu: replace(satu, garis=[g for g in satu.garis if g.tanda != tanda])


def jawaban(tanda: str, **lain: object) -> Callable[[Hasil], Hasil]:
    return lambda satu: replace(
        satu,
        panggilan=[replace(p, **lain) if p.tanda == tanda else p for p in satu.panggilan],  # type: ignore[arg-type]
    )


def baris(tanda: str, **lain: object) -> Callable[[Hasil], Hasil]:
    return lambda satu: replace(
        satu,
        garis=[replace(g, **lain) if g.tanda == tanda else g for g in satu.garis],  # type: ignore[arg-type]
    )


def akhirnya(**lain: object) -> Callable[[Hasil], Hasil]:
    return lambda satu: replace(satu, akhir=replace(satu.akhir, **lain))  # type: ignore[arg-type]


def ditambah(*tambahan: Garis) -> Callable[[Hasil], Hasil]:
    return lambda satu: replace(satu, garis=[*satu.garis, *tambahan])


def dua_kali_selesai(satu: Hasil) -> Hasil:
    """Two people were told that they finished the same task."""
    lagi = panggilan("e2", "complete", 9.5, "orang:3")
    return replace(satu, panggilan=[*satu.panggilan, lagi], garis=[*satu.garis, garis(6, "e2", "complete", "orang:3")])


def tetap_dipegang(satu: Hasil) -> Hasil:
    """As if the holder had neither released the task nor lost it."""
    tolak = {"r", "a"}
    ditolak = [replace(p, hasil=DIDAHULUI, siapa="orang:1") if p.tanda in tolak else p for p in satu.panggilan]
    return replace(satu, panggilan=ditolak, garis=[g for g in satu.garis if g.tanda not in tolak])


RUSAK = {
    "a yes without a line (lost)": (tanpa("c"), "hilang"),
    "a yes with two lines (doubled)": (ditambah(garis(6, "c", "claim")), "ganda"),
    "a line without a yes": (jawaban("c", hasil=DIDAHULUI), "tanpa jawaban"),
    "two completions of one task": (dua_kali_selesai, "berakhir"),
    "a claim after the completion": (baris("c", urut=6), "berakhir"),
    "lines against the clock": (jawaban("r", mulai=0.5, usai=0.9), "tertulis sesudah"),
    "a completion of what another holds": (tetap_dipegang, "complete oleh orang:3"),
    "a completion of what is another's": (baris("a", ke="orang:4"), "complete oleh orang:3"),
    "a refusal nobody caused": (jawaban("x", mulai=1.9, usai=2.1), "tanpa sebab"),
    "a refusal that names the wrong one": (jawaban("x", siapa="orang:7"), "tanpa sebab"),
    "not yours though it was": (jawaban("y", mulai=5.0, usai=6.5), "tanpa sebab"),
    "a row that lost an update": (akhirnya(tugas={"t": Tugas(ANTREAN, None, "open")}), "menurut jejaknya"),
    "a task from nowhere": (akhirnya(tugas={**BENAR.akhir.tugas, "u": Tugas(ANTREAN)}), "tidak dibuka"),
    "a version that missed a change": (akhirnya(ver={"i": 1}), "versi 1"),
    "a history without one of them": (akhirnya(jejak={"i": ["e"]}), "jejak"),
    "a history in another order": (akhirnya(jejak={"i": ["e", "a"]}), "jejak"),
    "a history with one twice": (akhirnya(jejak={"i": ["a", "e", "e"]}), "jejak"),
    "a step counter that stood still": (akhirnya(langkah={"i": 1}), "langkah"),
}  # fmt: skip


@pytest.mark.parametrize("nama", RUSAK)
def test_the_judge_sees(nama: str) -> None:
    rusak, kata = RUSAK[nama]
    salah = rusak(BENAR).putusan()
    assert any(kata in satu for satu in salah), salah


def test_the_judge_sees_what_was_changed_in_the_record_of_a_real_run(mesin: Engine, tmp_path: Path) -> None:
    asli = ramai.jalankan(mesin, tmp_path, detik=1.0, klien=4, tempat=2)
    assert asli.putusan() == []
    # A claim and the completion it led to: the other way round they cannot have been.
    klaim, selesai = next(
        (a, b)
        for b in asli.garis
        if b.kata == "complete"
        for a in asli.garis
        if a.kata == "claim" and a.tugas == b.tugas
    )
    hilang = replace(asli, garis=[g for g in asli.garis if g is not selesai])
    ganda = replace(asli, garis=[*asli.garis, replace(selesai, urut=10**9)])
    tukar = {klaim.tanda: selesai.urut, selesai.tanda: klaim.urut}
    terbalik = replace(asli, garis=[replace(g, urut=tukar.get(g.tanda, g.urut)) for g in asli.garis])
    for rusak in (hilang, ganda, terbalik):
        assert periksa(rusak.panggilan, rusak.garis, rusak.akhir, ANTREAN) != []
