"""How a case has gone so far: the diagram with the path taken, and the same as a list.

The caller has checked that the reader may see the case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

import workflows
from portal import formats, waktu
from portal.alur import diterjemahkan, nama_pihak
from portal.extensions import db
from portal.queries.menunggu import Menunggu, peran, terbuka
from workflows import gambar

MAKS_RIWAYAT = 500


@dataclass(frozen=True)
class Langkah:
    """One line of the list. `keadaan`: "selesai" or "kini" (macro garis_waktu)."""

    nama: str
    keadaan: str
    oleh: str
    pada: datetime
    lama: str
    keterangan: str = ""


@dataclass(frozen=True)
class Jalan:
    """`instans_id`: whose. `svg`: the drawn diagram, safe to embed. `menunggu`: the open steps. `keterangan`: version
    of the diagram."""

    instans_id: str
    svg: str
    langkah: tuple[Langkah, ...]
    menunggu: tuple[Menunggu, ...]
    keterangan: str
    selesai: bool


def jalan(instans_id: str, *, judul: str) -> Jalan:
    """Seven statements at most, and one more per called process. The caller has checked that the case may be seen."""
    with diterjemahkan():
        instans = workflows.instance(db.session, instans_id)
        definisi = workflows.definition(db.session, instans.process, instans.version)
    riwayat = workflows.history(db.session, instans_id, limit=MAKS_RIWAYAT)
    kini = terbuka([instans_id])
    isi = {kunci: workflows.definition(db.session, kunci, versi).xml for kunci, versi in definisi.called.items()}
    orang = [s for s in riwayat if s.kind == "user" and s.what == "done"]
    nama = nama_pihak([p for s in orang for p in (s.by, s.on_behalf_of)])
    return Jalan(
        instans_id=instans_id,
        svg=gambar.svg(
            definisi.xml, done=[s.element for s in riwayat if s.what == "done"], now=[m.langkah for m in kini],
            title=judul, called=isi,
        ),
        langkah=(*_selesai(orang, nama, instans), *(_kini(m) for m in kini)),
        menunggu=kini,
        keterangan=_("%(nama)s, versi %(versi)s", nama=definisi.name, versi=definisi.version),
        selesai=instans.status == "done",
    )  # fmt: skip


def lama(selang: timedelta) -> str:
    """A stretch of time in words, its largest unit: '3 hari', '17 jam', '2 menit'."""
    menit = max(0, selang.days * 1440 + selang.seconds // 60)
    if menit >= 1440:
        return ngettext("%(num)d hari", "%(num)d hari", menit // 1440)
    if menit >= 60:
        return ngettext("%(num)d jam", "%(num)d jam", menit // 60)
    return ngettext("%(num)d menit", "%(num)d menit", menit) if menit else _("kurang dari 1 menit")


def _selesai(orang: Sequence[workflows.Step], nama: Mapping[str, str], instans: workflows.Instance) -> list[Langkah]:
    """The steps people took; each took as long as since the one before."""
    hasil, sebelum = [], instans.started_at
    for s in orang:
        oleh = nama.get(s.by or "", "")
        if s.on_behalf_of and s.on_behalf_of != s.by and s.on_behalf_of.startswith("orang:"):
            oleh = _("%(oleh)s untuk %(siapa)s", oleh=oleh, siapa=nama.get(s.on_behalf_of, ""))
        hasil.append(Langkah(_(s.name), "selesai", _berperan(oleh, s.lane), s.at, lama(s.at - sebelum)))
        sebelum = s.at
    return hasil


def _kini(satu: Menunggu) -> Langkah:
    batas = _("batas %(tanggal)s", tanggal=formats.tanggal_waktu(satu.batas_waktu)) if satu.batas_waktu else ""
    return Langkah(
        satu.nama, "kini", _berperan(satu.oleh, satu.lajur), satu.sejak,
        _("menunggu %(lama)s", lama=lama(waktu.sekarang() - satu.sejak)), batas or satu.catatan or "",
    )  # fmt: skip


def _berperan(nama: str, lajur: str) -> str:
    return f"{nama} ({peran(lajur)})" if nama and lajur != "sistem" else nama or peran(lajur)
