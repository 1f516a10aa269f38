"""How a case has gone so far: the diagram with the path taken, and the same as a list.

The caller has checked that the reader may see the case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

import workflows
from portal import formats, waktu
from portal.alur import diterjemahkan, nama_pihak
from portal.extensions import db
from portal.queries.menunggu import Menunggu, peran, susun
from workflows import gambar

MAKS_RIWAYAT = 500


@dataclass(frozen=True)
class Langkah:
    """One line of the list. `keadaan`: "selesai", "kini" or "gagal" (macro garis_waktu). `lama`: how long it took, from
    the moment it was opened."""

    nama: str
    keadaan: str
    oleh: str
    pada: datetime
    lama: str
    keterangan: str = ""


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
    nama = nama_pihak([p for s in riwayat for p in (s.by, s.on_behalf_of, *_pihak(s))])
    lewat = [s.element for s in riwayat if s.what == "done" or s.kind == "start"]
    galat = {(s.element, s.at) for s in riwayat if s.what == "error" and s.kind == "external"}
    terlihat = (s for s in riwayat if s.what != "cancelled" or (s.element, s.at) not in galat)  # told by its error
    baris = [(s, b) for s in terlihat if (b := _baris(s, nama, dibuka.get((s.element, s.at))))]
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


def lama(selang: timedelta) -> str:
    """A stretch of time in words, its largest unit: '3 hari', '17 jam', '2 menit'."""
    menit = max(0, selang.days * 1440 + selang.seconds // 60)
    if menit >= 1440:
        return ngettext("%(num)d hari", "%(num)d hari", menit // 1440)
    if menit >= 60:
        return ngettext("%(num)d jam", "%(num)d jam", menit // 60)
    return ngettext("%(num)d menit", "%(num)d menit", menit) if menit else _("kurang dari 1 menit")


def oleh(nama: Mapping[str, str], siapa: str | None, untuk: str | None) -> str:
    """Who did it, and for whom where he stood in; a queue is where it lay, not whom he acted for."""
    sendiri = nama.get(siapa or "", siapa or "")
    if untuk and untuk != siapa and untuk.startswith("orang:"):
        return _("%(oleh)s untuk %(siapa)s", oleh=sendiri, siapa=nama.get(untuk, untuk))
    return sendiri


def _baris(s: workflows.Step, nama: Mapping[str, str], dibuka: datetime | None) -> Langkah | None:
    """A line of the history in words; None for what only steers (gateways, scripts, calls)."""
    selang = lama(s.at - dibuka) if dibuka else ""
    siapa = oleh(nama, s.by, s.on_behalf_of)
    sebutan = _(s.name) if s.name else s.element
    if s.what == "done" and s.kind == "user":
        return Langkah(sebutan, "selesai", _berperan(siapa, s.lane), s.at, selang)
    if s.what == "done" and s.kind == "external":
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, selang)
    if s.what == "done" and s.kind == "start" and s.seq == 1:
        return Langkah(_("Dimulai"), "selesai", siapa, s.at, "")
    if s.what == "timer":
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, "", _("pengatur waktu"))
    if s.what == "message" and s.kind == "start":
        return Langkah(_("Dimulai"), "selesai", peran("sistem"), s.at, "", _("kabar dari perkara lain"))
    if s.what == "error" and s.kind == "external":
        kode = str(s.facts.get("kode error", ""))
        return Langkah(sebutan, "gagal", peran("sistem"), s.at, selang, _("berakhir dengan galat %(kode)s", kode=kode))
    if s.what == "message":
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, "", _("kabar dari perkara lain"))
    if s.what == "error":
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, "", _("galat yang ditangkap"))
    if s.what == "escalation":
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, "", _("eskalasi"))
    if s.what == "condition":
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, "", _("syarat yang terpenuhi"))
    if s.what == "assigned":
        ubah = _("dari %(dari)s kepada %(ke)s", dari=nama.get(str(s.facts.get("dari")), ""),
                 ke=nama.get(str(s.facts.get("ke")), ""))  # fmt: skip
        return Langkah(_("%(langkah)s dialihkan", langkah=sebutan), "selesai", siapa, s.at, ubah, _alasan(s))
    if s.what == "cancelled" and s.kind in ("user", "external"):
        return Langkah(_("%(langkah)s tidak dikerjakan", langkah=sebutan), "gagal", peran("sistem"), s.at, selang)
    if s.what == "cancelled":
        return Langkah(_("Dibatalkan"), "gagal", siapa, s.at, "", _alasan(s))
    if s.what == "incident":
        return Langkah(_("Terhenti"), "gagal", peran("sistem"), s.at, "", str(s.facts.get("pesan", "")))
    return None


def _pihak(s: workflows.Step) -> tuple[str, ...]:
    return (str(s.facts.get("dari")), str(s.facts.get("ke"))) if s.what == "assigned" else ()


def _alasan(s: workflows.Step) -> str:
    return f"“{s.facts['alasan']}”" if s.facts.get("alasan") else ""


def _kini(satu: Menunggu) -> Langkah:
    batas = _("batas %(tanggal)s", tanggal=formats.tanggal_waktu(satu.batas_waktu)) if satu.batas_waktu else ""
    return Langkah(
        satu.nama, "kini", _berperan(satu.oleh, satu.lajur), satu.sejak,
        _("menunggu %(lama)s", lama=lama(waktu.sekarang() - satu.sejak)), batas or satu.catatan or "",
    )  # fmt: skip


def _berperan(nama: str, lajur: str) -> str:
    return f"{nama} ({peran(lajur)})" if nama and lajur != "sistem" else nama or peran(lajur)
