"""Who operates on running processes: Admin BKD, with a reason, never in a case of his own."""

from flask_babel import gettext as _

import workflows
from portal.errors import BukanHak, Temuan, TidakSah
from portal.security import Actor

PALING_PENDEK, PALING_PANJANG = 10, 500
"""Letters of a reason."""


def beralasan(actor: Actor, alasan: str) -> str:
    """The reason as it is kept. BukanHak for others than Admin BKD, TidakSah (`alasan`) for one that says nothing."""
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang menjalankan operasi pada proses."))
    return alasan_tertulis(alasan)


def alasan_tertulis(alasan: str) -> str:
    """The reason as it is kept; TidakSah (`alasan`) for one that says nothing, or a book."""
    teks = " ".join(alasan.replace("\0", "").split())
    if not PALING_PENDEK <= len(teks) <= PALING_PANJANG:
        pesan = _("Tulis alasannya: %(dari)s sampai %(ke)s huruf.", dari=PALING_PENDEK, ke=PALING_PANJANG)
        raise TidakSah(Temuan("alasan", None, pesan))
    return teks


def bukan_perkaranya(actor: Actor, instans: workflows.Instance) -> None:
    """Nobody operates on a case in which he or somebody he stands in for has a part (`memutus_diri_sendiri`)."""
    ikut = {int(p.removeprefix("orang:")) for p in instans.parties.values() if p.startswith("orang:")}
    if ikut & actor.diwakili:
        pesan = _("Anda adalah pihak dalam perkara ini, jadi tidak boleh menjalankan operasi padanya.")
        raise BukanHak(pesan, kode="memutus_diri_sendiri")
