"""Filling in the SKP from a workbook: upload, preview, choice, draft; and who may not."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models import DrafTugas, Peristiwa
from tests.factories import ORANG
from tests.views.bantuan import pohon, teks
from tests.views.impor import buku, kirim, manual, ubah
from tests.views.lakon_skp import LakonSkp, formulir, isi_baris, nilai

Login = Callable[[str], Any]
Mulai = Callable[..., LakonSkp]


@pytest.fixture
def mulai(db: Session, aktor: Callable[[str], Any]) -> Mulai:
    """mulai("pelaksana1"): an SKP of this year, just begun."""
    return lambda siapa="pelaksana1", **lain: LakonSkp(db, aktor, siapa, **lain)


def lihat(klien: Any, jawab: Any) -> Any:
    """The preview an upload leads to."""
    assert jawab.status_code == 302, teks(pohon(jawab).cssselect("main")[0])
    return klien.get(jawab.location)


def pilih(klien: Any, jawab: Any, url: str, cara: str = "ganti") -> Any:
    """Press the button of the preview."""
    (tiket,) = pohon(jawab).cssselect('[name="tiket"]')
    return klien.kirim(f"{url}/impor/pratinjau", {"tiket": tiket.get("value"), "cara": cara})


def banyak(db: Session, jenis: str) -> int:
    db.rollback()
    return db.scalar(select(func.count()).select_from(Peristiwa).where(Peristiwa.jenis == jenis)) or 0


def test_the_form_people_keep_by_hand_is_shown_row_by_row_before_anything_is_kept(
    mulai: Mulai, login: Login, db: Session
) -> None:
    skp, klien = mulai(), login("pelaksana1")
    halaman = pohon(lihat(klien, kirim(klien, skp.url, buku(manual))))
    isi = teks(halaman.cssselect("main")[0])
    for kalimat in (
        "3 kegiatan dibaca", "G14 tertulis “12 Laporan”", "I14 tertulis “100%”", "J14 tertulis “12 bln”",
        "L14 tertulis “Rp 50.000.000,-”", "Mengelola surat masuk dan keluar", "Sel ini berisi tanggal",
        "Tahun dihitung 12 bulan", "Baris ini tersembunyi", "Judul bagian, bukan kegiatan", "Baris jumlah",
        "Bagian tanda tangan", "Lembar yang tidak dibaca: “Catatan”",
    ):  # fmt: skip
        assert kalimat in isi, kalimat
    assert db.scalars(select(DrafTugas)).all() == []
    assert banyak(db, "draf:diimpor") == 0


def test_applied_it_is_the_draft_of_the_form_and_nothing_is_sent(mulai: Mulai, login: Login, db: Session) -> None:
    skp, klien = mulai(), login("pelaksana1")
    jawab = pilih(klien, lihat(klien, kirim(klien, skp.url, buku(manual))), skp.url)
    assert jawab.location == skp.url
    halaman = pohon(klien.get(skp.url))
    medan = ("uraian", "kuantitas", "satuan", "kualitas", "waktu", "biaya")
    baris = [[nilai(halaman, f"kegiatan-{n}-{m}") for m in medan] for n in range(3)]
    assert baris == [
        ["Menyusun laporan bulanan", "12", "Laporan", "100", "12", "50.000.000"],
        ["Mengelola surat masuk dan keluar", "24", "Berkas", "98,5", "12", ""],
        ["Melayani tamu", "02/01/2026", "", "95", "12", ""],
    ]
    assert skp.kini.status == "draf"
    (peristiwa,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "draf:diimpor"))
    assert peristiwa.subjek_id == skp.id
    assert len(peristiwa.rincian["sha256"]) == 64
    assert (peristiwa.rincian["cara"], peristiwa.rincian["baru"], peristiwa.rincian["baris"]) == ("ganti", 3, 3)
    assert peristiwa.rincian["nama"] == "skp.xlsx"


def test_our_own_template_filled_in_comes_back_as_the_same_draft(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai(), login("pelaksana1")
    isi = isi_baris(
        0, {"uraian": "=Jumlah total", "satuan": "Naskah", "kuantitas": "13", "kualitas": "97,25", "waktu": "2"}
    )
    isi |= {"kegiatan-0-bulan-1-kuantitas": "6,5", "kegiatan-0-bulan-2-kuantitas": "6,5"}
    klien.kirim(skp.url, {**isi, "tindakan": "bagi"})
    klien.kirim(skp.url, {**isi, "tindakan": "simpan"})
    sebelum = formulir(klien.get(skp.url))
    templat = klien.get(f"{skp.url}/templat")
    assert templat.mimetype.endswith("spreadsheetml.sheet")
    jawab = lihat(klien, kirim(klien, skp.url, templat.data, "templat.xlsx"))
    assert "tidak dipahami" not in teks(pohon(jawab).cssselect(".kepala-tugas .row")[0])
    assert pilih(klien, jawab, skp.url).status_code == 302
    sesudah = formulir(klien.get(skp.url))
    assert {k: v for k, v in sesudah.items() if k != "kunci"} == {k: v for k, v in sebelum.items() if k != "kunci"}


def test_joining_keeps_what_only_the_draft_has_and_replacing_does_not(mulai: Mulai, login: Login, db: Session) -> None:
    skp, klien = mulai(), login("pelaksana1")
    isi = isi_baris(0, {"uraian": "Hanya di draf", "kuantitas": "1"})
    isi |= isi_baris(1, {"uraian": "melayani TAMU", "kuantitas": "7", "satuan": "Orang"})
    klien.kirim(skp.url, {**isi, "tindakan": "simpan"})
    jawab = lihat(klien, kirim(klien, skp.url, buku(manual)))
    (gabung, ganti) = (teks(u.getparent()) for u in pohon(jawab).cssselect("input[name=cara]"))
    assert "2 kegiatan baru, 1 berubah, 1 tetap" in gabung
    assert "1 kegiatan draf tidak dipakai lagi" in ganti
    assert pilih(klien, jawab, skp.url, "gabung").status_code == 302
    halaman = pohon(klien.get(skp.url))
    assert [nilai(halaman, f"kegiatan-{n}-uraian") for n in range(4)] == [
        "Hanya di draf", "Melayani tamu", "Menyusun laporan bulanan", "Mengelola surat masuk dan keluar",
    ]  # fmt: skip
    sebelum = db.scalar(select(Peristiwa.rincian).where(Peristiwa.jenis == "draf:diimpor"))["draf_sebelum"]
    assert [b["uraian"] for b in sebelum["kegiatan"]] == ["Hanya di draf", "melayani TAMU"]


def test_without_a_choice_nothing_happens_and_it_is_said_beside_it(mulai: Mulai, login: Login, db: Session) -> None:
    skp, klien = mulai(), login("pelaksana1")
    klien.kirim(skp.url, {**isi_baris(0, {"uraian": "Ada"}), "tindakan": "simpan"})
    jawab = pilih(klien, lihat(klien, kirim(klien, skp.url, buku(manual))), skp.url, "")
    assert jawab.status_code == 422
    assert "Pilih apakah draf yang ada diganti" in teks(pohon(jawab).cssselect(".ringkasan")[0])
    assert banyak(db, "draf:diimpor") == 0


def test_a_draft_that_changed_since_the_preview_is_not_overwritten(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai(), login("pelaksana1")
    jawab = lihat(klien, kirim(klien, skp.url, buku(manual)))
    klien.kirim(skp.url, {**isi_baris(0, {"uraian": "Sesudah pratinjau"}), "tindakan": "simpan"})
    bentrok = pilih(klien, jawab, skp.url)
    assert bentrok.status_code == 409
    assert "Draf Anda berubah" in teks(pohon(bentrok).cssselect(".ringkasan")[0])
    assert nilai(pohon(klien.get(skp.url)), "kegiatan-0-uraian") == "Sesudah pratinjau"
    assert pilih(klien, bentrok, skp.url, "gabung").status_code == 302, "the new preview may be applied"


def test_only_ones_own_step_can_be_filled_in(mulai: Mulai, login: Login) -> None:
    skp = mulai()
    for orang in ("pelaksana2", "kasi", "admin_bkd"):
        klien = login(orang)
        for jawab in (
            klien.get(f"{skp.url}/impor"), klien.get(f"{skp.url}/templat"), kirim(klien, skp.url, buku(manual)),
            klien.kirim(f"{skp.url}/impor/pratinjau", {"tiket": "x"}),
        ):  # fmt: skip
            assert jawab.status_code == 404, orang


def test_a_preview_is_good_for_one_person_and_one_step_only(mulai: Mulai, login: Login) -> None:
    skp, lain = mulai(), mulai("pelaksana2")
    jawab = kirim(login("pelaksana1"), skp.url, buku(manual))
    (_alamat, _tanya, tiket) = jawab.location.partition("?")
    assert login("pelaksana2").get(f"{lain.url}/impor/pratinjau?{tiket}").status_code == 409
    assert login("pelaksana1").get(f"{skp.url}/impor/pratinjau?tiket=palsu").status_code == 409


def test_another_step_is_not_filled_in_from_a_workbook(mulai: Mulai, login: Login) -> None:
    skp = mulai().ajukan()
    assert login("kasi").get(f"{skp.url}/impor").status_code == 404


def test_what_was_typed_is_kept_on_the_way_to_the_upload(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai(), login("pelaksana1")
    jawab = klien.kirim(skp.url, {**isi_baris(0, {"uraian": "Belum selesai"}), "tindakan": "impor"})
    assert jawab.location == f"{skp.url}/impor"
    assert nilai(pohon(klien.get(skp.url)), "kegiatan-0-uraian") == "Belum selesai"


def test_the_template_of_another_person_is_refused_with_the_way_out(mulai: Mulai, login: Login) -> None:
    templat = login("pelaksana2").get(f"{mulai('pelaksana2').url}/templat").data
    jawab = kirim(login("pelaksana1"), mulai().url, templat)
    assert jawab.status_code == 422
    assert f"Templat ini milik NIP {ORANG['pelaksana2'].nip}" in teks(pohon(jawab).cssselect(".ringkasan")[0])


def test_a_form_of_another_year_or_person_is_pointed_out(mulai: Mulai, login: Login) -> None:
    klien = login("pelaksana1")
    isi = buku(lambda w: manual(w, nip="19800101 200501 1 001", tahun="TAHUN 2019"))
    jawab = lihat(klien, kirim(klien, mulai().url, isi))
    catatan = teks(pohon(jawab).cssselect(".note")[0])
    assert "NIP Anda tidak ada pada lembar ini" in catatan
    assert "Berkas ini menyebut tahun 2019" in catatan


def test_a_returned_skp_keeps_the_identity_of_its_rows(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai().ajukan().kembalikan(), login("pelaksana1")
    lama = skp.kegiatan
    templat = ubah(klien.get(f"{skp.url}/templat").data, "SKP", D12="30")
    jawab = lihat(klien, kirim(klien, skp.url, templat))
    assert "1 berubah, 1 tetap" in teks(pohon(jawab).cssselect("#cara")[0])
    assert pilih(klien, jawab, skp.url).status_code == 302
    isi = formulir(klien.get(skp.url))
    assert [isi["kegiatan-0-id"], isi["kegiatan-1-id"]] == [str(k) for k in lama]
    assert isi["kegiatan-1-kuantitas"] == "30"
    isi |= {f"kegiatan-1-bulan-{b}-{m}": "" for b in range(1, 13) for m in ("kuantitas", "kualitas", "waktu")}
    assert klien.kirim(skp.url, {**isi, "tindakan": "ajukan"}).status_code == 302
    assert skp.kegiatan == lama
    assert skp.kini.kegiatan[1].kuantitas == 30


def test_what_the_rules_would_refuse_is_told_before_it_is_kept(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai("jft"), login("jft")

    def isi(w: Any) -> None:
        s = w.add_worksheet("SKP")
        s.write_row(0, 0, ["No", "Kegiatan", "AK", "Kuantitas", "Satuan", "Mutu", "Waktu"])
        s.write_row(1, 0, [1, "Menyusun", 0.125, 12, "Laporan", 120, 12])
        s.write_row(2, 0, [2, "Mengelola", None, 12, "Laporan", 100, 13])

    halaman = pohon(lihat(klien, kirim(klien, skp.url, buku(isi))))
    satu, dua = halaman.cssselect("table.impor tbody tr")
    assert "paling besar 100" in teks(satu)
    assert "0,125" in teks(satu)
    assert "paling besar 12" in teks(dua)


def test_the_preview_speaks_the_readers_language(mulai: Mulai, login: Login) -> None:
    skp, klien = mulai(), login("pelaksana1")
    jawab = kirim(klien, skp.url, buku(manual))
    klien.get("/bahasa/en", headers={"Referer": "http://localhost/"})
    isi = teks(pohon(klien.get(jawab.location)).cssselect("main")[0])
    for kalimat in ("Check the content of the file", "This row is hidden", "A year is counted as 12 months"):
        assert kalimat in isi, isi[:300]
