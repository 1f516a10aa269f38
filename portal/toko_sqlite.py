"""The embedded queue: rows of `pekerjaan`, taken one at a time with a lease.

A worker renews its lease while it works; when that of one that died has run out the job is taken again and the death
counts as a failure.
A job that succeeded leaves no row; one that was given up keeps its row, with the error and without its key.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Connection, case, delete, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from portal import waktu
from portal.database import menulis
from portal.extensions import db
from portal.models.sistem import Pekerjaan
from portal.worker import Ambilan, Putusan

log = logging.getLogger(__name__)

SEWA = timedelta(seconds=120)


class TokoSqlite:
    """portal.worker.Toko over `pekerjaan`. Leases follow the real clock, due times the portal's."""

    def __init__(self, app: Flask, sewa: timedelta | None = None) -> None:
        with app.app_context():
            self._engine = db.engine
        self._sewa = sewa or SEWA

    def ambil(self) -> Ambilan | None:
        """The oldest due job, leased."""
        kini, jam = waktu.sekarang(), datetime.now(UTC)
        siap = (
            select(Pekerjaan.id)
            .where(
                Pekerjaan.selesai_pada.is_(None),
                Pekerjaan.mulai_pada <= kini,
                or_(Pekerjaan.sewa_sampai.is_(None), Pekerjaan.sewa_sampai < jam),
            )
            .order_by(Pekerjaan.id)
            .limit(1)
        )
        with self._engine.connect() as connection:  # looking costs no write lock
            if connection.execute(siap).first() is None:
                return None
        with self._menulis() as connection:
            row = connection.execute(
                update(Pekerjaan)
                .where(Pekerjaan.id.in_(siap))
                .values(
                    sewa_sampai=jam + self._sewa,
                    percobaan=Pekerjaan.percobaan + case((Pekerjaan.sewa_sampai.is_(None), 0), else_=1),
                )
                .returning(Pekerjaan.id, Pekerjaan.jenis, Pekerjaan.argumen, Pekerjaan.percobaan)
            ).first()
        return None if row is None else Ambilan(row.id, row.jenis, row.argumen, row.percobaan)

    @contextmanager
    def menjaga(self, ambilan: Ambilan) -> Iterator[None]:
        """Renew the lease of a long job three times before it ends; a process that is killed renews nothing."""
        sudah = threading.Event()
        utas = threading.Thread(target=self._perpanjang, args=(ambilan, sudah), name="sewa", daemon=True)
        utas.start()
        try:
            yield
        finally:
            sudah.set()
            utas.join()

    def _perpanjang(self, ambilan: Ambilan, sudah: threading.Event) -> None:
        while not sudah.wait(self._sewa.total_seconds() / 3):
            try:
                with self._menulis() as connection:
                    connection.execute(
                        update(Pekerjaan)
                        .where(Pekerjaan.id == ambilan.id, Pekerjaan.sewa_sampai.is_not(None))
                        .values(sewa_sampai=datetime.now(UTC) + self._sewa)
                    )
            except SQLAlchemyError:  # somebody writes for long: the next time is soon enough
                log.warning("sewa pekerjaan %s belum diperpanjang", ambilan.id)

    def selesai(self, ambilan: Ambilan) -> None:
        """Done: the row goes."""
        with self._menulis() as connection:
            connection.execute(delete(Pekerjaan).where(Pekerjaan.id == ambilan.id))

    def putuskan(self, ambilan: Ambilan, putusan: Putusan) -> None:
        """Again later with its last error, or given up and kept."""
        values: dict[str, Any] = {
            "galat": putusan.galat,
            "sewa_sampai": None,
            "percobaan": ambilan.percobaan + putusan.dihitung,
        }
        if putusan.kapan is None:
            values |= {"selesai_pada": waktu.sekarang(), "kunci": None}
        else:
            values["mulai_pada"] = putusan.kapan
        with self._menulis() as connection:
            connection.execute(update(Pekerjaan).where(Pekerjaan.id == ambilan.id).values(**values))

    def tutup(self) -> None:
        """Nothing to give back."""

    @contextmanager
    def _menulis(self) -> Iterator[Connection]:
        token = menulis.set(True)
        try:
            with self._engine.begin() as connection:
                yield connection
        finally:
            menulis.reset(token)
