"""The contract's fault codes, the same on both faces, as our exceptions with a sentence for the screen."""

from integrations.errors import NotClosed, Refused, Unavailable

_DITOLAK = {
    "AUTH": "e-absensi menolak nama pengguna, kata sandi, atau token portal. Periksa pengaturan PORTAL_EABSENSI_*.",
    "OPD_TIDAK_DIKENAL": "Kode OPD ini tidak dikenal e-absensi. Samakan kode OPD pada data induk.",
    "PERMINTAAN_SALAH": "e-absensi menyatakan permintaan portal tidak sah.",
}


def galat(kode: str, *, pesan: str = "", retry_after: int | None = None) -> Unavailable:
    """The exception for a fault `kode`; unknown codes are Unavailable. `pesan`: the partner's own text."""
    rincian = f" Keterangan layanan: {ringkas(pesan)}" if ringkas(pesan) else ""
    if kode in _DITOLAK:
        return Refused(_DITOLAK[kode] + rincian, kode=kode)
    if kode == "BELUM_DITUTUP":
        return NotClosed("Bulan ini belum ditutup di e-absensi.", retry_after=retry_after, kode=kode)
    if kode == "SIBUK":
        return Unavailable("Layanan e-absensi sedang sibuk.", retry_after=retry_after, kode=kode)
    return Unavailable(f"e-absensi melaporkan galat yang tidak dikenal: {ringkas(kode, 40)}.", retry_after=retry_after)


def ringkas(text: str, panjang: int = 160) -> str:
    """A stranger's text for one line of our screen: printable characters only, shortened."""
    bersih = "".join(huruf if huruf.isprintable() else " " for huruf in text)
    return " ".join(bersih.split())[:panjang]
