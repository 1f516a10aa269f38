"""Partners to talk to: the simulator and the bare socket, each stopped when the test ends."""

from collections.abc import Callable, Iterator

import pytest

from integrations import http
from integrations.eabsensi import Client, client
from integrations.eabsensi.rest import RestClient
from integrations.eabsensi.simulator import start_in_thread
from integrations.eabsensi.soap import SoapClient
from integrations.errors import Unavailable
from tests.integrations.bantuan import HALAMAN_KOSONG, JENIS, Soket, SumberTetap, alamat, tulis


@pytest.fixture
def sumber() -> SumberTetap:
    return SumberTetap()


@pytest.fixture
def simulator() -> Iterator[Callable[..., str]]:
    """simulator(sumber, gangguan=..., catatan=...) -> url; every one is stopped at the end."""
    stops = []

    def start(sumber, **lain) -> str:
        url, stop = start_in_thread(sumber, user="portal", password="rahasia", token="kunci", **lain)
        stops.append(stop)
        return url

    yield start
    for stop in stops:
        stop()


@pytest.fixture(params=["soap", "rest"])
def wajah(request) -> str:
    return request.param


@pytest.fixture
def klien(wajah) -> Callable[..., Client]:
    """klien(url) -> the client of this face against the simulator at `url`; `ukuran` sets the page size."""

    def buat(url: str, *, user="portal", password="rahasia", token="kunci", timeout=5, ukuran=None) -> Client:
        if ukuran is None:
            return client(wajah, alamat(wajah, url), user=user, password=password, token=token, timeout=timeout)
        if wajah == "soap":
            return SoapClient(alamat(wajah, url), user=user, password=password, timeout=timeout, ukuran=ukuran)
        return RestClient(alamat(wajah, url), token=token, timeout=timeout, ukuran=ukuran)

    return buat


@pytest.fixture(autouse=True)
def tidur(monkeypatch) -> list[float]:
    """How long the client would have waited before its second attempt; nobody really waits."""
    lama: list[float] = []
    monkeypatch.setattr(http, "sleep", lama.append)
    return lama


@pytest.fixture
def soket() -> Iterator[Callable[..., Soket]]:
    """soket(answer, answer, ...) -> a Soket with .url and .diminta (raw requests)."""
    servers: list[Soket] = []

    def start(*jawaban) -> Soket:
        servers.append(Soket(jawaban))
        return servers[-1]

    yield start
    for server in servers:
        server.tutup()


@pytest.fixture
def tanya(klien):
    """tanya(url) asks for a recap and expects nothing usable: the Unavailable that came."""

    def lakukan(url: str, **lain) -> Unavailable:
        with pytest.raises(Unavailable) as galat:
            klien(url, **lain).rekap_bulanan("BKD", "2026-03")
        return galat.value

    return lakukan


@pytest.fixture
def kosong(wajah) -> bytes:
    """A correct answer of this face, without rows."""
    return tulis("200 OK", JENIS[wajah], HALAMAN_KOSONG[wajah])
