"""Sending once: the same key gets the same answer, also at the very same moment; another key is told who was faster."""

import contextvars
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models import KunciIdempoten, Peristiwa, Skp
from portal.views.api import tugas as api
from tests.flows.rest import Rest
from tests.flows.test_rest import KEGIATAN

Siapa = Callable[[str], Rest]
SETUJU = {"isian": {"keputusan": "setujui"}}
KEMBALI = {"isian": {"keputusan": "kembalikan", "catatan": "Kurang.", "catatan_baris": {"1": "Naikkan."}}}


@pytest.fixture
def tugas(rest: Siapa, pada: Callable[..., Any]) -> Any:
    """The id of kasi's task: review the SKP of pelaksana1, on 5 January 2026."""
    with pada(1, 5):
        rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
        rest("pelaksana1").selesai("susun_skp", {"kegiatan": KEGIATAN})
        yield rest("kasi").tugas("tinjau_skp")["id"]


def selesai(rest: Rest, tugas: str, kunci: str, isi: dict[str, Any] = SETUJU) -> Any:
    """POST .../selesai with this key."""
    return rest.post(f"tugas/{tugas}/selesai", isi, **{"Idempotency-Key": kunci})


def persetujuan(db: Session) -> int:
    """How often the SKP was approved."""
    return db.query(Peristiwa).filter_by(jenis="skp:disetujui").count()


def test_kunci_dan_isi_yang_sama_mendapat_jawaban_yang_sama_dan_tidak_mengubah_apa_pun(
    tugas: str, rest: Siapa, db: Session
) -> None:
    pertama = selesai(rest("kasi"), tugas, "kunci-yang-sama")
    jumlah = db.query(Peristiwa).count()
    db.rollback()
    kedua = selesai(rest("kasi"), tugas, "kunci-yang-sama")
    assert (pertama.status_code, kedua.status_code) == (200, 200)
    assert kedua.json == pertama.json
    assert set(pertama.json) == {"instans", "dibuka", "nomor_tanda_terima"}
    assert (db.query(Peristiwa).count(), persetujuan(db)) == (jumlah, 1)


def test_kunci_yang_sama_untuk_isi_lain_ditolak(tugas: str, rest: Siapa, db: Session) -> None:
    selesai(rest("kasi"), tugas, "kunci-yang-sama")
    lain = selesai(rest("kasi"), tugas, "kunci-yang-sama", KEMBALI)
    assert (lain.status_code, lain.json["kode"]) == (409, "kunci_dipakai")
    assert db.query(Skp).one().status == "disetujui"


def test_kunci_orang_lain_bukan_kunci_saya(tugas: str, rest: Siapa) -> None:
    selesai(rest("kasi"), tugas, "kunci-yang-sama")
    jawab = selesai(rest("kabid"), tugas, "kunci-yang-sama")
    assert jawab.status_code == 404, "tanda terima hanya untuk yang mengirim"


def test_permintaan_yang_ditolak_tidak_memakai_kuncinya(tugas: str, rest: Siapa, db: Session) -> None:
    salah = {"isian": {"keputusan": "kembalikan", "catatan": ""}}
    assert selesai(rest("kasi"), tugas, "kunci-yang-sama", salah).status_code == 422
    assert db.query(KunciIdempoten).filter_by(kunci="kunci-yang-sama").count() == 0
    db.rollback()
    assert selesai(rest("kasi"), tugas, "kunci-yang-sama").status_code == 200


@pytest.mark.parametrize("kunci", ["", "pendek", "x" * 101])
def test_tanpa_kunci_yang_wajar_ditolak_dengan_nama_tajuknya(kunci: str, tugas: str, rest: Siapa, db: Session) -> None:
    jawab = selesai(rest("kasi"), tugas, kunci)
    assert (jawab.status_code, jawab.json["medan"]) == (422, "Idempotency-Key")
    assert db.query(Skp).one().status == "diajukan"


def test_tanpa_tajuk_kunci_ditolak(tugas: str, rest: Siapa) -> None:
    assert rest("kasi").post(f"tugas/{tugas}/selesai", SETUJU).json["medan"] == "Idempotency-Key"


def test_dua_kiriman_berkunci_sama_pada_saat_yang_sama_mengubah_sekali_dan_dijawab_sama(
    tugas: str, rest: Siapa, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    satu, dua = serentak(rest("kasi"), tugas, ["kunci-serentak", "kunci-serentak"], monkeypatch)
    assert (satu.status_code, dua.status_code) == (200, 200), (satu.text, dua.text)
    assert satu.json == dua.json
    assert persetujuan(db) == 1
    assert db.query(KunciIdempoten).filter_by(kunci="kunci-serentak").count() == 1


def test_dua_kiriman_berkunci_lain_pada_saat_yang_sama_satu_diterima_yang_lain_diberi_tahu_siapa_dan_kapan(
    tugas: str, rest: Siapa, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    jawaban = serentak(rest("kasi"), tugas, ["kunci-satu", "kunci-dua"], monkeypatch)
    assert sorted(j.status_code for j in jawaban) == [200, 409]
    kalah = next(j for j in jawaban if j.status_code == 409)
    assert (kalah.json["kode"], kalah.json["oleh"]) == ("sudah_selesai", "Kornelis Kasi")
    assert kalah.json["pada"].startswith("2026-01-05T01:00")
    assert persetujuan(db) == 1
    assert db.query(KunciIdempoten).filter(KunciIdempoten.kunci.startswith("kunci-")).count() == 1


def test_verifikatur_yang_terlambat_diberi_tahu_siapa_yang_lebih_cepat(
    rest: Siapa, pada: Callable[..., Any], app: Flask
) -> None:
    with pada(1, 5):
        rest("auditor").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
        rest("auditor").selesai("susun_skp", {"kegiatan": KEGIATAN})
        rest("kepala_bkd").selesai("tinjau_skp", {"keputusan": "setujui"})
        antre = rest("verifikatur").tugas("verifikasi_skp")["id"]
        sah = {"isian": {"keputusan": "sahkan"}}
        assert rest("verifikatur").post(f"tugas/{antre}/ambil").json["diambil_oleh"]
        dipegang = selesai(rest("verifikatur2"), antre, "kunci-dina", sah)
        assert (dipegang.status_code, dipegang.json["oleh"]) == (409, "Carolus Verifikatur")
        lagi = rest("verifikatur2").post(f"tugas/{antre}/ambil")
        assert (lagi.status_code, lagi.json["oleh"]) == (409, "Carolus Verifikatur")
        assert rest("verifikatur2").post(f"tugas/{antre}/lepas").status_code == 409
        assert rest("verifikatur").post(f"tugas/{antre}/lepas").json == {"id": antre, "diambil_oleh": None}
        assert selesai(rest("verifikatur2"), antre, "kunci-dina", sah).status_code == 200
        telat = selesai(rest("verifikatur"), antre, "kunci-carolus", sah)
        assert (telat.status_code, telat.json["oleh"]) == (409, "Dina Verifikatur")


def serentak(rest: Rest, tugas: str, kunci: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Send `selesai` from as many threads as there are keys; none goes on until each has passed its first look."""
    bersama, asli = threading.Barrier(len(kunci), timeout=20), api.periksa

    def tunggu(*args: Any) -> Any:
        bersama.wait()
        return asli(*args)

    monkeypatch.setattr(api, "periksa", tunggu)
    jawaban: list[Any] = [None] * len(kunci)

    def kirim(nomor: int) -> None:
        klien = rest.klien.application.test_client()
        kepala = rest.kepala | {"Idempotency-Key": kunci[nomor]}
        jawaban[nomor] = klien.post(f"/api/v1/tugas/{tugas}/selesai", json=SETUJU, headers=kepala)

    utas = [threading.Thread(target=contextvars.copy_context().run, args=(kirim, nomor)) for nomor in range(len(kunci))]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join(60)
    monkeypatch.undo()
    return jawaban
