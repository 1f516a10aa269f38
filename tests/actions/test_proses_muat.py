"""`proses muat`: new texts are published, a text that was published before never replaces what BKD published since."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import workflows
import workflows.bpmn
from portal.actions import draf_proses
from portal.commands.proses import muat_semua
from workflows.bpmn import Shipped, shipped

TEKS = {s.key: s.xml for s in shipped()}


def terbit(kunci: str, xml: bytes, aktor: Callable[[str], Any]) -> None:
    """BKD publishes this text."""
    draf_proses.simpan(kunci, xml, actor=aktor("pengelola_alur"))
    draf_proses.ajukan(kunci, actor=aktor("pengelola_alur"))
    draf_proses.terbitkan(kunci, actor=aktor("penyetuju_alur"))


def versi(db: Session) -> dict[str, int]:
    db.rollback()
    return {s.key: workflows.definition(db, s.key).version for s in shipped()}


@pytest.fixture
def bawaan(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """bawaan(kunci=xml): the next release ships this text."""

    def ganti(**teks: bytes) -> None:
        baru = tuple(Shipped(s.key, teks.get(s.key, s.xml), s.decisions) for s in shipped())
        monkeypatch.setattr(workflows.bpmn, "shipped", lambda: baru)

    return ganti


def test_memuat_lagi_tidak_mengubah_apa_pun(db: Session) -> None:
    sebelum = versi(db)
    assert not any(baru for _kunci, _versi, baru in muat_semua())
    assert versi(db) == sebelum


def test_versi_bkd_tidak_ditimpa_oleh_teks_bawaan_yang_sudah_pernah_terbit(
    app: Flask, db: Session, aktor: Callable[[str], Any]
) -> None:
    milik = TEKS["skp_tahunan"].replace(b'name="Susun SKP"', b'name="Susun rencana"')
    terbit("skp_tahunan", milik, aktor)
    jawab = app.test_cli_runner().invoke(args=["proses", "muat"])
    assert jawab.exit_code == 0, jawab.output
    assert "skp_tahunan: versi 2 (teks ini sudah pernah terbit; versi yang berlaku tetap)" in jawab.output
    db.rollback()
    assert (versi(db)["skp_tahunan"], workflows.definition(db, "skp_tahunan").xml) == (2, milik)


def test_teks_bawaan_yang_sungguh_baru_diterbitkan(db: Session, bawaan: Callable[..., None]) -> None:
    baru = TEKS["skp_tahunan"].replace(b'name="Susun SKP"', b'name="Susun SKP setahun"')
    bawaan(skp_tahunan=baru)
    assert ("skp_tahunan", 2, True) in muat_semua()
    assert workflows.definition(db, "skp_tahunan").xml == baru


def test_pemanggil_ikut_versi_baru_yang_dibawa_portal_tetapi_bukan_yang_diterbitkan_bkd(
    db: Session, aktor: Callable[[str], Any], bawaan: Callable[..., None]
) -> None:
    milik = TEKS["banding_realisasi"].replace(b'name="Putuskan banding"', b'name="Putus banding"')
    terbit("banding_realisasi", milik, aktor)
    muat_semua()
    assert workflows.definition(db, "realisasi_bulanan").called == {"banding_realisasi": 1}, "BKD decides when"
    baru = TEKS["banding_realisasi"].replace(b'name="Putuskan banding"', b'name="Putuskan banding bulan ini"')
    bawaan(banding_realisasi=baru)
    muat_semua()
    assert workflows.definition(db, "realisasi_bulanan").called == {"banding_realisasi": 3}
    assert workflows.definition(db, "realisasi_bulanan").version == 2
