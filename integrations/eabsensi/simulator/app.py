"""The simulator as one WSGI application: SOAP at /soap (and /soap?wsdl), REST below /api/v1."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.util import application_uri

from integrations.eabsensi.simulator.gangguan import Environ, Gangguan
from integrations.eabsensi.simulator.layanan import Layanan
from integrations.eabsensi.simulator.rest import WajahRest
from integrations.eabsensi.simulator.soap import WajahSoap, wsdl
from integrations.eabsensi.simulator.sumber import Sumber

JALAN_SOAP, JALAN_REST = "/soap", "/api/v1/"
_XML = "text/xml; charset=utf-8"
_PERMINTAAN_TERBESAR = 1_000_000


class Simulator:
    """`gangguan`: what goes wrong, one entry per request from the first on (None: nothing); then it behaves for good.

    `catatan` lists the requests that came, as "METHOD path".
    """

    def __init__(
        self,
        sumber: Sumber,
        *,
        user: str,
        password: str,
        token: str,
        gangguan: Sequence[Gangguan | None] = (),
        catatan: list[str] | None = None,
    ) -> None:
        layanan = Layanan(sumber)
        self._soap = WajahSoap(layanan, user, password)
        self._rest = WajahRest(layanan, token)
        self._gangguan = iter(list(gangguan))
        self._catatan = [] if catatan is None else catatan

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self._catatan.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}")
        gangguan = next(self._gangguan, None)
        if gangguan is not None:
            return gangguan(environ, start_response, self._jujur)
        return self._jujur(environ, start_response)

    def _jujur(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        status, jenis, isi = self._jawab(environ)
        start_response(status, [("Content-Type", jenis), ("Content-Length", str(len(isi)))])
        return [isi]

    def _jawab(self, environ: Environ) -> tuple[str, str, bytes]:
        cara, jalan = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if jalan == JALAN_SOAP and cara == "POST":
            panjang = min(int(environ.get("CONTENT_LENGTH") or 0), _PERMINTAAN_TERBESAR)
            status, isi = self._soap.jawab(environ["wsgi.input"].read(panjang))
            return status, _XML, isi
        if jalan == JALAN_SOAP and cara == "GET" and environ.get("QUERY_STRING", "").lower() == "wsdl":
            return "200 OK", _XML, wsdl(application_uri(environ).rstrip("/") + JALAN_SOAP)
        if jalan.startswith(JALAN_REST) and cara == "GET":
            minta = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
            return self._rest.jawab(jalan[len(JALAN_REST) :], minta, environ.get("HTTP_AUTHORIZATION", ""))
        return "404 Not Found", "text/plain; charset=utf-8", b"tidak ada"
