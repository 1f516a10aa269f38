"""Instances and their history, for those who may see the case they carry."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, union_all

import workflows
from portal.alur import diterjemahkan, nama_pihak
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Penilaian, Realisasi, RevisiSkp, Skp
from portal.queries import menunggu
from portal.queries.kata_jalan import APA
from portal.queries.lingkup import penilaian_terlihat, realisasi_terlihat, skp_terlihat
from portal.security import Actor

SEMUA = ("Auditor", "Admin BKD")


def daftar(actor: Actor, *, proses: str | None, status: str | None, halaman: int, ukuran: int) -> dict[str, Any]:
    """A page of instances, the newest first; `ada_lagi` says whether another page follows."""
    mulai, ambil = (halaman - 1) * ukuran, ukuran + 1
    if actor.punya(*SEMUA):
        baris = workflows.instances(db.session, process=proses, status=status, limit=ambil, offset=mulai)
    else:
        nomor = _nomor_terlihat(actor, proses, ambil, mulai)
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
                "kata": str(APA.get(s.what, s.what)),
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
    if actor.punya(*SEMUA) or actor.parties & pihak or instans_id in actor.diserahi:
        return instans
    dokumen = _dokumen(actor).values()
    milik = [select(tabel.id).where(tabel.instans_id == instans_id, syarat) for tabel, _pada, syarat in dokumen]
    if db.session.scalar(union_all(*milik).limit(1)) is None:
        raise TidakDitemukan(_("Perkara ini tidak ada atau bukan untuk Anda."))
    return instans


def _dokumen(actor: Actor) -> dict[str, tuple[Any, Any, Any]]:
    """Process -> the table of its documents, the column that says since when, and which of them the actor may read."""
    revisi = RevisiSkp.skp_id.in_(select(Skp.id).where(skp_terlihat(actor)))
    return {
        "skp_tahunan": (Skp, Skp.dibuat_pada, skp_terlihat(actor)),
        "revisi_skp": (RevisiSkp, RevisiSkp.dibuat_pada, revisi),
        "realisasi_bulanan": (Realisasi, Realisasi.dibuka_pada, realisasi_terlihat(actor)),
        "penilaian_tahunan": (Penilaian, Penilaian.dibuka_pada, penilaian_terlihat(actor)),
    }


def _nomor_terlihat(actor: Actor, proses: str | None, ambil: int, mulai: int) -> list[str]:
    bagian = [
        select(tabel.nomor, pada.label("pada")).where(syarat)
        for kunci, (tabel, pada, syarat) in _dokumen(actor).items()
        if proses in (None, kunci)
    ]
    if not bagian:
        return []
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
