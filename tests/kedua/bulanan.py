"""The monthly engine, regulations.md 5.4."""

from fractions import Fraction

from tests.kedua.angka import Tolak, angka, bulat, cetak, pilih, setengah_ke_atas
from tests.kedua.pp46 import hemat


def unsur(x, medan: str, **batas):
    """[target, realisasi]; the target may be zero, then the aspect has none."""
    if not isinstance(x, list) or len(x) != 2:
        raise Tolak(medan)
    return angka(x[0], medan, **batas), angka(x[1], medan, **batas)


def kegiatan(masuk: dict) -> dict:
    """Each aspect capped at 100; divisor = number of aspects with a target; biaya struktural only, AK jft only."""
    jabatan = pilih(masuk.get("jabatan"), "jabatan", ("pelaksana", "struktural", "jft"))
    mode = pilih(masuk.get("mode_waktu"), "mode_waktu", ("rasio", "pp46"))
    aspek = {"kuantitas": unsur(masuk.get("kuantitas"), "kuantitas")}
    aspek["kualitas"] = unsur(masuk.get("kualitas"), "kualitas", atas=100)
    aspek["waktu"] = unsur(masuk.get("waktu"), "waktu")
    for medan, pemilik in (("biaya", "struktural"), ("angka_kredit", "jft")):
        if masuk.get(medan) is not None:
            pasang = unsur(masuk[medan], medan)
            if jabatan == pemilik:
                aspek[medan] = pasang
    nilai = []
    for medan, (target, realisasi) in aspek.items():
        if target == 0:
            continue
        if medan == "waktu" and mode == "pp46":
            satu = hemat(target, realisasi) if aspek["kuantitas"][1] > 0 else Fraction(0)
        else:
            satu = 100 * realisasi / target
        nilai.append(min(Fraction(100), satu))
    if not nilai:
        raise Tolak("kuantitas")
    return {"nilai": cetak(sum(nilai) / len(nilai))}


def bagi(masuk: dict) -> dict:
    """Whole things: the remainder to the first months. Rupiah: rounded a month, the remainder on the last."""
    jenis = pilih(masuk.get("jenis_target"), "jenis_target", ("kuantitas", "biaya"))
    nilai = bulat(masuk.get("nilai"), "nilai")
    if jenis == "kuantitas":
        tiap, sisa = divmod(nilai, 12)
        return {"bulan": [tiap + (b < sisa) for b in range(12)]}
    tiap = setengah_ke_atas(Fraction(nilai, 12))
    return {"bulan": [tiap] * 11 + [nilai - 11 * tiap]}
