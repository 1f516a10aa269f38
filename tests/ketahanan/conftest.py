"""The engine's door on both databases as the portal has them, and the portal on them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

import workflows
from portal import database
from tests.basis import Basis, siapkan
from tests.flows.conftest import eabsensi, eabsensi_hidup, pada, rest  # noqa: F401
from tests.workflows.conftest import Desk


@pytest.fixture
def mesin(basis: str, server: Callable[[str], Basis], tmp_path_factory: Any) -> Iterator[Engine]:
    """An engine with nothing but the workflow tables; a transaction of SQLite begins with the write lock."""
    if basis == "sqlite":
        engine = siapkan(f"sqlite:///{tmp_path_factory.mktemp('mesin') / 'alur.db'}")
    else:
        engine = server(basis).kosong()
    workflows.metadata.create_all(engine)
    token = database.menulis.set(True)
    yield engine
    database.menulis.reset(token)
    engine.dispose()


@pytest.fixture
def meja(mesin: Engine) -> Desk:
    """The door: one session and one transaction per call."""
    return Desk(mesin)


@pytest.fixture
def nyata(app: Flask) -> Iterator[Flask]:
    """The application that answers as in life: an unexpected error is a page, not an exception of the test."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    app.config["PROPAGATE_EXCEPTIONS"] = None
