"""What PermenPANRB 6/2022 asks of an SKP as a whole: its kind, its annexes, what the leader expects of the behaviour.

Nothing here is an action: these run inside one.
"""

from collections.abc import Mapping
from typing import Any

from portal.errors import TidakSah
from portal.models import Skp
from portal.rules import rencana


def tulis_dokumen(skp: Skp, *, pendekatan: str | None, lampiran: Mapping[str, Any] | None) -> None:
    """Set kind and annexes where they were sent. TidakSah names the field that the law of this SKP does not ask."""
    bentuk = rencana.bentuk(skp.mulai, skp.jabatan.jenis)
    temuan = [
        *rencana.periksa_pendekatan(pendekatan, bentuk),
        *rencana.periksa_teks(lampiran or {}, "lampiran", bentuk.lampiran, bentuk.dasar),
    ]
    if temuan:
        raise TidakSah(*temuan)
    skp.pendekatan = pendekatan or skp.pendekatan
    if lampiran is not None:
        skp.lampiran = rencana.simpan_teks(lampiran, "lampiran")


def tulis_ekspektasi(skp: Skp, ekspektasi: Mapping[str, Any] | None) -> dict[str, Any]:
    """Set what the leader expects, where it was sent; old and new for the trail, where something changed."""
    if ekspektasi is None:
        return {}
    bentuk = rencana.bentuk(skp.mulai, skp.jabatan.jenis)
    if temuan := rencana.periksa_teks(ekspektasi, "ekspektasi", bentuk.perilaku, bentuk.dasar):
        raise TidakSah(*temuan)
    sebelum, skp.ekspektasi = skp.ekspektasi, rencana.simpan_teks(ekspektasi, "ekspektasi")
    return {} if sebelum == skp.ekspektasi else {"ekspektasi_sebelum": sebelum, "ekspektasi": skp.ekspektasi}
