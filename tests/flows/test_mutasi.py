"""A move during the year: the old SKP closed and the next one begun in one go, and what stands in the way of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal.models import (
    Pegawai,
    Pemberitahuan,
    Penempatan,
    Peristiwa,
    Rantai,
    Realisasi,
    RevisiSkp,
    Skp,
    SkpVersi,
    Unit,
)
from tests.factories import ORANG, pindah
from tests.flows.rest import Rest
from tests.views.bantuan import pegawai_id

Siapa = Callable[[str], Rest]
BARIS = {"uraian": "Menata arsip", "satuan": "Berkas", "kuantitas": 60, "kualitas": 100, "waktu": 6}


def mulai(rest: Siapa, status: int = 201, **fakta: Any) -> Any:
    """pelaksana1 begins his next SKP of 2026."""
    jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026, **fakta}})
    assert jawab.status_code == status, jawab.text
    return jawab.json


def dua(db: Session) -> tuple[Skp, Skp]:
    """The old and the new SKP."""
    db.expire_all()
    lama, baru = db.query(Skp).order_by(Skp.mulai).all()
    return lama, baru


def lama(db: Session) -> int:
    db.expire_all()
    nomor = db.query(Skp).order_by(Skp.mulai).first().id
    db.rollback()
    return nomor


@pytest.fixture
def spmt(skp_berlaku: str, db: Session) -> Callable[[date], None]:
    """spmt(day): pelaksana1, whose SKP is in force, has a new place in BKD from that day, with another chain."""

    def catat(sejak: date) -> None:
        pindah(db, "pelaksana1", sejak)
        orang = pegawai_id(db, "pelaksana1")
        unit = db.query(Unit).filter_by(nama="Bidang Kinerja").one()
        db.query(Penempatan).filter_by(pegawai_id=orang, sejak=sejak).one().unit_id = unit.id
        db.query(Rantai).filter_by(pegawai_id=orang).one().sampai = date(2026, 6, 30)
        penilai, atasan = pegawai_id(db, "kabid_bkd"), pegawai_id(db, "kepala_bkd")
        db.add(Rantai(pegawai_id=orang, penilai_id=penilai, atasan_id=atasan, sejak=date(2026, 7, 1)))
        db.commit()

    return catat


@pytest.fixture
def juli(spmt: Callable[[date], None], pada: Callable[..., Any]) -> Any:
    """SPMT 1 July 2026; it is 6 July."""
    spmt(date(2026, 7, 1))
    with pada(7, 6):
        yield


def test_pindah_menutup_skp_lama_dan_membuka_yang_baru_dengan_pihak_baru(juli: None, rest: Siapa, db: Session) -> None:
    instans = mulai(rest, tutup=lama(db))["instans"]
    tua, baru = dua(db)
    assert (tua.status, tua.selesai, tua.ditutup_karena) == (
        "ditutup",
        date(2026, 6, 30),
        "Pindah tugas, SPMT 1 Juli 2026",
    )
    assert tua.ditutup_pada is not None
    assert (baru.mulai, baru.selesai, baru.status, baru.instans_id) == (
        date(2026, 7, 1), date(2026, 12, 31), "draf", instans,
    )  # fmt: skip
    assert (baru.penilai.nip, baru.atasan_banding.nip) == (ORANG["kabid_bkd"].nip, ORANG["kepala_bkd"].nip)
    assert (baru.opd.kode, tua.opd.kode, tua.penilai.nip) == ("BKD", "DINAS", ORANG["kasi"].nip)


def test_target_skp_lama_berakhir_dengan_bulan_terakhirnya_sebagai_versi_penutup(
    juli: None, rest: Siapa, db: Session
) -> None:
    mulai(rest, tutup=lama(db))
    tua, _ = dua(db)
    (kegiatan,) = tua.kegiatan
    assert (kegiatan.kuantitas, kegiatan.waktu, [b.bulan for b in kegiatan.bulanan]) == (54, 6, [1, 2, 3, 4, 5, 6])
    isi = {v.versi: v.isi[0]["kuantitas"] for v in db.query(SkpVersi).filter_by(skp_id=tua.id)}
    assert isi == {1: "108", 2: "54.00"} or isi == {1: "108", 2: "54"}


def test_tanpa_menyatakan_setuju_tidak_ada_yang_ditutup(juli: None, rest: Siapa, db: Session) -> None:
    galat = mulai(rest, 409)
    assert galat["kode"] == "skp_akan_ditutup"
    assert "30 Juni 2026" in galat["detail"]
    assert mulai(rest, 409, tutup=999)["kode"] == "skp_akan_ditutup"
    assert [s.status for s in db.query(Skp)] == ["ditetapkan"]


def test_tanpa_penempatan_baru_skp_kedua_ditolak(skp_berlaku: str, rest: Siapa, db: Session, pada: Any) -> None:
    with pada(7, 6):
        assert mulai(rest, 409, tutup=lama(db))["kode"] == "skp_sudah_ada"


def test_sebelum_hari_spmt_belum_dapat(spmt: Callable[[date], None], rest: Siapa, db: Session, pada: Any) -> None:
    spmt(date(2026, 8, 3))
    with pada(7, 6):
        galat = mulai(rest, 422, tutup=lama(db))
    assert galat["medan"] == "mulai" and "3 Agustus 2026" in galat["detail"]


def test_mulai_pada_hari_lain_dari_spmt_ditolak(juli: None, rest: Siapa, db: Session) -> None:
    assert mulai(rest, 422, tutup=lama(db), mulai="2026-07-02")["medan"] == "mulai"
    assert mulai(rest, 201, tutup=lama(db), mulai="2026-07-01")


def test_bulan_lama_yang_masih_terbuka_diteruskan_dan_bulan_spmt_milik_skp_baru(
    juli: None, rest: Siapa, db: Session, buka_bulan: Callable[[str], None], kerjakan: Any, pada: Any, eabsensi: str
) -> None:
    buka_bulan("2026-04")
    mulai(rest, tutup=lama(db))
    rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS]})
    with pada(8, 2):
        buka_bulan("2026-07")
        tua, baru = dua(db)
        bulan = sorted((r.skp_id, r.bulan) for r in db.query(Realisasi))
        assert bulan == [*((tua.id, n) for n in range(1, 7)), (baru.id, 7)]
        db.rollback()
        kegiatan = tua.kegiatan[0].id
        db.rollback()
        juni = db.scalars(select(Realisasi.instans_id).where(Realisasi.skp_id == tua.id, Realisasi.bulan == 6)).one()
        db.rollback()
        klien = rest("pelaksana1")
        (tugas,) = workflows.tasks(db, instance=juni)
        db.rollback()
        isian = {"baris": [{"kegiatan": kegiatan, "kuantitas": 9, "kualitas": 95, "waktu": 20}]}
        jawab = klien.post(f"tugas/{tugas.id}/selesai", {"isian": isian}, **{"Idempotency-Key": "juni-lama"})
        assert jawab.status_code == 200, jawab.text
        assert rest("kasi").tugas("tinjau_realisasi"), "tetap dinilai penilai lama"


def test_spmt_di_tengah_bulan_memberi_bulan_itu_kepada_skp_baru(
    spmt: Callable[[date], None], rest: Siapa, db: Session, buka_bulan: Callable[[str], None], pada: Any
) -> None:
    spmt(date(2026, 7, 15))
    with pada(8, 2):
        buka_bulan("2026-07")
        mulai(rest, tutup=lama(db))
        tua, baru = dua(db)
        per = {r.bulan: r.status for r in db.query(Realisasi).filter_by(skp_id=tua.id)}
        assert per == {**dict.fromkeys(range(1, 7), "realisasi"), 7: "cancelled"}
        juli = db.query(Realisasi).filter_by(skp_id=tua.id, bulan=7).one()
        assert workflows.instance(db, juli.instans_id).status == "cancelled"
        db.rollback()
        assert "bulan:dibatalkan" in {p.jenis for p in db.query(Peristiwa).filter_by(subjek="realisasi")}
        rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS]})
        buka_bulan("2026-07")
        db.expire_all()
        assert [r.bulan for r in db.query(Realisasi).filter_by(skp_id=baru.id)] == [7]
        assert tua.selesai == date(2026, 7, 14)


def test_bulan_yang_sudah_dikirim_menghalangi_dengan_alasannya(
    spmt: Callable[[date], None], rest: Siapa, db: Session, januari: None, pada: Any
) -> None:
    spmt(date(2026, 1, 19))
    k = db.query(Skp).one().kegiatan[0].id
    db.rollback()
    with pada(2, 3):
        isian = {"baris": [{"kegiatan": k, "kuantitas": 9, "kualitas": 95, "waktu": 20}]}
        rest("pelaksana1").selesai("isi_realisasi", isian)
        galat = mulai(rest, 422, tutup=lama(db))
    assert galat["medan"] == "tutup" and "Januari" in galat["detail"]
    assert [s.status for s in db.query(Skp)] == ["ditetapkan"]


def test_pindah_pada_bulan_yang_sama_membatalkan_skp_lama_sebab_tidak_ada_yang_dijalani(
    spmt: Callable[[date], None], rest: Siapa, db: Session, januari: None, pada: Any
) -> None:
    spmt(date(2026, 1, 19))
    db.query(Rantai).filter(Rantai.sampai == date(2026, 6, 30)).one().sampai = None
    db.commit()
    with pada(2, 3):
        mulai(rest, tutup=lama(db))
    tua, baru = dua(db)
    assert (tua.status, baru.mulai) == ("dibatalkan", date(2026, 1, 19))
    assert [r.status for r in db.query(Realisasi)] == ["cancelled"]


@pytest.fixture
def draf(rest: Siapa, db: Session, pada: Any) -> None:
    """pelaksana1's SKP is only being drafted when the move comes, on 1 July."""
    with pada(1, 5):
        mulai(rest)
    pindah(db, "pelaksana1", date(2026, 7, 1))
    db.commit()


def test_skp_lama_yang_masih_draf_dibatalkan_bersama_prosesnya(draf: None, rest: Siapa, db: Session, pada: Any) -> None:
    with pada(7, 6):
        assert "akan dibatalkan" in mulai(rest, 409)["detail"]
        mulai(rest, tutup=lama(db))
        tua, baru = dua(db)
        assert (tua.status, baru.status) == ("dibatalkan", "draf")
        assert workflows.instance(db, tua.instans_id).status == "cancelled"
        db.rollback()
        assert rest("pelaksana1").tugas("susun_skp"), "tugas yang lama tidak ada lagi, hanya yang baru"


def test_skp_lama_yang_belum_ditetapkan_tetapi_sudah_punya_bulan_menghalangi(
    draf: None, rest: Siapa, db: Session, pada: Any, buka_bulan: Callable[[str], None]
) -> None:
    with pada(7, 6):
        rest("pelaksana1").selesai("susun_skp", {"kegiatan": [BARIS | {"waktu": 12}]})
        buka_bulan("2026-06")
        galat = mulai(rest, 422, tutup=lama(db))
    assert galat["medan"] == "tutup" and "belum ditetapkan" in galat["detail"]
    assert [s.status for s in db.query(Skp)] == ["diajukan"]


def test_revisi_yang_terbuka_pada_skp_lama_ikut_berakhir(juli: None, rest: Siapa, db: Session) -> None:
    isi = {"skp": lama(db), "sebab": "anggaran", "alasan": "Pagu dipotong.", "berlaku_bulan": 9}
    assert rest("pelaksana1").post("proses/revisi_skp/mulai", {"fakta": isi}).status_code == 201
    mulai(rest, tutup=lama(db))
    revisi = db.query(RevisiSkp).one()
    assert revisi.status == "dibatalkan"
    assert workflows.instance(db, revisi.instans_id).status == "cancelled"
    db.rollback()
    assert [t["langkah"] for t in rest("pelaksana1").get("tugas/").json["tugas"]] == ["susun_skp"]


def test_penilai_lama_diberi_tahu_dan_penutupan_tercatat(juli: None, rest: Siapa, db: Session) -> None:
    nomor = lama(db)
    mulai(rest, tutup=nomor)
    kabar = db.query(Pemberitahuan).filter(Pemberitahuan.kunci == f"mutasi:{nomor}").one()
    assert kabar.pegawai_id == pegawai_id(db, "kasi") and "berakhir" in kabar.judul
    tutup = db.query(Peristiwa).filter_by(jenis="skp:ditutup").one()
    assert (tutup.rincian["status_lama"], tutup.rincian["selesai"]) == ("ditetapkan", "2026-06-30")


def test_dua_kali_pindah_menutup_berurutan(juli: None, rest: Siapa, db: Session, pada: Any) -> None:
    mulai(rest, tutup=lama(db))
    orang = db.query(Pegawai).filter_by(nip=ORANG["pelaksana1"].nip).one()
    kini = db.query(Penempatan).filter_by(pegawai_id=orang.id, sampai=None).one()
    kini.sampai = date(2026, 9, 30)
    db.add(Penempatan(pegawai_id=orang.id, unit_id=kini.unit_id, jabatan_id=kini.jabatan_id, sejak=date(2026, 10, 1)))
    db.commit()
    with pada(10, 5):
        assert mulai(rest, 409, tutup=lama(db))["kode"] == "skp_akan_ditutup", "yang ditutup adalah yang terakhir"
        terakhir = db.query(Skp).order_by(Skp.mulai.desc()).first().id
        db.rollback()
        mulai(rest, tutup=terakhir)
    db.expire_all()
    assert [(s.mulai.month, s.status) for s in db.query(Skp).order_by(Skp.mulai)] == [
        (1, "ditutup"), (7, "dibatalkan"), (10, "draf"),
    ]  # fmt: skip
