"""How a case has gone so far: the diagram with the path taken, and the same as a list.

The caller has checked that the reader may see the case.
"""

from dataclasses import dataclass

from flask_babel import gettext as _

import workflows
from portal import formats, waktu
from portal.alur import diterjemahkan, nama_pihak
from portal.extensions import db
from portal.queries import kata_jalan
from portal.queries.kata_jalan import Langkah, berperan, lama
from portal.queries.menunggu import Menunggu, susun
from workflows import gambar

MAKS_RIWAYAT = 500


@dataclass(frozen=True)
class Jalan:
    """`instans_id`: whose. `svg`: the drawn diagram, safe to embed. `langkah`: what people did and who is next;
    `semua`: the same with the system's steps, timers and incidents. `menunggu`: the open steps. `keterangan`: version
    of the diagram. `teks`: its text and those it calls."""

    instans_id: str
    svg: str
    langkah: tuple[Langkah, ...]
    semua: tuple[Langkah, ...]
    menunggu: tuple[Menunggu, ...]
    keterangan: str
    selesai: bool
    teks: tuple[bytes, ...]


def jalan(instans_id: str, *, judul: str) -> Jalan:
    """Seven statements at most, and one more per called process. The caller has checked that the case may be seen."""
    with diterjemahkan():
        instans = workflows.instance(db.session, instans_id)
        definisi = workflows.definition(db.session, instans.process, instans.version)
    riwayat = workflows.history(db.session, instans_id, limit=MAKS_RIWAYAT)
    tugas = workflows.tasks(db.session, instance=instans_id, status=None, kind=None, limit=MAKS_RIWAYAT)
    kini = susun([t for t in tugas if t.status == "open"])
    isi = {kunci: workflows.definition(db.session, kunci, versi).xml for kunci, versi in definisi.called.items()}
    dibuka = {(t.element, t.ended_at): t.created_at for t in tugas if t.ended_at}
    nama = nama_pihak([p for s in riwayat for p in kata_jalan.pihak(s)])
    unsur = {s.element: s.name for s in riwayat if s.kind != "instance"} | {t.element: t.name for t in tugas}
    lewat = [s.element for s in riwayat if s.what == "done" or s.kind == "start"]
    galat = {(s.element, s.at) for s in riwayat if s.what == "error" and s.kind == "external"}
    terlihat = (s for s in riwayat if s.what != "cancelled" or (s.element, s.at) not in galat)  # told by its error
    baris = [(s, b) for s in terlihat if (b := kata_jalan.baris(s, nama, dibuka.get((s.element, s.at)), unsur))]
    depan = tuple(_kini(m) for m in kini)
    return Jalan(
        instans_id=instans_id,
        svg=gambar.svg(
            definisi.xml, done=lewat, now=[m.langkah for m in kini],
            title=judul, called=isi,
        ),
        langkah=(*(b for s, b in baris if s.kind == "user" and s.what == "done"), *depan),
        semua=(*(b for _s, b in baris), *depan),
        menunggu=kini,
        keterangan=_("%(nama)s, versi %(versi)s", nama=definisi.name, versi=definisi.version),
        selesai=instans.status == "done",
        teks=(definisi.xml, *isi.values()),
    )  # fmt: skip


def _kini(satu: Menunggu) -> Langkah:
    batas = _("batas %(tanggal)s", tanggal=formats.tanggal_waktu(satu.batas_waktu)) if satu.batas_waktu else ""
    return Langkah(
        satu.nama, "kini", berperan(satu.oleh, satu.lajur), satu.sejak,
        _("menunggu %(lama)s", lama=lama(waktu.sekarang() - satu.sejak)), batas or satu.catatan or "",
    )  # fmt: skip
