"""Hari tidak masuk kerja tanpa alasan yang sah: berapa setahun, tangga hukuman mana yang tersentuh, berapa beruntun.

Sumber: PP 53/2010; PP 94/2021 sejak 31 Agustus 2021. Dihitung per tahun kalender. Sistem hanya memberi peringatan;
hukuman memerlukan pemeriksaan dan keputusan pejabat yang berwenang.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta

from portal.rules.berlaku import parameter
from portal.rules.eksak import baca
from portal.rules.jejak import Jejak, Langkah
from portal.rules.periode import Periode

PROFIL = "DISIPLIN"
PP53, PP94 = date(2010, 6, 6), date(2021, 8, 31)


@dataclass(frozen=True)
class HasilDisiplin:
    """`hari` equivalent days, `sisa_menit` carried on inside the year, `hukuman` in the words of the table or None, and
    which rung of the table that is (`anak_tangga`, 0 below the first)."""

    hari: int
    sisa_menit: int
    hukuman: str | None
    peraturan: str
    jejak: Jejak
    anak_tangga: int = 0


@dataclass(frozen=True)
class BulanTk:
    """One month's recap as far as absence goes: working days, days present, days absent without a valid reason."""

    periode: Periode
    hari_kerja: int
    hadir: int
    tk: int


def kumulatif(*, tk: int, menit: int = 0, pada: date) -> HasilDisiplin:
    """The rung reached in the calendar year by `tk` days and `menit` minutes late or early, under the law of `pada`.

    450 minutes count as one day. GalatMasukan names `tk` or `menit`; LookupError before 6 June 2010.
    """
    tangga, aturan = parameter("disiplin", "absen", pada), parameter("disiplin", "menit", pada)
    hari, terlambat = (int(baca(nilai, medan, minimum=0, desimal=0)) for nilai, medan in ((tk, "tk"), (menit, "menit")))
    tambahan, sisa = divmod(terlambat, aturan["menit_per_hari"])
    jumlah = hari + tambahan
    tercapai = [sebutan for mulai, sebutan in tangga["hukuman"] if jumlah >= mulai]
    hukuman = tercapai[-1] if tercapai else None
    rumus = f"tk + menit / {aturan['menit_per_hari']}, dibulatkan ke bawah"
    isi = {"tk": hari, "menit": terlambat, "sisa menit": sisa}
    langkah = (
        Langkah("Hari setara setahun", rumus, isi, jumlah, aturan["sumber"]),
        Langkah("Tangga hukuman", tangga["peraturan"], {"hari": jumlah}, hukuman, tangga["sumber"]),
    )
    jejak = Jejak(PROFIL, f"{tangga['id']} {aturan['id']}", langkah)
    return HasilDisiplin(jumlah, sisa, hukuman, tangga["peraturan"], jejak, len(tercapai))


def beruntun(tk: Set[date], *, libur: Set[date] = frozenset()) -> int:
    """The longest run of absent working days. Weekends and holidays neither count nor break it; any other day does."""
    if not tk:
        return 0
    terpanjang = sekarang = 0
    hari = min(tk)
    while hari <= max(tk):
        if hari.weekday() < 5 and hari not in libur:
            sekarang = sekarang + 1 if hari in tk else 0
            terpanjang = max(terpanjang, sekarang)
        hari += timedelta(days=1)
    return terpanjang


def sepuluh_hari(tk: Set[date], *, libur: Set[date] = frozenset(), pada: date) -> bool:
    """True where the run reaches the rule of ten consecutive days. LookupError before PP 94/2021."""
    return beruntun(tk, libur=libur) >= parameter("disiplin", "beruntun", pada)["hari"]


def tangga(pada: date) -> tuple[tuple[int, str], ...]:
    """The rungs of the law of that day, from day so-and-so on, the lowest first."""
    return tuple((mulai, sebutan) for mulai, sebutan in parameter("disiplin", "absen", pada)["hukuman"])


def beruntun_dari_rekap(bulan: Sequence[BulanTk], *, pada: date) -> str:
    """Whether ten working days in a row can be read out of monthly recaps, which count days and do not name them.

    "ya": a month of at least ten working days was missed altogether; "tidak": no two months that follow each other have
    that many days; "mungkin": the daily list must be looked at. "tidak" before PP 94/2021.
    """
    try:
        batas = parameter("disiplin", "beruntun", pada)["hari"]
    except LookupError:
        return "tidak"
    urut = sorted(bulan, key=lambda b: b.periode)
    if any(b.hari_kerja >= batas and not b.hadir and b.tk >= b.hari_kerja for b in urut):
        return "ya"
    deret, sebelum = 0, None
    for satu in urut:
        if sebelum is None or sebelum.periode.tambah(1) != satu.periode:
            deret = satu.tk
        elif not sebelum.hadir and sebelum.tk >= sebelum.hari_kerja:  # missed altogether: the run can go on through it
            deret += satu.tk
        else:
            deret = sebelum.tk + satu.tk
        if deret >= batas:
            return "mungkin"
        sebelum = satu
    return "tidak"
