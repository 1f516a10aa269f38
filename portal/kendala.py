"""What stands still: how an incident is named, and which of them are one and the same cause."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal import waktu

LANGKAH, PEKERJAAN, PARKIR, AWAL = "langkah", "pekerjaan", "tunggu", "awal"
JENIS = (LANGKAH, PEKERJAAN, PARKIR, AWAL)
"""A step of a diagram failed; a job was given up; a system step waits for a partner for long; the clock or a message
could not start a process."""
LAMA = timedelta(days=1)
"""From so long on a system step that is put aside is an incident; until then it is a partner's short absence."""
_BERUBAH = re.compile(r"\b[0-9a-f]{32}\b|\d+")
_KUNCI = {
    LANGKAH: r"[0-9a-f]{32}",
    PEKERJAAN: r"[1-9]\d{0,9}",
    PARKIR: r"[0-9a-f]{32}",
    AWAL: r"[a-z_][a-z0-9_]{0,63}|[1-9]\d{0,8}",
}
"""Of a start: the process that the clock should begin, or the number of the message."""


@dataclass(frozen=True)
class Nomor:
    """What an incident's key names: the instance, the job's row, the task, the process or the message, by its kind."""

    jenis: str
    id: str

    def __str__(self) -> str:
        return f"{self.jenis}-{self.id}"


def urai(kunci: str) -> Nomor | None:
    """The incident of that key ("pekerjaan-17"); None where it cannot be one."""
    jenis, _garis, nomor = kunci.partition("-")
    return Nomor(jenis, nomor) if re.fullmatch(_KUNCI.get(jenis, r"(?!)"), nomor, re.ASCII) else None


def lama_sejak() -> datetime:
    """System steps opened before this moment wait for long."""
    return waktu.sekarang() - LAMA


def sebab(jenis: str, proses: str, langkah: str | None, pesan: str) -> str:
    """The key of a cause: the same for messages that differ in numbers only (a month, an id, a number of seconds)."""
    isi = "\n".join((jenis, proses, langkah or "", _BERUBAH.sub("#", pesan)))
    return hashlib.sha256(isi.encode()).hexdigest()[:16]
