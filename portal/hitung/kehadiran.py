"""One working day: late, early, absent, and what that takes off."""

from collections.abc import Mapping
from typing import Any

from portal.hitung.medan import TERKINI, ada, larik, tanggal
from portal.rules import absensi
from portal.rules.eksak import GalatMasukan
from portal.rules.jejak import Jejak, Langkah


def hari(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`jadwal` [in, out], `masuk` and `pulang` ("07:52:10", null without a tap) -> codes, minutes, percent."""
    jadwal = larik(isi, "jadwal")
    if len(jadwal) != 2:
        raise GalatMasukan("jadwal", "Isi dengan jam masuk dan jam pulang.")
    masuk, pulang = ada(isi, "masuk"), ada(isi, "pulang")
    hasil = absensi.hari((jadwal[0], jadwal[1]), masuk, pulang, pada=tanggal(isi, TERKINI))
    jawab = {"tl": hasil.tl, "menit_tl": hasil.menit_tl, "psw": hasil.psw, "menit_psw": hasil.menit_psw}
    langkah = tuple(  # a question has no date
        Langkah("Hadir sehari", satu.rumus, satu.nilai, satu.hasil, satu.dasar) for satu in hasil.jejak.langkah
    )
    return {**jawab, "potongan": str(hasil.potongan)}, hasil.jejak.dengan(langkah)
