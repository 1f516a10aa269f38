"""The editor of an SKP, first and after a return; what holds for all its steps; and who may not."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import KegiatanBulan, SkpVersi
from tests.factories import pindah, sejak_lama
from tests.views.bantuan import KUNCI, pernyataan, pohon, teks
from tests.views.lakon_skp import KEGIATAN, LakonSkp, formulir, isi_baris, nilai, tautan_putus

Login = Callable[[str], Any]
Mulai = Callable[..., LakonSkp]


@pytest.fixture
def mulai(db: Session, aktor: Callable[[str], Any]) -> Mulai:
    """mulai("pelaksana1"): an SKP of this year, just begun."""
    return lambda siapa="pelaksana1", **lain: LakonSkp(db, aktor, siapa, **lain)


# Susun SKP: the editor


def test_the_columns_follow_the_official_form(mulai: Mulai, login: Login) -> None:
    halaman = pohon(login("pelaksana1").get(mulai().url))
    kolom = [teks(th) for th in halaman.cssselect("table.penyunting > thead th")]
    urut = [
        "No",
        "Rencana hasil kerja",
        "Kuantitas",
        "Satuan output",
        "Mutu",
        "Waktu (bulan)",
        "Biaya (Rp)",
        "Hapus",
    ]
    assert kolom == urut


def test_angka_kredit_is_asked_of_jabatan_fungsional_only_and_until_2021(
    mulai: Mulai, login: Login, db: Session
) -> None:
    awal = date(2020, 1, 1)
    sejak_lama(db, awal)
    db.commit()
    with waktu.pada(datetime(2020, 1, 5, 2, tzinfo=UTC)):
        lama, lain = mulai("jft", tahun=2020, mulai=awal), mulai(tahun=2020, mulai=awal)
    jft = pohon(login("jft").get(lama.url))
    assert "AK" in [teks(th) for th in jft.cssselect("table.penyunting > thead th")]
    assert jft.cssselect('[name="kegiatan-0-ak"]')
    assert not pohon(login("pelaksana1").get(lain.url)).cssselect('[name="kegiatan-0-ak"]')
    assert not pohon(login("jft").get(mulai("jft").url)).cssselect('[name="kegiatan-0-ak"]')


def test_angka_kredit_of_rows_from_before_keeps_its_column(mulai: Mulai, login: Login) -> None:
    skp = mulai("jft").ajukan([KEGIATAN[0] | {"ak": "1,5"}])
    skp.kembalikan("kabid")
    assert nilai(pohon(login("jft").get(skp.url)), "kegiatan-0-ak") == "1,5"


def test_what_a_rule_finds_is_english_for_an_english_reader(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai(), login("pelaksana1")
    klien.get("/bahasa/en")
    isi = isi_baris(0, KEGIATAN[0] | {"kualitas": "101", "kuantitas": "dua belas"})
    jawab = klien.kirim(skp.url, {**isi, "kunci": KUNCI, "tindakan": "ajukan"})
    assert jawab.status_code == 422
    for kalimat in ("Enter a number of at most 100.", "Enter a number, for example 98,33"):
        assert kalimat in teks(pohon(jawab))
    assert "Isi dengan angka" not in teks(pohon(jawab))


def test_a_row_is_added_without_losing_what_was_typed_however_wrong(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai(), login("pelaksana1")
    isi = isi_baris(0, {"uraian": "Tulis <b>", "kuantitas": "dua belas", "biaya": "1.250.000"})
    halaman = pohon(klien.kirim(skp.url, {**isi, "tindakan": "tambah"}))
    assert len(halaman.cssselect("tbody[id^=kegiatan-]")) == 2
    assert nilai(halaman, "kegiatan-0-uraian") == "Tulis <b>"
    assert nilai(halaman, "kegiatan-0-kuantitas") == "dua belas"
    assert nilai(halaman, "kegiatan-0-biaya") == "1.250.000"
    assert nilai(halaman, "kegiatan-1-uraian") == ""


def test_a_row_is_removed_and_the_others_stay(mulai: Mulai, login: Login) -> None:
    skp = mulai()
    isi = {k: v for n in range(3) for k, v in isi_baris(n, {"uraian": f"Kegiatan {n}"}).items()}
    halaman = pohon(login("pelaksana1").kirim(skp.url, {**isi, "tindakan": "hapus-1"}))
    assert [nilai(halaman, f"kegiatan-{n}-uraian") for n in range(2)] == ["Kegiatan 0", "Kegiatan 2"]


def per_bulan(halaman: Any) -> Any:
    """The first kegiatan's months; the link of an error goes to its heading, which the keyboard can reach."""
    (judul,) = halaman.cssselect("summary#kegiatan-0-bulan")
    return judul.getparent()


def test_the_button_splits_the_year_by_the_rule_and_the_totals_agree(mulai: Mulai, login: Login) -> None:
    isi = {**isi_baris(0, KEGIATAN[0]), **isi_baris(1, KEGIATAN[1])}
    halaman = pohon(login("pelaksana1").kirim(mulai().url, {**isi, "tindakan": "bagi"}))
    assert [nilai(halaman, f"kegiatan-0-bulan-{b}-kuantitas") for b in range(1, 13)] == ["9"] * 4 + ["8"] * 8
    assert nilai(halaman, "kegiatan-0-bulan-12-biaya") == "833.337"
    assert [nilai(halaman, f"kegiatan-1-bulan-{b}-kuantitas") for b in (6, 7)] == ["4", ""], "six months only"
    bulanan = per_bulan(halaman)
    assert [teks(o) for o in bulanan.cssselect("output")] == ["100", "10.000.000"]
    assert bulanan.cssselect('output[data-harus="kegiatan-0-kuantitas"]'), "live totals know the target"


def test_a_row_that_cannot_be_split_yet_stays_as_it_is(mulai: Mulai, login: Login) -> None:
    isi = {**isi_baris(0, {**KEGIATAN[0], "waktu": ""}), **isi_baris(1, KEGIATAN[1])}
    halaman = pohon(login("pelaksana1").kirim(mulai().url, {**isi, "tindakan": "bagi"}))
    assert nilai(halaman, "kegiatan-0-bulan-1-kuantitas") == ""
    assert nilai(halaman, "kegiatan-1-bulan-1-kuantitas") == "4"


def test_the_months_of_an_skp_that_begins_in_april_begin_in_april(mulai: Mulai, login: Login, db: Session) -> None:
    tahun = waktu.hari_ini().year
    pindah(db, "pelaksana1", date(tahun, 4, 1))
    db.commit()
    halaman = pohon(login("pelaksana1").get(mulai(mulai=date(tahun, 4, 1)).url))
    bulan = [teks(th) for th in per_bulan(halaman).cssselect("tbody th")]
    assert (bulan[0], bulan[-1], len(bulan)) == ("April", "Desember", 9)


def test_months_that_do_not_add_up_are_said_beside_the_field_and_on_top_and_lie_open(
    mulai: Mulai, login: Login
) -> None:
    skp, klien = mulai(), login("pelaksana1")
    dibagi = formulir(klien.kirim(skp.url, {**isi_baris(0, KEGIATAN[0]), "tindakan": "bagi"}))
    jawab = klien.kirim(skp.url, {**dibagi, "kegiatan-0-bulan-1-kuantitas": "11", "tindakan": "ajukan"})
    halaman = pohon(jawab)
    assert jawab.status_code == 422
    (galat,) = halaman.cssselect("#kegiatan-0-kuantitas-galat")
    assert "Jumlah target bulanan 102, target setahun 100" in teks(galat)
    assert tautan_putus(halaman) == []
    bulanan = per_bulan(halaman)
    assert "(seharusnya 100)" in teks(bulanan.cssselect("output")[0])
    assert "open" in bulanan.attrib
    assert nilai(halaman, "kegiatan-0-bulan-1-kuantitas") == "11"
    assert skp.kini.status == "draf"


def test_every_finding_has_a_field_to_go_to(mulai: Mulai, login: Login) -> None:
    rusak = {"uraian": "", "satuan": "", "kuantitas": "x", "kualitas": "880", "waktu": "0", "biaya": "0", "id": ""}
    jawab = login("pelaksana1").kirim(mulai().url, {**isi_baris(0, rusak), "tindakan": "ajukan", "kunci": KUNCI})
    assert jawab.status_code == 422
    halaman = pohon(jawab)
    assert tautan_putus(halaman) == []
    assert {m.get("name") for m in halaman.cssselect("[aria-invalid=true]")} == {
        f"kegiatan-0-{m}" for m in ("uraian", "satuan", "kuantitas", "kualitas", "waktu", "biaya")
    }


def test_without_any_row_the_summary_leads_to_the_table(mulai: Mulai, login: Login) -> None:
    jawab = login("pelaksana1").kirim(
        mulai().url, {**isi_baris(0, {"uraian": ""}), "tindakan": "ajukan", "kunci": KUNCI}
    )
    assert jawab.status_code == 422
    assert "Belum ada kegiatan" in teks(pohon(jawab).cssselect(".ringkasan")[0])
    assert tautan_putus(pohon(jawab)) == []


def test_findings_name_the_row_that_was_typed_though_one_above_is_empty(mulai: Mulai, login: Login) -> None:
    isi = {
        **isi_baris(0, KEGIATAN[0]),
        **isi_baris(1, {"uraian": ""}),
        **isi_baris(2, {**KEGIATAN[1], "kualitas": "101"}),
    }
    halaman = pohon(login("pelaksana1").kirim(mulai().url, {**isi, "tindakan": "ajukan", "kunci": KUNCI}))
    assert [m.get("name") for m in halaman.cssselect("[aria-invalid=true]")] == ["kegiatan-2-kualitas"]


def test_sent_it_becomes_version_one_with_the_months_by_rule_or_by_hand(
    db: Session, mulai: Mulai, login: Login
) -> None:
    skp, klien = mulai(), login("pelaksana1")
    isi = {**isi_baris(0, KEGIATAN[0]), **isi_baris(1, {**KEGIATAN[1], "waktu": "2", "kuantitas": "24"})}
    for bulan, banyak in ((3, "20"), (9, "4")):
        isi |= isi_baris(
            1, {f"bulan-{bulan}-{m}": v for m, v in (("kuantitas", banyak), ("kualitas", "95"), ("waktu", "20"))}
        )
    isi |= isi_baris(1, {"bulan-4-kuantitas": "", "bulan-4-kualitas": " ", "bulan-4-waktu": ""})
    jawab = klien.kirim(skp.url, {**isi, "tindakan": "ajukan", "kunci": KUNCI})
    assert jawab.status_code == 302, jawab.text
    assert (skp.kini.status, skp.kini.versi) == ("diajukan", 1)
    bulan_ = db.execute(
        select(KegiatanBulan.bulan, KegiatanBulan.kuantitas).where(KegiatanBulan.kegiatan_id == skp.kegiatan[1])
    )
    assert bulan_.all() == [(3, Decimal(20)), (9, Decimal(4))]
    potret = db.scalars(select(SkpVersi.isi).where(SkpVersi.skp_id == skp.id)).one()
    assert [b["id"] for b in potret] == skp.kegiatan, "the version names its rows, so the next can be compared with it"


def test_the_main_button_names_the_pejabat_penilai(mulai: Mulai, login: Login) -> None:
    halaman = pohon(login("pelaksana1").get(mulai().url))
    assert "Ajukan ke Kornelis Kasi" in [teks(b) for b in halaman.cssselect("button")]
    assert not halaman.cssselect("#sengketa"), "there is nothing to dispute yet"


def test_a_saved_draft_comes_back(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai(), login("pelaksana1")
    klien.kirim(skp.url, {**isi_baris(0, {"uraian": "Setengah jadi", "kuantitas": "1.234,5"}), "tindakan": "simpan"})
    halaman = pohon(klien.get(skp.url))
    assert (nilai(halaman, "kegiatan-0-uraian"), nilai(halaman, "kegiatan-0-kuantitas")) == ("Setengah jadi", "1.234,5")


@pytest.mark.parametrize(
    "siapa", ["pelaksana2", "kasi", "kabid", "verifikatur", "verifikatur2", "admin_bkd", "auditor"]
)
def test_nobody_else_opens_or_sends_my_draft(mulai: Mulai, login: Login, siapa: str) -> None:
    skp = mulai()
    assert login(siapa).get(skp.url).status_code == 404
    jawab = login(siapa).kirim(skp.url, {**isi_baris(0, KEGIATAN[0]), "tindakan": "ajukan", "kunci": KUNCI})
    assert (jawab.status_code, skp.kini.status) == (404, "draf")


# Perbaiki SKP: returned


def test_the_notes_stand_beside_their_row_with_the_values_that_were_returned(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan().kembalikan(catatan="Lihat rencana 2026.", baris="Naikkan menjadi 120.")
    halaman = pohon(login("pelaksana1").get(skp.url))
    baris = teks(halaman.cssselect("#kegiatan-0")[0])
    assert "Kornelis Kasi: Naikkan menjadi 120." in baris
    assert "Yang dikembalikan: Menyusun laporan, 100 Laporan, mutu 100, 12 bulan, Rp10.000.000" in baris
    assert "Naikkan" not in teks(halaman.cssselect("#kegiatan-1")[0])
    assert "Lihat rencana 2026." in teks(halaman.cssselect("main")[0])
    assert nilai(halaman, "kegiatan-0-kuantitas") == "100"


def test_a_repaired_skp_goes_back_as_the_next_version_with_the_same_rows(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai().ajukan().kembalikan(), login("pelaksana1")
    sebelum = skp.kegiatan
    isi = formulir(klien.get(skp.url)) | {"kegiatan-1-kualitas": "98"}
    dibagi = formulir(klien.kirim(skp.url, {**isi, "tindakan": "bagi"}))
    assert klien.kirim(skp.url, {**dibagi, "tindakan": "ajukan"}).status_code == 302
    assert (skp.kini.status, skp.kini.versi, skp.kegiatan) == ("diajukan", 2, sebelum)


def test_the_other_way_is_offered_with_its_warning_and_the_name_of_who_decides(mulai: Mulai, login: Login) -> None:
    sengketa = teks(pohon(login("pelaksana1").get(mulai().ajukan().kembalikan().url)).cssselect("#sengketa")[0])
    assert "Juliana Kabid akan menetapkan target SKP Anda. Putusannya final" in sengketa
    assert "PP 46/2011 Pasal 5" in sengketa


def test_a_dispute_without_a_reason_is_refused_and_what_was_typed_above_stays(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai().ajukan().kembalikan(), login("pelaksana1")
    isi = formulir(klien.get(skp.url)) | {"kegiatan-0-uraian": "Belum dikirim", "tindakan": "sengketa", "alasan": " "}
    jawab = klien.kirim(skp.url, isi)
    halaman = pohon(jawab)
    assert (jawab.status_code, tautan_putus(halaman)) == (422, [])
    assert halaman.cssselect("#sengketa[open]")
    assert nilai(halaman, "kegiatan-0-uraian") == "Belum dikirim"
    assert skp.kini.status == "dikembalikan"


def test_a_dispute_goes_to_the_atasan_and_leaves_the_rows_as_returned(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai().ajukan().kembalikan(), login("pelaksana1")
    isi = formulir(klien.get(skp.url)) | {
        "kegiatan-0-uraian": "Lain",
        "tindakan": "sengketa",
        "alasan": "Beban kerja sesuai.",
    }
    assert klien.kirim(skp.url, isi).status_code == 302
    assert skp.kini.status == "disengketakan"
    assert [k.uraian for k in skp.kini.kegiatan] == ["Menyusun laporan", "Mengelola arsip"]
    assert login("kabid").get(skp.url).status_code == 200
    assert login("kasi").get(skp.url).status_code == 404


# All of them


def test_logged_out_every_step_leads_to_login(mulai: Mulai, client: Any) -> None:
    url = mulai().url
    assert "/login/" in client.get(url).location
    assert "/login/" in client.post(url, data={"csrf_token": client.csrf()}).location


def test_a_finished_step_says_who_was_faster(mulai: Mulai, login: Login) -> None:
    skp = mulai()
    lama = skp.url
    skp.ajukan()
    assert login("pelaksana1").get(lama).status_code == 409
    jawab = login("pelaksana1").kirim(lama, {**isi_baris(0, KEGIATAN[0]), "tindakan": "ajukan", "kunci": KUNCI})
    assert jawab.status_code == 409
    assert "Lusia Pelaksana" in jawab.text


def test_the_statements_of_a_page_do_not_grow_with_its_rows(db: Session, mulai: Mulai, login: Login) -> None:
    hitungan = []
    for siapa, banyak in (("pelaksana1", 2), ("pelaksana2", 20)):
        kegiatan = [{**KEGIATAN[0], "uraian": f"Kegiatan {n}"} for n in range(banyak)]
        skp = mulai(siapa).ajukan(kegiatan)
        klien = login("kasi")
        with pernyataan(db.get_bind()) as semua:
            assert klien.get(skp.url).status_code == 200
        hitungan.append(len(semua))
    assert hitungan[0] == hitungan[1]
    assert hitungan[0] <= 20


def test_every_page_of_the_steps_has_unique_ids_one_heading_and_named_fields(mulai: Mulai, login: Login) -> None:
    def lihat(siapa: str, alamat: str) -> None:
        periksa_halaman(pohon(login(siapa).get(alamat)))

    skp, lain = mulai("jft"), mulai("pelaksana1")
    lihat("jft", skp.url)
    lihat("kabid", skp.ajukan([{**KEGIATAN[0], "ak": "6"}, KEGIATAN[1]]).url)
    lihat("jft", skp.kembalikan("kabid").url)
    lihat("kepala", skp.sengketakan().url)
    lihat("verifikatur", lain.ajukan().setujui().url)
    for siapa, alamat in (
        ("jft", f"/skp/{skp.id}"),
        ("jft", f"/skp/{skp.id}/versi/1"),
        ("kasi", "/skp/"),
        ("kasi", "/bawahan/"),
    ):
        lihat(siapa, alamat)


def periksa_halaman(halaman: Any) -> None:
    assert len(halaman.cssselect("h1")) == 1
    ids = [unsur.get("id") for unsur in halaman.iter() if unsur.get("id")]
    assert len(ids) == len(set(ids)), {i for i in ids if ids.count(i) > 1}
    label = {x.get("for") for x in halaman.cssselect("label[for]")}
    for medan in halaman.cssselect("main input, main select, main textarea"):
        if medan.get("type") != "hidden" and medan.getparent().tag != "label":
            assert medan.get("aria-label") or medan.get("id") in label, medan.get("name")
