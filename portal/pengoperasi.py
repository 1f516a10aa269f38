"""The worker goes through a run over many instances: each its own action and transaction, refusals kept with why.

After some seconds the run gives its place in the queue to others and comes again, so that no mail waits for thousands.
"""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from portal import waktu
from portal.actions import kendala, migrasi, operasi_massal
from portal.actions import operasi as operasi_satu
from portal.errors import PortalError, TidakDitemukan
from portal.extensions import db
from portal.operasi import MASSAL, Permintaan
from portal.queries import migrasi as operasi_migrasi
from portal.queries import operasi
from portal.queries.operasi import Giliran
from portal.queue import Nanti
from portal.security import Actor, actor_of

JATAH = 15
"""Seconds at a time."""
POTONG = 50
"""Instances looked up at once."""
UJI = "uji_migrasi"
"""A dry run: changes nothing, so it needs no action."""
SELA = timedelta(seconds=1)
Tindakan = Callable[..., Any]


def jalankan(operasi_id: int) -> None:
    """Do what has not had its turn; nothing where the run is over. Nanti after JATAH: the rest comes after others."""
    mulai = monotonic()
    while giliran := operasi.berikut(operasi_id, POTONG):
        actor = actor_of(giliran.diminta_oleh_id)
        db.session.rollback()
        for urutan, kunci in giliran.butir:
            if monotonic() - mulai > JATAH:
                raise Nanti(waktu.sekarang() + SELA, "giliran pekerjaan lain")
            _satu(giliran, urutan, kunci, actor)
    try:
        operasi_massal.akhiri(operasi_id)
    except TidakDitemukan:
        return


def _satu(g: Giliran, urutan: int, kunci: str, actor: Actor) -> None:
    if g.jenis == UJI:
        operasi_massal.tolak(g.id, urutan, *operasi_migrasi.uji(kunci, actor, **g.argumen))
        return
    try:
        with operasi_massal.dicatat(g.id, urutan), force_locale("id"):
            TINDAKAN[g.jenis](kunci, actor=actor, alasan=g.alasan, **g.argumen)
    except operasi_massal.Didahului:
        return
    except TidakDitemukan as tiada:
        operasi_massal.tolak(g.id, urutan, "dilewati", tiada.pesan)
    except PortalError as galat:
        operasi_massal.tolak(g.id, urutan, "ditolak", galat.pesan)
    except Exception:  # one instance that cannot be done must not stop the others
        current_app.logger.exception("operasi %s: %s gagal", g.id, kunci)
        operasi_massal.tolak(g.id, urutan, "ditolak", _("Terjadi kesalahan yang tidak terduga; lihat catatan pekerja."))


def _operasi(jenis: str) -> Tindakan:
    return lambda kunci, *, actor, alasan: operasi_satu.jalankan(kunci, Permintaan(jenis), actor=actor, alasan=alasan)


TINDAKAN: dict[str, Tindakan] = {
    "ulangi_kendala": kendala.ulangi, "migrasi": migrasi.pindahkan, "kembalikan": migrasi.kembalikan,
    **{jenis: _operasi(jenis) for jenis in MASSAL},
}  # fmt: skip
"""The action of each kind of run: `f(key, *, actor, alasan, **argumen)`."""
