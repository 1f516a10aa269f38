"""Ketentuan yang berakhir: sesudah `sampai` tidak ada yang berlaku, dan tidak ada pengganti yang diam-diam dipakai."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.rules.berlaku import berlaku, muat, parameter


def bermasa(berkas: str, tabel: str, pada: date) -> Mapping[str, Any]:
    """As `parameter`, for a law that has ended: LookupError also after the entry's last day (`sampai`)."""
    aturan = parameter(berkas, tabel, pada)
    if "sampai" not in aturan:  # decided since: it changes numbers, not how long the law lasted
        sampai = berlaku(muat(berkas)[tabel], pada).get("sampai")
    else:
        sampai = aturan["sampai"]
    if sampai is not None and pada > sampai:
        raise LookupError(f"ketentuan {aturan['sumber']} hanya berlaku sampai {sampai.isoformat()}")
    return aturan
