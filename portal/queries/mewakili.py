"""Both names where somebody acted for another: the Plt or Plh who did it, and whose office it is."""

from flask_babel import gettext as _

from portal.models import Pegawai


def sebut(oleh: Pegawai | None, pemegang: Pegawai | None) -> str | None:
    """As in "Oktovianus untuk Kornelis", or one name where the holder of the office acted himself; None: nobody yet."""
    if oleh is None:
        return None
    if pemegang is None or pemegang.id == oleh.id:
        return oleh.nama
    return _("%(oleh)s untuk %(siapa)s", oleh=oleh.nama, siapa=pemegang.nama)
