"""A form leaves the portal on paper: its content gets a number, once, and every printing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.extensions import db
from portal.models import Cetakan, Skp
from portal.security import Actor

ASLI, SALINAN, SEMENTARA = "ASLI", "SALINAN", "SEMENTARA"


@dataclass(frozen=True)
class Butir:
    """One form to be printed. `perihal`: the number of what it is a form of; `sidik`: the digest of its content; `sah`:
    what it says is final."""

    perihal: str
    tahun: int
    sidik: str
    sah: bool


@dataclass(frozen=True)
class Terbitan:
    """What its foot says: the number, and what this printing is."""

    nomor: str
    tanda: str
    sidik: str


@action
def terbitkan(
    form: str, semua: Sequence[Butir], *, actor: Actor, asli: bool = False, skp_id: int | None = None
) -> tuple[Terbitan, ...]:
    """Number these forms and keep that they are printed; the paper is made after the commit. The caller has seen that
    the actor may have them. `asli`: the actor is a party, so the first printing of a final content is the original.
    """
    saat = waktu.sekarang()
    sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    baru = [
        {
            "form": form,
            "perihal": b.perihal,
            "tahun": b.tahun,
            "sidik": b.sidik,
            "sah": b.sah,
            "banyak": 0,
            "pada": saat,
        }
        for b in semua
    ]
    db.session.execute(
        sisip(Cetakan).values(baru).on_conflict_do_nothing(index_elements=["form", "perihal", "sidik"])
    )  # somebody else may print the same content at the same moment
    kunci = tuple_(Cetakan.perihal, Cetakan.sidik).in_([(b.perihal, b.sidik) for b in semua])
    baris = {
        (c.perihal, c.sidik): c
        for c in db.session.scalars(
            select(Cetakan).where(Cetakan.form == form, kunci).order_by(Cetakan.id).with_for_update()
        )
    }
    hasil = tuple(_satu(baris[b.perihal, b.sidik], b, asli) for b in semua)
    skp = db.session.get(Skp, skp_id) if skp_id is not None else None
    audit.record(
        db.session, Event.FORMULIR_DICETAK, actor=actor, instans_id=skp.instans_id if skp else None,
        subjek=("skp", skp.id) if skp else None, layar=form, baris=len(hasil), nomor=hasil[0].nomor,
        sampai=hasil[-1].nomor, tanda=hasil[0].tanda,
    )  # fmt: skip
    return hasil


def _satu(baris: Cetakan, butir: Butir, asli: bool) -> Terbitan:
    baris.banyak += 1
    tanda = SALINAN if butir.sah else SEMENTARA
    if butir.sah and asli and baris.asli_pada is None:
        baris.asli_pada, tanda = waktu.sekarang(), ASLI
    return Terbitan(baris.nomor, tanda, baris.sidik)
