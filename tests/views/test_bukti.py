"""Evidence: what may be uploaded by whom and when, where it lies, and who may open it."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.forms import berkas
from portal.models import Bukti, Peristiwa
from tests.bulan import Panggung
from tests.views.bantuan import pohon, teks

Login = Callable[[str], object]
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 40
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + b"\x00" * 40


def office(*bagian: str) -> bytes:
    """A zip with these parts."""
    isi = io.BytesIO()
    with zipfile.ZipFile(isi, "w") as arsip:
        for nama in ("[Content_Types].xml", *bagian):
            arsip.writestr(nama, "<x/>")
    return isi.getvalue()


XLSX, DOCX = office("xl/workbook.xml"), office("word/document.xml")


def unggah(p: Panggung, klien: object, *kiriman: tuple[bytes, str], **lain: object) -> object:
    """Files sent from the form of the month."""
    isi = {"Berkas": [(io.BytesIO(b), nama) for b, nama in kiriman], **lain}
    with p.pada(2, 3):
        return klien.kirim(f"/realisasi/{p.bulan.id}/bukti", isi)


def bukti(db: Session) -> list[Bukti]:
    db.rollback()
    return list(db.scalars(select(Bukti).order_by(Bukti.id)))


def letak(app: Flask, isi: bytes) -> Path:
    sidik = hashlib.sha256(isi).hexdigest()
    return app.config["SETTINGS"].data_dir / "bukti" / sidik[:2] / sidik


@pytest.fixture
def satu(januari: Panggung, login: Login, db: Session) -> int:
    """One file of January; its id."""
    assert unggah(januari, login("pelaksana1"), (PDF, "Tanda terima.pdf")).status_code == 302
    return bukti(db)[0].id


@pytest.mark.parametrize(
    ("isi", "nama", "jenis"),
    [
        (PDF, "Laporan 9.pdf", "application/pdf"),
        (PNG, "foto.PNG", "image/png"),
        (JPEG, "foto.jpeg", "image/jpeg"),
        (JPEG, "foto.jpg", "image/jpeg"),
        (XLSX, "rekap.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (DOCX, "surat.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_a_good_file_is_kept_by_its_digest_outside_the_web_root(
    januari: Panggung, login: Login, db: Session, app: Flask, isi: bytes, nama: str, jenis: str
) -> None:
    jawab = unggah(januari, login("pelaksana1"), (isi, nama))
    assert jawab.location == f"/tugas/{januari.tugas}#bukti"
    (baris,) = bukti(db)
    assert (baris.jenis, baris.ukuran, baris.sha256) == (jenis, len(isi), hashlib.sha256(isi).hexdigest())
    assert letak(app, isi).read_bytes() == isi
    assert not [f for f in letak(app, isi).parent.iterdir() if f.name.startswith(".")], "no half file is left"


@pytest.mark.parametrize(
    ("isi", "nama"),
    [
        (b"<html><script>alert(1)</script>", "laporan.pdf"),
        (PDF, "laporan.html"),
        (PDF, "laporan.exe"),
        (PDF, "laporan"),
        (PDF, "foto.png"),
        (PNG, "foto.jpg"),
        (XLSX, "surat.docx"),
        (DOCX, "rekap.xlsx"),
        (office("xl/workbook.xml", "xl/vbaProject.bin"), "makro.xlsx"),
        (office(), "kosong.docx"),
        (b"PK\x03\x04rusak", "rusak.xlsx"),
        (b"", "kosong.pdf"),
        (b"MZ" + b"\x00" * 60, "program.pdf"),
        (PDF, "laporan.pdf.svg"),
    ],
)
def test_what_is_not_what_its_name_says_or_of_another_kind_is_refused(
    januari: Panggung, login: Login, db: Session, isi: bytes, nama: str
) -> None:
    jawab = unggah(januari, login("pelaksana1"), (isi, nama))
    assert jawab.status_code == 422
    assert nama in teks(pohon(jawab).cssselect("main")[0])
    assert bukti(db) == []


def test_one_bad_file_refuses_all_of_them(januari: Panggung, login: Login, db: Session) -> None:
    assert unggah(januari, login("pelaksana1"), (PDF, "a.pdf"), (b"x", "b.pdf")).status_code == 422
    assert bukti(db) == []


def test_more_than_is_taken_is_refused_with_what_to_do(
    januari: Panggung, login: Login, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        berkas, "MAKS_UKURAN", 1000
    )  # a body of megabytes goes through a file that the test client leaves open
    jawab = unggah(januari, login("pelaksana1"), (PDF + b"0" * 1000, "besar.pdf"))
    assert jawab.status_code == 413
    assert "besar.pdf lebih dari 10 MB" in teks(pohon(jawab).cssselect("main")[0])
    assert unggah(januari, login("pelaksana1"), (PDF + b"0" * (1000 - len(PDF)), "pas.pdf")).status_code == 302
    assert len(bukti(db)) == 1


def test_a_refused_file_leads_back_to_the_form_with_all_that_was_typed(januari: Panggung, login: Login) -> None:
    klien = login("pelaksana1")
    jawab = unggah(januari, klien, (b"x", "surat.pdf"), **januari.isian((7, "91,5", 19), (40, 98, 20)))
    assert jawab.status_code == 422
    (kembali,) = pohon(jawab).cssselect("main a.btn")
    assert kembali.get("href") == f"/tugas/{januari.tugas}#bukti"
    with januari.pada(2, 3):
        halaman = pohon(klien.get(f"/tugas/{januari.tugas}"))
    assert halaman.cssselect("[name='baris-0-kualitas']")[0].get("value") == "91,5"


def test_no_file_and_a_kegiatan_of_somebody_else_are_refused(januari: Panggung, login: Login) -> None:
    assert unggah(januari, login("pelaksana1")).status_code == 422
    assert unggah(januari, login("pelaksana1"), (PDF, "a.pdf"), Untuk="99999").status_code == 422


def test_twenty_files_a_month_and_not_one_more(januari: Panggung, login: Login, db: Session) -> None:
    klien = login("pelaksana1")
    assert unggah(januari, klien, *[(PDF + str(n).encode(), f"{n}.pdf") for n in range(20)]).status_code == 302
    jawab = unggah(januari, klien, (PDF, "lebih.pdf"))
    assert jawab.status_code == 422
    assert "Paling banyak 20 berkas" in teks(pohon(jawab).cssselect("main")[0])
    assert len(bukti(db)) == 20


def test_a_path_in_the_name_of_a_file_goes_nowhere(januari: Panggung, login: Login, db: Session) -> None:
    assert unggah(januari, login("pelaksana1"), (PDF, "../../etc/passwd.pdf")).status_code == 302
    assert bukti(db)[0].nama == "passwd.pdf"


def test_the_same_bytes_are_one_file_and_are_never_written_again(
    januari: Panggung, login: Login, db: Session, app: Flask
) -> None:
    klien = login("pelaksana1")
    unggah(januari, klien, (PDF, "a.pdf"))
    pertama = letak(app, PDF).stat()
    unggah(januari, klien, (PDF, "b.pdf"))
    assert (letak(app, PDF).stat().st_ino, letak(app, PDF).stat().st_mtime_ns) == (pertama.st_ino, pertama.st_mtime_ns)
    assert [b.nama for b in bukti(db)] == ["a.pdf", "b.pdf"]


def test_what_stood_in_the_form_is_kept_as_draft(januari: Panggung, login: Login) -> None:
    klien = login("pelaksana1")
    unggah(
        januari, klien, (PDF, "a.pdf"), Untuk=str(januari.kegiatan[1]), **januari.isian((7, "91,5", 19), (40, 98, 20))
    )
    with januari.pada(2, 3):
        halaman = pohon(klien.get(f"/tugas/{januari.tugas}"))
    assert [halaman.cssselect(f"[name='baris-0-{m}']")[0].get("value") for m in ("kuantitas", "kualitas")] == [
        "7",
        "91,5",
    ]
    assert "Memverifikasi berkas" in teks(halaman.cssselect(".berkas li")[0])


def test_a_file_is_taken_away_while_the_month_is_filled_in_and_its_bytes_stay(
    satu: int, januari: Panggung, login: Login, db: Session, app: Flask
) -> None:
    jawab = login("pelaksana1").kirim(f"/realisasi/{januari.bulan.id}/bukti/{satu}/hapus", januari.isian((7, 91, 19)))
    assert jawab.status_code == 302
    assert bukti(db) == []
    assert letak(app, PDF).exists()
    assert db.scalar(select(Peristiwa.rincian).where(Peristiwa.jenis == "bukti:dihapus"))["nama"] == "Tanda terima.pdf"
    assert login("pelaksana1").kirim(f"/realisasi/{januari.bulan.id}/bukti/{satu}/hapus").status_code == 404


def test_after_the_month_was_sent_its_evidence_stays_as_it_is(
    satu: int, januari: Panggung, login: Login, db: Session
) -> None:
    januari.ajukan()
    klien = login("pelaksana1")
    for jawab in (
        unggah(januari, klien, (PDF, "a.pdf")),
        klien.kirim(f"/realisasi/{januari.bulan.id}/bukti/{satu}/hapus"),
    ):
        assert jawab.status_code == 403
        assert "sudah diajukan" in teks(pohon(jawab).cssselect("main")[0])
    assert len(bukti(db)) == 1


@pytest.mark.parametrize(
    ("siapa", "status"),
    [
        ("pelaksana2", 404),
        ("verifikatur2", 404),
        ("kasi", 403),
        ("kabid", 403),
        ("verifikatur", 403),
        ("admin_bkd", 403),
        ("auditor", 403),
    ],
)
def test_nobody_else_adds_or_removes_evidence(
    satu: int, januari: Panggung, login: Login, db: Session, siapa: str, status: int
) -> None:
    assert unggah(januari, login(siapa), (PDF, "a.pdf")).status_code == status
    assert login(siapa).kirim(f"/realisasi/{januari.bulan.id}/bukti/{satu}/hapus").status_code == status
    assert len(bukti(db)) == 1


def test_logged_out_nothing_is_added_and_nothing_opened(
    satu: int, januari: Panggung, client: object, db: Session
) -> None:
    assert "/login/" in unggah(januari, client, (PDF, "a.pdf")).location
    assert "/login/" in client.get(f"/bukti/{satu}").location
    assert len(bukti(db)) == 1


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "verifikatur"])
def test_a_party_downloads_the_file_and_that_is_kept(
    satu: int, login: Login, db: Session, aktor: Callable, siapa: str
) -> None:
    jawab = login(siapa).get(f"/bukti/{satu}")
    assert (jawab.status_code, jawab.data, jawab.mimetype) == (200, PDF, "application/pdf")
    assert jawab.headers["Content-Disposition"] == 'attachment; filename="Tanda terima.pdf"'
    assert jawab.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in jawab.headers["Cache-Control"]
    assert "sandbox" in jawab.headers["Content-Security-Policy"]
    jawab.close()
    (baca,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "bukti:dibaca"))
    assert (baca.aktor, baca.rincian["bukti"]) == (aktor(siapa).id, satu)


@pytest.mark.parametrize("siapa", ["pelaksana2", "kepala", "verifikatur2", "auditor", "admin_bkd", "admin_opd"])
def test_for_who_is_no_party_the_file_does_not_exist(satu: int, login: Login, db: Session, siapa: str) -> None:
    assert login(siapa).get(f"/bukti/{satu}").status_code == 404
    assert not db.scalars(select(Peristiwa).where(Peristiwa.jenis == "bukti:dibaca")).all()


def test_a_reader_who_is_no_party_sees_the_names_and_no_links(satu: int, januari: Panggung, login: Login) -> None:
    auditor = login("auditor")
    auditor.kirim(f"/pemeriksaan/realisasi/{januari.bulan.id}", {"pilihan": "aduan", "keterangan": "surat 12/2026"})
    halaman = pohon(auditor.get(f"/realisasi/{januari.bulan.id}"))
    assert "Tanda terima.pdf" in teks(halaman)
    assert not halaman.cssselect("a[href^='/bukti/']")
    assert pohon(login("kasi").get(f"/realisasi/{januari.bulan.id}")).cssselect(f"a[href='/bukti/{satu}']")


def test_a_file_that_the_storage_lost_is_said_and_not_an_empty_download(satu: int, login: Login, app: Flask) -> None:
    letak(app, PDF).unlink()
    jawab = login("pelaksana1").get(f"/bukti/{satu}")
    assert jawab.status_code == 503
    assert "tidak ada di penyimpanan" in teks(pohon(jawab).cssselect("main")[0])


def test_evidence_needs_the_token_of_the_form(januari: Panggung, login: Login, db: Session) -> None:
    jawab = login("pelaksana1").post(
        f"/realisasi/{januari.bulan.id}/bukti", data={"Berkas": (io.BytesIO(PDF), "a.pdf")}
    )
    assert jawab.status_code == 400
    assert bukti(db) == []
