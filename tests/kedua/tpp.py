"""The month's allowance, regulations.md 4.1 and 4.2."""

from fractions import Fraction

from tests.kedua.angka import Tolak, angka, bulat, cetak, logika, setengah_ke_atas
from tests.kedua.kehadiran import PERSEN

TARIF = {f"{awal}{n}": Fraction(p) for awal in ("TL", "PSW") for n, p in PERSEN.items()}


def bulan(masuk: dict) -> dict:
    """60 % by work, 40 % by discipline, each part rounded to the rupiah, the total their sum."""
    dasar = angka(masuk.get("tpp"), "tpp")
    capaian = min(Fraction(100), angka(masuk.get("capaian"), "capaian"))
    kejadian = masuk.get("kejadian")
    if not isinstance(kejadian, dict) or not set(kejadian) <= set(TARIF):
        raise Tolak("kejadian")
    persen = sum((TARIF[k] * bulat(n, "kejadian") for k, n in kejadian.items()), Fraction(0))
    persen += 3 * bulat(masuk.get("tk"), "tk")
    persen = Fraction(100) if logika(masuk.get("sebulan_penuh"), "sebulan_penuh") else min(Fraction(100), persen)
    produktivitas = setengah_ke_atas(Fraction(6, 10) * dasar * capaian / 100)
    disiplin = setengah_ke_atas(Fraction(4, 10) * dasar * (100 - persen) / 100)
    return {
        "potongan": cetak(persen),
        "produktivitas": produktivitas,
        "disiplin": disiplin,
        "dibayar": produktivitas + disiplin,
    }
