"""`nilai hitung`: lines per second on one core, by jenis, and memory over a long stream.

    .venv/bin/python -m benchmarks.nilai

Seconds are those of the processor, best of three. The floor is reading each question and writing its answer as JSON
with nothing in between; `of it` says how many times that a computed line costs. Required: 5,000 lines a second.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from portal.hitung import JENIS, aliran
from tests.hitung.soal import Soal

N = 2000
PANJANG = (20_000, 200_000)
AKAR = Path(__file__).parents[1]


def main() -> None:
    """Print the table."""
    print(f"{'jenis':<20}{'lines/s':>10}{'µs':>8}{'floor µs':>10}{'of it':>8}")
    soal = Soal()
    for jenis in (*JENIS, "semua"):
        isi = soal.campur(N) if jenis == "semua" else [soal.baris(jenis) for _ in range(N)]
        baris = [satu.encode() for satu in isi]
        hasil = [json.loads(aliran.jawab(satu)[0]) for satu in baris]
        mikro = _ukur(lambda baris=baris: [aliran.jawab(satu) for satu in baris])
        lantai = _ukur(lambda a=baris, b=hasil: [json.loads(x) for x in a] and [json.dumps(x) for x in b])
        print(f"{jenis:<20}{1e6 / mikro:>10,.0f}{mikro:>8.0f}{lantai:>10.0f}{mikro / lantai:>8.1f}")
    _aliran(soal)


def _ukur(kerja: Callable[[], object]) -> float:
    """Microseconds of processor time a line."""
    waktu = []
    for _ in range(3):
        awal = time.process_time()
        kerja()
        waktu.append(time.process_time() - awal)
    return min(waktu) * 1e6 / N


def _aliran(soal: Soal) -> None:
    """The command itself, start included: processor seconds and the most memory it held."""
    contoh = "".join(f"{satu}\n" for satu in soal.campur(1000)).encode()
    perintah = [sys.executable, "-m", "flask", "--app", "run", "nilai", "hitung"]
    print(f"\n{'command, lines':<20}{'lines/s':>10}{'CPU s':>8}{'peak MiB':>10}")
    for banyak in PANJANG:
        awal = resource.getrusage(resource.RUSAGE_CHILDREN)
        with subprocess.Popen(perintah, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=AKAR) as proses:
            assert proses.stdin
            for _ in range(banyak // 1000):
                proses.stdin.write(contoh)
            proses.stdin.close()
        akhir = resource.getrusage(resource.RUSAGE_CHILDREN)
        detik = akhir.ru_utime + akhir.ru_stime - awal.ru_utime - awal.ru_stime
        print(f"{banyak:<20,}{banyak / detik:>10,.0f}{detik:>8.1f}{akhir.ru_maxrss / 1024:>10.0f}")


if __name__ == "__main__":
    main()
