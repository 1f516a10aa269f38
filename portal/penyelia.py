"""The supervisor: one listening socket, the portal's processes on it, the worker, in the demo e-absensi too.

Each child is forked from this process and builds its application itself. A child that dies is started again, later and
later if it dies at once. SIGTERM and SIGINT stop all; a child also stops when this process is gone.
"""

import json
import logging
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import config

if TYPE_CHECKING:
    from portal.pintu import Papan

log = logging.getLogger("ppk")

SABAR = 10.0
"""Seconds the children have for what they are doing when all is to stop."""
LAMA_HIDUP = 60.0
"""A child that lived this long is started again at once."""
JEDA_TERLAMA = 30.0
BAGIAN = ("portal", "pekerja")
"""What a machine may run alone: `python run.py portal`, `python run.py pekerja`."""
LATAR = 512


@dataclass
class Anak:
    """A child: what it is called, what it does, and how often it has died young."""

    nama: str
    kerja: Callable[[], None]
    pid: int = 0
    mulai: float = 0.0
    mati_muda: int = 0
    lagi_pada: float = 0.0


class Penyelia:
    """Keeps its children alive until it is told to stop."""

    def __init__(self, anak: list[Anak]) -> None:
        self._anak = anak
        self._berhenti = False
        self._hidup = os.pipe()  # nothing is ever written: a child that reads the end knows that we are gone

    def jalankan(self) -> int:
        """Start all, watch over them, return the exit code once all have stopped."""
        for nomor in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(nomor, self._akhiri)
        while not self._berhenti:
            for satu in self._anak:
                if not satu.pid and time.monotonic() >= satu.lagi_pada and not self._berhenti:
                    self._lahirkan(satu)
            self._kumpulkan()
            time.sleep(0.1)
        return self._hentikan()

    def _akhiri(self, nomor: int, bingkai: object) -> None:
        self._berhenti = True

    def _lahirkan(self, satu: Anak) -> None:
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            _anak(satu, self._hidup)
        satu.pid, satu.mulai = pid, time.monotonic()

    def _kumpulkan(self) -> None:
        for satu in self._anak:
            if satu.pid and os.waitpid(satu.pid, os.WNOHANG)[0]:
                lama = time.monotonic() - satu.mulai
                satu.mati_muda = 0 if lama > LAMA_HIDUP else satu.mati_muda + 1
                jeda = min(JEDA_TERLAMA, 2.0**satu.mati_muda / 2) if satu.mati_muda else 0.0
                satu.pid, satu.lagi_pada = 0, time.monotonic() + jeda
                if not self._berhenti:
                    log.warning("%s berhenti sesudah %.0f detik; dimulai lagi dalam %.0f detik", satu.nama, lama, jeda)

    def _hentikan(self) -> int:
        for satu in self._anak:
            self._kirim(satu, signal.SIGTERM)
        habis = time.monotonic() + SABAR
        while any(satu.pid for satu in self._anak) and time.monotonic() < habis:
            self._kumpulkan()
            time.sleep(0.05)
        sisa = [satu for satu in self._anak if satu.pid]
        for satu in sisa:
            log.warning("%s tidak berhenti dalam %.0f detik", satu.nama, SABAR)
            self._kirim(satu, signal.SIGKILL)
            os.waitpid(satu.pid, 0)
        return 1 if sisa else 0

    @staticmethod
    def _kirim(satu: Anak, nomor: int) -> None:
        if satu.pid:
            os.kill(satu.pid, nomor)


def main(bagian: Sequence[str] = ()) -> None:
    """Start everything by the settings, or only what `bagian` names (of BAGIAN); returns when it was told to stop."""
    if asing := set(bagian) - set(BAGIAN):
        raise SystemExit(
            f"Tidak dikenal: {', '.join(sorted(asing))}. Pilih: {', '.join(BAGIAN)}; tanpa pilihan: semua."
        )
    bagian = bagian or BAGIAN
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for cerewet in ("alembic", "flask_appbuilder", "waitress.queue", "procrastinate"):
        logging.getLogger(cerewet).setLevel(logging.ERROR)
    settings = config.read()
    _muat_modul()
    _periksa_skema(settings)
    anak, nanti = [], time.monotonic()
    if "portal" in bagian:
        from portal.pintu import Papan

        soket, papan = _soket(settings), Papan(settings.processes)
        anak = [
            Anak(f"portal {n + 1}", lambda n=n: _portal(soket, papan, n, settings))  # type: ignore[misc]
            for n in range(settings.processes)
        ]
        threading.Thread(target=_sambut, args=(settings,), daemon=True).start()
        nanti += 1.0  # the page somebody waits for comes first
    if "pekerja" in bagian:
        anak.append(Anak("pekerja", _pekerja, lagi_pada=nanti))
    if simulator := _port_simulator(settings):
        anak.append(Anak("simulator e-absensi", lambda: _simulator(simulator), lagi_pada=nanti))
    raise SystemExit(Penyelia(anak).jalankan())


def _anak(satu: Anak, hidup: tuple[int, int]) -> None:
    """In the child: do the work, never come back."""
    kode = 1
    try:
        with suppress(OSError):  # Linux: so that ps and the log of a kill say which it is
            Path("/proc/self/comm").write_text(satu.nama)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C reaches us too; the supervisor decides
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, _selesai)
        os.close(hidup[1])
        threading.Thread(target=_jaga, args=(hidup[0],), daemon=True).start()
        satu.kerja()
        kode = 0
    except SystemExit as keluar:
        kode = keluar.code if isinstance(keluar.code, int) else 0 if keluar.code is None else 1
    except BaseException:  # the end of a process: say why
        log.exception("%s gagal", satu.nama)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(kode)


def _selesai(nomor: int, bingkai: object) -> None:
    raise SystemExit(0)


def _jaga(pipa: int) -> None:
    os.read(pipa, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _portal(soket: socket.socket, papan: "Papan", nomor: int, settings: config.Settings) -> None:
    from portal.app import create_app
    from portal.pintu import Pintu

    app = create_app(settings=settings)
    Pintu(
        app,
        soket,
        papan,
        nomor,
        threads=settings.threads,
        ident=None,
        max_request_body_size=2 * app.config["MAX_CONTENT_LENGTH"],  # our own page says what is too large
        clear_untrusted_proxy_headers=not settings.trusted_proxies,
    ).run()


def _pekerja() -> None:
    from portal import worker
    from portal.app import create_app

    worker.jalankan(create_app())


def _simulator(port: int) -> None:
    from flask.cli import ScriptInfo

    from portal.app import create_app

    app = create_app()
    app.cli.main(
        ["absensi", "simulator", "--port", str(port)], standalone_mode=False, obj=ScriptInfo(create_app=lambda: app)
    )


def _muat_modul() -> None:
    """Import once what every child needs; no connection and no thread begins at import."""
    import portal.app
    import portal.cli
    import portal.jobs
    import portal.views  # noqa: F401


def _periksa_skema(settings: config.Settings) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import OperationalError

    from portal import skema

    engine = create_engine(settings.database_url)
    try:
        ada = skema.versi(engine)
    except OperationalError as galat:
        raise SystemExit(f"Basis data tidak dapat dibuka: {galat.orig}") from None
    finally:
        engine.dispose()
    if not skema.cukup(ada):
        raise SystemExit(
            f"Skema basis data {ada or 'kosong'}, yang diperlukan {skema.terbaru()}. Jalankan `make run`, atau "
            "`flask --app run db upgrade`, `peran sinkron` dan `proses muat`."
        )


def _soket(settings: config.Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    soket = socket.socket(family, socket.SOCK_STREAM)
    soket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        soket.bind((settings.host, settings.port))
    except OSError as galat:
        alamat = f"{settings.host}:{settings.port}"
        raise SystemExit(f"{alamat} tidak dapat dipakai ({galat.strerror}). Pilih port lain: PORTAL_PORT.") from None
    soket.listen(LATAR)
    return soket


def _port_simulator(settings: config.Settings) -> int | None:
    """Where to start the simulator: in development, if e-absensi is to be on this machine and nobody is there yet."""
    alamat = urlsplit(settings.eabsensi_url)
    if settings.production or alamat.hostname not in ("127.0.0.1", "localhost") or not alamat.port:
        return None
    with socket.socket() as coba:
        coba.settimeout(0.5)
        ada = coba.connect_ex(("127.0.0.1", alamat.port)) == 0
    return None if ada else alamat.port


def _sambut(settings: config.Settings) -> None:
    """Once the portal answers, say where it is and who may log in."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    alamat = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/"
    try:
        urllib.request.urlopen(f"{alamat}sehat", timeout=60).close()
    except urllib.error.HTTPError as jawaban:
        jawaban.close()  # it answers, and that is what was asked
    except OSError as galat:
        log.error("portal tidak menjawab: %s", galat)
        return
    print(f"\nPPK Online siap di {alamat}\n{akun_demo(settings.data_dir)}", flush=True)


def akun_demo(data_dir: Path) -> str:
    """The first demo account of each role, one a line; empty where there are none."""
    berkas = data_dir / "akun_demo.json"
    if not berkas.is_file():
        return ""
    pertama: dict[str, dict[str, str]] = {}
    for akun in json.loads(berkas.read_text(encoding="utf-8")):
        pertama.setdefault(akun["peran"], akun)
    baris = [f"  {a['peran']:<16} {a['nip']:<20} {a['kata_sandi']:<16} {a['nama']}" for a in pertama.values()]
    return "Akun demo (peran, NIP, kata sandi, nama):\n" + "\n".join(baris) if baris else ""
