"""The edges of a month: nothing to report, rows that go while it is open, silence while the partner is down."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from integrations.errors import Unavailable
from portal import jobs, waktu
from portal.actions import bukti, realisasi, skp
from portal.models import Bukti, Kegiatan, Peristiwa, Realisasi
from tests.bulan import BERKAS, TELAAH, Panggung

Aktor = Callable[[str], Any]
SEKALI = {"uraian": "Menyusun laporan tahunan", "satuan": "Dokumen", "kuantitas": "1", "kualitas": "100", "waktu": "12"}
"""One document a year: the rule of splitting puts it into the first month and 0 into the others."""


def dibuka(db: Session) -> list[int]:
    """The months that are open."""
    return sorted(db.scalars(select(Realisasi.bulan)))


def test_bulan_tanpa_target_tidak_dibuka_karena_tidak_dapat_diajukan(panggung: Panggung, db: Session) -> None:
    p = panggung.skp(kegiatan=[SEKALI])
    with p.pada(3, 2):
        jobs.buka_bulan("2026-02")
    assert dibuka(db) == [1]


def test_bulan_dengan_target_dibuka_walau_bulan_sebelumnya_tidak(panggung: Panggung, db: Session) -> None:
    bulan = {"3": {"kuantitas": "1", "kualitas": "100", "waktu": "20"}}
    p = panggung.skp(kegiatan=[{**SEKALI, "waktu": "1", "bulan": bulan}])
    with p.pada(4, 2):
        jobs.buka_bulan("2026-03")
    assert dibuka(db) == [3]


def test_desember_dibuka_juga_bila_pekerja_berhenti_sepanjang_januari(panggung: Panggung, db: Session) -> None:
    panggung.skp()
    with waktu.pada(datetime(2027, 2, 3, 9, tzinfo=waktu.WITA)):
        jobs.buka_bulan("2027-01")
    assert dibuka(db) == list(range(1, 13))


def test_kegiatan_yang_dihapus_saat_bulannya_sudah_terbuka_meninggalkan_buktinya_pada_bulan_itu(
    panggung: Panggung, aktor: Aktor, db: Session
) -> None:
    p, saya = panggung, aktor("pelaksana1")
    with p.pada(2, 2):
        p._skp = skp.buat(actor=saya, tahun=2026).instans_id
        skp.ajukan(p._tugas(p._skp), actor=saya, kegiatan=[TELAAH, BERKAS])
    p.rekap().buka()
    with p.pada(2, 3):
        tetap, buang = db.scalars(select(Kegiatan.id).order_by(Kegiatan.id)).all()
        berkas = [bukti.Tersimpan("tanda.pdf", "application/pdf", 1, "0" * 64)]
        bukti.unggah(p.bulan.id, actor=saya, berkas=berkas, kegiatan_id=buang)
        skp.tinjau(
            p._tugas(p._skp), actor=aktor("kasi"), keputusan="kembalikan", catatan="Bukan tugas Anda.",
            catatan_baris={buang: "Hapus."},
        )  # fmt: skip
        skp.ajukan(p._tugas(p._skp), actor=saya, kegiatan=[{"id": tetap, **TELAAH}])
        p.tetapkan()
        assert [b.kegiatan_id for b in db.scalars(select(Bukti))] == [None]
        realisasi.ajukan(p.tugas, actor=saya, baris=p.baris((9, 95, 20)))
    assert p.bulan.status == "propose"


@pytest.fixture
def mati(monkeypatch: pytest.MonkeyPatch) -> None:
    """E-absensi does not answer."""

    def tidak_menjawab(*_: Any) -> None:
        raise Unavailable("e-absensi tidak menjawab")

    monkeypatch.setattr(jobs, "tarik_opd", tidak_menjawab)


def test_diam_atas_penolakan_berlaku_pada_tenggatnya_walau_rekap_absensi_belum_ada(
    panggung: Panggung, mati: None, db: Session
) -> None:
    p = panggung.skp().buka().ajukan().tolak()
    p.kerjakan(20)
    assert workflows.tasks(db, instance=p.instans) == [], "langkah pegawai sudah lewat"
    assert p.bulan.status == "evaluated"
    akhir = {b.kegiatan_id: b.kuantitas for b in p.bulan.baris if b.sisi == "akhir"}
    assert list(akhir.values()) == [8, 40], "usulan untuk yang ditolak, klaim untuk yang lain"
    jejak = select(Peristiwa).where(Peristiwa.jenis == "realisasi:penolakan_diterima")
    assert [e.aktor for e in db.scalars(jejak)] == ["sistem"]


def test_penolakan_yang_dijawab_tidak_dianggap_diam(panggung: Panggung, mati: None) -> None:
    p = panggung.skp().buka().ajukan().tolak().banding()
    p.kerjakan(20)
    assert p.bulan.status == "appeal"


def test_waktu_membanding_berlaku_sampai_akhir_detik_terakhirnya_dan_habis_pada_tengah_malam(
    panggung: Panggung, aktor: Aktor, kerjakan: Callable[[], None]
) -> None:
    p = panggung.skp().rekap().buka().ajukan().tolak()  # 4 Februari: batasnya 7 Februari 23.59.59 WITA
    tugas = p.tugas
    with waktu.pada(datetime(2026, 2, 7, 23, 59, 59, tzinfo=waktu.WITA)):
        kerjakan()
        assert p.tugas == tugas
    with waktu.pada(datetime(2026, 2, 8, 0, 0, 0, tzinfo=waktu.WITA)):
        kerjakan()
    assert p.bulan.status == "evaluated"
