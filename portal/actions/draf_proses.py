"""A draft of a diagram on its way: begun, written on, asked for, returned, thrown away, published by a second person.

One open draft per process. Each change holds its row, so that of two at once the second is told what the first did.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import workflows
from portal import audit, diagram, formats, waktu
from portal.actions import action
from portal.alur import diterjemahkan, nama_pihak
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TerlaluBesar, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.katalog import KATALOG, PROSES_HUKUM
from portal.models import DrafProses, Pemberitahuan, Pengguna
from portal.models.proses import TERBUKA
from portal.security import Actor

PENGELOLA, PENYETUJU = "Pengelola Alur", "Penyetuju Alur"
MAKS_XML = 1024 * 1024
"""Bytes of a draft; the largest shipped diagram is a tenth of it."""
MAKS_CATATAN = 2000
KUNCI = re.compile(r"[a-z][a-z0-9_]{2,59}")
TERPAKAI = frozenset({"baru", "draf", "katalog", "ungkapan", "versi"})
"""Words of our own addresses."""


@action
def mulai(kunci: str, *, actor: Actor, nama: str = "", versi: int | None = None) -> DrafProses:
    """Begin a draft from the newest version of `kunci` (or from `versi`); from a starter diagram where the process is
    new. Bentrok where one is open already."""
    _berperan(actor, PENGELOLA)
    if _terbuka(kunci) is not None:
        raise _sudah_ada()
    return _simpan_baru(_baru(kunci, actor, nama, versi), actor)


@action
def simpan(kunci: str, xml: bytes, *, actor: Actor, revisi: int | None = None) -> DrafProses:
    """Keep `xml` as the draft, whatever it lacks, as long as it is BPMN at all. `revisi`: what the writer saw last;
    Bentrok if somebody saved since. Without an open draft (and without `revisi`) one is begun."""
    _berperan(actor, PENGELOLA)
    if len(xml) > MAKS_XML:
        raise TerlaluBesar(_("Diagram terlalu besar: paling banyak 1 MB."))
    try:
        isi = workflows.outline(xml)
    except workflows.NotSafe as error:
        raise TidakSah(Temuan("berkas", None, str(error))) from error
    draf = _terbuka(kunci)
    if draf is None:
        if revisi is not None:
            raise _tidak_terbuka()
        draf = _simpan_baru(_baru(kunci, actor, "", None), actor)
    _tidak_ditinjau(draf)
    _revisi_sama(draf, revisi)
    draf.xml, draf.nama = xml.decode(), (isi.name or kunci)[:200]
    draf.revisi += 1
    draf.diubah_oleh, draf.diubah_pada = actor.id, waktu.sekarang()
    draf.penyusun = [*draf.penyusun, *(() if actor.id in draf.penyusun else (actor.id,))]
    _catat(Event.DRAF_PROSES_DISIMPAN, draf, actor)
    return draf


@action
def ajukan(kunci: str, *, actor: Actor, catatan: str = "") -> DrafProses:
    """Send the draft for review. TidakSah with every finding that forbids it; Bentrok where nothing is new in it."""
    _berperan(actor, PENGELOLA)
    draf = _wajib_terbuka(kunci)
    _tidak_ditinjau(draf)
    halangan = diagram.menghalangi(diagram.temuan(kunci, draf.xml.encode(), _keputusan(draf), draf.dasar_versi))
    if halangan:
        raise TidakSah(*(Temuan(t.elemen, None, t.pesan) for t in halangan))
    _ada_yang_baru(draf)
    draf.status = "diajukan"
    draf.diajukan_oleh, draf.diajukan_pada = actor.id, waktu.sekarang()
    draf.catatan_ajuan, draf.catatan_tinjauan = _teks(catatan) or None, None
    penerima = [*db.session.scalars(select(Pengguna.pegawai_id).where(Pengguna.roles.any(name=PENYETUJU)))]
    _kabari(
        draf,
        [p for p in penerima if p and not _terlibat(draf, f"orang:{p}")],
        _("Draf %(nama)s menunggu tinjauan Anda."),
    )
    _catat(Event.DRAF_PROSES_DIAJUKAN, draf, actor, catatan=draf.catatan_ajuan)
    return draf


@action
def tarik(kunci: str, *, actor: Actor) -> DrafProses:
    """Take a draft back from review, to go on writing."""
    _berperan(actor, PENGELOLA)
    draf = _diajukan(kunci)
    draf.status, draf.diajukan_oleh, draf.diajukan_pada = "draf", None, None
    _catat(Event.DRAF_PROSES_DIKEMBALIKAN, draf, actor, ditarik=True)
    return draf


@action
def kembalikan(kunci: str, *, actor: Actor, catatan: str) -> DrafProses:
    """The reviewer sends the draft back to its writers and says why."""
    _berperan(actor, PENYETUJU)
    draf = _diajukan(kunci)
    if not _teks(catatan):
        raise TidakSah(Temuan("catatan", None, _("Tulis apa yang perlu diperbaiki.")))
    draf.status = "dikembalikan"
    _ditinjau(draf, actor, catatan)
    _kabari(draf, _orang(draf), _("Draf %(nama)s dikembalikan kepada Anda."))
    _catat(Event.DRAF_PROSES_DIKEMBALIKAN, draf, actor, catatan=draf.catatan_tinjauan)
    return draf


@action
def buang(kunci: str, *, actor: Actor) -> DrafProses:
    """Throw the draft away; its text stays in the table, its end in the audit trail."""
    _berperan(actor, PENGELOLA)
    draf = _wajib_terbuka(kunci)
    _tidak_ditinjau(draf)
    draf.status = "dibuang"
    _catat(Event.DRAF_PROSES_DIBUANG, draf, actor)
    return draf


@action
def terbitkan(kunci: str, *, actor: Actor, catatan: str = "", revisi: int | None = None) -> workflows.Definition:
    """Publish the reviewed draft as the next version: by somebody who neither wrote on it nor asked for it. `revisi`:
    what was reviewed. New instances run on it; those that run keep theirs."""
    _berperan(actor, PENYETUJU)
    draf = _diajukan(kunci)
    _revisi_sama(draf, revisi)
    if _terlibat(draf, actor.id):
        pesan = _("Anda ikut menyusun atau mengajukan draf ini. Yang menerbitkan harus orang lain.")
        raise BukanHak(pesan, kode="penyusun_sendiri")
    with diterjemahkan():
        definisi = workflows.publish(
            db.session, kunci, draf.xml.encode(), by=actor.id, decisions=_keputusan(draf), catalogue=KATALOG,
            again=True, now=waktu.sekarang(),
        )  # fmt: skip
    draf.status, draf.versi = "diterbitkan", definisi.version
    _ditinjau(draf, actor, catatan)
    _kabari(draf, _orang(draf), _("%(nama)s versi %(versi)s sudah terbit.", nama="%(nama)s", versi=definisi.version))
    _catat(
        Event.PROSES_DITERBITKAN, draf, actor, versi=definisi.version, sha256=definisi.sha256,
        penyusun=draf.penyusun, pengaju=draf.diajukan_oleh, catatan=draf.catatan_tinjauan,
    )  # fmt: skip
    return definisi


def _terbuka(kunci: str) -> DrafProses | None:
    """The open draft, held for this transaction."""
    cari = select(DrafProses).where(DrafProses.kunci == kunci, DrafProses.status.in_(TERBUKA)).with_for_update()
    return db.session.scalar(cari.execution_options(populate_existing=True))


def _wajib_terbuka(kunci: str) -> DrafProses:
    draf = _terbuka(kunci)
    if draf is None:
        if db.session.scalar(select(DrafProses.id).where(DrafProses.kunci == kunci).limit(1)) is None:
            raise TidakDitemukan(_("Proses ini tidak mempunyai draf."))
        raise _tidak_terbuka()
    return draf


def _diajukan(kunci: str) -> DrafProses:
    draf = _wajib_terbuka(kunci)
    if draf.status != "diajukan":
        raise Bentrok(_("Draf ini tidak sedang menunggu tinjauan."), kode="draf_belum_diajukan")
    return draf


def _baru(kunci: str, actor: Actor, nama: str, versi: int | None) -> DrafProses:
    """A draft that is not in the table yet."""
    keputusan: dict[str, str] = {}
    try:
        dasar = workflows.definition(db.session, kunci, versi)
    except workflows.NotFound as error:
        if versi is not None:
            raise TidakDitemukan(_("Versi ini tidak ada.")) from error
        _kunci_baru(kunci)
        judul, nomor, xml = _nama_baru(nama or kunci), None, workflows.starter(kunci, _nama_baru(nama or kunci))
    else:
        judul, nomor, xml = dasar.name, dasar.version, dasar.xml
        keputusan = {k: isi.decode() for k, isi in dasar.decisions.items()}
    pada = waktu.sekarang()
    return DrafProses(
        kunci=kunci, nama=judul, xml=xml.decode(), keputusan=keputusan, dasar_versi=nomor, revisi=1, status="draf",
        dibuat_oleh=actor.id, dibuat_pada=pada, penyusun=[actor.id], diubah_oleh=actor.id, diubah_pada=pada,
    )  # fmt: skip


def _simpan_baru(draf: DrafProses, actor: Actor) -> DrafProses:
    db.session.add(draf)
    try:
        db.session.flush()
    except IntegrityError as error:  # the other one was a moment faster
        raise _sudah_ada() from error
    _catat(Event.DRAF_PROSES_DIBUAT, draf, actor, dasar_versi=draf.dasar_versi)
    return draf


def _kunci_baru(kunci: str) -> None:
    if kunci in PROSES_HUKUM or kunci in TERPAKAI or not KUNCI.fullmatch(kunci):
        pesan = _(
            "Kunci: 3 sampai 60 huruf kecil, angka, dan garis bawah, mulai dengan huruf, dan belum dipakai portal."
        )
        raise TidakSah(Temuan("kunci", None, pesan))


def _nama_baru(nama: str) -> str:
    rapi = " ".join(nama.split())
    if not 3 <= len(rapi) <= 100 or not rapi.isprintable():
        raise TidakSah(Temuan("nama", None, _("Nama proses: 3 sampai 100 huruf.")))
    return rapi


def _tidak_ditinjau(draf: DrafProses) -> None:
    if draf.status == "diajukan":
        pesan = _("Draf ini sedang ditinjau. Tarik kembali dahulu bila masih perlu diubah.")
        raise Bentrok(pesan, kode="draf_ditinjau")


def _revisi_sama(draf: DrafProses, revisi: int | None) -> None:
    if revisi is not None and revisi != draf.revisi:
        pesan = _(
            "Draf ini sudah disimpan %(siapa)s pada %(saat)s. Muat ulang halaman supaya perubahan itu tidak hilang.",
            siapa=nama_pihak([draf.diubah_oleh]).get(draf.diubah_oleh, draf.diubah_oleh),
            saat=formats.tanggal_waktu(draf.diubah_pada),
        )
        raise Bentrok(pesan, kode="draf_usang")


def _ada_yang_baru(draf: DrafProses) -> None:
    """Something to publish: another text, or the same over a called process that has a newer version."""
    if draf.dasar_versi is None:
        return
    terbaru = workflows.definition(db.session, draf.kunci)
    sama = terbaru.xml == draf.xml.encode() and dict(terbaru.decisions) == _keputusan(draf)
    if sama and not diagram.sematan_usang(draf.kunci):
        pesan = _(
            "Draf ini sama dengan versi %(versi)s yang berlaku; tidak ada yang perlu diterbitkan.",
            versi=terbaru.version,
        )
        raise Bentrok(pesan, kode="draf_tidak_berubah")


def _keputusan(draf: DrafProses) -> Mapping[str, bytes]:
    return {nama: teks.encode() for nama, teks in draf.keputusan.items()}


def _terlibat(draf: DrafProses, siapa: str) -> bool:
    return siapa in (*draf.penyusun, draf.dibuat_oleh, draf.diajukan_oleh)


def _ditinjau(draf: DrafProses, actor: Actor, catatan: str) -> None:
    draf.ditinjau_oleh, draf.ditinjau_pada = actor.id, waktu.sekarang()
    draf.catatan_tinjauan = _teks(catatan) or None


def _teks(catatan: str) -> str:
    if len(catatan) > MAKS_CATATAN:
        raise TidakSah(
            Temuan("catatan", None, _("Catatan terlalu panjang: paling banyak %(n)s huruf.", n=MAKS_CATATAN))
        )
    return catatan.strip()


def _orang(draf: DrafProses) -> list[int]:
    semua = {*draf.penyusun, draf.diajukan_oleh}
    return sorted(int(p.removeprefix("orang:")) for p in semua if p and p.startswith("orang:"))


def _kabari(draf: DrafProses, penerima: list[int], kalimat: str) -> None:
    """A notice on Beranda for each; `kalimat` takes the name of the process."""
    pada = waktu.sekarang()
    for pegawai_id in sorted(set(penerima)):
        db.session.add(
            Pemberitahuan(
                pegawai_id=pegawai_id, judul=(kalimat % {"nama": draf.nama})[:200], pada=pada,
                tautan=f"/proses/{draf.kunci}/tinjau" if draf.status == "diajukan" else f"/proses/{draf.kunci}",
                kunci=f"draf_proses:{draf.id}:{pada.isoformat()}:{pegawai_id}",
            )
        )  # fmt: skip


def _berperan(actor: Actor, peran: str) -> None:
    if not actor.punya(peran):
        raise BukanHak(_("Hanya %(peran)s yang dapat melakukan ini.", peran=peran))


def _sudah_ada() -> Bentrok:
    return Bentrok(_("Proses ini sudah mempunyai draf yang terbuka. Lanjutkan draf itu."), kode="draf_sudah_ada")


def _tidak_terbuka() -> Bentrok:
    pesan = _("Draf ini sudah diterbitkan atau dibuang. Muat ulang halaman, lalu mulai draf baru bila perlu.")
    return Bentrok(pesan, kode="draf_tidak_terbuka")


def _catat(event: Event, draf: DrafProses, actor: Actor, **rincian: Any) -> None:
    """Every event of a draft carries the digest of its text as it is now."""
    sidik = hashlib.sha256(draf.xml.encode()).hexdigest()
    audit.record(
        db.session, event, actor=actor, subjek=("draf_proses", draf.id), proses=draf.kunci, revisi=draf.revisi,
        sidik=sidik, **rincian,
    )  # fmt: skip
