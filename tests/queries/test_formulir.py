"""What the forms of many are read from: version in force, closed SKP, extra duties, substitutes; statements bounded."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import bahan_nilai, waktu
from portal.models import Kegiatan, NilaiBaris, Pengganti, Skp, TugasTambahan
from portal.queries import formulir
from portal.reports import f2, pan6_skp
from portal.reports.isi import Formulir
from portal.rules import nilai_tahunan, pp46
from tests.bulan import Panggung
from tests.views.bantuan import pegawai_id, pernyataan
from tests.views.test_laporan import menjadi, sahkan

SEMUA = (("9", "95", "20"), ("40", "98", "20"))


@pytest.fixture
def skp(panggung: Panggung) -> int:
    """pelaksana1's SKP, in force, with two verified months."""
    nomor = panggung.skp().db.scalars(select(Skp.id)).one()
    sahkan(panggung.db, nomor, 1, *SEMUA)
    sahkan(panggung.db, nomor, 2, ("8.5", "90", "17"), ("41", "97", "21"))
    return nomor


def baca(skp: int) -> Formulir:
    return formulir.muat_f2([skp])[0]


def nilai_tahun(db: Session, skp: int) -> Decimal:
    """What the yearly assessment makes of the same year."""
    satu = db.get_one(Skp, skp)
    bahan = bahan_nilai.bahan(satu.pegawai_id, satu.tahun)
    perilaku = dict.fromkeys(pp46.UNSUR, 90)
    masa_pp46 = date(2020, 12, 31)  # the form keeps the formulas of a law that has ended
    hasil = nilai_tahunan.hasil(bahan, profil="PP46", pada=masa_pp46, perilaku=perilaku)
    assert hasil.capaian_skp is not None
    return hasil.capaian_skp


def tambahan(db: Session, skp: int, jenis: str, uraian: str, diakui: str = "ya", nilai: int | None = None) -> None:
    db.add(
        TugasTambahan(
            skp_id=skp, jenis=jenis, uraian=uraian, tanggal=date(2026, 3, 3), surat="ST 12/2026", diakui=diakui,
            nilai_kreativitas=nilai, oleh_id=pegawai_id(db, "pelaksana1"), pada=waktu.sekarang(),
        )
    )  # fmt: skip
    db.commit()


def test_the_result_on_f2_is_the_one_of_the_yearly_assessment(skp: int, db: Session) -> None:
    tambahan(db, skp, "tambahan", "Panitia")
    tambahan(db, skp, "kreativitas", "Aplikasi", nilai=6)
    assert f2.nilai_skp(baca(skp)) == nilai_tahun(db, skp)


def test_what_the_skp_says_of_plans_values_and_annex_reaches_the_form(skp: int, db: Session) -> None:
    satu = db.get_one(Skp, skp)
    satu.pendekatan, satu.ekspektasi = "kualitatif", {"loyal": "Menjaga nama baik."}
    satu.lampiran = {"dukungan": "Dua staf.", "konsekuensi": "Penghargaan."}
    k = satu.kegiatan[0]
    k.jenis, k.intervensi, k.perspektif = "tambahan", "Layanan cepat", "proses_bisnis"
    k.indikator = {"kuantitas": {"uraian": "Banyaknya telaah", "minimum": "1200", "maksimum": "1300.5",
                                 "satuan": "naskah"},
                   "kualitas": {"uraian": "Tanpa revisi"}}  # fmt: skip
    db.commit()
    (f,) = formulir.muat_f1([skp])
    assert (f.pendekatan, f.ekspektasi) == ("kualitatif", {"loyal": "Menjaga nama baik."})
    assert f.lampiran == {"Dukungan sumber daya": "Dua staf.", "Konsekuensi": "Penghargaan."}
    r = f.kegiatan[0].rinci
    assert (r.jenis, r.intervensi, r.perspektif) == ("tambahan", "Layanan cepat", "Proses bisnis")
    assert [(i.uraian, i.target) for i in r.indikator.values()] == [
        ("Banyaknya telaah", "1.200 - 1.300,50 naskah"), ("Tanpa revisi", ""),
    ]  # fmt: skip
    assert f.kegiatan[1].rinci.indikator == {}
    assert set(f.lampiran) <= set(pan6_skp.LAMPIRAN)


def test_only_what_the_appraiser_acknowledged_stands_on_f2(skp: int, db: Session) -> None:
    tambahan(db, skp, "tambahan", "Panitia")
    for diakui in ("belum", "tidak"):
        tambahan(db, skp, "tambahan", f"Tim {diakui}", diakui=diakui)
        tambahan(db, skp, "kreativitas", f"Alur {diakui}", diakui=diakui, nilai=12)
    f = baca(skp)
    assert f.tugas_tambahan == ("Panitia (ST 12/2026, 3 Maret 2026)",)
    assert f.kreativitas == ()
    assert formulir.muat_f1([skp])[0].tugas_tambahan == ()


def test_a_kegiatan_that_a_revision_took_out_is_gone_from_f1_and_keeps_its_months_on_f2(skp: int, db: Session) -> None:
    kegiatan = db.scalars(select(Kegiatan).where(Kegiatan.skp_id == skp).order_by(Kegiatan.urutan)).all()
    kegiatan[0].dihapus_versi = 2
    db.commit()
    assert [k.uraian for k in formulir.muat_f1([skp])[0].kegiatan] == ["Memverifikasi berkas"]
    lama, tetap = baca(skp).kegiatan
    assert lama.uraian == "Menyusun telaah mutasi (dikeluarkan dengan versi 2)"
    assert (lama.target.kuantitas, lama.target.waktu) == (18, 2), "dua bulan, masing-masing 9"
    assert lama.realisasi is not None
    assert lama.realisasi.kuantitas == Decimal("17.5")
    assert (tetap.target.kuantitas, tetap.target.waktu) == (480, 12)
    assert f2.nilai_skp(baca(skp)) == nilai_tahun(db, skp)


def test_a_kegiatan_taken_out_before_any_month_was_verified_is_on_no_form(skp: int, db: Session) -> None:
    db.execute(NilaiBaris.__table__.delete())  # type: ignore[attr-defined]
    db.scalars(select(Kegiatan).where(Kegiatan.skp_id == skp)).first().dihapus_versi = 2  # type: ignore[union-attr]
    db.commit()
    assert len(baca(skp).kegiatan) == 1


def test_a_closed_skp_is_measured_by_what_was_planned_while_it_lasted(skp: int, db: Session) -> None:
    satu = db.get_one(Skp, skp)
    satu.status, satu.selesai = "ditutup", date(2026, 3, 31)
    db.commit()
    f = baca(skp)
    assert [(k.target.kuantitas, k.target.waktu) for k in f.kegiatan] == [(27, 3), (120, 3)]
    assert f.wajib == (1, 2, 3)
    assert f2.nilai_skp(f) == nilai_tahun(db, skp)


def test_a_kegiatan_without_a_verified_month_counts_as_not_done(skp: int, db: Session) -> None:
    db.execute(NilaiBaris.__table__.delete().where(NilaiBaris.kegiatan_id == 1))  # type: ignore[attr-defined]
    db.commit()
    f = baca(skp)
    assert f2.capaian(f.kegiatan[0], f).nilai == 0  # type: ignore[union-attr]
    assert f2.nilai_skp(f) == nilai_tahun(db, skp)


@pytest.mark.kedua_basis
@pytest.mark.parametrize("jenis", ["Plt", "Plh"])
def test_who_agreed_as_a_substitute_signs_f1_with_his_title(
    panggung: Panggung, db: Session, aktor: Any, jenis: str
) -> None:
    db.add(
        Pengganti(
            digantikan_id=pegawai_id(db, "kasi"), pengganti_id=pegawai_id(db, "pelaksana3"), jenis=jenis,
            sejak=date(2026, 1, 1), sampai=date(2026, 1, 31), nomor_surat="800/1",
        )
    )  # fmt: skip
    db.commit()
    panggung.penilai = "pelaksana3"
    nomor = panggung.skp().db.scalars(select(Skp.id)).one()
    penilai = formulir.muat_f1([nomor])[0].penilai
    assert penilai is not None
    assert (penilai.nama, penilai.nip) == ("Natalia Pelaksana", "199301012017012009")
    assert (penilai.jabatan, penilai.unit) == (f"{jenis}. Kepala Seksi", "Seksi Rehabilitasi Anak")
    tahunan = baca(nomor).penilai
    assert tahunan is not None
    assert (tahunan.nama, tahunan.jabatan) == ("Kornelis Kasi", "Kepala Seksi"), "tahunnya belum dinilai siapa pun"


@pytest.mark.kedua_basis
def test_many_cost_no_more_statements_than_one(panggung: Panggung, db: Session, aktor: Any, kerjakan: Any) -> None:
    Panggung(db, aktor, kerjakan, "pelaksana2").skp()
    panggung.skp()
    semua = list(db.scalars(select(Skp.id)))
    for nomor in semua:
        sahkan(db, nomor, 1, *SEMUA)
    db.rollback()
    for muat in (formulir.muat_f1, formulir.muat_f2):
        banyak = []
        for ids in (semua[:1], semua):
            db.expire_all()
            db.rollback()
            with pernyataan(db.get_bind()) as ditanya:  # type: ignore[arg-type]
                assert [f.nomor for f in muat(ids)] == [db.get_one(Skp, i).nomor for i in ids]
            banyak.append(len(ditanya))
        assert banyak[1] <= banyak[0] + 1, muat.__name__
        assert banyak[1] <= 12


def test_forms_come_in_the_order_asked_for_and_cancelled_or_draft_skp_have_none(
    skp: int, db: Session, aktor: Any, kerjakan: Any
) -> None:
    Panggung(db, aktor, kerjakan, "pelaksana2").skp(berlaku=False)
    dinas = db.get_one(Skp, skp).opd_id
    lain = db.scalars(select(Skp.id).where(Skp.id != skp)).one()
    assert formulir.ids("f1", dinas, 2026) == [skp, lain]
    assert formulir.ids("skp6", dinas, 2026) == [skp, lain]
    assert formulir.ids("f2", dinas, 2026) == [], "PP 46/2011 tidak menilai siapa pun sesudah Juni 2021"
    for tahun, dua in ((2020, []), (2021, [skp])):
        menjadi(db, skp, tahun)
        assert formulir.ids("f2", dinas, tahun) == [skp]
        assert formulir.ids("skp30", dinas, tahun) == dua
    menjadi(db, skp, 2026)
    db.get_one(Skp, lain).status = "dibatalkan"
    db.commit()
    assert formulir.ids("f1", dinas, 2026) == [skp]
    assert [f.nomor for f in formulir.muat_f1([lain, skp])] == [db.get_one(Skp, i).nomor for i in (lain, skp)]
