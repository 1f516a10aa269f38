"""Pola distribusi predikat kinerja pegawai: apa yang diharapkan dari suatu organisasi menurut capaiannya.

Sumber: PermenPANRB 6/2022 Pasal 24 dan 25; persentasenya SE Menteri PANRB 3/2023. Pola adalah panduan: ditunjukkan di
samping kenyataannya dan tidak pernah menghalangi; pejabat penilai yang menyimpang menjelaskan sebabnya (kesepakatan).

Selama belum semua pegawai dinilai, suatu syarat dapat masih terbuka. Ia baru disimpangi bila tidak dapat lagi dipenuhi,
bagaimanapun sisanya dinilai; jadi yang dinilai lebih dahulu tidak dimintai penjelasan atas angka yang masih bergerak.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan

CAPAIAN = {
    "istimewa": "Istimewa",
    "baik": "Baik",
    "butuh_perbaikan": "Butuh Perbaikan",
    "kurang": "Kurang",
    "sangat_kurang": "Sangat Kurang",
}
"""The predicates of an organisation, from the best."""
PREDIKAT = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")
"""Those of a person, from the best (rules/predikat.py)."""

DIPENUHI, TERBUKA, MENYIMPANG = "dipenuhi", "terbuka", "menyimpang"
PALING_BANYAK, PALING_SEDIKIT = "paling banyak", "paling sedikit"


@dataclass(frozen=True)
class Syarat:
    """One condition of a pattern beside what is. `predikat`: the words that count together; `arah`: PALING_BANYAK or
    PALING_SEDIKIT; `persen`: None where the law only says "harus ada"; `batas`: the same in whole people; `jumlah`: how
    many there are; `keadaan`: DIPENUHI, TERBUKA (depends on those not assessed yet) or MENYIMPANG."""

    predikat: tuple[str, ...]
    arah: str
    persen: int | None
    batas: int
    jumlah: int
    keadaan: str

    @property
    def kalimat(self) -> str:
        """ "Sangat Baik paling banyak 70%"."""
        if self.persen == 0:
            return f"tidak ada {' atau '.join(self.predikat)}"
        ukuran = f"{self.batas} orang" if self.persen is None else f"{self.persen}%"
        return f"{' dan/atau '.join(self.predikat)} {self.arah} {ukuran}"


def puncak(capaian: str, *, pada: date) -> str:
    """The predicate that is expected to be the most frequent. GalatMasukan for an unknown `capaian`."""
    return str(_aturan(capaian, pada)["puncak"][capaian])


def dasar(*, pada: date) -> str:
    """Where the pattern comes from. LookupError before PermenPANRB 6/2022."""
    return str(parameter("pola", "pola", pada)["sumber"])


def kalimat(capaian: str, *, pada: date) -> str:
    """The pattern in words, without anybody counted: "terbanyak Baik; Baik paling banyak 70%; ..."."""
    syarat = (satu.kalimat for satu in banding(capaian, {}, 0, pada=pada))
    return "; ".join((f"terbanyak {puncak(capaian, pada=pada)}", *syarat))


def banding(capaian: str, jumlah: Mapping[str, int], belum: int, *, pada: date) -> tuple[Syarat, ...]:
    """The conditions of the pattern for an organisation with this `capaian`, each beside what is.

    `jumlah`: predicate -> people who have it; `belum`: people not assessed yet; `pada`: the last day of what is
    assessed. GalatMasukan names `capaian`; LookupError before PermenPANRB 6/2022.
    """
    aturan = _aturan(capaian, pada)
    semua = sum(jumlah.get(kata, 0) for kata in PREDIKAT) + belum
    return tuple(_syarat(s, jumlah, belum, semua) for s in aturan["syarat"] if s["capaian"] == capaian)


def menyimpang(
    capaian: str, jumlah: Mapping[str, int], belum: int, predikat: str, *, pada: date
) -> tuple[Syarat, ...]:  # fmt: skip
    """The conditions that one more person with `predikat` keeps from being met, and that this word counts against.

    `belum` counts this person among those not assessed yet. Empty: nothing to explain.
    """
    sesudah = {**jumlah, predikat: jumlah.get(predikat, 0) + 1}
    return tuple(
        satu
        for satu in banding(capaian, sesudah, max(0, belum - 1), pada=pada)
        if satu.keadaan == MENYIMPANG and (predikat in satu.predikat) == (satu.arah == PALING_BANYAK)
    )


def _syarat(s: Mapping[str, Any], jumlah: Mapping[str, int], belum: int, semua: int) -> Syarat:
    predikat = tuple(s["predikat"])
    ada = sum(jumlah.get(kata, 0) for kata in predikat)
    if "maksimum" in s:
        batas = -(-semua * s["maksimum"] // 100)
        keadaan = MENYIMPANG if ada > batas else DIPENUHI if ada + belum <= batas else TERBUKA
        return Syarat(predikat, PALING_BANYAK, s["maksimum"], batas, ada, keadaan)
    batas = s["orang"] if "orang" in s else semua * s["minimum"] // 100
    keadaan = DIPENUHI if ada >= batas else TERBUKA if ada + belum >= batas else MENYIMPANG
    return Syarat(predikat, PALING_SEDIKIT, s.get("minimum"), batas, ada, keadaan)


def _aturan(capaian: str, pada: date) -> Mapping[str, Any]:
    if capaian not in CAPAIAN:
        raise GalatMasukan("capaian", "Pilih istimewa, baik, butuh perbaikan, kurang, atau sangat kurang.")
    return parameter("pola", "pola", pada)
