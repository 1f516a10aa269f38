"""Instances and their history, for those who may see the case they carry."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import literal, select, union_all

import workflows
from portal.alur import diterjemahkan, nama_pihak
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Realisasi, Skp
from portal.queries import menunggu
from portal.queries.lingkup import realisasi_terlihat, skp_terlihat
from portal.security import Actor

SEMUA = ("Auditor", "Admin BKD")


def daftar(actor: Actor, *, proses: str | None, status: str | None, halaman: int, ukuran: int) -> dict[str, Any]:
    """A page of instances, the newest first; `ada_lagi` says whether another page follows."""
    mulai, ambil = (halaman - 1) * ukuran, ukuran + 1
    if actor.punya(*SEMUA):
        baris = workflows.instances(db.session, process=proses, status=status, limit=ambil, offset=mulai)
    else:
        nomor = (
            _nomor_terlihat(actor, proses, ambil, mulai) if proses in (None, "skp_tahunan", "realisasi_bulanan") else []
        )
        baris = (
            workflows.instances(db.session, business_keys=nomor, process=proses, status=status, limit=ambil)
            if nomor
            else []
        )
    nama = nama_pihak([p for i in baris for p in i.parties.values()])
    return {"instans": [_satu(i, nama) for i in baris[:ukuran]], "halaman": halaman, "ada_lagi": len(baris) > ukuran}


def satu(actor: Actor, instans_id: str) -> dict[str, Any]:
    """One instance with its facts. TidakDitemukan where it is not there or not the actor's to see."""
    instans = terlihat(actor, instans_id)
    nama = nama_pihak(list(instans.parties.values()))
    terbuka = [
        {
            "langkah": m.langkah,
            "nama": m.nama,
            "oleh": m.oleh,
            "sejak": m.sejak.isoformat(),
            "batas_waktu": m.batas_waktu.isoformat() if m.batas_waktu else None,
            "catatan": m.catatan,
            "coba_lagi": m.coba_lagi.isoformat() if m.coba_lagi else None,
        }
        for m in menunggu.terbuka([instans_id])
    ]
    return _satu(instans, nama) | {"fakta": dict(instans.facts), "terbuka": terbuka}


def riwayat(actor: Actor, instans_id: str, *, halaman: int, ukuran: int) -> dict[str, Any]:
    """A page of an instance's history, oldest first."""
    terlihat(actor, instans_id)
    langkah = workflows.history(db.session, instans_id, limit=ukuran + 1, offset=(halaman - 1) * ukuran)
    nama = nama_pihak([p for s in langkah for p in (s.by, s.on_behalf_of)])
    return {
        "riwayat": [
            {
                "urutan": s.seq,
                "pada": s.at.isoformat(),
                "elemen": s.element,
                "nama": s.name,
                "jenis": s.kind,
                "lajur": s.lane,
                "oleh": nama.get(s.by or ""),
                "atas_nama": nama.get(s.on_behalf_of or ""),
                "fakta": dict(s.facts),
                "apa": s.what,
            }
            for s in langkah[:ukuran]
        ],
        "halaman": halaman,
        "ada_lagi": len(langkah) > ukuran,
    }


def dimulai(actor: Actor, instans_id: str) -> dict[str, Any]:
    """What the starter is told: the instance and its open tasks."""
    instans = workflows.instance(db.session, instans_id)
    terbuka = workflows.tasks(db.session, instance=instans_id, limit=20)
    return {
        "instans": instans.id,
        "kunci_bisnis": instans.business_key,
        "dibuka": [
            {"id": t.id, "nama": t.name, "langkah": t.step, "batas_waktu": t.due_at.isoformat() if t.due_at else None}
            for t in terbuka
        ],
    }


def terlihat(actor: Actor, instans_id: str) -> workflows.Instance:
    """The instance, if the actor may see it: by role, as a party, or because he may see its SKP or month."""
    with diterjemahkan():
        instans = workflows.instance(db.session, instans_id)
    pihak = {p for lajur, p in instans.parties.items() if lajur != "pegawai" or p == actor.id}
    if actor.punya(*SEMUA) or actor.parties & pihak:
        return instans
    skp = db.session.scalar(select(Skp.id).where(Skp.instans_id == instans_id, skp_terlihat(actor)))
    bulan = (
        None
        if skp
        else db.session.scalar(
            select(Realisasi.id)
            .join(Realisasi.skp)
            .where(Realisasi.instans_id == instans_id, realisasi_terlihat(actor))
        )
    )
    if not (skp or bulan):
        raise TidakDitemukan(_("Perkara ini tidak ada atau bukan untuk Anda."))
    return instans


def _nomor_terlihat(actor: Actor, proses: str | None, ambil: int, mulai: int) -> list[str]:
    bagian = []
    if proses in (None, "skp_tahunan"):
        bagian.append(
            select(Skp.nomor, Skp.dibuat_pada.label("pada"), literal(0).label("jenis")).where(skp_terlihat(actor))
        )
    if proses in (None, "realisasi_bulanan"):
        bagian.append(
            select(Realisasi.nomor, Realisasi.dibuka_pada.label("pada"), literal(1).label("jenis"))
            .join(Realisasi.skp)
            .where(realisasi_terlihat(actor))
        )
    gabung = union_all(*bagian).subquery()
    return list(
        db.session.scalars(
            select(gabung.c.nomor).order_by(gabung.c.pada.desc(), gabung.c.nomor).limit(ambil).offset(mulai)
        )
    )


def _satu(instans: workflows.Instance, nama: dict[str, str]) -> dict[str, Any]:
    return {
        "id": instans.id,
        "proses": instans.process,
        "versi": instans.version,
        "kunci_bisnis": instans.business_key,
        "judul": instans.title,
        "status": instans.status,
        "mulai": instans.started_at.isoformat(),
        "selesai": instans.ended_at.isoformat() if instans.ended_at else None,
        "menunggu": list(instans.waiting),
        "pihak": {lajur: nama.get(siapa, siapa) for lajur, siapa in instans.parties.items()},
    }
