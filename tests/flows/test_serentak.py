"""One person in two windows, or two people, do the same thing at the same moment: one is taken, nobody meets a 500."""

import contextvars
import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.actions import banding
from portal.models import DrafTugas, Skp
from portal.views.api import proses as api_proses
from portal.views.api import tugas as api
from tests.factories import pindah
from tests.flows.rest import Rest
from tests.flows.test_jejak import KLAIM, PUTUSAN, Bulan

Siapa = Callable[[str], Rest]


@pytest.fixture
def bulan(januari: None, rest: Siapa, pada: Callable[..., Any], db: Session, kerjakan: Callable[[], None]) -> Bulan:
    """January of pelaksana1, ready to be reported."""
    return Bulan(rest, pada, db, kerjakan)


@pytest.fixture(autouse=True)
def awal_februari(pada: Callable[..., Any]) -> Any:
    """The month is lived on 2 February 2026."""
    with pada(2, 2):
        yield


def serentak(panggilan: list[Callable[[], Any]]) -> list[Any]:
    """Call all of them at once and wait for the answers."""
    jawaban: list[Any] = [None] * len(panggilan)
    bersama = threading.Barrier(len(panggilan), timeout=20)

    def satu(nomor: int) -> None:
        bersama.wait()
        jawaban[nomor] = panggilan[nomor]()

    utas = [threading.Thread(target=contextvars.copy_context().run, args=(satu, n)) for n in range(len(panggilan))]
    for u in utas:
        u.start()
    for u in utas:
        u.join(60)
    return jawaban


def rapat(monkeypatch: pytest.MonkeyPatch, modul: Any, nama: str) -> None:
    """Let neither of two go on behind `modul.nama` before both have come there."""
    bersama, asli = threading.Barrier(2, timeout=20), getattr(modul, nama)

    def tunggu(*args: Any) -> Any:
        hasil = asli(*args)
        bersama.wait()
        return hasil

    monkeypatch.setattr(modul, nama, tunggu)


def lambat(monkeypatch: pytest.MonkeyPatch, modul: Any, nama: str) -> None:
    """Let `modul.nama` take a while, so that what could happen meanwhile does."""
    asli = getattr(modul, nama)

    def lama(*args: Any) -> Any:
        hasil = asli(*args)
        time.sleep(0.4)
        return hasil

    monkeypatch.setattr(modul, nama, lama)


def kirim(rest: Rest, jalan: str, isi: dict[str, Any], **kepala: str) -> Callable[[], Any]:
    """That person's POST, not sent yet, from a client of its own."""
    klien = rest.klien.application.test_client()
    return lambda: klien.post(f"/api/v1/{jalan}", json=isi, headers=rest.kepala | kepala)


def selesai(rest: Rest, tugas: str, isian: dict[str, Any], kunci: str) -> Callable[[], Any]:
    """That person's answer to a task, not sent yet."""
    return kirim(rest, f"tugas/{tugas}/selesai", {"isian": isian}, **{"Idempotency-Key": kunci})


def test_dua_laporan_bulan_yang_sama_pada_saat_yang_sama_satu_diterima(
    bulan: Bulan, monkeypatch: pytest.MonkeyPatch
) -> None:
    saya = bulan.rest("pelaksana1")
    tugas = saya.tugas("isi_realisasi")["id"]
    rapat(monkeypatch, api, "periksa")
    jawab = serentak([selesai(saya, tugas, {"baris": bulan.baris(KLAIM)}, f"kunci-laporan-{n}") for n in range(2)])
    assert sorted(j.status_code for j in jawab) == [200, 409], [j.text for j in jawab]
    kalah = next(j for j in jawab if j.status_code == 409)
    assert (kalah.json["kode"], kalah.json["oleh"]) == ("sudah_selesai", "Lusia Pelaksana"), kalah.text


def test_dua_persetujuan_bulan_yang_sama_pada_saat_yang_sama_satu_diterima(
    bulan: Bulan, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulan.ajukan()
    kasi = bulan.rest("kasi")
    tugas = kasi.tugas("tinjau_realisasi")["id"]
    rapat(monkeypatch, api, "periksa")
    jawab = serentak([selesai(kasi, tugas, {"keputusan": "setujui"}, f"kunci-setuju-{n}") for n in range(2)])
    assert sorted(j.status_code for j in jawab) == [200, 409], [j.text for j in jawab]


def test_dua_putusan_banding_pada_saat_yang_sama_satu_diterima(bulan: Bulan, monkeypatch: pytest.MonkeyPatch) -> None:
    bulan.ajukan()
    bulan.tolak()
    bulan.banding()
    kabid = bulan.rest("kabid")
    tugas = kabid.tugas("putuskan_banding")["id"]
    putusan = {"keputusan": "tolak", "alasan": "Satu terlambat.", "baris": bulan.baris(PUTUSAN)}
    rapat(monkeypatch, api, "periksa")
    lambat(monkeypatch, banding, "baris_aturan")
    jawab = serentak([selesai(kabid, tugas, putusan, f"kunci-putusan-{n}") for n in range(2)])
    assert sorted(j.status_code for j in jawab) == [200, 409], [j.text for j in jawab]
    kalah = next(j for j in jawab if j.status_code == 409)
    assert (kalah.json["kode"], kalah.json["oleh"]) == ("sudah_selesai", "Juliana Kabid"), kalah.text


def test_dua_draf_pada_saat_yang_sama_tersimpan_keduanya(
    bulan: Bulan, monkeypatch: pytest.MonkeyPatch, db: Session
) -> None:
    saya = bulan.rest("pelaksana1")
    jalan = f"tugas/{saya.tugas('isi_realisasi')['id']}/draf"
    rapat(monkeypatch, api, "current_actor")
    jawab = serentak([kirim(saya, jalan, {"isian": {"catatan": str(n)}}) for n in range(2)])
    assert [j.status_code for j in jawab] == [200, 200], [j.text for j in jawab]
    assert db.query(DrafTugas).count() == 1


def test_dua_kali_mulai_pada_saat_yang_sama_membuat_satu_skp_setahun(
    rest: Siapa, monkeypatch: pytest.MonkeyPatch, db: Session
) -> None:
    saya = rest("pelaksana2")
    pindah(db, "pelaksana2", date(2026, 2, 1))
    db.commit()
    rapat(monkeypatch, api_proses, "current_actor")
    fakta = [{"tahun": 2026}, {"tahun": 2026, "mulai": "2026-02-01"}]
    jawab = serentak([kirim(saya, "proses/skp_tahunan/mulai", {"fakta": f}) for f in fakta])
    assert sorted(j.status_code for j in jawab) == [201, 409], [j.text for j in jawab]
    assert db.query(Skp).count() == 1
