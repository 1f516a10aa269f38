"""HTTP for partners: one place for time limits, size limits, the single retry, and all that can break underneath."""

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import requests
import urllib3

from integrations.errors import Unavailable

sleep = time.sleep  # named here so that a test can replace the waiting

BATAS_UKURAN = 24 * 1024 * 1024  # bytes after unpacking; 5,000 recaps with all eight kinds of event are about 9 MB
BATAS_TUNGGU = 5  # seconds: a partner that asks for more is left to the caller's own schedule
JEDA_SAMBUNG = 0.5  # seconds before the second and last attempt to connect
CONNECT_TIMEOUT = 5
_SIBUK = (429, 503)
_POTONGAN = 65_536
_SEHARI = 86_400


@dataclass(frozen=True)
class Answer:
    """A complete answer: `body` is unpacked and no larger than the limit; header names are case-insensitive."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without parameters, lower case; "" where the header is missing."""
        return self.headers.get("Content-Type", "").split(";")[0].strip().lower()

    @property
    def sha256(self) -> str:
        """Hex digest of the body as it was read: the evidence of what the partner said."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def retry_after(self) -> int | None:
        """Retry-After in whole seconds (0 to a day), or None. A date in it is measured from the answer's own Date."""
        text = self.headers.get("Retry-After", "").strip()
        if text.isascii() and text.isdigit():
            return min(int(text[:9]), _SEHARI)
        try:
            wait = parsedate_to_datetime(text) - parsedate_to_datetime(self.headers.get("Date", ""))
        except (TypeError, ValueError):
            return None
        return min(max(int(wait.total_seconds()), 0), _SEHARI)


def session(**headers: str) -> requests.Session:
    """A session that ignores proxies, netrc and certificates of the environment: only settings decide whom we trust."""
    result = requests.Session()
    result.trust_env = False
    result.headers.update({"Accept-Encoding": "gzip", "User-Agent": "PPK-Online", **headers})
    return result


def send(session: requests.Session, method: str, url: str, *, timeout: int, **request: Any) -> Answer:
    """Send an idempotent read and return the complete answer, whatever its status.

    One polite second attempt: after a connection that could not be made or broke before any answer, or after a 429 or
    503 that asks for at most `BATAS_TUNGGU` seconds. `timeout` (seconds) bounds one whole answer. Raises Unavailable.
    """
    try:
        answer = _once(session, method, url, timeout, request)
    except _TidakTersambung:
        sleep(JEDA_SAMBUNG)
    else:
        wait = answer.retry_after
        if answer.status not in _SIBUK or wait is None or wait > BATAS_TUNGGU:
            return answer
        sleep(wait)
    return _once(session, method, url, timeout, request)


class _TidakTersambung(Unavailable):
    """No connection, or it broke before the first byte of an answer (an idle one that the partner had closed)."""


def _once(session: requests.Session, method: str, url: str, timeout: int, request: dict[str, Any]) -> Answer:
    deadline = time.monotonic() + timeout
    limits = (min(CONNECT_TIMEOUT, timeout), timeout)
    try:
        # A redirect is not followed: it would carry the credentials to an address that no setting names.
        with session.request(method, url, timeout=limits, stream=True, allow_redirects=False, **request) as response:
            return Answer(response.status_code, response.headers, _body(response, deadline))
    except requests.exceptions.SSLError as error:
        raise Unavailable("Sertifikat TLS layanan tidak dapat dipercaya.") from error
    except (requests.exceptions.Timeout, urllib3.exceptions.ReadTimeoutError) as error:
        if isinstance(error, requests.exceptions.ConnectTimeout):
            raise _TidakTersambung("Layanan tidak dapat dihubungi: waktu sambung habis.") from error
        raise Unavailable(f"Layanan tidak menjawab dalam {timeout} detik.") from error
    except requests.exceptions.ConnectionError as error:
        if _before_answer(error):
            raise _TidakTersambung("Layanan tidak dapat dihubungi.") from error
        raise Unavailable("Sambungan ke layanan terputus.") from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Unavailable(f"Jawaban layanan terputus atau rusak ({type(error).__name__}).") from error


def _before_answer(error: requests.exceptions.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    kinds = (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ProtocolError)
    return isinstance(getattr(cause, "reason", cause), kinds)


def _body(response: requests.Response, deadline: float) -> bytes:
    """Read piece by piece, so that neither a trickle nor a flood (packed or not) goes past its limit."""
    pieces, size = [], 0
    while piece := response.raw.read1(_POTONGAN, decode_content=True):
        size += len(piece)
        if size > BATAS_UKURAN:
            raise Unavailable(f"Jawaban layanan lebih besar dari {BATAS_UKURAN // 1024**2} MB.")
        if time.monotonic() > deadline:
            raise Unavailable("Jawaban layanan terlalu lambat.")
        pieces.append(piece)
    return b"".join(pieces)
