"""Why a case waits, on whom, and until when: the headline of an instance, in whole sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

import workflows
from portal import formats
from portal.extensions import db
from portal.queries.jalan import Jalan
from portal.queries.menunggu import Menunggu
from workflows import gambar


@dataclass(frozen=True)
class Penantian:
    """One sentence. `batas`: shown as a tag with the days left; `lanjut`: what else is known; `dasar`: what the diagram
    says of it, and `lewat` of what comes at the deadline (both in the diagram's language)."""

    kalimat: str
    batas: datetime | None = None
    lanjut: tuple[str, ...] = ()
    buruk: bool = False
    dasar: str = ""
    lewat: str = ""


def penantian(instans: workflows.Instance, jalan: Jalan) -> tuple[Penantian, ...]:
    """The sentences, the most urgent first; empty for a case that has ended. One statement."""
    if instans.ended_at is not None:
        return ()
    if instans.status == "suspended":
        return (Penantian(_("Ditangguhkan Admin BKD: tidak ada yang berjalan sampai dilanjutkan.")),)
    kata = {k: v for teks in reversed(jalan.teks) for k, v in gambar.words(teks).items()}
    tunggu = workflows.waits(db.session, instans.id)
    hasil = [] if instans.incident is None else [_macet(instans)]
    lewat: dict[datetime | None, str] = {
        t.due_at: kata.get(t.element, ("", ""))[1] for t in tunggu if t.due_at is not None
    }
    hasil += [_langkah(m, kata, lewat.get(m.batas_waktu)) for m in jalan.menunggu]
    batas = {m.batas_waktu for m in jalan.menunggu}
    hasil += _saat([t for t in tunggu if t.due_at is None or t.due_at not in batas], jalan, kata)
    return tuple(hasil) or (Penantian(_("Tidak ada yang ditunggu: menunggu mesin alur melanjutkannya.")),)


def _macet(instans: workflows.Instance) -> Penantian:
    lanjut = [_("Sebab: %(sebab)s", sebab=instans.incident)]
    if instans.retry_at:
        lanjut.append(_("Dicoba lagi %(saat)s.", saat=formats.tanggal_waktu(instans.retry_at)))
    return Penantian(
        _("Terhenti: diagramnya tidak dapat dilanjutkan. Admin BKD perlu memperbaikinya."), None, tuple(lanjut), True
    )


def _langkah(m: Menunggu, kata: Mapping[str, tuple[str, str]], lewat: str | None) -> Penantian:
    sejak = formats.tanggal_waktu(m.sejak)
    if m.sistem:
        lanjut = [m.catatan] if m.catatan else []
        if m.coba_lagi:
            lanjut.append(_("Dicoba lagi %(saat)s.", saat=formats.tanggal_waktu(m.coba_lagi)))
        return Penantian(
            _("Menunggu sistem: %(langkah)s, sejak %(sejak)s.", langkah=m.nama, sejak=sejak), None, tuple(lanjut)
        )
    siapa = f"{m.oleh} ({m.peran})" if m.peran else m.oleh
    dasar = _kalimat(kata.get(m.langkah, ("", ""))[1], 1)
    if m.batas_waktu is None:
        pola = _("Menunggu %(siapa)s: %(langkah)s, sejak %(sejak)s, tanpa batas waktu.")
    else:
        pola = _("Menunggu %(siapa)s: %(langkah)s, sejak %(sejak)s, batas %(batas)s.")
    isi = {"siapa": siapa, "langkah": m.nama, "sejak": sejak, "batas": formats.tanggal_waktu(m.batas_waktu)}
    return Penantian(pola % isi, m.batas_waktu, dasar=dasar, lewat=_kalimat(lewat or "", 2))


def _kalimat(teks: str, banyak: int) -> str:
    """The first sentences of a documentation."""
    return " ".join(re.split(r"(?<=[a-z)]\.) ", teks)[:banyak])


def _saat(tunggu: list[workflows.Waiting], jalan: Jalan, kata: Mapping[str, tuple[str, str]]) -> Iterator[Penantian]:
    """Timers and messages: beside an open step what happens then, alone what the case waits for."""
    sendiri = not jalan.menunggu
    for satu in tunggu:
        nama, dokumentasi = kata.get(satu.element, (satu.element, ""))
        dasar = _kalimat(dokumentasi, 2)
        if satu.due_at is not None:
            saat = formats.tanggal_waktu(satu.due_at)
            pola = _("Menunggu waktu: %(nama)s, sampai %(saat)s.") if sendiri else _("Lewat %(saat)s: %(nama)s.")
            yield Penantian(pola % {"nama": nama, "saat": saat}, satu.due_at if sendiri else None, dasar=dasar)
        elif sendiri:
            yield Penantian(_("Menunggu kabar dari perkara lain: %(nama)s.", nama=nama), None, dasar=dasar)
