"""/tpp/: what an OPD's verified months are paid, for who prepares the payment; as a workbook and over REST."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from portal.actions import hukuman
from portal.models import Pegawai, Peristiwa, Realisasi, Skp, TppBulan
from tests.actions.test_hukuman import SK
from tests.actions.test_tpp import kelas
from tests.bulan import Panggung
from tests.factories import ORANG
from tests.flows.rest import Rest, orang_rest
from tests.lakon_ketentuan import tarif_januari
from tests.reports.buka import buka
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pernyataan, pohon, teks

ALAMAT = "/tpp/?opd=DINAS&tahun=2026&bulan=1"
Login = Callable[[str], Any]


@pytest.fixture
def rest(app: Flask) -> Callable[[str], Rest]:
    return orang_rest(app)


@pytest.fixture
def disahkan(januari: Panggung, db: Session, aktor: Callable[[str], Any]) -> Panggung:
    tarif_januari(db, aktor)
    januari.ajukan().setujui()
    kelas(db)
    return januari.sahkan()


def utama(jawab: Any) -> str:
    assert jawab.status_code == 200, jawab.status
    return teks(pohon(jawab).cssselect("main")[0])


def test_the_payroll_officer_reads_what_is_kept(disahkan: Panggung, login: Login) -> None:
    for siapa in ("admin_opd", "admin_bkd"):
        halaman = utama(login(siapa).get(ALAMAT))
        for kata in (
            "1 dari 1 pegawai sudah dihitung, seluruhnya Rp4.885.000",
            "Rp2.965.000",
            "Rp1.920.000",
            "4%",
            "98,83",
        ):
            assert kata in halaman, kata
    assert "Hitung ulang bulan ini" in halaman and "Hitung ulang" not in utama(login("admin_opd").get(ALAMAT))


def test_a_month_cut_by_a_punishment_says_so_in_the_list(disahkan: Panggung, aktor: Any, login: Login) -> None:
    assert "Hukuman disiplin" not in utama(login("admin_opd").get(ALAMAT))
    with disahkan.pada(2, 20):
        hukuman.catat(ORANG["pelaksana1"].nip, SK, actor=aktor("admin_bkd"))
    halaman = utama(login("admin_opd").get(ALAMAT))
    for kata in ("Hukuman disiplin: dasar TPP dipotong 25 persen", "Rp3.663.750", "versi 2"):
        assert kata in halaman, kata
    mengapa = utama(login("pelaksana1").get(f"/realisasi/{disahkan.bulan.id}/mengapa"))
    assert "SK 800/12/BKD tanggal 2025-12-10" in mengapa and "PP 94/2021 Pasal 8 ayat (3) huruf a" in mengapa


def test_a_month_that_is_not_verified_is_not_there(januari: Panggung, db: Session, aktor: Any, login: Login) -> None:
    tarif_januari(db, aktor)
    januari.ajukan().setujui()
    kelas(db)
    halaman = utama(login("admin_opd").get(ALAMAT))
    assert "Belum ada bulan yang diverifikasi" in halaman and "Rp" not in halaman
    nomor = januari.bulan.id
    assert "TPP bulan ini" not in utama(login("pelaksana1").get(f"/realisasi/{nomor}"))


def test_who_may_not_read_what_others_are_paid(disahkan: Panggung, login: Login, rest: Callable[[str], Rest]) -> None:
    for siapa in ("pelaksana1", "kasi", "kepala", "verifikatur", "auditor", "pengelola_alur"):
        for alamat in (ALAMAT, ALAMAT.replace("/tpp/", "/tpp/tpp.xlsx")):
            assert login(siapa).get(alamat).status_code == 403, siapa
        problem(rest(siapa).get("tpp?opd=DINAS&tahun=2026&bulan=1"), 403, "bukan_hak")
    assert login("admin_opd").get(ALAMAT.replace("DINAS", "BADAN")).status_code == 404
    problem(rest("admin_opd").get("tpp?opd=BADAN&tahun=2026&bulan=1"), 404, "tidak_ditemukan")


def test_the_workbook_has_every_row_and_the_sum_and_is_kept_as_taken(
    disahkan: Panggung, login: Login, db: Session
) -> None:
    jawab = login("admin_opd").get(ALAMAT.replace("/tpp/", "/tpp/tpp.xlsx"))
    assert jawab.status_code == 200
    lembar = buka(jawab.data).lembar[0]
    (sidik,) = db.scalars(select(TppBulan.sidik))
    satu, jumlah = lembar.baris(6), lembar.baris(7)
    angka = [satu[k] for k in "EGHIJKLMN"]
    assert angka == ["6", "98.83", "5000000", "4", "2965000", "1920000", "4885000", "1", sidik[:16]]
    assert (satu["A"], lembar.sel["B6"].jenis, jumlah["C"], jumlah["L"]) == ("1", "s", "Jumlah", "4885000")
    ekspor = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "daftar:diekspor")).one()
    assert (ekspor.rincian["layar"], ekspor.rincian["baris"]) == ("tpp", 1)


def test_the_owner_sees_what_was_kept_with_every_version(
    disahkan: Panggung, login: Login, rest: Any, app: Flask
) -> None:
    nomor = disahkan.bulan.id
    halaman = utama(login("pelaksana1").get(f"/realisasi/{nomor}/mengapa"))
    for kata in ("TPP bulan ini", "Rp4.885.000", "Versi 1: Rp4.885.000, ketika diverifikasi", "berlaku"):
        assert kata in halaman, kata
    assert "Rp4.885.000" in utama(login("pelaksana1").get(f"/realisasi/{nomor}"))
    jawab = sesuai(app, rest("pelaksana1").get(f"realisasi/{nomor}/mengapa"), "get", "realisasi/{realisasi_id}/mengapa")
    assert (jawab["tpp"]["dibayar"], jawab["tpp"]["utuh"], len(jawab["tpp"]["riwayat"])) == (4885000, True, 1)


def test_a_row_somebody_forged_is_told(disahkan: Panggung, login: Login, db: Session) -> None:
    nomor = disahkan.bulan.id
    db.execute(text("DROP TRIGGER tpp_bulan_tolak_update"))
    db.execute(text("UPDATE tpp_bulan SET dibayar = 9000000"))
    db.commit()
    assert "tidak lagi cocok dengan sidiknya" in utama(login("pelaksana1").get(f"/realisasi/{nomor}/mengapa"))


def test_bkd_computes_anew_with_a_reason(disahkan: Panggung, login: Login) -> None:
    klien, isian = login("admin_bkd"), {"opd": "DINAS", "periode": "2026-01", "alasan": ""}
    jawab = klien.kirim("/tpp/hitung", isian)
    assert jawab.status_code == 422 and "Tulis alasan" in jawab.text
    jawab = klien.kirim("/tpp/hitung", isian | {"alasan": "Data dibetulkan."}, follow_redirects=True)
    assert "Dihitung: 0 baru, 0 berubah, 1 tetap, 0 belum dapat dihitung." in utama(jawab)
    assert login("admin_opd").kirim("/tpp/hitung", isian).status_code == 403


def test_rest_lists_and_computes_as_the_screen_does(
    disahkan: Panggung, app: Flask, rest: Callable[[str], Rest]
) -> None:
    jawab = sesuai(app, rest("admin_opd").get("tpp?opd=DINAS&tahun=2026&bulan=1"), "get", "tpp")
    assert (jawab["jumlah"], jawab["tersimpan"], jawab["dibayar"]) == (1, 1, 4885000)
    assert (jawab["tpp"][0]["potongan"], jawab["tpp"][0]["versi"]) == ("4.00", 1)
    badan = {"opd": "DINAS", "periode": "2026-01", "alasan": "Data dibetulkan."}
    jawab = sesuai(app, rest("admin_bkd").post("tpp/hitung", badan), "post", "tpp/hitung")
    assert jawab == {"baru": 0, "berubah": 0, "tetap": 1, "belum": 0}
    problem(rest("admin_opd").post("tpp/hitung", badan), 403, "bukan_hak")
    problem(rest("admin_bkd").post("tpp/hitung", badan | {"periode": "2026-1"}), 422, "tidak_sah")


def test_the_list_costs_as_many_statements_for_many_as_for_one(disahkan: Panggung, login: Login, db: Session) -> None:
    klien = login("admin_opd")
    klien.get(ALAMAT)
    with pernyataan(db.get_bind()) as satu:
        klien.get(ALAMAT)
    banyak = perbanyak(db, disahkan.bulan.id, 250)
    with pernyataan(db.get_bind()) as semua:
        jawab = klien.get(ALAMAT)
    assert f"1 dari {banyak} pegawai sudah dihitung" in utama(jawab)
    assert len(semua) == len(satu), set(semua) - set(satu)
    with pernyataan(db.get_bind()) as ulang:
        assert "250 baru" in login("admin_bkd").kirim(
            "/tpp/hitung", {"opd": "DINAS", "periode": "2026-01", "alasan": "Data dibetulkan."},
            follow_redirects=True,
        ).text  # fmt: skip
    assert len(ulang) < 60, "kept in blocks, not one by one"


def perbanyak(db: Session, realisasi_id: int, banyak: int) -> int:
    """The same verified month for so many more people; how many there are then."""
    asal = db.get(Realisasi, realisasi_id)
    assert asal is not None
    orang, skp, bulan = (
        {k.name: getattr(satu, k.key) for k in satu.__table__.columns if k.name != "id"}
        for satu in (asal.skp.pegawai, asal.skp, asal)
    )
    for n in range(banyak):
        nip = f"19900101201501{n:04d}"
        db.execute(insert(Pegawai).values(orang | {"nip": nip, "id": 10_000 + n}))
        db.execute(
            insert(Skp).values(skp | {"id": 10_000 + n, "nomor": f"S{n}", "pegawai_id": 10_000 + n, "instans_id": None})
        )
        db.execute(
            insert(Realisasi).values(
                bulan | {"id": 10_000 + n, "nomor": f"R{n}", "skp_id": 10_000 + n, "instans_id": None, "rekap_id": None}
            )
        )
    db.commit()
    return banyak + 1
