"""One line in, one answer out: the sixteen kinds of the contract, read a second time."""

import json
from fractions import Fraction

from tests.kedua import bulanan, disiplin, jendela, kehadiran, nip, pan6, pp30, pp46, tpp
from tests.kedua.angka import Tolak

JENIS = {
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
    "nip": nip.periksa,
    "jendela": jendela.status,
}


def hitung(baris: str) -> dict:
    """The promised fields, or {"galat": True, "medan": the top-level field}."""
    masuk = json.loads(baris, parse_float=Fraction)
    try:
        return JENIS[masuk.pop("jenis")](masuk)
    except Tolak as galat:
        return {"galat": True, "medan": galat.medan}
