"""Cumulative absence, regulations.md 4.6."""

from tests.kedua.angka import bulat

PP94 = [
    (28, "berat: PDHTAPS"),
    (25, "berat: pembebasan jabatan -> pelaksana 12 bln"),
    (21, "berat: penurunan jabatan setingkat 12 bln"),
    (17, "sedang: potong tukin 25% 12 bln"),
    (14, "sedang: potong tukin 25% 9 bln"),
    (11, "sedang: potong tukin 25% 6 bln"),
    (7, "ringan: pernyataan tidak puas tertulis"),
    (4, "ringan: teguran tertulis"),
    (3, "ringan: teguran lisan"),
]
PP53 = [
    (46, "berat: pemberhentian"),
    (41, "berat: pembebasan jabatan"),
    (36, "berat: pemindahan/penurunan jabatan setingkat"),
    (31, "berat: penurunan pangkat 3 th"),
    (26, "sedang: penurunan pangkat 1 th"),
    (21, "sedang: tunda kenaikan pangkat 1 th"),
    (16, "sedang: tunda KGB 1 th"),
    (11, "ringan: pernyataan tidak puas tertulis"),
    (6, "ringan: teguran tertulis"),
    (5, "ringan: teguran lisan"),
]


def hukuman(tabel):
    def hitung(masuk: dict) -> dict:
        tk, menit = bulat(masuk.get("tk"), "tk"), bulat(masuk.get("menit"), "menit")
        hari, sisa = tk + menit // 450, menit % 450
        return {"hari": hari, "sisa_menit": sisa, "hukuman": next((h for n, h in tabel if hari >= n), None)}

    return hitung


pp94, pp53 = hukuman(PP94), hukuman(PP53)
