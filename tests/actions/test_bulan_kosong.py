"""A month that the agreed SKP has nothing for is taken back when the SKP comes into force, and no other month is."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import jobs
from portal.actions import skp as tindakan
from portal.models import Kegiatan, Peristiwa, Realisasi, Skp
from tests.bulan import TELAAH, Panggung, panggung

__all__ = ["panggung"]
SEJAK_FEBRUARI = {
    **TELAAH, "kuantitas": "110", "waktu": "11",
    "bulan": {str(n): {"kuantitas": "10", "kualitas": "100", "waktu": "20"} for n in range(2, 13)},
}  # fmt: skip


@pytest.fixture
def dikembalikan(panggung: Panggung, db: Session) -> Panggung:
    """Sent late, so that January is open already; the pejabat penilai has returned it."""
    with panggung.pada(2, 3):
        dokumen = tindakan.buat(actor=panggung.aktor("pelaksana1"), tahun=2026)
        panggung._skp = dokumen.instans_id
        tindakan.ajukan(panggung._tugas(panggung._skp), actor=panggung.aktor("pelaksana1"), kegiatan=[TELAAH])
        jobs.buka_bulan("2026-01")
        (baris,) = db.scalars(select(Kegiatan.id))
        tindakan.tinjau(
            panggung._tugas(panggung._skp), actor=panggung.aktor("kasi"), keputusan="kembalikan",
            catatan="Mulai Februari saja.", catatan_baris={baris: "Januari dikosongkan."},
        )  # fmt: skip
    assert [r.status for r in db.scalars(select(Realisasi))] == ["realisasi"]
    db.rollback()
    return panggung


def kirim_lagi(p: Panggung, kegiatan: dict[str, Any]) -> None:
    tindakan.ajukan(p._tugas(p._skp), actor=p.aktor("pelaksana1"), kegiatan=[kegiatan])
    tindakan.tinjau(p._tugas(p._skp), actor=p.aktor("kasi"), keputusan="setujui")


def bulan(db: Session) -> dict[int, str]:
    db.rollback()
    return {r.bulan: r.status for r in db.scalars(select(Realisasi))}


def test_it_is_taken_back_with_its_process_and_says_why(dikembalikan: Panggung, db: Session) -> None:
    with dikembalikan.pada(2, 4):
        kirim_lagi(dikembalikan, SEJAK_FEBRUARI)
        assert bulan(db) == {1: "realisasi"}, "nothing is taken back while the SKP may still change"
        tindakan.verifikasi(
            dikembalikan._tugas(dikembalikan._skp), actor=dikembalikan.aktor("verifikatur"), keputusan="sahkan"
        )
    assert bulan(db) == {1: "cancelled"}
    satu = db.scalars(select(Realisasi)).one()
    assert workflows.instance(db, satu.instans_id).status == "cancelled"
    assert not workflows.tasks(db, instance=satu.instans_id)
    (kejadian,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "bulan:dibatalkan"))
    assert kejadian.subjek_id == satu.id and "tidak memuat target" in kejadian.rincian["karena"]


def test_a_month_with_targets_stays_open(dikembalikan: Panggung, db: Session) -> None:
    with dikembalikan.pada(2, 4):
        kirim_lagi(dikembalikan, TELAAH)
        tindakan.verifikasi(
            dikembalikan._tugas(dikembalikan._skp), actor=dikembalikan.aktor("verifikatur"), keputusan="sahkan"
        )
    assert bulan(db) == {1: "realisasi"}


def test_the_decision_of_the_atasan_takes_it_back_as_well(dikembalikan: Panggung, db: Session) -> None:
    with dikembalikan.pada(2, 4):
        p = dikembalikan
        tindakan.sengketakan(p._tugas(p._skp), actor=p.aktor("pelaksana1"), alasan="Januari memang ada pekerjaan.")
        (baris,) = db.scalars(select(Kegiatan.id))
        db.rollback()
        tindakan.putuskan(
            p._tugas(p._skp),
            actor=p.aktor("kabid"),
            kegiatan=[{"id": baris, **SEJAK_FEBRUARI}],
            alasan="Mulai Februari.",
        )
    assert bulan(db) == {1: "cancelled"}


def test_the_worker_does_not_open_it_again(dikembalikan: Panggung, db: Session, kerjakan: Callable[[], None]) -> None:
    with dikembalikan.pada(2, 4):
        kirim_lagi(dikembalikan, SEJAK_FEBRUARI)
        tindakan.verifikasi(
            dikembalikan._tugas(dikembalikan._skp), actor=dikembalikan.aktor("verifikatur"), keputusan="sahkan"
        )
        kerjakan()
        jobs.buka_bulan("2026-01")
    assert bulan(db) == {1: "cancelled"}
    with dikembalikan.pada(3, 1, 0, 5):
        jobs.buka_bulan("2026-02")
        kerjakan()
    assert bulan(db) == {1: "cancelled", 2: "realisasi"}
    assert db.scalars(select(Skp.status)).one() == "ditetapkan"
