"""e-absensi over SOAP 1.1. zeep writes the request from our own copy of the WSDL; the answer is read here, row by row.

zeep's own reading is strict or lenient for a whole answer at once; here one bad row is refused and the rest is kept.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import zeep
from lxml import etree
from zeep.wsse.username import UsernameToken

from integrations import http, xml
from integrations.eabsensi import periksa
from integrations.eabsensi.galat import galat, ringkas
from integrations.eabsensi.halaman import Halaman
from integrations.eabsensi.klien import Client
from integrations.errors import Unavailable

WSDL = Path(__file__).with_name("eabsensi.wsdl")
NS = "urn:nttprov:eabsensi:v1"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
_XML = ("text/xml", "application/xml")
_OPERASI = {"rekap": "RekapBulanan", "presensi": "PresensiHarian", "pegawai": "DaftarPegawai"}
_PERMINTAAN = {"opd": "kodeOpd", "bulan": "bulan", "dari": "tanggalAwal", "sampai": "tanggalAkhir"}
# Fault codes of WS-Security 1.0 (section 12) that mean: these credentials will not do.
_KEAMANAN = frozenset(
    ("FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken", "UnsupportedSecurityToken")
    + ("SecurityTokenUnavailable",)
)


class SoapClient(Client):
    """The SOAP face at `url`. `timeout`: seconds for one page; `ukuran`: rows asked per page."""

    sumber = "soap"

    def __init__(self, url: str, *, user: str, password: str, timeout: int = 30, ukuran: int = 5000) -> None:
        self._ukuran = ukuran
        settings = zeep.Settings(raw_response=True, forbid_dtd=True, forbid_external=True, force_https=False)
        transport = _Transport(timeout)
        client = zeep.Client(str(WSDL), transport=transport, wsse=UsernameToken(user, password), settings=settings)
        self._layanan = client.create_service(f"{{{NS}}}EAbsensiBinding", url)

    def _ping(self) -> dict[str, Any]:
        return _unsur(self._panggil("Ping")[0])

    def _halaman(self, isi: str, nomor: int, permintaan: Mapping[str, str]) -> Halaman:
        kata = {_PERMINTAAN[nama]: nilai for nama, nilai in permintaan.items()}
        return _baca_halaman(*self._panggil(_OPERASI[isi], **kata, halaman=nomor, ukuran=self._ukuran), isi)

    def _panggil(self, operasi: str, **permintaan: Any) -> tuple[etree._Element, str]:
        """Call once; the response element of this operation and the payload's sha256."""
        call: Callable[..., http.Answer] = getattr(self._layanan, operasi)
        try:
            answer = call(**permintaan)
        except (zeep.exceptions.Error, ValueError) as error:
            raise Unavailable(f"Permintaan ke e-absensi tidak dapat disusun ({type(error).__name__}).") from error
        return _isi(answer, f"{{{NS}}}{operasi}Response"), answer.sha256


class _Transport(zeep.Transport):
    """zeep's way out: our limits and our single retry instead of its own, and no way to fetch a document by itself."""

    def __init__(self, timeout: int) -> None:
        super().__init__(session=http.session(), timeout=timeout, operation_timeout=timeout)

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> http.Answer:
        return http.send(self.session, "POST", address, timeout=self.operation_timeout, data=message, headers=headers)

    def _load_remote_data(self, url: str) -> bytes:
        raise Unavailable("Kontrak e-absensi tidak pernah diambil dari jaringan.")


def _isi(answer: http.Answer, nama: str) -> etree._Element:
    """The one element `nama` in the Body of a good answer; faults and everything odd are raised."""
    if answer.media_type not in _XML:
        raise periksa.status(answer, "XML")
    try:
        root = xml.parse(answer.body)
    except Unavailable:
        if answer.status != 200:
            raise periksa.status(answer, "XML") from None
        raise
    body = root.find(f"{{{ENVELOPE}}}Body") if root.tag == f"{{{ENVELOPE}}}Envelope" else None
    fault = None if body is None else body.find(f"{{{ENVELOPE}}}Fault")
    if fault is not None:
        raise _fault(fault, answer)
    if answer.status != 200:
        raise periksa.status(answer, "XML")
    if body is None or len(body) != 1 or body[0].tag != nama:
        raise Unavailable("Jawaban SOAP e-absensi bukan jawaban atas permintaan ini.")
    return body[0]


def _fault(fault: etree._Element, answer: http.Answer) -> Unavailable:
    rinci = fault.find(f"detail/{{{NS}}}EAbsensiFault")
    if rinci is not None:
        kode = (rinci.findtext(f"{{{NS}}}kode") or "").strip()
        return galat(kode, pesan=rinci.findtext(f"{{{NS}}}pesan") or "", retry_after=answer.retry_after)
    kode = (fault.findtext("faultcode") or "").strip().rpartition(":")[2]
    if kode in _KEAMANAN or answer.status in (401, 403):
        return galat("AUTH")
    if kode == "Client" or kode.startswith("Client."):
        return galat("PERMINTAAN_SALAH", pesan=fault.findtext("faultstring") or "")
    return Unavailable(
        f"e-absensi melaporkan galat SOAP ({ringkas(kode, 40) or 'tanpa kode'}).", retry_after=answer.retry_after
    )


def _baca_halaman(isi: etree._Element, sidik: str, unsur: str) -> Halaman:
    kepala: dict[str, list[Any]] = {}
    baris: list[Any] = []
    for anak in isi.iterchildren(etree.Element):
        if (nama := _nama(anak)) == unsur:
            baris.append(_unsur(anak) if len(anak) else anak.text)
        else:
            kepala.setdefault(nama, []).append(anak.text)
    nomor, jumlah = (periksa.nomor(kepala.pop(nama, None)) for nama in ("halaman", "jumlahHalaman"))
    return Halaman(nomor, jumlah, baris, frozenset(kepala), sidik)


def _unsur(elemen: etree._Element) -> dict[str, Any]:
    """An element's children by name. `kejadian` repeats; any other repeated one becomes a list: refused."""
    hasil: dict[str, Any] = {}
    for anak in elemen.iterchildren(etree.Element):
        nama = _nama(anak)
        nilai = _unsur(anak) if len(anak) else anak.text or ""  # xsi:nil elements are empty, and empty is read as None
        if nama == "kejadian":
            hasil.setdefault(nama, []).append(nilai)
        else:
            hasil[nama] = [hasil[nama], nilai] if nama in hasil else nilai
    return hasil


def _nama(elemen: etree._Element) -> str:
    """The local name of an element of the contract; the full name of a stranger's."""
    nama = etree.QName(elemen)
    return str(nama.localname if nama.namespace == NS else nama.text)
