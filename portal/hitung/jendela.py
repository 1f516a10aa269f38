"""Whether a month could be reported at a moment."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.hitung.medan import kata
from portal.rules import jendela as aturan_jendela
from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan
from portal.rules.jejak import Jejak, Langkah
from portal.rules.periode import Periode, di_wita

_TANDA_JAM = re.compile("[0-9][Tt ][0-9]")


def jendela(isi: Mapping[str, Any]) -> tuple[dict[str, Any], Jejak]:
    """`periode` ("2023-10"), `diajukan` (ISO 8601 with its zone) -> `status`."""
    bulan, diajukan = Periode.dari(kata(isi, "periode")), _saat(kata(isi, "diajukan"))
    try:
        buka, tutup = aturan_jendela.buka(bulan), aturan_jendela.tutup(bulan)
    except (ValueError, OverflowError) as galat:
        if isinstance(galat, GalatMasukan):
            raise
        raise GalatMasukan("periode", "Bulan ini terlalu jauh di masa depan.") from None
    status = aturan_jendela.status(bulan, diajukan)
    aturan = parameter("jendela", "realisasi", bulan.awal)
    rinci = {"diajukan (WITA)": diajukan.isoformat(), "buka": buka.isoformat(), "tutup": tutup.isoformat()}
    langkah = Langkah("Jendela pengisian", "buka sampai tutup, jam WITA", rinci, status.value, aturan["sumber"])
    return {"status": status.value}, Jejak("JENDELA", aturan["id"], (langkah,))


def _saat(tulisan: str) -> datetime:
    """The moment on the clock of Kupang."""
    try:
        if not _TANDA_JAM.search(tulisan):  # Python takes any sign between date and time
            raise ValueError
        return di_wita(datetime.fromisoformat(tulisan), "diajukan")
    except (ValueError, OverflowError) as galat:
        if isinstance(galat, GalatMasukan):
            raise
        raise GalatMasukan(
            "diajukan", "Tulis waktu ISO 8601 dengan zonanya, misalnya 2023-11-01T00:00:00+08:00."
        ) from None
