"""PermenPANRB 6/2022 and 1/2023, regulations.md section 3."""

from fractions import Fraction

from tests.kedua.angka import bulat, cetak, pilih

MATRIKS = {
    "di atas": {"di atas": "Sangat Baik", "sesuai": "Baik", "di bawah": "Kurang"},
    "sesuai": {"di atas": "Baik", "sesuai": "Baik", "di bawah": "Kurang"},
    "di bawah": {"di atas": "Butuh Perbaikan", "sesuai": "Butuh Perbaikan", "di bawah": "Sangat Kurang"},
}
KOEFISIEN = {
    "Pemula": "3.75", "Terampil": "5", "Mahir": "12.5", "Penyelia": "25",
    "Ahli Pertama": "12.5", "Ahli Muda": "25", "Ahli Madya": "37.5", "Ahli Utama": "50",
}  # fmt: skip
PERSEN = {"Sangat Baik": 150, "Baik": 100, "Butuh Perbaikan": 75, "Cukup": 75, "Kurang": 50, "Sangat Kurang": 25}


def predikat(masuk: dict) -> dict:
    hasil = pilih(masuk.get("hasil_kerja"), "hasil_kerja", MATRIKS)
    return {"predikat": MATRIKS[hasil][pilih(masuk.get("perilaku"), "perilaku", MATRIKS)]}


def angka_kredit(masuk: dict) -> dict:
    """3.6: coefficient x percentage x months/12."""
    koefisien = Fraction(KOEFISIEN[pilih(masuk.get("jenjang"), "jenjang", KOEFISIEN)])
    persen = PERSEN[pilih(masuk.get("predikat"), "predikat", PERSEN)]
    bulan = bulat(masuk.get("bulan"), "bulan", 1, 12)
    return {"angka_kredit": cetak(koefisien * persen * bulan / 1200)}
