"""Whether a paper is what the portal printed: told to anybody who holds it, and nothing about a person."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.extensions import db
from portal.models import Cetakan

NOMOR = re.compile(r"CTK-(20\d\d)-0*([1-9]\d{0,8})")
KODE = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")
"""The first 16 digits of the digest as they stand on paper, or all of it, as the QR holds it."""


@dataclass(frozen=True)
class Asli:
    """What may be told of an authentic document: its form, number, the moment of its first printing; `sah`: it was
    final then."""

    form: str
    nomor: str
    pada: datetime
    sah: bool


def rapi(teks: str) -> str:
    """As it is compared: without blanks and dashes between the groups, in small letters."""
    return re.sub(r"[\s-]", "", teks).lower()


def periksa(nomor: str, kode: str) -> Asli | None:
    """The document of this number whose digest begins so; None where there is none, whichever of the two is wrong. One
    statement."""
    cocok, sidik = NOMOR.fullmatch(nomor.strip().upper()), rapi(kode)
    if cocok is None or not KODE.fullmatch(sidik):
        return None
    c = db.session.scalar(select(Cetakan).where(Cetakan.id == int(cocok[2]), Cetakan.tahun == int(cocok[1])))
    if c is None or not hmac.compare_digest(c.sidik[: len(sidik)], sidik):
        return None
    return Asli(c.form, c.nomor, c.pada, c.sah)
