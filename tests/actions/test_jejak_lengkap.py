"""What events hold: states before and after, old and new of master data, rights of roles; and nobody changes them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from portal.actions import data_induk
from portal.audit import Event
from portal.commands.peran import sinkronkan
from portal.models import Gelombang, HariLibur, Jabatan, Opd, Pegawai, Peristiwa, Rantai, Unit
from portal.potret import sidik
from portal.roles import PERAN, hak
from tests.bulan import Panggung
from tests.views.bantuan import pegawai_id


def peristiwa(db: Session, jenis: Event) -> list[Peristiwa]:
    db.rollback()
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis).order_by(Peristiwa.id)))


KEPUTUSAN = {
    Event.SKP_DIAJUKAN: ("draf", "diajukan"),
    Event.SKP_DISETUJUI: ("diajukan", "disetujui"),
    Event.SKP_DITETAPKAN: ("disetujui", "ditetapkan"),
    Event.REALISASI_DIAJUKAN: ("realisasi", "propose"),
    Event.REALISASI_DITOLAK: ("propose", "rejected_manager"),
    Event.BANDING_DIAJUKAN: ("rejected_manager", "appeal"),
    Event.BANDING_DIPUTUSKAN: ("appeal", "evaluated"),
    Event.REALISASI_DIVERIFIKASI: ("evaluated", "done"),
}


def test_every_decision_says_the_state_before_and_after(db: Session, januari: Panggung) -> None:
    januari.ajukan().tolak().banding().putuskan().sahkan()
    for jenis, (sebelum, sesudah) in KEPUTUSAN.items():
        (satu,) = peristiwa(db, jenis)
        assert (satu.rincian.get("status_sebelum"), satu.rincian.get("status")) == (sebelum, sesudah), jenis


def test_what_changes_no_state_says_none(db: Session, januari: Panggung) -> None:
    assert "status_sebelum" not in peristiwa(db, Event.BULAN_DIBUKA)[0].rincian


def test_silence_says_what_was_claimed_and_what_stands(db: Session, januari: Panggung) -> None:
    januari.ajukan().tolak()
    with januari.pada(2, 20):
        januari._kerjakan()
    (satu,) = peristiwa(db, Event.REALISASI_DITERIMA)
    assert satu.aktor == "sistem"
    assert [b["kuantitas"] for b in satu.rincian["klaim"]][0].startswith("9")
    assert [b["kuantitas"] for b in satu.rincian["saran"]][0].startswith("8")
    assert (satu.rincian["status_sebelum"], satu.rincian["status"]) == ("rejected_manager", "evaluated")


BARU: dict[Any, tuple[dict[str, Any], dict[str, Any]]] = {
    Opd: ({"kode": "BARU", "nama": "OPD Baru", "punya_mesin": True, "aktif": True}, {"nama": "OPD Lain"}),
    Gelombang: ({"kode": "G9", "nama": "Sembilan", "mulai": date(2027, 1, 1)}, {"nama": "Kesembilan"}),
    HariLibur: ({"tanggal": date(2026, 3, 19), "nama": "Nyepi"}, {"nama": "Hari Suci Nyepi"}),
    Jabatan: ({"nama": "Arsiparis", "jenis": "fungsional"}, {"kelas": 8}),
    Pegawai: (
        {"nip": "199601012020011001", "nama": "Baru Pegawai", "jenis": "PNS", "golongan": "III/a", "aktif": True},
        {"golongan": "III/b"},
    ),
}


@pytest.mark.parametrize("model", BARU, ids=lambda m: m.__tablename__)
def test_a_row_of_master_data_is_kept_as_it_was_and_as_it_became(
    db: Session, aktor: Callable[[str], Any], model: Any
) -> None:
    isi, ubahan = BARU[model]
    admin, tabel = aktor("admin_bkd"), model.__tablename__
    pk = data_induk.tambah(model, dict(isi), actor=admin).pk
    kunci = inspect(model).primary_key[0].type.python_type
    baris = db.get(model, date.fromisoformat(pk) if kunci is date else int(pk))
    lama = {k: str(getattr(baris, k)) for k in ubahan}
    data_induk.ubah(model, pk, dict(ubahan), actor=admin, sidik_lama=sidik(baris))
    data_induk.hapus(model, pk, actor=admin)
    tambah, ubah, hapus = (p for p in peristiwa(db, Event.DATA_INDUK_DIUBAH) if p.subjek == tabel)
    assert tambah.rincian["lama"] == {} and set(isi) <= set(tambah.rincian["baru"])
    assert {k: str(v) for k, v in ubah.rincian["lama"].items()} == lama
    assert {k: str(v) for k, v in ubah.rincian["baru"].items()} == {k: str(v) for k, v in ubahan.items()}
    assert set(isi) <= set(hapus.rincian["lama"]) and hapus.rincian["baru"] == {}
    assert {p.aktor for p in (tambah, ubah, hapus)} == {admin.id}


def test_a_corrected_nip_tells_the_account_s_name_too(db: Session, aktor: Callable[[str], Any]) -> None:
    satu = db.get(Pegawai, pegawai_id(db, "pelaksana1"))
    assert satu is not None
    data_induk.ubah(
        Pegawai, str(satu.id), {"nip": "199101012015012017"}, actor=aktor("admin_bkd"), sidik_lama=sidik(satu)
    )
    (tercatat,) = peristiwa(db, Event.DATA_INDUK_DIUBAH)
    assert tercatat.rincian["nama_pengguna_sebelum"] == "199101012015012007"
    assert tercatat.rincian["nama_pengguna"] == "199101012015012017"


def test_the_rights_of_roles_are_kept_when_they_come_into_force_and_once(
    db: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pertama,) = peristiwa(db, Event.PERAN_DISINKRONKAN)
    assert pertama.rincian["hak"] == hak() and pertama.rincian["lama"]["Auditor"] == []
    sinkronkan()
    assert len(peristiwa(db, Event.PERAN_DISINKRONKAN)) == 1, "nothing new, nothing to keep"
    monkeypatch.setitem(PERAN, "Auditor", PERAN["Auditor"] | {"Verifikasi": ("lihat",)})
    sinkronkan()
    kedua = peristiwa(db, Event.PERAN_DISINKRONKAN)[1].rincian
    assert set(kedua["baru"]) == {"Auditor"}
    assert set(kedua["baru"]["Auditor"]) - set(kedua["lama"]["Auditor"]) == {"Verifikasi.lihat"}


@pytest.mark.parametrize(
    "pernyataan",
    ["UPDATE peristiwa SET aktor = 'orang:1'", "DELETE FROM peristiwa", "UPDATE peristiwa SET rincian = '{}'"],
)
def test_the_database_itself_refuses_to_change_an_event(db: Session, pernyataan: str) -> None:
    sebelum = db.scalars(select(Peristiwa.id)).all()
    with pytest.raises(DatabaseError, match="hanya dapat ditambah"):
        db.execute(text(pernyataan))
    db.rollback()
    assert db.scalars(select(Peristiwa.id)).all() == sebelum


@pytest.mark.postgres_saja
@pytest.mark.parametrize(
    "pernyataan", ["TRUNCATE peristiwa", "TRUNCATE peristiwa CASCADE", "TRUNCATE unit, peristiwa CASCADE"]
)
def test_postgresql_refuses_to_empty_the_trail(db: Session, pernyataan: str) -> None:
    with pytest.raises(DatabaseError, match="hanya dapat ditambah"):
        db.execute(text(pernyataan))
    db.rollback()
    assert db.scalar(select(Peristiwa.id).limit(1)) is not None


@pytest.mark.satu_basis
def test_sqlite_refuses_to_replace_an_event(db: Session) -> None:
    isi = (
        "INSERT OR REPLACE INTO peristiwa (id, pada, jenis, aktor, rincian) VALUES (1, '2026-01-01', 'x:y', 'z', '{}')"
    )
    with pytest.raises(DatabaseError, match="hanya dapat ditambah"):
        db.execute(text(isi))
    db.rollback()


def test_all_rows_that_point_to_people_are_in_the_chain_of_changes() -> None:
    assert {m.__tablename__ for m in (Rantai, Unit, *BARU)} <= set(data_induk.OBJEK)
