"""Perilaku bulanan yang dihitung dari catatan: orientasi pelayanan, komitmen, disiplin (profil JABAR_MONTHLY).

Sumber: SKP Online Jawa Barat. Setiap unsur 0 sampai 100. Unsur lain (integritas, kerja sama, kepemimpinan) diberi oleh
pejabat penilai, tidak dihitung di sini.

Kesepakatan: yang dibatasi 100 adalah unsur disiplin, bukan kedua bagiannya; lembur menutup kekurangan hari.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka, GalatMasukan, baca, bulat
from portal.rules.jejak import Jejak, Langkah

PROFIL = "JABAR_MONTHLY"
Hitungan = dict[str, Fraction]


@dataclass(frozen=True)
class HasilUnsur:
    """`nilai` as printed, `eksak` before rounding."""

    nilai: Decimal
    eksak: Fraction
    jejak: Jejak


def orientasi(*, dilayani: Angka, tidak_puas: Angka, pada: date) -> HasilUnsur:
    """(served - dissatisfied) / served x 100.

    Whole people; somebody must have been served. GalatMasukan names the field.
    """
    semua, kecewa = _penyebut(dilayani, "dilayani"), baca(tidak_puas, "tidak_puas", minimum=0, desimal=0)
    if kecewa > semua:
        raise GalatMasukan("tidak_puas", "Tidak boleh lebih banyak daripada yang dilayani.")
    isi = {"dilayani": semua, "tidak puas": kecewa}
    rumus = "(dilayani - tidak puas) / dilayani x 100"
    return _hasil("Orientasi pelayanan", rumus, isi, (semua - kecewa) / semua * 100, pada)


def komitmen(
    *, apel: Angka, apel_wajib: Angka, upacara: Angka, upacara_wajib: Angka | None = None, pada: date
) -> HasilUnsur:
    """apel attended / apel held x 100, less 10 where that is below 50 and no upacara was attended.

    Nothing is taken off in a month known to have had no upacara (`upacara_wajib` 0). GalatMasukan names the field.
    """
    aturan = parameter("perilaku_bulanan", "komitmen", pada)
    norma, hadir = _penyebut(apel_wajib, "apel_wajib"), baca(apel, "apel", minimum=0, desimal=0)
    ikut = baca(upacara, "upacara", minimum=0, desimal=0)
    ada_upacara = upacara_wajib is None or baca(upacara_wajib, "upacara_wajib", minimum=0, desimal=0) > 0
    nilai = hadir / norma * 100
    kurang = aturan["pengurang"] if nilai < aturan["ambang"] and ikut == 0 and ada_upacara else 0
    isi = {"apel": hadir, "apel wajib": norma, "upacara": ikut, "pengurang": Fraction(kurang)}
    return _hasil("Komitmen", "apel / apel wajib x 100 - pengurang", isi, nilai - kurang, pada, aturan["id"])


def disiplin(*, hari_hadir: Angka, hari_kerja: Angka, jam_hadir: Angka, jam_kerja: Angka, pada: date) -> HasilUnsur:
    """Mean of days present / working days and hours present / working hours, x 100.

    Days without leave in the norm; hours or minutes, as long as both are the same. GalatMasukan names the field.
    """
    hari, norma_hari = baca(hari_hadir, "hari_hadir", minimum=0), _penyebut(hari_kerja, "hari_kerja")
    jam, norma_jam = baca(jam_hadir, "jam_hadir", minimum=0), _penyebut(jam_kerja, "jam_kerja")
    isi = {"hari hadir": hari, "hari kerja": norma_hari, "jam hadir": jam, "jam kerja": norma_jam}
    nilai = (hari / norma_hari + jam / norma_jam) / 2 * 100
    return _hasil("Disiplin", "(hari hadir / hari kerja + jam hadir / jam kerja) / 2 x 100", isi, nilai, pada)


def _penyebut(angka: Angka, medan: str) -> Fraction:
    nilai = baca(angka, medan, minimum=0)
    if nilai == 0:
        raise GalatMasukan(medan, "Harus lebih dari 0; unsur ini tidak dapat dihitung untuk bulan itu.")
    return nilai


def _hasil(nama: str, rumus: str, isi: Hitungan, mentah: Fraction, pada: date, tambahan: str = "") -> HasilUnsur:
    aturan = parameter("perilaku_bulanan", "unsur", pada)
    eksak = min(Fraction(aturan["batas"]), max(Fraction(0), mentah))
    langkah = Langkah(nama, rumus, {**isi, "mentah": mentah}, eksak, aturan["sumber"])
    return HasilUnsur(bulat(eksak), eksak, Jejak(PROFIL, f"{aturan['id']} {tambahan}".strip(), (langkah,)))
