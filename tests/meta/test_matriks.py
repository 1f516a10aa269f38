"""Every route that names an object, for every relation to it: exactly the declared answer, in HTML and over REST.

The routes are the application's own map, the rights are portal/roles.py, the declaration is tests/meta/matriks.py. A
new route with an object fails here until it says who may.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from portal.models import Pengguna, Peristiwa
from portal.security import SIDIK_SESI, actor_of_user, sidik_sandi
from tests.basis import Basis
from tests.conftest import Klien, _isi, pada_basis
from tests.meta.dunia import RELASI, Dunia, bangun, berkas_di_tempat
from tests.meta.matriks import IZIN, SEMUA, TANPA_OBJEK, Izin
from tests.meta.test_rute import RUTE, berhak

CETAKAN = "matriks"
TOLAK = (401, 403, 404)
MENGUBAH = ("POST", "PUT", "PATCH", "DELETE")


@dataclass
class Meja:
    """The portal on the world; `segar()` puts the world back as it was."""

    app: Flask
    basis: Basis
    dunia: Dunia
    peran: dict[str, frozenset[str]]
    sesi: dict[str, dict[str, Any]]

    def segar(self) -> None:
        self.basis.segarkan(CETAKAN)
        berkas_di_tempat(self.app)

    def klien(self, relasi: str | None) -> Klien:
        """A browser in which that person is logged in; None: nobody is."""
        klien: Klien = self.app.test_client()  # type: ignore[assignment]
        if relasi is not None:
            with klien.session_transaction() as sesi:
                sesi.update(self.sesi[relasi])
        return klien

    def peristiwa(self) -> int:
        with Session(self.basis.engine) as session:
            return session.scalar(select(func.count()).select_from(Peristiwa)) or 0


@pytest.fixture(scope="module")
def meja(server: Any, portal_uji: Flask) -> Iterator[Meja]:
    """The world is built once and copied whenever a request has changed it."""
    basis = server("sqlite")
    isi: list[tuple[Dunia, dict[str, frozenset[str]], dict[str, dict[str, Any]]]] = []
    basis.cetak(CETAKAN, lambda engine: isi.append(_dunia(portal_uji, engine)))
    with ExitStack() as tutup:
        tutup.enter_context(pada_basis(portal_uji, basis.segarkan(CETAKAN)))
        yield Meja(portal_uji, basis, *isi[0])


def _dunia(app: Flask, engine: Any) -> Any:
    from portal import worker
    from portal.extensions import db

    _isi(app, engine)
    with pada_basis(app, engine), app.app_context():
        dunia = bangun(db.session, lambda: worker.jalankan(app, sekali=True))
        peran, sesi = {}, {}
        for relasi, nip in dunia.nip.items():
            pengguna = db.session.scalars(select(Pengguna).where(Pengguna.username == nip)).one()
            peran[relasi] = actor_of_user(pengguna).roles
            sesi[relasi] = {"_user_id": str(pengguna.id), "_fresh": True, SIDIK_SESI: sidik_sandi(pengguna)}
        return dunia, peran, sesi


def _bernama_objek(app: Flask) -> list[Rule]:
    return [r for r in app.url_map.iter_rules() if r.arguments and r.endpoint not in TANPA_OBJEK]


def _diumumkan(app: Flask) -> list[Rule]:
    return sorted((r for r in _bernama_objek(app) if r.endpoint in IZIN), key=lambda r: r.rule)


def _izin(titik: str) -> tuple[Izin, ...]:
    satu = IZIN[titik]
    return satu if isinstance(satu, tuple) else (satu,)


def _lolos(izin: Izin, relasi: str, peran: frozenset[str], titik: str) -> int | None:
    """The refusal that is declared, or None: he gets through."""
    if relasi in ("tanpa_peran", "tanpa_pegawai") or not berhak(peran, RUTE[titik][1]):
        return 403
    if relasi in izin.beda:
        return izin.beda[relasi]
    return None if izin.siapa is SEMUA or relasi in izin.siapa else izin.lain


def _alamat(rule: Rule, izin: Izin, dunia: Dunia) -> str:
    return rule.build({kata: dunia.isi[objek] for kata, objek in izin.isi.items()}, append_unknown=False)[1]  # type: ignore[index]


def _badan(alamat: str, metode: str, izin: Izin) -> dict[str, Any]:
    if metode not in MENGUBAH:
        return {}
    return {"json" if alamat.startswith("/api/") else "data": dict(izin.kirim)}


def _periksa(meja: Meja, relasi: str, metode_dipakai: tuple[str, ...]) -> tuple[list[str], int]:
    """Each route with each of its objects for one person: what is not as declared, and how many were asked."""
    berkas_di_tempat(meja.app)
    klien, salah, banyak = meja.klien(relasi), [], 0
    kepala = {"X-CSRFToken": klien.csrf(), "Idempotency-Key": "uji-matriks"}
    for rule in _diumumkan(meja.app):
        for izin in _izin(rule.endpoint):
            alamat = _alamat(rule, izin, meja.dunia)
            for metode in sorted((rule.methods or set()) & set(metode_dipakai)):
                sebelum = meja.peristiwa() if metode in MENGUBAH else 0
                jawab = klien.open(alamat, method=metode, headers=kepala, **_badan(alamat, metode, izin))
                banyak += 1
                tolak = _lolos(izin, relasi, meja.peran[relasi], rule.endpoint)
                ke_masuk = jawab.headers.get("Location", "").startswith("/login/")
                sesuai = jawab.status_code == tolak if tolak else jawab.status_code not in TOLAK
                if not sesuai or ke_masuk or jawab.status_code >= 500:
                    salah.append(
                        f"{metode} {rule.endpoint} {alamat}: {jawab.status_code}, seharusnya {tolak or 'lolos'}"
                    )
                if tolak and metode in MENGUBAH and meja.peristiwa() != sebelum:
                    salah.append(f"{metode} {rule.endpoint} {alamat}: ditolak, tetapi ada yang tercatat")
                jawab.close()
                if metode in MENGUBAH and jawab.status_code < 400:
                    meja.segar()
    return salah, banyak


def test_every_route_with_an_object_is_declared_and_no_other(meja: Meja) -> None:
    ada = {r.endpoint: set(r.arguments) for r in _bernama_objek(meja.app)}
    kurang = {titik: kata for titik, kata in ada.items() if titik not in IZIN}
    assert not kurang, "say in tests/meta/matriks.py who may"
    assert set(IZIN) <= set(ada), "what is gone is taken out"
    for titik, kata in ada.items():
        for izin in _izin(titik):
            assert set(izin.isi) == kata, titik
            assert set(izin.isi.values()) <= set(meja.dunia.isi), titik
            assert izin.siapa is SEMUA or izin.siapa <= set(RELASI), titik


def test_every_role_stands_in_some_relation(meja: Meja) -> None:
    from portal.roles import PERAN

    assert set().union(*meja.peran.values()) == set(PERAN)


@pytest.mark.parametrize("relasi", RELASI)
def test_reading_is_as_declared(relasi: str, meja: Meja) -> None:
    salah, banyak = _periksa(meja, relasi, ("GET",))
    assert not salah, "\n".join(salah)
    assert banyak > 40


@pytest.mark.parametrize("relasi", RELASI)
def test_changing_is_as_declared_and_a_refusal_changes_nothing(relasi: str, meja: Meja) -> None:
    meja.segar()
    salah, banyak = _periksa(meja, relasi, MENGUBAH)
    assert not salah, "\n".join(salah)
    assert banyak > 40


def test_nobody_is_let_in_without_logging_in(meja: Meja) -> None:
    klien, salah = meja.klien(None), []
    kepala, sebelum = {"X-CSRFToken": klien.csrf()}, meja.peristiwa()
    for rule in _diumumkan(meja.app):
        for metode in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            alamat = _alamat(rule, _izin(rule.endpoint)[0], meja.dunia)
            jawab = klien.open(alamat, method=metode, headers=kepala)
            benar = (
                jawab.status_code == 401
                if alamat.startswith("/api/")
                else jawab.status_code == 302 and jawab.headers["Location"].startswith("/login/")
            )
            if not benar:
                salah.append(f"{metode} {rule.endpoint}: {jawab.status_code}")
    assert not salah, "\n".join(salah)
    assert meja.peristiwa() == sebelum
