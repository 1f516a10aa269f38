"""The files of docs/pasang are what a machine is set up with: they must name what there is."""

import re

import config
from portal import penyelia

PASANG = config.ROOT / "docs" / "pasang"


def test_the_environment_of_production_is_one_that_is_accepted() -> None:
    baris = (PASANG / "ppk.env").read_text(encoding="utf-8").splitlines()
    isi = dict(satu.split("=", 1) for satu in baris if satu and not satu.startswith("#"))
    settings = config.read(isi)
    assert settings.production
    assert settings.database_url.startswith("postgresql+psycopg://")


def test_each_unit_starts_a_part_that_there_is() -> None:
    for bagian in penyelia.BAGIAN:
        unit = (PASANG / f"ppk-{bagian}.service").read_text(encoding="utf-8")
        assert f"run.py {bagian}\n" in unit
        sabar = re.search(r"TimeoutStopSec=(\d+)", unit)
        assert sabar and int(sabar[1]) > penyelia.SABAR


def test_nginx_lets_through_what_the_portal_takes_and_tries_another_one_for_assets() -> None:
    nginx = (PASANG / "nginx.conf").read_text(encoding="utf-8")
    batas = re.search(r"client_max_body_size (\d+)m;", nginx)
    assert batas and int(batas[1]) * 1024 * 1024 > 25 * 1024 * 1024
    assert "proxy_next_upstream error timeout http_404;" in nginx
    assert "non_idempotent" not in nginx, "a POST must not be sent twice by the proxy"
    assert nginx.count("{") == nginx.count("}")


def test_the_page_of_operations_names_each_of_them() -> None:
    halaman = (config.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert [p.name for p in sorted(PASANG.iterdir()) if p.name not in halaman] == []
