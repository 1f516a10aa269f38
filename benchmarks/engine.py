"""What one completion costs after 1, 10, 60, 200 and 500 completions of a loop, and what a start costs.

    .venv/bin/python -m benchmarks.engine            SQLite (WAL, synchronous=FULL) and PostgreSQL (fsync on)

The loop: isi -> tinjau -> back, each with a boundary timer. Beside us the floor and stock SpiffWorkflow take turns in
this process; django-viewflow and bpmn-engine run in processes of their own (benchmarks/tetangga.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks import basis, tetangga
from benchmarks.hitung import Biaya, tengah, ukur
from benchmarks.peserta import Kami, Lantai, Polos, siap
from benchmarks.tabel import Gambar, Tabel, utama

TITIK = (1, 10, 60, 200, 500)
SEKITAR = 10
KALI = 3
MULAI = 30
KOLOM = ("", "completions", "ms", "SQL statements", "commits", "KB written")
CATATAN = (
    "Medians of the completions around each point; ours and the floor: the best of {kali} runs, the others one. "
    "KB: what the database's log grew by. The floor writes the very rows of our completion by the bare driver in one "
    "commit, and reads nothing. Ours has worklist, history and timers in it; stock keeps nothing but its state."
)


def mengukur(titik: tuple[int, ...] = TITIK, kali: int = KALI) -> list[Tabel]:
    """The tables of completions and of starts, for both databases."""
    semua = []
    with basis.semua() as server:
        for satu in server:
            semua += _satu(satu, titik, kali)
    return semua


def _satu(server: Any, titik: tuple[int, ...], kali: int) -> list[Tabel]:
    gambar = [Gambar(f"completion_{server.nama.split()[0].lower()}.png", "completions", "ms", (), log=True)]
    catatan = CATATAN.format(kali=kali)
    selesai = Tabel(f"A completed user task, {server.nama}", KOLOM, catatan=catatan, gambar=gambar).kepala()
    mulai = Tabel(f"Starting an instance, {server.nama}", ("", "ms", "SQL statements", "commits", "KB written"))
    biaya: dict[str, list[list[Biaya]]] = {}
    awal: dict[str, list[Biaya]] = {}
    for putaran in range(kali):
        nama = f"putaran{putaran}"
        for siapa, (satu, dari) in _bersama(server, nama, max(titik) + SEKITAR, polos=not putaran).items():
            biaya.setdefault(siapa, []).append(satu)
            awal.setdefault(siapa, []).append(tengah(dari))
    tidak_ada = []
    for siapa, isi in tetangga.putaran(server, max(titik) + SEKITAR, MULAI):
        if isinstance(isi, str):
            tidak_ada.append((siapa, isi))
        else:
            biaya[siapa], awal[siapa] = [isi[0]], [tengah(isi[1])]
    for siapa, semua in biaya.items():
        for t in titik:
            sekitar = [_sekitar(satu, t) for satu in semua if len(satu) >= t]
            if not sekitar:
                selesai.tambah(siapa, t, f"fails after {len(semua[0])}", None, None, None)
                continue
            b = min((tengah(satu) for satu in sekitar), key=lambda b: b.ms)
            selesai.tambah(siapa, t, b.ms, int(b.pernyataan), int(b.commit), b.byte / 1024)
    for siapa, sebab in tidak_ada:
        selesai.tambah(siapa, sebab, None, None, None, None)
    mulai.kepala()
    for nama, semua_awal in awal.items():
        b = min(semua_awal, key=lambda b: b.ms)
        mulai.tambah(nama, b.ms, int(b.pernyataan), int(b.commit), b.byte / 1024)
    return [selesai, mulai]


def _bersama(server: Any, nama: str, banyak: int, *, polos: bool) -> dict[str, tuple[list[Biaya], list[Biaya]]]:
    """We, the floor and (once, since it takes long) stock, taking turns: completions and starts of each."""
    kami = Kami(server, f"{nama}_kami")
    lantai = Lantai(server, f"{nama}_lantai", kami)
    siap(kami)
    lantai.ambil()
    lantai.jalan()
    peserta: list[Any] = [kami, lantai]
    if polos:
        peserta.append(Polos(server, f"{nama}_polos"))
        siap(peserta[2])
    awal: dict[str, list[Biaya]] = {p.nama: [] for p in peserta}
    hasil: dict[str, list[Biaya]] = {p.nama: [] for p in peserta}
    for _ in range(MULAI):
        for satu in peserta:
            awal[satu.nama].append(_sekali(server, satu, lambda p: p.mulai("ukur")))
    for _ in range(banyak):
        for satu in list(peserta):
            try:
                hasil[satu.nama].append(_sekali(server, satu, lambda p: p.selesai()))
            except RecursionError:  # stock, once its tree is some hundreds deep
                peserta.remove(satu)
                satu.tutup()
    for satu in peserta:
        satu.tutup()
    return {siapa: (hasil[siapa], awal[siapa][5:]) for siapa in hasil}


def _sekali(server: Any, peserta: Any, kerja: Callable[[Any], Any]) -> Biaya:
    if isinstance(peserta, Lantai):
        peserta.ambil()
        return ukur(server, peserta.basis, peserta.hitung, peserta.jalan)[1]
    return ukur(server, peserta.basis, peserta.hitung, lambda: kerja(peserta))[1]


def _sekitar(semua: list[Biaya], titik: int) -> list[Biaya]:
    return semua[1:6] if titik == 1 else semua[max(1, titik - SEKITAR) : titik + SEKITAR]


if __name__ == "__main__":
    utama(mengukur)
