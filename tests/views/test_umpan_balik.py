"""Feedback and pattern on the pages of the year, in its forms and over REST; to whom they are shown."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import capaian
from portal.models import Kegiatan, NilaiBaris, Realisasi
from portal.rules.capaian import Isian, Masa
from tests.flows.rest import orang_rest
from tests.views.api.bantuan import sesuai
from tests.views.bantuan import pernyataan, pohon, teks
from tests.views.lakon_tahun import LakonTahun, Mulai, buka, kirim, mulai, tulis_tahun, utama
from tests.views.test_laporan import unduh

__all__ = ["mulai"]
Login = Callable[[str], Any]
UMPAN, SEBAB = "Laporan tepat waktu; lampiran data perlu dijaga.", "Target tahun ini memang dilampaui."


def tetapkan(aktor: Callable[[str], Any], kata: str = "baik", masa: Masa | None = None) -> None:
    """The DINAS is recorded like this in January 2027."""
    with waktu.pada(datetime(2027, 1, 10, 9, tzinfo=waktu.WITA)):
        capaian.tetapkan("DINAS", masa or Masa(2026), Isian(kata, "SK Gubernur 12/KEP/2027"), actor=aktor("admin_bkd"))


def kegiatan(db: Session, lakon: LakonTahun) -> list[int]:
    return list(db.scalars(select(Kegiatan.id).where(Kegiatan.skp_id == lakon.skp_id).order_by(Kegiatan.urutan)))


@pytest.fixture
def dinilai(mulai: Mulai, db: Session, aktor: Callable[[str], Any]) -> LakonTahun:
    """The only one of an organisation that did well, assessed as Baik with feedback and an explanation."""
    tetapkan(aktor)
    lakon = mulai()
    umpan = [{"kegiatan": kegiatan(db, lakon)[0], "umpan": UMPAN}]
    return lakon.nilai(
        hasil_kerja="sesuai", rating_perilaku="sesuai", umpan_balik=umpan, penjelasan_pola=SEBAB
    )  # fmt: skip


def test_the_form_asks_feedback_on_each_plan_and_begins_with_the_remarks_of_the_months(
    mulai: Mulai, login: Login, db: Session
) -> None:
    lakon = mulai()
    satu, *_lain = kegiatan(db, lakon)
    bulan = db.scalars(select(Realisasi).where(Realisasi.skp_id == lakon.skp_id, Realisasi.bulan == 3)).one()
    db.add(NilaiBaris(realisasi_id=bulan.id, kegiatan_id=satu, sisi="saran", kuantitas=1, kualitas=1, waktu=1,
                      catatan="Dua laporan terlambat."))  # fmt: skip
    db.commit()
    halaman = pohon(buka(lakon, login("kasi"), 12))
    awal = [teks(a) for a in halaman.cssselect("textarea[name^='umpan_balik-']")]
    assert awal[0] == "Maret 2026: Dua laporan terlambat." and len(awal) == len(kegiatan(db, lakon))
    assert [i.get("value") for i in halaman.cssselect("input[name='umpan_balik-0-kegiatan']")] == [str(satu)]
    assert not halaman.cssselect("[name='penjelasan_pola']"), "no capaian, no pattern, nothing to explain"
    assert "belum dicatat" in teks(halaman.cssselect("main")[0])


def test_a_year_of_numbers_asks_neither(mulai: Mulai, login: Login) -> None:
    halaman = pohon(buka(mulai(tahun=2020), login("kasi"), 12))
    assert not halaman.cssselect("[name^='umpan_balik'], [name='penjelasan_pola']")


def test_the_appraiser_sees_organisation_and_team_beside_the_pattern(
    mulai: Mulai, login: Login, db: Session, aktor: Callable[[str], Any]
) -> None:
    tetapkan(aktor)
    tulis_tahun(db, "pelaksana2", bulan=1)
    tulis_tahun(db, "jft", bulan=1)
    tulisan = utama(buka(mulai(), login("kasi"), 12))
    for kata in (
        "Pola distribusi: organisasi baik", "Dinas Sosial", "0 dari 3 pegawai dinilai", "Yang Anda nilai",
        "0 dari 2 pegawai dinilai", "Baik paling banyak 70%: 0 orang, batas 3 orang Terpenuhi",
        "paling sedikit 1 orang: 0 orang Masih terbuka",
    ):  # fmt: skip
        assert kata in tulisan, kata


def test_who_assesses_a_head_is_told_that_his_organisation_decides_the_rating_of_the_work(
    mulai: Mulai, login: Login, aktor: Callable[[str], Any]
) -> None:
    tetapkan(aktor)
    kata = "capaian organisasi yang dipimpinnya (baik) menjadi rating hasil kerjanya"
    assert kata in utama(buka(mulai("kepala"), login("sekda"), 12))
    assert kata not in utama(buka(mulai(), login("kasi"), 12))


def test_an_explanation_is_asked_when_the_result_is_checked_and_nothing_is_lost(
    mulai: Mulai, login: Login, db: Session, aktor: Callable[[str], Any]
) -> None:
    tetapkan(aktor)
    lakon, klien = mulai(), login("kasi")
    isi = lakon.isian(rating_perilaku="sesuai") | {
        "umpan_balik-0-kegiatan": str(kegiatan(db, lakon)[0]), "umpan_balik-0-umpan": UMPAN,
    }  # fmt: skip
    jawab = kirim(lakon, klien, 12, **isi)
    halaman = pohon(jawab)
    assert jawab.status_code == 422
    (tautan,) = halaman.cssselect(".ringkasan a")
    assert tautan.get("href") == "#penjelasan_pola" and "paling sedikit 1 orang" in teks(tautan)
    assert teks(halaman.cssselect("#umpan_balik-0-umpan")[0]) == UMPAN
    periksa = utama(kirim(lakon, klien, 12, **isi, penjelasan_pola=SEBAB))
    for kata in (UMPAN, SEBAB, "Pola yang tidak terpenuhi lagi", "Predikat kinerja menjadiBaik"):
        assert kata in periksa, kata
    assert lakon.kini.status == "menunggu_nilai"


def test_feedback_on_a_plan_that_is_not_there_is_told_at_its_row(mulai: Mulai, login: Login) -> None:
    lakon = mulai()
    isi = lakon.isian() | {"umpan_balik-0-kegiatan": "999999", "umpan_balik-0-umpan": UMPAN}
    halaman = pohon(kirim(lakon, login("kasi"), 12, **isi))
    assert [a.get("href") for a in halaman.cssselect(".ringkasan a")] == ["#umpan_balik-0-umpan"]


def test_the_person_reads_feedback_organisation_and_explanation(dinilai: LakonTahun, login: Login) -> None:
    klien = login("pelaksana1")
    with dinilai.pada(13):
        halaman = [utama(klien.get(alamat)) for alamat in (f"/penilaian/{dinilai.id}", dinilai.url)]
    for tulisan in halaman:
        for kata in (UMPAN, SEBAB, "SK Gubernur 12/KEP/2027", "Umpan balik per rencana hasil kerja"):
            assert kata in tulisan, kata


def test_others_do_not(dinilai: LakonTahun, login: Login) -> None:
    for siapa in ("pelaksana2", "verifikatur", "sekda"):
        assert login(siapa).get(f"/penilaian/{dinilai.id}").status_code == 404, siapa


def test_the_forms_print_them_where_there_were_dotted_lines(dinilai: LakonTahun, login: Login) -> None:
    pola = "terbanyak Baik; Baik paling banyak 70%; Butuh Perbaikan dan/atau Kurang paling sedikit 1 orang"
    for form in ("evaluasi6", "dokumen6"):
        (f,) = unduh(login("pelaksana1"), f"/penilaian/{dinilai.id}/{form}.xlsx").lembar
        isi = {s.nilai for s in f.sel.values()}
        assert {"Baik", pola, SEBAB} <= isi, form
        assert (UMPAN in isi) == (form == "evaluasi6")


def test_a_form_without_a_recorded_capaian_keeps_its_place_open(mulai: Mulai, login: Login) -> None:
    lakon = mulai().nilai()
    (f,) = unduh(login("kasi"), f"/penilaian/{lakon.id}/dokumen6.xlsx").lembar
    isi = [s.nilai for s in f.sel.values()]
    assert sum(nilai.startswith("………") for nilai in isi) == 2 and not any("terbanyak" in nilai for nilai in isi)


def test_a_capaian_recorded_later_is_printed_and_a_correction_is_not(
    mulai: Mulai, login: Login, aktor: Callable[[str], Any]
) -> None:
    lakon = mulai().nilai()
    tetapkan(aktor, "kurang")
    (f,) = unduh(login("kasi"), f"/penilaian/{lakon.id}/dokumen6.xlsx").lembar
    assert "Kurang" in {s.nilai for s in f.sel.values()}


def test_a_month_prints_the_capaian_of_its_quarter(
    mulai: Mulai, login: Login, db: Session, aktor: Callable[[str], Any]
) -> None:
    lakon = mulai()
    tetapkan(aktor, "istimewa", Masa(2026, 1))
    per_bulan = {
        r.bulan: r.id for r in db.scalars(select(Realisasi).where(Realisasi.skp_id == lakon.skp_id))
    }  # fmt: skip
    for bulan, ada in ((3, True), (4, False)):
        (f,) = unduh(login("pelaksana1"), f"/realisasi/{per_bulan[bulan]}/evaluasi6b.xlsx").lembar
        assert ("Istimewa (Triwulan I 2026)" in {s.nilai for s in f.sel.values()}) == ada, bulan


def test_rest_says_them_with_the_result_and_takes_them(dinilai: LakonTahun, app: Flask) -> None:
    rest = orang_rest(app)
    jawab = rest("pelaksana1").get(f"penilaian/{dinilai.id}/mengapa")
    (satu,) = sesuai(app, jawab, "get", "penilaian/{penilaian_id}/mengapa")["hasil"]
    assert [u["umpan"] for u in satu["umpan_balik"]] == [UMPAN] and satu["penjelasan_pola"] == SEBAB
    assert satu["capaian_organisasi"] == {"capaian": "Baik", "dasar": "SK Gubernur 12/KEP/2027"}


def test_the_page_costs_the_same_whatever_the_plans_and_the_organisation(
    mulai: Mulai, login: Login, db: Session, aktor: Callable[[str], Any]
) -> None:
    tetapkan(aktor)
    lakon, klien = mulai(), login("kasi")
    buka(lakon, klien, 12)
    with pernyataan(db.get_bind()) as sedikit:
        buka(lakon, klien, 12)
    for siapa in ("pelaksana2", "pelaksana3", "jft"):
        tulis_tahun(db, siapa, bulan=12)
    with pernyataan(db.get_bind()) as banyak:
        buka(lakon, klien, 12)
    assert len(banyak) == len(sedikit)
