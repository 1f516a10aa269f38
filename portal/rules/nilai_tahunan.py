"""Hasil setahun dari bulan-bulan yang sudah diverifikasi dan penilaian perilaku.

PP46: setiap kegiatan dibaca dari bulannya (kuantitas dan biaya dijumlahkan, mutu dirata-ratakan, waktu menurut hari
yang dipakai terhadap hari yang direncanakan), lalu rumus Perka BKN 1/2013. Kegiatan tanpa bulan yang diverifikasi tidak
dikerjakan: 0, dan tetap menjadi pembagi. PAN6: dua rating ditetapkan pejabat penilai, bukan rata-rata; rata-rata bulan
hanya bahan pertimbangan. Bulan yang belum diverifikasi saat dinilai tidak dihitung, dan jejaknya menyebutnya.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules import pp46
from portal.rules.bulanan import Nilai
from portal.rules.eksak import Angka, baca, bulat
from portal.rules.jejak import Isi, Jejak, Langkah
from portal.rules.predikat import predikat_pan6

DASAR_BULAN = "PermenPANRB 6/2022: evaluasi periodik menjadi bahan, bukan rata-rata"


@dataclass(frozen=True)
class BulanKegiatan:
    """One verified month (`bulan`, 1..12) of one kegiatan: its target and the values that count (`waktu` in days)."""

    target: Nilai
    akhir: Nilai
    bulan: int = 0


@dataclass(frozen=True)
class KegiatanTahun:
    """One kegiatan of an SKP: the year's target (`waktu` in months; `biaya` None without a budget), verified months.
    `rencana`: month (1..12) -> what was planned for it, verified or not."""

    nama: str
    target: Nilai
    bulan: tuple[BulanKegiatan, ...] = ()
    rencana: Mapping[int, Nilai] = field(default_factory=dict)


@dataclass(frozen=True)
class SkpTahun:
    """One SKP of the year: its number, how many months it was in force, its kegiatan."""

    nomor: str
    bulan: int
    kegiatan: tuple[KegiatanTahun, ...]


@dataclass(frozen=True)
class BahanTahun:
    """All that a year's result is read from. `bulan`: (month "2026-01", score) of the verified months; `belum`: the
    months that should be there and are not verified; `tugas_tambahan`: how many were acknowledged; `kreativitas`: the
    highest value."""

    skp: tuple[SkpTahun, ...]
    bulan: tuple[tuple[str, Decimal], ...] = ()
    belum: tuple[str, ...] = ()
    tugas_tambahan: int = 0
    kreativitas: int = 0


@dataclass(frozen=True)
class HasilTahunan:
    """The printed lines: SKP (PAN6: the mean of the months, for consideration), perilaku and the whole as numbers
    (PP46; of 2021 the whole only), predicate, trace."""

    capaian_skp: Decimal | None
    nilai_perilaku: Decimal | None
    nilai: Decimal | None
    predikat: str
    jejak: Jejak


def hasil(
    bahan: BahanTahun,
    *,
    profil: str,
    pada: date,
    perilaku: Mapping[str, Angka] | None = None,
    hasil_kerja: str | None = None,
    rating_perilaku: str | None = None,
) -> HasilTahunan:
    """The result of the year under `profil`; `pada` is its last day. `perilaku`: aspect -> number (PP46); the two
    ratings: PAN6. GalatMasukan names the field."""
    if profil == pp46.PROFIL:
        return _pp46(bahan, perilaku or {}, pada)
    return _pan6(bahan, hasil_kerja or "", rating_perilaku or "", pada)


def rata_bulan(bahan: BahanTahun) -> Fraction | None:
    """The mean of the verified months, exactly; None where there is none."""
    nilai = [baca(satu, "nilai") for _, satu in bahan.bulan]
    return sum(nilai, Fraction(0)) / len(nilai) if nilai else None


def kegiatan_pp46(satu: KegiatanTahun) -> pp46.Kegiatan:
    """A kegiatan of the year as the formulas of Perka BKN 1/2013 take it, from its verified months."""
    target = satu.target
    biaya = (target.biaya, _jumlah(satu.bulan, "biaya")) if target.biaya is not None else None
    return pp46.Kegiatan(
        kuantitas=(target.kuantitas or 0, _jumlah(satu.bulan, "kuantitas")),
        kualitas=(target.kualitas or 0, _jumlah(satu.bulan, "kualitas") / (len(satu.bulan) or 1)),
        waktu=(target.waktu or 0, _waktu(satu)),
        biaya=biaya,
        nama=satu.nama,
    )


def _jumlah(bulan: Sequence[BulanKegiatan], medan: str, sisi: str = "akhir") -> Fraction:
    return sum((baca(getattr(getattr(b, sisi), medan) or 0, medan) for b in bulan), Fraction(0))


def _waktu(satu: KegiatanTahun) -> Fraction:
    """Months used: the target times the days used over the days planned. As planned where no days were."""
    rencana = _jumlah(satu.bulan, "waktu", "target")
    target = baca(satu.target.waktu or 0, "waktu")
    return target * _jumlah(satu.bulan, "waktu") / rencana if rencana else target


def skp_pp46(skp: Sequence[SkpTahun], *, pada: date) -> pp46.Hasil:
    """The mean over the kegiatan of an SKP, of several SKP joined. GalatMasukan where there is no kegiatan."""
    capaian = [
        (pp46.rata_kegiatan([kegiatan_pp46(k) for k in satu.kegiatan], pada=pada), satu)
        for satu in skp
        if satu.kegiatan
    ]
    rata = capaian[0][0] if capaian else pp46.rata_kegiatan([], pada=pada)
    if len(capaian) > 1:
        gabungan = pp46.gabung_skp([(c.eksak, satu.bulan) for c, satu in capaian], pada=pada)
        jejak = rata.jejak
        for lain, _ in capaian[1:]:
            jejak += lain.jejak
        rata = pp46.Hasil(gabungan.eksak, jejak + gabungan.jejak)
    return rata


def _pp46(bahan: BahanTahun, perilaku: Mapping[str, Angka], pada: date) -> HasilTahunan:
    rata = skp_pp46(bahan.skp, pada=pada)
    tahun = pp46.tutup_tahun(
        rata, perilaku, tugas_tambahan=bahan.tugas_tambahan, kreativitas=bahan.kreativitas, pada=pada
    )
    jejak = langkah_bulan(bahan, pp46.PROFIL, "bulan yang diverifikasi dihitung", pp46.DASAR) + tahun.jejak
    return HasilTahunan(tahun.nilai_skp, tahun.nilai_perilaku, tahun.nilai, tahun.predikat, jejak)


def _pan6(bahan: BahanTahun, hasil_kerja: str, rating_perilaku: str, pada: date) -> HasilTahunan:
    kuadran = predikat_pan6(hasil_kerja, rating_perilaku, pada=pada)
    rata = rata_bulan(bahan)
    jejak = (
        langkah_bulan(bahan, "PAN6", "rata-rata bulan yang diverifikasi; bahan pertimbangan", DASAR_BULAN)
        + kuadran.jejak
    )
    return HasilTahunan(None if rata is None else bulat(rata), None, None, kuadran.nilai, jejak)


def langkah_bulan(bahan: BahanTahun, profil: str, rumus: str, dasar: str) -> Jejak:
    """The step that says which months counted, with their scores and their mean, and which did not."""
    isi: dict[str, Isi] = dict(bahan.bulan)
    if bahan.belum:
        isi["belum diverifikasi, tidak dihitung"] = ", ".join(bahan.belum)
    return Jejak(profil, "", (Langkah("Nilai bulan-bulan yang diverifikasi", rumus, isi, rata_bulan(bahan), dasar),))
