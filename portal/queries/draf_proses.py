"""The open draft of a process: its text, its findings, and what the studio offers to whoever draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import diagram, katalog, katalog_kata
from portal.alur import diterjemahkan, nama_pihak
from portal.diagram import TemuanDiagram
from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import DrafProses
from portal.models.proses import TERBUKA
from portal.security import Actor, berhak
from workflows import gambar

MAKS_UNGKAPAN = 4000


@dataclass(frozen=True)
class Draf:
    """An open draft as its pages show it; people by name. `saya_terlibat`: the reader wrote on it or asked for it."""

    kunci: str
    nama: str
    xml: bytes
    keputusan: Mapping[str, bytes]
    dasar_versi: int | None
    revisi: int
    status: str
    penyusun: tuple[str, ...]
    diubah_oleh: str
    diubah_pada: datetime
    diajukan_oleh: str | None
    diajukan_pada: datetime | None
    catatan_ajuan: str | None
    ditinjau_oleh: str | None
    ditinjau_pada: datetime | None
    catatan_tinjauan: str | None
    saya_terlibat: bool
    versi_terbaru: int | None

    @property
    def dapat_ditulis(self) -> bool:
        """Not in review."""
        return self.status != "diajukan"

    @property
    def tertinggal(self) -> bool:
        """A version was published since the draft began."""
        return self.dasar_versi is not None and self.versi_terbaru != self.dasar_versi


@dataclass(frozen=True)
class Studio:
    """The studio page. `svg`: for browsers without the script. `boleh_tulis`: the reader draws diagrams; `boleh_ubah`:
    and may do so now."""

    draf: Draf
    temuan: tuple[TemuanDiagram, ...]
    svg: str
    boleh_ubah: bool
    boleh_tulis: bool
    boleh_tinjau: bool


def draf(actor: Actor, kunci: str) -> Draf:
    """The open draft of `kunci`. TidakDitemukan where there is none."""
    satu = db.session.scalar(select(DrafProses).where(DrafProses.kunci == kunci, DrafProses.status.in_(TERBUKA)))
    if satu is None:
        raise TidakDitemukan(_("Proses ini tidak mempunyai draf yang terbuka."))
    siapa = [*satu.penyusun, satu.diubah_oleh, satu.diajukan_oleh, satu.ditinjau_oleh]
    nama = nama_pihak(siapa)
    versi = workflows.versions(db.session, kunci)
    return Draf(
        kunci=satu.kunci, nama=satu.nama, xml=satu.xml.encode(),
        keputusan={k: teks.encode() for k, teks in satu.keputusan.items()}, dasar_versi=satu.dasar_versi,
        revisi=satu.revisi, status=satu.status, penyusun=tuple(nama[p] for p in satu.penyusun if p in nama),
        diubah_oleh=nama.get(satu.diubah_oleh, satu.diubah_oleh), diubah_pada=satu.diubah_pada,
        diajukan_oleh=nama.get(satu.diajukan_oleh or ""), diajukan_pada=satu.diajukan_pada,
        catatan_ajuan=satu.catatan_ajuan, ditinjau_oleh=nama.get(satu.ditinjau_oleh or ""),
        ditinjau_pada=satu.ditinjau_pada, catatan_tinjauan=satu.catatan_tinjauan,
        saya_terlibat=actor.id in (*satu.penyusun, satu.dibuat_oleh, satu.diajukan_oleh),
        versi_terbaru=versi[0].version if versi else None,
    )  # fmt: skip


def studio(actor: Actor, kunci: str) -> Studio:
    """The draft with its findings and its picture."""
    satu = draf(actor, kunci)
    return Studio(
        draf=satu,
        temuan=temuan(satu),
        svg=lukis(satu.xml, satu.nama),
        boleh_ubah=satu.dapat_ditulis and berhak(actor, "Proses", "ubah"),
        boleh_tulis=berhak(actor, "Proses", "ubah"),
        boleh_tinjau=berhak(actor, "Proses", "terbitkan"),
    )


def temuan(satu: Draf, xml: bytes | None = None) -> tuple[TemuanDiagram, ...]:
    """What stands in the way of the draft, or of `xml` in its place."""
    return diagram.temuan(satu.kunci, satu.xml if xml is None else xml, satu.keputusan, satu.dasar_versi)


def periksa(actor: Actor, kunci: str, xml: bytes) -> tuple[TemuanDiagram, ...]:
    """Findings of the draft, or of `xml` (as if it were the draft; without a draft: as the next version)."""
    try:
        return temuan(draf(actor, kunci), xml or None)
    except TidakDitemukan:
        with diterjemahkan():
            terbit = workflows.definition(db.session, kunci)
        return diagram.temuan(kunci, xml or terbit.xml, terbit.decisions, terbit.version)


def lukis(xml: bytes, judul: str, tanda: Mapping[str, str] | None = None) -> str:
    """The picture of a text, its elements marked with what became of them; empty where it cannot be drawn."""
    try:
        return gambar.svg(xml, title=judul, marks=tanda)
    except workflows.NotSafe:
        return ""


def ungkapan(teks: str, jenis: str) -> str | None:
    """What is wrong with a text of the studio while it is typed; None if nothing. TidakSah for an unknown kind."""
    pilihan: dict[str, Literal["kondisi", "waktu", "pengulangan", "skrip"]] = {
        "kondisi": "kondisi",
        "waktu": "waktu",
        "pengulangan": "pengulangan",
        "skrip": "skrip",
    }
    if jenis not in pilihan:
        raise TidakSah(Temuan("jenis", None, _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(pilihan))))
    return workflows.text_problem(teks[: MAKS_UNGKAPAN + 1], pilihan[jenis])


def daftar_katalog() -> dict[str, Any]:
    """Lanes, queues, published processes, steps, operations, functions and facts, in words, as the studio offers
    them."""
    kata = katalog_kata
    return {
        "lajur": [{"kunci": k, "nama": nama, "keterangan": str(arti)} for k, (nama, arti) in kata.LAJUR.items()],
        "langkah": [
            {"kunci": k, "nama": str(nama), "keterangan": str(arti)}
            for k, (nama, arti) in kata.LANGKAH.items()
            if k in katalog.LANGKAH
        ],
        "umum": {"nama": str(kata.UMUM[0]), "keterangan": str(kata.UMUM[1]), "fakta": list(kata.FAKTA_UMUM)},
        "operasi": [
            {
                "kunci": k,
                "nama": str(kata.OPERASI.get(k, k)),
                "argumen": [{"nama": a, "jenis": kata.ARGUMEN.get(a, "int")} for a in sorted(nama)],
            }
            for k, nama in katalog.OPERASI.items()
        ],
        "fungsi": [{"nama": k, "contoh": contoh} for k, contoh in kata.FUNGSI.items()],
        "fakta": _fakta(),
        "antrean": [{"nilai": satu, "nama": nama} for satu, nama in diagram.antrean().items()],
        "proses": _terbit(),
    }


def _terbit() -> list[dict[str, str]]:
    """The processes a diagram may call, by name."""
    terbaru: dict[str, str] = {}
    for versi in workflows.versions(db.session):
        terbaru.setdefault(versi.key, versi.name)
    urut = sorted(terbaru.items(), key=lambda satu: (satu[1], satu[0]))
    return [{"kunci": kunci, "nama": nama} for kunci, nama in urut]


def _fakta() -> dict[str, list[str]]:
    """By process: what its newest version and its open draft speak of, and what its start and its actions bring."""
    isi: dict[str, set[str]] = {}
    for satu in {v.key for v in workflows.versions(db.session)}:
        terbit = workflows.definition(db.session, satu)
        isi[satu] = {*workflows.outline(terbit.xml, terbit.decisions).facts}
    for d in db.session.scalars(select(DrafProses).where(DrafProses.status.in_(TERBUKA))):
        keputusan = {k: teks.encode() for k, teks in d.keputusan.items()}
        isi.setdefault(d.kunci, set()).update(workflows.outline(d.xml.encode(), keputusan).facts)
    tetap = katalog_kata.FAKTA
    return {k: sorted({*nama, *tetap.get(k, ()), *katalog_kata.FAKTA_UMUM}) for k, nama in sorted(isi.items())}
