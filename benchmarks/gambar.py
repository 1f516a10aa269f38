"""Draws the plots of docs/benchmarks; runs in the benchmarks' own venv, which has matplotlib.

Usage: python benchmarks/gambar.py TABLES.json FOLDER MACHINE
"""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt


def lukis(tabel: dict, gambar: dict, folder: Path, mesin: str) -> None:
    """A line per contestant: `gambar["y"]` over `gambar["x"]`; what was not measured is left out."""
    kolom = tabel["kolom"]
    x, y = kolom.index(gambar["x"]), kolom.index(gambar["y"])
    garis: dict[str, list[tuple[float, float]]] = {}
    for baris in tabel["baris"]:
        if isinstance(baris[x], int | float) and isinstance(baris[y], int | float):
            garis.setdefault(baris[0], []).append((baris[x], baris[y]))
    kanvas, bidang = plt.subplots(figsize=(8, 4.5), dpi=110)
    for nama, titik in garis.items():
        bidang.plot([t[0] for t in titik], [t[1] for t in titik], marker="o", label=nama)
    bidang.set_xscale("log")
    if gambar["log"]:
        bidang.set_yscale("log")
    bidang.set_xlabel(gambar["x"])
    bidang.set_ylabel(gambar["y"])
    bidang.set_title(tabel["judul"])
    bidang.grid(visible=True, alpha=0.3)
    bidang.legend(fontsize=8)
    kanvas.text(0.01, 0.01, mesin, fontsize=6, color="gray")
    kanvas.tight_layout(rect=(0, 0.03, 1, 1))
    kanvas.savefig(folder / gambar["berkas"], metadata={"Software": None})
    plt.close(kanvas)


if __name__ == "__main__":
    for satu in json.loads(Path(sys.argv[1]).read_text()):
        for gambar in satu["gambar"]:
            lukis(satu, gambar, Path(sys.argv[2]), sys.argv[3])
