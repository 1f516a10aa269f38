"""The jurist's case files, asked through `nilai hitung`: numbers as text, and again as JSON numbers."""

import json
from fractions import Fraction
from typing import Any

import pytest

from portal.hitung import aliran
from portal.rules.eksak import bulat
from portal.rules.pp46 import KEPEMIMPINAN, UNSUR
from tests.rules.kasus import kasus

KEGIATAN = {satu["id"]: satu for satu in kasus("pp46_kegiatan")}


def _pilih(satu: dict[str, Any], *medan: str) -> dict[str, Any]:
    return {nama: satu.get(nama) for nama in medan}


def _kegiatan(satu: dict[str, Any]) -> dict[str, Any]:
    return _pilih(satu, "kuantitas", "kualitas", "waktu", "biaya")


def _pp46() -> list[tuple[str, dict, dict]]:
    hasil = [("pp46.kegiatan", _kegiatan(satu), _pilih(satu, "nilai")) for satu in KEGIATAN.values()]
    for satu in kasus("pp46_tahun"):
        isi = {
            "kegiatan": [_kegiatan(KEGIATAN[kode]) for kode in satu["kegiatan"]],
            "perilaku": dict(zip((*UNSUR, KEPEMIMPINAN), satu["perilaku"], strict=False)),
            **_pilih(satu, "tugas_tambahan", "kreativitas"),
        }
        hasil.append(("pp46.tahunan", isi, _pilih(satu, "nilai_skp", "nilai_perilaku", "nilai", "predikat")))
    return hasil


def _pp30() -> list[tuple[str, dict, dict]]:
    masuk = ("skp", "perilaku", "penilaian_360", "ide_baru")
    hasil = [("pp30.nilai", _pilih(s, *masuk), _pilih(s, "nilai", "predikat")) for s in kasus("pp30_nilai")]
    for satu in kasus("pp30_predikat"):
        for ide, kunci in ((False, "tanpa"), (True, "dengan")):
            isi = {"skp": satu["nilai"], "perilaku": satu["nilai"], "penilaian_360": False, "ide_baru": ide}
            hasil.append(("pp30.nilai", isi, {"predikat": satu[kunci]}))
    for satu in kasus("pp30_capaian"):
        hasil.append(("pp30.capaian", _pilih(satu, "target", "realisasi", "khusus"), _pilih(satu, "capaian")))
    for satu in kasus("pp30_rencana"):
        isi = {"capaian": satu["capaian"], "target_maksimum": satu.get("target_maksimum", False)}
        hasil.append(("pp30.rencana", isi, _pilih(satu, "nilai", "kategori")))
    return hasil + [("pp30.konversi", {"nilai": s["nilai"]}, {"nilai": s["menjadi"]}) for s in kasus("pp30_konversi")]


def _bulan() -> list[tuple[str, dict, dict]]:
    hasil = []
    for satu in kasus("bulanan"):
        isi = {**_kegiatan(satu), **_pilih(satu, "jabatan", "mode_waktu"), "angka_kredit": satu.get("ak")}
        hasil.append(("bulanan.kegiatan", isi, _pilih(satu, "nilai")))
    for satu in kasus("banding"):
        akhir = dict(zip(("kuantitas", "kualitas", "waktu"), satu["nilai_akhir"], strict=True))
        isi = {medan: [target, akhir[medan]] for medan, target in (("kuantitas", 9), ("kualitas", 100), ("waktu", 20))}
        isi |= {"jabatan": "pelaksana", "mode_waktu": "rasio"}
        hasil.append(("bulanan.kegiatan", isi, _pilih(satu, "nilai")))
    for satu in kasus("bagi"):
        isi = {"jenis_target": satu["jenis"], "nilai": satu["jumlah"]}
        hasil.append(("bulanan.bagi", isi, _pilih(satu, "bulan")))
    for satu in kasus("jendela"):
        hasil.append(("jendela", _pilih(satu, "periode", "diajukan"), _pilih(satu, "status")))
    return hasil


def _hadir() -> list[tuple[str, dict, dict]]:
    hasil = []
    for satu in kasus("absensi"):
        isi = {"jadwal": ["07:30", "16:00"], **_pilih(satu, "masuk", "pulang")}
        hasil.append(("kehadiran.hari", isi, _pilih(satu, "tl", "menit_tl", "psw", "menit_psw", "potongan")))
    for satu in kasus("disiplin"):
        for hukum in ("pp94", "pp53"):
            jawab = {**_pilih(satu, "hari", "sisa_menit"), "hukuman": satu.get(hukum)}
            hasil.append((f"disiplin.{hukum}", _pilih(satu, "tk", "menit"), jawab))
    for satu in kasus("tpp"):
        if {"bobot", "dasar_potongan", "tambahan", "faktor"} & satu.keys() or "/" in satu["capaian"]:
            continue  # what a region may set, and a fraction no decimal says, cannot be asked here
        isi = {
            **_pilih(satu, "tpp", "capaian"), "kejadian": satu.get("kejadian", {}), "tk": satu.get("tk", 0),
            "sebulan_penuh": satu.get("sebulan_penuh", False),
        }  # fmt: skip
        hasil.append(("tpp.bulan", isi, _pilih(satu, "potongan", "produktivitas", "disiplin", "dibayar")))
    return hasil


def _lain() -> list[tuple[str, dict, dict]]:
    hasil = [("pan6.predikat", _pilih(s, "hasil_kerja", "perilaku"), _pilih(s, "predikat")) for s in kasus("kuadran")]
    for satu in kasus("angka_kredit"):
        cetak = satu.get("nilai", str(bulat(Fraction(satu["tiga_desimal"]))))
        hasil.append(("pan6.angka_kredit", _pilih(satu, "jenjang", "predikat", "bulan"), {"angka_kredit": cetak}))
    for satu in kasus("nip"):
        if "salah" in satu:
            hasil.append(("nip", _pilih(satu, "nip"), {"medan": "nip", "sah": False, "bagian": satu["salah"]}))
        else:
            tunggu = {"sah": True, **_pilih(satu, "jenis", "kelamin", "lahir", "tmt")}
            hasil.append(("nip", _pilih(satu, "nip"), tunggu))
    return hasil


SEMUA = [*_pp46(), *_pp30(), *_bulan(), *_hadir(), *_lain()]


def _jawab(jenis: str, isi: dict, angka: bool) -> dict:
    tulisan = json.dumps({"jenis": jenis, **isi})
    if angka:  # every text that is a number becomes one, digit for digit; NIP and words stay
        tulisan = json.dumps({"jenis": jenis, **_ganti(isi)}).replace('"<', "").replace('>"', "")
    return json.loads(aliran.jawab(tulisan.encode())[0])


def _ganti(isi: Any) -> Any:
    if isinstance(isi, dict):
        return {kunci: satu if kunci == "nip" else _ganti(satu) for kunci, satu in isi.items()}
    if isinstance(isi, list):
        return [_ganti(satu) for satu in isi]
    return f"<{isi}>" if isinstance(isi, str) and isi.replace(".", "", 1).isdigit() else isi


@pytest.mark.parametrize("angka", [False, True], ids=["teks", "angka"])
@pytest.mark.parametrize(("jenis", "isi", "tunggu"), SEMUA, ids=lambda satu: satu if isinstance(satu, str) else "")
def test_every_case_of_the_jurist_is_answered_as_the_rules_answer_it(jenis, isi, tunggu, angka):
    hasil = _jawab(jenis, isi, angka)
    assert {medan: hasil.get(medan) for medan in tunggu} == tunggu
    if "galat" not in hasil:
        assert hasil["rincian"]
        assert hasil["dasar"]["profil"]
        assert hasil["dasar"]["parameter"]
        assert hasil["dasar"]["pasal"]


def test_every_question_of_the_contract_has_cases():
    from portal.hitung import JENIS

    assert {jenis for jenis, _isi, _tunggu in SEMUA} == set(JENIS)


@pytest.mark.parametrize(
    ("realisasi", "nilai"), [("9.12", "100.00"), ("9.13", "99.97"), ("9.11", "91.97"), ("9.120000", "100.00")]
)
def test_the_border_of_24_percent_is_met_exactly_by_json_numbers(realisasi, nilai):
    baris = f'{{"jenis":"pp46.kegiatan","kuantitas":[1,1],"kualitas":[100,100],"waktu":[12,{realisasi}],"biaya":null}}'
    assert json.loads(aliran.jawab(baris.encode())[0])["nilai"] == nilai


@pytest.mark.parametrize(("skp", "perilaku", "nilai"), [("83.325", "86.665", "84.33"), ("75", "58.32", "70.00")])
def test_a_score_is_rounded_once_half_up(skp, perilaku, nilai):
    isi = f'"skp":{skp},"perilaku":{perilaku},"penilaian_360":false,"ide_baru":false'
    assert json.loads(aliran.jawab(f'{{"jenis":"pp30.nilai",{isi}}}'.encode())[0])["nilai"] == nilai
