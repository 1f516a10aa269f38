"""The year through its actions on both databases: who may do what, what is kept, and what silence does."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from portal import jobs
from portal.actions import penilaian_tahunan
from portal.errors import Bentrok, BukanHak, SudahSelesai, TidakDitemukan, TidakSah
from portal.models import Pengganti, Penilaian, Peristiwa, Skp
from portal.rules.periode import WITA, akhir_hari
from tests.tahun import PAN6, PP46, Tahun, kegiatan


def wakilkan(tahun: Tahun, pengganti: str, digantikan: str) -> None:
    """The first acts for the second as Plt in January and February of the next year."""
    id_ = {k: tahun.aktor(k).pegawai_id for k in (pengganti, digantikan)}
    tahun.db.add(
        Pengganti(
            pengganti_id=id_[pengganti], digantikan_id=id_[digantikan], jenis="Plt", sejak=date(tahun.tahun + 1, 1, 1),
            sampai=date(tahun.tahun + 1, 2, 28), nomor_surat="1/Plt",
        )
    )  # fmt: skip
    tahun.db.commit()


def test_a_year_is_assessed_received_signed_and_made_valid(terbuka: Tahun) -> None:
    p = terbuka.nilai().penilaian
    assert (p.status, p.nomor, p.profil) == ("diserahkan", f"PK-2026-{p.pegawai_id:05d}", "PAN6")
    (hasil,) = p.hasil
    assert (hasil.sisi, hasil.predikat, hasil.capaian_skp) == ("penilai", "Baik", Decimal("98.33"))
    assert hasil.oleh_id == terbuka.aktor("kasi").pegawai_id
    assert len(p.sidik or "") == 64
    p = terbuka.terima().penilaian
    assert (p.status, p.cara_terima) == ("diterima", "elektronik")
    assert p.batas_tanggapan == akhir_hari(date(2027, 1, 30))
    p = terbuka.tanggapi().penilaian
    assert (p.status, p.sikap) == ("menunggu_pengesahan", "tandatangani")
    p = terbuka.sahkan().penilaian
    assert (p.status, p.disahkan_oleh_id) == ("sah", terbuka.aktor("kabid").pegawai_id)
    terbuka.lewat(1, 22)
    assert terbuka.kabar("pelaksana1")[-1] == "Penilaian 2026 milik Anda sudah sah."
    assert terbuka.kabar("kasi")[-1] == "Penilaian 2026 milik Lusia Pelaksana sudah sah."
    assert terbuka.langkah == []


def test_the_document_received_is_the_document_handed_over(terbuka: Tahun) -> None:
    terbuka.nilai()
    with terbuka.depan(1, 16), pytest.raises(Bentrok) as galat:
        penilaian_tahunan.terima(terbuka.tugas, actor=terbuka.aktor("pelaksana1"), sidik="0" * 64)
    assert galat.value.kode == "sidik_berbeda"
    assert terbuka.penilaian.status == "diserahkan"


def test_the_year_of_pp_46_is_computed_from_its_months_and_the_behaviour(db, aktor, kerjakan) -> None:
    lama = Tahun(db, aktor, kerjakan, tahun=2020)
    lama.skp(kegiatan(11, 12)).verifikasi(11, ("9", "90", "20")).verifikasi(12, ("8", "100", "18")).buka()
    lama.nilai(**PP46)
    p = lama.penilaian
    (hasil,) = p.hasil
    # kuantitas 17/18, mutu 95, waktu 2 bulan x 38/40 = 1,9: efisiensi 5% -> 81
    assert hasil.capaian_skp == Decimal("90.15")
    assert (hasil.nilai_perilaku, hasil.nilai, hasil.predikat) == (Decimal("86.6"), Decimal("88.73"), "Baik")
    assert {n.aspek: n.nilai for n in p.perilaku}["integritas"] == Decimal("86.6")
    assert hasil.hasil_kerja is None
    assert lama.peristiwa("penilaian:diserahkan").rincian["hasil"]["nilai"] == "88.73"


def test_a_year_before_the_rules_is_not_opened_and_says_why(db, aktor) -> None:
    with pytest.raises(Bentrok, match="2013 belum dapat dibuka") as galat:
        penilaian_tahunan.buka(aktor("pelaksana1").pegawai_id, 2013)
    assert galat.value.kode == "tahun_belum_dimodelkan"
    assert db.scalars(select(Penilaian)).all() == []


def test_an_assessment_with_gaps_is_refused_with_each_of_them_and_nothing_is_kept(db, aktor, kerjakan) -> None:
    lama = Tahun(db, aktor, kerjakan, tahun=2020).skp().buka()
    with lama.depan(1, 15), pytest.raises(TidakSah) as galat:
        penilaian_tahunan.nilai(lama.tugas, actor=aktor("kasi"), aspek=[{"aspek": "integritas", "nilai": "120"}])
    assert [(t.medan, t.baris) for t in galat.value.temuan] == [("nilai", n) for n in range(1, 6)]
    assert lama.penilaian.hasil == [] and lama.penilaian.status == "menunggu_nilai"


def test_months_that_are_not_verified_do_not_count_and_the_trace_says_which(tahun: Tahun) -> None:
    tahun.skp(kegiatan(11, 12)).verifikasi(11).buka().nilai()
    (hasil,) = tahun.penilaian.hasil
    bulan = hasil.jejak["langkah"][0]["nilai"]
    assert bulan["2026-11"] == "98.33" and bulan["belum diverifikasi, tidak dihitung"] == "2026-12"


@pytest.mark.parametrize("orang", ["pelaksana1", "pelaksana2", "kabid", "kepala", "verifikatur", "admin_bkd"])
def test_only_the_appraiser_assesses(terbuka: Tahun, orang: str) -> None:
    with terbuka.depan(1, 15), pytest.raises(TidakDitemukan):
        penilaian_tahunan.nilai(terbuka.tugas, actor=terbuka.aktor(orang), **PAN6)
    assert terbuka.penilaian.status == "menunggu_nilai"


@pytest.mark.parametrize("orang", ["kasi", "kabid", "pelaksana2", "admin_bkd"])
def test_only_the_person_confirms_the_receipt_and_answers(terbuka: Tahun, orang: str) -> None:
    terbuka.nilai()
    with terbuka.depan(1, 16), pytest.raises(TidakDitemukan):
        penilaian_tahunan.terima(terbuka.tugas, actor=terbuka.aktor(orang), sidik=terbuka.penilaian.sidik or "")
    terbuka.terima()
    with terbuka.depan(1, 17), pytest.raises(TidakDitemukan):
        penilaian_tahunan.tanggapi(terbuka.tugas, actor=terbuka.aktor(orang), sikap="keberatan", alasan="x")


def test_a_plt_of_the_person_does_not_answer_for_him(diterima: Tahun) -> None:
    wakilkan(diterima, "pelaksana2", "pelaksana1")
    with diterima.depan(1, 17), pytest.raises(TidakDitemukan):
        penilaian_tahunan.tanggapi(diterima.tugas, actor=diterima.aktor("pelaksana2"), sikap="tandatangani")


def test_a_plt_of_the_appraiser_assesses_and_both_names_are_kept(terbuka: Tahun) -> None:
    wakilkan(terbuka, "jft", "kasi")
    with terbuka.depan(1, 15):
        penilaian_tahunan.nilai(terbuka.tugas, actor=terbuka.aktor("jft"), **PAN6)
    (hasil,) = terbuka.penilaian.hasil
    assert hasil.oleh_id == terbuka.aktor("jft").pegawai_id
    peristiwa = terbuka.peristiwa("penilaian:diserahkan")
    assert (peristiwa.aktor, peristiwa.atas_nama) == (terbuka.aktor("jft").id, terbuka.aktor("kasi").id)
    assert terbuka.penilaian.skp.penilai_id == terbuka.aktor("kasi").pegawai_id


def test_who_assessed_does_not_make_it_valid_not_even_as_plt_of_his_superior(diterima: Tahun) -> None:
    diterima.tanggapi()
    wakilkan(diterima, "kasi", "kabid")
    with diterima.depan(1, 21), pytest.raises(BukanHak) as galat:
        penilaian_tahunan.sahkan(diterima.tugas, actor=diterima.aktor("kasi"))
    assert galat.value.kode == "memutus_diri_sendiri"
    assert diterima.sahkan().penilaian.status == "sah"


def test_nobody_assesses_himself_not_even_as_plt_of_his_appraiser(terbuka: Tahun) -> None:
    wakilkan(terbuka, "pelaksana1", "kasi")
    with terbuka.depan(1, 15), pytest.raises(BukanHak):
        penilaian_tahunan.nilai(terbuka.tugas, actor=terbuka.aktor("pelaksana1"), **PAN6)


def test_where_the_governor_is_both_he_signs_as_both(db, aktor, kerjakan) -> None:
    sekda = Tahun(db, aktor, kerjakan, siapa="sekda").skp().buka().nilai().terima().tanggapi().sahkan()
    assert sekda.penilaian.status == "sah"


def test_silence_of_the_person_is_noted_by_sistem_and_the_assessment_goes_up(diterima: Tahun) -> None:
    diterima.lewat(1, 30, 23, 59, 59)
    assert diterima.langkah == ["tanggapi_penilaian"]
    diterima.lewat(1, 31, 0, 0, 0)
    p = diterima.penilaian
    assert (p.status, p.sikap, p.ditanggapi_pada) == ("menunggu_pengesahan", "diam", None)
    assert diterima.langkah == ["sahkan_penilaian"]
    peristiwa = diterima.peristiwa("penilaian:ditandatangani")
    assert (peristiwa.aktor, peristiwa.rincian["sikap"]) == ("sistem", "diam")
    for orang in ("pelaksana1", "kasi", "kabid"):
        assert "tidak ditandatangani" in diterima.kabar(orang)[-1], orang
    assert diterima.sahkan(31).penilaian.status == "sah"


def test_silence_of_the_appraiser_is_told_to_him_and_his_superior_and_the_task_stays(terbuka: Tahun) -> None:
    terbuka.lewat(1, 31, 23, 59, 58)
    assert terbuka.kabar("kabid") == []
    terbuka.lewat(2, 1, 0, 0, 0)
    assert "belum dinilai" in terbuka.kabar("kasi")[-1] and "belum dinilai" in terbuka.kabar("kabid")[-1]
    assert (terbuka.penilaian.status, terbuka.langkah) == ("menunggu_nilai", ["nilai_tahunan"])
    with terbuka.depan(2, 3):
        penilaian_tahunan.nilai(terbuka.tugas, actor=terbuka.aktor("kasi"), **PAN6)
    assert terbuka.penilaian.status == "diserahkan"


def test_silence_of_the_atasan_is_told_to_him_and_bkd_and_nothing_becomes_valid_by_itself(diterima: Tahun) -> None:
    diterima.tanggapi().lewat(3, 1)
    assert "lewat batas" in diterima.kabar("kabid")[-1] and "lewat batas" in diterima.kabar("admin_bkd")[-1]
    assert (diterima.penilaian.status, diterima.langkah) == ("menunggu_pengesahan", ["sahkan_penilaian"])


def catat(tahun: Tahun, tanggal: str, cara: str = "pos", hari: int = 30, **lain: str) -> None:
    with tahun.depan(1, hari):
        penilaian_tahunan.catat_serah_terima(tahun.tugas, actor=tahun.aktor("kasi"), tanggal=tanggal, cara=cara, **lain)


@pytest.fixture
def di_kertas(terbuka: Tahun) -> Tahun:
    """Handed over on 15 January, nothing confirmed until the 29th: the appraiser records it on paper."""
    terbuka.nilai().lewat(1, 29, 23, 59, 59)
    assert terbuka.langkah == ["terima_penilaian"]
    terbuka.lewat(1, 30, 0, 0, 0)
    assert terbuka.langkah == ["catat_serah_terima"]
    return terbuka


def test_a_receipt_on_paper_is_recorded_with_proof_and_its_day_begins_the_14_days(di_kertas: Tahun) -> None:
    di_kertas.resi()
    catat(di_kertas, "2027-01-25", keterangan="Resi 123")
    p = di_kertas.penilaian
    assert (p.status, p.cara_terima) == ("diterima", "pos")
    assert (p.diterima_pada.astimezone(WITA).date(), p.batas_tanggapan) == (
        date(2027, 1, 25), akhir_hari(date(2027, 2, 8)),
    )  # fmt: skip
    rincian = di_kertas.peristiwa("penilaian:serah_terima_dicatat").rincian
    assert (rincian["bukti"], rincian["keterangan"]) == (["a" * 64], "Resi 123")
    di_kertas.lewat(1, 30, 12)
    assert "dihitung dari tanggal itu" in di_kertas.kabar("pelaksana1")[-1]
    with di_kertas.depan(2, 8, 23, 59, 59):
        penilaian_tahunan.tanggapi(
            di_kertas.tugas, actor=di_kertas.aktor("pelaksana1"), sikap="keberatan", alasan="Tidak sesuai."
        )
    assert di_kertas.penilaian.status == "keberatan"


def test_a_receipt_on_paper_of_more_than_14_days_ago_goes_up_as_silence_and_can_be_made_valid(
    di_kertas: Tahun,
) -> None:
    di_kertas.resi()
    catat(di_kertas, "2027-01-15")  # its last day was the 29th, today is the 30th
    p = di_kertas.penilaian
    assert (p.status, p.sikap) == ("menunggu_pengesahan", "diam")
    assert di_kertas.peristiwa("penilaian:ditandatangani").rincian["sikap"] == "diam"
    di_kertas.lewat(1, 30, 12)
    assert di_kertas.langkah == ["sahkan_penilaian"]
    di_kertas.sahkan(31)
    assert (di_kertas.penilaian.status, di_kertas.penilaian.sikap) == ("sah", "diam")


def test_a_receipt_on_paper_whose_last_day_is_today_still_lets_the_person_answer(di_kertas: Tahun) -> None:
    di_kertas.resi()
    catat(di_kertas, "2027-01-16")
    assert di_kertas.penilaian.status == "diterima"
    assert di_kertas.langkah == ["tanggapi_penilaian"]
    di_kertas.lewat(1, 31, 0, 0, 0)
    assert (di_kertas.penilaian.status, di_kertas.penilaian.sikap) == ("menunggu_pengesahan", "diam")


def test_a_receipt_on_paper_without_proof_is_refused(di_kertas: Tahun) -> None:
    with pytest.raises(TidakSah) as galat:
        catat(di_kertas, "2027-01-25")
    assert galat.value.medan == "berkas"
    assert di_kertas.penilaian.status == "diserahkan"


@pytest.mark.parametrize("tanggal", ["2027-01-14", "2027-01-31", "2027-02-30", "kemarin"])
def test_a_day_before_handing_over_or_after_today_is_refused(di_kertas: Tahun, tanggal: str) -> None:
    di_kertas.resi()
    with pytest.raises(TidakSah) as galat:
        catat(di_kertas, tanggal)
    assert galat.value.medan == "tanggal"


def test_a_refused_receipt_needs_its_record_named(di_kertas: Tahun) -> None:
    di_kertas.resi()
    with pytest.raises(TidakSah) as galat:
        catat(di_kertas, "2027-01-15", "berita_acara")
    assert galat.value.medan == "keterangan"
    catat(di_kertas, "2027-01-15", "berita_acara", keterangan="BA 7/2027, dua saksi")
    assert di_kertas.penilaian.batas_tanggapan == akhir_hari(date(2027, 1, 29))


def test_a_year_opened_twice_is_one_year(terbuka: Tahun) -> None:
    satu = terbuka.penilaian.id
    terbuka.buka()
    with terbuka.depan(1, 12):
        assert penilaian_tahunan.buka(terbuka.aktor("pelaksana1").pegawai_id, 2026).id == satu
    jenis = terbuka.db.scalars(select(Peristiwa.rincian).where(Peristiwa.jenis == "penilaian:dibuka")).all()
    assert [r.get("sudah") for r in jenis] == [None, True]


def test_who_is_complete_is_opened_on_1_january_and_the_others_on_the_11th(tahun: Tahun) -> None:
    tahun.skp(kegiatan(11)).verifikasi(11)
    with tahun.pada(12, 31, 23, 59, 59):
        jobs.buka_tahun(2026)
    assert tahun.db.scalars(select(Penilaian)).all() == []
    assert tahun.buka(1, 1).penilaian.status == "menunggu_nilai"


def test_who_still_has_december_to_verify_waits_until_the_11th(tahun: Tahun) -> None:
    tahun.skp(kegiatan(11, 12)).verifikasi(11)
    for hari in (1, 10):
        tahun.buka(1, hari)
        assert tahun.db.scalars(select(Penilaian)).all() == [], hari
    assert tahun.buka(1, 11).langkah == ["nilai_tahunan"]


def test_a_december_that_somebody_else_has_verified_does_not_open_the_year_of_who_has_not(tahun: Tahun) -> None:
    lain = Tahun(tahun.db, tahun.aktor, tahun._kerjakan, siapa="pelaksana2")
    tahun.skp(kegiatan(11, 12)).verifikasi(11)
    lain.skp().verifikasi(12)
    tahun.buka(1, 10)
    dibuka = tahun.db.scalars(select(Penilaian.pegawai_id)).all()
    assert dibuka == [tahun.aktor("pelaksana2").pegawai_id]


def test_a_forgotten_year_is_opened_a_year_later(tahun: Tahun) -> None:
    tahun.skp()
    with tahun.pada(2, 1, tahun=2028):
        jobs.buka_tahun(2027)
    assert tahun.penilaian.tahun == 2026


def test_who_left_the_service_or_has_no_skp_in_force_is_not_opened(tahun: Tahun) -> None:
    tahun.skp()
    dokumen = tahun.db.scalars(select(Skp)).one()
    dokumen.status = "disengketakan"
    tahun.db.commit()
    tahun.buka()
    assert tahun.db.scalars(select(Penilaian)).all() == []
    with tahun.depan(1, 12), pytest.raises(Bentrok) as galat:
        penilaian_tahunan.buka(tahun.aktor("pelaksana1").pegawai_id, 2026)
    assert galat.value.kode == "skp_belum_ditetapkan"
    dokumen = tahun.db.scalars(select(Skp)).one()
    dokumen.status, dokumen.pegawai.aktif = "ditetapkan", False
    tahun.db.commit()
    tahun.buka()
    assert tahun.db.scalars(select(Penilaian)).all() == []


def test_a_second_assessment_of_the_same_year_finds_the_task_done_and_by_whom(terbuka: Tahun) -> None:
    tugas = terbuka.tugas
    terbuka.nilai()
    with terbuka.depan(1, 15), pytest.raises(SudahSelesai) as galat:
        penilaian_tahunan.nilai(tugas, actor=terbuka.aktor("kasi"), **PAN6)
    assert galat.value.oleh == "Kornelis Kasi"
    assert len(terbuka.penilaian.hasil) == 1
