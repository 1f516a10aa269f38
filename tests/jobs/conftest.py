"""The queue on its own: a bare application on a migrated, empty database, without the portal's screens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask

import config
from portal.queue import Job
from tests.basis import Basis, Postgres
from tests.conftest import pada_basis


@pytest.fixture(scope="session")
def kosong(server: Callable[[str], Basis]) -> Callable[[str], Basis]:
    """kosong(nama): the server with an empty, migrated template."""
    siap: dict[str, Basis] = {}

    def cetak(nama: str) -> Basis:
        if nama not in siap:
            siap[nama] = server(nama)
            siap[nama].cetak("kosong")
        return siap[nama]

    return cetak


@pytest.fixture
def app(basis: str, kosong: Callable[[str], Basis], tmp_path: Any) -> Iterator[Flask]:
    """A bare application with the portal's database and settings."""
    from portal.extensions import db

    server = kosong(basis)
    engine = server.segarkan("kosong")
    url = server.url("uji") if isinstance(server, Postgres) else str(engine.url)
    app = Flask("antrean")
    app.config.update(
        SETTINGS=config.read({"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(tmp_path)}),
        SQLALCHEMY_DATABASE_URI=url,
        TESTING=True,
    )
    db.init_app(app)
    with pada_basis(app, engine):
        yield app


@dataclass
class Catatan:
    """A handler of every job that remembers what it was called with and raises what it was told to."""

    dipanggil: list[dict[str, Any]] = field(default_factory=list)
    galat: list[Exception] = field(default_factory=list)
    saat: Callable[[], None] = lambda: None

    def __call__(self, **args: Any) -> None:
        self.dipanggil.append(args)
        self.saat()
        if self.galat:
            raise self.galat.pop(0)

    @property
    def penangan(self) -> dict[Job, Callable[..., None]]:
        return dict.fromkeys(Job, self)


@pytest.fixture
def catatan() -> Catatan:
    return Catatan()
