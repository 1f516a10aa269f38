"""Built browser assets: what is served, how it is compressed, how long it is kept."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from portal import static_files

ROOT = Path(static_files.__file__).parent.parent
CSS = b"body{color:#171a2b}" * 60
HASHED = "portal.0a1b2c3d4e.css"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built folder with one stylesheet, and a file that the manifest does not name."""
    (tmp_path / HASHED).write_bytes(CSS)
    (tmp_path / f"{HASHED}.br").write_bytes(brotli.compress(CSS))
    (tmp_path / f"{HASHED}.gz").write_bytes(gzip.compress(CSS))
    (tmp_path / "rahasia.txt").write_text("bukan aset")
    (tmp_path / "manifest.json").write_text(json.dumps({"portal.css": HASHED}))
    return tmp_path


@pytest.fixture
def app(folder: Path) -> Flask:
    app = Flask("aset")
    app.config["ASET_FOLDER"] = str(folder)
    static_files.init_app(app)
    app.add_url_rule(
        "/halaman", "halaman", lambda: render_template_string("{{ aset('portal.css') }}" + " panjang" * 200)
    )
    app.add_url_rule("/hilang", "hilang", lambda: render_template_string("{{ aset('lain.js') }}"))
    app.add_url_rule(
        "/galat", "galat", lambda: "[" + render_template_string("{{ aset('lain.js', required=false) }}") + "]"
    )
    return app


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    with app.test_client() as client:
        yield client


def test_a_template_gets_the_hashed_address(client: FlaskClient) -> None:
    assert client.get("/halaman").text.startswith(f"/aset/{HASHED} ")


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.2, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("", None),
    ],
)
def test_the_browser_gets_the_best_encoding_it_takes(client: FlaskClient, accepts: str, encoding: str | None) -> None:
    response = client.get(f"/aset/{HASHED}", headers={"Accept-Encoding": accepts})
    assert response.status_code == 200
    assert response.headers.get("Content-Encoding") == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(response.data) == CSS


def test_an_asset_is_kept_for_a_year_and_never_asked_for_again(client: FlaskClient) -> None:
    headers = client.get(f"/aset/{HASHED}").headers
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["Content-Type"] == "text/css; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Vary"] == "Accept-Encoding"
    assert "Set-Cookie" not in headers


def test_a_browser_that_asks_again_all_the_same_gets_no_body(client: FlaskClient) -> None:
    first = client.get(f"/aset/{HASHED}", headers={"Accept-Encoding": "br"})
    again = client.get(f"/aset/{HASHED}", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(f"/aset/{HASHED}", headers={"If-None-Match": first.headers["ETag"]})
    assert (other.status_code, other.data) == (200, CSS)


@pytest.mark.parametrize(
    "name",
    [
        "rahasia.txt",
        "manifest.json",
        "portal.css",
        f"{HASHED}.br",
        "../manifest.json",
        "..%2Fmanifest.json",
        "%2Fetc%2Fpasswd",
    ],
)
def test_nothing_but_what_the_manifest_names_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/aset/{name}").status_code == 404


def test_an_asset_cannot_be_written_to(client: FlaskClient) -> None:
    assert client.post(f"/aset/{HASHED}").status_code == 405


def test_an_asset_that_was_not_built_is_an_error_that_says_what_to_run(app: Flask) -> None:
    app.testing = True
    with app.test_client() as client, pytest.raises(static_files.AssetsNotBuilt, match="lain.js.*make setup"):
        client.get("/hilang")


def test_an_error_page_shows_even_where_nothing_was_built(client: FlaskClient, folder: Path) -> None:
    (folder / "manifest.json").unlink()
    assert client.get("/galat").text == "[]"
    assert client.get(f"/aset/{HASHED}").status_code == 404


def test_assets_built_anew_are_found_without_a_restart(client: FlaskClient, folder: Path) -> None:
    client.get("/halaman")
    (folder / HASHED).rename(folder / "portal.ffffffffff.css")
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({"portal.css": "portal.ffffffffff.css"}))
    assert client.get("/halaman").text.startswith("/aset/portal.ffffffffff.css ")
    assert client.get("/aset/portal.ffffffffff.css").data == CSS


@pytest.mark.parametrize("accepts", ["br", "gzip"])
def test_pages_are_compressed_on_the_way(client: FlaskClient, accepts: str) -> None:
    response = client.get("/halaman", headers={"Accept-Encoding": accepts})
    assert response.headers["Content-Encoding"] == accepts
    assert len(response.data) < 300
    assert "Accept-Encoding" in response.headers["Vary"]


def test_the_built_assets_keep_their_budgets() -> None:
    names = json.loads((static_files.DIST / "manifest.json").read_text())
    budgets = {
        "portal.css": 8 * 1024 + 256,  # an SKP is drawn by the law of its day: three of them
        "portal.js": 4 * 1024,
        "ikon.svg": 1024,
        "grafik.css": 1536,
    }
    for name, most in budgets.items():
        assert (static_files.DIST / f"{names[name]}.br").stat().st_size <= most, name


def test_every_built_file_is_its_own_compressed_copy() -> None:
    names = json.loads((static_files.DIST / "manifest.json").read_text())
    for hashed in names.values():
        plain = (static_files.DIST / hashed).read_bytes()
        assert brotli.decompress((static_files.DIST / f"{hashed}.br").read_bytes()) == plain
        assert gzip.decompress((static_files.DIST / f"{hashed}.gz").read_bytes()) == plain


def test_the_stylesheet_loads_nothing_from_elsewhere() -> None:
    names = json.loads((static_files.DIST / "manifest.json").read_text())
    text = (static_files.DIST / names["portal.css"]).read_text()
    assert not re.search(r"url\(|@import|@font-face", text)


def test_the_lock_of_the_browser_packages_is_exact_and_names_no_registry() -> None:
    package = json.loads((ROOT / "portal/assets/package.json").read_text())
    lock = json.loads((ROOT / "portal/assets/package-lock.json").read_text())
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())
    entries = [entry for name, entry in lock["packages"].items() if name]
    assert entries
    assert all(entry["integrity"].startswith("sha512-") for entry in entries)
    assert not [entry for entry in entries if "resolved" in entry]


def test_every_icon_has_one_name_and_the_menu_s_are_there() -> None:
    source = Path("portal/assets/icons/ikon.svg").read_text()
    names = re.findall(r'<symbol id="([^"]+)"', source)
    assert len(names) == len(set(names))
    menu = Path("portal/views/kerangka.py").read_text()
    used = re.findall(r'"/[a-z-]*/?", "([a-z]+)", ', menu)
    assert len(used) > 10 and set(used) <= set(names)
