"""What a long report costs: F-2 of an OPD with 2,000 people, from asking to the finished file.

    .venv/bin/python -m benchmarks.laporan

Each person has 6 kegiatan and 12 verified months (288,000 rows of values). `peak` is the memory the worker's process
adds over an idle portal; it is measured for 200 people too, since it must not grow with them. `statements`: SQL sent.
"""

import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event, insert, select
from sqlalchemy.orm import Session

from portal.models import (
    Jabatan,
    Kegiatan,
    Laporan,
    NilaiBaris,
    Opd,
    Pegawai,
    Penempatan,
    Pengguna,
    Realisasi,
    Skp,
    Unit,
)
from tests.basis import Basis, Postgres, Sqlite

BANYAK = (200, 2_000)
KEGIATAN, BULAN, UNIT = 6, 12, 40
KINI = datetime(2026, 12, 31, 1, 0, tzinfo=UTC)
TAHUN = 2020  # F-2 is of PP 46/2011
HARI = date(TAHUN, 1, 1)


def main() -> None:
    """Print the table; each measurement in a process of its own, so that its peak is its own."""
    print(f"{'':<12}{'people':>8}{'seconds':>10}{'peak MB':>10}{'statements':>12}{'file MB':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for basis in (Sqlite(Path(folder)), Postgres(Path(folder), fsync=True)):
            for banyak in BANYAK:
                basis.cetak(f"laporan{banyak}", lambda engine, n=banyak: isi(engine, n))
                url = _url(basis, f"laporan{banyak}")
                perintah = [sys.executable, "-m", "benchmarks.laporan", url, folder]
                hasil = subprocess.run(perintah, capture_output=True, text=True, check=True).stdout.split()
                detik, mb, pernyataan, ukuran = hasil[-4:]
                print(f"{basis.nama:<12}{banyak:>8}{detik:>10}{mb:>10}{pernyataan:>12}{ukuran:>10}", flush=True)
            basis.tutup()


def _url(basis: Basis, nama: str) -> str:
    engine = basis.segarkan(nama)
    url = basis.url("uji") if isinstance(basis, Postgres) else engine.url.render_as_string(hide_password=False)
    engine.dispose()
    return url


def satu(url: str, folder: str) -> None:
    """Make the report; print seconds, megabytes, statements, megabytes of the file."""
    import config
    from portal import pembuat_laporan
    from portal.app import create_app
    from portal.extensions import db

    settings = config.read({"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": folder})
    app: Flask = create_app(settings=settings)
    banyak = [0]
    with app.app_context():

        def hitung(*_: Any) -> None:
            banyak[0] += 1

        event.listen(db.engine, "before_cursor_execute", hitung)
        awal, mulai = _mb("VmRSS"), time.perf_counter()
        pembuat_laporan.buat(1)
        lama = time.perf_counter() - mulai
        laporan = db.session.scalars(select(Laporan)).one()
        assert laporan.status == "siap", laporan.galat
        print(f"{lama:.1f} {_mb('VmHWM') - awal:.0f} {banyak[0]} {(laporan.ukuran or 0) / 1e6:.1f}")


def _mb(apa: str) -> float:
    """Megabytes of this process by /proc (Linux): VmRSS now, VmHWM the peak (getrusage would tell the parent's too)."""
    (baris,) = [b for b in Path("/proc/self/status").read_text().splitlines() if b.startswith(apa)]
    return int(baris.split()[1]) / 1024


def isi(engine: Engine, banyak: int) -> None:
    """An OPD with so many people, a full year behind each, and the report asked for by its Pimpinan."""
    from flask_appbuilder.security.sqla.models import Role

    with Session(engine) as session, session.begin():
        opd = Opd(kode="DIKBUD", nama="Dinas Pendidikan dan Kebudayaan")
        jabatan = Jabatan(nama="Guru", jenis="fungsional")
        unit = [Unit(opd=opd, nama=f"Sekolah {n:02d}") for n in range(UNIT)]
        session.add_all([opd, jabatan, *unit])
        session.flush()
        orang = [
            Pegawai(nip=_nip(n), nama=f"Guru ke-{n} Nama Yang Cukup Panjang", golongan="III/c") for n in range(banyak)
        ]
        session.add_all(orang)
        session.flush()
        session.add_all(
            Penempatan(pegawai=p, unit=unit[n % UNIT], jabatan=jabatan, sejak=HARI) for n, p in enumerate(orang)
        )
        peminta = orang[0]
        session.add(
            Pengguna(
                first_name="P", last_name="P", username=peminta.nip, email="p@ppk.invalid", active=True, password="x",
                wajib_ganti_sandi=False, pegawai=peminta, roles=[Role(name="Pimpinan")],
            )
        )  # fmt: skip
        argumen = {"opd": "DIKBUD", "unit": None, "tahun": TAHUN, "bulan": None}
        session.add(Laporan(jenis="f2", judul="F-2", argumen=argumen, diminta_oleh_id=peminta.id, diminta_pada=KINI))
        session.flush()
        _tahun(
            session.connection(),
            [(p.id, unit[n % UNIT].id) for n, p in enumerate(orang)],
            orang[0].id,
            opd.id,
            jabatan.id,
        )


def _nip(n: int) -> str:
    return f"19800101{n:010d}"


def _tahun(c: Connection, orang: list[tuple[int, int]], penilai: int, opd: int, jabatan: int) -> None:
    skp = [
        {
            "id": n, "nomor": f"SKP-{n}", "pegawai_id": p, "tahun": TAHUN, "mulai": HARI,
            "selesai": date(TAHUN, 12, 31),
            "opd_id": opd, "unit_id": u, "jabatan_id": jabatan, "penilai_id": penilai, "status": "ditetapkan",
            "versi": 1, "penolakan_bkd": 0, "dibuat_pada": KINI, "ditetapkan_pada": KINI,
        }
        for n, (p, u) in enumerate(orang, 1)
    ]  # fmt: skip
    kegiatan = [
        {
            "id": (s["id"] - 1) * KEGIATAN + k, "skp_id": s["id"], "urutan": k, "satuan": "Dokumen", "waktu": 12,
            "uraian": f"Menyusun perangkat pembelajaran dan penilaian bagian {k}", "kuantitas": 120, "kualitas": 100,
        }
        for s in skp
        for k in range(1, KEGIATAN + 1)
    ]  # fmt: skip
    bulan = [
        {
            "id": (s["id"] - 1) * BULAN + b, "nomor": f"R-{s['id']}-{b}", "skp_id": s["id"], "tahun": TAHUN, "bulan": b,
            "status": "done", "penolakan_bkd": 0, "pakai_target": False, "terlambat": False, "dibuka_pada": KINI,
        }
        for s in skp
        for b in range(1, BULAN + 1)
    ]  # fmt: skip
    for tabel, semua in ((Skp, skp), (Kegiatan, kegiatan), (Realisasi, bulan)):
        c.execute(insert(tabel), semua)
    for s in skp:
        c.execute(
            insert(NilaiBaris),
            [
                {
                    "realisasi_id": (s["id"] - 1) * BULAN + b, "kegiatan_id": (s["id"] - 1) * KEGIATAN + k,
                    "sisi": sisi, "kuantitas": 10, "kualitas": mutu, "waktu": 20,
                }
                for b in range(1, BULAN + 1)
                for k in range(1, KEGIATAN + 1)
                for sisi, mutu in (("target", 100), ("akhir", 90 + k))
            ],
        )  # fmt: skip


if __name__ == "__main__":
    satu(*sys.argv[1:]) if len(sys.argv) > 1 else main()
