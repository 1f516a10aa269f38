"""The list of instances as a workbook."""

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.queries.instans_layar import Baris
from portal.reports.daftar import Berkas, Sel
from portal.reports.daftar import buku as tulis
from portal.tampilan import status_tampil


def buku(baris: Iterable[Baris], keterangan: Iterable[tuple[str, str]]) -> Berkas:
    """The workbook. `keterangan`: what the second sheet says (filters, who, when)."""
    return tulis(_("Perkara"), _kolom(), (_sel(b) for b in baris), keterangan)


def _kolom() -> tuple[tuple[str, int], ...]:
    return (
        (_("Nomor"), 20), (_("Perkara"), 32), (_("NIP"), 22), (_("Nama"), 34), (_("Jabatan"), 30), (_("OPD"), 22),
        (_("Keadaan"), 14), (_("Mulai (WITA)"), 18), (_("Selesai (WITA)"), 18), (_("Langkah sekarang"), 26),
        (_("Menunggu"), 34), (_("Batas (WITA)"), 18),
    )  # fmt: skip


def _sel(b: Baris) -> tuple[Sel, ...]:
    p, kini = b.perkara, b.kini[0] if b.kini else None
    return (
        b.nomor, p.judul if p else b.proses, p.nip if p else "", p.nama if p else "", p.jabatan if p else "", b.opd,
        status_tampil(b.keadaan)[1], b.mulai, b.selesai, kini.nama if kini else "", kini.oleh if kini else "",
        kini.batas_waktu if kini else None,
    )  # fmt: skip
