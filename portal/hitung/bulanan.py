"""The month: the score of one kegiatan, and a yearly target split over twelve months."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from portal.hitung.medan import TERKINI, isi_medan, kata, tanggal
from portal.rules import bulanan
from portal.rules.bagi import bagi_biaya, bagi_kuantitas
from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan, baca, rasio
from portal.rules.jejak import Isi, Jejak, Langkah

CARA = {
    "kuantitas": "bagian bulat; sisanya satu-satu pada bulan-bulan pertama, pecahan satuan pada bulan pertama",
    "biaya": "sama besar dalam rupiah bulat; selisihnya pada bulan terakhir",
}


def kegiatan(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`jabatan`, `mode_waktu` and the pairs [target, realisasi] -> `nilai`."""
    try:
        hasil = bulanan.nilai_kegiatan(
            jabatan=kata(isi, "jabatan"), mode_waktu=kata(isi, "mode_waktu"), kuantitas=isi_medan(isi, "kuantitas"),
            kualitas=isi_medan(isi, "kualitas"), waktu=isi_medan(isi, "waktu"), biaya=_pasangan(isi, "biaya"),
            ak=_pasangan(isi, "angka_kredit"), pada=tanggal(isi, TERKINI),
        )  # fmt: skip
    except GalatMasukan as galat:
        raise GalatMasukan("angka_kredit" if galat.medan == "ak" else galat.medan, galat.pesan) from None
    return {"nilai": str(hasil.nilai)}, hasil.jejak


def _pasangan(isi: Mapping[str, Any], medan: str) -> Any:
    """[target, realisasi] or None; two numbers also where the post does not count them, which may be any two then."""
    nilai = isi.get(medan)
    if nilai is not None:
        if not isinstance(nilai, list) or len(nilai) != 2:
            raise GalatMasukan(medan, "Isi dengan target dan realisasi.")
        for satu in nilai:
            rasio(satu, medan)
    return nilai


def bagi(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`jenis_target`, `nilai` -> `bulan`, twelve values whose sum is exactly the target.

    Whole shares are integers; a target with a fraction of a unit gives text for every month.
    """
    jenis, pada = kata(isi, "jenis_target"), tanggal(isi, TERKINI)
    if jenis not in CARA:
        raise GalatMasukan("jenis_target", f"Pilih {' atau '.join(CARA)}.")
    total = baca(isi_medan(isi, "nilai"), "nilai", minimum=0, desimal=0 if jenis == "biaya" else None)
    bulan = bagi_biaya(total) if jenis == "biaya" else bagi_kuantitas(total)
    aturan = parameter("bagi", "aturan", pada)
    rinci: dict[str, Isi] = {f"bulan {nomor}": satu for nomor, satu in enumerate(bulan, 1)}
    langkah = Langkah(f"Bagian {jenis} setiap bulan", CARA[jenis], {"setahun": total, **rinci}, total, aturan["sumber"])
    return {"bulan": _cetak(bulan)}, Jejak(bulanan.PROFIL, aturan["id"], (langkah,))


def _cetak(bulan: tuple[Decimal, ...]) -> list[int] | list[str]:
    if all(satu == int(satu) for satu in bulan):
        return [int(satu) for satu in bulan]
    return [f"{satu:f}" for satu in bulan]
