"""The queries behind the screens mean the same on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.actions import bulan, skp
from portal.actions import tugas as tindakan
from portal.models import Pengganti, TugasDitunda
from portal.queries import beranda, cari, kerangka, menunggu, tugas
from portal.queries import langkah as langkah_
from portal.queries.perkara import perkara
from portal.rules.periode import Periode
from tests.views.bantuan import pegawai_id, usul
from workflows.bpmn import shipped

pytestmark = pytest.mark.kedua_basis
JUNI = datetime(2026, 6, 15, 9, tzinfo=waktu.WITA)


@pytest.fixture
def berkas(db: Session, aktor: Callable) -> dict[str, str]:
    """pelaksana1's SKP and its January: instance ids."""
    with waktu.pada(JUNI):
        satu = skp.buat(actor=aktor("pelaksana1"), tahun=2026)
        januari = bulan.buka(satu.id, Periode(2026, 1))
        return {"skp": satu.instans_id, "bulan": januari.instans_id}


def test_the_case_of_an_instance_is_its_skp_or_its_month(db: Session, berkas: dict[str, str]) -> None:
    kasus = perkara([*berkas.values(), "0" * 32])
    assert set(kasus) == set(berkas.values())
    assert (kasus[berkas["skp"]].bulan, kasus[berkas["bulan"]].bulan) == (None, 1)
    assert kasus[berkas["bulan"]].judul == "Realisasi Januari 2026"
    assert kasus[berkas["skp"]].nama == "Lusia Pelaksana"
    assert perkara([]) == {}


def test_what_is_put_aside_and_what_is_personal_to_the_one_replaced_is_left_out_of_list_and_count(
    db: Session, aktor: Callable, berkas: dict[str, str]
) -> None:
    with waktu.pada(JUNI):
        skp.buat(actor=aktor("kasi"), tahun=2026)
        hari = waktu.hari_ini()
        db.add(
            Pengganti(
                digantikan_id=pegawai_id(db, "kasi"), pengganti_id=pegawai_id(db, "kabid"), jenis="Plh", sejak=hari,
                sampai=hari + timedelta(days=30), nomor_surat="1",
            )
        )  # fmt: skip
        db.commit()
        satu, dua = usul(db, "kasi", "U-1"), usul(db, "kasi", "U-2")
        tindakan.tunda(satu, actor=aktor("kabid"), sampai=waktu.sekarang() + timedelta(days=3))
        lihat = tugas.kotak(aktor("kabid"), tugas.Saringan())
        assert [b.id for b in lihat.baris] == [dua]
        assert (lihat.semua, lihat.ditunda) == (1, 1)
        assert kerangka.jumlah(aktor("kabid")).tugas == 1
        assert [b.id for b in tugas.teratas(aktor("kabid"))] == [dua]
        assert kerangka.sebutan(aktor("kabid")) == "Plh. Kornelis Kasi"
        assert len(tugas.kotak(aktor("kasi"), tugas.Saringan()).baris) == 3


def test_the_worklist_takes_several_instances_and_ids_to_keep_or_to_leave_out(
    db: Session, berkas: dict[str, str]
) -> None:
    semua = {t.id for t in workflows.tasks(db, instance=list(berkas.values()))}
    assert len(semua) == 2
    satu = sorted(semua)[0]
    assert workflows.tasks(db, instance=[]) == []
    assert [t.id for t in workflows.tasks(db, only=[satu])] == [satu]
    assert workflows.tasks(db, only=[]) == []
    db.add(TugasDitunda(tugas_id=satu, aktor="orang:0", sampai=waktu.sekarang()))
    db.flush()
    tunda = select(TugasDitunda.tugas_id)
    assert workflows.count_tasks(db, only=tunda) == 1
    assert {t.id for t in workflows.tasks(db, instance=list(berkas.values()), without=tunda)} == semua - {satu}
    pihak = {t.owner for t in workflows.tasks(db, instance=list(berkas.values()))}
    assert sum(workflows.facets(db, parties=pihak, without=tunda).step.values()) == 1


def test_open_steps_name_who_has_them(db: Session, aktor: Callable, berkas: dict[str, str]) -> None:
    (isi,) = [w for w in menunggu.terbuka(berkas.values()) if w.langkah == "isi_realisasi"]
    assert (isi.oleh, isi.peran, isi.sistem) == ("Lusia Pelaksana", "pegawai", False)
    assert menunggu.terbuka([]) == ()


def test_beranda_and_search_answer(db: Session, aktor: Callable, berkas: dict[str, str]) -> None:
    with waktu.pada(JUNI):
        lihat = beranda.beranda(aktor("pelaksana1"))
        assert lihat.jumlah_tugas == 2
        assert lihat.bulan[0].status == "terlambat"
        temuan = cari.cari(aktor("auditor"), "RB-2026-01")
        assert [p.jenis for p in temuan.perkara] == ["realisasi"]
        (lusia,) = cari.cari(aktor("auditor"), "lusia").orang
        assert lusia.skp_id == lihat.skp_id


@pytest.mark.satu_basis
def test_a_filter_of_the_inbox_is_called_as_the_step_is_in_its_diagram() -> None:
    gambar = [ElementTree.fromstring(s.xml) for s in shipped()]
    langkah = {u.get("id"): u.get("name") for akar in gambar for u in akar.iter(f"{langkah_.BPMN}userTask")}
    assert {k: str(v) for k, v in tugas.LANGKAH.items()} == langkah
