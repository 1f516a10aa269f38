"""Planned misbehaviour, all of it seen in practice: one entry of the list per request, None where it behaves.

A `Gangguan` gets the request and the honest application and answers in its place.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Wsgi = Callable[[Environ, Any], Iterable[bytes]]
Gangguan = Callable[[Environ, Any, Wsgi], Iterable[bytes]]

_FAULT = (
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>{kode}</faultcode>'
    "<faultstring>kesalahan dalam</faultstring></s:Fault></s:Body></s:Envelope>"
)


def jawaban(status: str, jenis: str, isi: bytes, *kepala: tuple[str, str]) -> Gangguan:
    """Answer exactly this."""

    def lakukan(environ: Environ, start: Any, lanjut: Wsgi) -> Iterable[bytes]:
        start(status, [("Content-Type", jenis), ("Content-Length", str(len(isi))), *kepala])
        return [isi]

    return lakukan


def galat(status: str = "500 Internal Server Error", *kepala: tuple[str, str]) -> Gangguan:
    """An error page of the web server in front of the service."""
    return jawaban(status, "text/html", b"<html><body>Galat</body></html>", *kepala)


def halaman_masuk() -> Gangguan:
    """An HTML login page with status 200."""
    return jawaban("200 OK", "text/html; charset=utf-8", b"<!DOCTYPE html><html><body><form>Masuk</form></body></html>")


def sibuk(tunggu: int | str, status: str = "429 Too Many Requests") -> Gangguan:
    """Too many requests, with Retry-After."""
    return jawaban(status, "text/plain", b"sibuk", ("Retry-After", str(tunggu)))


def fault_polos(kode: str = "s:Server") -> Gangguan:
    """A bare SOAP fault without detail."""
    return jawaban("500 Internal Server Error", "text/xml; charset=utf-8", _FAULT.format(kode=kode).encode())


def terpotong() -> Gangguan:
    """The honest answer cut off half-way, with the length of the whole one."""

    def lakukan(environ: Environ, start: Any, lanjut: Wsgi) -> Iterable[bytes]:
        isi = b"".join(lanjut(environ, start))
        return [isi[: len(isi) // 2]]

    return lakukan


def ubah(cara: Callable[[bytes], bytes]) -> Gangguan:
    """The honest answer with its body changed (for attacks, unknown elements, wrong rows)."""

    def lakukan(environ: Environ, start: Any, lanjut: Wsgi) -> Iterable[bytes]:
        kepala: list[Any] = []
        isi = cara(b"".join(lanjut(environ, lambda *semua: kepala.extend(semua))))
        start(kepala[0], [(k, v) for k, v in kepala[1] if k != "Content-Length"] + [("Content-Length", str(len(isi)))])
        return [isi]

    return lakukan


def lambat(detik: float) -> Gangguan:
    """The honest answer, later."""

    def lakukan(environ: Environ, start: Any, lanjut: Wsgi) -> Iterable[bytes]:
        time.sleep(detik)
        return lanjut(environ, start)

    return lakukan
