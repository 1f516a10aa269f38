"""The filters a person has kept for a screen."""

from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import select

from portal.extensions import db
from portal.models import SaringanTersimpan
from portal.security import Actor


@dataclass(frozen=True)
class Tersimpan:
    """One kept filter; `kueri` is the address's query, `kini` says that it is the one shown."""

    id: int
    nama: str
    kueri: str
    kini: bool


def tersimpan(actor: Actor, layar: str, sekarang: dict[str, str]) -> tuple[Tersimpan, ...]:
    """The actor's own filters of this screen by name. One statement."""
    if actor.pegawai_id is None:
        return ()
    baris = db.session.execute(
        select(SaringanTersimpan.id, SaringanTersimpan.nama, SaringanTersimpan.isi)
        .where(SaringanTersimpan.pegawai_id == actor.pegawai_id, SaringanTersimpan.layar == layar)
        .order_by(SaringanTersimpan.nama)
    )
    return tuple(Tersimpan(b.id, b.nama, urlencode(b.isi), dict(b.isi) == sekarang) for b in baris)
