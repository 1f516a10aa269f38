"""Forms on paper: numbered when printed, original once, and checked by anybody who holds one, who learns no more."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.extensions import db as ekstensi
from portal.models import Cetakan, Laporan, Peristiwa, Skp
from portal.queries import cetakan, periksa_cetakan
from portal.reports.berkas import MIME_PDF
from tests.bulan import Panggung
from tests.conftest import Klien, pada_basis
from tests.reports.baca_pdf import Berkas, baca
from tests.views.bantuan import pohon, teks
from tests.views.lakon_tahun import Mulai, mulai
from tests.views.test_akun import app_terbatas

__all__ = ["app_terbatas", "mulai"]
Login = Callable[[str], Any]


@pytest.fixture
def skp(panggung: Panggung) -> int:
    """The SKP of pelaksana1 for 2026, in force."""
    return panggung.skp().db.scalars(select(Skp.id)).one()


def cetak(klien: Any, alamat: str) -> Berkas:
    jawab = klien.get(alamat)
    assert jawab.status_code == 200, (alamat, jawab.status_code)
    assert jawab.mimetype == MIME_PDF
    assert jawab.headers["Content-Disposition"].startswith("attachment")
    assert jawab.headers["Cache-Control"] == "private, no-store"
    isi = jawab.get_data()
    jawab.close()
    return baca(isi)


def kaki(f: Berkas) -> tuple[str, str, str]:
    """(mark, number, code) as they stand at the foot of the first page."""
    (baris,) = [b for b in f.halaman[0].split("\n") if "CTK-" in b]
    tanda, _, nomor = baris.partition("   ")
    (kode,) = [b for b in f.halaman[0].split("\n") if b.startswith("Kode periksa: ")]
    return tanda, nomor, kode.removeprefix("Kode periksa: ").partition(".")[0]


def satu(db: Session) -> Cetakan:
    db.rollback()
    db.expire_all()
    return db.scalars(select(Cetakan)).one()


@pytest.mark.kedua_basis
def test_the_first_printing_for_a_party_is_the_original_and_every_other_a_copy(
    skp: int, login: Login, db: Session
) -> None:
    admin, kasi, pegawai = login("admin_opd"), login("kasi"), login("pelaksana1")
    tanda = [kaki(cetak(k, f"/skp/{skp}/f1.pdf"))[0] for k in (admin, kasi, pegawai)]
    assert tanda == ["SALINAN", "ASLI", "SALINAN"]
    baris = satu(db)
    assert (baris.form, baris.banyak, baris.sah) == ("f1", 3, True)
    peristiwa = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "formulir:dicetak").order_by(Peristiwa.id)).all()
    assert [(p.rincian["nomor"], p.rincian["tanda"]) for p in peristiwa] == [(baris.nomor, t) for t in tanda]


def test_what_is_not_final_is_never_an_original_and_what_changed_has_another_number(
    skp: int, login: Login, db: Session
) -> None:
    db.get_one(Skp, skp).ditetapkan_pada = None
    db.commit()
    klien = login("pelaksana1")
    tanda, nomor, _kode = kaki(cetak(klien, f"/skp/{skp}/skp6.pdf"))
    assert tanda == "SEMENTARA"
    db.get_one(Skp, skp).pegawai.nama = "Lusia Baru"
    db.commit()
    assert kaki(cetak(klien, f"/skp/{skp}/skp6.pdf"))[1] != nomor


def test_who_may_not_see_a_form_may_not_print_it_either_and_gets_no_number(skp: int, login: Login, db: Session) -> None:
    for siapa in ("pelaksana2", "jft", "pengelola_alur"):
        assert login(siapa).get(f"/skp/{skp}/f1.pdf").status_code == 404
        assert login(siapa).get(f"/api/v1/formulir/skp/{skp}/f1.pdf").status_code == 404
    assert db.scalars(select(Cetakan)).all() == []


@pytest.mark.kedua_basis
def test_f4_on_paper_says_what_the_workbook_says_and_rest_hands_out_the_same(mulai: Mulai, login: Login) -> None:
    lakon = mulai(tahun=2020).nilai().terima().keberatan().tanggapi().putuskan()
    f = cetak(login("kasi"), f"/penilaian/{lakon.id}/f4.pdf")
    tulisan = "\n".join(f.halaman)
    for bagian in ("RAHASIA", "88,84", "(Baik)", "Laporan Maret sudah diterima 31 Maret.", "Lusia Pelaksana"):
        assert bagian in tulisan
    assert kaki(f)[0] == "ASLI"
    lewat_rest = cetak(login("kasi"), f"/api/v1/formulir/penilaian/{lakon.id}/f4.pdf")
    assert kaki(lewat_rest)[1:] == kaki(f)[1:]
    jawab = login("kasi").get(f"/api/v1/formulir/penilaian/{lakon.id}/f4.xlsx")
    assert jawab.get_data()[:2] == b"PK"
    jawab.close()


# The check


@pytest.mark.kedua_basis
def test_whoever_holds_the_paper_learns_that_it_is_authentic_and_nothing_about_a_person(
    skp: int, login: Login, app: Flask
) -> None:
    _tanda, nomor, kode = kaki(cetak(login("pelaksana1"), f"/skp/{skp}/f1.pdf"))
    orang_luar: Klien = app.test_client()  # type: ignore[assignment]
    for cara in (kode, kode.lower().replace(" ", "-")):
        jawab = orang_luar.get("/periksa/", query_string={"nomor": f" {nomor.lower()} ", "kode": cara})
        assert jawab.status_code == 200
        assert jawab.headers["Cache-Control"] == "no-store"
        tulisan = teks(pohon(jawab).cssselect("main")[0])
        assert "Dokumen ini asli" in tulisan
        assert nomor in tulisan
        assert "Formulir F-1" in tulisan
        for rahasia in ("Lusia", "Kornelis", "199101012015012007", "Dinas Sosial"):
            assert rahasia not in jawab.get_data(as_text=True)


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(skp: int, login: Login, app: Flask) -> None:
    _tanda, nomor, kode = kaki(cetak(login("pelaksana1"), f"/skp/{skp}/f1.pdf"))
    orang_luar: Klien = app.test_client()  # type: ignore[assignment]
    salah = "0" if kode[0] != "0" else "1"
    jawaban = set()
    for n, k in (
        (nomor, salah + kode[1:]), ("CTK-2026-999999", kode), (nomor.replace("2026", "2025"), kode), (nomor, ""),
        ("", kode), (nomor, kode[:-1]), ("' OR 1=1", "x"),
    ):  # fmt: skip
        halaman = pohon(orang_luar.get("/periksa/", query_string={"nomor": n, "kode": k}))
        (pesan,) = halaman.cssselect("main [role=alert]")
        jawaban.add(teks(pesan))
    assert len(jawaban) == 1
    assert "Tidak dikenali" in jawaban.pop()
    assert not pohon(orang_luar.get("/periksa/")).cssselect("main [role=alert], main [role=status]")


def test_the_whole_digest_of_the_qr_is_taken_too_and_a_provisional_paper_is_called_so(
    skp: int, login: Login, db: Session, app: Flask
) -> None:
    db.get_one(Skp, skp).ditetapkan_pada = None
    db.commit()
    cetak(login("pelaksana1"), f"/skp/{skp}/skp6.pdf")
    baris = satu(db)
    hasil = periksa_cetakan.periksa(baris.nomor, baris.sidik)
    assert hasil is not None
    assert not hasil.sah
    assert periksa_cetakan.periksa(baris.nomor, baris.sidik[:-1] + ("0" if baris.sidik[-1] != "0" else "1")) is None
    db.rollback()
    jawab = app.test_client().get("/periksa/", query_string={"nomor": baris.nomor, "kode": baris.sidik})
    assert "belum sah ketika dicetak" in teks(pohon(jawab).cssselect("main")[0])


def test_questions_from_one_address_are_counted_and_another_one_is_not_kept_out(
    app: Flask, app_terbatas: Flask
) -> None:
    def tanya(dari: str) -> int:
        alamat = "/periksa/?nomor=CTK-2026-000001&kode=0"
        return klien.get(alamat, environ_base={"REMOTE_ADDR": dari}).status_code

    with pada_basis(app_terbatas, ekstensi._app_engines[app][None]):
        klien = app_terbatas.test_client()
        status = [tanya("10.9.8.1") for _ in range(31)]
        assert (set(status[:30]), status[30], tanya("10.9.8.2")) == ({200}, 429, 200)


# Many


@pytest.mark.kedua_basis
def test_a_whole_opd_on_paper_is_one_file_of_copies_each_with_its_number(
    skp: int, login: Login, db: Session, kerjakan: Callable[[], None]
) -> None:
    klien = login("admin_opd")
    jawab = klien.kirim("/laporan/minta", {"jenis": "f1", "tahun": "2026", "bentuk": "pdf"})
    assert jawab.status_code == 302
    kerjakan()
    db.rollback()
    laporan = db.scalars(select(Laporan)).one()
    assert (laporan.status, laporan.nama_berkas, laporan.selesai) == ("siap", "F-1_2026_DINAS.pdf", 1)
    f = cetak(klien, f"/laporan/{laporan.id}/berkas")
    tanda, nomor, kode = kaki(f)
    assert tanda == "SALINAN"
    assert periksa_cetakan.periksa(nomor, kode) is not None


def test_the_forms_of_the_catalogue_are_those_that_can_be_written() -> None:
    from portal.queries.laporan_saya import JENIS
    from portal.reports.paket import FORM

    assert set(cetakan.FORMULIR) == set(FORM) == set(cetakan.NAMA)
    assert set(FORM) <= set(JENIS), "setiap formulir dapat diminta untuk satu OPD"
