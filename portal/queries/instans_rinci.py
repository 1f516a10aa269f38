"""One instance, for its parties and for auditor and Admin BKD: why it waits, its way, facts, documents and events."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal.alur import nama_pihak
from portal.audit import Event
from portal.extensions import db
from portal.models import Peristiwa
from portal.queries import kata
from portal.queries.dokumen import Dokumen, dokumen
from portal.queries.fakta import Fakta, fakta
from portal.queries.instans import SEMUA, terlihat
from portal.queries.instans_layar import TAMPIL
from portal.queries.jalan import Jalan, jalan
from portal.queries.kata_jalan import oleh
from portal.queries.menunggu import peran
from portal.queries.pemeriksaan import ikut
from portal.queries.penantian import Penantian, penantian
from portal.queries.perkara import Perkara, perkara
from portal.queries.rincian import Rincian, baca
from portal.security import Actor

BAGIAN = ("langkah", "fakta", "dokumen", "peristiwa")
MAKS_PERISTIWA = 300
MAKS_PEMBUKAAN = 50
PRIBADI = (Event.DRAF_DISIMPAN, Event.DRAF_DIIMPOR, Event.TUGAS_DITUNDA)
"""Nobody else's business."""
PEMERIKSAAN = (Event.KASUS_DIBUKA, Event.BUKTI_DIBACA, Event.LAMPIRAN_DIBACA)
"""Told to those who examine, not to those examined."""


@dataclass(frozen=True)
class Kejadian:
    """One event: who (and for whom), when, and what it changed."""

    nama: str
    oleh: str
    pada: datetime
    rincian: Rincian


@dataclass(frozen=True)
class Halaman:
    """/instans/<id>; of the four parts only the one asked for is read, the others are None."""

    id: str
    nomor: str
    judul: str
    keadaan: str
    mulai: datetime
    selesai: datetime | None
    perkara: Perkara | None
    pihak: tuple[tuple[str, str], ...]
    jalan: Jalan
    menunggu: tuple[Penantian, ...]
    bagian: str
    fakta: Fakta | None
    dokumen: Dokumen | None
    kejadian: tuple[Kejadian, ...] | None


def halaman(actor: Actor, instans_id: str, bagian: str) -> Halaman:
    """One instance with the part asked for (an unknown one is "langkah"). Some twenty statements, however long it is.

    The caller has asked for the purpose first (queries/pemeriksaan.py). TidakDitemukan where it is not his to see.
    """
    instans = terlihat(actor, instans_id)
    bagian = bagian if bagian in BAGIAN else BAGIAN[0]
    kasus = perkara([instans_id]).get(instans_id)
    judul = f"{kasus.judul}, {kasus.nama}" if kasus else instans.title
    nama = nama_pihak(list(instans.parties.values()))
    perjalanan = jalan(instans_id, judul=_("Jalannya %(nomor)s", nomor=instans.business_key))
    return Halaman(
        id=instans_id, nomor=instans.business_key, judul=judul, keadaan=TAMPIL.get(instans.status, instans.status),
        mulai=instans.started_at, selesai=instans.ended_at, perkara=kasus,
        pihak=tuple((peran(lajur), nama.get(siapa, siapa)) for lajur, siapa in instans.parties.items()),
        jalan=perjalanan, menunggu=penantian(instans, perjalanan), bagian=bagian,
        fakta=fakta(instans) if bagian == "fakta" else None,
        dokumen=_dokumen(actor, instans, kasus) if bagian == "dokumen" else None,
        kejadian=_kejadian(actor, instans, kasus) if bagian == "peristiwa" else None,
    )  # fmt: skip


def _dokumen(actor: Actor, instans: workflows.Instance, kasus: Perkara | None) -> Dokumen:
    pihak = instans.parties
    tiga = pihak.get("pegawai") == actor.id or bool(
        actor.parties & {pihak.get("pejabat_penilai"), pihak.get("atasan_banding")}
    )
    return dokumen(kasus, instans_id=instans.id, bukti=ikut(actor, instans), lampiran=tiga)


def _kejadian(actor: Actor, instans: workflows.Instance, kasus: Perkara | None) -> tuple[Kejadian, ...]:
    """The audit events of the instance in words, oldest first; examiners see who opened the case by another document
    too. Nine statements at most."""
    memeriksa = actor.punya(*SEMUA)
    tidak = PRIBADI if memeriksa else (*PRIBADI, *PEMERIKSAAN)
    baris = list(
        db.session.scalars(
            select(Peristiwa)
            .where(Peristiwa.instans_id == instans.id, Peristiwa.jenis.not_in([e.value for e in tidak]))
            .order_by(Peristiwa.id)
            .limit(MAKS_PERISTIWA)
        )
    )
    if memeriksa and kasus:
        baris = sorted([*baris, *_pembukaan(kasus, instans.id)], key=lambda b: b.id)
    rincian, sebutan = baca(baris)
    return tuple(_satu(b, r, sebutan.pihak) for b, r in zip(baris, rincian, strict=True))


def _pembukaan(kasus: Perkara, instans_id: str) -> list[Peristiwa]:
    """Openings of the same person's case of that year that began elsewhere."""
    semua = db.session.scalars(
        select(Peristiwa)
        .where(
            Peristiwa.subjek == "pegawai",
            Peristiwa.subjek_id == kasus.pegawai_id,
            Peristiwa.jenis == Event.KASUS_DIBUKA.value,
        )
        .order_by(Peristiwa.id.desc())
        .limit(MAKS_PEMBUKAAN)
    )
    return [b for b in semua if b.instans_id != instans_id and (b.rincian or {}).get("tahun") == kasus.tahun]


def _satu(b: Peristiwa, rincian: Rincian, nama: Mapping[str, str]) -> Kejadian:
    nomor = str(b.rincian.get("nomor", "")) if isinstance(b.rincian, dict) else ""
    return Kejadian(kata.peristiwa(b.jenis), oleh(nama, b.aktor, b.atas_nama), b.pada, rincian.tanpa(nomor))
