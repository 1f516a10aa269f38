"""The twelve months of one SKP as a strip: what became of each, and where it is read."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from sqlalchemy import select

from portal import formats, waktu
from portal.extensions import db
from portal.models import Realisasi, Skp
from portal.rules import jendela
from portal.rules.jendela import StatusJendela
from portal.rules.periode import Periode


@dataclass(frozen=True)
class Bulan:
    """One month: `status` is a word of portal/tampilan.py, `url` None while it is not open."""

    label: str
    status: str
    url: str | None

    def __iter__(self):  # type: ignore[no-untyped-def]
        """As the macro `m.tahun` takes it."""
        return iter((self.label, self.status, self.url))


def strip(skp: Skp | None, tahun: int) -> tuple[Bulan, ...]:
    """The months of `tahun`; all "belum" without an SKP. One statement."""
    ada = {}
    if skp is not None:
        pernyataan = select(Realisasi.bulan, Realisasi.id, Realisasi.status).where(Realisasi.skp_id == skp.id)
        ada = {b.bulan: b for b in db.session.execute(pernyataan)}
    kata = (Bulan(_nama(tahun, n), _status(ada.get(n), skp, Periode(tahun, n)), _url(ada.get(n))) for n in range(1, 13))
    return tuple(kata)


def _status(baris: object | None, skp: Skp | None, periode: Periode) -> str:
    if baris is None:
        return "tidak_wajib" if skp is not None and not _termasuk(skp, periode) else "belum"
    status = str(baris.status)  # type: ignore[attr-defined]
    if status == "realisasi" and jendela.status(periode, waktu.sekarang()) is StatusJendela.TUTUP:
        return "terlambat"
    return status


def _termasuk(skp: Skp, periode: Periode) -> bool:
    return skp.mulai <= periode.akhir and skp.selesai >= periode.awal


def _url(baris: object | None) -> str | None:
    return f"/realisasi/{baris.id}" if baris is not None else None  # type: ignore[attr-defined]


def _nama(tahun: int, bulan: int) -> str:
    return format_date(date(tahun, bulan, 1), "MMM", formats.bahasa())
