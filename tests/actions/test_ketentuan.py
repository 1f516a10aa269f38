"""A parameter is decided by two people, counts from its day, and changes nothing that has been computed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal import himpunan, waktu
from portal.actions import ketentuan, simulasi
from portal.errors import Bentrok, BukanHak, TidakDitemukan, TidakSah, TidakTersedia
from portal.models import HasilSimulasi, Ketentuan, Pemberitahuan, Peristiwa, SimulasiKetentuan, UsulanKetentuan
from portal.rules.berlaku import parameter
from portal.rules.tenggat import batas
from tests.bulan import Panggung
from tests.lakon_ketentuan import BOBOT, SAAT, Lakon, isi

TENGGAT = "tenggat.tinjau_skp"


@pytest.fixture
def lakon(aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> Lakon:
    return Lakon(aktor, kerjakan)


@pytest.fixture
def dinilai(januari: Panggung) -> Panggung:
    """January has its score."""
    return januari.ajukan().setujui()


def jenis(db: Session) -> list[str]:
    db.rollback()
    return list(db.scalars(select(Peristiwa.jenis).where(Peristiwa.jenis.like("ketentuan:%")).order_by(Peristiwa.id)))


def test_the_whole_way_leaves_one_event_each_and_counts_from_its_day(
    dinilai: Panggung, lakon: Lakon, db: Session
) -> None:
    assert lakon.berlaku() == 1
    assert jenis(db) == [
        "ketentuan:diusulkan", "ketentuan:simulasi_diminta", "ketentuan:simulasi_selesai", "ketentuan:diajukan",
        "ketentuan:disetujui",
    ]  # fmt: skip
    assert parameter("tpp", "bobot", date(2026, 4, 30))["id"] == "tpp.bobot@2014-01-01"
    assert parameter("tpp", "bobot", date(2026, 5, 1))["id"] == "tpp.bobot@2026-05-01#1"
    (satu,) = db.scalars(select(Ketentuan))
    assert (satu.sidik_sebelum, satu.diusulkan_oleh.nama, satu.disetujui_oleh.nama) == (
        himpunan.AWAL, "Emanuel Admin", "Gabriel Penyetuju",
    )  # fmt: skip


def test_who_proposed_does_not_decide_and_who_may_not_propose_is_refused(
    lakon: Lakon, aktor: Callable[[str], Any], db: Session
) -> None:
    usulan = lakon.ajukan(lakon.usulkan(TENGGAT, isi({"hari": "7"})))
    with pytest.raises(BukanHak) as sendiri:
        lakon.setujui(usulan, "admin_bkd")
    assert sendiri.value.kode == "pengusul_sendiri"
    for siapa in ("kasi", "auditor", "sekda", "admin_opd", "pengelola_alur"):
        with pytest.raises(BukanHak):
            lakon.setujui(usulan, siapa)
    with waktu.pada(SAAT), pytest.raises(BukanHak):
        ketentuan.usulkan("tpp.bobot", isi(), actor=aktor("penyetuju_alur"))
    with waktu.pada(SAAT), pytest.raises(BukanHak):
        simulasi.minta(usulan, "2026-01", actor=aktor("auditor"))
    db.rollback()
    assert db.scalar(select(Ketentuan.id)) is None


def test_a_proposal_that_changes_a_number_is_simulated_before_it_is_sent(dinilai: Panggung, lakon: Lakon) -> None:
    usulan = lakon.usulkan()
    with pytest.raises(Bentrok) as belum:
        lakon.ajukan(usulan)
    assert belum.value.kode == "belum_disimulasikan"
    lakon.simulasikan(usulan)
    with waktu.pada(SAAT):  # another text, and what was looked at is no longer what is asked for
        ketentuan.ubah(usulan, isi({**BOBOT, "produktivitas": "60", "disiplin": "40", "capaian_terbanyak": "110"}),
                       actor=lakon.aktor("admin_bkd"))  # fmt: skip
    with pytest.raises(Bentrok):
        lakon.ajukan(usulan)


def test_everything_wrong_is_named_at_once_and_nothing_is_stored(lakon: Lakon, db: Session) -> None:
    salah = isi({**BOBOT, "disiplin": "40"}, sejak=date(2026, 3, 10), dasar="SK", alasan="")
    with pytest.raises(TidakSah) as galat:
        lakon.usulkan(isian=salah)
    assert [t.medan for t in galat.value.temuan] == ["sejak", "disiplin", "dasar", "alasan"]
    with pytest.raises(TidakSah) as kosong:
        lakon.usulkan(isian=isi(sejak=None))
    assert [t.medan for t in kosong.value.temuan] == ["sejak"]
    with pytest.raises(TidakSah, match="Tidak ada yang berubah"):
        lakon.usulkan(isian=isi({**BOBOT, "produktivitas": "60", "disiplin": "40"}))
    with pytest.raises(TidakDitemukan):
        lakon.usulkan("pp46.aturan", isi({}))
    assert db.scalar(select(UsulanKetentuan.id)) is None and jenis(db) == []


def test_one_proposal_is_open_per_table_and_a_second_window_is_told(lakon: Lakon, aktor: Callable[[str], Any]) -> None:
    usulan = lakon.usulkan(TENGGAT, isi({"hari": "7"}))
    with pytest.raises(Bentrok):
        lakon.usulkan(TENGGAT, isi({"hari": "8"}))
    lakon.usulkan("tenggat.perbaiki_skp", isi({"hari": "8"}))
    with waktu.pada(SAAT):
        ketentuan.ubah(usulan, isi({"hari": "9"}), actor=aktor("admin_bkd"), revisi=1)
        with pytest.raises(Bentrok) as usang:
            ketentuan.ubah(usulan, isi({"hari": "10"}), actor=aktor("admin_bkd"), revisi=1)
    assert usang.value.kode == "usulan_usang"


def test_sent_taken_back_returned_and_given_up(lakon: Lakon, aktor: Callable[[str], Any], db: Session) -> None:
    admin, penyetuju = aktor("admin_bkd"), aktor("penyetuju_alur")
    usulan = lakon.ajukan(lakon.usulkan(TENGGAT, isi({"hari": "7"})))
    with waktu.pada(SAAT):
        with pytest.raises(Bentrok):
            ketentuan.ubah(usulan, isi({"hari": "8"}), actor=admin)
        ketentuan.tarik(usulan, actor=admin)
    with waktu.pada(SAAT + timedelta(minutes=5)):
        ketentuan.ajukan(usulan, actor=admin)
        with pytest.raises(TidakSah):
            ketentuan.kembalikan(usulan, actor=penyetuju, catatan=" ")
        with pytest.raises(BukanHak):
            ketentuan.kembalikan(usulan, actor=admin, catatan="Saya sendiri yang mengusulkan.")
        ketentuan.kembalikan(usulan, actor=penyetuju, catatan="Sebut pasal Pergubnya.")
        ketentuan.buang(usulan, actor=admin)
        with pytest.raises(Bentrok):
            ketentuan.setujui(usulan, actor=penyetuju)
    assert jenis(db)[-2:] == ["ketentuan:dikembalikan", "ketentuan:usulan_dibuang"]
    pesan = db.scalars(select(Pemberitahuan.judul).where(Pemberitahuan.tautan == f"/ketentuan/usulan/{usulan}")).all()
    assert len(pesan) == 3  # twice to the one who decides, once back


def test_a_day_that_came_while_it_waited_is_refused(lakon: Lakon, aktor: Callable[[str], Any]) -> None:
    usulan = lakon.ajukan(lakon.usulkan(TENGGAT, isi({"hari": "7"}, sejak=date(2026, 3, 11))))
    with waktu.pada(datetime(2026, 3, 11, 0, 0, tzinfo=waktu.WITA)), pytest.raises(TidakSah, match="sesudah hari ini"):
        ketentuan.setujui(usulan, actor=aktor("penyetuju_alur"))


def test_a_decided_deadline_is_what_the_next_step_gets(lakon: Lakon) -> None:
    sejak = datetime(2026, 5, 4, 9, tzinfo=waktu.WITA)
    assert batas("tinjau_skp", sejak).date() == date(2026, 5, 11)
    lakon.berlaku(TENGGAT, isi({"hari": "7"}), masa=None)
    assert batas("tinjau_skp", sejak).date() == date(2026, 5, 13)


def test_a_score_and_its_trace_stay_when_the_parameters_change(dinilai: Panggung, lakon: Lakon, db: Session) -> None:
    from portal.actions.penilaian import tulis_nilai

    lama = (dinilai.bulan.nilai, dinilai.bulan.jejak)
    assert lama[1]["parameter"] == "bulanan.aturan@2014-01-01"
    aturan = isi({"batas_aspek": "150", "belum_selesai": "rata"}, sejak=date(2026, 4, 1))
    lakon.berlaku("bulanan.aturan", aturan)
    assert (dinilai.bulan.nilai, dinilai.bulan.jejak) == lama
    with waktu.pada(datetime(2027, 1, 5, 9, tzinfo=waktu.WITA)):
        tulis_nilai(dinilai.bulan)  # computed anew long after: the month's own parameters
    bulan = db.scalars(select(type(dinilai.bulan))).one()
    assert (bulan.nilai, bulan.jejak) == lama
    db.rollback()
    assert parameter("bulanan", "aturan", date(2026, 4, 1))["id"] == "bulanan.aturan@2026-04-01#1"


def test_what_is_decided_cannot_be_changed_and_what_was_is_not_computed_with(lakon: Lakon, db: Session) -> None:
    lakon.berlaku(TENGGAT, isi({"hari": "7"}), masa=None)
    db.rollback()
    for sql in ("UPDATE ketentuan SET nilai = '{}'", "DELETE FROM ketentuan"):
        with pytest.raises(DBAPIError, match="hanya dapat ditambah"):
            db.execute(text(sql))
        db.rollback()
    palsu = Ketentuan(
        id=2, tabel=TENGGAT, sejak=date(2026, 4, 1), nilai={"jenis": "kerja", "hari": 90}, dasar="-",
        sidik_sebelum="0" * 64, sidik="f" * 64, usulan_id=lakon.usulkan("tenggat.perbaiki_skp", isi({"hari": "8"})),
        diusulkan_oleh_id=1, disetujui_oleh_id=1, disetujui_pada=SAAT,
    )  # fmt: skip
    db.add(palsu)
    db.commit()
    with pytest.raises(TidakTersedia) as rusak:
        parameter("tenggat", "tinjau_skp", date(2026, 4, 1))
    assert rusak.value.kode == "ketentuan_rusak"


def test_two_tables_one_chain_and_another_session_sees_it(lakon: Lakon, db: Session) -> None:
    lakon.berlaku(TENGGAT, isi({"hari": "7"}), masa=None)
    assert parameter("tenggat", "tinjau_skp", date(2026, 6, 1))["hari"] == 7
    lakon.berlaku("tenggat.perbaiki_skp", isi({"hari": "8"}), masa=None)
    satu, dua = db.scalars(select(Ketentuan).order_by(Ketentuan.id))
    assert dua.sidik_sebelum == satu.sidik
    assert parameter("tenggat", "perbaiki_skp", date(2026, 6, 1))["hari"] == 8


def test_the_simulation_says_who_gains_and_who_loses(dinilai: Panggung, lakon: Lakon, db: Session) -> None:
    nomor = lakon.simulasikan(lakon.usulkan())
    db.rollback()
    satu = db.get(SimulasiKetentuan, nomor)
    assert satu is not None
    assert (satu.status, satu.satuan, satu.selesai, satu.jumlah) == ("siap", "persen", 1, 1)
    (hasil,) = db.scalars(select(HasilSimulasi))
    # score 98,8333…; TL1 twice and one TK: 4% off the discipline part: 59,30 + 38,40 and 69,18 + 28,80
    assert (hasil.sebelum, hasil.sesudah, hasil.selisih) == (9770, 9798, 28)
    assert simulasi.hitung(nomor) == {"naik": 1, "turun": 0, "tetap": 0, "tak_dihitung": 0}


def test_a_simulation_is_asked_once_for_times_that_have_something_to_show(
    dinilai: Panggung, lakon: Lakon, aktor: Callable[[str], Any]
) -> None:
    usulan = lakon.usulkan()
    lakon.simulasikan(usulan)
    with waktu.pada(SAAT):
        for masa in ("2025-01", "2026-12", "2027", "kemarin"):
            with pytest.raises(TidakSah) as galat:
                simulasi.minta(usulan, masa, actor=aktor("admin_bkd"))
            assert galat.value.medan == "masa"
        with pytest.raises(Bentrok):
            simulasi.minta(usulan, "2026-01", actor=aktor("penyetuju_alur"))
        simulasi.minta(usulan, "2026", actor=aktor("penyetuju_alur"))
        with pytest.raises(Bentrok):
            simulasi.minta(lakon.usulkan(TENGGAT, isi({"hari": "7"})), "2026-01", actor=aktor("admin_bkd"))


def test_a_run_that_was_killed_goes_on_and_counts_nobody_twice(dinilai: Panggung, lakon: Lakon, db: Session) -> None:
    usulan = lakon.usulkan()
    with waktu.pada(SAAT):
        nomor = simulasi.minta(usulan, "2026-01", actor=lakon.aktor("admin_bkd"))
    simulasi.mulai(nomor, 1)
    orang = lakon.aktor("pelaksana1")
    baris = {"pegawai_id": orang.pegawai_id, "opd_id": orang.opd_id, "sebelum": 1, "sesudah": 2, "selisih": 1}
    assert simulasi.simpan(nomor, 0, orang.pegawai_id, [{**baris, "sebab": None}])
    assert not simulasi.simpan(nomor, 0, orang.pegawai_id, [{**baris, "sebab": None}])
    lakon.kerjakan()
    db.rollback()
    satu = db.get(SimulasiKetentuan, nomor)
    assert satu is not None and (satu.status, satu.selesai) == ("siap", 1)


def test_one_that_fails_says_so_and_may_be_asked_again(
    dinilai: Panggung, lakon: Lakon, db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    usulan = lakon.usulkan()
    monkeypatch.setattr("portal.queries.simulasi_bahan.jumlah", lambda masa: 1 // 0)
    nomor = lakon.simulasikan(usulan)
    db.rollback()
    satu = db.get(SimulasiKetentuan, nomor)
    assert satu is not None and satu.status == "gagal" and "Coba lagi" in (satu.galat or "")
    monkeypatch.undo()
    db.rollback()
    assert lakon.simulasikan(usulan) == nomor
    db.rollback()
    assert db.get(SimulasiKetentuan, nomor).status == "siap"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("tabel", "medan", "hasil"),
    [
        ("bulanan.aturan", {"batas_aspek": "100", "belum_selesai": "rata"}, (9883, 9883)),
        ("jendela.realisasi", {"hari_buka": "1", "hari_tutup": "2"}, (0, 100)),
        ("tpp.kelas", {"kelas_6": "5000000"}, (None, None)),
    ],
)
def test_each_kind_of_table_is_compared_by_what_it_changes(
    tabel: str, medan: dict[str, str], hasil: tuple[Any, Any], dinilai: Panggung, lakon: Lakon, db: Session
) -> None:
    lakon.simulasikan(lakon.usulkan(tabel, isi(medan)))
    (satu,) = db.scalars(select(HasilSimulasi))
    assert (satu.sebelum, satu.sesudah) == hasil
    if hasil == (None, None):
        assert satu.sebab == "Kelas jabatan ini belum diisi pada data induk."
