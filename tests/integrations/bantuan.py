"""What the tests of the partners share: rows, addresses, and a bare socket that says exactly what a test wants said."""

import socket
import threading
from collections.abc import Callable, Sequence
from datetime import date, time

from integrations.eabsensi.values import Kejadian, Pegawai, Presensi, Rekap

NIP = ("198609262015051001", "196608011988031001", "197001011987012001")


def rekap(nip: str, bulan: str = "2026-03", **lain) -> Rekap:
    """A recap like any other, but for what `lain` says."""
    isi = {
        "hari_kerja": 22, "hadir": 20, "apel": 4, "apel_wajib": 5, "upacara": 1, "upacara_wajib": 1,
        "kejadian": (Kejadian("PSW2", 1, 45), Kejadian("TL1", 2, 31)), "tk": 1, "izin": 0, "cuti": 0, "dl": 1,
        "menit_kerja": 8188, "versi": 1, "ditutup_pada": None,
    }  # fmt: skip
    return Rekap(nip=nip, bulan=bulan, **isi | lain)


class SumberTetap:
    """One OPD, "BKD", with fixed rows; the tests change them."""

    def __init__(self) -> None:
        self.pegawai = [Pegawai(nip, str(n), f"Orang {n}", "BKD", True) for n, nip in enumerate(NIP, start=1)]
        self.rekapan: list[Rekap] | None = [rekap(nip) for nip in NIP]
        self.hari = [Presensi(nip, date(2026, 3, 2), time(7, 25), time(16, 5), "HADIR") for nip in NIP]

    def opd(self, kode: str) -> list[Pegawai] | None:
        return self.pegawai if kode == "BKD" else None

    def rekap(self, kode: str, bulan: str) -> list[Rekap] | None:
        return self.rekapan

    def presensi(self, kode: str, dari: date, sampai: date) -> list[Presensi]:
        return self.hari


def alamat(wajah: str, url: str) -> str:
    """Where a face is at the simulator or at a bare socket."""
    return url + {"soap": "/soap", "rest": "/api/v1"}[wajah]


class Soket:
    """A server that reads each request whole and answers with the next entry: bytes as they are, or f(connection)."""

    def __init__(self, jawaban: Sequence[bytes | Callable[[socket.socket], None]]) -> None:
        self.diminta: list[bytes] = []
        self._jawaban = list(jawaban)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = threading.Thread(target=self._layani, daemon=True)
        self._thread.start()

    def _layani(self) -> None:
        for jawaban in self._jawaban:
            try:
                sambungan, _ = self._listener.accept()
            except OSError:
                return
            with sambungan:
                self.diminta.append(_baca(sambungan))
                try:
                    sambungan.sendall(jawaban) if isinstance(jawaban, bytes) else jawaban(sambungan)
                except OSError:
                    continue  # the client gave up first, as some tests want it to

    def tutup(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)


def _baca(sambungan: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += sambungan.recv(65536) or b"\r\n\r\n"
    kepala, _, isi = data.partition(b"\r\n\r\n")
    panjang = [int(k.split(b":")[1]) for k in kepala.split(b"\r\n") if k.lower().startswith(b"content-length:")]
    while len(isi) < sum(panjang):
        isi += sambungan.recv(65536)
    return kepala + b"\r\n\r\n" + isi


def tulis(status: str, jenis: str, isi: bytes, *kepala: str) -> bytes:
    """An HTTP/1.1 answer by hand."""
    baris = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {jenis}",
        f"Content-Length: {len(isi)}",
        "Connection: close",
        *kepala,
    ]
    return "\r\n".join(baris).encode() + b"\r\n\r\n" + isi


XML, JSON = "text/xml; charset=utf-8", "application/json"
NS = "urn:nttprov:eabsensi:v1"


def amplop(isi: str, *, awal: str = "") -> bytes:
    """A SOAP 1.1 envelope around `isi`, whose default namespace is the contract's; `awal` goes before the envelope."""
    return (
        f'{awal}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns="{NS}" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Body>{isi}</s:Body></s:Envelope>'
    ).encode()


HALAMAN_KOSONG = {
    "soap": amplop("<RekapBulananResponse><halaman>1</halaman><jumlahHalaman>0</jumlahHalaman></RekapBulananResponse>"),
    "rest": b'{"halaman": 1, "jumlahHalaman": 0, "rekap": []}',
}
JENIS = {"soap": XML, "rest": JSON}
