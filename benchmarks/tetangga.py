"""The peers that run in processes of their own: django-viewflow in .setup/bench, bpmn-engine under Node.

What cannot be installed is said in its row, never left out. bpmn-engine keeps nothing itself: its state is written as
text into one row by us, and the pipe to its process (about 0.1 ms) is in its milliseconds.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, make_url, select, update

from benchmarks import basis, diagram
from benchmarks.hitung import Biaya, Penghitung, tengah, ukur

AKAR = Path(__file__).parents[1]
VIEWFLOW, NODE = "django-viewflow", "bpmn-engine"
SABAR = 280
"""Seconds a peer may take for one measurement."""
PEMANASAN = 60
"""Completions of bpmn-engine that are not counted."""

Hasil = tuple[str, tuple[list[Biaya], list[Biaya]] | str]


def putaran(server: Any, banyak: int, mulai: int) -> Iterator[Hasil]:
    """Completions and starts of each peer, or why there are none."""
    yield VIEWFLOW, _viewflow(server, "putaran", banyak, _putaran_viewflow, mulai=mulai)
    yield NODE, _node(server, lambda node: _putaran_node(node, banyak, mulai))


def pola(server: Any, kali: int) -> Iterator[tuple[str, str, Biaya | str]]:
    """The five patterns of each peer."""
    isi = _viewflow(server, "pola", kali, lambda jawab: {k: tengah(_biaya(b)[2:]) for k, b in jawab.items()})
    for nama, kode in diagram.POLA.items():
        yield VIEWFLOW, nama, isi if isinstance(isi, str) else isi.get(kode, "no such element")
    for nama, kode in diagram.POLA.items():
        yield NODE, nama, _node(server, lambda node, k=kode: _pola_node(node, k, kali))


def kotak(server: Any, banyak: tuple[int, ...]) -> Iterator[list[Any]]:
    """Rows of viewflow's inbox."""
    for n in banyak:
        isi = _viewflow(server, "kotak", n, list)
        yield [f"{VIEWFLOW}, {server.nama}", n, *([isi, None, None] if isinstance(isi, str) else isi)]


def _viewflow(server: Any, kerja: str, banyak: int, baca: Callable[[Any], Any], **lain: int) -> Any:
    python = AKAR / ".setup" / "bench" / "bin" / "python"
    if not python.exists():
        return "not installed (make bench does)"
    alamat = make_url(server.url(f"viewflow_{kerja}_{banyak}"))
    dasar: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": alamat.database}
    if alamat.get_backend_name() == "postgresql":
        dasar = {
            "ENGINE": "django.db.backends.postgresql", "NAME": alamat.database, "USER": alamat.username or "postgres",
            "HOST": alamat.host or alamat.query.get("host", ""),
        }  # fmt: skip
    tanya = json.dumps({"basis": dasar, "kerja": kerja, "banyak": banyak, **lain})
    perintah = [str(python), "benchmarks/viewflow/ukur.py", tanya]
    try:
        hasil = subprocess.run(perintah, cwd=AKAR, capture_output=True, text=True, timeout=SABAR, check=False)
    except subprocess.TimeoutExpired:
        return f"not done in {SABAR} s"
    if hasil.returncode:
        return f"failed: {hasil.stderr.strip().splitlines()[-1][:80]}"
    return baca(json.loads(hasil.stdout.splitlines()[-1]))


def _putaran_viewflow(jawab: Any) -> tuple[list[Biaya], list[Biaya]]:
    return _biaya(jawab["selesai"]), _biaya(jawab["mulai"])[5:] or _biaya(jawab["mulai"])


def _biaya(semua: list[list[float]]) -> list[Biaya]:
    return [Biaya(*satu) for satu in semua]


class Node:
    """bpmn-engine's process, and the table of its states."""

    def __init__(self, server: Any) -> None:
        self.server, self.basis = server, "node"
        self.engine = basis.mesin(server, self.basis)
        meta = MetaData()
        self.tabel = Table("instans", meta, Column("id", Integer, primary_key=True), Column("state", Text))
        meta.create_all(self.engine)
        self.hitung = Penghitung(self.engine)
        with self.engine.begin() as koneksi:
            self.nomor = koneksi.scalar(select(self.tabel.c.id).order_by(self.tabel.c.id.desc()).limit(1)) or 0
        perintah = [str(AKAR / "scripts" / "node.sh"), "node", "ukur.mjs"]
        self.proses = subprocess.Popen(
            perintah, cwd=AKAR / "benchmarks" / "bpmn_engine", stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tanya(self, **isi: str) -> dict[str, Any]:
        """One request to the process."""
        assert self.proses.stdin and self.proses.stdout
        self.proses.stdin.write(json.dumps(isi) + "\n")
        self.proses.stdin.flush()
        jawab: dict[str, Any] = json.loads(self.proses.stdout.readline())
        if "galat" in jawab:
            raise RuntimeError(jawab["galat"])
        return jawab

    def mulai(self, xml: str) -> dict[str, Any]:
        """Start an instance and keep its state."""
        jawab = self.tanya(kerja="mulai", xml=xml)
        self.nomor += 1
        with self.engine.begin() as koneksi:
            koneksi.execute(insert(self.tabel).values(id=self.nomor, state=jawab["state"]))
        return jawab

    def selesai(self) -> None:
        """Complete the step of the last instance."""
        kolom = self.tabel.c
        with self.engine.begin() as koneksi:
            state = koneksi.scalar(select(kolom.state).where(kolom.id == self.nomor).with_for_update())
            jawab = self.tanya(kerja="selesai", state=str(state))
            koneksi.execute(update(self.tabel).where(kolom.id == self.nomor).values(state=jawab["state"]))

    def ukur(self, kerja: Callable[[], Any]) -> tuple[Any, Biaya]:
        """Run and measure."""
        return ukur(self.server, self.basis, self.hitung, kerja)

    def tutup(self) -> None:
        self.proses.kill()
        self.proses.wait()
        self.engine.dispose()


def _node(server: Any, kerja: Callable[[Node], Any]) -> Any:
    if shutil.which("node") is None or not (AKAR / "benchmarks" / "bpmn_engine" / "node_modules").is_dir():
        return "not installed (make bench does)"
    node = Node(server)
    try:
        return kerja(node)
    except (RuntimeError, ValueError, OSError) as galat:
        return f"failed: {str(galat)[:80]}"
    finally:
        node.tutup()


def _putaran_node(node: Node, banyak: int, mulai: int) -> tuple[list[Biaya], list[Biaya]]:
    """The process compiles what runs often while it runs: it works on another instance until that is done."""
    xml = diagram.putaran("js").decode()
    node.mulai(xml)
    for _ in range(min(banyak, PEMANASAN)):
        node.selesai()
    awal = [node.ukur(lambda: node.mulai(xml))[1] for _ in range(mulai)]
    return [node.ukur(node.selesai)[1] for _ in range(banyak)], awal[5:] or awal


def _pola_node(node: Node, kode: str, kali: int) -> Biaya:
    xml = diagram.pola(kode, "js").decode()
    semua = []
    for _ in range(kali):
        jawab, biaya = node.ukur(lambda: node.mulai(xml))
        if not jawab["selesai"]:
            raise RuntimeError("does not end")
        semua.append(biaya)
    return tengah(semua[2:] or semua)
