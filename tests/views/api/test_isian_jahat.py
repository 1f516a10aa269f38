"""Bodies that try more than they may: foreign members, facts, wrong kinds, numbers that lose or explode."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

import workflows
from portal.models import DrafTugas, Kegiatan, Skp
from tests.flows.rest import Rest
from tests.flows.test_rest import KEGIATAN
from tests.views.api.bantuan import problem

Siapa = Callable[[str], Rest]
BARIS = KEGIATAN[0]


def mentah(rest: Rest, jalan: str, badan: bytes | str, jenis: str = "application/json") -> Any:
    """POST these very bytes."""
    kepala = rest.kepala | {"Idempotency-Key": "kunci-uji-1"}
    return rest.klien.post(f"/api/v1/{jalan}", data=badan, content_type=jenis, headers=kepala)


@pytest.fixture
def susun(januari: None, rest: Siapa) -> str:
    """The id of pelaksana1's task: draft his SKP."""
    rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
    return rest("pelaksana1").tugas("susun_skp")["id"]


@pytest.mark.parametrize(
    ("isian", "medan"),
    [
        ({"keputusan": "setujui", "setuju": True}, "setuju"),
        ({"keputusan": "setujui", "batas_verifikasi": "2030-01-01T00:00:00+08:00"}, "batas_verifikasi"),
        ({"keputusan": "setujui", "skp": 2}, "skp"),
        ({"keputusan": "setujui", "status": "ditetapkan"}, "status"),
        ({"keputusan": "setujui", "__class__": {}}, "__class__"),
        ({"keputusan": "sahkan"}, "keputusan"),
        ({"keputusan": ["setujui"]}, "keputusan"),
        ({"keputusan": "setujui", "catatan": {"a": 1}}, "catatan"),
        ({"keputusan": "setujui", "catatan": "x" * 4001}, "catatan"),
        ({}, "keputusan"),
    ],
)
def test_fakta_proses_tidak_dapat_disetir_lewat_isian(
    isian: dict[str, Any], medan: str, tugas: str, diajukan: str, rest: Siapa, db: Session
) -> None:
    jawab = rest("kasi").post(f"tugas/{tugas}/selesai", {"isian": isian}, **{"Idempotency-Key": "kunci-uji-1"})
    assert problem(jawab, 422, "tidak_sah")["medan"] == medan
    assert db.query(Skp).one().status == "diajukan"
    assert "setuju" not in workflows.instance(db, diajukan).facts


@pytest.mark.parametrize("lain", [{"fakta": {"setuju": True}}, {"aktor": "orang:1"}, {"oleh": 1}])
def test_bagian_asing_di_luar_isian_ditolak(lain: dict[str, Any], tugas: str, rest: Siapa, db: Session) -> None:
    isi = {"isian": {"keputusan": "setujui"}} | lain
    jawab = rest("kasi").post(f"tugas/{tugas}/selesai", isi, **{"Idempotency-Key": "kunci-uji-1"})
    assert problem(jawab, 422, "tidak_sah")["medan"] == next(iter(lain))
    for jalan in ("ambil", "lepas"):
        assert problem(rest("kasi").post(f"tugas/{tugas}/{jalan}", lain), 422, "tidak_sah")["medan"] == next(iter(lain))
    assert db.query(Skp).one().status == "diajukan"


@pytest.mark.kedua_basis
def test_isian_milik_baris_skp_lain_tidak_menyentuh_baris_itu(susun: str, rest: Siapa, db: Session) -> None:
    rest("pelaksana2").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
    rest("pelaksana2").selesai("susun_skp", {"kegiatan": KEGIATAN})
    korban = db.query(Kegiatan).one().id
    db.rollback()
    rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS | {"id": korban, "uraian": "Diambil alih"}]})
    assert db.get_one(Kegiatan, korban).uraian == BARIS["uraian"]
    assert {k.uraian for k in db.query(Kegiatan)} == {BARIS["uraian"], "Diambil alih"}


@pytest.mark.kedua_basis
@pytest.mark.parametrize(
    ("tulisan", "tersimpan"),
    [("0.1", "0.1"), ("99.99", "99.99"), ("1e2", "100"), ("100.00", "100"), ('"33.33"', "33.33"), ("33.30", "33.3")],
)
def test_angka_disimpan_persis_seperti_ditulis(
    tulisan: str, tersimpan: str, susun: str, rest: Siapa, db: Session
) -> None:
    badan = json.dumps({"isian": {"kegiatan": [BARIS | {"kualitas": "GANTI"}]}}).replace('"GANTI"', tulisan)
    assert mentah(rest("pelaksana1"), f"tugas/{susun}/selesai", badan).status_code == 200
    satu = db.query(Kegiatan).one()
    assert satu.kualitas == Decimal(tersimpan)
    assert {b.kualitas for b in satu.bulanan} == {Decimal(tersimpan)}


@pytest.mark.parametrize(
    "tulisan",
    [
        "1e400",
        "1e999999999",
        "1e99999999999999999999",
        "1e-400",
        "-1e999999",
        "NaN",
        "Infinity",
        "-Infinity",
        "9" * 5000,
        "1" + "0" * 40,
        "0." + "3" * 60,
        "true",
        "[]",
        "{}",
        '"NaN"',
        '"1e5"',
        '"Infinity"',
        '"0x10"',
        '"１２"',
        '"9e9999999"',
        "-1",
        "100.001",
        "1e-3",
    ],
    ids=lambda t: t[:24],
)
def test_angka_yang_tidak_dapat_disimpan_ditolak(tulisan: str, susun: str, rest: Siapa, db: Session) -> None:
    badan = json.dumps({"isian": {"kegiatan": [BARIS | {"kualitas": "GANTI"}]}}).replace('"GANTI"', tulisan)
    problem(mentah(rest("pelaksana1"), f"tugas/{susun}/selesai", badan), 422, "tidak_sah")
    assert db.query(Kegiatan).count() == 0


@pytest.mark.parametrize(
    "badan",
    [
        b"",
        b"{",
        b"[]",
        b'"isian"',
        b"null",
        b"1",
        b"\xff\xfe",
        b'{"isian": {}',
        b'{"isian": {}} {}',
        b"{'isian': {}}",
        b'{"isian": {}, "isian": {"keputusan": "setujui"}}',
        b'{"isian": {"keputusan": "kembalikan", "keputusan": "setujui"}}',
        b'{"isian": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"isian": ' + b'{"a":' * 400 + b"1" + b"}" * 400 + b"}",
        b'{"isian": {"keputusan": "setujui", "catatan": "\\u0000"}}',
        b'{"isian": {"keputusan": "setujui", "catatan": "\\ud800"}}',
        b'{"isian": {"keputusan": "setujui", "\\u0000": "x"}}',
        b'{"isian": null}',
        b'{"isian": []}',
        b'{"isian": "x"}',
        b"{}",
    ],
    ids=lambda b: repr(b[:40]),
)
@pytest.mark.parametrize("jalan", ["selesai", "draf"])
def test_badan_yang_bukan_satu_objek_json_yang_wajar_ditolak(
    badan: bytes, jalan: str, tugas: str, rest: Siapa, db: Session
) -> None:
    problem(mentah(rest("kasi"), f"tugas/{tugas}/{jalan}", badan), 422, "tidak_sah")
    assert db.query(Skp).one().status == "diajukan"
    assert db.query(DrafTugas).count() == 0


@pytest.mark.parametrize(
    "jenis", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/json"]
)
def test_jenis_isi_lain_ditolak(jenis: str, tugas: str, rest: Siapa) -> None:
    problem(
        mentah(rest("kasi"), f"tugas/{tugas}/selesai", b'{"isian": {"keputusan": "setujui"}}', jenis),
        415,
        "jenis_salah",
    )


def test_jenis_isi_dengan_charset_diterima(tugas: str, rest: Siapa) -> None:
    badan = b'{"isian": {"keputusan": "setujui", "catatan": "Baik \xe2\x9c\x93"}}'
    assert mentah(rest("kasi"), f"tugas/{tugas}/selesai", badan, "application/json; charset=utf-8").status_code == 200


@pytest.mark.parametrize("besar", [1_100_000, 10_000_000])
def test_badan_yang_terlalu_besar_dijawab_413(besar: int, tugas: str, rest: Siapa) -> None:
    badan = b'{"isian": {"catatan": "' + b"x" * besar + b'"}}'
    for jalan in ("selesai", "draf"):
        problem(mentah(rest("kasi"), f"tugas/{tugas}/{jalan}", badan), 413, "terlalu_besar")


@pytest.mark.kedua_basis
@pytest.mark.parametrize(
    "baris",
    [
        {"id": "²"},
        {"id": "9" * 5000},
        {"id": -1},
        {"id": 10**25},
        {"id": 1.5},
        {"id": "1\n2"},
        {"bulan": {"13": {}}},
        {"bulan": {"0": {}}},
        {"bulan": {"1": {"nilai": 5}}},
        {"bulan": []},
        {"uraian": 5},
        {"nilai_akhir": 100},
        {"uraian": "x" * 501},
    ],
)
def test_baris_yang_aneh_tidak_pernah_menjadi_galat_dalam(
    baris: dict[str, Any], susun: str, rest: Siapa, db: Session
) -> None:
    jawab = rest("pelaksana1").post(
        f"tugas/{susun}/selesai", {"isian": {"kegiatan": [BARIS | baris]}}, **{"Idempotency-Key": "kunci-uji-1"}
    )
    assert jawab.status_code in (200, 422), jawab.text
    if jawab.status_code == 200:
        assert "id" in baris and db.query(Kegiatan).one().id < 1000, "nomor asing berarti baris baru"


def test_lebih_banyak_baris_daripada_formulir_ditolak(susun: str, rest: Siapa, db: Session) -> None:
    jawab = rest("pelaksana1").post(
        f"tugas/{susun}/selesai", {"isian": {"kegiatan": [BARIS] * 61}}, **{"Idempotency-Key": "kunci-uji-1"}
    )
    assert problem(jawab, 422, "tidak_sah")["medan"] == "kegiatan"
    assert db.query(Kegiatan).count() == 0


def test_kunci_idempotensi_yang_aneh_tidak_menjadi_galat_dalam(tugas: str, rest: Siapa) -> None:
    saya = rest("kasi")
    for kunci in ("é" * 10, "a b c d e f", "'; DROP TABLE kunci_idempoten; --", "%00%00%00%00"):
        jawab = saya.klien.post(
            f"/api/v1/tugas/{tugas}/selesai", json={"isian": {}}, headers=saya.kepala | {"Idempotency-Key": kunci}
        )
        problem(jawab, 422, "tidak_sah")
