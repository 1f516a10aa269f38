"""A message that Admin BKD sends into the processes: what it is, who would receive it, and who may not be sent one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

import workflows
from portal.errors import Bentrok, Temuan, TidakSah
from portal.extensions import db
from portal.operasi import PROSES_HUKUM
from portal.security import Actor
from portal.wewenang import bukan_perkaranya

PALING_PANJANG_NAMA, PALING_PANJANG_KUNCI = 128, 200


TUJUAN = {
    "waits": "menunggu", "starts": "memulai", "runs": "berjalan", "held": "ditangguhkan", "nobody": "tidak_ada",
}  # fmt: skip
"""What would become of it, as the trail and REST say it."""


@dataclass(frozen=True)
class Pesan:
    """`kunci`: the key both sides agree on, mostly the number of the case."""

    nama: str
    kunci: str
    fakta: Mapping[str, Any] = field(default_factory=dict)


def tujuan(actor: Actor, p: Pesan) -> workflows.Recipients:
    """Who would receive it now. TidakSah names what is missing; BukanHak for a party of the receiving case; Bentrok
    (`proses_hukum`) where a process of the law would move, whose steps have their own actions."""
    for nama, nilai, panjang in (("pesan", p.nama, PALING_PANJANG_NAMA), ("kunci", p.kunci, PALING_PANJANG_KUNCI)):
        if not 0 < len(nilai) <= panjang or "\0" in nilai:
            raise TidakSah(Temuan(nama, None, _("Isi dengan 1 sampai %(n)s huruf.", n=panjang)))
    try:
        workflows.checked_facts(p.fakta)
    except ValueError as galat:
        raise TidakSah(Temuan("fakta", None, str(galat))) from galat
    hasil = workflows.recipients(db.session, p.nama, p.kunci)
    for instans in hasil.instances:
        bukan_perkaranya(actor, instans)
    if {*(i.process for i in hasil.instances), hasil.process} & {*PROSES_HUKUM}:
        pesan = _("Proses yang membawa dokumen kepegawaian tidak digerakkan dengan pesan dari luar.")
        raise Bentrok(pesan, kode="proses_hukum")
    return hasil
