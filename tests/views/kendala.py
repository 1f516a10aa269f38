"""Things that stand still, made as they come about: a partner that is down, a job that gave up, a step that fails."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.models import Pekerjaan
from portal.queue import Job
from portal.security import orang
from tests.views.bantuan import pegawai_id
from tests.workflows.diagrams import Diagram

ALASAN = "Layanan sudah dinyalakan lagi pukul 10"
PESAN = "RuntimeError: basis data lain menolak permintaan %s"


def menyerah(db: Session, jumlah: int = 1, jenis: str = "buka_tahun", **argumen: Any) -> list[int]:
    """So many jobs that were given up, their errors alike but for a number."""
    baris = [
        Pekerjaan(
            jenis=jenis, argumen=argumen or {"tahun": 2020 + n}, mulai_pada=waktu.sekarang(), percobaan=8,
            selesai_pada=waktu.sekarang(), galat=PESAN % n,
        )
        for n in range(jumlah)
    ]  # fmt: skip
    db.add_all(baris)
    db.commit()
    return [b.id for b in baris]


def bersistem(db: Session, kunci: str = "S-1", pegawai: str = "pelaksana1") -> workflows.Advance:
    """A low-code instance that waits at a system step (`hitung_nilai`), and goes on to `catat` of kasi."""
    gambar = Diagram("bersistem", "Bersistem").start().service("hitung", "hitung_nilai", realisasi="nomor")
    xml = gambar.user("catat", "Pejabat penilai", "Catat hasil").end().path("mulai", "hitung", "catat", "selesai").xml()
    workflows.publish(db, "bersistem", xml, by=None, now=waktu.sekarang())
    advance = workflows.start(
        db, "bersistem", business_key=kunci, title=f"Bersistem {kunci}", facts={"nomor": 1}, now=waktu.sekarang(),
        lanes={
            "pejabat_penilai": orang(pegawai_id(db, "kasi")), "pegawai": orang(pegawai_id(db, pegawai)),
            "sistem": "sistem",
        },
    )  # fmt: skip
    db.commit()
    return advance


def tertunda(db: Session, kunci: str = "S-1", *, pesan: str = "Layanan tidak menjawab dalam 5 detik.") -> str:
    """A system step put aside two days ago until an hour from now, its job waiting as long. The id of its task."""
    with waktu.pada(waktu.sekarang() - timedelta(days=2)):
        (tugas,) = bersistem(db, kunci).opened
    nanti = waktu.sekarang() + timedelta(hours=1)
    workflows.park(db, tugas.id, reason=pesan, until=nanti, now=waktu.sekarang())
    from portal import queue

    args = {"tugas_id": tugas.id, "operasi": tugas.operation, "argumen": dict(tugas.arguments)}
    queue.defer(db, Job.LANGKAH, args=args, mulai_pada=nanti, kunci=f"langkah:{tugas.id}")
    db.commit()
    return tugas.id


def macet(db: Session, kunci: str = "M-1", *, saat: datetime | None = None) -> str:
    """An instance whose step after a timer divides by a fact that is nought: an incident. Its id."""
    gambar = Diagram("macet", "Macet").start().timer("tunggu", "batas").script("bagi", "hasil = 10 / pembagi")
    xml = gambar.user("catat", "Pejabat penilai", "Catat hasil").end()
    diagram = xml.path("mulai", "tunggu", "bagi", "catat", "selesai").xml()
    workflows.publish(db, "macet", diagram, by=None, now=waktu.sekarang())
    mulai = saat or waktu.sekarang() - timedelta(hours=2)
    advance = workflows.start(
        db, "macet", business_key=kunci, title=f"Macet {kunci}", now=mulai,
        facts={"batas": (mulai + timedelta(seconds=30)).isoformat(), "pembagi": 0},
        lanes={"pejabat_penilai": orang(pegawai_id(db, "kasi")), "sistem": "sistem"},
    )  # fmt: skip
    workflows.tick(db, now=mulai + timedelta(minutes=1))
    db.commit()
    assert workflows.instance(db, advance.instance.id).status == "incident"
    db.rollback()
    return advance.instance.id


def pekerjaan(db: Session) -> list[Pekerjaan]:
    """The rows that were given up."""
    db.rollback()
    return list(db.scalars(select(Pekerjaan).where(Pekerjaan.selesai_pada.is_not(None))))
