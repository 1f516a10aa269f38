"""The audit trail as a workbook: one row an event, old beside new in words."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.queries.peristiwa import Baris
from portal.reports.daftar import Berkas, Sel
from portal.reports.daftar import buku as tulis


def buku(baris: Iterable[Baris], keterangan: Iterable[tuple[str, str]]) -> Berkas:
    """The workbook. `keterangan`: what the second sheet says (filters, who, when)."""
    return tulis(_("Peristiwa"), _kolom(), (_sel(b) for b in baris), keterangan)


def _kolom() -> tuple[tuple[str, int], ...]:
    return (
        (_("Nomor"), 10), (_("Waktu (WITA)"), 18), (_("Peristiwa"), 34), (_("Kode"), 24), (_("Oleh"), 30),
        (_("Atas nama"), 30), (_("Perihal"), 44), (_("Nomor perkara"), 22), (_("Yang berubah"), 60), (_("Rincian"), 60),
    )  # fmt: skip


def _sel(b: Baris) -> tuple[Sel, ...]:
    beda = [_("%(apa)s: %(lama)s menjadi %(baru)s", apa=u.apa, lama=u.lama, baru=u.baru) for u in b.rincian.beda]
    if b.rincian.lagi:
        beda.append(_("dan %(n)s lagi", n=b.rincian.lagi))
    lain = [f"{label}: {nilai}" for label, nilai in b.rincian.lain]
    return (
        str(b.id), b.pada, b.kata, b.jenis, b.oleh, b.untuk, b.perihal.teks, b.perihal.nomor, "\n".join(beda),
        "\n".join(lain),
    )  # fmt: skip
