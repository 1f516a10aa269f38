"""A benchmark's result: tables that are printed, and kept for docs/benchmarks where `--ke FILE` names a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Gambar:
    """How a table is drawn: a line per value of `garis`, `x` against `y`; or bars where `batang`."""

    berkas: str
    x: str
    y: str
    garis: tuple[str, ...]
    log: bool = False
    batang: bool = False


@dataclass
class Tabel:
    """`kolom` names the columns, `baris` holds values (None: not measured). `catatan`: what a reader must know."""

    judul: str
    kolom: Sequence[str]
    baris: list[list[Any]] = field(default_factory=list)
    catatan: str = ""
    gambar: list[Gambar] = field(default_factory=list)

    def tambah(self, *nilai: Any) -> None:
        """One more row; printed as it comes, since a benchmark takes a while."""
        self.baris.append(list(nilai))
        print("  ".join(f"{_teks(n):>14}" if i else f"{_teks(n):<28}" for i, n in enumerate(nilai)), flush=True)

    def kepala(self) -> Tabel:
        """Print title and columns."""
        print(f"\n{self.judul}")
        print("  ".join(f"{k:>14}" if i else f"{k:<28}" for i, k in enumerate(self.kolom)), flush=True)
        return self


def markdown(tabel: dict[str, Any]) -> str:
    """The table as Markdown."""
    kepala = "| " + " | ".join(tabel["kolom"]) + " |\n|" + "---|" * len(tabel["kolom"])
    isi = "\n".join("| " + " | ".join(_teks(n) for n in baris) + " |" for baris in tabel["baris"])
    bagian = [f"### {tabel['judul']}", tabel["catatan"], f"{kepala}\n{isi}"]
    bagian += [f"![{tabel['judul']}]({g['berkas']})" for g in tabel["gambar"]]
    return "\n\n".join(b for b in bagian if b)


def utama(ukur: Callable[[], list[Tabel]]) -> None:
    """Run a benchmark from the command line."""
    tabel = ukur()
    for satu in tabel:
        if satu.catatan:
            print(f"({satu.catatan})")
    if "--ke" in sys.argv:
        Path(sys.argv[sys.argv.index("--ke") + 1]).write_text(json.dumps([asdict(t) for t in tabel]))


def _teks(nilai: Any) -> str:
    if nilai is None:
        return "-"
    if isinstance(nilai, float):
        return f"{nilai:,.0f}" if abs(nilai) >= 1000 else f"{nilai:.2f}"
    return f"{nilai:,}" if isinstance(nilai, int) else str(nilai)
