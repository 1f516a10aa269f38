"""A supervisor for the tests: `python -m tests.jobs.penyelia_uji FOLDER NAMA...`.

Each child adds its pid to FOLDER/NAMA when it starts, and makes FOLDER/NAMA.selesai when it is told to stop; `bandel`
refuses to stop, `rapuh` dies at once.
"""

import signal
import sys
import time
from pathlib import Path

from portal import penyelia
from portal.penyelia import Anak, Penyelia


def anak(folder: Path, nama: str) -> None:
    import os

    with (folder / nama).open("a") as berkas:
        berkas.write(f"{os.getpid()}\n")
    if nama == "rapuh":
        raise RuntimeError("rapuh")
    if nama == "bandel":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        time.sleep(60)
    finally:
        (folder / f"{nama}.selesai").touch()


def main(folder: Path, semua: list[str]) -> None:
    penyelia.SABAR = 1.0
    raise SystemExit(Penyelia([Anak(nama, lambda nama=nama: anak(folder, nama)) for nama in semua]).jalankan())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
