"""Record the golden histories of this release: `.venv/bin/python -m tests.golden NAMA [AWALAN]` writes NAMA.json.gz.

Done once per release, before the first change that a later one could make: a file is never written again, and stays as
long as instances saved by its release may live.
"""

import gzip
import json
import sys
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

import workflows
from tests.golden.rekam import rekam, terbitan
from tests.ketahanan.lakon_acak import Lakon, bawaan, kebun
from workflows import codec

FOLDER = Path(__file__).parent


def buat(nama: str, awalan: str = "") -> Path:
    """The shipped diagrams twice, each construct of the zoo once. `awalan`: of the zoo only what is called so, nine
    times: the constructs a new form of the state was made for, where all others are still saved as before."""
    tujuan = FOLDER / f"{nama}.json.gz"
    if tujuan.exists():
        raise SystemExit(f"{tujuan.name} sudah ada; rekaman sebuah rilis tidak ditulis ulang")
    panggung = [
        _panggung(bawaan(), 2),
        *(_panggung([satu], 9 if awalan else 1) for satu in kebun() if satu.nama.startswith(awalan)),
    ]
    isi = json.dumps({"rilis": nama, "bentuk": codec.FORMAT, "panggung": panggung}, separators=(",", ":"))
    tujuan.write_bytes(gzip.compress(isi.encode(), 9, mtime=0))
    return tujuan


def _panggung(semua: list[Lakon], kali: int) -> dict[str, object]:
    """What is published together, and what was played on it."""
    engine = create_engine("sqlite://")
    workflows.metadata.create_all(engine)
    with Session(engine) as session:
        semua[0].terbitkan(session)
        rekaman = [rekam(session, satu, f"emas {satu.nama} {benih}") for satu in semua for benih in range(kali)]
        return {"terbitan": terbitan(session), "rekaman": rekaman}


if __name__ == "__main__":
    berkas = buat(*sys.argv[1:3])
    print(f"{berkas.name}: {berkas.stat().st_size:,} bytes")
