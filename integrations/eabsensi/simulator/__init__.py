"""e-absensi for the demo and the tests: both faces of the contract over a data source, with faults on order.

`serve` runs until it is stopped; `start_in_thread` is for tests. Nothing here is used when the portal runs for real.
"""

import threading
from collections.abc import Callable, Sequence

import waitress
from waitress import wasyncore

from integrations.eabsensi.simulator.acak import SumberAcak
from integrations.eabsensi.simulator.app import Simulator
from integrations.eabsensi.simulator.gangguan import Gangguan
from integrations.eabsensi.simulator.sumber import Sumber

__all__ = ["Simulator", "Sumber", "SumberAcak", "serve", "start_in_thread"]

_THREADS = 4
_DETAK = 0.1  # seconds between two looks at whether to stop


def serve(sumber: Sumber, host: str = "127.0.0.1", port: int = 8810, *, user: str, password: str, token: str) -> None:
    """Serve both faces until the process is stopped: SOAP at http://host:port/soap, REST below /api/v1."""
    app = Simulator(sumber, user=user, password=password, token=token)
    waitress.serve(app, host=host, port=port, threads=_THREADS, ident="e-absensi-simulator")


def start_in_thread(
    sumber: Sumber,
    *,
    user: str = "portal",
    password: str = "rahasia",
    token: str = "token",
    gangguan: Sequence[Gangguan | None] = (),
    catatan: list[str] | None = None,
) -> tuple[str, Callable[[], None]]:
    """Serve on a free port of 127.0.0.1: ("http://127.0.0.1:PORT", stop). SOAP is at url/soap, REST at url/api/v1."""
    app = Simulator(sumber, user=user, password=password, token=token, gangguan=gangguan, catatan=catatan)
    peta: dict[int, object] = {}
    server = waitress.create_server(app, map=peta, host="127.0.0.1", port=0, threads=_THREADS)
    berhenti = threading.Event()

    def putar() -> None:
        while not berhenti.is_set():
            wasyncore.loop(timeout=_DETAK, map=peta, count=1)
        server.task_dispatcher.shutdown()
        wasyncore.close_all(peta)

    thread = threading.Thread(target=putar, name="e-absensi-simulator", daemon=True)
    thread.start()

    def stop() -> None:
        # In the server's own thread, and woken under the lock under which it looks: it must not close in between.
        with server.trigger.lock:
            server.trigger.thunks.append(berhenti.set)
            server.trigger.pull_trigger()
        thread.join(timeout=10)

    return f"http://127.0.0.1:{server.effective_port}", stop
