"""What a NIP says, or which part of it cannot be right."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any

from portal.hitung.medan import TERKINI, kata, tanggal
from portal.rules import nip as aturan_nip
from portal.rules.berlaku import parameter
from portal.rules.jejak import Isi, Jejak, Langkah

_hari_ini: ContextVar[date | None] = ContextVar("hari_ini", default=None)


@contextmanager
def pada_hari(hari: date) -> Iterator[None]:
    """While the block lasts an appointment after `hari` lies in the future, where the question brings no `pada`."""
    token = _hari_ini.set(hari)
    try:
        yield
    finally:
        _hari_ini.reset(token)


def nip(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`nip` -> what its digits say. An appointment after `pada` (else `pada_hari`, else ever) is refused.

    `tmt` is the month ("2015-05"), null for PPPK, of whom only `tahun` is known. GalatNip where it cannot be right.
    """
    hasil = aturan_nip.periksa(
        kata(isi, "nip"), pada=_hari_ini.get() if isi.get("pada") is None else tanggal(isi, TERKINI)
    )
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
