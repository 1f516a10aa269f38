"""Tambahan penghasilan sebulan: bagian produktivitas dan bagian disiplin, masing-masing dibulatkan, lalu dijumlahkan.

Sumber: tpp.toml (bawaan Kepmendagri; Pergub NTT menggantikannya sebagai parameter bertanggal). Jumlah pada slip adalah
jumlah bagian yang tercetak, supaya slip selalu cocok.

Belum dimodelkan: cuti menurut jenisnya, Plt/Plh, LHKPN dan tagihan yang menahan pembayaran, iuran BPJS.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from portal.rules.absensi import potongan_bulan
from portal.rules.aspek import NOL, di_antara
from portal.rules.berlaku import parameter
from portal.rules.eksak import (
    Angka,
    GalatMasukan,
    Rasio,
    baca,
    jumlah,
    rasio,
    rupiah,
    rupiah_rasio,
    sederhana,
    tidak_negatif,
)
from portal.rules.hukuman import PotonganTpp, potongan
from portal.rules.jejak import Jejak, Langkah, Nilai


@dataclass(frozen=True)
class HasilTpp:
    """`potongan` exact percent; the rest whole rupiah. `dipotong` explains the line, it is not subtracted again;
    `tarif`: the rupiah it began from."""

    potongan: Fraction
    dipotong: int
    produktivitas: int
    disiplin: int
    dibayar: int
    jejak: Jejak
    tarif: int = 0


def tpp_bulan(
    *,
    tpp: Angka,
    capaian: Angka,
    kejadian: Mapping[str, int],
    tk: int,
    sebulan_penuh: bool = False,
    tambahan: Angka = 0,
    faktor: Angka = 1,
    bobot: Mapping[str, Any] | None = None,
    hukuman: Sequence[PotonganTpp] = (),
    pada: date,
) -> HasilTpp:
    """What is paid for a month.

    `tpp`: rupiah of the post; `capaian`: exact percent, at most 100 counts; `kejadian`, `tk`, `sebulan_penuh`,
    `tambahan` (percent) as in absensi.potongan_bulan; `faktor` of the base (CPNS 0.80). `bobot`: a regional parameter
    set instead of the default one. `hukuman`: the punishments in force that month that cut the base. GalatMasukan names
    the field.
    """
    aturan = parameter("tpp", "bobot", pada) if bobot is None else bobot
    if aturan["dasar_potongan"] not in ("disiplin", "seluruh"):
        raise GalatMasukan("dasar_potongan", "Pilih disiplin atau seluruh.")
    atas, bawah = tidak_negatif(tpp, "tpp")
    kali, per = rasio(faktor, "faktor", maksimum=1)
    penuh = dasar = sederhana(atas * kali, bawah * per)
    dihukum: tuple[Langkah, ...] = ()
    if hukuman:
        sisa_dasar, dihukum = potongan(Fraction(*penuh), hukuman)
        dasar = sisa_dasar.as_integer_ratio()
    hasil = di_antara(tidak_negatif(capaian, "capaian"), aturan["capaian_terbanyak"])
    persen, jejak = potongan_bulan(kejadian, tk=tk, sebulan_penuh=sebulan_penuh, tambahan=tambahan, pada=pada)
    potong = persen.as_integer_ratio()
    bagian = _kali(dasar, _tetapan(aturan["disiplin"]))
    produktif = _kali(_kali(dasar, _tetapan(aturan["produktivitas"])), (hasil[0], hasil[1] * 100))
    dipotong = _kali(bagian if aturan["dasar_potongan"] == "disiplin" else dasar, (potong[0], potong[1] * 100))
    sisa = jumlah((bagian, (-dipotong[0], dipotong[1])))
    if sisa[0] < 0:
        dipotong, sisa = bagian, NOL
    uang = rupiah_rasio(produktif), rupiah_rasio(sisa)
    isi: dict[str, Nilai | Rasio] = {
        "TPP": dasar, "capaian": hasil, "potongan": potong, "dasar potongan": aturan["dasar_potongan"]
    }  # fmt: skip
    satu, dua = (uang[0], 1), (uang[1], 1)
    langkah = (
        Langkah.jadi("Produktivitas", f"{aturan['produktivitas']} x TPP x capaian / 100", isi, satu, aturan["sumber"]),
        Langkah.jadi(
            "Disiplin", f"{aturan['disiplin']} x TPP - potongan", {**isi, "dipotong": dipotong}, dua, aturan["sumber"]
        ),
        Langkah.jadi(
            "Dibayar", "produktivitas + disiplin", {"produktivitas": satu, "disiplin": dua}, (sum(uang), 1), ""
        ),
    )
    jejak = Jejak("TPP", aturan["id"], dihukum).lalu(jejak, Jejak("TPP", "", langkah))
    return HasilTpp(persen, rupiah_rasio(dipotong), *uang, sum(uang), jejak, rupiah_rasio(penuh))


def _kali(satu: Rasio, dua: Rasio) -> Rasio:
    return satu[0] * dua[0], satu[1] * dua[1]


@lru_cache(maxsize=256)
def _tetapan(bobot: Angka) -> Rasio:
    return rasio(bobot)


def tarif_kelas(kelas: int | None, *, pada: date) -> tuple[int, Jejak]:
    """Rupiah a month of a kelas jabatan. GalatMasukan (`kelas`) where the post has none or the table none for it,
    LookupError where no table has been decided for that day: there is no default."""
    aturan = parameter("tpp", "kelas", pada)
    if kelas is None:
        raise GalatMasukan("kelas", "Kelas jabatan ini belum diisi pada data induk.")
    if str(kelas) not in aturan["kelas"]:
        raise GalatMasukan("kelas", f"TPP kelas jabatan {kelas} belum ditetapkan.")
    uang = int(baca(aturan["kelas"][str(kelas)], "kelas", minimum=0, desimal=0))
    langkah = Langkah("TPP kelas jabatan", "menurut kelas jabatan", {"kelas": kelas}, uang, aturan["sumber"])
    return uang, Jejak("TPP", aturan["id"], (langkah,))


def tpp_pegawai(
    kelas: int | None,
    *,
    capaian: Angka,
    kejadian: Mapping[str, int],
    tk: int,
    sebulan_penuh: bool = False,
    hukuman: Sequence[PotonganTpp] = (),
    pada: date,
) -> HasilTpp:
    """The same for a person of that kelas jabatan, traced from the rupiah of the class on. Raises as `tarif_kelas`."""
    uang, jejak = tarif_kelas(kelas, pada=pada)
    hasil = tpp_bulan(
        tpp=uang, capaian=capaian, kejadian=kejadian, tk=tk, sebulan_penuh=sebulan_penuh, hukuman=hukuman, pada=pada
    )
    return replace(hasil, jejak=jejak + hasil.jejak)


def neto(bruto: int, golongan: str, *, pada: date) -> tuple[int, int]:
    """(final PPh 21, what is left) in whole rupiah for PNS of that golongan ("III/b" or "III").

    GalatMasukan names it.
    """
    tarif = parameter("tpp", "pph21", pada)["tarif"]
    ruang = golongan.split("/")[0]
    if ruang not in tarif:
        raise GalatMasukan("golongan", "Tulis golongan PNS I sampai IV, misalnya III/b.")
    uang = baca(bruto, "bruto", minimum=0, desimal=0)
    pajak = rupiah(uang * baca(tarif[ruang]) / 100)
    return pajak, int(uang) - pajak
