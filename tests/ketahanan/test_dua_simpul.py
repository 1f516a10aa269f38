"""Two machines on one PostgreSQL: portals and workers are killed again and again while people bring their SKP home, and
its first month: one is rejected, and decided by the atasan banding."""

import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.models import Peristiwa, Realisasi, Skp
from tests.basis import Basis, Postgres
from tests.factories import ORANG
from tests.ketahanan import sepakat
from tests.ketahanan.simpul import MATI, Simpul
from tests.ketahanan.warga import Warga

KEGIATAN = [
    {"uraian": "Menyusun laporan rehabilitasi", "satuan": "Laporan", "kuantitas": 108, "kualitas": 100, "waktu": 12}
]
KLAIM = {"kuantitas": 9, "kualitas": 95, "waktu": 20}
SAAT = datetime(2026, 2, 2, 9, 0, tzinfo=waktu.WITA)  # January has just been opened
DITOLAK = "pelaksana1"
PEGAWAI = ("pelaksana1", "pelaksana2", "jft", "admin_opd", "kasi", "auditor")
SEKALI = ("skp:dibuat", "skp:diajukan", "skp:disetujui", "skp:ditetapkan")
KALI = 4
"""Deaths of each kind."""


@pytest.fixture
def simpul(
    app: Flask, server: Callable[[str], Basis], eabsensi_hidup: str, tmp_path: Path
) -> Iterator[tuple[Simpul, Simpul]]:
    """Two nodes over the test's database and one shared folder of data."""
    postgres = server("postgresql")
    assert isinstance(postgres, Postgres)
    lingkungan = {
        "PORTAL_DATABASE_URL": postgres.url("uji"),
        "PORTAL_DATA_DIR": str(tmp_path / "data"),
        "PORTAL_SECRET_KEY": "rahasia-bersama-untuk-dua-simpul-0123456789",
        "PORTAL_EABSENSI_URL": f"{eabsensi_hidup}/soap",
        "UJI_SAAT": SAAT.isoformat(),
    }
    dua = tuple(Simpul(_port(), lingkungan, tmp_path / f"simpul-{nomor}.log").mulai() for nomor in (1, 2))
    try:
        for satu in dua:
            satu.menjawab(60)
        yield dua  # type: ignore[misc]
    finally:
        for satu in dua:
            satu.tutup()


def _port() -> int:
    with socket.socket() as coba:
        coba.bind(("127.0.0.1", 0))
        return coba.getsockname()[1]


class Algojo(threading.Thread):
    """Kills a portal, then a worker, now of one node, now of the other; waits until the killed portal is back."""

    def __init__(self, dua: tuple[Simpul, Simpul]) -> None:
        super().__init__(daemon=True)
        self._dua, self._cukup = dua, threading.Event()
        self.kali: Counter[str] = Counter()

    def run(self) -> None:
        nomor = 0
        while not self._cukup.wait(0.3) and nomor < 2 * KALI:
            satu, nama = self._dua[nomor // 2 % 2], ("portal", "pekerja")[nomor % 2]
            if satu.bunuh(nama):
                self.kali[nama] += 1
                nomor += 1
                with suppress(AssertionError):
                    satu.menjawab(30)

    def berhenti(self) -> None:
        self._cukup.set()
        self.join(60)


@pytest.mark.postgres_saja
def test_every_skp_and_month_arrives_while_portals_and_workers_are_killed_and_nothing_is_done_twice(
    simpul: tuple[Simpul, Simpul], db: Session
) -> None:
    hitung: Counter[str] = Counter()
    alamat = [satu.alamat for satu in simpul]
    para = {ORANG[satu].penilai or "" for satu in PEGAWAI} | {ORANG[DITOLAK].atasan or ""}
    atasan = {nama: Warga(alamat, nama, hitung) for nama in para}
    verifikatur = Warga(alamat, "verifikatur", hitung)
    algojo = Algojo(simpul)
    algojo.start()

    def bawa(nama: str) -> None:
        """One person's SKP, from draft to the queue of the verifikatur and through it."""
        saya = atasan.get(nama) or Warga(alamat, nama, hitung)
        status, isi = saya.kirim("proses/skp_tahunan/mulai", {"fakta": {"tahun": SAAT.year}})
        assert status == 201 or isi["kode"] == "skp_sudah_ada", isi  # cut off after the commit, asked again
        saya.selesai(saya.tunggu("susun_skp")["id"], {"kegiatan": KEGIATAN})
        penilai = atasan[ORANG[nama].penilai or ""]
        penilai.selesai(_milik(penilai, "tinjau_skp", nama), {"keputusan": "setujui"})
        verifikatur.selesai(_milik(verifikatur, "verifikasi_skp", nama), {"keputusan": "sahkan"})
        _bulan(nama, saya, penilai)
        verifikatur.selesai(_milik(verifikatur, "verifikasi_realisasi", nama), {"keputusan": "sahkan"})

    def _bulan(nama: str, saya: Warga, penilai: Warga) -> None:
        """The month the worker opened: reported and assessed, with an appeal for one of them."""
        isi = saya.tunggu("isi_realisasi")["id"]
        (satu,) = saya.baca(f"tugas/{isi}")["isian_awal"]["baris"]
        saya.selesai(isi, {"baris": [{"kegiatan": satu["kegiatan"], **KLAIM}]})
        nilai = _milik(penilai, "tinjau_realisasi", nama)
        if nama != DITOLAK:
            penilai.selesai(nilai, {"keputusan": "setujui"})
            return
        usul = [{"kegiatan": satu["kegiatan"], **KLAIM, "kuantitas": 8, "catatan": "Satu laporan dikembalikan."}]
        penilai.selesai(nilai, {"keputusan": "tolak", "catatan": "Belum sesuai.", "baris": usul})
        saya.selesai(saya.tunggu("tanggapi_penolakan")["id"], {"sikap": "banding", "alasan": "Tanda terima ada."})
        banding = atasan[ORANG[nama].atasan or ""]
        banding.selesai(_milik(banding, "putuskan_banding", nama), {"keputusan": "kabul", "alasan": "Sudah diperiksa."})

    try:
        with ThreadPoolExecutor(4) as kolam:
            list(kolam.map(bawa, PEGAWAI))
        algojo.join(60)
    finally:
        algojo.berhenti()
    assert algojo.kali == {"portal": KALI, "pekerja": KALI}
    _tenang(db)
    print(dict(algojo.kali), dict(sorted(hitung.items())))
    assert hitung["500"] == 0, [satu.log.read_text()[-3000:] for satu in simpul]
    assert sorted(db.scalars(select(Skp.status))) == ["ditetapkan"] * len(PEGAWAI)
    assert sorted(db.scalars(select(Realisasi.status))) == ["done"] * len(PEGAWAI)
    assert None not in list(db.scalars(select(Realisasi.nilai)))
    assert {satu.status for satu in workflows.instances(db, process="skp_tahunan", limit=100)} == {"done"}
    assert sepakat.portal(db) == []
    kali = dict(db.execute(select(Peristiwa.jenis, func.count()).group_by(Peristiwa.jenis)).all())
    assert {jenis: kali.get(jenis) for jenis in SEKALI} == dict.fromkeys(SEKALI, len(PEGAWAI))
    pemberitahuan = workflows.tasks(db, kind="external", status="done", limit=1000)
    sekali = {satu.id for satu in pemberitahuan if satu.operation == "kirim_pemberitahuan"}
    assert kali["pemberitahuan:dikirim"] == len(sekali)
    nomor = list(db.scalars(select(Peristiwa.id).order_by(Peristiwa.id)))
    assert len(nomor) == len(set(nomor))


def _milik(siapa: Warga, langkah: str, nama: str) -> str:
    """The id of his open task of this step in that person's case, once it is there."""
    habis = time.monotonic() + 90
    while time.monotonic() < habis:
        for satu in siapa.tugas(langkah):
            if satu["pegawai"] and satu["pegawai"]["nip"] == ORANG[nama].nip:
                return str(satu["id"])
        time.sleep(0.1)
    raise AssertionError(f"{langkah} untuk {nama} tidak kunjung terbuka")


def _tenang(db: Session) -> None:
    """Until no job of an engine's step waits: those of killed workers are taken up after MATI seconds."""
    habis = time.monotonic() + 20 * MATI
    while time.monotonic() < habis:
        db.rollback()
        if not workflows.tasks(db, kind="external", limit=1):
            time.sleep(0.5)
            db.rollback()
            return
        time.sleep(0.2)
    sisa: Any = workflows.tasks(db, kind="external")
    raise AssertionError(f"masih menunggu: {[(satu.operation, satu.note) for satu in sisa]}")
