"""Admin BKD gives an open task of somebody who left to whom the chain names today; both names stay."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal.actions import pengalihan
from portal.errors import Bentrok, BukanHak, TidakDitemukan, TidakSah
from portal.models import Pegawai, Pemberitahuan, Pengguna, Peristiwa, Rantai, Skp
from portal.security import orang
from tests.bulan import Panggung, januari, panggung
from tests.factories import ORANG
from tests.views.bantuan import pegawai_id, pohon, teks

__all__ = ["januari", "panggung"]
pytestmark = pytest.mark.kedua_basis
Login = Callable[[str], Any]
ALASAN = "SK mutasi 800/12/BKD, berlaku 1 Februari"


def rantai_baru(db: Session, *, penilai: str = "jft", atasan: str = "kabid", siapa: str = "pelaksana1") -> None:
    """From today on the chain of that person names others."""
    lama = db.scalars(select(Rantai).where(Rantai.pegawai_id == pegawai_id(db, siapa))).one()
    lama.sampai = date(2025, 12, 31)
    db.add(Rantai(
        pegawai_id=lama.pegawai_id, penilai_id=pegawai_id(db, penilai), atasan_id=pegawai_id(db, atasan),
        sejak=date(2026, 1, 1),
    ))  # fmt: skip
    db.commit()


def alihkan(p: Panggung, oleh: str = "admin_bkd", alasan: str = ALASAN) -> Any:
    return pengalihan.alihkan(p.tugas, actor=p.aktor(oleh), alasan=alasan)


@pytest.fixture
def diajukan(januari: Panggung) -> Panggung:
    """January lies with kasi."""
    return januari.ajukan()


def test_the_task_and_what_follows_go_to_the_present_holder(diajukan: Panggung, db: Session) -> None:
    rantai_baru(db)
    hasil = alihkan(diajukan)
    baru = orang(pegawai_id(db, "jft"))
    assert hasil.owner == baru and workflows.instance(db, diajukan.instans).parties["pejabat_penilai"] == baru
    assert db.scalars(select(Skp.penilai_id)).one() == pegawai_id(db, "jft")
    db.rollback()
    diajukan.penilai = "jft"
    diajukan.tolak().banding()
    assert diajukan.bulan.status == "appeal", "the new one decided, the atasan decides on him as before"
    diajukan.buka(2)
    assert workflows.instance(db, diajukan.instans).parties["pejabat_penilai"] == baru, "the months to come are his"


def test_the_new_holder_may_read_the_document_and_the_old_one_no_longer(
    diajukan: Panggung, login: Login, db: Session
) -> None:
    nomor = diajukan.bulan.id
    assert login("jft").get(f"/realisasi/{nomor}").status_code == 404
    rantai_baru(db)
    alihkan(diajukan)
    assert login("jft").get(f"/realisasi/{nomor}").status_code == 200
    assert login("kasi").get(f"/realisasi/{nomor}").status_code == 404


def test_event_history_and_notices_name_both_and_the_reason(diajukan: Panggung, db: Session) -> None:
    rantai_baru(db)
    alihkan(diajukan)
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "tugas:dialihkan"))
    lama, baru = orang(pegawai_id(db, "kasi")), orang(pegawai_id(db, "jft"))
    assert satu.aktor == orang(pegawai_id(db, "admin_bkd")) and satu.instans_id == diajukan.instans
    assert (satu.rincian["dari"], satu.rincian["ke"], satu.rincian["alasan"]) == (lama, baru, ALASAN)
    assert satu.rincian["pihak_skp"] is True
    (langkah,) = (s for s in workflows.history(db, diajukan.instans) if s.what == "assigned")
    assert (langkah.facts["dari"], langkah.facts["ke"]) == (lama, baru)
    kabar = {k.pegawai_id: k.judul for k in db.scalars(select(Pemberitahuan).where(Pemberitahuan.kunci.like("alih:%")))}
    assert set(kabar) == {pegawai_id(db, "jft"), pegawai_id(db, "pelaksana1")}


def test_the_atasan_is_replaced_in_the_same_way(diajukan: Panggung, db: Session) -> None:
    diajukan.tolak().banding()
    rantai_baru(db, penilai="kasi", atasan="kepala")
    assert alihkan(diajukan).owner == orang(pegawai_id(db, "kepala"))
    assert db.scalars(select(Skp.atasan_banding_id)).one() == pegawai_id(db, "kepala")


@pytest.mark.parametrize("siapa", ["kasi", "auditor", "admin_opd", "verifikatur"])
def test_nobody_else_gives_tasks_away(siapa: str, diajukan: Panggung, db: Session) -> None:
    rantai_baru(db)
    with pytest.raises(BukanHak):
        alihkan(diajukan, siapa)


def test_not_to_himself_and_not_in_his_own_case(diajukan: Panggung, db: Session) -> None:
    rantai_baru(db, penilai="admin_bkd")
    with pytest.raises(BukanHak):
        alihkan(diajukan)


@pytest.mark.parametrize("alasan", ["", "  pindah ", "x" * 501])
def test_without_a_reason_nothing_changes(alasan: str, diajukan: Panggung, db: Session) -> None:
    rantai_baru(db)
    with pytest.raises(TidakSah):
        alihkan(diajukan, alasan=alasan)


def test_while_the_chain_names_the_old_holder_nobody_else_is_entitled(diajukan: Panggung) -> None:
    with pytest.raises(Bentrok, match="masih menyebut Kornelis Kasi"):
        alihkan(diajukan)


def test_an_appraiser_who_is_the_atasan_of_the_case_is_refused(diajukan: Panggung, db: Session) -> None:
    rantai_baru(db, penilai="kabid", atasan="kepala")
    with pytest.raises(Bentrok, match="Juliana Kabid: Atasan banding tidak boleh orang yang sama"):
        alihkan(diajukan)


def test_a_successor_who_cannot_log_in_is_refused(diajukan: Panggung, db: Session) -> None:
    rantai_baru(db)
    db.scalars(select(Pengguna).where(Pengguna.username == ORANG["jft"].nip)).one().active = False
    db.commit()
    with pytest.raises(Bentrok, match="tidak aktif"):
        alihkan(diajukan)


def test_the_persons_own_task_and_a_queue_stay(januari: Panggung, db: Session) -> None:
    rantai_baru(db)
    with pytest.raises(Bentrok, match="tugas pegawai sendiri"):
        alihkan(januari)
    januari.ajukan().setujui()
    with pytest.raises(Bentrok, match="antrean"):
        alihkan(januari)


def test_a_task_of_another_instance_is_not_there(diajukan: Panggung, db: Session) -> None:
    rantai_baru(db)
    with pytest.raises(TidakDitemukan):
        pengalihan.alihkan(diajukan.tugas, actor=diajukan.aktor("admin_bkd"), alasan=ALASAN, instans_id="0" * 32)


def buka(klien: Any, p: Panggung) -> Any:
    """The page, having said what for."""
    alamat = f"/instans/{p.instans}/alihkan"
    klien.kirim(
        f"/pemeriksaan/instans/{p.instans}", {"pilihan": "lain", "keterangan": "pengalihan tugas", "kembali": alamat}
    )
    return klien.get(alamat)


def test_the_page_shows_who_would_get_it_and_leads_there_from_the_instance(
    diajukan: Panggung, login: Login, db: Session
) -> None:
    rantai_baru(db)
    klien = login("admin_bkd")
    halaman = pohon(buka(klien, diajukan))
    isi = teks(halaman.cssselect("main")[0])
    assert "Kornelis Kasi (pejabat penilai)" in isi and "Oktovianus Pekerja Sosial (pejabat penilai)" in isi
    alamat = f"/instans/{diajukan.instans}/alihkan"
    assert pohon(klien.get(f"/instans/{diajukan.instans}")).cssselect(f"a[href='{alamat}']")
    kosong = klien.kirim(alamat, {"tugas": diajukan.tugas, "alasan": "ya"})
    assert kosong.status_code == 422 and pohon(kosong).cssselect("textarea[aria-invalid]")
    assert teks(pohon(kosong).cssselect("textarea")[0]) == "ya"
    jawab = klien.kirim(alamat, {"tugas": diajukan.tugas, "alasan": ALASAN})
    assert jawab.status_code == 302 and jawab.location == f"/instans/{diajukan.instans}"
    assert "Oktovianus" in login("jft").get("/tugas/").text or diajukan.bulan.nomor in login("jft").get("/tugas/").text


def test_where_nobody_can_take_it_the_page_says_why_instead_of_a_form(
    diajukan: Panggung, login: Login, db: Session
) -> None:
    halaman = pohon(buka(login("admin_bkd"), diajukan))
    assert "masih menyebut Kornelis Kasi" in teks(halaman.cssselect("main")[0])
    assert not halaman.cssselect("main form")


def test_an_auditor_sees_no_link_and_no_page(diajukan: Panggung, login: Login) -> None:
    klien = login("auditor")
    buka(klien, diajukan)
    alamat = f"/instans/{diajukan.instans}/alihkan"
    assert klien.get(alamat).status_code == 403
    assert not pohon(klien.get(f"/instans/{diajukan.instans}")).cssselect(f"a[href='{alamat}']")


def test_somebody_who_has_left_keeps_his_name_in_what_he_did(diajukan: Panggung, db: Session) -> None:
    diajukan.tolak()
    db.scalars(select(Pegawai).where(Pegawai.nip == ORANG["kasi"].nip)).one().aktif = False
    db.commit()
    assert diajukan.bulan.ditinjau_oleh_id == pegawai_id(db, "kasi")
