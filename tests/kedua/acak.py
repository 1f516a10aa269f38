"""Random cases that love the borders: exact thresholds, half-up ties, zero targets, missing fields, long decimals.

A number is written at random as a JSON number or as a string; `Mentah` marks text that goes into the line unquoted.
"""

import datetime as dt
import json
import random
from fractions import Fraction


class Mentah(str):
    """A number as it shall stand in the line."""


def tulis(x) -> str:
    """The line itself, every digit as generated."""
    if isinstance(x, Mentah):
        return str(x)
    if isinstance(x, dict):
        return "{" + ", ".join(f"{json.dumps(k)}: {tulis(v)}" for k, v in x.items()) + "}"
    if isinstance(x, list):
        return "[" + ", ".join(map(tulis, x)) + "]"
    return json.dumps(x)


def desimal(x: Fraction, tempat: int = 12) -> str:
    """A plain decimal; what does not end is cut."""
    n = int(abs(x) * 10**tempat)
    teks = f"{n // 10**tempat}.{n % 10**tempat:0{tempat}d}".rstrip("0").rstrip(".")
    return "-" + teks if x < 0 and n else teks


def wujud(r: random.Random, x) -> str:
    """The same number in one of the ways people write it."""
    teks = desimal(Fraction(x), 40)
    if r.random() < 0.5:
        return teks  # a string in the line
    if r.random() < 0.05 and "." not in teks and teks.endswith("000"):
        return Mentah(teks[:-3] + r.choice(["e3", "E3", "e+3"]))
    if r.random() < 0.05:
        return Mentah(teks + ("0" if "." in teks else ".0"))
    return Mentah(teks)


def dekat(r: random.Random, titik: Fraction) -> Fraction:
    """Exactly there, or a hair beside it."""
    geser = Fraction(r.choice([0, 0, 0, 1, -1, 1, -1]), r.choice([1, 2, 100, 200, 1000, 10**6, 10**9, 10**15]))
    return max(Fraction(0), titik + geser)


def besar(r: random.Random, atas: int) -> Fraction:
    """Any size up to `atas`, with few or many decimals."""
    puncak = r.choice([1, 12, 20, 100, atas])
    tempat = r.choice([0, 0, 0, 1, 2, 3, 6, 12, 20])
    return Fraction(r.randint(0, puncak * 10**tempat), 10**tempat)


def pasangan(r: random.Random, atas: int = 10**9, persen: bool = False) -> list:
    """[target, realisasi], often at the edges of the time-and-cost formula or at a tie."""
    target = Fraction(100) if persen and r.random() < 0.8 else besar(r, 100 if persen else atas)
    if target == 0 and r.random() < 0.9:
        target = Fraction(r.randint(1, 25))
    nisbah = r.choice(
        ["0", "0.25", "0.5", "0.7599", "0.76", "0.7601", "1", "1.01", "1.76", "1.7601", "2", "x", "x", "y"]
    )
    if nisbah == "x":
        realisasi = besar(r, atas)
    elif nisbah == "y":
        realisasi = dekat(r, target)
    else:
        realisasi = target * Fraction(nisbah)
    if persen and r.random() < 0.9:
        realisasi = min(realisasi, Fraction(100))
    if r.random() < 0.01:
        realisasi = -realisasi
    if r.random() < 0.01:
        target = -target
    return [wujud(r, target), wujud(r, realisasi)]


def lubang(r: random.Random, masuk: dict, boleh_hilang=()) -> dict:
    """Now and then a field missing or null; the optional ones more often."""
    for medan in list(masuk):
        if r.random() < (0.2 if medan in boleh_hilang else 0.005):
            if r.random() < 0.5:
                masuk[medan] = None
            else:
                del masuk[medan]
    return masuk


def satu_kegiatan(r):
    masuk = {"kuantitas": pasangan(r), "kualitas": pasangan(r, 100, True), "waktu": pasangan(r, 365)}
    masuk["biaya"] = pasangan(r, 10**11)
    return lubang(r, masuk, ("biaya",))


def perilaku(r):
    unsur = ["orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama"]
    if r.random() < 0.5:
        unsur.append("kepemimpinan")
    if r.random() < 0.03:
        unsur.remove(r.choice(unsur))
    pusat = Fraction(r.choice([0, 50, 51, 60, 61, 75, 76, 90, 91, 100]))
    pilih = (lambda: dekat(r, pusat)) if r.random() < 0.5 else (lambda: besar(r, 100))
    return {u: wujud(r, pilih()) for u in unsur}


def pp46_tahunan(r):
    masuk = {"kegiatan": [satu_kegiatan(r) for _ in range(r.choice([0, 1, 1, 2, 3, 4, 5, 7, 12]))]}
    if r.random() < 0.4:  # a mean that is exactly on a border: K = Q = W = the same
        titik = r.choice([51, 61, 76, 91, 50, 100])
        masuk["kegiatan"] = [
            {
                "kuantitas": [100, wujud(r, dekat(r, Fraction(titik)))],
                "kualitas": [100, titik],
                "waktu": [100, 176 - titik],
            }
        ]
    masuk["tugas_tambahan"] = r.choice([0, 1, 2, 3, 4, 6, 7, 8, 15, 0, 0, -1, "3", "2.5", 10**6])
    masuk["kreativitas"] = r.choice([0, 3, 6, 12, 0, "6", Mentah("12.0"), 1, 9, -3])
    masuk["perilaku"] = perilaku(r)
    return lubang(r, masuk)


def skor(r, titik, atas):
    x = dekat(r, Fraction(r.choice(titik))) if r.random() < 0.6 else besar(r, atas)
    return -x if r.random() < 0.01 else x


def pp30_nilai(r):
    skp = skor(r, [0, 50, 70, 90, 110, 120], 120)
    nilai = skor(r, [0, 50, 70, 90, 110, 120], 120)
    sisi = r.random() < 0.5
    if r.random() < 0.4:  # the sum exactly at, or half a hundredth under, a border
        bobot = Fraction(6 if sisi else 7, 10)
        tuju = r.choice([50, 70, 90, 110]) + r.choice([0, Fraction(-5, 1000), Fraction(-51, 10000), Fraction(1, 100)])
        nilai = max(Fraction(0), (tuju - bobot * skp) / (1 - bobot))
    masuk = {"skp": wujud(r, skp), "perilaku": wujud(r, nilai), "penilaian_360": sisi, "ide_baru": r.random() < 0.5}
    return lubang(r, masuk)


def pp30_capaian(r):
    if r.random() < 0.5:
        target, realisasi = pasangan(r, 10**6)
    else:
        bawah = besar(r, 1000)
        atas = bawah + besar(r, 100) if r.random() < 0.97 else bawah - besar(r, 10)
        titik = r.choice([bawah, atas, (bawah + atas) / 2, 2 * atas, Fraction(0)])
        realisasi = wujud(r, dekat(r, titik) if r.random() < 0.8 else besar(r, 1000))
        target = [wujud(r, bawah), wujud(r, atas)]
        if r.random() < 0.01:
            target = target[: r.choice([0, 1])] + r.choice([[], [1, 2]])
    return lubang(r, {"target": target, "realisasi": realisasi, "khusus": r.random() < 0.5})


def pp30_rencana(r):
    c = r.choice([0, 59, 60, 79, 80, 99, 100, 101, 110, 111, 120, r.randint(0, 130)]) + r.choice([0, 0, Fraction(1, 2)])
    c = dekat(r, Fraction(c))
    return lubang(r, {"capaian": wujud(r, -c if r.random() < 0.03 else c), "target_maksimum": r.random() < 0.5})


def pp30_konversi(r):
    return lubang(r, {"nilai": wujud(r, skor(r, [0, 50, 51, 60, 61, 75, 76, 90, 91, 99, 100, 104], 130))})


NILAI6 = ["di atas", "sesuai", "di bawah"]
JENJANG = ["Pemula", "Terampil", "Mahir", "Penyelia", "Ahli Pertama", "Ahli Muda", "Ahli Madya", "Ahli Utama"]
PREDIKAT6 = ["Sangat Baik", "Baik", "Butuh Perbaikan", "Cukup", "Kurang", "Sangat Kurang"]


def sembarang(r, daftar):
    return r.choice(daftar) if r.random() < 0.98 else r.choice(["", "x", "DI ATAS", "baik ", "Utama", 1, [], "Dibawah"])


def pan6_predikat(r):
    return lubang(r, {"hasil_kerja": sembarang(r, NILAI6), "perilaku": sembarang(r, NILAI6)})


def pan6_angka_kredit(r):
    bulan = r.choice([*range(1, 13), *range(1, 13), 0, 13, -1, "6", "1.5", Mentah("12.0")])
    return lubang(r, {"jenjang": sembarang(r, JENJANG), "predikat": sembarang(r, PREDIKAT6), "bulan": bulan})


def bulanan_kegiatan(r):
    masuk = {"jabatan": sembarang(r, ["pelaksana", "struktural", "jft"])}
    masuk["mode_waktu"] = sembarang(r, ["rasio", "pp46"])
    masuk |= {"kuantitas": pasangan(r, 1000), "kualitas": pasangan(r, 100, True), "waktu": pasangan(r, 20)}
    masuk |= {"biaya": pasangan(r, 10**9), "angka_kredit": pasangan(r, 12)}
    return lubang(r, masuk, ("biaya", "angka_kredit"))


def bulanan_bagi(r):
    nilai = r.choice([r.randint(0, 30), r.randint(0, 10**6), r.randint(0, 10**12), 12 * r.randint(0, 99) + 6])
    if r.random() < 0.02:
        nilai = r.choice([-nilai, Fraction(nilai, 7), Fraction(nilai, 2)])
    return lubang(r, {"jenis_target": sembarang(r, ["kuantitas", "biaya"]), "nilai": wujud(r, nilai)})


def jam(menit: int, detik: int | None) -> str:
    menit = max(0, min(1439, menit))
    return f"{menit // 60:02d}:{menit % 60:02d}" + ("" if detik is None else f":{detik:02d}")


def kehadiran_hari(r):
    buka, tutup = r.choice([(450, 960), (450, 960), (450, 990), (480, 930), (0, 1439), (420, 421), (600, 1200)])
    tepi = [-1, 0, 1, 2, 29, 30, 31, 59, 60, 61, 89, 90, 91, 92, 120]

    def detik():
        return r.choice([None, 0, 1, 29, 30, 59, r.randint(0, 59)])

    def ketuk(x):
        if r.random() < 0.15:
            return None
        return x if r.random() < 0.99 else r.choice(["", "24:00", "7:30", "x", 730])

    masuk = {"jadwal": [jam(buka, None), jam(tutup, None)]}
    masuk["masuk"] = ketuk(jam(buka + (r.choice(tepi) if r.random() < 0.8 else r.randint(-99, 700)), detik()))
    masuk["pulang"] = ketuk(jam(tutup - (r.choice(tepi) if r.random() < 0.8 else r.randint(-99, 700)), detik()))
    if r.random() < 0.01:
        masuk["jadwal"] = r.choice([["16:00", "07:30"], ["07:30"], "07:30-16:00", ["07:30", "07:30"], ["07:30", None]])
    return lubang(r, masuk)


KODE = ["TL1", "TL2", "TL3", "TL4", "PSW1", "PSW2", "PSW3", "PSW4"]


def tpp_bulan(r):
    dasar = r.choice([5000000, 4333333, 1000006, 0, 1, r.randint(0, 10**8), r.randint(0, 99), besar(r, 10**7)])
    kejadian = {k: r.choice([0, 1, 1, 2, 3, 22, 70]) for k in r.sample(KODE, r.randint(0, 8))}
    if r.random() < 0.01:
        kejadian[r.choice(["TL5", "tl1", "TK", ""])] = 1
    if kejadian and r.random() < 0.02:
        kejadian[r.choice(list(kejadian))] = r.choice([-1, "1", "1.5", None, True])
    masuk = {
        "tpp": wujud(r, dasar),
        "capaian": wujud(r, skor(r, [0, 50, 87.75, 92, 100, 115], 120)),
        "kejadian": kejadian,
    }
    masuk |= {"tk": r.choice([0, 0, 1, 2, 22, 31, 33, 34, -1, "2"]), "sebulan_penuh": r.random() < 0.1}
    return lubang(r, masuk)


def disiplin(r):
    menit = r.choice([0, 1, 449, 450, 451, 899, 900, 901, 1800, r.randint(0, 30000), 450 * r.randint(0, 50), "450", -1])
    return lubang(r, {"tk": r.choice([*range(50), r.randint(0, 400), "7", -1, "2.5"]), "menit": menit})


def nip(r):
    lahir = dt.date(1945, 1, 1) + dt.timedelta(days=r.randint(0, 25000))
    if r.random() < 0.1:
        lahir = dt.date(r.choice([1960, 1964, 2000, 1988]), 2, 29)
    umur = r.choice([10, 16, 17, 18, 19, 25, 35, 45, 46, 47, 48, 60])
    tahun, bulan = lahir.year + umur, (lahir.month - 1 + r.choice([-1, 0, 1])) % 12 + 1
    if r.random() < 0.2:
        bulan = r.choice([0, 13, 20, 21, 22, 99])
    angka = (
        f"{lahir:%Y%m%d}{tahun:04d}{bulan:02d}{r.choice('1212121203')}{r.choice([1, 0, 999, r.randint(1, 999)]):03d}"
    )
    acak = r.random()
    if acak < 0.1:
        angka = f"{angka[:8]} {angka[8:14]} {angka[14]} {angka[15:]}"
    elif acak < 0.13:
        angka = ".".join([angka[:8], angka[8:14], angka[14], angka[15:]])
    elif acak < 0.16:
        angka = r.choice(
            [angka[:-1], angka + "0", "", "x" * 18, angka[:4] + "0230" + angka[8:], "1900" + "0229" + angka[8:]]
        )
    return lubang(r, {"nip": angka})


def jendela(r):
    tahun, bulan = r.choice([2019, 2020, 2021, 2023, 2024]), r.choice([1, 2, 11, 12, r.randint(1, 12)])
    tepi = dt.datetime(tahun + bulan // 12, bulan % 12 + 1, 1) + dt.timedelta(
        days=r.choice([0, 0, 5, 5, 4, 2, 31, -1, -28])
    )
    saat = tepi + dt.timedelta(seconds=r.choice([0, 0, -1, 1, -86400, 3600, r.randint(-90000, 90000)]))
    menit = r.choice([480, 480, 0, 0, 420, 540, 345, -720, 840, -210])
    lokal = saat - dt.timedelta(minutes=480 - menit)
    tanda = (
        "Z"
        if menit == 0 and r.random() < 0.5
        else f"{'-' if menit < 0 else '+'}{abs(menit) // 60:02d}:{abs(menit) % 60:02d}"
    )
    teks = lokal.isoformat() + r.choice(["", "", ".999999", ".5"]) + tanda
    if r.random() < 0.02:
        teks = r.choice(["", "2023-13-01T00:00:00Z", "2023-02-29T00:00:00Z", "kemarin", 5, teks.replace("T", "X")])
    periode = f"{tahun}-{bulan:02d}"
    if r.random() < 0.02:
        periode = r.choice(["2023", "2023-13", "2023-00", "2023-1", "2023-10-01", "", 202310, "Oktober 2023"])
    return lubang(r, {"periode": periode, "diajukan": teks})


PEMBUAT = {
    "pp46.kegiatan": satu_kegiatan,
    "pp46.tahunan": pp46_tahunan,
    "pp30.nilai": pp30_nilai,
    "pp30.capaian": pp30_capaian,
    "pp30.rencana": pp30_rencana,
    "pp30.konversi": pp30_konversi,
    "pan6.predikat": pan6_predikat,
    "pan6.angka_kredit": pan6_angka_kredit,
    "bulanan.kegiatan": bulanan_kegiatan,
    "bulanan.bagi": bulanan_bagi,
    "kehadiran.hari": kehadiran_hari,
    "tpp.bulan": tpp_bulan,
    "disiplin.pp94": disiplin,
    "disiplin.pp53": disiplin,
    "nip": nip,
    "jendela": jendela,
}


def baris(jenis: str, banyak: int, benih: int):
    """`banyak` lines of one kind; the seed decides each of them."""
    r = random.Random(f"{jenis}:{benih}")
    for _ in range(banyak):
        yield tulis({"jenis": jenis} | PEMBUAT[jenis](r))
