"""F-1 and F-2 of one SKP, F-1 of an OPD, the recap of states: what they say, and who may have them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import NilaiBaris, Realisasi, Skp, Unit
from portal.queries import cetakan, laporan
from portal.queries import rekap as kueri_rekap
from portal.reports import f1 as form_f1
from portal.reports.berkas import MIME
from tests.bulan import BERKAS, TELAAH, Panggung
from tests.reports.buka import Buku, buka
from tests.views.bantuan import pernyataan, pohon, teks

Login = Callable[[str], Any]
TAHUN = 2026


@pytest.fixture
def skp(panggung: Panggung) -> int:
    """The SKP of pelaksana1 for 2026, in force."""
    return panggung.skp().db.scalars(select(Skp.id)).one()


def unduh(klien: Any, url: str) -> Buku:
    jawab = klien.get(url)
    assert jawab.status_code == 200, (url, jawab.status_code)
    assert jawab.mimetype == MIME
    assert jawab.headers["Cache-Control"] == "private, no-store"
    assert jawab.headers["Content-Disposition"].startswith("attachment")
    isi = jawab.get_data()
    jawab.close()
    return buka(isi)


def sahkan(db: Session, skp_id: int, bulan: int, *nilai: tuple[str, str, str], status: str = "done") -> None:
    """A month of the SKP with what counts of each kegiatan, as the verification leaves it."""
    baris = Realisasi(
        nomor=f"R-{skp_id}-{bulan}", skp_id=skp_id, tahun=TAHUN, bulan=bulan, status=status,
        dibuka_pada=waktu.sekarang(),
    )  # fmt: skip
    db.add(baris)
    db.flush()
    for kegiatan, (kuantitas, kualitas, hari) in zip(db.get_one(Skp, skp_id).kegiatan, nilai, strict=False):
        angka = {"kuantitas": kuantitas, "kualitas": kualitas, "waktu": hari}
        db.add(NilaiBaris(realisasi_id=baris.id, kegiatan_id=kegiatan.id, sisi="akhir", **angka))
        target = {"kuantitas": "9", "kualitas": "100", "waktu": "20"}
        db.add(NilaiBaris(realisasi_id=baris.id, kegiatan_id=kegiatan.id, sisi="target", **target))
        db.add(NilaiBaris(realisasi_id=baris.id, kegiatan_id=kegiatan.id, sisi="klaim", **{**angka, "kuantitas": "99"}))
    db.commit()


def menjadi(db: Session, skp_id: int, tahun: int) -> None:
    """The SKP and its months, told of another year: the law of another time."""
    skp = db.get_one(Skp, skp_id)
    skp.tahun, skp.mulai, skp.selesai = tahun, date(tahun, 1, 1), date(tahun, 12, 31)
    db.execute(update(Realisasi).where(Realisasi.skp_id == skp_id).values(tahun=tahun))
    db.commit()


def kepala(buku: Buku) -> list[str]:
    return [lembar.nama for lembar in buku.lembar]


# One SKP


@pytest.mark.kedua_basis
def test_f1_has_the_person_his_appraiser_and_the_targets_of_the_skp(skp: int, login: Login) -> None:
    (f,) = unduh(login("pelaksana1"), f"/skp/{skp}/f1.xlsx").lembar
    assert [f.sel[n].nilai for n in ("C6", "C8", "C9", "C10")] == [
        "Kornelis Kasi", "Penata Muda (III/a)", "Kepala Seksi", "Seksi Rehabilitasi Anak",
    ]  # fmt: skip
    assert [f.sel[n].nilai for n in ("G6", "G7", "G9")] == [
        "Lusia Pelaksana", "199101012015012007", "Pengadministrasi Umum",
    ]  # fmt: skip
    assert [f.sel[f"{k}13"].nilai for k in "BEFGH"] == [TELAAH["uraian"], "108", "Laporan", "100", "12"]
    assert [f.sel[f"{k}14"].nilai for k in "BE"] == [BERKAS["uraian"], "480"]
    assert f.cari("Kupang, 5 Januari 2026")


@pytest.mark.kedua_basis
def test_f2_adds_up_the_verified_months_and_scores_them_by_the_rule(skp: int, login: Login, db: Session) -> None:
    sahkan(db, skp, 1, ("9", "95", "20"), ("40", "98", "20"))
    sahkan(db, skp, 2, ("8.5", "90", "18"), ("40", "97", "20"))
    sahkan(db, skp, 3, ("50", "50", "20"), ("50", "50", "20"), status="evaluated")
    db.get_one(Skp, skp).pegawai.gelombang.mulai = date(2020, 1, 1)
    menjadi(db, skp, 2020)
    (f,) = unduh(login("pelaksana1"), f"/skp/{skp}/f2.xlsx").lembar
    assert [f.sel[f"{k}8"].nilai for k in "DFGKMN"] == ["108", "100", "12", "17.5", "92.5", "11.4"]
    assert [f.sel[f"{k}9"].nilai for k in "KMN"] == ["80", "97.5", "12"]
    # 38 of 40 days: 12 x 38/40 = 11.4 months; 17.5/108 + 92.5 + (1.76 x 12 - 11.4)/12: 16.2037 + 92.5 + 81
    assert f.sel["Q8"].nilai == "189.703703703704"
    assert (f.sel["Q8"].rumus or "").startswith("IF(K8=0,0,K8/D8*100")
    assert [s.nilai for s in f.sel.values() if s.nilai.startswith("SEMENTARA: 2 dari 12 bulan")]


def test_months_before_the_enrolment_and_cancelled_ones_are_not_missing(skp: int, aktor: Any, db: Session) -> None:
    sahkan(db, skp, 1, ("9", "95", "20"))
    sahkan(db, skp, 2, status="cancelled")
    db.get_one(Skp, skp).pegawai.gelombang.mulai = date(2020, 3, 1)
    menjadi(db, skp, 2020)
    assert cetakan.ambil(aktor("pelaksana1"), "f2", skp).isi.belum == tuple(range(3, 13))


@pytest.mark.parametrize(("tahun", "form", "pakai"), [
    (2026, "f2", "Evaluasi Kinerja"), (2022, "f2", "sampai 30 Juni 2021"), (2020, "skp30", "Juli sampai Desember 2021"),
    (2026, "skp30", "Juli sampai Desember 2021"), (2021, "skp6", "sejak 2022"), (2020, "skp6", "pakai F-1"),
])  # fmt: skip
@pytest.mark.parametrize("bentuk", ["pdf", "xlsx"])
def test_a_form_of_another_law_is_refused_and_the_right_one_is_named(
    skp: int, login: Login, db: Session, tahun: int, form: str, pakai: str, bentuk: str
) -> None:
    menjadi(db, skp, tahun)
    jawab = login("pelaksana1").get(f"/skp/{skp}/{form}.{bentuk}")
    assert jawab.status_code == 404
    assert pakai in teks(pohon(jawab))
    assert f"/skp/{skp}/{form}.{bentuk}" not in login("pelaksana1").get(f"/skp/{skp}").text


def test_the_forms_of_each_year_stand_on_the_page_of_the_skp(skp: int, login: Login, db: Session) -> None:
    for tahun, ada in ((2020, {"f1", "f2"}), (2021, {"f1", "f2", "skp30"}), (2026, {"f1", "skp6"})):
        menjadi(db, skp, tahun)
        tautan = [a.get("href") or "" for a in pohon(login("kasi").get(f"/skp/{skp}")).cssselect("main a")]
        milik = {t for t in tautan if t.endswith((".pdf", ".xlsx"))}
        assert milik == {f"/skp/{skp}/{f}.{b}" for f in ada for b in ("pdf", "xlsx")}, tahun
        for alamat in milik:
            assert login("kasi").get(alamat).status_code == 200, alamat


@pytest.mark.parametrize("form", ["f1", "skp6"])
@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "verifikatur", "admin_opd", "auditor", "admin_bkd"])
def test_whoever_may_read_the_skp_may_have_its_forms(skp: int, login: Login, siapa: str, form: str) -> None:
    klien = login(siapa)
    if siapa in ("auditor", "admin_bkd"):  # who examines says what for first
        klien.kirim(f"/pemeriksaan/skp/{skp}", {"pilihan": "rutin"})
    assert len(unduh(klien, f"/skp/{skp}/{form}.xlsx").lembar) == 1


@pytest.mark.parametrize("form", ["f1", "f2", "skp6"])
@pytest.mark.parametrize("siapa", ["pelaksana2", "jft", "sekda", "pengelola_alur"])
def test_for_everyone_else_the_forms_do_not_exist(skp: int, login: Login, siapa: str, form: str) -> None:
    assert login(siapa).get(f"/skp/{skp}/{form}.xlsx").status_code == 404


def test_the_page_of_the_skp_leads_to_its_forms_once_it_was_sent(panggung: Panggung, login: Login) -> None:
    nomor = panggung.skp().db.scalars(select(Skp.id)).one()
    tautan = [a.get("href") for a in pohon(login("kasi").get(f"/skp/{nomor}")).cssselect("main a")]
    assert {f"/skp/{nomor}/f1.xlsx", f"/skp/{nomor}/skp6.xlsx"} <= set(tautan)
    panggung.db.execute(update(Skp).values(versi=0))
    panggung.db.commit()
    tautan = [a.get("href") for a in pohon(login("kasi").get(f"/skp/{nomor}")).cssselect("main a")]
    assert f"/skp/{nomor}/f1.xlsx" not in tautan


def test_a_name_that_looks_like_a_formula_is_text_in_the_file(skp: int, login: Login, db: Session) -> None:
    db.get_one(Skp, skp).pegawai.nama = "=1+1 [Lusia]"
    db.commit()
    buku = unduh(login("admin_opd"), f"/laporan/f1.xlsx?tahun={TAHUN}")
    assert kepala(buku) == ["=1+1 Lusia 2007"]
    assert (buku.lembar[0].sel["G6"].nilai, buku.lembar[0].sel["G6"].rumus) == ("=1+1 [Lusia]", None)


# One OPD


@pytest.fixture
def tiga(db: Session, aktor: Any, kerjakan: Any) -> list[int]:
    """Three SKP of Dinas Sosial, the third not sent yet, and one of BKD."""
    for siapa in ("pelaksana1", "pelaksana2"):
        Panggung(db, aktor, kerjakan, siapa).skp(berlaku=siapa == "pelaksana1")
    Panggung(db, aktor, kerjakan, "pengelola_alur").skp(berlaku=False)
    panggung = Panggung(db, aktor, kerjakan, "jft")
    with panggung.pada(1, 6):
        from portal.actions import skp as tindakan

        tindakan.buat(actor=aktor("jft"), tahun=TAHUN)
    return list(db.scalars(select(Skp.id).order_by(Skp.id)))


@pytest.mark.kedua_basis
def test_the_forms_of_an_opd_are_one_file_with_a_sheet_for_each_skp_that_was_sent(tiga: Any, login: Login) -> None:
    klien = login("admin_opd")
    assert kepala(unduh(klien, f"/laporan/f1.xlsx?tahun={TAHUN}")) == [
        "Lusia Pelaksana 2007", "Markus Pelaksana 1008",
    ]  # fmt: skip
    assert klien.get("/laporan/f1.xlsx?tahun=2025").status_code == 404


def test_a_cancelled_skp_is_in_no_report(tiga: Any, login: Login, db: Session) -> None:
    db.get_one(Skp, tiga[0]).status = "dibatalkan"
    db.commit()
    klien = login("admin_opd")
    assert kepala(unduh(klien, f"/laporan/f1.xlsx?tahun={TAHUN}")) == ["Markus Pelaksana 1008"]
    (jumlah,) = pohon(klien.get(f"/laporan/?tahun={TAHUN}")).cssselect("tfoot tr")
    assert teks(jumlah[1]) == "2"


def test_the_forms_of_one_unit_can_be_had_alone(tiga: Any, login: Login, db: Session) -> None:
    seksi, bidang = (
        db.scalars(select(Unit.id).where(Unit.nama == n)).one()
        for n in ("Seksi Rehabilitasi Anak", "Bidang Rehabilitasi Sosial")
    )
    klien = login("admin_bkd")
    assert len(unduh(klien, f"/laporan/f1.xlsx?opd=DINAS&tahun={TAHUN}&unit={seksi}").lembar) == 2
    assert klien.get(f"/laporan/f1.xlsx?opd=DINAS&tahun={TAHUN}&unit={bidang}").status_code == 404
    assert klien.get(f"/laporan/f1.xlsx?opd=BKD&tahun={TAHUN}&unit={seksi}").status_code == 404


def test_more_sheets_than_one_file_holds_are_refused_with_the_way_out(
    tiga: Any, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    for modul in (laporan, form_f1):
        monkeypatch.setattr(modul, "PALING_BANYAK", 1)
    klien = login("admin_opd")
    jawab = klien.get(f"/laporan/f1.xlsx?tahun={TAHUN}")
    assert jawab.status_code == 422
    assert "Ada 2 SKP; langsung diunduh paling banyak 1 lembar. Minta sebagai laporan" in teks(pohon(jawab))
    assert "Lebih dari 1 lembar: minta di bawah." in teks(pohon(klien.get(f"/laporan/?tahun={TAHUN}")))


def test_the_forms_of_an_opd_cost_the_same_statements_however_many_they_are(tiga: Any, aktor: Any, db: Session) -> None:
    saringan = laporan.Saringan(TAHUN, 1)
    actor = aktor("admin_opd")
    with pernyataan(db.get_bind()) as semua:  # type: ignore[arg-type]
        assert len(laporan.f1_opd(actor, saringan)) == 2
    assert len(semua) == 6


@pytest.mark.parametrize("alamat", ["", "f1.xlsx", "rekap.xlsx"])
@pytest.mark.parametrize("siapa", ["admin_opd", "sekda"])
def test_another_opd_does_not_exist_for_who_looks_at_one(tiga: Any, login: Login, siapa: str, alamat: str) -> None:
    klien = login(siapa)
    for lain in ("BKD", "TIDAK-ADA"):
        assert klien.get(f"/laporan/{alamat}?opd={lain}&tahun={TAHUN}").status_code == 404
    assert klien.get(f"/laporan/?tahun={TAHUN}").status_code == 200


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur", "auditor", "pengelola_alur"])
def test_others_have_no_reports(login: Login, siapa: str) -> None:
    klien = login(siapa)
    for alamat in ("", "f1.xlsx", "rekap.xlsx"):
        assert klien.get(f"/laporan/{alamat}").status_code == 403
    assert not pohon(klien.get("/")).cssselect('nav a[href="/laporan/"]')


@pytest.mark.parametrize(("siapa", "banyak"), [("admin_opd", 0), ("sekda", 0), ("admin_bkd", 3)])
def test_the_menu_leads_there_and_only_admin_bkd_chooses_the_opd(login: Login, siapa: str, banyak: int) -> None:
    klien = login(siapa)
    assert pohon(klien.get("/")).cssselect('nav a[href="/laporan/"]')
    assert len(pohon(klien.get("/laporan/")).cssselect("select#opd option")) == banyak


# The recap


def test_the_recap_counts_the_months_of_each_unit_by_state(tiga: Any, login: Login, db: Session) -> None:
    sahkan(db, tiga[0], 1, ("9", "95", "20"))
    sahkan(db, tiga[1], 1, status="realisasi")
    halaman = pohon(login("admin_opd").get(f"/laporan/?tahun={TAHUN}&bulan=1"))
    kolom = [teks(th) for th in halaman.cssselect("main thead th")]
    baris = {teks(tr[0]): dict(zip(kolom[1:], map(teks, tr[1:]), strict=True)) for tr in halaman.cssselect("tbody tr")}
    assert set(baris) == {"Bidang Rehabilitasi Sosial", "Seksi Rehabilitasi Anak"}
    seksi = baris["Seksi Rehabilitasi Anak"]
    assert (seksi["SKP"], seksi["Terverifikasi"], seksi["Terlambat"], seksi["Belum"]) == ("2", "1", "1", "0")
    assert baris["Bidang Rehabilitasi Sosial"]["Belum"] == "1"
    (jumlah,) = halaman.cssselect("tfoot tr")
    assert [teks(sel) for sel in jumlah][:3] == ["Jumlah", "3", "1"]
    assert "Keadaan realisasi Januari 2026" in teks(halaman)


def test_the_recap_of_the_year_has_a_row_for_each_unit_and_month(tiga: Any, login: Login, db: Session) -> None:
    sahkan(db, tiga[0], 1, ("9", "95", "20"))
    klien = login("admin_opd")
    klien.get("/bahasa/en")
    (f,) = unduh(klien, f"/laporan/rekap.xlsx?tahun={TAHUN}").lembar
    kepala_baris = f.baris(4)
    assert list(kepala_baris.values())[:4] == ["Unit kerja", "Bulan", "Belum", "Sedang diisi"]
    sah = next(k for k, v in kepala_baris.items() if v == "Terverifikasi")
    isi = [f.baris(n) for n in range(5, 29)]
    assert [b["B"] for b in isi[:2]] == ["Januari", "Februari"]
    assert len({b["A"] for b in isi}) == 2
    (seksi,) = [b for b in isi if b["A"].startswith("Seksi") and b["B"] == "Januari"]
    assert (seksi["C"], seksi[sah], f.baris(4)["M"]) == ("1", "1", "Jumlah")
    assert not f.baris(29)


def test_the_recap_costs_four_statements_one_for_the_parameters_in_force(tiga: Any, aktor: Any, db: Session) -> None:
    actor = aktor("admin_opd")
    with pernyataan(db.get_bind()) as semua:  # type: ignore[arg-type]
        kueri_rekap.halaman(actor, laporan.Saringan(TAHUN, 1))
    assert len(semua) == 4


def test_an_opd_without_skp_says_what_will_come(login: Login) -> None:
    assert "Laporan terisi setelah" in teks(pohon(login("admin_opd").get("/laporan/")))
    (f,) = unduh(login("admin_opd"), "/laporan/rekap.xlsx").lembar
    assert not f.baris(5)


@pytest.mark.parametrize(
    ("args", "tahun", "bulan"),
    [({}, 2026, 2), ({"tahun": "2025"}, 2025, 12), ({"tahun": "2026", "bulan": "11"}, 2026, 11),
     ({"tahun": "9999", "bulan": "13"}, 2026, 2), ({"tahun": "x", "bulan": "-1"}, 2026, 2)],
)  # fmt: skip
def test_what_makes_no_sense_is_as_if_it_were_not_asked(args: Any, tahun: int, bulan: int) -> None:
    with waktu.pada(waktu.datetime(2026, 3, 9, 9, tzinfo=waktu.WITA)):
        hasil = laporan.Saringan.baca(args | {"unit": "1; DROP"})
    assert (hasil.tahun, hasil.bulan, hasil.unit) == (tahun, bulan, None)
