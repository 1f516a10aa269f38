"""BenchFlow's five patterns: an instance from start to end, script tasks only.

.venv/bin/python -m benchmarks.pola
"""

from __future__ import annotations

from typing import Any

from benchmarks import basis, diagram, tetangga
from benchmarks.hitung import Biaya, tengah, ukur
from benchmarks.peserta import Kami, Polos, siap
from benchmarks.tabel import Tabel, utama

KALI = 60
CATATAN = (
    "sequence of two scripts; exclusive choice of two; parallel split into two; explicit termination (one branch ends "
    "the instance while the other waits for a timer); arbitrary cycle of ten rounds. Medians of one instance each."
)


def mengukur(kali: int = KALI) -> list[Tabel]:
    """One table for both databases."""
    kolom = ("", "pattern", "database", "ms", "SQL statements", "commits", "KB written")
    tabel = Tabel("BenchFlow's patterns", kolom, catatan=CATATAN).kepala()
    with basis.semua() as server:
        for satu in server:
            for nama, pola, biaya in (*_bersama(satu, kali), *tetangga.pola(satu, kali)):
                if isinstance(biaya, str):
                    tabel.tambah(nama, pola, satu.nama, biaya, None, None, None)
                    continue
                tabel.tambah(
                    nama, pola, satu.nama, biaya.ms, int(biaya.pernyataan), int(biaya.commit), biaya.byte / 1024
                )
    return [tabel]


def _bersama(server: Any, kali: int) -> list[tuple[str, str, Biaya]]:
    peserta: list[Any] = [Kami(server, "pola_kami"), Polos(server, "pola_polos")]
    for satu in peserta:
        siap(satu, pola=True)
    hasil = []
    for pola, kode in diagram.POLA.items():
        biaya: dict[str, list[Biaya]] = {satu.nama: [] for satu in peserta}
        for _ in range(kali):
            for satu in peserta:
                maju, b = ukur(server, satu.basis, satu.hitung, lambda s=satu, k=kode: s.mulai(k.lower()))
                biaya[satu.nama].append(b)
                selesai = maju.instance.status == "done" if isinstance(satu, Kami) else maju.completed
                assert selesai, (satu.nama, kode)
        hasil += [(satu.nama, pola, tengah(biaya[satu.nama][2:] or biaya[satu.nama])) for satu in peserta]
    for satu in peserta:
        satu.tutup()
    return hasil


if __name__ == "__main__":
    utama(mengukur)
