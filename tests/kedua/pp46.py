"""PP 46/2011 and Perka BKN 1/2013, regulations.md section 1."""

from fractions import Fraction

from tests.kedua.angka import Tolak, angka, bulat, cetak, pasangan, predikat

TANGGA = [(91, "Sangat Baik"), (76, "Baik"), (61, "Cukup"), (51, "Kurang")]
UNSUR = ["orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama", "kepemimpinan"]


def hemat(target: Fraction, realisasi: Fraction) -> Fraction:
    """1.2: time or cost. eff <= 24 is 100R >= 76T; an overrun below zero is zero."""
    if 100 * realisasi >= 76 * target:
        nilai = 176 - 100 * realisasi / target
    else:
        nilai = 100 * realisasi / target
    return max(nilai, Fraction(0))


def capaian(masuk: dict) -> Fraction:
    """The exact value of one kegiatan."""
    target_k, realisasi_k = pasangan(masuk.get("kuantitas"), "kuantitas")
    target_q, realisasi_q = pasangan(masuk.get("kualitas"), "kualitas", atas=100)
    waktu = pasangan(masuk.get("waktu"), "waktu")
    biaya = None if masuk.get("biaya") is None else pasangan(masuk["biaya"], "biaya")
    if realisasi_k == 0:
        return Fraction(0)
    nilai = [100 * realisasi_k / target_k, 100 * realisasi_q / target_q, hemat(*waktu)]
    if biaya:
        nilai.append(hemat(*biaya))
    return sum(nilai) / len(nilai)


def kegiatan(masuk: dict) -> dict:
    return {"nilai": cetak(capaian(masuk))}


def tambahan(n: int) -> int:
    """1.4: 1-3 tasks one point, 4-6 two, seven and more three."""
    return 0 if n == 0 else 1 if n <= 3 else 2 if n <= 6 else 3


def tahunan(masuk: dict) -> dict:
    baris = masuk.get("kegiatan")
    if not isinstance(baris, list) or not baris:
        raise Tolak("kegiatan")
    nilai = []
    for satu in baris:
        if not isinstance(satu, dict):
            raise Tolak("kegiatan")
        try:
            nilai.append(capaian(satu))
        except Tolak:
            raise Tolak("kegiatan") from None
    n = bulat(masuk.get("tugas_tambahan"), "tugas_tambahan")
    kreativitas = bulat(masuk.get("kreativitas"), "kreativitas")
    if kreativitas not in (0, 3, 6, 12):
        raise Tolak("kreativitas")
    skp = sum(nilai) / len(nilai) + tambahan(n) + kreativitas
    unsur = masuk.get("perilaku")
    if not isinstance(unsur, dict) or not set(UNSUR[:5]) <= set(unsur) <= set(UNSUR):
        raise Tolak("perilaku")
    perilaku = [angka(x, "perilaku", atas=100) for x in unsur.values()]
    rata = sum(perilaku) / len(perilaku)
    tercetak = cetak(Fraction(6, 10) * skp + Fraction(4, 10) * rata)
    return {
        "nilai_skp": cetak(skp),
        "nilai_perilaku": cetak(rata),
        "nilai": tercetak,
        "predikat": predikat(tercetak, TANGGA, "Buruk"),
    }
