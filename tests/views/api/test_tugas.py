"""Every call of /api/v1/tugas as the contract has it, and its twin: who may not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.models import DrafTugas, Pegawai, Pengganti, TugasDitunda
from tests.factories import ORANG
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai

Siapa = Callable[[str], Rest]
TUGAS = {
    "id",
    "nama",
    "langkah",
    "proses",
    "kunci_bisnis",
    "pegawai",
    "diterima_pada",
    "batas_waktu",
    "prioritas",
    "peran",
    "alasan",
    "diserahkan_oleh",
}
SETUJU = {"isian": {"keputusan": "setujui"}}
KUNCI = {"Idempotency-Key": "kunci-uji-1"}
PANGGILAN = [
    ("get", "tugas", None),
    ("get", "tugas/{}", None),
    ("post", "tugas/{}/ambil", {}),
    ("post", "tugas/{}/lepas", {}),
    ("post", "tugas/{}/draf", {"isian": {}}),
    ("post", "tugas/{}/tunda", {"sampai": "2026-01-06T08:00:00+08:00"}),
    ("post", "tugas/{}/selesai", SETUJU),
]


def test_daftar_memuat_persis_yang_dijanjikan(app: Flask, tugas: str, rest: Siapa) -> None:
    isi = sesuai(app, rest("kasi").get("tugas"), "get", "tugas")
    assert isi["jumlah"] == 1
    satu = isi["tugas"][0]
    assert set(satu) == TUGAS
    assert (satu["id"], satu["langkah"], satu["proses"]) == (tugas, "tinjau_skp", "skp_tahunan")
    assert satu["pegawai"] == {"nip": ORANG["pelaksana1"].nip, "nama": "Lusia Pelaksana"}
    assert satu["batas_waktu"].endswith("+00:00") and satu["alasan"] == "Anda pejabat penilainya"


@pytest.mark.parametrize("jalan", ["tugas", "tugas/", "proses", "proses/", "instans", "instans/"])
def test_alamat_daftar_berlaku_dengan_dan_tanpa_garis_miring(jalan: str, rest: Siapa) -> None:
    assert rest("auditor").get(f"{jalan}?halaman=1").status_code == 200


@pytest.mark.parametrize(
    ("kueri", "medan"),
    [
        ("halaman=0", "halaman"),
        ("halaman=dua", "halaman"),
        ("ukuran=-1", "ukuran"),
        ("halaman=99999999999", "halaman"),
        ("urut=nip", "urut"),
        ("status=semua", "status"),
        ("halaman=%C2%B2", "halaman"),
    ],
)
def test_parameter_yang_salah_disebut(app: Flask, kueri: str, medan: str, rest: Siapa) -> None:
    jawab = rest("kasi").get(f"tugas?{kueri}")
    assert sesuai(app, jawab, "get", "tugas")["medan"] == medan
    problem(jawab, 422, "tidak_sah")


def test_ukuran_halaman_paling_banyak_seratus(tugas: str, rest: Siapa) -> None:
    assert rest("kasi").get("tugas?ukuran=100000").json["jumlah"] == 1


def test_satu_tugas_memuat_formulir_dan_fakta(app: Flask, tugas: str, diajukan: str, rest: Siapa) -> None:
    isi = sesuai(app, rest("kasi").get(f"tugas/{tugas}"), "get", "tugas/{tugas_id}")
    assert isi["formulir"]["properties"]["keputusan"] == {"enum": ["setujui", "kembalikan"]}
    assert isi["formulir"]["additionalProperties"] is False
    assert isi["instans"] == diajukan
    assert isi["fakta"]["langkah_pegawai"] == "ajukan"


@pytest.mark.parametrize(("metode", "jalan", "isi"), PANGGILAN)
def test_tanpa_masuk_dijawab_401(metode: str, jalan: str, isi: Any, app: Flask, client: Any) -> None:
    jawab = client.open(f"/api/v1/{jalan.format('x')}", method=metode, json=isi, headers=KUNCI)
    problem(jawab, 401, "belum_masuk")
    sesuai(app, jawab, metode, jalan.replace("{}", "{tugas_id}"))
    assert jawab.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("metode", "jalan", "isi"), PANGGILAN[1:])
@pytest.mark.parametrize("orang", ["pelaksana2", "kabid", "verifikatur", "admin_bkd", "auditor", "pelaksana1"])
def test_tugas_orang_lain_tidak_ada_bagi_saya(
    orang: str, metode: str, jalan: str, isi: Any, app: Flask, tugas: str, rest: Siapa
) -> None:
    saya = rest(orang)
    jawab = saya.klien.open(f"/api/v1/{jalan.format(tugas)}", method=metode, json=isi, headers=saya.kepala | KUNCI)
    problem(jawab, 404, "tidak_ditemukan")
    sesuai(app, jawab, metode, jalan.replace("{}", "{tugas_id}"))


@pytest.mark.parametrize(("metode", "jalan", "isi"), PANGGILAN[1:])
def test_tugas_yang_tidak_pernah_ada_dijawab_404(metode: str, jalan: str, isi: Any, rest: Siapa) -> None:
    saya = rest("kasi")
    jawab = saya.klien.open(f"/api/v1/{jalan.format('f' * 32)}", method=metode, json=isi, headers=saya.kepala | KUNCI)
    problem(jawab, 404, "tidak_ditemukan")


def test_draf_disimpan_terlihat_dan_hanya_milik_penyimpannya(app: Flask, tugas: str, rest: Siapa, db: Session) -> None:
    isian = {"keputusan": "kembalikan", "catatan": "Belum selesai menulis", "angka": 0.1}
    jawab = rest("kasi").post(f"tugas/{tugas}/draf", {"isian": isian})
    assert sesuai(app, jawab, "post", "tugas/{tugas_id}/draf")["pada"].startswith("2026-01-05T01:00")
    assert rest("kasi").get(f"tugas/{tugas}").json["draf"] == isian | {"angka": "0.1"}
    rest("kasi").selesai("tinjau_skp", {"keputusan": "setujui"})
    assert db.query(DrafTugas).count() == 0, "yang selesai tidak meninggalkan draf"
    problem(rest("kasi").post(f"tugas/{tugas}/draf", {"isian": isian}), 403, "sudah_diajukan")


def test_draf_yang_terlalu_besar_ditolak(tugas: str, rest: Siapa, db: Session) -> None:
    problem(rest("kasi").post(f"tugas/{tugas}/draf", {"isian": {"catatan": "x" * 300_000}}), 413, "terlalu_besar")
    assert db.query(DrafTugas).count() == 0


def test_ditunda_hilang_dari_daftar_sampai_waktunya(
    app: Flask, tugas: str, rest: Siapa, pada: Any, db: Session
) -> None:
    kasi = rest("kasi")
    jawab = kasi.post(f"tugas/{tugas}/tunda", {"sampai": "2026-01-07T08:00:00+08:00"})
    sesuai(app, jawab, "post", "tugas/{tugas_id}/tunda")
    assert kasi.get("tugas").json == {"jumlah": 0, "tugas": []}
    with pada(1, 8):
        assert kasi.get("tugas").json["jumlah"] == 1
    assert db.query(TugasDitunda).count() == 1


@pytest.mark.parametrize(
    "sampai", ["kemarin", "2026-01-04T08:00:00+08:00", "2026-02-01T08:00:00+08:00", "2026-02-30T08:00:00", "", 5, None]
)
def test_waktu_tunda_yang_tidak_mungkin_ditolak(sampai: Any, tugas: str, rest: Siapa) -> None:
    assert problem(rest("kasi").post(f"tugas/{tugas}/tunda", {"sampai": sampai}), 422, "tidak_sah")["medan"] == "sampai"


def test_selesai_memberi_tanda_terima_dan_langkah_berikut(app: Flask, tugas: str, diajukan: str, rest: Siapa) -> None:
    jawab = rest("kasi").post(f"tugas/{tugas}/selesai", SETUJU, **KUNCI)
    isi = sesuai(app, jawab, "post", "tugas/{tugas_id}/selesai")
    assert (isi["instans"], [t["langkah"] for t in isi["dibuka"]]) == (diajukan, ["verifikasi_skp"])
    lagi = rest("kasi").post(f"tugas/{tugas}/selesai", SETUJU, **{"Idempotency-Key": "kunci-uji-2"})
    isi = problem(lagi, 409, "sudah_selesai")
    assert (isi["oleh"], isi["pada"][:16]) == ("Kornelis Kasi", "2026-01-05T01:00")
    problem(rest("kasi").get(f"tugas/{tugas}"), 409, "sudah_selesai")
    problem(rest("kasi").post(f"tugas/{tugas}/tunda", {"sampai": "2026-01-06T08:00:00+08:00"}), 409, "sudah_selesai")


def test_plt_bertindak_dan_tercatat_atas_nama_pejabatnya(tugas: str, rest: Siapa, db: Session) -> None:
    id_ = {k: db.query(Pegawai).filter_by(nip=ORANG[k].nip).one().id for k in ("kasi", "pelaksana3")}
    db.add(
        Pengganti(
            digantikan_id=id_["kasi"],
            pengganti_id=id_["pelaksana3"],
            jenis="Plt",
            sejak=date(2026, 1, 1),
            sampai=date(2026, 1, 31),
            nomor_surat="1",
        )
    )
    db.commit()
    assert rest("pelaksana3").get("tugas").json["tugas"][0]["alasan"] == "sebagai Plt. Kornelis Kasi"
    instans = rest("pelaksana3").selesai("tinjau_skp", {"keputusan": "setujui"})["instans"]
    langkah = rest("pelaksana1").get(f"instans/{instans}/riwayat").json["riwayat"]
    tinjau = next(s for s in langkah if s["elemen"] == "tinjau_skp")
    assert (tinjau["oleh"], tinjau["atas_nama"]) == ("Natalia Pelaksana", "Kornelis Kasi")


def test_plt_tidak_melihat_tugas_pribadi_yang_digantikannya(januari: None, rest: Siapa, db: Session) -> None:
    rest("kasi").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
    id_ = {k: db.query(Pegawai).filter_by(nip=ORANG[k].nip).one().id for k in ("kasi", "pelaksana3")}
    db.add(
        Pengganti(
            digantikan_id=id_["kasi"],
            pengganti_id=id_["pelaksana3"],
            jenis="Plh",
            sejak=date(2026, 1, 1),
            sampai=date(2026, 1, 31),
            nomor_surat="2",
        )
    )
    db.commit()
    pribadi = rest("kasi").tugas("susun_skp")["id"]
    assert rest("pelaksana3").get("tugas").json["jumlah"] == 0
    problem(rest("pelaksana3").get(f"tugas/{pribadi}"), 404, "tidak_ditemukan")
    problem(rest("pelaksana3").post(f"tugas/{pribadi}/ambil"), 404, "tidak_ditemukan")
