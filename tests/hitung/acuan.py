"""The formulas of the regulations written down a second time, plainly, from the articles and not from our code.

    .venv/bin/python -m tests.hitung.acuan 100000

compares that many random questions of every jenis with `nilai hitung`, many of them on a border.
"""

import calendar
import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from portal.hitung import aliran
from tests.hitung.soal import Soal

TARIF = {"1": "0.5", "2": "1", "3": "1.25", "4": "1.5"}


def _dua(nilai: Fraction, desimal: str = "0.01") -> str:
    """Half up, by the decimal module on far more digits than any tie needs."""
    with localcontext() as konteks:
        konteks.prec = 80
        tepat = Decimal(nilai.numerator) / Decimal(nilai.denominator)
        return str(tepat.quantize(Decimal("1e-40"), ROUND_HALF_UP).quantize(Decimal(desimal), ROUND_HALF_UP))


def _bagi(pasang: list) -> Fraction:
    return Fraction(str(pasang[1])) / Fraction(str(pasang[0]))


def _hemat(pasang: list) -> Fraction:
    p = 100 * _bagi(pasang)
    return max(Fraction(0), 176 - p if p >= 76 else p)


def _kegiatan(isi: dict) -> Fraction:
    nilai = [100 * _bagi(isi["kuantitas"]), 100 * _bagi(isi["kualitas"]), _hemat(isi["waktu"])]
    nilai += [_hemat(isi["biaya"])] if isi["biaya"] else []
    return Fraction(0) if _bagi(isi["kuantitas"]) == 0 else sum(nilai, Fraction(0)) / len(nilai)


def pp46_kegiatan(isi: dict) -> dict:
    return {"nilai": _dua(_kegiatan(isi))}


def pp46_tahunan(isi: dict) -> dict:
    n = isi["tugas_tambahan"]
    kegiatan = [_kegiatan(satu) for satu in isi["kegiatan"]]
    skp = sum(kegiatan, Fraction(0)) / len(kegiatan) + (n > 0) + (n > 3) + (n > 6) + isi["kreativitas"]
    sikap = [Fraction(str(satu)) for satu in isi["perilaku"].values()]
    perilaku = sum(sikap, Fraction(0)) / len(sikap)
    nilai = _dua((6 * skp + 4 * perilaku) / 10)
    tangga = ((91, "Sangat Baik"), (76, "Baik"), (61, "Cukup"), (51, "Kurang"), (0, "Buruk"))
    kata = next(satu for batas, satu in tangga if Decimal(nilai) >= batas)
    return {"nilai_skp": _dua(skp), "nilai_perilaku": _dua(perilaku), "nilai": nilai, "predikat": kata}


def pp30_nilai(isi: dict) -> dict:
    a = 6 if isi["penilaian_360"] else 7
    nilai = _dua((a * Fraction(str(isi["skp"])) + (10 - a) * Fraction(str(isi["perilaku"]))) / 10)
    tangga = ((110, "Sangat Baik"), (90, "Baik"), (70, "Cukup"), (50, "Kurang"), (0, "Sangat Kurang"))
    kata = next(satu for batas, satu in tangga if Decimal(nilai) >= batas)
    return {"nilai": nilai, "predikat": "Baik" if kata == "Sangat Baik" and not isi["ide_baru"] else kata}


def pp30_capaian(isi: dict) -> dict:
    target = isi["target"] if isinstance(isi["target"], list) else [isi["target"]] * 2
    r = Fraction(str(isi["realisasi"]))
    if target[0] <= r <= target[1]:
        return {"capaian": "100.00"}
    p = 100 * r / (target[1] if r > target[1] else target[0])
    return {"capaian": _dua(200 - p if isi["khusus"] else p)}


def pp30_konversi(isi: dict) -> dict:
    n = Fraction(str(isi["nilai"]))
    if n > 99:
        return {"nilai": "120.00"}
    for dari, sampai, a, b in (
        (91, 99, 110, 120),
        (76, 90, 90, 109),
        (61, 75, 70, 89),
        (51, 60, 50, 69),
        (0, 50, 0, 49),
    ):
        if n >= dari:
            return {"nilai": _dua(min(Fraction(b), a + Fraction(b - a, sampai - dari) * (n - dari)))}
    raise AssertionError(isi)


def bulanan_kegiatan(isi: dict) -> dict:
    rasio = {medan: 100 * _bagi(isi[medan]) for medan in ("kuantitas", "kualitas", "waktu")}
    if isi["mode_waktu"] == "pp46":
        rasio["waktu"] = _hemat(isi["waktu"])
    lebih = {"struktural": "biaya", "jft": "angka_kredit"}.get(isi["jabatan"])
    if lebih and isi[lebih]:
        rasio[lebih] = 100 * _bagi(isi[lebih])
    nilai = [min(Fraction(100), satu) for satu in rasio.values()]
    nihil = isi["mode_waktu"] == "pp46" and _bagi(isi["kuantitas"]) == 0
    return {"nilai": _dua(Fraction(0) if nihil else sum(nilai, Fraction(0)) / len(nilai))}


def tpp_bulan(isi: dict) -> dict:
    potong = sum((Fraction(TARIF[kode[-1]]) * n for kode, n in isi["kejadian"].items()), Fraction(3 * isi["tk"]))
    potong = Fraction(100) if isi["sebulan_penuh"] else min(Fraction(100), potong)
    prod = isi["tpp"] * Fraction(6, 10) * min(Fraction(100), Fraction(str(isi["capaian"]))) / 100
    uang = [int(_dua(prod, "1")), int(_dua(isi["tpp"] * Fraction(4, 10) * (100 - potong) / 100, "1"))]
    return {"potongan": _dua(potong), "produktivitas": uang[0], "disiplin": uang[1], "dibayar": sum(uang)}


def pp30_rencana(isi: dict) -> dict:
    c = int(_dua(Fraction(str(isi["capaian"])), "1"))
    if c > 110 or (c == 100 and isi["target_maksimum"]):
        return {"nilai": "120.00", "kategori": "Sangat Baik"}
    if c > 100:
        return {"nilai": _dua(110 + Fraction(10, 9) * (c - 101)), "kategori": "Sangat Baik"}
    if c == 100:
        return {"nilai": "109.00", "kategori": "Baik"}
    if c >= 80:
        return {"nilai": _dua(Fraction(70 + c - 80)), "kategori": "Cukup"}
    if c >= 60:
        return {"nilai": _dua(Fraction(50 + c - 60)), "kategori": "Kurang"}
    return {"nilai": _dua(Fraction(49 * c, 59)), "kategori": "Sangat Kurang"}


def pan6_predikat(isi: dict) -> dict:
    if isi["hasil_kerja"] == "di bawah":
        return {"predikat": "Sangat Kurang" if isi["perilaku"] == "di bawah" else "Butuh Perbaikan"}
    if isi["perilaku"] == "di bawah":
        return {"predikat": "Kurang"}
    return {"predikat": "Sangat Baik" if (isi["hasil_kerja"], isi["perilaku"]) == ("di atas", "di atas") else "Baik"}


KOEFISIEN = {
    "Pemula": "3.75", "Terampil": "5", "Mahir": "12.5", "Penyelia": "25", "Ahli Pertama": "12.5", "Ahli Muda": "25",
    "Ahli Madya": "37.5", "Ahli Utama": "50",
}  # fmt: skip
PERSEN = {"Sangat Baik": 150, "Baik": 100, "Butuh Perbaikan": 75, "Kurang": 50, "Sangat Kurang": 25}


def pan6_angka_kredit(isi: dict) -> dict:
    setahun = Fraction(KOEFISIEN[isi["jenjang"]]) * PERSEN[isi["predikat"]] / 100
    return {"angka_kredit": _dua(setahun * isi["bulan"] / 12)}


def bulanan_bagi(isi: dict) -> dict:
    n = isi["nilai"]
    if isi["jenis_target"] == "kuantitas":
        return {"bulan": [n // 12 + (1 if bulan < n % 12 else 0) for bulan in range(12)]}
    satu = int(_dua(Fraction(n, 12), "1"))
    satu = n // 12 if 11 * satu > n else satu
    return {"bulan": [satu] * 11 + [n - 11 * satu]}


def _menit(jam: str) -> int:
    return int(jam[:2]) * 60 + int(jam[3:5])


def _golongan(jenis: str, menit: int | None) -> tuple[str | None, Fraction]:
    if menit == 0:
        return None, Fraction(0)
    nomor = "4" if menit is None or menit > 90 else "1" if menit <= 30 else "2" if menit <= 60 else "3"
    return jenis + nomor, Fraction(TARIF[nomor])


def kehadiran_hari(isi: dict) -> dict:
    masuk, pulang = isi["masuk"], isi["pulang"]
    telat = None if masuk is None else max(0, _menit(masuk) - _menit(isi["jadwal"][0]))
    cepat = None if pulang is None else max(0, _menit(isi["jadwal"][1]) - _menit(pulang))
    (tl, satu), (psw, dua) = _golongan("TL", telat), _golongan("PSW", cepat)
    if masuk is None and pulang is None:
        tl, psw, satu, dua = "TK", "TK", Fraction(3), Fraction(0)
    return {"tl": tl, "menit_tl": telat, "psw": psw, "menit_psw": cepat, "potongan": _dua(satu + dua)}


def _disiplin(isi: dict, tangga: tuple[tuple[int, str], ...]) -> dict:
    hari, sisa = isi["tk"] + isi["menit"] // 450, isi["menit"] % 450
    return {"hari": hari, "sisa_menit": sisa, "hukuman": next((kata for n, kata in tangga if hari >= n), None)}


def disiplin_pp94(isi: dict) -> dict:
    return _disiplin(isi, (
        (28, "berat: PDHTAPS"), (25, "berat: pembebasan jabatan -> pelaksana 12 bln"),
        (21, "berat: penurunan jabatan setingkat 12 bln"), (17, "sedang: potong tukin 25% 12 bln"),
        (14, "sedang: potong tukin 25% 9 bln"), (11, "sedang: potong tukin 25% 6 bln"),
        (7, "ringan: pernyataan tidak puas tertulis"), (4, "ringan: teguran tertulis"), (3, "ringan: teguran lisan"),
    ))  # fmt: skip


def disiplin_pp53(isi: dict) -> dict:
    return _disiplin(isi, (
        (46, "berat: pemberhentian"), (41, "berat: pembebasan jabatan"),
        (36, "berat: pemindahan/penurunan jabatan setingkat"), (31, "berat: penurunan pangkat 3 th"),
        (26, "sedang: penurunan pangkat 1 th"), (21, "sedang: tunda kenaikan pangkat 1 th"),
        (16, "sedang: tunda KGB 1 th"), (11, "ringan: pernyataan tidak puas tertulis"),
        (6, "ringan: teguran tertulis"), (5, "ringan: teguran lisan"),
    ))  # fmt: skip


def nip(isi: dict) -> dict:
    n = isi["nip"]
    lahir, tmt = date(int(n[:4]), int(n[4:6]), int(n[6:8])), date(int(n[8:12]), int(n[12:14]), 1)
    umur = sum(
        1 for tahun in range(lahir.year + 1, tmt.year + 1) if (tahun, lahir.month, lahir.day) <= tmt.timetuple()[:3]
    )
    return {
        "sah": True, "jenis": "PNS", "lahir": f"{lahir}", "tmt": f"{tmt}"[:7], "kelamin": "LP"[int(n[14]) - 1],
        "umur": umur,
    }  # fmt: skip


def jendela(isi: dict) -> dict:
    """1 to 5 of the next month on the clock of Kupang, eight hours ahead of UTC."""
    tahun, bulan = map(int, isi["periode"].split("-"))
    buka = date(tahun, bulan, calendar.monthrange(tahun, bulan)[1]) + timedelta(days=1)
    hari = (datetime.fromisoformat(isi["diajukan"]).replace(tzinfo=None) + timedelta(hours=8)).date()
    return {"status": "belum" if hari < buka else "buka" if hari < buka + timedelta(days=5) else "tutup"}


ACUAN: dict[str, Callable[[dict], dict]] = {
    "pp46.kegiatan": pp46_kegiatan, "pp46.tahunan": pp46_tahunan, "pp30.nilai": pp30_nilai,
    "pp30.capaian": pp30_capaian, "pp30.rencana": pp30_rencana, "pp30.konversi": pp30_konversi,
    "pan6.predikat": pan6_predikat, "pan6.angka_kredit": pan6_angka_kredit, "bulanan.kegiatan": bulanan_kegiatan,
    "bulanan.bagi": bulanan_bagi, "kehadiran.hari": kehadiran_hari, "tpp.bulan": tpp_bulan,
    "disiplin.pp94": disiplin_pp94, "disiplin.pp53": disiplin_pp53, "nip": nip, "jendela": jendela,
}  # fmt: skip


def beda(jenis: str, banyak: int, benih: int) -> list[str]:
    """The questions that are answered otherwise than the reference does."""
    soal, acuan, hasil = Soal(benih, tepi=True), ACUAN[jenis], []
    for _ in range(banyak):
        baris = soal.baris(jenis)
        jawab: dict[str, Any] = json.loads(aliran.jawab(baris.encode())[0])
        tunggu = acuan(json.loads(baris, parse_float=str))
        if {medan: jawab.get(medan) for medan in tunggu} != tunggu:
            hasil.append(f"{baris} -> {jawab}, seharusnya {tunggu}")
    return hasil


if __name__ == "__main__":
    for nama in ACUAN:
        salah = beda(nama, int(sys.argv[1]), 2026)
        print(f"{nama}: {len(salah)} berbeda", *salah[:3], sep="\n  ", flush=True)
