"""The journey of one SKP by REST alone: from draft to verified month, with attendance, a rejection and an appeal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models import Realisasi, RekapAbsensi, Tarikan
from tests.flows.rest import Rest

Siapa = Callable[[str], Rest]
Pada = Callable[..., Any]
Kerja = Callable[[], None]
KEGIATAN = [
    {"uraian": "Menyusun laporan rehabilitasi", "satuan": "Laporan", "kuantitas": 108, "kualitas": 100, "waktu": 12}
]
KLAIM = {"kuantitas": 9, "kualitas": 95, "waktu": 20}
SARAN = {"kuantitas": 8, "kualitas": 85, "waktu": 20}
PUTUSAN = {"kuantitas": 9, "kualitas": 88, "waktu": 20}


@pytest.fixture(params=["soap", "rest"])
def wajah(request: pytest.FixtureRequest, app: Flask, eabsensi: str) -> str:
    """The face of e-absensi that the portal asks."""
    if request.param == "rest":
        app.config["SETTINGS"] = replace(
            app.config["SETTINGS"], eabsensi_mode="rest", eabsensi_url=f"{eabsensi}/api/v1"
        )
    return request.param


def susun_dan_tetapkan(rest: Siapa, pada: Pada, kerjakan: Kerja) -> str:
    """The SKP of pelaksana1, drafted, approved and verified on 5 January 2026; its instance."""
    with pada(1, 5):
        mulai = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
        assert mulai.status_code == 201, mulai.text
        assert [t["langkah"] for t in mulai.json["dibuka"]] == ["susun_skp"]
        susun = rest("pelaksana1").selesai("susun_skp", {"kegiatan": KEGIATAN})
        assert [t["langkah"] for t in susun["dibuka"]] == ["tinjau_skp"]
        assert susun["nomor_tanda_terima"].startswith("TT-2026-")
        rest("kasi").selesai("tinjau_skp", {"keputusan": "setujui"})
        rest("verifikatur").selesai("verifikasi_skp", {"keputusan": "sahkan"})
        kerjakan()
    instans = mulai.json["instans"]
    assert rest("pelaksana1").get(f"instans/{instans}").json["status"] == "done"
    return instans


def kegiatan_bulan(rest: Siapa) -> int:
    """The id of the one kegiatan, as the form of the month gives it."""
    tugas = rest("pelaksana1").get(f"tugas/{rest('pelaksana1').tugas('isi_realisasi')['id']}").json
    assert tugas["formulir"]["required"] == ["baris"]
    return tugas["isian_awal"]["baris"][0]["kegiatan"]


@pytest.mark.parametrize(("putusan", "nilai"), [("kabul", "98.33"), ("tolak", "96.00")])
def test_satu_skp_dari_draf_sampai_bulan_terverifikasi_lewat_rest(
    putusan: str,
    nilai: str,
    wajah: str,
    rest: Siapa,
    pada: Pada,
    kerjakan: Kerja,
    buka_bulan: Callable[[str], None],
    db: Session,
) -> None:
    susun_dan_tetapkan(rest, pada, kerjakan)
    with pada(2, 1, 0, 5):
        buka_bulan("2026-01")
        kerjakan()
    assert db.query(Tarikan).one().sumber == wajah
    pegawai, kasi = rest("pelaksana1"), rest("kasi")
    with pada(2, 2):
        kegiatan = kegiatan_bulan(rest)
        bulan = pegawai.get(f"tugas/{pegawai.tugas('isi_realisasi')['id']}").json["instans"]
        assert pegawai.get(f"instans/{bulan}").json["fakta"]["absensi"] == "ada"
        assert (
            db.query(Realisasi).one().rekap_id
            == db.query(RekapAbsensi).filter_by(pegawai_id=db.query(Realisasi).one().skp.pegawai_id).one().id
        )
        pegawai.selesai("isi_realisasi", {"baris": [{"kegiatan": kegiatan, **KLAIM}]})
        usul = [{"kegiatan": kegiatan, **SARAN, "catatan": "Dua laporan dikembalikan."}]
        kasi.selesai("tinjau_realisasi", {"keputusan": "tolak", "catatan": "Mutu belum sesuai.", "baris": usul})
        pegawai.selesai("tanggapi_penolakan", {"sikap": "banding", "alasan": "Tanda terima ada."})
        akhir = {"baris": [{"kegiatan": kegiatan, **PUTUSAN}]} if putusan == "tolak" else {}
        rest("kabid").selesai("putuskan_banding", {"keputusan": putusan, "alasan": "Sudah diperiksa.", **akhir})
        kerjakan()
        rest("verifikatur").selesai("verifikasi_realisasi", {"keputusan": "sahkan"})
        kerjakan()
    hasil = db.query(Realisasi).one()
    assert (hasil.status, f"{hasil.nilai:.2f}", hasil.predikat) == ("done", nilai, "Sangat Baik")
    selesai = pegawai.get(f"instans/{bulan}").json
    assert (selesai["status"], selesai["terbuka"], selesai["fakta"]["nilai"]) == ("done", [], nilai)
    riwayat = pegawai.get(f"instans/{bulan}/riwayat").json["riwayat"]
    oleh = {s["elemen"]: s["oleh"] for s in riwayat if s["oleh"]}
    assert oleh["isi_realisasi"] == "Lusia Pelaksana"
    assert oleh["tinjau_realisasi"] == "Kornelis Kasi"
    assert oleh["putuskan_banding"] == "Juliana Kabid"
    assert oleh["verifikasi_realisasi"] == "Carolus Verifikatur"
    assert [s["urutan"] for s in riwayat] == sorted(s["urutan"] for s in riwayat)
    for orang_lain in ("pelaksana2", "kepala", "verifikatur2"):
        for jalan in (f"instans/{bulan}", f"instans/{bulan}/riwayat"):
            assert rest(orang_lain).get(jalan).status_code == 404, (orang_lain, jalan)


def test_eabsensi_yang_mati_memarkir_langkahnya_terlihat_dan_berlanjut_sendiri(
    rest: Siapa, app: Flask, eabsensi: str, pada: Pada, kerjakan: Kerja, buka_bulan: Callable[[str], None], db: Session
) -> None:
    susun_dan_tetapkan(rest, pada, kerjakan)
    hidup = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(hidup, eabsensi_url="http://127.0.0.1:9/soap", eabsensi_timeout=1)
    pegawai = rest("pelaksana1")
    with pada(2, 1, 0, 5):
        buka_bulan("2026-01")
        kerjakan()
        bulan = pegawai.get(f"tugas/{pegawai.tugas('isi_realisasi')['id']}").json["instans"]
        isi = pegawai.get(f"instans/{bulan}").json
    parkir = next(t for t in isi["terbuka"] if t["langkah"] == "tarik_rekap_absensi")
    assert any("absensi" in nama.lower() for nama in isi["menunggu"])
    assert parkir["oleh"] == "SISTEM"
    assert parkir["catatan"]
    assert datetime.fromisoformat(parkir["coba_lagi"]) > datetime.fromisoformat(parkir["sejak"])
    assert "absensi" not in isi["fakta"]
    assert not db.query(Tarikan).one().lengkap
    app.config["SETTINGS"] = hidup
    with pada(2, 1, 0, 6):
        kerjakan()
        assert any(t["catatan"] for t in pegawai.get(f"instans/{bulan}").json["terbuka"]), "belum waktunya dicoba lagi"
    with pada(2, 1, 0, 30):
        kerjakan()
    isi = pegawai.get(f"instans/{bulan}").json
    assert isi["fakta"]["absensi"] == "ada"
    assert [t["langkah"] for t in isi["terbuka"]] == ["isi_realisasi"]


def test_pegawai_tetap_dapat_mengisi_selagi_eabsensi_mati(
    rest: Siapa, app: Flask, eabsensi: str, pada: Pada, kerjakan: Kerja, buka_bulan: Callable[[str], None]
) -> None:
    susun_dan_tetapkan(rest, pada, kerjakan)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], eabsensi_url="http://127.0.0.1:9/soap", eabsensi_timeout=1)
    with pada(2, 1, 0, 5):
        buka_bulan("2026-01")
        kerjakan()
    with pada(2, 2):
        rest("pelaksana1").selesai("isi_realisasi", {"baris": [{"kegiatan": kegiatan_bulan(rest), **KLAIM}]})
        rest("kasi").selesai("tinjau_realisasi", {"keputusan": "setujui"})
        assert rest("verifikatur").get("tugas?langkah=verifikasi_realisasi").json["jumlah"] == 0


def test_daftar_tugas_dapat_dicari_disaring_diurutkan_dan_dibagi_halaman(rest: Siapa, pada: Pada) -> None:
    with pada(1, 5):
        for siapa in ("pelaksana1", "pelaksana2", "pelaksana3"):
            rest(siapa).post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
            rest(siapa).selesai("susun_skp", {"kegiatan": KEGIATAN})
        rest("kasi").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
        kasi = rest("kasi")
        semua = kasi.get("tugas").json
        assert semua["jumlah"] == 4
        assert kasi.get("tugas?langkah=tinjau_skp").json["jumlah"] == 3
        assert kasi.get("tugas?proses=realisasi_bulanan").json == {"jumlah": 0, "tugas": []}
        satu = kasi.get("tugas?cari=markus").json["tugas"]
        assert [t["pegawai"]["nama"] for t in satu] == ["Markus Pelaksana"]
        halaman = [kasi.get(f"tugas?ukuran=3&halaman={n}&urut=nama").json for n in (1, 2, 3)]
        assert [(h["jumlah"], len(h["tugas"])) for h in halaman] == [(4, 3), (4, 1), (4, 0)]
        assert len({t["id"] for h in halaman for t in h["tugas"]}) == 4
        diterima = [t["diterima_pada"] for t in kasi.get("tugas?urut=diterima_pada").json["tugas"]]
        assert diterima in (sorted(diterima), sorted(diterima, reverse=True))
        kasi.post(
            f"tugas/{satu[0]['id']}/selesai", {"isian": {"keputusan": "setujui"}}, **{"Idempotency-Key": "satu-kunci"}
        )
        assert [t["id"] for t in kasi.get("tugas?status=selesai").json["tugas"]] == [satu[0]["id"]]
        assert kasi.get("tugas").json["jumlah"] == 3
