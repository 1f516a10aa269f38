"""Files of a yearly assessment: added beside a form by whose turn it is, kept with its draft, opened by the parties."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import Lampiran, Peristiwa
from tests.views.bantuan import KUNCI, pohon, teks
from tests.views.lakon_tahun import LakonTahun
from tests.views.langkah_bulan import salah

Login = Callable[[str], Any]
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


@pytest.fixture
def lakon(db: Session, aktor: Callable[[str], Any]) -> LakonTahun:
    """2026 of pelaksana1 was received; he may object until 27 January."""
    return LakonTahun(db, aktor).nilai().terima()


@pytest.fixture
def di_kertas(db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> LakonTahun:
    """Nobody confirmed the receipt in the portal until 26 January: the pejabat penilai hands it over on paper."""
    satu = LakonTahun(db, aktor).nilai()
    with satu.pada(27):
        kerjakan()
    return satu


def unggah(lakon: LakonTahun, klien: Any, kegunaan: str = "keberatan", hari: int = 14, **lain: Any) -> Any:
    isi = {"Berkas": (io.BytesIO(lain.pop("isi", PDF)), lain.pop("nama", "Bukti.pdf")), "Kegunaan": kegunaan, **lain}
    with lakon.pada(hari):
        return klien.kirim(f"/penilaian/{lakon.id}/lampiran", isi)


def semua(db: Session) -> list[Lampiran]:
    db.rollback()
    return list(db.scalars(select(Lampiran).order_by(Lampiran.id)))


def test_a_file_is_added_beside_the_form_and_what_was_typed_stays(lakon: LakonTahun, login: Login, db: Session) -> None:
    klien = login("pelaksana1")
    jawab = unggah(lakon, klien, sikap="keberatan", alasan="Laporan Maret ada.")
    assert jawab.location == f"{lakon.url}#berkas-bagian"
    (satu,) = semua(db)
    assert (satu.kegunaan, satu.nama, satu.ukuran) == ("keberatan", "Bukti.pdf", len(PDF))
    with lakon.pada(15):
        halaman = pohon(klien.get(lakon.url))
    assert halaman.cssselect("[name=alasan]")[0].text.strip() == "Laporan Maret ada."
    assert halaman.cssselect("[name=sikap][value=keberatan]")[0].get("checked") is not None
    assert "Bukti.pdf" in teks(halaman.cssselect(".berkas")[0])


def test_a_file_is_taken_out_again_while_the_step_is_open(lakon: LakonTahun, login: Login, db: Session) -> None:
    klien = login("pelaksana1")
    unggah(lakon, klien)
    with lakon.pada(15):
        alamat = f"/penilaian/{lakon.id}/lampiran/{semua(db)[0].id}/hapus"
        assert klien.kirim(alamat, {"alasan": "Tetap."}).location == f"{lakon.url}#berkas-bagian"
    assert semua(db) == []
    lakon.keberatan()
    assert unggah(lakon, klien, hari=16).status_code == 409, "its step is over"


@pytest.mark.parametrize(("isi", "nama"), [(b"<html>", "a.pdf"), (PDF, "a.exe"), (b"", "a.pdf")])
def test_what_is_no_good_file_is_refused_with_a_way_back_and_nothing_lost(
    lakon: LakonTahun, login: Login, db: Session, isi: bytes, nama: str
) -> None:
    klien = login("pelaksana1")
    jawab = unggah(lakon, klien, isi=isi, nama=nama, alasan="Sudah diketik.")
    assert jawab.status_code == 422
    assert nama in teks(pohon(jawab).cssselect("main")[0])
    assert semua(db) == []
    with lakon.pada(15):
        kembali = pohon(klien.get(pohon(jawab).cssselect("a.btn")[0].get("href")))
    assert kembali.cssselect("[name=alasan]")[0].text.strip() == "Sudah diketik."


def test_no_file_chosen_is_told(lakon: LakonTahun, login: Login) -> None:
    with lakon.pada(14):
        jawab = login("pelaksana1").kirim(f"/penilaian/{lakon.id}/lampiran", {"Kegunaan": "keberatan"})
    assert jawab.status_code == 422
    assert "Pilih berkasnya lebih dahulu." in teks(pohon(jawab))


@pytest.mark.parametrize(
    ("siapa", "status"), [("kasi", 409), ("pelaksana2", 404), ("verifikatur", 404), ("auditor", 409)]
)
def test_only_whose_turn_it_is_adds_a_file(
    lakon: LakonTahun, login: Login, db: Session, siapa: str, status: int
) -> None:
    assert unggah(lakon, login(siapa)).status_code == status
    assert semua(db) == []


def test_a_file_for_an_unknown_use_or_assessment_does_not_exist(lakon: LakonTahun, login: Login) -> None:
    klien = login("pelaksana1")
    assert unggah(lakon, klien, kegunaan="lain").status_code == 404
    with lakon.pada(14):
        assert klien.kirim("/penilaian/999/lampiran", {"Kegunaan": "keberatan"}).status_code == 404
        assert klien.kirim(f"/penilaian/{lakon.id}/lampiran/999/hapus", {}).status_code == 404
        assert klien.get("/lampiran/999").status_code == 404


def test_an_upload_without_the_token_is_refused(lakon: LakonTahun, login: Login, db: Session) -> None:
    with lakon.pada(14):
        jawab = login("pelaksana1").post(f"/penilaian/{lakon.id}/lampiran", data={"Kegunaan": "keberatan"})
    assert jawab.status_code == 400
    assert semua(db) == []


@pytest.mark.kedua_basis
@pytest.mark.parametrize(
    ("siapa", "boleh"),
    [("pelaksana1", True), ("kasi", True), ("kabid", True), ("pelaksana2", False), ("verifikatur", False)],
)
def test_a_file_is_opened_by_the_parties_and_each_reading_is_kept(
    lakon: LakonTahun, login: Login, db: Session, siapa: str, boleh: bool
) -> None:
    unggah(lakon, login("pelaksana1"))
    klien = login(siapa)
    with lakon.pada(16):
        jawab = klien.get(f"/lampiran/{semua(db)[0].id}")
    assert jawab.status_code == (200 if boleh else 404)
    if boleh:
        assert jawab.data == PDF
        assert jawab.headers["Content-Disposition"].startswith("attachment")
        assert jawab.headers["Cache-Control"] == "private, no-store"
    jawab.close()
    dibaca = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "lampiran:dibaca")).all()
    assert len(dibaca) == (1 if boleh else 0)


# Catat serah terima


def kirim(lakon: LakonTahun, klien: Any, hari: int = 28, **isi: object) -> Any:
    with lakon.pada(hari):
        return klien.kirim(lakon.url, {"kunci": KUNCI, "tindakan": "kirim"} | isi)


def test_a_receipt_on_paper_needs_a_day_a_way_and_a_proof(di_kertas: LakonTahun, login: Login) -> None:
    klien = login("kasi")
    with di_kertas.pada(28):
        halaman = pohon(klien.get(di_kertas.url))
    tanggal = halaman.cssselect("[name=tanggal]")[0]
    assert (tanggal.get("min"), tanggal.get("max")) == ("2027-01-12", "2027-01-28")
    kosong = kirim(di_kertas, klien, tanggal="", cara="langsung")
    assert (kosong.status_code, salah(kosong)) == (422, {"tanggal"})
    for hari in ("2027-01-11", "2027-01-29", "2027-02-30"):
        jawab = kirim(di_kertas, klien, tanggal=hari, cara="langsung")
        assert (jawab.status_code, salah(jawab)) == (422, {"tanggal"}), hari
    tanpa = kirim(di_kertas, klien, tanggal="2027-01-27", cara="langsung", keterangan="Di ruang rapat.")
    assert tanpa.status_code == 422
    assert "#berkas" in [a.get("href") for a in pohon(tanpa).cssselect(".ringkasan a")]
    assert pohon(tanpa).cssselect("[name=keterangan]")[0].text.strip() == "Di ruang rapat."
    assert di_kertas.kini.status == "diserahkan"


@pytest.mark.kedua_basis
def test_with_its_proof_the_fourteen_days_run_from_that_day(di_kertas: LakonTahun, login: Login) -> None:
    klien = login("kasi")
    assert unggah(di_kertas, klien, "serah_terima", hari=28, tanggal="2027-01-27", cara="pos").status_code == 302
    with di_kertas.pada(28):
        halaman = pohon(klien.get(di_kertas.url))
    assert halaman.cssselect("[name=tanggal]")[0].get("value") == "2027-01-27", "kept as a draft"
    assert kirim(di_kertas, klien, tanggal="2027-01-27", cara="pos", keterangan="Resi 12.").status_code == 302
    kini = di_kertas.kini
    assert (kini.status, kini.cara_terima) == ("diterima", "pos")
    assert kini.batas_tanggapan is not None
    assert kini.batas_tanggapan.astimezone(waktu.WITA).isoformat() == "2027-02-10T23:59:59+08:00"


@pytest.mark.parametrize("siapa", ["pelaksana1", "kabid", "pelaksana2"])
def test_nobody_but_the_appraiser_records_a_receipt(di_kertas: LakonTahun, login: Login, siapa: str) -> None:
    klien = login(siapa)
    with di_kertas.pada(28):
        assert klien.get(di_kertas.url).status_code == 404
    assert kirim(di_kertas, klien, tanggal="2027-01-27", cara="pos").status_code == 404
    assert di_kertas.kini.status == "diserahkan"
