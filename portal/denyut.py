"""The worker's heartbeat: a row that says when it was last alive, so that /siap need not wait until work lies about.

A thread of its own writes it, since the worker's loop may be busy with one long job. Failures are logged and tried
again: a database that is away must not stop the worker.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal import waktu
from portal.database import menulis
from portal.extensions import db
from portal.models import Denyut

log = logging.getLogger(__name__)

PEKERJA = "pekerja"
JEDA = 10.0
"""Seconds between two beats."""
HILANG = timedelta(seconds=45)
"""Without a beat for so long the worker is gone: four were missed."""


@contextmanager
def berdenyut(app: Flask) -> Iterator[None]:
    """Beat while the block lasts; the last beat stays, so that a worker that was stopped is missed too."""
    berhenti = threading.Event()

    def jalan() -> None:
        while True:
            try:
                catat(app)
            except Exception:  # whatever it was, the next beat tries again
                log.exception("denyut gagal dicatat")
            if berhenti.wait(JEDA):
                return

    utas = threading.Thread(target=jalan, name="denyut", daemon=True)
    utas.start()
    try:
        yield
    finally:
        berhenti.set()
        utas.join(JEDA)


def catat(app: Flask) -> None:
    """Write that the worker is alive now."""
    with app.app_context():
        sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        baris = sisip(Denyut).values(nama=PEKERJA, pada=waktu.sekarang())
        token = menulis.set(True)
        try:
            with Session(db.engine) as session, session.begin():
                session.execute(
                    baris.on_conflict_do_update(index_elements=["nama"], set_={"pada": baris.excluded.pada})
                )
        finally:
            menulis.reset(token)


def terakhir(session: Session) -> datetime | None:
    """When the worker was last alive; None where none has ever run on this database."""
    return session.scalar(select(Denyut.pada).where(Denyut.nama == PEKERJA))
