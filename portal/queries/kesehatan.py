"""Whether the portal can work: the database answers, its schema is the newest, somebody does the jobs."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

import workflows
from portal import denyut, formats, queue, skema, waktu
from portal.extensions import db

NAIK, PEKERJA = "flask --app run db upgrade", "flask --app run pekerja"
SABAR = timedelta(minutes=5)
"""How long a due job or timer may lie before we say that no worker runs."""


@dataclass(frozen=True)
class Bagian:
    """One part of the system; `kurang` says what is missing, None where all is well."""

    nama: str
    kurang: str | None


def siap() -> tuple[Bagian, ...]:
    """Database, schema, worker; what cannot be asked because an earlier part is missing is not in the answer."""
    try:
        db.session.execute(text("SELECT 1"))
        ada = skema.versi(db.engine)
    except SQLAlchemyError as galat:
        db.session.rollback()
        return (Bagian("basis_data", _("Basis data tidak menjawab (%(galat)s).", galat=type(galat).__name__)),)
    baik = Bagian("basis_data", None)
    if not skema.cukup(ada):
        beda = _("Skema %(ada)s, seharusnya %(baru)s.", ada=ada, baru=skema.terbaru())
        return (baik, Bagian("skema", f"{beda} {_('Jalankan: %(perintah)s', perintah=NAIK)}"))
    return (baik, Bagian("skema", None), Bagian("pekerja", _pekerja()))


def _pekerja() -> str | None:
    """The worker is missing when its heartbeat stopped; or, whatever the heartbeat says, when due work lies."""
    denyut_terakhir = denyut.terakhir(db.session)
    if denyut_terakhir is not None and denyut_terakhir < waktu.sekarang() - denyut.HILANG:
        saat = formats.tanggal_waktu(denyut_terakhir)
        return _("Pekerja tidak berdenyut sejak %(saat)s. Jalankan: %(perintah)s", saat=saat, perintah=PEKERJA)
    sejak = queue.keadaan(db.session).tertunggak_sejak
    batas = waktu.sekarang() - SABAR
    if sejak is not None and sejak < batas:
        saat = formats.tanggal_waktu(sejak)
        return _("Pekerjaan menunggu sejak %(saat)s. Jalankan: %(perintah)s", saat=saat, perintah=PEKERJA)
    if jumlah := workflows.due(db.session, batas):
        return _("%(jumlah)s pengatur waktu lewat saatnya. Jalankan: %(perintah)s", jumlah=jumlah, perintah=PEKERJA)
    return None
