"""The live formulas recalculated by a spreadsheet engine that is not ours: LibreOffice, where the machine has it.

The values kept beside the formulas are taken out of the file first, so whatever comes back was computed there.
"""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from portal.reports import angka_kredit, f2, f4, pp30, pp30_skp
from portal.reports.lembar import Buku, tulis
from portal.rules import pp46
from tests.reports.buka import Lembar, buka
from tests.reports.contoh import formulir, kegiatan, nilai
from tests.reports.contoh_kinerja import dokumen30, konversi, skp30
from tests.reports.contoh_tahun import UNSUR, tahunan
from tests.reports.test_f2 import TEPI

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
BANYAK = 20
"""SKP of each kind."""

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice tidak terpasang: rumus hanya diuji oleh hitung.py")


def tanpa_nilai(isi: bytes) -> bytes:
    """The workbook without the values beside its formulas."""
    hasil = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(isi)) as lama, zipfile.ZipFile(hasil, "w") as baru:
        for nama in lama.namelist():
            data = lama.read(nama)
            if nama.startswith("xl/worksheets/"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            baru.writestr(nama, data)
    return hasil.getvalue()


def dihitung_ulang(isi: bytes, folder: Path) -> tuple[Lembar, ...]:
    """The sheets as LibreOffice saves them after computing every formula."""
    (folder / "uji.xlsx").write_bytes(tanpa_nilai(isi))
    keluar = folder / "keluar"
    perintah = [
        str(SOFFICE), "--headless", f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--convert-to", "xlsx",
        "--outdir", str(keluar), str(folder / "uji.xlsx"),
    ]  # fmt: skip
    subprocess.run(perintah, check=True, capture_output=True, timeout=300)
    return buka((keluar / "uji.xlsx").read_bytes()).lembar


def acak(satu: Random, waktu: int) -> Any:
    """A kegiatan with any numbers, one in five at the border of 24 percent."""
    biaya = satu.choice([None, "25000000", "90000000"])
    target = nilai(str(satu.randint(1, 500)), "100", str(satu.randint(1, waktu)), biaya)
    lama = Fraction(satu.randint(0, 90), 11) if satu.random() > 0.2 else Fraction(target.waktu) * 76 / 100
    uang = None if biaya is None else satu.choice([Decimal(satu.randint(0, 150_000_000)), Decimal(19_000_000)])
    hasil = nilai(str(satu.randint(0, 600)), str(satu.randint(0, 100)), "1")
    return kegiatan(target, type(hasil)(hasil.kuantitas, hasil.kualitas, lama, uang))


def isi_buku(biji: Random, tambahan: Any) -> Any:
    def tulis_semua(buku: Buku) -> None:
        for _n in range(BANYAK):
            semua = [acak(biji, 12) for _ in range(biji.randint(1, 8))]
            f2.tulis_lembar(buku, formulir(
                *semua, selesai=date(2020, 12, 31), tugas_tambahan=("tugas",) * biji.randint(0, 8),
                kreativitas=(("alur", biji.choice([3, 6, 12])),) * biji.randint(0, 1),
            ))  # fmt: skip
            jenis = biji.choice(["jpt", "pengawas", "pelaksana"])
            pp30_skp.tulis_lembar(buku, skp30(*(acak(biji, 6) for _ in range(biji.randint(1, 5))), jenis=jenis))
            sikap = [Decimal(biji.randint(0, 10000)) / 100 for _ in UNSUR]
            skp = Fraction(biji.randint(0, 3_300_000), 30_000)
            rata = sum(map(Fraction, sikap), Fraction(0)) / len(sikap)
            unsur = tuple(type(u)(u.nama, n, u.sebutan) for u, n in zip(UNSUR, sikap, strict=True))
            hasil = pp46.gabung(skp, rata, pada=date(2020, 12, 31))
            f4.tulis_lembar(buku, tahunan(unsur=unsur, nilai_skp=skp, nilai_perilaku=rata, nilai=hasil.nilai))
            pp30.tulis_lembar(buku, dokumen30(skp=skp, satu=Fraction(biji.randint(0, 3600), 30)))
            predikat = biji.choice(["Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"])
            angka_kredit.tulis_lembar(buku, konversi(biji.choice(tambahan), predikat=predikat))

    return tulis_semua


@pytest.mark.parametrize("biji", [1, 2])
def test_libreoffice_finds_what_the_rules_say_of_any_form(biji: int, tmp_path: Path) -> None:
    nama = ["Arsiparis Mahir", "Guru Ahli Madya", "Perawat Terampil", "Perawat Pemula"]
    assert bandingkan(isi_buku(Random(biji), nama), tmp_path) > BANYAK * 30


def test_libreoffice_finds_what_the_rules_say_at_the_borders_of_f2(tmp_path: Path) -> None:
    def semua(buku: Buku) -> None:
        for realisasi in TEPI:
            f2.tulis_lembar(buku, formulir(kegiatan(nilai("10", "100", "12"), realisasi), selesai=date(2020, 12, 31)))

    assert bandingkan(semua, tmp_path) == 4 * len(TEPI)


def bandingkan(isi: Any, folder: Path) -> int:
    """Every formula's value as LibreOffice finds it is the one the rules say; how many there are."""
    banyak = 0
    with tulis(isi, "Uji") as berkas:
        asli = berkas.read()
    for satu, dua in zip(buka(asli).lembar, dihitung_ulang(asli, folder), strict=True):
        for nama, sel in ((n, s) for n, s in satu.sel.items() if s.rumus):
            banyak += 1
            hasil = dua.sel[nama].nilai
            if sel.jenis == "s":
                assert hasil == sel.nilai, (satu.nama, nama)
            else:
                assert float(hasil) == pytest.approx(float(sel.nilai), abs=1e-8), (satu.nama, nama, sel.rumus)
    return banyak
