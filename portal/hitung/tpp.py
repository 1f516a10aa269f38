"""One month's TPP."""

from collections.abc import Mapping
from typing import Any

from portal.hitung.medan import TERKINI, benar, isi_medan, objek, tanggal
from portal.rules import tpp
from portal.rules.absensi import KODE
from portal.rules.eksak import GalatMasukan, bulat, cacah
from portal.rules.jejak import Jejak


def bulan(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`tpp`, `capaian`, `kejadian` (counts by code), `tk`, `sebulan_penuh` -> percent taken off, and rupiah."""
    hasil = tpp.tpp_bulan(
        tpp=isi_medan(isi, "tpp"), capaian=isi_medan(isi, "capaian"), kejadian=_kejadian(objek(isi, "kejadian")),
        tk=isi_medan(isi, "tk"), sebulan_penuh=benar(isi, "sebulan_penuh"), pada=tanggal(isi, TERKINI),
    )  # fmt: skip
    uang = {"produktivitas": hasil.produktivitas, "disiplin": hasil.disiplin, "dibayar": hasil.dibayar}
    return {"potongan": str(bulat(hasil.potongan)), **uang}, hasil.jejak


def _kejadian(isi: Mapping[str, Any]) -> dict[str, Any]:
    for kode, banyak in isi.items():
        medan = f"kejadian.{kode[:20]}"
        if kode not in KODE:
            raise GalatMasukan(medan, f"Kode tidak dikenal; pilih {', '.join(KODE)}.")
        cacah(banyak, medan)
    return dict(isi)
