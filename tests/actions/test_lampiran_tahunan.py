"""Files of the year and the behaviour logbook: by whom, in which step, and what is kept of them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from portal.actions import catatan_perilaku, lampiran
from portal.errors import Bentrok, TidakDitemukan, TidakSah
from portal.models import CatatanPerilaku, DrafTugas, Lampiran, Peristiwa
from tests.actions.test_penilaian_tahunan import wakilkan
from tests.tahun import RESI, Tahun


def unggah(tahun: Tahun, siapa: str, kegunaan: str = "keberatan", banyak: int = 1, **lain: Any) -> str:
    """That person adds so many files on 18 January."""
    with tahun.depan(1, 18):
        return lampiran.unggah(
            tahun.penilaian.id, actor=tahun.aktor(siapa), kegunaan=kegunaan, berkas=[RESI] * banyak, **lain
        )


def test_papers_of_an_objection_are_added_and_taken_out_before_it_is_filed(diterima: Tahun) -> None:
    tugas = unggah(diterima, "pelaksana1", banyak=2, draf={"alasan": "Belum selesai"})
    assert tugas == diterima.tugas
    assert diterima.db.scalars(select(DrafTugas.isian)).one() == {"alasan": "Belum selesai"}
    satu, dua = diterima.db.scalars(select(Lampiran.id).order_by(Lampiran.id)).all()
    with diterima.depan(1, 18):
        lampiran.hapus(diterima.penilaian.id, satu, actor=diterima.aktor("pelaksana1"))
        lampiran.catat_baca(dua, actor=diterima.aktor("kabid"))
    jenis = diterima.db.scalars(
        select(Peristiwa.jenis).where(Peristiwa.jenis.startswith("lampiran:")).order_by(Peristiwa.id)
    ).all()
    assert jenis == ["lampiran:diunggah", "lampiran:diunggah", "lampiran:dihapus", "lampiran:dibaca"]


def test_once_filed_the_papers_stay_as_they_are(diterima: Tahun) -> None:
    unggah(diterima, "pelaksana1")
    diterima.keberatan()
    (satu,) = diterima.db.scalars(select(Lampiran.id)).all()
    with diterima.depan(1, 21):
        for ubah in (
            lambda: lampiran.hapus(diterima.penilaian.id, satu, actor=diterima.aktor("pelaksana1")),
            lambda: unggah(diterima, "pelaksana1"),
        ):
            with pytest.raises(Bentrok) as galat:
                ubah()
            assert galat.value.kode == "langkah_tertutup"


@pytest.mark.parametrize("orang", ["kasi", "kabid", "pelaksana2", "admin_bkd"])
def test_only_the_person_adds_papers_to_his_objection(diterima: Tahun, orang: str) -> None:
    with pytest.raises(TidakDitemukan):
        unggah(diterima, orang)


def test_proof_of_receipt_is_the_appraisers_and_only_in_its_step(terbuka: Tahun) -> None:
    terbuka.nilai()
    with pytest.raises(Bentrok):
        terbuka.resi(20)
    terbuka.lewat(1, 30, 1)
    for orang in ("pelaksana1", "kabid"):
        with pytest.raises(TidakDitemukan):
            unggah(terbuka, orang, "serah_terima")
    terbuka.resi()
    assert terbuka.db.scalars(select(Lampiran.kegunaan)).all() == ["serah_terima"]


@pytest.mark.parametrize(("ubah", "medan"), [({"banyak": 0}, "berkas"), ({"banyak": 11}, "berkas"),
                                             ({"kegunaan": "lain"}, "kegunaan")])  # fmt: skip
def test_no_file_too_many_and_unknown_uses_are_refused(diterima: Tahun, ubah: dict[str, Any], medan: str) -> None:
    with pytest.raises(TidakSah) as galat:
        unggah(diterima, "pelaksana1", **ubah)
    assert galat.value.medan == medan
    assert diterima.db.scalars(select(Lampiran)).all() == []


def tulis(tahun: Tahun, siapa: str = "kasi", hari: str = "2026-06-01", **ubah: Any) -> CatatanPerilaku:
    """An entry about the stage's person, written on 2 June 2026."""
    isi = {"jenis": "positif", "aspek": "kolaboratif", "uraian": "Membantu seksi lain."} | ubah
    with tahun.pada(6, 2):
        pegawai = tahun.aktor(tahun.siapa).pegawai_id
        return catatan_perilaku.tulis(actor=tahun.aktor(siapa), pegawai_id=pegawai, tanggal=hari, **isi)


def test_the_appraiser_writes_in_the_logbook_and_strikes_out_what_was_wrong(tahun: Tahun) -> None:
    catatan = tulis(tahun.skp())
    assert (catatan.tanggal, catatan.aspek, catatan.skp_id) == (date(2026, 6, 1), "kolaboratif", catatan.skp_id)
    satu = catatan.id
    with tahun.pada(6, 3):
        catatan_perilaku.coret(satu, actor=tahun.aktor("kasi"), alasan="Salah orang.")
        with pytest.raises(Bentrok) as galat:
            catatan_perilaku.coret(satu, actor=tahun.aktor("kasi"), alasan="Lagi.")
    assert galat.value.kode == "sudah_dicoret"
    baris = tahun.db.scalars(select(CatatanPerilaku)).one()
    assert (baris.uraian, baris.dicoret_karena) == ("Membantu seksi lain.", "Salah orang.")


@pytest.mark.parametrize("orang", ["pelaksana1", "pelaksana2", "kabid", "admin_bkd"])
def test_nobody_but_the_appraiser_writes_or_strikes_out(tahun: Tahun, orang: str) -> None:
    satu = tulis(tahun.skp()).id
    with pytest.raises(TidakDitemukan):
        tulis(tahun, orang)
    with tahun.pada(6, 3), pytest.raises(TidakDitemukan):
        catatan_perilaku.coret(satu, actor=tahun.aktor(orang), alasan="x")


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"hari": "2026-06-03"}, "tanggal"), ({"hari": "2025-06-01"}, "tanggal"), ({"hari": "x"}, "tanggal"),
        ({"jenis": "buruk"}, "jenis"), ({"aspek": "integritas"}, "aspek"), ({"uraian": " "}, "uraian"),
        ({"uraian": "x" * 4001}, "uraian"),
    ],
)  # fmt: skip
def test_an_entry_that_makes_no_sense_is_refused_by_field(tahun: Tahun, ubah: dict[str, Any], medan: str) -> None:
    with pytest.raises(TidakSah) as galat:
        tulis(tahun.skp(), **ubah)
    assert galat.value.medan == medan


def test_a_plt_of_the_appraiser_writes_for_him_and_both_names_are_kept(terbuka: Tahun) -> None:
    wakilkan(terbuka, "jft", "kasi")
    with terbuka.depan(1, 12):
        catatan = catatan_perilaku.tulis(
            actor=terbuka.aktor("jft"), pegawai_id=terbuka.aktor("pelaksana1").pegawai_id, tanggal="2026-12-30",
            jenis="perbaikan", uraian="Terlambat dua kali.",
        )  # fmt: skip
    assert (catatan.aspek, catatan.oleh_id) == (None, terbuka.aktor("jft").pegawai_id)
    assert terbuka.peristiwa("catatan_perilaku:ditulis").atas_nama == terbuka.aktor("kasi").id


def test_the_logbook_closes_when_the_year_is_assessed(terbuka: Tahun) -> None:
    satu = tulis(terbuka).id
    terbuka.nilai()
    with pytest.raises(Bentrok) as galat:
        tulis(terbuka)
    assert galat.value.kode == "catatan_ditutup"
    with terbuka.depan(1, 16), pytest.raises(Bentrok):
        catatan_perilaku.coret(satu, actor=terbuka.aktor("kasi"), alasan="x")
