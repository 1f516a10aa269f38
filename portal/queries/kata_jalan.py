"""Lines of an instance's history in words: every word the engine writes has its own here (workflows.HISTORY_WORDS)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

import workflows
from portal.queries import kata
from portal.queries.menunggu import peran

APA: dict[str, Any] = {
    "done": _l("Selesai"), "timer": _l("Pengatur waktu"), "message": _l("Kabar dari perkara lain"),
    "signal": _l("Sinyal dari proses lain"), "error": _l("Galat yang ditangkap"), "escalation": _l("Eskalasi"),
    "condition": _l("Syarat yang terpenuhi"), "cancelled": _l("Dibatalkan"), "incident": _l("Terhenti"),
    "assigned": _l("Dialihkan"), "delegated": _l("Diserahkan"), "given_back": _l("Diserahkan kembali"),
    "suspended": _l("Ditangguhkan"), "resumed": _l("Dilanjutkan"), "retried": _l("Dicoba lagi"),
    "restarted": _l("Dimulai kembali sebagai instans baru"), "moved": _l("Dipindahkan"),
    "corrected": _l("Fakta dibetulkan"), "migrated": _l("Pindah versi"),
    "reverted": _l("Kembali ke versi sebelumnya"),
}  # fmt: skip
"""What a line tells, in words."""
KEJADIAN = {
    "timer": _l("pengatur waktu"), "message": _l("kabar dari perkara lain"), "signal": _l("sinyal dari proses lain"),
    "error": _l("galat yang ditangkap"), "escalation": _l("eskalasi"), "condition": _l("syarat yang terpenuhi"),
}  # fmt: skip
"""What made an event happen."""
BERPINDAH = {
    "assigned": _l("%(langkah)s dialihkan"), "delegated": _l("%(langkah)s diserahkan"),
    "given_back": _l("%(langkah)s diserahkan kembali"),
}  # fmt: skip
"""A task that got another holder."""
OPERASI = frozenset({"suspended", "resumed", "retried", "restarted", "moved", "corrected", "migrated", "reverted"})
"""What was done to the instance as a whole; its facts tell of the operation and are no facts of the case."""
BUKAN_FAKTA = frozenset({*BERPINDAH, *OPERASI, "cancelled", "incident"})
"""Lines whose facts tell why and what, and change nothing in the instance."""


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


def baris(
    s: workflows.Step, nama: Mapping[str, str], dibuka: datetime | None, unsur: Mapping[str, str]
) -> Langkah | None:
    """A line of the history in words; None for what only steers (gateways, scripts, calls).

    `nama`: of parties (all that `pihak` tells); `dibuka`: when the task was opened; `unsur`: names of elements by id.
    """
    selang = lama(s.at - dibuka) if dibuka else ""
    siapa = oleh(nama, s.by, s.on_behalf_of)
    sebutan = _(s.name) if s.name else s.element
    if s.what == "done" and s.kind == "user":
        return Langkah(sebutan, "selesai", berperan(siapa, s.lane), s.at, selang)
    if s.what == "done" and s.kind == "external":
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, selang)
    if s.kind == "start" and s.seq == 1:
        return Langkah(_("Dimulai"), "selesai", siapa or peran("sistem"), s.at, "", str(KEJADIAN.get(s.what, "")))
    if s.what == "error" and s.kind == "external":
        kode = str(s.facts.get("kode error", ""))
        return Langkah(sebutan, "gagal", peran("sistem"), s.at, selang, _("berakhir dengan galat %(kode)s", kode=kode))
    if s.what in KEJADIAN:
        return Langkah(sebutan, "selesai", peran("sistem"), s.at, "", str(KEJADIAN[s.what]))
    if s.what in BERPINDAH:
        dari, ke = (nama.get(str(s.facts.get(k)), "") for k in ("dari", "ke"))
        ubah = _("dari %(dari)s kepada %(ke)s", dari=dari, ke=ke)
        return Langkah(str(BERPINDAH[s.what]) % {"langkah": sebutan}, "selesai", siapa, s.at, ubah, _alasan(s))
    if s.what in OPERASI:
        return Langkah(str(APA[s.what]), "selesai", siapa, s.at, _apa(s, unsur), _alasan(s))
    if s.what == "cancelled" and s.kind in ("user", "external"):
        return Langkah(_("%(langkah)s tidak dikerjakan", langkah=sebutan), "gagal", peran("sistem"), s.at, selang)
    if s.what == "cancelled":
        return Langkah(str(APA[s.what]), "gagal", siapa, s.at, "", _alasan(s))
    if s.what == "incident":
        return Langkah(str(APA[s.what]), "gagal", peran("sistem"), s.at, "", str(s.facts.get("pesan", "")))
    return None


def pihak(s: workflows.Step) -> tuple[str | None, ...]:
    """The parties this line speaks of."""
    berpindah = (str(s.facts.get("dari")), str(s.facts.get("ke"))) if s.what in BERPINDAH else ()
    return (s.by, s.on_behalf_of, *berpindah)


def fakta(s: workflows.Step) -> Mapping[str, Any]:
    """The facts of the instance that this line set, as they became; None for one that was taken out."""
    if s.what in ("corrected", "moved"):
        return {**s.facts.get("fakta", {}), **dict.fromkeys(s.facts.get("dihapus", ()))}
    return {} if s.what in BUKAN_FAKTA else s.facts


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


def berperan(nama: str, lajur: str) -> str:
    """A name with its part in the case: 'Kornelis Kasi (pejabat penilai)'."""
    return f"{nama} ({peran(lajur)})" if nama and lajur != "sistem" else nama or peran(lajur)


def _apa(s: workflows.Step, unsur: Mapping[str, str]) -> str:
    """What exactly an operation did."""
    if s.what == "moved":
        dari, ke = (str(s.facts.get(k, "")) for k in ("dari", "ke"))
        return _("dari %(dari)s ke %(ke)s", dari=_(unsur.get(dari, dari)), ke=_(unsur.get(ke, ke)))
    if s.what in ("migrated", "reverted"):
        return _("dari versi %(dari)s ke versi %(ke)s", dari=s.facts.get("dari"), ke=s.facts.get("ke"))
    if s.what == "corrected":
        return ", ".join(kata.medan(str(k)) for k in (*s.facts.get("fakta", {}), *s.facts.get("dihapus", ())))
    return ""


def _alasan(s: workflows.Step) -> str:
    return f"“{s.facts['alasan']}”" if s.facts.get("alasan") else ""
