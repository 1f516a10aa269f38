"""Counting what one call costs: milliseconds, SQL statements, commits, bytes in the database's log."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.basis import Server


@dataclass(frozen=True)
class Biaya:
    """Of one call."""

    ms: float
    pernyataan: float
    commit: float
    byte: float


def tengah(semua: Sequence[Biaya]) -> Biaya:
    """The median of each."""
    return Biaya(*(statistics.median(nilai) for nilai in zip(*(vars(b).values() for b in semua), strict=True)))


class Penghitung:
    """Counts statements and commits of an engine; BEGIN and COMMIT themselves are no statements."""

    def __init__(self, engine: Engine) -> None:
        self.pernyataan = self.commit = 0
        self.rekam: list[tuple[str, Any, bool]] | None = None
        event.listen(engine, "before_cursor_execute", self._lihat)
        event.listen(engine, "commit", self._commit)

    def _lihat(self, _k: Any, _c: Any, pernyataan: str, isi: Any, _x: Any, banyak: bool) -> None:
        if pernyataan.startswith("BEGIN"):
            return
        self.pernyataan += 1
        if self.rekam is not None:
            self.rekam.append((pernyataan, isi, banyak))

    def _commit(self, _koneksi: Any) -> None:
        self.commit += 1


@contextmanager
def tanpa_sampah() -> Iterator[None]:
    """No garbage collection in between, as `timeit` does: it would strike one contestant or another by chance."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def ukur(server: Server, basis: str, hitung: Penghitung, kerja: Callable[[], Any]) -> tuple[Any, Biaya]:
    """Run `kerja` once; what it gave and what it cost."""
    byte, pernyataan, commit = server.ditulis(basis), hitung.pernyataan, hitung.commit
    with tanpa_sampah():
        mulai = time.perf_counter()
        hasil = kerja()
        ms = (time.perf_counter() - mulai) * 1000
    biaya = Biaya(ms, hitung.pernyataan - pernyataan, hitung.commit - commit, server.ditulis(basis) - byte)
    return hasil, biaya
