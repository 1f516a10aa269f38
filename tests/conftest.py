"""What every test stands on: a portal with a small organisation, on SQLite and on a real PostgreSQL.

Everything runs on SQLite. Tests below FOLDER_KEDUANYA and tests marked `kedua_basis` run on PostgreSQL as well: there
the database itself takes part (transactions, locks, jobs, the engine's tables). `satu_basis` keeps a test
to SQLite, `postgres_saja` to PostgreSQL.
A test starts on a fresh copy of the filled database (tests/basis.py) and may commit as it likes.
"""

from collections.abc import Callable, Iterator
from contextvars import copy_context
from pathlib import Path

import pytest
from flask import Flask, has_app_context
from flask.globals import _cv_app
from flask.testing import FlaskClient
from hypothesis import settings
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from tests.basis import Basis, Postgres, Sqlite
from tests.factories import ORANG, isi_organisasi

# The same examples each time and no stopwatch: a slow machine must not make a rule look wrong.
settings.register_profile("ppk", deadline=None, derandomize=True)
settings.load_profile("ppk")

FOLDER_KEDUANYA = ("actions", "flows", "jobs", "ketahanan", "workflows")
SESI_CSRF = "uji-csrf"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what stands on a database on one or on both."""
    if "basis" not in metafunc.fixturenames:
        return
    folder = Path(str(metafunc.definition.path)).relative_to(Path(__file__).parent).parts[0]
    keduanya = folder in FOLDER_KEDUANYA or metafunc.definition.get_closest_marker("kedua_basis")
    satu = metafunc.definition.get_closest_marker("satu_basis")
    pilihan = ["sqlite", "postgresql"] if keduanya and not satu else ["sqlite"]
    if metafunc.definition.get_closest_marker("postgres_saja"):
        pilihan = ["postgresql"]
    metafunc.parametrize("basis", pilihan, indirect=True)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Basis]]:
    """server("sqlite") or server("postgresql"): started when first asked for, stopped at the end."""
    hidup: dict[str, Basis] = {}

    def mulai(nama: str) -> Basis:
        if nama not in hidup:
            hidup[nama] = {"sqlite": Sqlite, "postgresql": Postgres}[nama](tmp_path_factory.mktemp(nama) / "data")
        return hidup[nama]

    yield mulai
    for basis in hidup.values():
        basis.tutup()


@pytest.fixture(scope="session")
def portal_uji(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The one application of the run; `app` gives it the test's database."""
    import config
    from portal.app import create_app

    settings = config.read({"PORTAL_DATA_DIR": str(tmp_path_factory.mktemp("instance"))})
    app = create_app({"TESTING": True, "RATELIMIT_ENABLED": False, "AUTH_RATE_LIMITED": False}, settings=settings)
    app.test_client_class = Klien
    return app


@pytest.fixture(scope="session")
def tercetak(server: Callable[[str], Basis], portal_uji: Flask) -> Callable[[str], Basis]:
    """tercetak(nama): the server with its template made: migrated, roles, diagrams, organisation."""
    siap: dict[str, Basis] = {}

    def cetak(nama: str) -> Basis:
        if nama not in siap:
            basis = siap[nama] = server(nama)
            basis.cetak("organisasi", lambda engine: _isi(portal_uji, engine))
        return siap[nama]

    return cetak


@pytest.fixture
def basis(request: pytest.FixtureRequest) -> str:
    """Which database this run of the test has: "sqlite" or "postgresql"."""
    return request.param


@pytest.fixture
def app(basis: str, tercetak: Callable[[str], Basis], portal_uji: Flask) -> Iterator[Flask]:
    """The application on a fresh, filled database."""
    with pada_basis(portal_uji, tercetak(basis).segarkan("organisasi")):
        yield portal_uji


@pytest.fixture
def db(app: Flask) -> Iterator[Session]:
    """The session of an application context that lasts as long as the test."""
    from portal.extensions import db as ekstensi

    with app.app_context():
        yield ekstensi.session
        ekstensi.session.rollback()


class Klien(FlaskClient):
    """Flask's test client that can send a form with its CSRF token.

    A request runs in an application context of its own, as in life, even while the test stands in one (`db`): otherwise
    Flask would lend it the test's `g` and session. Afterwards the test's session forgets what it had read.
    """

    def open(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        konteks = copy_context()
        konteks.run(_cv_app.set, None)
        jawaban = konteks.run(super().open, *args, **kwargs)
        if has_app_context():
            from portal.extensions import db as ekstensi

            ekstensi.session.rollback()
        return jawaban

    def csrf(self) -> str:
        """The token of this client's session, as a form or the X-CSRFToken header carries it."""
        with self.session_transaction() as sesi:
            mentah = sesi.setdefault("csrf_token", SESI_CSRF)
        kunci = self.application.config.get("WTF_CSRF_SECRET_KEY") or self.application.secret_key
        return URLSafeTimedSerializer(kunci, salt="wtf-csrf-token").dumps(mentah)

    def kirim(self, url: str, data: dict[str, object] | None = None, **lain: object):  # type: ignore[no-untyped-def]
        """POST a form as the page would, token included."""
        return self.post(url, data={"csrf_token": self.csrf(), **(data or {})}, **lain)


@pytest.fixture
def client(app: Flask) -> Klien:
    """A browser nobody has logged in with."""
    return _klien(app)


@pytest.fixture
def login(app: Flask) -> Callable[[str], Klien]:
    """login("kasi") or login(nip): a browser in which that person is logged in. Each call is a browser of its own."""
    from portal.extensions import db as ekstensi
    from portal.models import Pengguna
    from portal.security import SIDIK_SESI, sidik_sandi

    def masuk(siapa: str) -> Klien:
        nip = ORANG[siapa].nip if siapa in ORANG else siapa
        with app.app_context():
            pengguna = ekstensi.session.scalars(select(Pengguna).where(Pengguna.username == nip)).one()
            isi = {"_user_id": str(pengguna.id), "_fresh": True, SIDIK_SESI: sidik_sandi(pengguna)}
        klien = _klien(app)
        with klien.session_transaction() as sesi:
            sesi.update(isi)
        return klien

    return masuk


@pytest.fixture
def aktor(db: Session) -> Callable[[str], object]:
    """aktor("kasi"): that person as portal.security.Actor, for actions and queries; aktor("sistem") is the worker."""
    from portal.models import Pegawai
    from portal.security import SISTEM, actor_of

    def siapa(kunci: str) -> object:
        if kunci == "sistem":
            return SISTEM
        return actor_of(db.scalars(select(Pegawai.id).where(Pegawai.nip == ORANG[kunci].nip)).one())

    return siapa


@pytest.fixture
def kerjakan(app: Flask) -> Callable[[], None]:
    """kerjakan(): the worker does everything that is due now, timers and jobs."""
    from portal import worker

    return lambda: worker.jalankan(app, sekali=True)


def _klien(app: Flask) -> Klien:
    return app.test_client()


class pada_basis:
    """Give the application another database while the block lasts."""

    def __init__(self, app: Flask, engine: Engine) -> None:
        self._app, self._engine = app, engine

    def __enter__(self) -> None:
        from portal.extensions import db as ekstensi

        ekstensi._app_engines[self._app][None] = self._engine

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()


def _isi(app: Flask, engine: Engine) -> None:
    """Roles, diagrams and the organisation, as the commands and the forms would bring them."""
    from portal.commands.peran import sinkronkan
    from portal.commands.proses import muat_semua

    with pada_basis(app, engine), app.app_context():
        sinkronkan()
        muat_semua()
        with Session(engine) as session, session.begin():
            isi_organisasi(session)
