"""The year through REST: from the assessment to the final decision, lateness to the second, and sending again."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import workflows
from portal import jobs
from portal.models import HasilPenilaian, Keberatan, Lampiran, Pemberitahuan, Peristiwa
from tests.flows.rest import Rest
from tests.tahun import PAN6, RESI, Tahun, diterima, tahun, terbuka

__all__ = ["diterima", "tahun", "terbuka"]
Siapa = Callable[[str], Rest]
KEBERATAN = {"sikap": "keberatan", "alasan": "Dua kegiatan tidak dihitung."}


def kirim(rest: Rest, tugas: str, isian: dict[str, Any], kunci: str | None = None) -> Any:
    """POST .../selesai with this key, a new one by default."""
    return rest.post(f"tugas/{tugas}/selesai", {"isian": isian}, **{"Idempotency-Key": kunci or uuid.uuid4().hex})


def sidik(rest: Rest, tahun: Tahun) -> dict[str, str]:
    """What the person confirms to have received."""
    return {"sidik": tahun.penilaian.sidik or ""}


def test_dinilai_diterima_ditandatangani_disahkan(terbuka: Tahun, rest: Siapa) -> None:
    with terbuka.depan(1, 15):
        assert rest("kasi").selesai("nilai_tahunan", PAN6)["dibuka"][0]["langkah"] == "terima_penilaian"
    with terbuka.depan(1, 16):
        dibuka = rest("pelaksana1").selesai("terima_penilaian", sidik(rest("pelaksana1"), terbuka))["dibuka"]
        assert dibuka[0]["batas_waktu"].startswith("2027-01-30T15:59:59")
    with terbuka.depan(1, 20):
        rest("pelaksana1").selesai("tanggapi_penilaian", {"sikap": "tandatangani"})
        rest("kabid").selesai("sahkan_penilaian", {"catatan": "Diperiksa."})
        terbuka.kerja()
        assert terbuka.penilaian.status == "sah"
        instans = rest("pelaksana1").get(f"instans/{terbuka.penilaian.instans_id}")
        assert (instans.json["status"], instans.json["terbuka"]) == ("done", [])


@pytest.mark.parametrize(
    ("isian", "predikat"),
    [
        ({"keputusan": "tetap"}, {"penilai": "Baik"}),
        (
            {"keputusan": "ubah", "hasil_kerja": "di atas", "rating_perilaku": "di atas"},
            {"penilai": "Baik", "putusan": "Sangat Baik"},
        ),
    ],
    ids=["tetap", "ubah"],
)
def test_dikeberati_ditanggapi_diputus_dan_itu_akhirnya(
    diterima: Tahun, rest: Siapa, isian: dict[str, str], predikat: dict[str, str]
) -> None:
    with diterima.depan(1, 20):
        rest("pelaksana1").selesai("tanggapi_penilaian", KEBERATAN)
        rest("kasi").selesai("tanggapi_keberatan", {"tanggapan": "Sudah dihitung."})
        putusan = {"pemeriksaan": "Kedua pihak didengar.", "alasan": "Ada bukti."} | isian
        rest("kabid").selesai("putuskan_keberatan", putusan)
        diterima.kerja()
    p = diterima.penilaian
    assert (p.status, {h.sisi: h.predikat for h in p.hasil}) == ("sah", predikat)
    assert diterima.langkah == []


def test_keberatan_pada_detik_terakhir_diterima_dan_pada_tengah_malam_ditolak_dengan_kedua_tanggal(
    diterima: Tahun, rest: Siapa
) -> None:
    tugas = diterima.tugas
    with diterima.depan(1, 31, 0, 0, 0):
        ditolak = kirim(rest("pelaksana1"), tugas, KEBERATAN)
        assert (ditolak.status_code, ditolak.json["kode"]) == (409, "keberatan_terlambat")
        assert "16 Januari 2027" in ditolak.json["detail"] and "30 Januari 2027" in ditolak.json["detail"]
    with diterima.depan(1, 30, 23, 59, 59):
        diterima.kerja()
        assert kirim(rest("pelaksana1"), tugas, KEBERATAN).status_code == 200
    assert diterima.penilaian.status == "keberatan"


def test_keberatan_terlambat_disebut_terlambat_juga_sesudah_pengatur_waktu_menutup_tugasnya(
    diterima: Tahun, rest: Siapa, login: Callable[[str], Any]
) -> None:
    tugas = diterima.tugas
    diterima.lewat(1, 31, 0, 0, 0)
    with diterima.depan(2, 2):
        ditolak = kirim(rest("pelaksana1"), tugas, KEBERATAN)
        assert (ditolak.status_code, ditolak.json["kode"]) == (409, "keberatan_terlambat")
        assert "30 Januari 2027" in rest("pelaksana1").get(f"tugas/{tugas}").json["detail"]
        halaman = login("pelaksana1").get(f"/tugas/{tugas}")
        assert halaman.status_code == 409 and "30 Januari 2027" in halaman.text
        assert kirim(rest("kasi"), tugas, KEBERATAN).status_code == 404
    assert diterima.db.scalar(select(func.count()).select_from(Keberatan)) == 0


@pytest.mark.parametrize("orang", ["kabid", "pelaksana1", "pelaksana2", "verifikatur", "admin_bkd", "auditor"])
def test_tugas_penilai_tidak_ada_bagi_orang_lain(terbuka: Tahun, rest: Siapa, orang: str) -> None:
    with terbuka.depan(1, 15):
        assert rest(orang).get(f"tugas/{terbuka.tugas}").status_code == 404
        assert kirim(rest(orang), terbuka.tugas, PAN6).status_code == 404
        assert rest(orang).post(f"tugas/{terbuka.tugas}/ambil").status_code == 404
    assert terbuka.langkah == ["nilai_tahunan"]


@pytest.mark.parametrize(
    ("isian", "medan"),
    [
        ({}, "hasil_kerja"), (PAN6 | {"hasil_kerja": "hebat"}, "hasil_kerja"),
        (PAN6 | {"nilai": "100"}, "nilai"), (PAN6 | {"aspek": [{"aspek": "loyal", "nilai": 90}]}, "nilai"),
        (PAN6 | {"aspek": [{"aspek": "integritas"}]}, "aspek"),
    ],
)  # fmt: skip
def test_isian_yang_tidak_sesuai_disebut_medannya(
    terbuka: Tahun, rest: Siapa, isian: dict[str, Any], medan: str
) -> None:
    with terbuka.depan(1, 15):
        ditolak = kirim(rest("kasi"), terbuka.tugas, isian)
    assert (ditolak.status_code, ditolak.json["medan"]) == (422, medan)
    assert terbuka.penilaian.status == "menunggu_nilai"


def test_dikirim_dua_kali_dengan_kunci_yang_sama_dinilai_satu_kali(terbuka: Tahun, rest: Siapa) -> None:
    tugas = terbuka.tugas
    with terbuka.depan(1, 15):
        satu, dua = (kirim(rest("kasi"), tugas, PAN6, "kunci-nilai-1") for _ in range(2))
        lain = kirim(rest("kasi"), tugas, PAN6, "kunci-nilai-2")
    assert (satu.status_code, dua.json) == (200, satu.json)
    assert (lain.status_code, lain.json["oleh"]) == (409, "Kornelis Kasi")
    assert terbuka.db.scalar(select(func.count()).select_from(HasilPenilaian)) == 1


def test_keberatan_yang_dikirim_lagi_sesudah_batasnya_dengan_kunci_yang_sama_mendapat_tanda_terimanya(
    diterima: Tahun, rest: Siapa
) -> None:
    tugas = diterima.tugas
    with diterima.depan(1, 30, 23, 59, 58):
        satu = kirim(rest("pelaksana1"), tugas, KEBERATAN, "kunci-keberatan")
    with diterima.depan(1, 31, 0, 0, 3):
        dua = kirim(rest("pelaksana1"), tugas, KEBERATAN, "kunci-keberatan")
    assert (dua.status_code, dua.json) == (200, satu.json)
    assert diterima.db.scalar(select(func.count()).select_from(Keberatan)) == 1


def test_pekerjaan_yang_diulang_sesudah_mati_tidak_mengabari_dua_kali_dan_tidak_membuka_dua_kali(
    diterima: Tahun,
) -> None:
    diterima.tanggapi().sahkan()
    with diterima.depan(1, 22):
        (tugas,) = workflows.tasks(diterima.db, instance=diterima.penilaian.instans_id, kind="external")
        argumen = dict(tugas.arguments)
        diterima.db.rollback()
        for _ in range(2):  # as after a worker that died between its commit and its report
            jobs.langkah(tugas.id, "kirim_pemberitahuan", argumen)
        diterima.kerja()
        for _ in range(2):
            jobs.buka_tahun(2026)
    sah = [j for j in diterima.kabar("pelaksana1") if "sudah sah" in j]
    assert len(sah) == 1 and diterima.penilaian.status == "sah"
    tautan = select(Pemberitahuan.tautan).where(Pemberitahuan.judul.contains("sudah sah")).distinct()
    assert diterima.db.scalars(tautan).all() == [f"/penilaian/{diterima.penilaian.id}"]


def test_diam_pegawai_dicatat_satu_kali_walau_jam_berdetak_berkali_kali(diterima: Tahun) -> None:
    for menit in range(3):
        diterima.lewat(1, 31, 0, menit)
    peristiwa = diterima.db.scalars(select(Peristiwa).where(Peristiwa.jenis == "penilaian:ditandatangani")).all()
    assert [p.rincian["sikap"] for p in peristiwa] == ["diam"]
    assert diterima.langkah == ["sahkan_penilaian"]


def test_serah_terima_di_kertas_lewat_rest(terbuka: Tahun, rest: Siapa) -> None:
    terbuka.nilai().lewat(1, 30, 0, 0, 1)
    isian = {"tanggal": "2027-01-25", "cara": "pos", "keterangan": "Resi 123"}
    with terbuka.depan(1, 30):
        ditolak = rest("kasi").selesai("catat_serah_terima", isian, status=422)
        assert ditolak["medan"] == "berkas"
        terbuka.db.add(
            Lampiran(
                penilaian_id=terbuka.penilaian.id, kegunaan="serah_terima", nama=RESI.nama, jenis=RESI.jenis,
                ukuran=RESI.ukuran, sha256=RESI.sha256, oleh_id=terbuka.aktor("kasi").pegawai_id,
                pada=terbuka.penilaian.dinilai_pada,
            )
        )  # fmt: skip
        terbuka.db.commit()
        rest("kasi").selesai("catat_serah_terima", isian)
    with terbuka.depan(2, 9, 0, 0, 0):
        assert kirim(rest("pelaksana1"), terbuka.tugas, KEBERATAN).json["kode"] == "keberatan_terlambat"
    with terbuka.depan(2, 8, 23, 59, 59):
        rest("pelaksana1").selesai("tanggapi_penilaian", KEBERATAN)


def test_siapa_melihat_perkara_tahun_itu(diterima: Tahun, rest: Siapa, db: Session) -> None:
    instans = diterima.penilaian.instans_id
    with diterima.depan(1, 17):
        for orang in ("pelaksana1", "kasi", "kabid", "admin_opd"):
            assert rest(orang).get(f"instans/{instans}").status_code == 200, orang
            daftar = rest(orang).get("instans?proses=penilaian_tahunan").json["instans"]
            assert [i["id"] for i in daftar] == [instans], orang
        for orang in ("pelaksana2", "verifikatur", "kepala_bkd", "jft"):
            assert rest(orang).get(f"instans/{instans}").status_code == 404, orang
            assert rest(orang).get("instans?proses=penilaian_tahunan").json["instans"] == [], orang
