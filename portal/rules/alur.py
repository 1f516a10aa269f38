"""Tabel keadaan: dari keadaan mana, dengan tindakan apa, oleh siapa, ke keadaan mana. Selebihnya ditolak."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PEGAWAI, PENILAI, ATASAN, VERIFIKATUR = "pegawai", "pejabat_penilai", "atasan_banding", "verifikatur"
ADMIN, SISTEM = "admin_bkd", "sistem"

NAMA_PERAN = {
    PEGAWAI: "pegawai yang dinilai",
    PENILAI: "pejabat penilai",
    ATASAN: "atasan banding",
    VERIFIKATUR: "verifikatur BKD",
    ADMIN: "admin BKD",
    SISTEM: "sistem",
}


class TindakanDitolak(Exception):
    """The table has no such line. `sebab`: "peran" (somebody else may) or "keadaan" (nobody may, in this state)."""

    def __init__(self, sebab: str, pesan: str):
        super().__init__(pesan)
        self.sebab = sebab
        self.pesan = pesan


@dataclass(frozen=True)
class Lintasan:
    """One line of a table: in `dari`, `tindakan` by one of `peran` leads to `ke`."""

    dari: str
    tindakan: str
    peran: frozenset[str]
    ke: str


def lintasan(dari: str, tindakan: str, peran: str, ke: str) -> Lintasan:
    """A line from text; several roles are separated by a blank."""
    return Lintasan(dari, tindakan, frozenset(peran.split()), ke)


def lanjut(tabel: Sequence[Lintasan], status: str, tindakan: str, peran: str) -> str:
    """The state that follows. TindakanDitolak where the table does not allow it."""
    baris = [satu for satu in tabel if satu.dari == status and satu.tindakan == tindakan]
    if not baris:
        raise TindakanDitolak("keadaan", "Tindakan ini tidak dapat dilakukan dalam keadaan dokumen sekarang.")
    for satu in baris:
        if peran in satu.peran:
            return satu.ke
    siapa = " atau ".join(sorted(NAMA_PERAN[nama] for satu in baris for nama in satu.peran))
    raise TindakanDitolak("peran", f"Tindakan ini hanya dapat dilakukan oleh {siapa}.")


Kembali = Mapping[str, tuple[frozenset[str], str]]
"""Langkah yang dapat dibuka lagi oleh keputusan umum (langkah tanpa kode): dari keadaan apa, ke keadaan apa."""


def kembali(tabel: Kembali, status: str, langkah: str) -> str:
    """The state a document has again when `langkah` opens once more; its own where that changes nothing."""
    dari, ke = tabel.get(langkah, (frozenset(), status))
    return ke if status in dari else status


def boleh(tabel: Sequence[Lintasan], status: str, tindakan: str, peran: str) -> bool:
    """True where `lanjut` would succeed."""
    return any(satu.dari == status and satu.tindakan == tindakan and peran in satu.peran for satu in tabel)
