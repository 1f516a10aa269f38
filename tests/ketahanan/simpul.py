"""A node for the tests: `python -m tests.ketahanan.simpul [portal|pekerja]` is run.py with short waits for the dead.

And its reins: start it, find its children, kill one, wait until it answers.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.jobs.test_pekerja import AKAR

MATI = 3.0


@dataclass
class Simpul:
    """A supervisor with a portal and a worker, on a port of its own."""

    port: int
    lingkungan: dict[str, str]
    log: Path
    bagian: tuple[str, ...] = ()
    dibunuh: list[str] = field(default_factory=list)

    def mulai(self) -> "Simpul":
        """Start the supervisor."""
        perintah = [sys.executable, "-m", "tests.ketahanan.simpul", *self.bagian]
        env = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
        env |= self.lingkungan | {"PORTAL_PORT": str(self.port)}
        with self.log.open("ab") as keluaran:
            self._proses = subprocess.Popen(perintah, cwd=AKAR, env=env, stdout=keluaran, stderr=subprocess.STDOUT)
        return self

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def anak(self, nama: str) -> list[int]:
        """Ids of its children of that name ("portal", "pekerja")."""
        hasil = []
        for satu in Path("/proc").glob("[0-9]*/stat"):
            try:
                depan, _, belakang = satu.read_text().rpartition(")")
            except OSError:  # it is gone by now
                continue
            nomor, _, comm = depan.partition(" (")
            if int(belakang.split()[1]) == self._proses.pid and comm.startswith(nama):
                hasil.append(int(nomor))
        return hasil

    def bunuh(self, nama: str) -> bool:
        """SIGKILL a child; whether there was one."""
        anak = self.anak(nama)
        if anak:
            os.kill(anak[0], signal.SIGKILL)
            self.dibunuh.append(nama)
        return bool(anak)

    def menjawab(self, detik: float) -> None:
        """Wait until the portal answers."""
        habis = time.monotonic() + detik
        while time.monotonic() < habis:
            assert self._proses.poll() is None, self.log.read_text()[-3000:]
            try:
                urllib.request.urlopen(f"{self.alamat}/sehat", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        raise AssertionError(f"{self.alamat} tidak menjawab: {self.log.read_text()[-3000:]}")

    def tutup(self) -> None:
        """Told to stop; whoever does not is killed, children too (they watch their supervisor)."""
        self._proses.terminate()
        try:
            self._proses.wait(20)
        except subprocess.TimeoutExpired:
            self._proses.kill()
            self._proses.wait(5)


def main() -> None:
    from portal import penyelia, toko_postgres, waktu

    if saat := os.environ.get("UJI_SAAT"):
        waktu.datetime = _jam_sejak(datetime.fromisoformat(saat))  # type: ignore[attr-defined]
    toko_postgres.DENYUT, toko_postgres.MATI = MATI / 4, MATI
    penyelia.JEDA_TERLAMA = 0.5
    penyelia.main(sys.argv[1:])


def _jam_sejak(mulai: datetime) -> type[datetime]:
    """A clock that shows `mulai` now and goes on from there."""
    geser = mulai - datetime.now(UTC)

    class Jam(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + geser

    return Jam


if __name__ == "__main__":
    main()
