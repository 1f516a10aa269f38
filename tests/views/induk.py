"""What the tests of master data share: the values of a good row, and how a page's messages and the trail are read."""

import re

from sqlalchemy import select

from portal.models import Pegawai, Peristiwa
from tests.factories import ORANG

NIP_BARU = "199601012020011012"
PEGAWAI = {
    "jenis": "PNS",
    "nip": NIP_BARU,
    "nama": "Rosalia Baru",
    "golongan": "III/a",
    "gelombang_id": "",
    "aktif": "y",
}


def nip(kunci: str) -> str:
    return ORANG[kunci].nip


def pk(db, kunci: str) -> int:
    return db.scalars(select(Pegawai.id).where(Pegawai.nip == nip(kunci))).one()


def galat(jawaban) -> list[str]:
    """The messages beside the fields."""
    return [
        re.sub(r"<[^>]+>", " ", m).strip()
        for m in re.findall(r'<p class="msg"[^>]*>(.*?)</p>', jawaban.text, re.DOTALL)
    ]


def sidik(klien, url: str) -> str:
    return re.search(r'name="sidik"[^>]*value="([^"]+)"', klien.get(url).text).group(1)


def peristiwa(db, subjek: str) -> list[Peristiwa]:
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == "data_induk:diubah", Peristiwa.subjek == subjek)))
