"""e-absensi over REST: JSON with a bearer token, the twin of the SOAP face."""

import json
from collections.abc import Mapping
from typing import Any

from integrations import http
from integrations.eabsensi import periksa
from integrations.eabsensi.galat import galat
from integrations.eabsensi.halaman import Halaman
from integrations.eabsensi.klien import Client
from integrations.errors import Unavailable

_MASALAH = {
    401: "AUTH",
    404: "OPD_TIDAK_DIKENAL",
    409: "BELUM_DITUTUP",
    422: "PERMINTAAN_SALAH",
    429: "SIBUK",
    503: "SIBUK",
}
_KODE = frozenset(_MASALAH.values())


class RestClient(Client):
    """The REST face below `url`. `timeout`: seconds for one page; `ukuran`: rows asked per page."""

    sumber = "rest"

    def __init__(self, url: str, *, token: str, timeout: int = 30, ukuran: int = 1000) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._ukuran = ukuran
        self._session = http.session(
            Authorization=f"Bearer {token}", Accept="application/json, application/problem+json"
        )

    def _ping(self) -> dict[str, Any]:
        return self._minta("ping")[0]

    def _halaman(self, isi: str, nomor: int, permintaan: Mapping[str, str]) -> Halaman:
        jawaban, sidik = self._minta(isi, **permintaan, halaman=str(nomor), ukuran=str(self._ukuran))
        baris = jawaban.pop(isi, None)
        if not isinstance(baris, list | None):
            raise Unavailable(f"Jawaban e-absensi: {isi} bukan daftar.")
        nomor, jumlah = (periksa.nomor(jawaban.pop(nama, None)) for nama in ("halaman", "jumlahHalaman"))
        return Halaman(nomor, jumlah, baris or [], frozenset(jawaban), sidik)

    def _minta(self, jalan: str, **permintaan: str) -> tuple[dict[str, Any], str]:
        """GET once; the JSON object and the payload's sha256."""
        answer = http.send(self._session, "GET", f"{self._url}/{jalan}", timeout=self._timeout, params=permintaan)
        if answer.status != 200:
            raise _masalah(answer)
        if answer.media_type != "application/json":
            raise periksa.status(answer, "JSON")
        isi = _json(answer.body)
        if not isinstance(isi, dict):
            raise Unavailable("Jawaban e-absensi bukan objek JSON.")
        return isi, answer.sha256


def _masalah(answer: http.Answer) -> Unavailable:
    """The exception for an error answer: its own `kode`, else what the contract says of its status."""
    if answer.media_type != "application/problem+json":
        return periksa.status(answer, "JSON")
    try:
        isi = _json(answer.body)
    except Unavailable:
        isi = None
    if not isinstance(isi, dict):
        return periksa.status(answer, "JSON")
    kode = isi.get("kode")
    if not isinstance(kode, str) or kode not in _KODE:
        kode = _MASALAH.get(answer.status)
    if kode is None:
        return periksa.status(answer, "JSON")
    return galat(kode, pesan=str(isi.get("detail") or ""), retry_after=answer.retry_after)


def _json(body: bytes) -> Any:
    def konstanta(nama: str) -> Any:
        raise ValueError(nama)  # NaN and Infinity are Python's, not JSON's

    try:
        return json.loads(body, parse_constant=konstanta)
    except (ValueError, RecursionError) as error:
        raise Unavailable("Jawaban bukan JSON yang utuh.") from error
