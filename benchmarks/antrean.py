"""What a job costs: written with its change, and done. The floor is a commit of one row on the same database.

    .venv/bin/python -m benchmarks.antrean

Medians in milliseconds over N changes; `done` is one pass of the worker over N waiting jobs, per job.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from portal import database, worker
from portal.extensions import db
from portal.queue import Job, defer
from tests.basis import Postgres, Sqlite

N = 300


def main() -> None:
    """Print the table."""
    print(f"{'':<12}{'1-row commit':>14}{'with a job':>12}{'with a key':>12}{'done':>10}   ms, median of {N}")
    with tempfile.TemporaryDirectory() as folder:
        for basis in (Sqlite(Path(folder)), Postgres(Path(folder), fsync=True)):
            basis.cetak("kosong")
            engine = basis.segarkan("kosong")
            angka = (
                _ukur(engine, lambda session, n: None),
                _ukur(engine, lambda session, n: defer(session, Job.LANGKAH, args={"n": n})),
                _ukur(engine, lambda session, n: defer(session, Job.LANGKAH, args={"n": n}, kunci=f"k{n}")),
                _kerja(engine),
            )
            print(f"{basis.nama:<12}{angka[0]:>14.2f}{angka[1]:>12.2f}{angka[2]:>12.2f}{angka[3]:>10.2f}")
            basis.tutup()


def _ukur(engine: Engine, tambah: Callable[[Session, int], object]) -> float:
    lama = []
    token = database.menulis.set(True)
    for n in range(N):
        awal = time.perf_counter()
        with Session(engine) as session, session.begin():
            session.execute(text("UPDATE alembic_version SET version_num = version_num"))
            tambah(session, n)
        lama.append((time.perf_counter() - awal) * 1000)
    database.menulis.reset(token)
    return statistics.median(lama)


def _kerja(engine: Engine) -> float:
    app = Flask("bench")
    app.config["SQLALCHEMY_DATABASE_URI"] = engine.url
    db.init_app(app)
    with app.app_context():
        database.siapkan(db.engine)
    selesai: list[int] = []
    awal = time.perf_counter()
    worker.jalankan(app, sekali=True, penangan={Job.LANGKAH: lambda n: selesai.append(n)}, detak=lambda: 0)
    lama = (time.perf_counter() - awal) * 1000 / len(selesai)
    with app.app_context():
        db.engine.dispose()
    return lama


if __name__ == "__main__":
    main()
