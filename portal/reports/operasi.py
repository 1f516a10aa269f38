"""What became of every instance of a run, as a workbook."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.queries.operasi import HASIL_KATA, Butir
from portal.reports.daftar import Berkas, Sel
from portal.reports.daftar import buku as tulis


def buku(butir: Iterable[Butir], keterangan: Iterable[tuple[str, str]]) -> Berkas:
    """The workbook. `keterangan`: what the second sheet says (the run, who asked for it, when, why)."""
    return tulis(_("Operasi massal"), _kolom(), (_sel(b) for b in butir), keterangan)


def _kolom() -> tuple[tuple[str, int], ...]:
    return ((_("Perkara"), 34), (_("Hasil"), 18), (_("Keterangan"), 80), (_("Waktu (WITA)"), 18), (_("Id"), 36))


def _sel(b: Butir) -> tuple[Sel, ...]:
    return (b.nama, str(HASIL_KATA[b.hasil]), b.pesan or "", b.pada, b.kunci)
