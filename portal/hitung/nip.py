"""What a NIP says, or which part of it cannot be right."""

from collections.abc import Mapping
from typing import Any

from portal.hitung.medan import TERKINI, kata, tanggal
from portal.rules import nip as aturan_nip
from portal.rules.berlaku import parameter
from portal.rules.jejak import Isi, Jejak, Langkah


def nip(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`nip` -> what its digits say. With `pada`, an appointment after that day is refused.

    `tmt` is the month ("2015-05"), null for PPPK, of whom only `tahun` is known. GalatNip where it cannot be right.
    """
    hasil = aturan_nip.periksa(kata(isi, "nip"), pada=None if isi.get("pada") is None else tanggal(isi, TERKINI))
    tmt = None if hasil.tmt is None else f"{hasil.tmt:%Y-%m}"
    aturan = parameter("nip", "umur", TERKINI)
    rinci: dict[str, Isi] = {"lahir": hasil.lahir.isoformat(), "tahun pengangkatan": hasil.tahun, "urut": hasil.urut}
    langkah = Langkah(
        "Umur pada saat diangkat", "tahun penuh pada tanggal 1 bulan TMT", rinci, hasil.umur, aturan["sumber"]
    )
    jawab = {
        "sah": True, "jenis": hasil.jenis, "lahir": hasil.lahir.isoformat(), "tmt": tmt, "tahun": hasil.tahun,
        "kelamin": hasil.kelamin, "umur": hasil.umur, "peringatan": list(hasil.peringatan),
    }  # fmt: skip
    return jawab, Jejak("NIP", aturan["id"], (langkah,))
