"""A draft of a diagram: written by one, published by another, never twice at once; what runs keeps its version."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal.actions import draf_proses
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, TerlaluBesar, TidakDitemukan, TidakSah
from portal.models import DrafProses, Pemberitahuan, Peristiwa
from portal.queries import draf_proses as baca
from workflows.bpmn import shipped

Aktor = Callable[[str], Any]
KUNCI = "skp_tahunan"
TEKS = {s.key: s.xml for s in shipped()}
UBAHAN = TEKS[KUNCI].replace(b'name="Susun SKP"', b'name="Susun rencana"')


def peristiwa(db: Session) -> list[Peristiwa]:
    """The events of drafts and of publishing by a person, oldest first."""
    db.rollback()
    cari = select(Peristiwa).where(Peristiwa.subjek == "draf_proses").order_by(Peristiwa.id)
    return list(db.scalars(cari))


def satu(db: Session, kunci: str = KUNCI) -> DrafProses:
    db.rollback()
    return db.scalars(select(DrafProses).where(DrafProses.kunci == kunci).order_by(DrafProses.id.desc())).first()  # type: ignore[return-value]


@pytest.fixture
def draf(aktor: Aktor) -> None:
    """A changed draft of skp_tahunan by pengelola_alur."""
    draf_proses.mulai(KUNCI, actor=aktor("pengelola_alur"))
    draf_proses.simpan(KUNCI, UBAHAN, actor=aktor("pengelola_alur"), revisi=1)


@pytest.fixture
def diajukan(draf: None, aktor: Aktor) -> None:
    """The same, waiting for review."""
    draf_proses.ajukan(KUNCI, actor=aktor("pengelola_alur"), catatan="Nama yang lebih jelas.")


def test_the_changed_text_really_differs() -> None:
    assert TEKS[KUNCI] != UBAHAN


def test_a_draft_goes_from_its_writer_to_a_second_person_and_each_step_is_kept_with_its_digest(
    db: Session, aktor: Aktor, diajukan: None
) -> None:
    versi = draf_proses.terbitkan(KUNCI, actor=aktor("penyetuju_alur"), catatan="Setuju.").version
    assert versi == 2
    assert workflows.definition(db, KUNCI).xml == UBAHAN
    kata = [(p.jenis, p.aktor, p.rincian["revisi"]) for p in peristiwa(db)]
    pengelola, penyetuju = aktor("pengelola_alur").id, aktor("penyetuju_alur").id
    assert kata == [
        (Event.DRAF_PROSES_DIBUAT, pengelola, 1),
        (Event.DRAF_PROSES_DISIMPAN, pengelola, 2),
        (Event.DRAF_PROSES_DIAJUKAN, pengelola, 2),
        (Event.PROSES_DITERBITKAN, penyetuju, 2),
    ]
    sidik = [p.rincian["sidik"] for p in peristiwa(db)]
    assert sidik[0] != sidik[1] == sidik[2] == sidik[3]
    akhir = peristiwa(db)[-1].rincian
    assert (akhir["versi"], akhir["penyusun"], akhir["pengaju"]) == (2, [pengelola], pengelola)
    assert (satu(db).status, satu(db).versi) == ("diterbitkan", 2)


def test_the_reviewer_is_told_and_so_is_the_writer_in_the_end(db: Session, aktor: Aktor, diajukan: None) -> None:
    penyetuju, pengelola = aktor("penyetuju_alur"), aktor("pengelola_alur")
    kabar = db.scalars(select(Pemberitahuan)).all()
    assert [(k.pegawai_id, k.tautan) for k in kabar] == [(penyetuju.pegawai_id, f"/proses/{KUNCI}/tinjau")]
    db.rollback()
    draf_proses.terbitkan(KUNCI, actor=penyetuju)
    kabar = db.scalars(select(Pemberitahuan).order_by(Pemberitahuan.id)).all()
    assert (kabar[-1].pegawai_id, kabar[-1].judul) == (pengelola.pegawai_id, "SKP tahunan versi 2 sudah terbit.")


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "auditor", "admin_bkd", "penyetuju_alur"])
def test_only_the_pengelola_begins_saves_asks_and_throws_away(
    db: Session, aktor: Aktor, draf: None, siapa: str
) -> None:
    orang = aktor(siapa)
    for lakukan in (
        lambda: draf_proses.mulai("realisasi_bulanan", actor=orang),
        lambda: draf_proses.simpan(KUNCI, TEKS[KUNCI], actor=orang),
        lambda: draf_proses.ajukan(KUNCI, actor=orang),
        lambda: draf_proses.tarik(KUNCI, actor=orang),
        lambda: draf_proses.buang(KUNCI, actor=orang),
    ):
        with pytest.raises(BukanHak):
            lakukan()
    assert (satu(db).revisi, satu(db).status) == (2, "draf")


@pytest.mark.parametrize("siapa", ["pengelola_alur", "auditor", "admin_bkd", "kasi"])
def test_only_the_penyetuju_publishes_or_returns(db: Session, aktor: Aktor, diajukan: None, siapa: str) -> None:
    with pytest.raises(BukanHak):
        draf_proses.terbitkan(KUNCI, actor=aktor(siapa))
    with pytest.raises(BukanHak):
        draf_proses.kembalikan(KUNCI, actor=aktor(siapa), catatan="x")
    assert satu(db).status == "diajukan"
    assert workflows.definition(db, KUNCI).version == 1


def dua_peran(orang: Any) -> Any:
    """Somebody who has both roles."""
    return replace(orang, roles=orang.roles | {"Pengelola Alur", "Penyetuju Alur"})


def test_who_wrote_on_it_cannot_publish_it_even_with_both_roles(db: Session, aktor: Aktor, draf: None) -> None:
    keduanya = dua_peran(aktor("penyetuju_alur"))
    draf_proses.simpan(KUNCI, UBAHAN, actor=keduanya, revisi=2)
    draf_proses.ajukan(KUNCI, actor=aktor("pengelola_alur"))
    with pytest.raises(BukanHak) as galat:
        draf_proses.terbitkan(KUNCI, actor=keduanya)
    assert galat.value.kode == "penyusun_sendiri"
    assert workflows.definition(db, KUNCI).version == 1


def test_who_asked_for_it_cannot_publish_it_even_with_both_roles(aktor: Aktor, draf: None) -> None:
    keduanya = dua_peran(aktor("penyetuju_alur"))
    draf_proses.ajukan(KUNCI, actor=keduanya)
    with pytest.raises(BukanHak):
        draf_proses.terbitkan(KUNCI, actor=keduanya)


def test_a_second_writer_who_saw_an_older_revision_is_told_who_saved_and_changes_nothing(
    db: Session, aktor: Aktor, draf: None
) -> None:
    with pytest.raises(Bentrok) as galat:
        draf_proses.simpan(KUNCI, TEKS[KUNCI], actor=dua_peran(aktor("auditor")), revisi=1)
    assert galat.value.kode == "draf_usang"
    assert "Fransiska Pengelola" in galat.value.pesan
    assert satu(db).xml.encode() == UBAHAN


def test_there_is_one_open_draft_per_process(aktor: Aktor, draf: None) -> None:
    with pytest.raises(Bentrok) as galat:
        draf_proses.mulai(KUNCI, actor=aktor("pengelola_alur"))
    assert galat.value.kode == "draf_sudah_ada"


def test_a_draft_in_review_cannot_be_written_thrown_away_or_asked_for_again(aktor: Aktor, diajukan: None) -> None:
    orang = aktor("pengelola_alur")
    for lakukan in (
        lambda: draf_proses.simpan(KUNCI, TEKS[KUNCI], actor=orang),
        lambda: draf_proses.ajukan(KUNCI, actor=orang),
        lambda: draf_proses.buang(KUNCI, actor=orang),
    ):
        with pytest.raises(Bentrok) as galat:
            lakukan()
        assert galat.value.kode == "draf_ditinjau"


def test_what_was_taken_back_can_be_written_again_and_must_be_asked_for_again(
    db: Session, aktor: Aktor, diajukan: None
) -> None:
    draf_proses.tarik(KUNCI, actor=aktor("pengelola_alur"))
    draf_proses.simpan(KUNCI, UBAHAN, actor=aktor("pengelola_alur"))
    with pytest.raises(Bentrok) as galat:
        draf_proses.terbitkan(KUNCI, actor=aktor("penyetuju_alur"))
    assert galat.value.kode == "draf_belum_diajukan"
    draf_proses.ajukan(KUNCI, actor=aktor("pengelola_alur"))
    assert satu(db).status == "diajukan"


def test_what_changed_after_the_review_is_not_published(aktor: Aktor, diajukan: None) -> None:
    pengelola = aktor("pengelola_alur")
    draf_proses.tarik(KUNCI, actor=pengelola)
    draf_proses.simpan(KUNCI, UBAHAN.replace(b"Susun rencana", b"Susun apa saja"), actor=pengelola)
    draf_proses.ajukan(KUNCI, actor=pengelola)
    with pytest.raises(Bentrok) as galat:
        draf_proses.terbitkan(KUNCI, actor=aktor("penyetuju_alur"), revisi=2)
    assert galat.value.kode == "draf_usang"


def test_a_return_says_why_and_the_writer_goes_on(db: Session, aktor: Aktor, diajukan: None) -> None:
    with pytest.raises(TidakSah):
        draf_proses.kembalikan(KUNCI, actor=aktor("penyetuju_alur"), catatan="  ")
    draf_proses.kembalikan(KUNCI, actor=aktor("penyetuju_alur"), catatan="Namanya belum baku.")
    assert (satu(db).status, satu(db).catatan_tinjauan) == ("dikembalikan", "Namanya belum baku.")
    draf_proses.simpan(KUNCI, UBAHAN, actor=aktor("pengelola_alur"))
    draf_proses.ajukan(KUNCI, actor=aktor("pengelola_alur"))
    assert (satu(db).status, satu(db).catatan_tinjauan) == ("diajukan", None)


def test_what_is_not_even_bpmn_or_too_big_is_refused_and_the_draft_stays(db: Session, aktor: Aktor, draf: None) -> None:
    orang = aktor("pengelola_alur")
    for isi in (b"", b"bukan xml", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "\ufeff<a/>".encode("utf-16")):
        with pytest.raises(TidakSah):
            draf_proses.simpan(KUNCI, isi, actor=orang)
    with pytest.raises(TerlaluBesar):
        draf_proses.simpan(KUNCI, b"<" * (draf_proses.MAKS_XML + 1), actor=orang)
    assert (satu(db).revisi, satu(db).xml.encode()) == (2, UBAHAN)


def test_a_draft_with_errors_is_kept_but_cannot_be_asked_for(db: Session, aktor: Aktor, draf: None) -> None:
    orang = aktor("pengelola_alur")
    draf_proses.simpan(KUNCI, UBAHAN.replace(b'name="Pejabat penilai"', b'name="Camat"'), actor=orang)
    with pytest.raises(TidakSah) as galat:
        draf_proses.ajukan(KUNCI, actor=orang)
    assert "lajur tidak dikenal" in galat.value.pesan
    assert satu(db).status == "draf"


def test_a_changed_process_key_is_an_error_and_a_lost_element_a_warning_by_name(aktor: Aktor, draf: None) -> None:
    orang = aktor("pengelola_alur")
    draf_proses.simpan(KUNCI, UBAHAN.replace(b"skp_tahunan", b"skp_bulanan"), actor=orang)
    temuan = baca.temuan(baca.draf(orang, KUNCI))
    assert [t.tingkat for t in temuan if "Kunci proses berubah" in t.pesan] == ["galat"]
    draf_proses.simpan(KUNCI, UBAHAN.replace(b"tinjau_skp", b"lihat_skp"), actor=orang)
    hilang = [t for t in baca.temuan(baca.draf(orang, KUNCI)) if t.elemen == "tinjau_skp"]
    assert [t.tingkat for t in hilang] == ["peringatan"]
    assert "ada pada versi yang terbit" in hilang[0].pesan


def test_a_draft_that_changes_nothing_is_not_asked_for(aktor: Aktor) -> None:
    draf_proses.mulai(KUNCI, actor=aktor("pengelola_alur"))
    with pytest.raises(Bentrok) as galat:
        draf_proses.ajukan(KUNCI, actor=aktor("pengelola_alur"))
    assert galat.value.kode == "draf_tidak_berubah"


def test_a_thrown_away_draft_changes_nothing_and_makes_room_for_another(db: Session, aktor: Aktor, draf: None) -> None:
    orang = aktor("pengelola_alur")
    draf_proses.buang(KUNCI, actor=orang)
    with pytest.raises(Bentrok) as galat:
        draf_proses.simpan(KUNCI, UBAHAN, actor=orang, revisi=2)
    assert galat.value.kode == "draf_tidak_terbuka"
    with pytest.raises(Bentrok):
        draf_proses.ajukan(KUNCI, actor=orang)
    draf_proses.mulai(KUNCI, actor=orang)
    assert (satu(db).revisi, satu(db).xml.encode()) == (1, TEKS[KUNCI])
    assert workflows.definition(db, KUNCI).version == 1


def test_an_older_version_can_become_the_newest_again_as_a_version_of_its_own(
    db: Session, aktor: Aktor, diajukan: None
) -> None:
    draf_proses.terbitkan(KUNCI, actor=aktor("penyetuju_alur"))
    draf_proses.mulai(KUNCI, actor=aktor("pengelola_alur"), versi=1)
    draf_proses.ajukan(KUNCI, actor=aktor("pengelola_alur"))
    assert draf_proses.terbitkan(KUNCI, actor=aktor("penyetuju_alur")).version == 3
    assert workflows.definition(db, KUNCI).xml == TEKS[KUNCI]


def test_a_caller_takes_up_a_newer_called_process_only_when_it_is_published_again(db: Session, aktor: Aktor) -> None:
    pengelola, penyetuju = aktor("pengelola_alur"), aktor("penyetuju_alur")
    baru = TEKS["banding_realisasi"].replace(b'name="Putuskan banding"', b'name="Putus banding"')
    assert baru != TEKS["banding_realisasi"]
    draf_proses.simpan("banding_realisasi", baru, actor=pengelola)
    draf_proses.ajukan("banding_realisasi", actor=pengelola)
    draf_proses.terbitkan("banding_realisasi", actor=penyetuju)
    assert workflows.definition(db, "realisasi_bulanan").called == {"banding_realisasi": 1}
    draf_proses.mulai("realisasi_bulanan", actor=pengelola)
    draf_proses.ajukan("realisasi_bulanan", actor=pengelola)
    definisi = draf_proses.terbitkan("realisasi_bulanan", actor=penyetuju)
    assert (definisi.version, definisi.called) == (2, {"banding_realisasi": 2})
    assert set(definisi.decisions) == {"predikat_bulanan"}, "the decision tables went along"


def test_a_new_process_begins_with_a_diagram_that_can_be_published_as_it_is(db: Session, aktor: Aktor) -> None:
    draf_proses.mulai("izin_belajar", actor=aktor("pengelola_alur"), nama='Izin "belajar" & <luar>')
    assert satu(db, "izin_belajar").dasar_versi is None
    draf_proses.ajukan("izin_belajar", actor=aktor("pengelola_alur"))
    definisi = draf_proses.terbitkan("izin_belajar", actor=aktor("penyetuju_alur"))
    assert (definisi.version, definisi.name) == (1, 'Izin "belajar" & <luar>')


@pytest.mark.parametrize("kunci", ["", "Ab", "a-b-c", "1abc", "baru", "a" * 61, "ungkapan", "a b c", "../etc"])
def test_a_key_that_cannot_be_one_is_refused(db: Session, aktor: Aktor, kunci: str) -> None:
    with pytest.raises(TidakSah):
        draf_proses.mulai(kunci, actor=aktor("pengelola_alur"), nama="Nama baik")
    assert peristiwa(db) == []


def test_a_version_that_is_not_there_cannot_be_begun_from(aktor: Aktor) -> None:
    with pytest.raises(TidakDitemukan):
        draf_proses.mulai(KUNCI, actor=aktor("pengelola_alur"), versi=7)


def test_data_that_no_step_brings_is_named_where_it_is_asked_for(aktor: Aktor) -> None:
    pengelola = aktor("pengelola_alur")
    bulan = TEKS["realisasi_bulanan"]
    draf_proses.simpan("realisasi_bulanan", bulan, actor=pengelola)
    assert not [t for t in baca.periksa(pengelola, "realisasi_bulanan", bulan) if "tidak diisi" in t.pesan]
    salah = bulan.replace(b">disetujui</bpmn:conditionExpression>", b">disetujuii</bpmn:conditionExpression>", 1)
    (satu_temuan,) = [t for t in baca.periksa(pengelola, "realisasi_bulanan", salah) if "tidak diisi" in t.pesan]
    assert satu_temuan.tingkat == "peringatan" and "“disetujuii”" in satu_temuan.pesan
    assert satu_temuan.elemen in workflows.outline(salah).elements


def test_a_new_process_is_told_of_data_nothing_brings_and_not_of_its_own_answers(aktor: Aktor) -> None:
    pengelola = aktor("pengelola_alur")
    draf_proses.mulai("izin_belajar", actor=pengelola, nama="Izin belajar")
    teks = baca.draf(pengelola, "izin_belajar").xml.decode()
    sifat = (
        "<bpmn:extensionElements><spiffworkflow:properties>"
        '<spiffworkflow:property name="fakta" value="paraf"/>'
        '<spiffworkflow:property name="batas" value="{}"/>'
        "</spiffworkflow:properties></bpmn:extensionElements>"
    )
    for batas, nama in (("parafan", ["parafan"]), ("catatan_paraf", []), ("keputusan", []), ("sekarang", [])):
        isi = teks.replace("</bpmn:documentation>", "</bpmn:documentation>" + sifat.format(batas))
        isi = isi.replace(sifat.format(batas), "", 1) if isi.count(sifat.format(batas)) > 1 else isi
        temuan = [t for t in baca.periksa(pengelola, "izin_belajar", isi.encode()) if "tidak diisi" in t.pesan]
        assert [t.pesan.split("”")[0].removeprefix("Data “") for t in temuan] == nama
