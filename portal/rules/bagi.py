"""Membagi target setahun menjadi target bulanan tanpa kehilangan satu pun satuan.

Sumber: cara kerja SKP Online Jawa Barat (JABAR_MONTHLY). Kuantitas: bagian bulat, sisanya satu-satu pada bulan-bulan
pertama. Biaya: dibulatkan per bulan, sisanya pada bulan terakhir. Angka kredit: sama besar, sisa pembulatan pada bulan
terakhir. Waktu: 20 hari kerja sebulan. Kualitas: sama dengan target setahun. Jumlah bagian selalu tepat sama dengan
target.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, baca, bulat
from portal.rules.periode import Periode, rentang

TERPANJANG = 100
"""Decimals; more than any number that is read has."""


@dataclass(frozen=True)
class TargetBulan:
    """The share of one kegiatan in one month.

    `waktu` counts working days; `biaya` and `ak` None where the year has none.
    """

    periode: Periode
    kuantitas: Decimal
    kualitas: Decimal
    waktu: Decimal
    biaya: Decimal | None = None
    ak: Decimal | None = None

    @property
    def bulan(self) -> int:
        """1..12."""
        return self.periode.bulan


def bagi(
    *,
    kuantitas: Angka,
    kualitas: Angka,
    biaya: Angka | None = None,
    ak: Angka | None = None,
    mulai: Periode | date | str,
    jumlah_bulan: int = 12,
) -> tuple[TargetBulan, ...]:
    """Splits the yearly targets of one kegiatan over `jumlah_bulan` months from `mulai` on (within one calendar year).

    The number of months is the kegiatan's target waktu. Sums are exact. GalatMasukan names the field.
    """
    bulan = rentang(mulai, jumlah_bulan)
    aturan = parameter("bagi", "aturan", bulan[0].awal)
    mutu = _desimal(baca(kualitas, "kualitas", minimum=0, maksimum=100))
    per_kuantitas = bagi_kuantitas(kuantitas, jumlah_bulan)
    per_biaya = (None,) * jumlah_bulan if biaya is None else bagi_biaya(biaya, jumlah_bulan)
    per_ak = (None,) * jumlah_bulan if ak is None else bagi_ak(ak, jumlah_bulan, desimal=aturan["desimal_ak"])
    waktu = Decimal(aturan["hari_per_bulan"])
    return tuple(
        TargetBulan(periode, banyak, mutu, waktu, uang, kredit)
        for periode, banyak, uang, kredit in zip(bulan, per_kuantitas, per_biaya, per_ak, strict=True)
    )


def bagi_kuantitas(jumlah: Angka, bulan: int = 12) -> tuple[Decimal, ...]:
    """Whole units by integer division, what is left one by one to the first months; a fraction of a unit to the first
    month.
    """
    total = baca(jumlah, "kuantitas", minimum=0)
    bagian, sisa = divmod(int(total), _bulan(bulan))
    hasil = [Fraction(bagian + (nomor < sisa)) for nomor in range(bulan)]
    hasil[0] += total - int(total)
    return tuple(_desimal(satu) for satu in hasil)


def bagi_biaya(jumlah: Angka, bulan: int = 12) -> tuple[Decimal, ...]:
    """Whole rupiah, each month rounded, the difference on the last month (`_sama_besar`)."""
    return _sama_besar(baca(jumlah, "biaya", minimum=0), bulan, 0)


def bagi_ak(jumlah: Angka, bulan: int = 12, *, desimal: int = 3) -> tuple[Decimal, ...]:
    """Equal shares of angka kredit, rounded to `desimal` decimals, the difference on the last month."""
    return _sama_besar(baca(jumlah, "ak", minimum=0), bulan, desimal)


def _sama_besar(total: Fraction, bulan: int, desimal: int) -> tuple[Decimal, ...]:
    """Equal shares rounded half-up; rounded down instead where that would leave the last month less than nothing."""
    bagian = Fraction(bulat(total / _bulan(bulan), desimal))
    if bagian * (bulan - 1) > total:
        bagian = Fraction(total * 10**desimal // bulan, 10**desimal)
    akhir = total - bagian * (bulan - 1)
    return (*(_desimal(bagian) for _ in range(bulan - 1)), _desimal(akhir))


def _bulan(bulan: int) -> int:
    if isinstance(bulan, bool) or not isinstance(bulan, int) or not 1 <= bulan <= 12:
        raise GalatMasukan("jumlah_bulan", "Isi 1 sampai 12 bulan.")
    return bulan


def _desimal(nilai: Fraction) -> Decimal:
    """Exact: what was read from a decimal and split at decimal places is a finite decimal again."""
    atas, penyebut = nilai.as_integer_ratio()
    if penyebut == 1:
        return Decimal(atas)
    letak = next(letak for letak in range(TERPANJANG) if 10**letak % penyebut == 0)
    return Decimal(f"{atas * 10**letak // penyebut}E-{letak}")
