"""What stands still, for Admin BKD and auditor: by kind, by cause, and one by one with whose case it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

import workflows
from portal import kendala, queue
from portal.errors import BukanHak, TidakDitemukan
from portal.extensions import db
from portal.katalog_kata import OPERASI
from portal.kendala import AWAL, JENIS, LANGKAH, PARKIR, PEKERJAAN, Nomor
from portal.models import Pekerjaan
from portal.queries.halaman import banyak_halaman
from portal.queries.instans import SEMUA
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.perkara import Perkara, perkara
from portal.security import Actor

SEHALAMAN = 25
TERBANYAK = 2_000
"""Incidents of one cause that are tried again at once."""
PEKERJAAN_KATA = {
    "langkah": _l("Langkah sistem"), "buka_bulan": _l("Pembukaan bulan"), "buka_tahun": _l("Pembukaan penilaian"),
    "laporan": _l("Pembuatan laporan"), "sapu_laporan": _l("Pembersihan laporan"), "operasi": _l("Operasi massal"),
}  # fmt: skip
"""Kinds of jobs in words."""


@dataclass(frozen=True)
class Sebab:
    """Equal incidents. `apa`: which step or job, in words; `sejak`: of the oldest, where that is known without looking
    at each."""

    kunci: str
    jenis: str
    apa: str
    proses: str
    pesan: str
    jumlah: int
    sejak: datetime | None
    semua: tuple[tuple[str, str | None, str], ...] = ()
    """(process or kind of job, step, message as it was said) of each that counts as this cause."""


@dataclass(frozen=True)
class Kendala:
    """One incident. `instans_id`, `nomor`: whose process it is, if any; `pada`: who holds its open steps."""

    id: str
    jenis: str
    apa: str
    pesan: str
    sejak: datetime | None
    coba_lagi: datetime | None
    kali: int
    instans_id: str | None
    nomor: str
    judul: str
    perkara: Perkara | None
    pada: tuple[Menunggu, ...]
    rinci: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Daftar:
    """/kendala/: causes, or the incidents of one cause (`sebab`)."""

    jenis: str
    jumlah: Mapping[str, int]
    sebab: Sebab | None
    baris: tuple[Any, ...]
    halaman: int
    banyak: int

    @property
    def jumlah_halaman(self) -> int:
        """At least 1."""
        return banyak_halaman(self.banyak, SEHALAMAN)


def jumlah(actor: Actor) -> int:
    """How many things stand still, for who may do something about it; 0 for others. Four statements."""
    return sum(_jumlah().values()) if actor.punya("Admin BKD") else 0


def daftar(actor: Actor, *, jenis: str, sebab: str, halaman: int) -> Daftar:
    """One page. Eleven statements at most. BukanHak for other roles; an unknown kind or cause is an empty list."""
    _boleh(actor)
    jenis = jenis if jenis in JENIS else ""
    semua = _sebab()
    hitung = {j: sum(s.jumlah for s in semua if s.jenis == j) for j in JENIS}
    mulai = (halaman - 1) * SEHALAMAN
    if sebab:
        satu = next((s for s in semua if s.kunci == sebab), None)
        baris = _butir(satu, SEHALAMAN, mulai) if satu else ()
        return Daftar(satu.jenis if satu else "", hitung, satu, tuple(baris), halaman, satu.jumlah if satu else 0)
    pilih = [s for s in semua if jenis in ("", s.jenis)]
    return Daftar(jenis, hitung, None, tuple(pilih[mulai : mulai + SEHALAMAN]), halaman, len(pilih))


def satu(actor: Actor, kunci: str) -> Kendala:
    """One incident. TidakDitemukan where it is none, or none any more."""
    _boleh(actor)
    nomor = kendala.urai(kunci)
    ada = _cari(nomor) if nomor else []
    if not ada:
        raise TidakDitemukan(
            _("Kendala ini tidak ada lagi: mungkin sudah diulangi, diselesaikan, atau hilang sendiri.")
        )
    return ada[0]


def terpilih(actor: Actor, *, jenis: str = "", sebab: str = "") -> list[tuple[str, str]]:
    """(key, name) of the incidents of a cause or kind, the oldest TERBANYAK: what "all that match" means."""
    _boleh(actor)
    hasil: list[tuple[str, str]] = []
    for satu in _sebab():
        if (sebab in ("", satu.kunci)) and (jenis in ("", satu.jenis)) and len(hasil) < TERBANYAK:
            sisa = TERBANYAK - len(hasil)
            hasil += [(k.id, k.nomor or k.apa) for k in _butir(satu, sisa, 0, ringkas=True)]
    return hasil


def _jumlah() -> dict[str, int]:
    langkah, parkir = workflows.count_trouble(db.session, before=kendala.lama_sejak())
    pekerjaan = db.session.scalar(select(func.count()).where(Pekerjaan.selesai_pada.is_not(None))) or 0
    awal = workflows.count_failed_starts(db.session)
    return {LANGKAH: langkah, PEKERJAAN: pekerjaan, PARKIR: parkir, AWAL: awal}


def _sebab() -> list[Sebab]:
    """All causes, the most frequent first; equal but for numbers is equal. Six statements."""
    nama = workflows.process_names(db.session)
    hasil: dict[str, Sebab] = {}
    for jenis, c in _mentah():
        kunci = kendala.sebab(jenis, c.process, c.step, c.message)
        asal = (c.process, c.step, c.message)
        ada = hasil.get(kunci)
        if ada is None:
            apa, proses = _apa(jenis, c, nama)
            hasil[kunci] = Sebab(kunci, jenis, apa, proses, c.message, c.count, c.since, (asal,))
        else:
            sejak = min(filter(None, (ada.sejak, c.since)), default=None)
            hasil[kunci] = replace(ada, jumlah=ada.jumlah + c.count, sejak=sejak, semua=(*ada.semua, asal))
    return sorted(hasil.values(), key=lambda s: -s.jumlah)


def _mentah() -> Iterator[tuple[str, workflows.Cause]]:
    for c in workflows.failed_causes(db.session):
        yield LANGKAH, c
    for jenis, galat, banyak, sejak in queue.gagal_per_sebab(db.session):
        yield PEKERJAAN, workflows.Cause(jenis, None, galat, banyak, sejak)
    for c in workflows.parked_causes(db.session, before=kendala.lama_sejak()):
        yield PARKIR, c
    for c in workflows.failed_start_causes(db.session):
        yield AWAL, c


def _apa(jenis: str, c: workflows.Cause, nama: Mapping[str, str]) -> tuple[str, str]:
    """(which step or job, of which process), in words."""
    if jenis == PEKERJAAN:
        return str(PEKERJAAN_KATA.get(c.process, c.process)), ""
    proses = _(nama.get(c.process, c.process))
    langkah = c.name or c.step or proses
    return (proses if jenis in (LANGKAH, AWAL) else _(langkah)), proses


def _butir(s: Sebab, batas: int, mulai: int, *, ringkas: bool = False) -> list[Kendala]:
    """Incidents of one cause."""
    proses, langkah, _pesan = s.semua[0]
    pesan = [p for _proses, _langkah, p in s.semua][:500]
    if s.jenis == PEKERJAAN:
        return _pekerjaan(queue.gagal_karena(db.session, proses, pesan, batas=batas, mulai=mulai), ringkas)
    if s.jenis == LANGKAH:
        semua = workflows.failed(db.session, process=proses, messages=pesan, limit=batas, offset=mulai)
        return _langkah(semua, ringkas)
    if s.jenis == AWAL:
        return _awal(
            workflows.failed_starts(db.session, process=proses, step=langkah, messages=pesan, limit=batas, offset=mulai)
        )
    tugas = workflows.parked(
        db.session, before=kendala.lama_sejak(), process=proses, step=langkah, messages=pesan, limit=batas, offset=mulai
    )
    return _tunggu(tugas, ringkas)


def _cari(nomor: Nomor) -> list[Kendala]:
    if nomor.jenis == PEKERJAAN:
        ada = db.session.get(Pekerjaan, int(nomor.id))
        return _pekerjaan([ada], False) if ada and ada.selesai_pada else []
    if nomor.jenis == AWAL:
        lewat_pesan = nomor.id.isdigit()
        return _awal(
            workflows.failed_starts(
                db.session, process=nomor.id, step=None if lewat_pesan else "jadwal",
                number=int(nomor.id) if lewat_pesan else None,
            )
        )  # fmt: skip
    try:
        if nomor.jenis == LANGKAH:
            instans = workflows.instance(db.session, nomor.id)
            return _langkah([instans], False) if instans.status == "incident" else []
        tugas = workflows.task(db.session, nomor.id)
    except workflows.NotFound:
        return []
    menunggu = tugas.kind == "external" and tugas.status == "open" and tugas.note is not None
    return _tunggu([tugas], False) if menunggu else []


def _langkah(semua: Sequence[workflows.Instance], ringkas: bool) -> list[Kendala]:
    ids = [i.id for i in semua]
    sejak = {} if ringkas else workflows.failures(db.session, ids)
    kasus, pada = ({}, {}) if ringkas else (perkara(ids), _pada(ids))
    return [
        Kendala(
            id=str(Nomor(LANGKAH, i.id)), jenis=LANGKAH, apa=sejak[i.id].element if i.id in sejak else i.process,
            pesan=i.incident or "", sejak=sejak[i.id].since if i.id in sejak else None, coba_lagi=i.retry_at,
            kali=sejak[i.id].times if i.id in sejak else 1, instans_id=i.id, nomor=i.business_key, judul=i.title,
            perkara=kasus.get(i.id), pada=pada.get(i.id, ()),
        )
        for i in semua
    ]  # fmt: skip


def _awal(semua: Sequence[workflows.FailedStart]) -> list[Kendala]:
    """Starts of the clock or of a message; they have no instance and so no case yet."""
    nama = workflows.process_names(db.session) if semua else {}
    return [
        Kendala(
            id=str(Nomor(AWAL, str(s.message) if s.message is not None else s.process)), jenis=AWAL,
            apa=_(nama.get(s.process, s.process)), pesan=s.incident, sejak=s.since, coba_lagi=s.retry_at, kali=1,
            instans_id=None, nomor=s.key if s.message is not None else "", judul="", perkara=None, pada=(),
            rinci=(("proses", s.process), ("pesan", s.name), ("kunci", s.key)) if s.message is not None else
            (("proses", s.process),),
        )
        for s in semua
    ]  # fmt: skip


def _tunggu(semua: Sequence[workflows.Task], ringkas: bool) -> list[Kendala]:
    ids = [t.instance_id for t in semua]
    kasus, pada = ({}, {}) if ringkas else (perkara(ids), _pada(ids))
    return [
        Kendala(
            id=str(Nomor(PARKIR, t.id)), jenis=PARKIR, apa=_(t.name), pesan=t.note or "", sejak=t.created_at,
            coba_lagi=t.retry_at, kali=1, instans_id=t.instance_id, nomor=t.business_key, judul=t.title,
            perkara=kasus.get(t.instance_id), pada=pada.get(t.instance_id, ()),
        )
        for t in semua
    ]  # fmt: skip


def _pekerjaan(semua: Sequence[Pekerjaan], ringkas: bool) -> list[Kendala]:
    ids = {str(p.argumen.get("tugas_id")) for p in semua if p.jenis == queue.Job.LANGKAH.value}
    tugas = {
        t.id: t
        for t in (
            workflows.tasks(db.session, only=ids, status=None, kind=None, limit=len(ids)) if ids and not ringkas else ()
        )
    }
    instans = [t.instance_id for t in tugas.values()]
    kasus, pada = perkara(instans), _pada(instans)
    return [_satu_pekerjaan(p, tugas.get(str(p.argumen.get("tugas_id"))), kasus, pada) for p in semua]


def _satu_pekerjaan(
    p: Pekerjaan,
    t: workflows.Task | None,
    kasus: Mapping[str, Perkara],
    pada: Mapping[str, tuple[Menunggu, ...]],
) -> Kendala:
    apa = str(PEKERJAAN_KATA.get(p.jenis, p.jenis))
    if p.jenis == queue.Job.LANGKAH.value:
        apa = str(OPERASI.get(str(p.argumen.get("operasi")), apa))
    milik = t.instance_id if t else None
    return Kendala(
        id=str(Nomor(PEKERJAAN, str(p.id))), jenis=PEKERJAAN, apa=apa, pesan=p.galat or "", sejak=p.selesai_pada,
        coba_lagi=None, kali=p.percobaan, instans_id=milik, nomor=t.business_key if t else "",
        judul=t.title if t else "", perkara=kasus.get(milik or ""), pada=pada.get(milik or "", ()),
        rinci=tuple((k, str(v)) for k, v in p.argumen.items() if k not in ("tugas_id", "argumen", "operasi")),
    )  # fmt: skip


def _pada(ids: Sequence[str]) -> dict[str, tuple[Menunggu, ...]]:
    """Who holds the open steps of these instances; a system step is held by nobody."""
    hasil: dict[str, tuple[Menunggu, ...]] = {}
    for w in terbuka(ids, batas=len(ids) * 5):
        if not w.sistem:
            hasil[w.instans_id] = (*hasil.get(w.instans_id, ()), w)
    return hasil


def _boleh(actor: Actor) -> None:
    if not actor.punya(*SEMUA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang melihat kendala."))
