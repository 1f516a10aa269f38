"""The SKP's own path: who may begin it, what is demanded when it is sent, returned, disputed, decided (PP 46 Ps 5)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.models import CatatanSkp, Pegawai, Rantai, Skp, SkpVersi, Verifikatur
from tests.factories import ORANG
from tests.flows.rest import Rest

Siapa = Callable[[str], Rest]
BARIS = {"uraian": "Menyusun laporan", "satuan": "Laporan", "kuantitas": 24, "kualitas": 100, "waktu": 12}
BULAN = {str(n): {"kuantitas": 2, "kualitas": 100, "waktu": 20} for n in range(1, 13)}


@pytest.fixture(autouse=True)
def awal_januari(pada: Callable[..., Any]) -> Any:
    """Everything here happens on 5 January 2026."""
    with pada(1, 5):
        yield


def mulai(rest: Siapa, siapa: str, status: int = 201) -> Any:
    """`siapa` begins his SKP of 2026."""
    jawab = rest(siapa).post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
    assert jawab.status_code == status, jawab.text
    return jawab.json


def pegawai(db: Session, kunci: str) -> Pegawai:
    """The row of a person."""
    return db.query(Pegawai).filter_by(nip=ORANG[kunci].nip).one()


def satu(db: Session) -> Skp:
    """The one SKP."""
    db.expire_all()
    return db.query(Skp).one()


@pytest.fixture
def dikembalikan(rest: Siapa, db: Session) -> int:
    """An SKP of two rows, returned with a note on the first; the id of that row."""
    mulai(rest, "pelaksana1")
    rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS, BARIS | {"uraian": "Mengarsip"}]})
    pertama = satu(db).kegiatan[0].id
    isian = {"keputusan": "kembalikan", "catatan": "Terlalu sedikit.", "catatan_baris": {str(pertama): "Naikkan."}}
    rest("kasi").selesai("tinjau_skp", isian)
    return pertama


def test_dikembalikan_dengan_alasan_tiap_baris_lalu_dikirim_lagi(dikembalikan: int, rest: Siapa, db: Session) -> None:
    catatan = {(c.kegiatan_id, c.catatan) for c in db.query(CatatanSkp)}
    assert catatan == {(dikembalikan, "Naikkan."), (None, "Terlalu sedikit.")}
    awal = rest("pelaksana1").get(f"tugas/{rest('pelaksana1').tugas('perbaiki_skp')['id']}").json["isian_awal"]
    naik = [k | {"kuantitas": 36, "bulan": None} if int(k["id"]) == dikembalikan else k for k in awal["kegiatan"]]
    rest("pelaksana1").selesai("perbaiki_skp", {"tindakan": "ajukan", "kegiatan": naik})
    assert [(v.versi, v.isi[0]["kuantitas"]) for v in db.query(SkpVersi).order_by(SkpVersi.versi)] == [
        (1, "24"),
        (2, "36"),
    ]
    assert satu(db).kegiatan[0].id == dikembalikan, "baris yang sama, bukan baris baru"
    rest("kasi").selesai("tinjau_skp", {"keputusan": "setujui"})
    rest("verifikatur").selesai("verifikasi_skp", {"keputusan": "sahkan"})
    assert (satu(db).status, satu(db).ditetapkan_karena) == ("ditetapkan", "disepakati")


@pytest.mark.parametrize(
    ("isian", "medan"),
    [
        ({"catatan": "", "catatan_baris": {}}, "catatan"),
        ({"catatan": "Kurang.", "catatan_baris": {}}, "catatan_baris"),
        ({"catatan": "Kurang.", "catatan_baris": {"999999": "Milik SKP lain."}}, "catatan_baris"),
        ({"catatan": "Kurang.", "catatan_baris": {"x": "Bukan nomor."}}, "catatan_baris.x"),
    ],
)
def test_pengembalian_tanpa_alasan_atau_catatan_baris_ditolak(
    isian: dict[str, Any], medan: str, rest: Siapa, db: Session
) -> None:
    mulai(rest, "pelaksana1")
    rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS]})
    galat = rest("kasi").selesai("tinjau_skp", {"keputusan": "kembalikan", **isian}, status=422)
    assert galat["medan"] == medan
    assert satu(db).status == "diajukan"


def test_sengketa_diputus_atasan_pejabat_penilai_dan_final(
    dikembalikan: int, rest: Siapa, db: Session, kerjakan: Callable[[], None]
) -> None:
    galat = rest("pelaksana1").selesai("perbaiki_skp", {"tindakan": "sengketa", "alasan": " "}, status=422)
    assert galat["medan"] == "alasan"
    rest("pelaksana1").selesai("perbaiki_skp", {"tindakan": "sengketa", "alasan": "Sesuai pagu."})
    putusan = rest("kabid").tugas("putuskan_skp")["id"]
    isian = {"kegiatan": [BARIS | {"kuantitas": 30}], "alasan": "Jalan tengah."}
    for bukan in ("kasi", "pelaksana1", "verifikatur"):
        jawab = rest(bukan).post(f"tugas/{putusan}/selesai", {"isian": isian}, **{"Idempotency-Key": f"kunci-{bukan}"})
        assert jawab.status_code == 404, bukan
    tanpa = rest("kabid").selesai("putuskan_skp", isian | {"alasan": ""}, status=422)
    assert tanpa["medan"] == "alasan"
    rest("kabid").selesai("putuskan_skp", isian)
    kerjakan()
    assert (satu(db).status, satu(db).ditetapkan_karena) == ("ditetapkan", "putusan_atasan")
    assert [k.kuantitas for k in satu(db).kegiatan] == [30]
    for siapa in ("pelaksana1", "kasi", "kabid", "verifikatur"):
        assert rest(siapa).get("tugas").json["jumlah"] == 0, "final: tidak ada langkah lagi"
    instans = rest("pelaksana1").get("instans?proses=skp_tahunan").json["instans"]
    assert [i["status"] for i in instans] == ["done"]


def test_pada_sekda_gubernur_adalah_penilai_dan_atasannya_dengan_alasan_tercatat(rest: Siapa, db: Session) -> None:
    mulai(rest, "sekda")
    assert satu(db).penilai_id == satu(db).atasan_banding_id == pegawai(db, "gubernur").id
    assert satu(db).pengecualian_pihak
    rest("sekda").selesai("susun_skp", {"kegiatan": [BARIS]})
    baris = satu(db).kegiatan[0].id
    kembali = {"keputusan": "kembalikan", "catatan": "Kurang.", "catatan_baris": {str(baris): "Naikkan."}}
    rest("gubernur").selesai("tinjau_skp", kembali)
    rest("sekda").selesai("perbaiki_skp", {"tindakan": "sengketa", "alasan": "Sudah sesuai RPJMD."})
    rest("gubernur").selesai("putuskan_skp", {"kegiatan": [BARIS], "alasan": "Tidak ada atasan lain."})
    assert satu(db).ditetapkan_karena == "putusan_atasan"


def test_penilai_yang_juga_atasan_tanpa_pengecualian_ditolak_sejak_awal(rest: Siapa, db: Session) -> None:
    rantai = db.query(Rantai).filter_by(pegawai_id=pegawai(db, "pelaksana1").id).one()
    rantai.atasan_id = rantai.penilai_id
    db.commit()
    galat = mulai(rest, "pelaksana1", 422)
    assert galat["medan"] == "atasan_banding"
    assert db.query(Skp).count() == 0


@pytest.mark.parametrize("pihak", ["kasi", "kabid", "pelaksana1"])
def test_bila_satu_satunya_verifikatur_adalah_pihak_ditolak_sejak_awal(pihak: str, rest: Siapa, db: Session) -> None:
    for baris in db.query(Verifikatur):
        baris.pegawai_id = pegawai(db, pihak).id
    db.query(Verifikatur).filter(Verifikatur.id != db.query(Verifikatur.id).first()[0]).delete()
    db.query(Verifikatur).one().opd_id = satu_opd(db)
    db.commit()
    assert mulai(rest, "pelaksana1", 422)["medan"] == "verifikatur"
    assert db.query(Skp).count() == 0


def satu_opd(db: Session) -> int:
    """The OPD of pelaksana1."""
    from portal.models import Opd

    return db.query(Opd).filter_by(kode="DINAS").one().id


def test_tanpa_rantai_penilai_tidak_dapat_mulai(rest: Siapa, db: Session) -> None:
    db.query(Rantai).filter_by(pegawai_id=pegawai(db, "pelaksana1").id).delete()
    db.commit()
    assert mulai(rest, "pelaksana1", 422)["medan"] == "pejabat_penilai"


def test_tanpa_verifikatur_tidak_dapat_mulai_dan_tidak_dapat_mengajukan(rest: Siapa, db: Session) -> None:
    mulai(rest, "pelaksana1")
    db.query(Verifikatur).delete()
    db.commit()
    assert rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS]}, status=422)["medan"] == "verifikatur"
    assert mulai(rest, "pelaksana2", 422)["medan"] == "verifikatur"
    assert satu(db).status == "draf"


@pytest.mark.parametrize(
    ("baris", "medan"),
    [
        ([], "kegiatan"),
        ([BARIS | {"kuantitas": 0}], "kuantitas"),
        ([BARIS | {"uraian": "  "}], "uraian"),
        ([BARIS | {"waktu": 13}], "waktu"),
        ([BARIS | {"kualitas": 101}], "kualitas"),
        ([BARIS | {"ak": 1}], "ak"),
        ([BARIS | {"bulan": BULAN | {"12": {"kuantitas": 1, "kualitas": 100, "waktu": 20}}}], "kuantitas"),
        ([BARIS | {"bulan": {k: v for k, v in BULAN.items() if k != "12"}}], None),
        ([BARIS | {"biaya": 12_000_000, "bulan": {k: v | {"biaya": 999_999} for k, v in BULAN.items()}}], "biaya"),
    ],
    ids=[
        "tanpa kegiatan",
        "kuantitas nol",
        "tanpa uraian",
        "lebih dari setahun",
        "kualitas 101",
        "AK pada pelaksana",
        "jumlah bulan bukan target",
        "bulan kurang dari target waktu",
        "jumlah biaya bukan biaya setahun",
    ],
)
def test_yang_belum_lengkap_tidak_dapat_diajukan(baris: list[Any], medan: str | None, rest: Siapa, db: Session) -> None:
    mulai(rest, "pelaksana1")
    galat = rest("pelaksana1").selesai("susun_skp", {"kegiatan": baris}, status=422)
    assert galat["temuan"]
    assert medan is None or medan in {t["medan"].rsplit(".", 1)[-1] for t in galat["temuan"]}, galat["temuan"]
    assert (satu(db).status, db.query(SkpVersi).count()) == ("draf", 0)


def test_skp_kedua_dalam_tahun_yang_sama_ditolak(rest: Siapa) -> None:
    mulai(rest, "pelaksana1")
    assert mulai(rest, "pelaksana1", 409)["kode"] == "skp_sudah_ada"


def test_tahun_yang_jauh_ditolak_dan_tanggal_yang_tidak_ada_disebut(rest: Siapa) -> None:
    for fakta, medan in (
        ({"tahun": 2031}, "tahun"),
        ({"tahun": "2026"}, "tahun"),
        ({}, "tahun"),
        ({"tahun": 2026, "mulai": "2026-02-15"}, "mulai"),
        ({"tahun": 2026, "mulai": "2026-02-30"}, "mulai"),
        ({"tahun": 2026, "mulai": "2025-12-31"}, "tahun"),
    ):
        jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": fakta})
        assert (jawab.status_code, jawab.json["medan"]) == (422, medan), fakta


def test_pihak_dan_nomor_skp_tidak_dapat_dipilih_sendiri(rest: Siapa, db: Session) -> None:
    for lain, medan in (
        ({"pihak": {"pejabat_penilai": ORANG["pelaksana2"].nip}}, "pihak"),
        ({"kunci_bisnis": "SKP-SAYA"}, "kunci_bisnis"),
    ):
        jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}, **lain})
        assert (jawab.status_code, jawab.json["medan"]) == (422, medan)
    fakta = {"tahun": 2026, "setuju": True, "batas_susun": "2030-01-01T00:00:00+08:00"}
    jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": fakta})
    assert jawab.status_code == 422
    assert db.query(Skp).count() == 0


def test_pengembalian_tanpa_apa_pun_menyebut_semua_yang_kurang(rest: Siapa) -> None:
    mulai(rest, "pelaksana1")
    rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS]})
    galat = rest("kasi").selesai("tinjau_skp", {"keputusan": "kembalikan"}, status=422)
    assert [t["medan"] for t in galat["temuan"]] == ["catatan", "catatan_baris"]
