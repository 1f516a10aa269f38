"""What the screen tests share: small processes with one or two tasks, a page as a tree, statements counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from lxml import html
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.models import Pegawai
from portal.security import orang
from tests.factories import ORANG
from tests.workflows.diagrams import Diagram

ANTREAN_DINAS = "peran:verifikatur:DINAS"
KUNCI = "kunci-uji-0001"


def pegawai_id(db: Session, kunci: str) -> int:
    """The id of someone of tests/factories.py."""
    return db.scalars(select(Pegawai.id).where(Pegawai.nip == ORANG[kunci].nip)).one()


def usul(db: Session, pemilik: str, nomor: str = "U-1", judul: str = "", batas: datetime | None = None) -> str:
    """A running low-code process: `pemilik` ("kasi", or a queue) decides `usul_cuti`, the queue of DINAS then `catat`.

    The id of the first task; committed."""
    gambar = Diagram("usul", "Usul").start().user("usul_cuti", "Pejabat penilai", "Putuskan usul", batas="batas")
    xml = gambar.user("catat", "Verifikatur", "Catat usul").end().path("mulai", "usul_cuti", "catat", "selesai").xml()
    workflows.publish(db, "usul", xml, by=None, now=waktu.sekarang())
    penilai = pemilik if ":" in pemilik else orang(pegawai_id(db, pemilik))
    saat = (batas or waktu.sekarang()).isoformat()
    advance = workflows.start(
        db, "usul", lanes={"pejabat_penilai": penilai, "verifikatur": ANTREAN_DINAS}, facts={"batas": saat, "lama": 3},
        business_key=nomor, title=judul or f"Usul {nomor}", now=waktu.sekarang(),
    )  # fmt: skip
    db.commit()
    return advance.opened[0].id


def pohon(jawab: object) -> html.HtmlElement:
    """The answer as a tree; it must be a page."""
    assert jawab.mimetype == "text/html", jawab.mimetype  # type: ignore[attr-defined]
    return html.document_fromstring(jawab.text)  # type: ignore[attr-defined]


def teks(unsur: html.HtmlElement) -> str:
    """All text of an element, blanks made single."""
    return " ".join(unsur.text_content().split())


@contextmanager
def pernyataan(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements that run while the block lasts."""
    semua: list[str] = []

    def catat(conn, cursor, statement, parameters, context, executemany) -> None:  # type: ignore[no-untyped-def]
        semua.append(statement)

    event.listen(engine, "before_cursor_execute", catat)
    try:
        yield semua
    finally:
        event.remove(engine, "before_cursor_execute", catat)
