"""The portal as it is served in life: waitress on a port of its own, in a thread, with a clock the test turns."""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from waitress.server import create_server
from waitress.wasyncore import close_all

from portal import waktu


class Jam:
    """The time the server and the worker live in; `jam(2, 3, 9)` turns it to 3 February 2026, 09.00 WITA."""

    def __init__(self) -> None:
        self.saat = datetime(2026, 1, 5, 9, 0, tzinfo=waktu.WITA)

    def __call__(self, bulan: int, hari: int, jam: int = 9, menit: int = 0, *, tahun: int = 2026) -> None:
        self.saat = datetime(tahun, bulan, hari, jam, menit, tzinfo=waktu.WITA)

    def pada(self) -> Any:
        """The block lives at that time: `with jam.pada(): ...`."""
        return waktu.pada(self.saat)


class Hidup:
    """A running server; `alamat` is where. `tutup()` ends it, its threads and its connections."""

    def __init__(self, app: Callable[..., Iterable[bytes]], jam: Jam) -> None:
        def wsgi(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            with self._berubah:
                self._berjalan += 1
            try:
                with jam.pada():  # waktu is a context variable: each request's thread has to be told
                    return app(environ, start_response)
            finally:
                with self._berubah:
                    self._berjalan -= 1
                    self._berubah.notify_all()

        self._berubah, self._berjalan = threading.Condition(), 0
        self._peta: dict[int, Any] = {}
        self._server = create_server(wsgi, map=self._peta, host="127.0.0.1", port=0, threads=4, ident=None)
        self._utas = threading.Thread(target=self._server.run, daemon=True)
        self._utas.start()
        self.alamat = f"http://127.0.0.1:{self._server.effective_port}"

    def reda(self) -> None:
        """Wait until no request runs any more: what a page asked by itself must not meet the next test's database."""
        with self._berubah:
            assert self._berubah.wait_for(lambda: not self._berjalan, 20), f"{self._berjalan} permintaan masih berjalan"

    def tutup(self) -> None:
        """Close in the server's own thread, and not before it is woken: neither may find a socket that is gone."""
        with self._server.trigger.lock:
            self._server.trigger.thunks.append(lambda: close_all(self._peta, ignore_all=True))
            self._server.trigger.pull_trigger()
        self._utas.join(10)
        assert not self._utas.is_alive(), "server tidak berhenti"
