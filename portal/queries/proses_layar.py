"""The pages of the processes: all of them, one with its versions, one version, and a draft beside what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import diagram
from portal.alur import diterjemahkan, nama_pihak
from portal.diagram import TemuanDiagram
from portal.extensions import db
from portal.katalog import LANGKAH
from portal.models import DrafProses
from portal.models.proses import TERBUKA
from portal.queries.draf_proses import Draf, draf, lukis, temuan
from portal.security import Actor, berhak

BAWAAN = "sistem"


@dataclass(frozen=True)
class DrafRingkas:
    """An open draft in a list."""

    status: str
    diubah_oleh: str
    diubah_pada: datetime


@dataclass(frozen=True)
class Baris:
    """A process in the list. `versi` is None for one that was never published. `berjalan`: instances per version,
    newest first, those without any left out."""

    kunci: str
    nama: str
    versi: int | None
    diterbitkan_oleh: str | None
    diterbitkan_pada: datetime | None
    berjalan: tuple[tuple[int, int], ...]
    draf: DrafRingkas | None

    @property
    def jumlah_berjalan(self) -> int:
        """Of all versions."""
        return sum(jumlah for _versi, jumlah in self.berjalan)


@dataclass(frozen=True)
class Daftar:
    """All processes. `boleh_ubah`: the reader may begin drafts."""

    baris: tuple[Baris, ...]
    boleh_ubah: bool


@dataclass(frozen=True)
class Versi:
    """One version in the list of a process. `penyusun`, `pengaju` and notes are there where it came from a draft."""

    nomor: int
    nama: str
    berjalan: int
    diterbitkan_oleh: str
    diterbitkan_pada: datetime
    sidik: str
    penyusun: tuple[str, ...] = ()
    pengaju: str | None = None
    catatan_ajuan: str | None = None
    catatan_tinjauan: str | None = None


@dataclass(frozen=True)
class LangkahProses:
    """A person's step in words."""

    nama: str
    lajur: str
    batas: str
    dasar: str
    umum: bool


@dataclass(frozen=True)
class Halaman:
    """One process. `usang`: called processes whose newer version it does not use yet, (key, used, newest).
    `pemanggil`: who calls it, (key, name, the version of this one it uses)."""

    kunci: str
    nama: str
    keterangan: str
    versi: tuple[Versi, ...]
    svg: str
    langkah: tuple[LangkahProses, ...]
    draf: DrafRingkas | None
    memanggil: tuple[tuple[str, int], ...]
    usang: tuple[tuple[str, int, int], ...]
    pemanggil: tuple[tuple[str, str, int], ...]
    boleh_ubah: bool

    @property
    def terbaru(self) -> Versi:
        """The version new instances run on."""
        return self.versi[0]


@dataclass(frozen=True)
class HalamanVersi:
    """One version. `ubahan`: what it changed against the one before (none for the first)."""

    kunci: str
    versi: Versi
    terbaru: int
    keterangan: str
    svg: str
    langkah: tuple[LangkahProses, ...]
    ubahan: tuple[workflows.Change, ...]
    sebelumnya: int | None
    keputusan: tuple[str, ...]
    ada_draf: bool
    boleh_ubah: bool


@dataclass(frozen=True)
class Tinjauan:
    """A draft beside the newest version: both pictures, what changed in words, what is wrong with it."""

    draf: Draf
    lama: str
    baru: str
    ubahan: tuple[workflows.Change, ...]
    temuan: tuple[TemuanDiagram, ...]
    usang: tuple[tuple[str, int, int], ...]
    pemanggil: tuple[tuple[str, str, int], ...]
    boleh_tulis: bool
    boleh_tinjau: bool
    berjalan: int


def daftar(actor: Actor) -> Daftar:
    """Every process and every draft of one to be; four statements."""
    versi: dict[str, list[workflows.Version]] = {}
    for satu in workflows.versions(db.session):
        versi.setdefault(satu.key, []).append(satu)
    drafs = {d.kunci: d for d in db.session.scalars(select(DrafProses).where(DrafProses.status.in_(TERBUKA)))}
    orang = [v[0].published_by for v in versi.values()] + [d.diubah_oleh for d in drafs.values()]
    nama = _nama(orang)
    baris = []
    for kunci in sorted({*versi, *drafs}):
        semua, d = versi.get(kunci, []), drafs.get(kunci)
        baris.append(
            Baris(
                kunci=kunci, nama=semua[0].name if semua else d.nama if d else kunci,
                versi=semua[0].version if semua else None,
                diterbitkan_oleh=nama.get(semua[0].published_by or "") if semua else None,
                diterbitkan_pada=semua[0].published_at if semua else None,
                berjalan=tuple((v.version, v.running) for v in semua if v.running), draf=_ringkas(d, nama),
            )
        )  # fmt: skip
    return Daftar(tuple(baris), berhak(actor, "Proses", "ubah"))


def halaman(actor: Actor, kunci: str) -> Halaman:
    """One process with all its versions. TidakDitemukan for a key that was never published."""
    with diterjemahkan():
        terbit = workflows.definition(db.session, kunci)
    garis = workflows.outline(terbit.xml, terbit.decisions)
    d = db.session.scalar(select(DrafProses).where(DrafProses.kunci == kunci, DrafProses.status.in_(TERBUKA)))
    return Halaman(
        kunci=kunci,
        nama=terbit.name,
        keterangan=garis.says.get("dokumentasi", ""),
        versi=_versi(kunci),
        svg=lukis(terbit.xml, terbit.name),
        langkah=_langkah(garis),
        draf=_ringkas(d, _nama([d.diubah_oleh] if d else [])),
        memanggil=tuple(sorted(terbit.called.items())),
        usang=_usang(kunci),
        pemanggil=_pemanggil(kunci),
        boleh_ubah=berhak(actor, "Proses", "ubah"),
    )


def halaman_versi(actor: Actor, kunci: str, nomor: int) -> HalamanVersi:
    """One version of a process. TidakDitemukan."""
    with diterjemahkan():
        terbit = workflows.definition(db.session, kunci, nomor)
    garis = workflows.outline(terbit.xml, terbit.decisions)
    semua = _versi(kunci)
    satu = next(v for v in semua if v.nomor == nomor)
    sebelumnya = max((v.nomor for v in semua if v.nomor < nomor), default=None)
    lama = workflows.definition(db.session, kunci, sebelumnya).xml if sebelumnya else None
    ubahan = workflows.differences(lama, terbit.xml) if lama else ()
    terbuka = select(DrafProses.id).where(DrafProses.kunci == kunci, DrafProses.status.in_(TERBUKA))
    return HalamanVersi(
        kunci=kunci, versi=satu, terbaru=semua[0].nomor, keterangan=garis.says.get("dokumentasi", ""),
        svg=lukis(terbit.xml, terbit.name, {u.element: u.what for u in ubahan}), langkah=_langkah(garis),
        ubahan=ubahan, sebelumnya=sebelumnya,
        keputusan=tuple(sorted(terbit.decisions)), ada_draf=db.session.scalar(terbuka) is not None,
        boleh_ubah=berhak(actor, "Proses", "ubah"),
    )  # fmt: skip


def xml_versi(kunci: str, nomor: int) -> bytes:
    """The text of a version. TidakDitemukan."""
    with diterjemahkan():
        return workflows.definition(db.session, kunci, nomor).xml


def tinjau(actor: Actor, kunci: str) -> Tinjauan:
    """The open draft against what it would replace. TidakDitemukan where there is none."""
    satu = draf(actor, kunci)
    lama = workflows.definition(db.session, kunci) if satu.versi_terbaru else None
    ubahan = _beda(lama.xml if lama else None, satu.xml)
    tanda = {u.element: u.what for u in ubahan if lama}
    return Tinjauan(
        draf=satu,
        lama=lukis(lama.xml, _("Yang berlaku, versi %(versi)s", versi=lama.version), tanda) if lama else "",
        baru=lukis(satu.xml, _("Draf"), tanda),
        ubahan=ubahan,
        temuan=temuan(satu),
        usang=_usang(kunci),
        pemanggil=_pemanggil(kunci),
        boleh_tulis=berhak(actor, "Proses", "ubah"),
        boleh_tinjau=berhak(actor, "Proses", "terbitkan"),
        berjalan=sum(v.running for v in workflows.versions(db.session, kunci)),
    )


def _beda(lama: bytes | None, baru: bytes) -> tuple[workflows.Change, ...]:
    try:
        return workflows.differences(lama, baru)
    except workflows.NotSafe:
        return ()


def _versi(kunci: str) -> tuple[Versi, ...]:
    """All versions, newest first, with the drafts they came from."""
    semua = workflows.versions(db.session, kunci)
    asal: Mapping[int | None, DrafProses] = {
        d.versi: d
        for d in db.session.scalars(
            select(DrafProses)
            .where(DrafProses.kunci == kunci, DrafProses.status == "diterbitkan")
            .order_by(DrafProses.id)
        )
    }
    orang = [v.published_by for v in semua]
    orang += [p for d in asal.values() for p in (*d.penyusun, d.diajukan_oleh)]
    nama = _nama(orang)
    hasil = []
    for v in semua:
        d = asal.get(v.version)
        hasil.append(
            Versi(
                nomor=v.version, nama=v.name, berjalan=v.running, sidik=v.sha256[:12],
                diterbitkan_oleh=nama.get(v.published_by or BAWAAN, v.published_by or ""),
                diterbitkan_pada=v.published_at,
                penyusun=tuple(nama.get(p, p) for p in d.penyusun) if d else (),
                pengaju=nama.get(d.diajukan_oleh or "") if d else None,
                catatan_ajuan=d.catatan_ajuan if d else None, catatan_tinjauan=d.catatan_tinjauan if d else None,
            )
        )  # fmt: skip
    return tuple(hasil)


def _langkah(garis: workflows.Outline) -> tuple[LangkahProses, ...]:
    return tuple(
        LangkahProses(
            nama=one.name or one.id, lajur=one.lane, batas=one.says.get("batas", ""),
            dasar=one.says.get("dokumentasi", ""), umum=one.kind == "userTask" and one.step not in LANGKAH,
        )
        for one in garis.people()
    )  # fmt: skip


def _usang(kunci: str) -> tuple[tuple[str, int, int], ...]:
    return tuple((nama, dipakai, terbaru) for nama, (dipakai, terbaru) in sorted(diagram.sematan_usang(kunci).items()))


def _pemanggil(kunci: str) -> tuple[tuple[str, str, int], ...]:
    """The processes whose newest version calls this one, and the version of it they use."""
    terbaru: dict[str, workflows.Version] = {}
    for satu in workflows.versions(db.session):
        terbaru.setdefault(satu.key, satu)
    return tuple((v.key, v.name, v.called[kunci]) for _k, v in sorted(terbaru.items()) if kunci in v.called)


def _ringkas(d: DrafProses | None, nama: Mapping[str, str]) -> DrafRingkas | None:
    return DrafRingkas(d.status, nama.get(d.diubah_oleh, d.diubah_oleh), d.diubah_pada) if d else None


def _nama(orang: list[str | None]) -> dict[str, str]:
    """Names of people; what came with the portal says so."""
    return nama_pihak(orang) | {BAWAAN: _("Bawaan portal")}
