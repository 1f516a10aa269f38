"""NIP: 18 angka yang menyimpan tanggal lahir, TMT CPNS, jenis kelamin dan nomor urut. Tidak ada angka pemeriksa.

Sumber: Perka BKN 22/2007. `TTTTBBHH TTTTBB K NNN`, ditulis `19860926 201505 1 001`. NI PPPK sama panjangnya; angka
13-14 memuat kode 2x (x: pengangkatan ke-), bukan bulan [knowledge: medium], sehingga TMT-nya hanya dikenal tahunnya.
"""

import re
from dataclasses import dataclass
from datetime import date

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan


class GalatNip(GalatMasukan):
    """A NIP that cannot be right. `bagian` says which part: panjang, lahir, bulan, kelamin, urut, umur, tmt."""

    def __init__(self, bagian: str, pesan: str):
        super().__init__("nip", pesan)
        self.bagian = bagian


@dataclass(frozen=True)
class Nip:
    """What the 18 digits say. `tmt` is None for PPPK (only the year is known); `umur` at appointment, None for PPPK."""

    nip: str
    jenis: str
    lahir: date
    tahun: int
    tmt: date | None
    kelamin: str
    urut: int
    umur: int | None
    peringatan: tuple[str, ...] = ()

    def __str__(self) -> str:
        return cetak(self.nip)


def bersih(nip: str) -> str:
    """The digits without blanks and dots; nothing is checked."""
    return re.sub(r"[\s.]", "", nip)


def cetak(nip: str) -> str:
    """`19860926 201505 1 001`. A text that is not 18 digits comes back unchanged."""
    angka = bersih(nip)
    if not re.fullmatch("[0-9]{18}", angka):
        return nip
    return f"{angka[:8]} {angka[8:14]} {angka[14]} {angka[15:]}"


def periksa(nip: str, *, pada: date | None = None) -> Nip:
    """Reads and checks a NIP; with `pada`, an appointment after that day is refused.

    Odd but possible ages are warnings (`peringatan`), not errors. Raises GalatNip.
    """
    angka = bersih(nip) if isinstance(nip, str) and len(nip) < 100 else ""
    if not re.fullmatch("[0-9]{18}", angka):
        raise GalatNip("panjang", "NIP terdiri atas tepat 18 angka, misalnya 19860926 201505 1 001.")
    lahir = _lahir(angka)
    tahun, bulan = int(angka[8:12]), int(angka[12:14])
    pppk = 21 <= bulan <= 29
    if not pppk and not 1 <= bulan <= 12 or tahun < 1:
        raise GalatNip("bulan", "Angka ke-9 sampai ke-14 bukan tahun dan bulan TMT CPNS (bulan 01-12; PPPK 21-29).")
    if angka[14] not in "12":
        raise GalatNip("kelamin", "Angka ke-15 harus 1 (laki-laki) atau 2 (perempuan).")
    if angka[15:] == "000":
        raise GalatNip("urut", "Tiga angka terakhir (nomor urut) mulai dari 001.")
    tmt = None if pppk else date(tahun, bulan, 1)
    umur = None if tmt is None else _umur(lahir, tmt)
    peringatan = _periksa_umur(tahun - lahir.year if umur is None else umur, pppk)
    if pada is not None and (tmt > pada if tmt else tahun > pada.year):
        raise GalatNip("tmt", "TMT pengangkatan dalam NIP terletak di masa depan.")
    kelamin = "L" if angka[14] == "1" else "P"
    return Nip(angka, "PPPK" if pppk else "PNS", lahir, tahun, tmt, kelamin, int(angka[15:]), umur, peringatan)


def sah(nip: str) -> bool:
    """True where `periksa` finds nothing wrong (warnings allowed)."""
    try:
        periksa(nip)
    except GalatNip:
        return False
    return True


def _lahir(angka: str) -> date:
    try:
        return date(int(angka[:4]), int(angka[4:6]), int(angka[6:8]))
    except ValueError:
        raise GalatNip("lahir", "Delapan angka pertama bukan tanggal lahir (TTTTBBHH) yang ada.") from None


def _umur(lahir: date, pada: date) -> int:
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


def _periksa_umur(umur: int, pppk: bool) -> tuple[str, ...]:
    """Refuses an impossible age; warns outside the usual ages.

    PPPK may be appointed at any age, so only the youngest is asked.
    """
    batas = parameter("nip", "umur", date.max)
    if umur < batas["mustahil_di_bawah"]:
        raise GalatNip("umur", f"Menurut NIP ini umur pada saat diangkat {umur} tahun. Periksa tanggal lahir dan TMT.")
    if umur < batas["wajar_paling_muda"] or (umur > batas["wajar_paling_tua"] and not pppk):
        return (f"Umur pada saat diangkat {umur} tahun, di luar kebiasaan. Cocokkan dengan SK pengangkatan.",)
    return ()
