"""A form that arrives when its session has ended is not lost: login comes first, then the form is shown again as typed.

It waits in the session cookie (signed, readable only by this browser), half an hour and a few kilobytes at most; longer
ones are in the draft the page saved by itself. Only a form of our own page is kept, by its Origin header: another site
must not be able to put words into somebody's mouth.
"""

import base64
import json
import time
import zlib
from typing import Any
from urllib.parse import urlsplit

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.forms.isian import dari_form
from portal.security import kembali_ke

KUNCI = "tertahan"
MAKS = 2_400
UMUR = 1_800
BUKAN_ISIAN = ("csrf_token", "kunci", "diperiksa", "tindakan")


def tahan() -> bool:
    """Keep the form of this request for `ambil`, if it answers a task, is ours and small enough; whether it was
    kept.
    """
    asal = urlsplit(request.headers.get("Origin", ""))
    if request.method != "POST" or request.endpoint != "TugasView.tugas" or asal.netloc != request.host:
        return False
    pasangan = [(k, v) for k, v in request.form.items(multi=True) if k not in BUKAN_ISIAN and v]
    teks = base64.b85encode(zlib.compress(json.dumps(pasangan).encode())).decode()
    if not pasangan or len(teks) > MAKS:
        return False
    session[KUNCI] = {"url": request.path, "isi": teks, "pada": int(time.time())}
    return True


def ambil(url: str) -> dict[str, Any] | None:
    """The answers kept for this page, once."""
    kiriman = session.get(KUNCI)
    if not isinstance(kiriman, dict) or kiriman.get("url") != url:
        return None
    del session[KUNCI]
    if time.time() - kiriman["pada"] > UMUR:
        return None
    return dari_form(json.loads(zlib.decompress(base64.b85decode(kiriman["isi"]))))


def ke_masuk() -> Response:
    """To the login page, and back from there: a form that was sent comes back as its page."""
    return redirect(url_for("AuthDBView.login", next=kembali_ke()))
