"""PP 30/2019 and PermenPANRB 8/2021, regulations.md section 2."""

from fractions import Fraction

from tests.kedua.angka import Tolak, angka, cetak, logika, predikat, setengah_ke_atas

TANGGA = [(90, "Baik"), (70, "Cukup"), (50, "Kurang")]


def nilai(masuk: dict) -> dict:
    """2.1 and 2.2: 60/40 with an assessment by colleagues, 70/30 without; Sangat Baik needs the new idea."""
    skp = angka(masuk.get("skp"), "skp", atas=120)
    perilaku = angka(masuk.get("perilaku"), "perilaku", atas=120)
    bobot = Fraction(6, 10) if logika(masuk.get("penilaian_360"), "penilaian_360") else Fraction(7, 10)
    ide = logika(masuk.get("ide_baru"), "ide_baru")
    tercetak = cetak(bobot * skp + (1 - bobot) * perilaku)
    tangga = [(110, "Sangat Baik"), *TANGGA] if ide else TANGGA
    return {"nilai": tercetak, "predikat": predikat(tercetak, tangga, "Sangat Kurang")}


def capaian(masuk: dict) -> dict:
    """2.3: a range compares with its nearer end; inside it, 100. `khusus`: smaller is better. No cap, no floor."""
    target = masuk.get("target")
    if isinstance(target, list):
        if len(target) != 2:
            raise Tolak("target")
        bawah, atas = angka(target[0], "target"), angka(target[1], "target")
        if bawah > atas:
            raise Tolak("target")
    else:
        bawah = atas = angka(target, "target")
    realisasi = angka(masuk.get("realisasi"), "realisasi")
    khusus = logika(masuk.get("khusus"), "khusus")
    if isinstance(target, list) and bawah <= realisasi <= atas:
        return {"capaian": "100.00"}
    banding = atas if realisasi > atas else bawah
    if banding == 0:
        raise Tolak("target")
    hasil = 100 * realisasi / banding
    return {"capaian": cetak(200 - hasil if khusus else hasil)}


def rencana(masuk: dict) -> dict:
    """2.4: whole percents first; the value range of PP 30 is 0-120."""
    c = setengah_ke_atas(angka(masuk.get("capaian"), "capaian", bawah=None))
    maksimum = logika(masuk.get("target_maksimum"), "target_maksimum")
    if c > 110:
        hasil, kategori = Fraction(120), "Sangat Baik"
    elif c > 100:
        hasil, kategori = 110 + Fraction(10, 9) * (c - 101), "Sangat Baik"
    elif c == 100:
        hasil, kategori = (Fraction(120), "Sangat Baik") if maksimum else (Fraction(109), "Baik")
    elif c >= 80:
        hasil, kategori = Fraction(70 + c - 80), "Cukup"
    elif c >= 60:
        hasil, kategori = Fraction(50 + c - 60), "Kurang"
    else:
        hasil, kategori = max(Fraction(0), Fraction(49 * c, 59)), "Sangat Kurang"
    return {"nilai": cetak(hasil), "kategori": kategori}


def konversi(masuk: dict) -> dict:
    """2.6: between two bands the lower one's formula, capped at its top."""
    n = angka(masuk.get("nilai"), "nilai")
    if n > 99:
        return {"nilai": "120.00"}
    for lantai, puncak, dari, ke in ((91, 99, 110, 120), (76, 90, 90, 109), (61, 75, 70, 89), (51, 60, 50, 69)):
        if n >= lantai:
            return {"nilai": cetak(min(Fraction(ke), dari + Fraction(ke - dari, puncak - lantai) * (n - lantai)))}
    return {"nilai": cetak(min(Fraction(49), n / 50 * 49))}
