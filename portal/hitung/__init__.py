"""The rules without the portal: one question in (a mapping with `jenis`), one answer out, traced to its articles.

`hitung(isi)` is the door. One file per subject turns the fields of the contract into a call of portal/rules and its
result into printed text; `aliran` reads and writes JSON lines. Standard library only, no clock, no database.
"""

from collections.abc import Callable, Mapping
from typing import Any

from portal.hitung import bulanan, disiplin, jendela, kehadiran, nip, pan6, pp30, pp46, tpp
from portal.rules.eksak import GalatMasukan
from portal.rules.jejak import Jejak

Hitungan = Callable[[Mapping[str, Any]], tuple[dict[str, Any], Jejak]]

JENIS: dict[str, Hitungan] = {
    "pp46.kegiatan": pp46.kegiatan,
    "pp46.tahunan": pp46.tahunan,
    "pp30.nilai": pp30.nilai,
    "pp30.capaian": pp30.capaian,
    "pp30.rencana": pp30.rencana,
    "pp30.konversi": pp30.konversi,
    "pan6.predikat": pan6.predikat,
    "pan6.angka_kredit": pan6.angka_kredit,
    "bulanan.kegiatan": bulanan.kegiatan,
    "bulanan.bagi": bulanan.bagi,
    "kehadiran.hari": kehadiran.hari,
    "tpp.bulan": tpp.bulan,
    "disiplin.pp94": disiplin.pp94,
    "disiplin.pp53": disiplin.pp53,
    "nip": nip.nip,
    "jendela": jendela.jendela,
}
"""Every question of the contract."""


def hitung(isi: object) -> tuple[dict[str, Any], Jejak]:
    """The answer to one question: results as printed text (rupiah and counts as integers), and how they came about.

    GalatMasukan names the field that cannot be computed; it is the only error.
    """
    if not isinstance(isi, dict):
        raise GalatMasukan("baris", "Tulis satu objek JSON dalam satu baris.")
    jenis = isi.get("jenis")
    hitungan = JENIS.get(jenis) if isinstance(jenis, str) else None
    if hitungan is None:
        raise GalatMasukan("jenis", f"Pilih salah satu dari {', '.join(JENIS)}.")
    try:
        return hitungan(isi)
    except LookupError as galat:  # no parameter was in force on that day
        raise GalatMasukan("pada", f"{str(galat)[:1].upper()}{str(galat)[1:]}.") from None
