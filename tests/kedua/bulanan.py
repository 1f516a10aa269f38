"""The monthly engine, regulations.md 5.4."""

from fractions import Fraction

from tests.kedua.angka import Tolak, angka, bulat, cetak, pasangan, pilih, setengah_ke_atas
from tests.kedua.pp46 import hemat


def kegiatan(masuk: dict) -> dict:
    """Each aspect capped at 100; divisor = number of aspects with a target; biaya struktural only, AK jft only.

    Where the time follows Perka BKN (mode pp46) so does a kegiatan without output: all its aspects are 0 (1.2).
    """
    jabatan = pilih(masuk.get("jabatan"), "jabatan", ("pelaksana", "struktural", "jft"))
    mode = pilih(masuk.get("mode_waktu"), "mode_waktu", ("rasio", "pp46"))
    aspek = {"kuantitas": pasangan(masuk.get("kuantitas"), "kuantitas")}
    aspek["kualitas"] = pasangan(masuk.get("kualitas"), "kualitas", atas=100)
    aspek["waktu"] = pasangan(masuk.get("waktu"), "waktu")
    for medan, pemilik in (("biaya", "struktural"), ("angka_kredit", "jft")):
        if masuk.get(medan) is None:
            continue
        if jabatan == pemilik:
            aspek[medan] = pasangan(masuk[medan], medan)
        elif not isinstance(masuk[medan], list) or len(masuk[medan]) != 2:
            raise Tolak(medan)
        else:  # two numbers, whichever they are
            [angka(satu, medan, bawah=None) for satu in masuk[medan]]
    if mode == "pp46" and aspek["kuantitas"][1] == 0:
        return {"nilai": "0.00"}
    nilai = [100 * realisasi / target for target, realisasi in aspek.values()]
    if mode == "pp46":
        nilai[2] = hemat(*aspek["waktu"])
    return {"nilai": cetak(sum(min(Fraction(100), satu) for satu in nilai) / len(nilai))}


def bagi(masuk: dict) -> dict:
    """Whole things: the remainder to the first months, a fraction of one with it. Rupiah: rounded a month, the
    remainder on the last; rounded down where that would leave the last month less than nothing."""
    jenis = pilih(masuk.get("jenis_target"), "jenis_target", ("kuantitas", "biaya"))
    if jenis == "kuantitas":
        nilai = angka(masuk.get("nilai"), "nilai")
        tiap, sisa = divmod(int(nilai), 12)
        bulan = [Fraction(tiap + (b < sisa)) for b in range(12)]
        bulan[0] += nilai - int(nilai)
        return {"bulan": [int(b) for b in bulan] if nilai.denominator == 1 else [polos(b) for b in bulan]}
    nilai = bulat(masuk.get("nilai"), "nilai")
    tiap = setengah_ke_atas(Fraction(nilai, 12))
    if 11 * tiap > nilai:
        tiap = nilai // 12
    return {"bulan": [tiap] * 11 + [nilai - 11 * tiap]}


def polos(x: Fraction) -> str:
    """A finite decimal, every digit and none too many."""
    tempat = next(n for n in range(99) if 10**n % x.denominator == 0)
    return cetak(x, tempat)
