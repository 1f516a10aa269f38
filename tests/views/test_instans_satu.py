"""/instans/<id>: what an examiner says before he opens it, and what a case shows to whom."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.audit import Event
from portal.models import Bukti, Peristiwa
from portal.security import orang
from tests.bulan import BERKAS, Panggung
from tests.factories import ORANG
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks, usul
from tests.workflows.diagrams import Diagram

Login = Callable[[str], Any]
TUJUAN = {"pilihan": "aduan", "keterangan": "surat 12/2026"}
FEB = datetime(2026, 2, 5, 9, tzinfo=waktu.WITA)


def buka(p: Panggung, klien: Any, bagian: str = "", tujuan: bool = True) -> Any:
    """The page of the month, having said what for."""
    if tujuan:
        klien.kirim(f"/pemeriksaan/instans/{p.instans}", TUJUAN)
    return klien.get(f"/instans/{p.instans}", query_string={"bagian": bagian} if bagian else {})


def teks_sel(bagian: Any) -> str:
    """The texts of the cells, a blank between them."""
    return " ".join(" ".join(t.split()) for t in bagian.itertext() if t.strip())


def pembukaan(db: Session) -> list[Peristiwa]:
    db.rollback()
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == Event.KASUS_DIBUKA).order_by(Peristiwa.id)))


@pytest.fixture
def banding(januari: Panggung) -> Panggung:
    """January waits for the atasan."""
    return januari.ajukan().tolak().banding()


# The door


@pytest.mark.kedua_basis
def test_an_auditor_is_asked_what_for_once_and_it_is_kept(db: Session, banding: Panggung, login: Login) -> None:
    klien = login("auditor")
    tanya = buka(banding, klien, tujuan=False)
    assert tanya.status_code == 200
    assert "Untuk apa Anda membuka perkara ini?" in tanya.text
    assert "Putuskan banding" not in tanya.text, "nothing of the case before the purpose"
    kembali = f"/instans/{banding.instans}?bagian=fakta"
    jawab = klien.kirim(f"/pemeriksaan/instans/{banding.instans}", TUJUAN | {"kembali": kembali})
    assert jawab.location == kembali
    (satu,) = pembukaan(db)
    assert satu.rincian["tujuan"] == "Menindaklanjuti pengaduan: surat 12/2026"
    assert satu.instans_id == banding.instans
    assert "Putuskan banding" in buka(banding, klien, tujuan=False).text
    buka(banding, klien)
    assert len(pembukaan(db)) == 1, "once for the session"


def test_each_session_is_asked_anew(db: Session, banding: Panggung, login: Login) -> None:
    klien = login("auditor")
    buka(banding, klien)
    assert "Untuk apa" in login("auditor").get(f"/instans/{banding.instans}").text
    assert "Untuk apa" in login("admin_bkd").get(f"/instans/{banding.instans}").text
    with klien.session_transaction() as sesi:
        tanda = sesi["pemeriksaan"]
    lain = login("admin_bkd")
    with lain.session_transaction() as sesi:
        sesi["pemeriksaan"] = tanda
    assert "Untuk apa" in lain.get(f"/instans/{banding.instans}").text, "another person is another opening"


def test_logging_in_again_begins_a_new_session(banding: Panggung, login: Login) -> None:
    from tests.factories import SANDI

    klien = login("auditor")
    buka(banding, klien)
    klien.kirim("/logout/")
    klien.kirim("/login/", {"username": ORANG["auditor"].nip, "password": SANDI})
    jawab = klien.get(f"/instans/{banding.instans}")
    assert jawab.status_code == 200
    assert "Untuk apa" in jawab.text


@pytest.mark.parametrize(
    "isian", [{}, {"pilihan": "ngawur"}, {"pilihan": "lain", "keterangan": " a "}, TUJUAN | {"keterangan": "x" * 201}]
)
def test_without_a_purpose_it_stays_shut(db: Session, banding: Panggung, login: Login, isian: dict[str, str]) -> None:
    klien = login("auditor")
    jawab = klien.kirim(f"/pemeriksaan/instans/{banding.instans}", isian)
    assert jawab.status_code == 422
    assert pohon(jawab).cssselect(".ringkasan a")
    assert pembukaan(db) == []
    assert "Untuk apa" in buka(banding, klien, tujuan=False).text


def test_the_purpose_needs_the_forms_token(db: Session, banding: Panggung, login: Login) -> None:
    assert login("auditor").post(f"/pemeriksaan/instans/{banding.instans}", data=TUJUAN).status_code == 400
    assert pembukaan(db) == []


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "verifikatur", "admin_opd"])
def test_parties_and_their_opd_read_without_being_asked(
    db: Session, banding: Panggung, login: Login, siapa: str
) -> None:
    jawab = buka(banding, login(siapa), tujuan=False)
    assert jawab.status_code == 200
    assert "Langkah demi langkah" in jawab.text
    assert pembukaan(db) == []


def test_an_auditor_reads_his_own_case_without_being_asked(
    db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], login: Login
) -> None:
    p = Panggung(db, aktor, kerjakan, "auditor").skp(berlaku=False)
    jawab = login("auditor").get(f"/instans/{p._skp}")
    assert "Langkah demi langkah" in jawab.text
    assert "Untuk apa" in login("admin_bkd").get(f"/instans/{p._skp}").text


@pytest.mark.parametrize("siapa", ["pelaksana2", "jft", "kepala", "verifikatur2", "pengelola_alur"])
def test_for_everyone_else_the_case_does_not_exist(banding: Panggung, login: Login, siapa: str) -> None:
    assert buka(banding, login(siapa), tujuan=False).status_code == 404


@pytest.mark.parametrize("alamat", ["0" * 32, "x", "' OR 1"])
def test_an_instance_that_is_not_there_is_not_found(db: Session, login: Login, alamat: str) -> None:
    klien = login("auditor")
    assert klien.get(f"/instans/{alamat}").status_code == 404
    assert klien.kirim(f"/pemeriksaan/instans/{alamat}", TUJUAN).status_code == 404


# The page


def test_the_headline_says_why_it_waits_on_whom_and_until_when(banding: Panggung, login: Login) -> None:
    with banding.pada(2, 5, 10):
        halaman = pohon(buka(banding, login("auditor")))
    judul = teks(halaman.cssselect("main .note")[0])
    assert "Menunggu " in judul and "(atasan banding): Putuskan banding, sejak 5 Februari 2026" in judul
    assert "batas " in judul
    assert halaman.cssselect("svg.bpmn .now")


def test_what_has_ended_waits_for_nobody(banding: Panggung, login: Login) -> None:
    banding.putuskan().sahkan()
    tulisan = teks(pohon(buka(banding, login("pelaksana1"), tujuan=False)).cssselect("main .note")[0])
    assert tulisan.startswith("Tidak menunggu siapa pun: berakhir 9 Februari 2026")


def test_the_way_is_told_as_a_list_with_who_acted_for_whom(januari: Panggung, login: Login) -> None:
    januari.wakilkan("kabid", "kasi").ajukan()
    januari.penilai = "kabid"
    januari.setujui()
    langkah = teks(pohon(buka(januari, login("auditor"))).cssselect("section[aria-labelledby=langkah]")[0])
    nama = ORANG["kabid"].nama, ORANG["kasi"].nama
    assert f"Nilai realisasi, {nama[0]} untuk {nama[1]} (pejabat penilai)" in langkah


def test_facts_stand_old_beside_new_step_by_step(banding: Panggung, login: Login) -> None:
    banding.putuskan().sahkan()
    halaman = pohon(buka(banding, login("auditor"), "fakta"))
    baris = [[teks(td) for td in tr.cssselect("td")] for tr in halaman.cssselect("section[aria-labelledby=fakta] tr")]
    assert ["Putusan banding", "belum ada", "ditolak"] in baris
    assert ["Nilai", "belum ada", "97,67"] in baris
    awal = teks_sel(halaman.cssselect("section[aria-labelledby=fakta] tbody")[0])
    assert awal.startswith("Dimulai SISTEM, 1 Februari 2026")
    assert f"Realisasi belum ada {banding.bulan.nomor}" in awal, "ids are told as numbers of documents"
    assert "Batas mengisi belum ada 5 Februari 2026, 23.59 WITA" in awal
    assert ["Rekap kehadiran", "belum ada", "ada, dari e-absensi"] in baris, "codes are told in words"
    verifikasi = [teks(th) for th in halaman.cssselect("tbody th") if "Verifikasi realisasi" in teks(th)][0]
    assert "Carolus Verifikatur, 9 Februari 2026" in verifikasi, "a queue is nobody one acts for"


def test_a_fact_that_is_set_again_shows_what_it_was(db: Session, panggung: Panggung, login: Login) -> None:
    from portal.actions import skp

    p = panggung.skp(berlaku=False)
    with p.pada(1, 7):
        from portal.models import Kegiatan

        nomor = db.scalars(select(Kegiatan.id).order_by(Kegiatan.id)).first()
        skp.tinjau(
            p._tugas(p._skp), actor=p.aktor("kasi"), keputusan="kembalikan", catatan="Perbaiki.",
            catatan_baris={nomor: "Terlalu rendah."},
        )  # fmt: skip
    with p.pada(1, 12):
        skp.ajukan(p._tugas(p._skp), actor=p.aktor("pelaksana1"), kegiatan=[BERKAS])
    jawab = login("pelaksana1").get(f"/instans/{p._skp}?bagian=fakta")
    batas = [
        [teks(td) for td in tr.cssselect("td")] for tr in pohon(jawab).cssselect("tr") if "Batas meninjau" in teks(tr)
    ]
    assert len(batas) == 2
    assert batas[1][1] == batas[0][2] != batas[1][2], "the second time it replaces the first"


def test_evidence_is_named_for_the_auditor_and_opened_by_the_parties_only(
    db: Session, banding: Panggung, login: Login
) -> None:
    db.add(
        Bukti(
            realisasi_id=banding.bulan.id, nama="laporan <b>.pdf", jenis="application/pdf", ukuran=2048,
            sha256="0" * 64, oleh_id=banding.aktor("pelaksana1").pegawai_id, pada=FEB,
        )
    )  # fmt: skip
    db.commit()
    auditor = pohon(buka(banding, login("auditor"), "dokumen"))
    assert "laporan <b>.pdf" in teks(auditor.cssselect("section[aria-labelledby=bukti]")[0])
    assert not auditor.cssselect("a[href^='/bukti/']")
    tautan = {a.get("href") for a in auditor.cssselect("section[aria-labelledby=dokumen] a")}
    skp = banding.bulan.skp_id
    assert tautan == {f"/realisasi/{banding.bulan.id}", f"/skp/{skp}", f"/instans/{banding._skp}"}
    cetak = {a.get("href") for a in auditor.cssselect("section[aria-labelledby=cetak] a")}
    assert cetak == {f"/skp/{skp}/versi/1", *(f"/skp/{skp}/{f}.{b}" for f in ("f1", "skp6") for b in ("pdf", "xlsx"))}
    assert pohon(buka(banding, login("kasi"), "dokumen", tujuan=False)).cssselect("a[href^='/bukti/']")


def test_events_are_told_in_words_and_the_examination_only_to_those_who_examine(
    banding: Panggung, login: Login
) -> None:
    auditor = teks(
        pohon(buka(banding, login("auditor"), "peristiwa")).cssselect("section[aria-labelledby=peristiwa]")[0]
    )
    assert "Banding diajukan, Lusia Pelaksana" in auditor
    assert "Perkara dibuka untuk diperiksa, Helena Auditor" in auditor
    assert "surat 12/2026" in auditor
    pegawai = buka(banding, login("pelaksana1"), "peristiwa", tujuan=False).text
    assert "Banding diajukan" in pegawai
    assert "dibuka untuk diperiksa" not in pegawai and "Helena" not in pegawai


@pytest.mark.parametrize("bagian", ["langkah", "fakta", "dokumen", "peristiwa", "ngawur"])
def test_each_part_is_one_page_with_its_own_title(banding: Panggung, login: Login, bagian: str) -> None:
    halaman = pohon(buka(banding, login("pelaksana1"), bagian, tujuan=False))
    assert len(halaman.cssselect("h1")) == 1
    (kini,) = halaman.cssselect("ul.tabs a[aria-current]")
    assert halaman.cssselect("title")[0].text.startswith(f"{banding.bulan.nomor}, {teks(kini)}")


def test_a_process_without_a_case_has_a_page_too(db: Session, login: Login) -> None:
    import workflows

    tugas = workflows.task(db, usul(db, "kasi", "CUTI-7"))
    for bagian in ("langkah", "fakta", "dokumen", "peristiwa"):
        jawab = login("kasi").get(f"/instans/{tugas.instance_id}?bagian={bagian}")
        assert jawab.status_code == 200
        assert "CUTI-7" in jawab.text


def test_the_page_takes_the_same_statements_however_long_the_history(
    db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], login: Login
) -> None:
    hitungan = []
    for siapa, banyak in (("pelaksana1", 0), ("pelaksana2", 30)):
        p = Panggung(db, aktor, kerjakan, siapa).skp().tanpa_mesin().buka().ajukan()
        for nomor in range(banyak):
            db.add(
                Peristiwa(
                    pada=FEB, jenis="bukti:diunggah", aktor="sistem", instans_id=p.instans, rincian={"nama": str(nomor)}
                )
            )
        db.commit()
        klien = login(siapa)
        with pernyataan(db.get_bind()) as semua:
            assert klien.get(f"/instans/{p.instans}?bagian=peristiwa").status_code == 200
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1] <= 26


def test_the_employee_finds_the_history_from_his_month_and_his_skp(banding: Panggung, login: Login) -> None:
    klien, bulan = login("pelaksana1"), banding.bulan
    for alamat, instans in ((f"/realisasi/{bulan.id}", banding.instans), (f"/skp/{bulan.skp_id}", banding._skp)):
        assert f'href="/instans/{instans}"' in klien.get(alamat).text


# Why it waits


def judul(jawab: Any) -> str:
    return teks(pohon(jawab).cssselect("main .note")[0])


def jalankan(db: Session, gambar: Any, **fakta: Any) -> str:
    """A low-code instance of Admin BKD's, in which the kasi is the employee."""
    import workflows

    workflows.publish(db, gambar.key, gambar.xml(), by=None, now=FEB)
    milik = {"pegawai": orang(pegawai_id(db, "kasi"))}
    satu = workflows.start(db, gambar.key, lanes=milik, facts=fakta, business_key="LC-1", now=FEB)
    db.commit()
    return satu.instance.id


def test_a_case_that_waits_for_a_moment_says_which(db: Session, login: Login) -> None:
    gambar = Diagram("tunggu", "Tunggu").start().timer("jeda", '"P9D"').user("isi").end()
    instans = jalankan(db, gambar.path("mulai", "jeda", "isi", "selesai"))
    with waktu.pada(FEB):
        kata = judul(login("kasi").get(f"/instans/{instans}"))
    assert "Menunggu waktu: jeda, sampai 14 Februari 2026, 09.00 WITA." in kata


def test_beside_an_open_step_what_comes_at_its_deadline_is_told(db: Session, login: Login) -> None:
    gambar = Diagram("batas", "Batas").start().user("isi").timer("lewat", '"P3D"', on="isi").end().end("b")
    instans = jalankan(db, gambar.path("mulai", "isi", "selesai").path("lewat", "b"))
    with waktu.pada(FEB):
        kata = judul(login("kasi").get(f"/instans/{instans}"))
    assert "Menunggu Kornelis Kasi (pegawai): Isi" in kata and "batas 8 Februari 2026, 09.00 WITA" in kata


def test_a_case_that_stopped_says_why_and_when_it_is_tried_again(db: Session, login: Login) -> None:
    import workflows

    gambar = (
        Diagram("henti", "Henti").start().user("isi").timer("lewat", '"P1D"', on="isi").script("hitung", "a = 1 / nol")
    )
    instans = jalankan(db, gambar.end().end("b").path("mulai", "isi", "selesai").path("lewat", "hitung", "b"), nol=0)
    workflows.tick(db, FEB + timedelta(days=2))
    db.commit()
    with waktu.pada(FEB + timedelta(days=2)):
        jawab = login("kasi").get(f"/instans/{instans}")
    assert judul(jawab).startswith("Terhenti: diagramnya tidak dapat dilanjutkan.")
    assert "Sebab: " in judul(jawab) and "Dicoba lagi 7 Februari 2026, 10.00 WITA." in judul(jawab)
    assert pohon(jawab).cssselect("main .note.bad")
    langkah = [teks(li) for li in pohon(jawab).cssselect("ol.line li")]
    assert any(baris.startswith("Terhenti, sistem") for baris in langkah)


def test_a_step_of_the_system_that_is_put_aside_says_why(db: Session, panggung: Panggung, login: Login) -> None:
    import workflows

    panggung.skp().buka()
    (tarik,) = workflows.tasks(db, instance=panggung.instans, kind="external")
    kini = tarik.created_at
    workflows.park(db, tarik.id, reason="e-absensi tidak menjawab.", until=kini + timedelta(hours=1), now=kini)
    db.commit()
    kata = judul(buka(panggung, login("pelaksana1"), tujuan=False))
    assert "Menunggu sistem: Tarik rekap absensi" in kata and "e-absensi tidak menjawab. Dicoba lagi " in kata


def test_the_way_tells_the_system_s_steps_and_how_long_each_took(januari: Panggung, login: Login) -> None:
    januari.ajukan().setujui()
    langkah = [teks(li) for li in pohon(buka(januari, login("pelaksana1"), tujuan=False)).cssselect("ol.line li")]
    assert langkah[0].startswith("Dimulai, SISTEM")
    assert any(b.startswith("Tarik rekap absensi, sistem") for b in langkah)
    isi = next(b for b in langkah if b.startswith("Isi realisasi, Lusia Pelaksana"))
    assert isi.endswith("3 Februari 2026, 09.00 WITA · 2 hari")
    assert next(b for b in langkah if b.startswith("Nilai realisasi")).endswith("· 1 hari")
