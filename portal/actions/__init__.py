"""Changes. One function = one transaction = at least one audit event.

`@action` begins with a clean session (on SQLite with the write lock), commits on success, rolls back on any exception,
refuses to commit when nothing was recorded, and refuses nesting: an action never calls another. One that waited too
long for somebody else's lock is refused as `Sibuk`: to be sent again, nothing of it stored.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError

from portal import audit
from portal.database import menulis, sibuk
from portal.errors import Bentrok, BukanHak, Sibuk, Temuan, TidakSah
from portal.extensions import db
from portal.rules.alur import TindakanDitolak
from portal.rules.eksak import GalatMasukan

P = ParamSpec("P")
R = TypeVar("R")

penyerta: ContextVar[Callable[[Any, int], None] | None] = ContextVar("penyerta", default=None)
"""Something to write in the same transaction as the action (the receipt: portal/actions/sekali.py); gets the
action's result and the number of its last event.
"""

_berjalan: ContextVar[str | None] = ContextVar("aksi_berjalan", default=None)


def action(fungsi: Callable[P, R]) -> Callable[P, R]:
    """Make `fungsi` the one transaction of one change."""

    @wraps(fungsi)
    def jalankan(*args: P.args, **kwargs: P.kwargs) -> R:
        if luar := _berjalan.get():
            raise RuntimeError(f"{fungsi.__name__} dipanggil di dalam {luar}: satu tindakan, satu transaksi")
        tanda = (_berjalan.set(fungsi.__qualname__), menulis.set(True), audit.recorded.set([]), audit.keadaan.set({}))
        db.session.rollback()  # whatever was only read before must not be this change's snapshot
        try:
            hasil = fungsi(*args, **kwargs)
            if not audit.recorded.get():
                raise RuntimeError(f"{fungsi.__name__} mengubah sesuatu dan tidak mencatat apa pun")
            nomor = audit.tulis(db.session)
            if serta := penyerta.get():
                serta(hasil, nomor)
            db.session.commit()
            return hasil
        except TindakanDitolak as ditolak:
            db.session.rollback()
            raise (BukanHak if ditolak.sebab == "peran" else Bentrok)(ditolak.pesan) from ditolak
        except GalatMasukan as galat:
            db.session.rollback()
            raise TidakSah(Temuan(galat.medan, None, galat.pesan)) from galat
        except DBAPIError as galat:
            db.session.rollback()
            if not sibuk(galat):
                raise
            raise Sibuk(_("Data ini sedang diubah orang lain. Tunggu sebentar, lalu kirim lagi.")) from galat
        except BaseException:
            db.session.rollback()
            raise
        finally:
            _berjalan.reset(tanda[0])
            menulis.reset(tanda[1])
            audit.recorded.reset(tanda[2])
            audit.keadaan.reset(tanda[3])

    jalankan.tindakan = True  # type: ignore[attr-defined]  # tests/meta looks for it
    return jalankan
