"""The inbox of one of a group of 100: 1,000, 10,000 and 100,000 open tasks in the group's queue.

    .venv/bin/python -m benchmarks.kotak

What is measured is the query of the page (portal/queries/tugas.py), all its statements, for somebody who also stands in
for two others and has put twenty tasks aside: milliseconds in this process, the median of some.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, event, insert, text

import config
import workflows
from benchmarks import basis, tetangga
from benchmarks.tabel import Gambar, Tabel, utama
from portal import skema, waktu
from portal.app import create_app
from portal.extensions import db
from portal.models import TugasDitunda
from portal.queries import tugas, tugas_api
from portal.security import Actor
from workflows import box

BANYAK = (1_000, 10_000, 100_000)
KALI = 9
KINI = datetime(2026, 3, 2, 9, 0, tzinfo=waktu.WITA)
ANTREAN = "peran:verifikatur:DINAS"
AKTOR = Actor(
    id="orang:1", nama="Verifikatur", parties=frozenset({"orang:1", "orang:2", "orang:3", ANTREAN}),
    roles=frozenset({"Pegawai", "Verifikatur"}), pegawai_id=1,
    sebagai={"orang:2": "Plh. Kepala Bidang", "orang:3": "Plt. Kepala Seksi"},
)  # fmt: skip
LANGKAH = {
    "verifikasi_realisasi": "realisasi_bulanan", "verifikasi_skp": "skp_tahunan", "verifikasi_revisi": "revisi_skp",
    "sahkan_penilaian": "penilaian_tahunan",
}  # fmt: skip
CATATAN = (
    "Medians, ms on the server, all statements of the page (rows, total, counts of every filter, what was put aside). "
    "Three closed tasks for each open one up to 100,000; statistics and visibility as autovacuum leaves them."
)


def mengukur(banyak: tuple[int, ...] = BANYAK, kali: int = KALI) -> list[Tabel]:
    """One table for both databases, and one for the peer that has an inbox."""
    kolom = ("", "open tasks", *_halaman(1), "REST page", "SQL statements")
    gambar = [Gambar("inbox.png", "open tasks", "last page", (), log=True)]
    tabel = Tabel("Inbox of a group of 100", kolom, catatan=CATATAN, gambar=gambar).kepala()
    with basis.semua() as server:
        for satu in server:
            for n in banyak:
                tabel.tambah(satu.nama, n, *_satu(satu, f"kotak{n}", n, kali))
        lain = Tabel("Inbox of django-viewflow", ("", "open tasks", "first page", "last page", "count"))
        lain.kepala()
        for satu in server:
            for baris in tetangga.kotak(satu, banyak):
                lain.tambah(*baris)
    lain.catatan = (
        "Its bare query for what a group may take (Task.objects.queue), ms; ours is the whole page with its counts, so "
        "the two are not alike. stock and bpmn-engine: no inbox."
    )
    return [tabel, lain]


def _halaman(n: int) -> dict[str, tugas.Saringan]:
    """The pages that are asked for, by the name of the column."""
    akhir = -(-n // tugas.UKURAN)
    return {
        "first page": tugas.Saringan(),
        "middle page": tugas.Saringan(halaman=max(1, akhir // 2)),
        "last page": tugas.Saringan(halaman=akhir + 9),
        "by name, last": tugas.Saringan(urut="nama", halaman=akhir + 9),
        "one step, middle": tugas.Saringan(langkah="verifikasi_skp", urut="terbaru", halaman=max(1, akhir // 8)),
        "due soon": tugas.Saringan(saring="dekat"),
        "search, 1 found": tugas.Saringan(cari="/7/dinas"),
        "search, all found": tugas.Saringan(cari="pegawai", halaman=akhir + 9),
    }


def _satu(server: Any, nama: str, n: int, kali: int) -> list[float]:
    engine = basis.mesin(server, nama)
    skema.naik(engine)
    _isi(engine, n)
    setelan = config.read({"PORTAL_DATABASE_URL": server.url(nama)})
    app = create_app(settings=setelan)
    hasil: list[float] = []
    hitung = [0]
    with app.app_context(), app.test_request_context("/tugas/"), waktu.pada(KINI):
        event.listen(db.engine, "before_cursor_execute", lambda *_: hitung.__setitem__(0, hitung[0] + 1))
        for saringan in _halaman(n).values():
            hasil.append(_lama(lambda s=saringan: tugas.kotak(AKTOR, s), kali))
        hasil.append(_lama(lambda: _rest(n), kali))
        db.session.rollback()
        hitung[0] = 0
        tugas.kotak(AKTOR, tugas.Saringan())
        db.session.rollback()
        db.engine.dispose()
    engine.dispose()
    return [*hasil, hitung[0]]


def _rest(n: int) -> Any:
    return tugas_api.daftar(
        AKTOR, halaman=max(1, n // 50), ukuran=25, urut="batas_waktu", cari=None, proses=None, nama_langkah=None,
        status="open",
    )  # fmt: skip


def _lama(kerja: Callable[[], Any], kali: int) -> float:
    """The median of `kali` calls, each in a transaction of its own, after three that warm up."""
    ms = []
    for _ in range(kali + 3):
        db.session.rollback()
        mulai = time.perf_counter()
        kerja()
        ms.append((time.perf_counter() - mulai) * 1000)
    return statistics.median(ms[3:])


def _isi(engine: Engine, n: int) -> None:
    acak = random.Random(n)
    tabel = workflows.metadata.tables["wf_task"]
    tutup = min(3 * n, 100_000)
    tunda = []
    with engine.begin() as koneksi:
        for awal in range(0, n + tutup, 5000):
            baris = [_tugas(acak, m, n) for m in range(awal, min(awal + 5000, n + tutup))]
            koneksi.execute(insert(tabel), baris)
            tunda += [b["id"] for b in baris if b["status"] == "open"][:1]
        isi = [{"tugas_id": satu, "aktor": AKTOR.id, "sampai": KINI + timedelta(days=3)} for satu in tunda[:20]]
        koneksi.execute(insert(TugasDitunda), isi)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as koneksi:
        koneksi.execute(text("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE wf_task, wf_task_count"))


def _tugas(acak: random.Random, m: int, n: int) -> dict[str, Any]:
    """97 of 100 in the group's queue, the others personal to one of the group."""
    langkah = acak.choice(list(LANGKAH))
    antre = acak.random() < 0.97
    judul, nama, kunci = f"Pegawai {acak.randrange(20_000)} Nurhayati", "Verifikasi hasil", f"RB-2026-02/{m}/DINAS"
    return {
        "id": f"{acak.getrandbits(128):032x}", "instance_id": f"{acak.getrandbits(128):032x}", "version": 1,
        "process": LANGKAH[langkah], "business_key": kunci, "title": judul, "step": langkah, "element": langkah,
        "name": nama, "kind": "user", "lane": "verifikatur" if antre else "pegawai",
        "owner": ANTREAN if antre else f"orang:{acak.randrange(1, 101)}",
        "created_at": KINI - timedelta(minutes=acak.randrange(60_000)), "priority": 0,
        "due_at": None if acak.random() < 0.05 else KINI + timedelta(minutes=acak.randrange(-3_000, 40_000)),
        "status": "open" if m < n else "done", "properties": '{"batas": "batas_verifikasi"}', "arguments": "{}",
        "words": box.words(judul, nama, kunci),
    }  # fmt: skip


if __name__ == "__main__":
    utama(mengukur)
