"""What may go wrong on purpose. Views turn these into pages, REST into RFC 9457 problems; nobody else catches them."""

from dataclasses import replace
from datetime import datetime

from portal.kata_aturan import kata
from portal.rules.temuan import Temuan

__all__ = [
    "BelumMasuk",
    "Bentrok",
    "BukanHak",
    "PortalError",
    "Sibuk",
    "SudahSelesai",
    "Temuan",
    "TerlaluBesar",
    "TidakDitemukan",
    "TidakSah",
    "TidakTersedia",
]


class PortalError(Exception):
    """Refused. `pesan` says what to do, in the reader's language, and may be shown."""

    status = 500
    kode = "kesalahan"
    coba_lagi: int | None = None
    """Seconds after which the same may be tried again (Retry-After); None: it would be refused again."""

    def __init__(self, pesan: str, *, kode: str | None = None) -> None:
        self.pesan = kata(pesan)
        super().__init__(self.pesan)
        if kode:
            self.kode = kode


class TidakDitemukan(PortalError):
    """It is not there, or not yours to know of."""

    status, kode = 404, "tidak_ditemukan"


class BelumMasuk(PortalError):
    """Nobody we know."""

    status, kode = 401, "belum_masuk"


class BukanHak(PortalError):
    """You may see it but not do this."""

    status, kode = 403, "bukan_hak"


class Bentrok(PortalError):
    """The thing is not in a state in which this can be done."""

    status, kode = 409, "bentrok"


class Ditangguhkan(Bentrok):
    """Somebody has put it on hold: it can be done once it has been resumed, and is not done now."""

    kode = "ditangguhkan"


class SudahSelesai(Bentrok):
    """Someone was faster: who and when."""

    kode = "sudah_selesai"

    def __init__(self, pesan: str, *, oleh: str | None = None, pada: datetime | None = None) -> None:
        super().__init__(pesan)
        self.oleh, self.pada = oleh, pada


class TidakSah(PortalError):
    """What was sent cannot be taken; each finding names its field."""

    status, kode = 422, "tidak_sah"

    def __init__(self, *temuan: Temuan, pesan: str | None = None, kode: str | None = None) -> None:
        self.temuan = tuple(replace(t, pesan=kata(t.pesan)) for t in temuan)
        super().__init__(pesan or "; ".join(t.pesan for t in self.temuan), kode=kode)
        self.medan = temuan[0].medan if temuan else None


class TerlaluBesar(PortalError):
    """More bytes than are taken."""

    status, kode = 413, "terlalu_besar"


class TidakTersedia(PortalError):
    """Another system does not answer now; nothing is lost."""

    status, kode = 503, "tidak_tersedia"


class Sibuk(TidakTersedia):
    """Somebody else has been changing the same for seconds; nothing of this was stored."""

    kode, coba_lagi = "sedang_sibuk", 2
