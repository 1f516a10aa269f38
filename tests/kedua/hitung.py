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


BENAR = {
    "pp46.kegiatan": '{"kuantitas": [1, 1], "kualitas": [1, 1], "waktu": [1, 1], "biaya": [1, 1]}',
    "pp46.tahunan": '{"kegiatan": [{"kuantitas": [1, 1], "kualitas": [1, 1], "waktu": [1, 1]}], "tugas_tambahan": 0, '
    '"kreativitas": 0, "perilaku": {"orientasi_pelayanan": 1, "integritas": 1, "komitmen": 1, "disiplin": 1, '
    '"kerja_sama": 1}}',
    "pp30.nilai": '{"skp": 1, "perilaku": 1, "penilaian_360": true, "ide_baru": true}',
    "pp30.capaian": '{"target": 1, "realisasi": 1, "khusus": true}',
    "pp30.rencana": '{"capaian": 1, "target_maksimum": true}',
    "pp30.konversi": '{"nilai": 1}',
    "pan6.predikat": '{"hasil_kerja": "sesuai", "perilaku": "sesuai"}',
    "pan6.angka_kredit": '{"jenjang": "Mahir", "predikat": "Baik", "bulan": 1}',
    "bulanan.kegiatan": '{"jabatan": "jft", "mode_waktu": "rasio", "kuantitas": [1, 1], "kualitas": [1, 1], '
    '"waktu": [1, 1], "biaya": null, "angka_kredit": null}',
    "bulanan.bagi": '{"jenis_target": "biaya", "nilai": 1}',
    "kehadiran.hari": '{"jadwal": ["07:30", "16:00"], "masuk": null, "pulang": null}',
    "tpp.bulan": '{"tpp": 1, "capaian": 1, "kejadian": {}, "tk": 1, "sebulan_penuh": true}',
    "disiplin.pp94": '{"tk": 1, "menit": 1}',
    "disiplin.pp53": '{"tk": 1, "menit": 1}',
    "nip": '{"nip": "198609262015051001"}',
    "jendela": '{"periode": "2023-10", "diajukan": "2023-11-01T00:00:00+08:00"}',
}
"""One line of each kind that can be computed."""


def _jawab(masuk: dict, jenis: str) -> dict:
    try:
        return JENIS[jenis](masuk)
    except Tolak as galat:
        return {"galat": True, "medan": galat.medan}


def hitung(baris: str) -> dict:
    """The promised fields, or {"galat": True, "medan": the top-level field}."""
    masuk = json.loads(baris, parse_float=Fraction)
    return _jawab(masuk, masuk.pop("jenis"))


def salah(baris: str) -> set[str]:
    """Every field one may blame: one after the other is mended until the line can be computed."""
    masuk = json.loads(baris, parse_float=Fraction)
    jenis = masuk.pop("jenis")
    benar, semua = json.loads(BENAR[jenis]), set()
    while "galat" in (jawab := _jawab(masuk, jenis)):
        medan = jawab["medan"]
        if medan in semua:
            raise AssertionError(f"{medan} tidak dapat dibetulkan: {baris}")
        semua.add(medan)
        masuk[medan] = benar[medan]
    return semua
