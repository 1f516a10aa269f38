"""Changes. One function = one transaction = at least one audit event.

`@action` begins with a clean session (on SQLite with the write lock), commits on success, rolls back on any exception,
refuses to commit when nothing was recorded, and refuses nesting: an action never calls another.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from portal import audit
from portal.database import menulis
from portal.errors import Temuan, TidakSah
from portal.extensions import db
from portal.rules.eksak import GalatMasukan

P = ParamSpec("P")
R = TypeVar("R")

_berjalan: ContextVar[str | None] = ContextVar("aksi_berjalan", default=None)


def action(fungsi: Callable[P, R]) -> Callable[P, R]:
    """Make `fungsi` the one transaction of one change."""

    @wraps(fungsi)
    def jalankan(*args: P.args, **kwargs: P.kwargs) -> R:
        if luar := _berjalan.get():
            raise RuntimeError(f"{fungsi.__name__} dipanggil di dalam {luar}: satu tindakan, satu transaksi")
        tanda = (_berjalan.set(fungsi.__qualname__), menulis.set(True), audit.recorded.set(0))
        db.session.rollback()  # whatever was only read before must not be this change's snapshot
        try:
            hasil = fungsi(*args, **kwargs)
            if not audit.recorded.get():
                raise RuntimeError(f"{fungsi.__name__} mengubah sesuatu dan tidak mencatat apa pun")
            db.session.commit()
            return hasil
        except GalatMasukan as galat:
            db.session.rollback()
            raise TidakSah(Temuan(galat.medan, None, galat.pesan)) from galat
        except BaseException:
            db.session.rollback()
            raise
        finally:
            _berjalan.reset(tanda[0])
            menulis.reset(tanda[1])
            audit.recorded.reset(tanda[2])

    jalankan.tindakan = True  # type: ignore[attr-defined]  # tests/meta looks for it
    return jalankan
