"""One instance, for its parties and for auditor and Admin BKD: why it waits, its way, facts, documents and events."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

import workflows
from portal import formats
from portal.alur import nama_pihak
from portal.audit import Event
from portal.extensions import db
from portal.models import Bukti, Peristiwa, Realisasi, Skp
from portal.queries import riwayat_bulan
from portal.queries.instans import SEMUA, terlihat
from portal.queries.instans_layar import TAMPIL
from portal.queries.jalan import MAKS_RIWAYAT, Jalan, jalan
from portal.queries.menunggu import peran
from portal.queries.pemeriksaan import ikut
from portal.queries.perkara import Perkara, perkara
from portal.queries.skp import KATA as KATA_SKP
from portal.security import Actor

BAGIAN = ("langkah", "fakta", "dokumen", "peristiwa")
MAKS_PERISTIWA = 300
FAKTA = {
    "absensi": _l("Rekap kehadiran"), "batas_banding": _l("Batas menanggapi penolakan"),
    "batas_isi": _l("Batas mengisi"), "batas_perbaiki": _l("Batas memperbaiki"),
    "batas_putus": _l("Batas memutuskan"), "batas_susun": _l("Batas menyusun"),
    "batas_tindak": _l("Batas menindaklanjuti"), "batas_tinjau": _l("Batas meninjau"),
    "batas_verifikasi": _l("Batas memverifikasi"), "buka_pada": _l("Dibuka pada"),
    "disetujui": _l("Disetujui pejabat penilai"), "diputuskan": _l("Diputuskan atasan"),
    "hasil_banding": _l("Putusan banding"), "hasil_verifikasi": _l("Hasil verifikasi"),
    "langkah_pegawai": _l("Langkah pegawai"), "nilai": _l("Nilai"), "predikat": _l("Predikat"),
    "realisasi": _l("Nomor urut realisasi"), "sah": _l("Disahkan BKD"), "setuju": _l("Disetujui pejabat penilai"),
    "sikap": _l("Sikap pegawai"), "sikap_penilai": _l("Sikap pejabat penilai"), "skp": _l("Nomor urut SKP"),
    "keputusan": _l("Keputusan"), "catatan": _l("Catatan"),
}  # fmt: skip
"""Facts of the shipped diagrams in words; another one shows its own name."""
KATA = {
    Event.KASUS_DIBUKA: _l("Perkara dibuka untuk diperiksa"), Event.INSTANS_DIMULAI: _l("Proses dimulai"),
    Event.TUGAS_DISELESAIKAN: _l("Langkah diputuskan"), Event.BUKTI_DIBACA: _l("Berkas bukti diunduh"),
    Event.REKAP_DITUNDA: _l("Rekap kehadiran belum dapat ditarik"),
    Event.PENGATUR_WAKTU_BERJALAN: _l("Pengatur waktu berjalan"),
}  # fmt: skip
PRIBADI = (Event.DRAF_DISIMPAN, Event.TUGAS_DITUNDA)
"""Nobody else's business."""
PEMERIKSAAN = (Event.KASUS_DIBUKA, Event.BUKTI_DIBACA)
"""Told to those who examine, not to those examined."""


@dataclass(frozen=True)
class Ubahan:
    """One fact that a step set: as it was (None: not kept from the start) and as it became."""

    nama: str
    lama: str | None
    baru: str


@dataclass(frozen=True)
class LangkahFakta:
    """One step that changed facts."""

    nama: str
    oleh: str
    pada: datetime
    ubahan: tuple[Ubahan, ...]


@dataclass(frozen=True)
class Fakta:
    """`awal`: what it started with and nothing changed since; `langkah`: what changed, step by step."""

    awal: tuple[tuple[str, str], ...]
    langkah: tuple[LangkahFakta, ...]


@dataclass(frozen=True)
class Dokumen:
    """`tautan`: (label, address). `bukti`: (name, bytes, when, address or None where only parties may open it)."""

    tautan: tuple[tuple[str, str], ...]
    bukti: tuple[tuple[str, int, datetime, str | None], ...]


@dataclass(frozen=True)
class Kejadian:
    """One line of the trail (macro garis_waktu)."""

    nama: str
    oleh: str
    pada: datetime
    keterangan: str
    keadaan: str = "selesai"


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
    bagian: str
    fakta: Fakta | None
    dokumen: Dokumen | None
    kejadian: tuple[Kejadian, ...] | None


def halaman(actor: Actor, instans_id: str, bagian: str) -> Halaman:
    """One instance with the part asked for (an unknown one is "langkah"). Some fifteen statements, however long it is.

    The caller has asked for the purpose first (queries/pemeriksaan.py). TidakDitemukan where it is not his to see.
    """
    instans = terlihat(actor, instans_id)
    bagian = bagian if bagian in BAGIAN else BAGIAN[0]
    kasus = perkara([instans_id]).get(instans_id)
    judul = f"{kasus.judul}, {kasus.nama}" if kasus else instans.title
    nama = nama_pihak(list(instans.parties.values()))
    return Halaman(
        id=instans_id, nomor=instans.business_key, judul=judul, keadaan=TAMPIL.get(instans.status, instans.status),
        mulai=instans.started_at, selesai=instans.ended_at, perkara=kasus,
        pihak=tuple((peran(lajur), nama.get(siapa, siapa)) for lajur, siapa in instans.parties.items()),
        jalan=jalan(instans_id, judul=_("Jalannya %(nomor)s", nomor=instans.business_key)), bagian=bagian,
        fakta=_fakta(instans) if bagian == "fakta" else None,
        dokumen=_dokumen(kasus, buka=ikut(actor, instans)) if bagian == "dokumen" else None,
        kejadian=_kejadian(actor, instans_id) if bagian == "peristiwa" else None,
    )  # fmt: skip


def _fakta(instans: workflows.Instance) -> Fakta:
    riwayat = workflows.history(db.session, instans.id, limit=MAKS_RIWAYAT)
    nama = nama_pihak([p for s in riwayat if s.facts for p in (s.by, s.on_behalf_of)])
    berubah = {kunci for s in riwayat for kunci in s.facts}
    kini: dict[str, Any] = {}
    langkah = []
    for s in riwayat:
        if s.facts:
            ubahan = tuple(
                Ubahan(_nama_fakta(k), _nilai(kini[k]) if k in kini else None, _nilai(v)) for k, v in s.facts.items()
            )
            langkah.append(LangkahFakta(_(s.name), _oleh(nama, s.by, s.on_behalf_of) or _("SISTEM"), s.at, ubahan))
            kini |= s.facts
    awal = tuple((_nama_fakta(k), _nilai(v)) for k, v in instans.facts.items() if k not in berubah)
    return Fakta(awal, tuple(langkah))


def _nama_fakta(kunci: str) -> str:
    return str(FAKTA.get(kunci, kunci))


def _nilai(nilai: Any) -> str:
    """A fact as it is read: moments in words, numbers with our signs, yes and no, lists with commas."""
    if nilai is None or nilai == "":
        return formats.EMPTY
    if isinstance(nilai, bool):
        return _("ya") if nilai else _("tidak")
    if isinstance(nilai, Decimal):
        return formats.angka(nilai)
    if isinstance(nilai, date):
        return formats.tanggal(nilai)
    if isinstance(nilai, list | tuple):
        return ", ".join(map(str, nilai))
    teks = str(nilai)
    if re.fullmatch(r"-?\d{1,12}\.\d{1,6}", teks, re.ASCII):  # scores are kept as exact text
        return formats.angka(teks)
    if len(teks) > 10 and teks[10:11] == "T":
        try:
            return formats.tanggal_waktu(datetime.fromisoformat(teks))
        except ValueError:
            return teks
    return teks


def _oleh(nama: Mapping[str, str], siapa: str | None, untuk: str | None) -> str:
    oleh = nama.get(siapa or "", siapa or "")
    if untuk and untuk != siapa and untuk.startswith("orang:"):  # a queue is where it lay, not whom he acted for
        return _("%(oleh)s untuk %(siapa)s", oleh=oleh, siapa=nama.get(untuk, untuk))
    return oleh


def _dokumen(kasus: Perkara | None, *, buka: bool) -> Dokumen:
    """Where the case is read, and the names of its evidence. Two statements."""
    if kasus is None:
        return Dokumen((), ())
    if kasus.jenis == "skp":
        return Dokumen(((f"{kasus.judul}, {kasus.nomor}", kasus.url), *_bulan(kasus.id)), ())
    skp = db.session.execute(
        select(Skp.id, Skp.nomor, Skp.tahun).join(Realisasi, Realisasi.skp_id == Skp.id).where(Realisasi.id == kasus.id)
    ).one()
    bukti = db.session.execute(
        select(Bukti.id, Bukti.nama, Bukti.ukuran, Bukti.pada).where(Bukti.realisasi_id == kasus.id).order_by(Bukti.id)
    )
    return Dokumen(
        (
            (f"{kasus.judul}, {kasus.nomor}", kasus.url),
            (f"{_('SKP %(tahun)s', tahun=skp.tahun)}, {skp.nomor}", f"/skp/{skp.id}"),
        ),
        tuple((b.nama, b.ukuran, b.pada, f"/bukti/{b.id}" if buka else None) for b in bukti),
    )


def _bulan(skp_id: int) -> Iterable[tuple[str, str]]:
    baris = db.session.execute(
        select(Realisasi.id, Realisasi.tahun, Realisasi.bulan, Realisasi.nomor)
        .where(Realisasi.skp_id == skp_id)
        .order_by(Realisasi.tahun, Realisasi.bulan)
    )
    for b in baris:
        bulan = formats.bulan(date(b.tahun, b.bulan, 1))
        yield f"{_('Realisasi %(periode)s', periode=bulan)}, {b.nomor}", f"/realisasi/{b.id}"


def _kejadian(actor: Actor, instans_id: str) -> tuple[Kejadian, ...]:
    """The audit events of the instance in words, oldest first. Two statements."""
    tidak = PRIBADI if actor.punya(*SEMUA) else (*PRIBADI, *PEMERIKSAAN)
    baris = db.session.scalars(
        select(Peristiwa)
        .where(Peristiwa.instans_id == instans_id, Peristiwa.jenis.not_in([e.value for e in tidak]))
        .order_by(Peristiwa.id)
        .limit(MAKS_PERISTIWA)
    ).all()
    nama = nama_pihak([p for b in baris for p in (b.aktor, b.atas_nama)])
    return tuple(_satu_kejadian(b, nama) for b in baris)


def _satu_kejadian(b: Peristiwa, nama: Mapping[str, str]) -> Kejadian:
    rincian: Mapping[str, Any] = b.rincian or {}
    kata = KATA.get(b.jenis) or KATA_SKP.get(b.jenis) or riwayat_bulan.kata(b, rincian)  # type: ignore[call-overload]
    isi = str(rincian.get("catatan") or rincian.get("alasan") or rincian.get("tujuan") or "").strip()
    return Kejadian(str(kata), _oleh(nama, b.aktor, b.atas_nama), b.pada, f"“{isi[:400]}”" if isi else "")
