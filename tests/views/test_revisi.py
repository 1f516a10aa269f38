"""The revision in the browser: begun on the SKP's page, typed, reviewed side by side, decided; and who may read it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import jobs, waktu
from portal.models import RevisiSkp, Skp
from tests.reports.buka import buka
from tests.views.bantuan import KUNCI, pernyataan, pohon, teks
from tests.views.lakon_skp import KEGIATAN, LakonSkp, formulir, nilai

Login = Callable[[str], Any]
MULAI = {"sebab": "anggaran", "alasan": "Pagu dipotong.", "berlaku_bulan": "5"}


@pytest.fixture
def skp(db: Session, aktor: Callable[[str], Any]) -> Iterator[LakonSkp]:
    """pelaksana1's SKP of 2026, in force; January to March are open. The test lives on 16 April 2026."""
    with waktu.pada(datetime(2026, 1, 5, 9, tzinfo=waktu.WITA)):
        satu = LakonSkp(db, aktor).ajukan().setujui().sahkan()
    with waktu.pada(datetime(2026, 4, 16, 9, tzinfo=waktu.WITA)):
        jobs.buka_bulan("2026-03")
        yield satu


def isi(jawab: Any) -> str:
    return teks(pohon(jawab).cssselect("main")[0])


def mulai(login: Login, skp: LakonSkp, **ubah: str) -> Any:
    return login("pelaksana1").kirim(f"/skp/{skp.id}/revisi", {**MULAI, **ubah})


def satu(db: Session) -> RevisiSkp:
    db.rollback()
    return db.scalars(select(RevisiSkp).order_by(RevisiSkp.id.desc())).first()


def tugas(db: Session) -> str:
    """The page of the revision's open task."""
    url = f"/tugas/{workflows.tasks(db, instance=satu(db).instans_id, limit=1)[0].id}"
    db.rollback()
    return url


def kirim_usulan(login: Login, db: Session, **ubah: str) -> Any:
    """Change the year of the first row, split the rest, send."""
    klien, url = login("pelaksana1"), tugas(db)
    isian = formulir(klien.get(url)) | {"kegiatan-0-kuantitas": "68", "kegiatan-0-biaya": "10000000"} | ubah
    terbagi = formulir(klien.kirim(url, {**isian, "tindakan": "bagi"}))
    return klien.kirim(url, {**terbagi, "tindakan": "ajukan"})


def test_the_owner_of_an_skp_in_force_begins_a_revision_and_comes_to_its_form(
    skp: LakonSkp, login: Login, db: Session
) -> None:
    klien = login("pelaksana1")
    halaman = pohon(klien.get(f"/skp/{skp.id}"))
    (tautan,) = [a.get("href") for a in halaman.cssselect("main a.btn") if teks(a) == "Ajukan revisi"]
    form = pohon(klien.get(tautan))
    pilihan = [teks(o) for o in form.cssselect("#berlaku_bulan option")]
    assert pilihan[0] == "April" and pilihan[-1] == "Desember", "bulan yang sudah dibuka tidak ditawarkan"
    jawab = mulai(login, skp)
    assert jawab.status_code == 302
    assert "Susun revisi SKP" in isi(klien.get(jawab.location))
    assert (satu(db).sebab, satu(db).berlaku_bulan) == ("anggaran", 5)
    setelah = isi(klien.get(f"/skp/{skp.id}"))
    assert "Ajukan revisi" not in setelah and satu(db).nomor in setelah


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"sebab": ""}, "Pilih sebab revisi."),
        ({"alasan": " "}, "Tulis alasan revisi"),
        ({"berlaku_bulan": "2"}, "Februari sudah dibuka dengan target lama. Paling awal April."),
        ({"berlaku_bulan": "x"}, "Pilih bulan mulainya."),
    ],
)
def test_a_beginning_that_makes_no_sense_keeps_what_was_typed(
    skp: LakonSkp, login: Login, db: Session, ubah: dict[str, str], pesan: str
) -> None:
    jawab = mulai(login, skp, **ubah)
    assert jawab.status_code == 422
    halaman = pohon(jawab)
    assert pesan in teks(halaman.cssselect(".ringkasan")[0])
    assert nilai(halaman, "alasan") == {**MULAI, **ubah}["alasan"].strip()
    assert satu(db) is None


@pytest.mark.parametrize("siapa", ["pelaksana2", "kasi", "kabid", "verifikatur", "auditor", "admin_bkd"])
def test_nobody_else_is_offered_or_may_begin_it(skp: LakonSkp, login: Login, db: Session, siapa: str) -> None:
    assert login(siapa).get(f"/skp/{skp.id}/revisi").status_code == 404
    assert login(siapa).kirim(f"/skp/{skp.id}/revisi", MULAI).status_code == 404
    assert "Ajukan revisi" not in login(siapa).get(f"/skp/{skp.id}").text
    assert satu(db) is None


def test_logged_out_it_leads_to_login(skp: LakonSkp, client: Any, db: Session) -> None:
    assert "/login/" in client.kirim(f"/skp/{skp.id}/revisi", MULAI).location
    assert satu(db) is None


def test_a_second_one_is_told_which_is_open(skp: LakonSkp, login: Login, db: Session) -> None:
    mulai(login, skp)
    assert f"Masih ada revisi yang berjalan: {satu(db).nomor}" in isi(login("pelaksana1").get(f"/skp/{skp.id}/revisi"))
    assert mulai(login, skp).status_code == 409


def test_months_before_the_revision_cannot_be_typed_into(skp: LakonSkp, login: Login, db: Session) -> None:
    mulai(login, skp)
    halaman = pohon(login("pelaksana1").get(tugas(db)))
    terkunci = {
        int(m.get("name").split("-")[3]) for m in halaman.cssselect('[name^="kegiatan-0-bulan-"]') if m.get("readonly")
    }
    assert terkunci == {1, 2, 3, 4}
    assert nilai(halaman, "kegiatan-0-kuantitas") == "100"


def test_splitting_keeps_the_past_and_shares_what_is_left(skp: LakonSkp, login: Login, db: Session) -> None:
    mulai(login, skp)
    klien, url = login("pelaksana1"), tugas(db)
    lama = formulir(klien.get(url))
    halaman = pohon(klien.kirim(url, {**lama, "kegiatan-0-kuantitas": "68", "tindakan": "bagi"}))
    baru = [nilai(halaman, f"kegiatan-0-bulan-{n}-kuantitas") for n in range(1, 13)]
    assert baru == ["9", "9", "9", "9", "4", "4", "4", "4", "4", "4", "4", "4"]


def test_the_reviewer_sees_old_beside_new_and_only_what_changed_is_marked(
    skp: LakonSkp, login: Login, db: Session
) -> None:
    mulai(login, skp)
    assert kirim_usulan(login, db).status_code == 302
    halaman = pohon(login("kasi").get(tugas(db)))
    assert [teks(th) for th in halaman.cssselect("table.revisi > thead th")] == [
        "No", "Kegiatan tugas jabatan", "Berlaku sekarang", "Diusulkan",
    ]  # fmt: skip
    satu_baris, dua = halaman.cssselect("table.revisi > tbody > tr:first-child")
    lama, baru = satu_baris.cssselect("td[data-k]")[1:]
    assert (teks(lama).split(",")[0], teks(baru).split(",")[0]) == ("100 Laporan", "68 Laporan")
    assert "diff" in baru.get("class") and "diff" not in (lama.get("class") or "")
    assert not dua.cssselect(".diff") and "tidak berubah" in teks(dua)
    utama = teks(halaman.cssselect("main")[0])
    assert "Pagu dipotong." in utama and "Perubahan anggaran" in utama and "1 kegiatan berubah" in utama


def test_returned_with_a_note_the_employee_reads_it_and_may_ask_for_a_decision(
    skp: LakonSkp, login: Login, db: Session
) -> None:
    mulai(login, skp)
    kirim_usulan(login, db)
    kembali = {"kunci": KUNCI, "keputusan": "kembalikan", "catatan": "Jangan turun.", "catatan_baris-1": "Tetap 100."}
    assert login("kasi").kirim(tugas(db), {**kembali, "tindakan": "kirim"}).status_code == 302
    klien = login("pelaksana1")
    utama = isi(klien.get(tugas(db)))
    assert "Jangan turun." in utama and "Kornelis Kasi: Tetap 100." in utama
    sengketa = formulir(klien.get(tugas(db))) | {"alasan": "Pagunya sudah dipotong.", "tindakan": "sengketa"}
    assert klien.kirim(tugas(db), sengketa).status_code == 302
    putusan = isi(login("kabid").get(tugas(db)))
    assert "Pagunya sudah dipotong." in putusan and "Jangan turun." in putusan


def test_the_decision_is_shown_once_more_and_is_final(skp: LakonSkp, login: Login, db: Session) -> None:
    mulai(login, skp)
    kirim_usulan(login, db)
    kembali = {"kunci": KUNCI, "keputusan": "kembalikan", "catatan": "Jangan turun.", "tindakan": "kirim"}
    login("kasi").kirim(tugas(db), kembali)
    klien = login("pelaksana1")
    klien.kirim(tugas(db), formulir(klien.get(tugas(db))) | {"alasan": "Pagu.", "tindakan": "sengketa"})
    atasan, url = login("kabid"), tugas(db)
    isian = formulir(atasan.get(url)) | {"keputusan": "tetap", "alasan": "Pagu cukup.", "tindakan": "kirim"}
    periksa = atasan.kirim(url, isian)
    assert "SKP tetap seperti semula" in isi(periksa) and satu(db).status == "disengketakan"
    assert atasan.kirim(url, isian | {"diperiksa": "ya"}).status_code == 302
    assert satu(db).status == "ditolak"
    halaman = isi(klien.get(f"/skp/{skp.id}"))
    assert satu(db).nomor in halaman and "Tidak diubah" in halaman and "Ajukan revisi" in halaman


def test_agreed_and_verified_it_is_the_next_version_and_readable_with_its_way(
    skp: LakonSkp, login: Login, db: Session
) -> None:
    mulai(login, skp)
    kirim_usulan(login, db)
    setuju = {"kunci": KUNCI, "keputusan": "setujui", "catatan": "", "tindakan": "kirim"}
    assert login("kasi").kirim(tugas(db), setuju).status_code == 302
    verifikatur, url = login("verifikatur"), tugas(db)
    assert "Sahkan revisi" in isi(verifikatur.get(url))
    assert verifikatur.kirim(url, formulir(verifikatur.get(url)) | {"tindakan": "kirim"}).status_code == 302
    assert (skp.kini.versi, skp.kini.status) == (2, "ditetapkan")
    klien = login("pelaksana1")
    versi = pohon(klien.get(f"/skp/{skp.id}/versi/2"))
    assert [teks(x) for x in versi.cssselect(".diff")] == ["sebelumnya 100 Laporan menjadi 68 Laporan"]
    halaman = pohon(klien.get(f"/revisi/{satu(db).id}"))
    assert "Berlaku" in teks(halaman.cssselect("main .tag")[0])
    assert halaman.cssselect(".bpmn-scroll svg")
    assert not halaman.cssselect("style, [style], main script")
    peristiwa = isi(klien.get(f"/skp/{skp.id}"))
    assert "Revisi diajukan" in peristiwa and "Revisi berlaku" in peristiwa


def test_form_f1_prints_the_version_in_force_before_and_after(skp: LakonSkp, login: Login, db: Session) -> None:
    klien = login("pelaksana1")

    def isi_f1() -> set[str]:
        (lembar,) = buka(klien.get(f"/skp/{skp.id}/f1.xlsx").data).lembar
        return {s.nilai for s in lembar.sel.values()}

    mulai(login, skp)
    kirim_usulan(login, db, **{f"kegiatan-1-{m}": "" for m in ("uraian", "satuan", "kuantitas", "kualitas", "waktu")})
    assert {"100", "Mengelola arsip"} <= isi_f1() and "68" not in isi_f1(), "usulan belum dicetak"
    setuju = {"kunci": KUNCI, "keputusan": "setujui", "catatan": "", "tindakan": "kirim"}
    assert login("kasi").kirim(tugas(db), setuju).status_code == 302
    verifikatur, url = login("verifikatur"), tugas(db)
    verifikatur.kirim(url, formulir(verifikatur.get(url)) | {"tindakan": "kirim"})
    assert "68" in isi_f1() and "Mengelola arsip" not in isi_f1()


def test_a_month_opened_meanwhile_is_said_to_reviewer_and_verifikatur(
    skp: LakonSkp, login: Login, db: Session, app: Any
) -> None:
    mulai(login, skp)
    kirim_usulan(login, db)
    with waktu.pada(datetime(2026, 6, 2, 9, tzinfo=waktu.WITA)):
        assert "Bulan mulainya terlanjur dibuka" in isi(login("kasi").get(tugas(db)))
        setuju = {"kunci": KUNCI, "keputusan": "setujui", "catatan": "", "tindakan": "kirim"}
        assert login("kasi").kirim(tugas(db), setuju).status_code == 409


def test_giving_it_up_leaves_the_skp_as_it_is(skp: LakonSkp, login: Login, db: Session) -> None:
    mulai(login, skp)
    klien = login("pelaksana1")
    assert klien.kirim(tugas(db), formulir(klien.get(tugas(db))) | {"tindakan": "batal"}).status_code == 302
    assert satu(db).status == "dibatalkan" and skp.kini.versi == 1
    assert "Ditinggalkan" in isi(klien.get(f"/skp/{skp.id}"))


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "verifikatur", "admin_opd"])
def test_the_parties_read_it(skp: LakonSkp, login: Login, db: Session, siapa: str) -> None:
    mulai(login, skp)
    assert login(siapa).get(f"/revisi/{satu(db).id}").status_code == 200


@pytest.mark.parametrize("siapa", ["pelaksana2", "jft", "kabid_bkd", "verifikatur2", "pengelola_alur"])
def test_for_a_stranger_it_does_not_exist(skp: LakonSkp, login: Login, db: Session, siapa: str) -> None:
    mulai(login, skp)
    nomor = satu(db)
    assert login(siapa).get(f"/revisi/{nomor.id}").status_code == 404
    assert nomor.nomor not in login(siapa).get(f"/skp/{skp.id}").text


def test_an_auditor_is_asked_what_for_before_he_reads_it(skp: LakonSkp, login: Login, db: Session) -> None:
    mulai(login, skp)
    jawab = login("auditor").get(f"/revisi/{satu(db).id}")
    assert "Untuk apa" in jawab.text and "Pagu dipotong." not in jawab.text


def test_what_people_typed_is_never_markup(skp: LakonSkp, login: Login, db: Session) -> None:
    kotor = "<script>alert(1)</script><b>x"
    mulai(login, skp, alasan=kotor)
    kirim_usulan(login, db, **{"kegiatan-0-uraian": kotor})
    for url in (f"/revisi/{satu(db).id}", tugas(db)):
        halaman = pohon(login("kasi").get(url))
        assert not halaman.cssselect("main script, main b") and kotor in halaman.text_content()


def test_the_page_costs_the_same_with_more_rows(login: Login, db: Session, aktor: Any) -> None:
    hitungan = []
    for siapa, banyak in (("pelaksana1", 2), ("pelaksana2", 25)):
        with waktu.pada(datetime(2026, 1, 5, 9, tzinfo=waktu.WITA)):
            kegiatan = [{**KEGIATAN[0], "uraian": f"Kegiatan {n}"} for n in range(banyak)]
            satu_skp = LakonSkp(db, aktor, siapa).ajukan(kegiatan).setujui().sahkan()
        with waktu.pada(datetime(2026, 4, 16, 9, tzinfo=waktu.WITA)):
            login(siapa).kirim(f"/skp/{satu_skp.id}/revisi", MULAI)
            klien = login("kasi")
            with pernyataan(db.get_bind()) as semua:
                assert klien.get(f"/revisi/{satu(db).id}").status_code == 200
            hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1] and hitungan[0] <= 26


def test_an_skp_being_drafted_offers_no_revision(login: Login, db: Session, aktor: Any) -> None:
    satu_skp = LakonSkp(db, aktor)
    assert "Ajukan revisi" not in isi(login("pelaksana1").get(f"/skp/{satu_skp.id}"))
    assert db.scalars(select(Skp.status)).one() == "draf"
    assert "Hanya SKP yang sudah ditetapkan" in isi(login("pelaksana1").get(f"/skp/{satu_skp.id}/revisi"))
