"""A worker process for the tests: `python -m tests.jobs.pekerja_uji URL FOLDER LAMA`. Each job says so, sleeps LAMA
seconds, leaves a row in `efek`. Leases and heartbeats are short, so that the death of a worker is noticed soon."""

import logging
import sys
import time
from datetime import timedelta

from flask import Flask
from sqlalchemy import text

import config
from portal import database, toko_postgres, toko_sqlite, worker
from portal.extensions import db
from portal.queue import Job


def main(url: str, folder: str, lama: str) -> None:
    logging.basicConfig(level=logging.INFO)
    toko_sqlite.SEWA = timedelta(seconds=2)
    toko_postgres.DENYUT, toko_postgres.MATI = 0.5, 2.0
    app = Flask("pekerja")
    app.config.update(
        SETTINGS=config.read({"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": folder}), SQLALCHEMY_DATABASE_URI=url
    )
    db.init_app(app)
    with app.app_context():
        database.siapkan(db.engine)

    def langkah(n: int) -> None:
        print("mulai", n, flush=True)
        time.sleep(float(lama))
        token = database.menulis.set(True)
        with db.engine.begin() as connection:
            connection.execute(text("INSERT INTO efek VALUES (:n)"), {"n": n})
        database.menulis.reset(token)

    print("siap", flush=True)
    worker.jalankan(app, penangan={Job.LANGKAH: langkah, Job.BUKA_BULAN: lambda periode: None}, detak=lambda: 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
