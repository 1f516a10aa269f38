"""An instance recorded as a release saved it at every step, and played on from each of these steps by another.

A record holds, for each step: the rows as they stood (state text and all), the move that was made next, and what could
be seen after it: status, facts, open tasks, what is waited for, the new lines of the history.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, insert, select
from sqlalchemy.orm import Session

import workflows
from tests.ketahanan import potret
from tests.ketahanan.lakon_acak import PIHAK, Lakon, orang
from tests.workflows.conftest import NOW
from workflows import codec, save
from workflows import tables as t
from workflows.types import Waktu

GERAK = 14
TABEL = {"wf_instance": t.instance, "wf_task": t.task, "wf_wait": t.wait, "wf_signal": t.signal}
Rekaman = dict[str, Any]


def rekam(session: Session, lakon: Lakon, benih: str) -> Rekaman:
    """Start it (its texts are published) and play it to its end, or so many moves; every step kept."""
    pilih, kini = random.Random(benih), NOW
    fakta = dict(lakon.isi(pilih, kini))
    maju = workflows.start(session, lakon.kunci, lanes=PIHAK, facts=fakta, business_key=benih, now=kini)
    langkah: list[dict[str, Any]] = []
    for _ in range(GERAK):
        instans = workflows.instance(session, maju.instance.id)
        if instans.ended_at is not None:
            break
        kini += timedelta(seconds=1)
        gerak = _pilih(session, lakon, instans.id, pilih, kini)
        if gerak is None:
            break
        kini = datetime.fromisoformat(gerak["kini"])
        baris = _simpanan(session, instans.id)
        try:
            jalankan(session, instans.id, gerak)
        except workflows.Incident:
            break  # as drawn: a branch that another waits for was interrupted. Nothing has been written
        langkah.append({"baris": baris, "gerak": gerak, "sesudah": gambar(session, instans.id, baris)})
    return {"lakon": lakon.nama, "benih": benih, "instans": maju.instance.id, "langkah": langkah}


def putar(session: Session, rekaman: Rekaman, dari: int) -> str | None:
    """Put the instance back as it was saved before its step number `dari` and play on; what is not as it was then.

    To its end, or to where it is saved just as it was then: from there on it is the play from a later step.
    """
    semua = rekaman["langkah"]
    pulihkan(session, semua[dari]["baris"])
    for nomor, satu in enumerate(semua[dari:], dari):
        sebelum = _simpanan(session, rekaman["instans"])
        if nomor > dari and _rupa(sebelum) == _rupa(satu["baris"]):
            return None
        jalankan(session, rekaman["instans"], satu["gerak"])
        ada = gambar(session, rekaman["instans"], sebelum)
        if ada != satu["sesudah"]:
            return f"{rekaman['lakon']} dari {dari}, langkah {nomor} {satu['gerak']}: {ada}, dulu {satu['sesudah']}"
    return None


def jalankan(session: Session, instans: str, gerak: Mapping[str, Any]) -> None:
    """Make a move: of a person or a job (element and number among its like), a message, or the clock."""
    kini = datetime.fromisoformat(gerak["kini"])
    if gerak["jenis"] == "kerja":
        tugas = _terbuka(session, instans)[gerak["ke"]]
        workflows.complete(session, tugas.id, by=orang(tugas), facts=codec.loads(gerak["fakta"]), now=kini)
        return
    if gerak["jenis"] == "pesan":
        surat = {"name": gerak["nama"], "key": gerak["kunci"], "facts": "{}", "sent_by": "golden", "sent_at": kini}
        session.execute(insert(t.message).values(**surat, wanted=True, delivered=False))
    workflows.tick(session, kini)


def gambar(session: Session, instans: str, sebelum: Mapping[str, Any]) -> dict[str, Any]:
    """What can be seen of it, and the lines since."""
    satu = workflows.instance(session, instans)
    mulai = sebelum["wf_instance"][0]["steps"]
    garis = session.execute(select(t.history).where(t.history.c.instance_id == instans, t.history.c.seq > mulai))
    return {
        "status": satu.status,
        "fakta": codec.dumps(dict(sorted(satu.facts.items()))),
        "terbuka": sorted([tugas.element, tugas.owner, str(tugas.due_at)] for tugas in _tugas(session, instans)),
        "tunggu": sorted([w.element, str(w.due_at), str(w.key)] for w in workflows.waits(session, instans)),
        "jejak": sorted([baris.element, baris.what, str(baris.by)] for baris in garis),
    }


def pulihkan(session: Session, baris: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """Only these rows, whatever was there."""
    for tabel in (t.message, t.history, *TABEL.values()):
        session.execute(tabel.delete())
    for nama, isi in baris.items():
        if isi:
            session.execute(insert(TABEL[nama]), [_dari_teks(TABEL[nama], satu) for satu in isi])


def terbitan(connection: Connection | Session) -> list[dict[str, Any]]:
    """The definitions as they are kept, hash and all."""
    return [_ke_teks(dict(satu)) for satu in connection.execute(select(t.definition)).mappings()]


def pulihkan_terbitan(session: Session, baris: Sequence[Mapping[str, Any]]) -> None:
    """The definitions as another release has kept them."""
    session.execute(insert(t.definition), [_dari_teks(t.definition, satu) for satu in baris])


def _pilih(session: Session, lakon: Lakon, instans: str, pilih: random.Random, kini: datetime) -> dict[str, Any] | None:
    """The next move; None where only a condition or a signal from outside is waited for."""
    tugas = _terbuka(session, instans)
    tunggu = workflows.waits(session, instans)
    batas = min((satu.due_at for satu in tunggu if satu.due_at), default=None)
    surat = [satu for satu in tunggu if satu.message]
    bisa = ["kerja"] * 4 * bool(tugas) + ["pesan"] * bool(surat) + ["jam"] * (batas is not None)
    if not bisa:
        return None
    jenis = "jam" if batas is not None and batas <= kini else pilih.choice(bisa)
    gerak: dict[str, Any] = {"jenis": jenis, "kini": kini.isoformat()}
    if jenis == "kerja":
        gerak |= {"ke": pilih.randrange(len(tugas)), "fakta": codec.dumps(dict(lakon.isi(pilih, kini)))}
    elif jenis == "pesan":
        satu = pilih.choice(surat)
        gerak |= {"nama": satu.message, "kunci": satu.key or ""}
    elif batas is not None:
        gerak["kini"] = max(batas, kini).isoformat()
    return gerak


def _terbuka(session: Session, instans: str) -> list[workflows.Task]:
    """The open tasks in the order of the saved tree: ids are new in each run, this order is not."""
    row = session.execute(select(t.instance).where(t.instance.c.id == instans)).one()
    tugas = {satu.id: satu for satu in _tugas(session, instans)}
    return [tugas[satu.id] for satu in save.load(session, row).open_tasks()]


def _tugas(session: Session, instans: str) -> list[workflows.Task]:
    return workflows.tasks(session, instance=instans, kind=None, limit=100)


def _simpanan(session: Session, instans: str) -> dict[str, list[dict[str, Any]]]:
    """Its rows as the tables have them; of the worklist, what is open."""
    query = {
        "wf_instance": select(t.instance).where(t.instance.c.id == instans),
        "wf_task": select(t.task).where(t.task.c.instance_id == instans, t.task.c.status == "open"),
        "wf_wait": select(t.wait).where(t.wait.c.instance_id == instans),
        "wf_signal": select(t.signal).where(t.signal.c.instance_id == instans),
    }
    return {nama: [_ke_teks(dict(b)) for b in session.execute(satu).mappings()] for nama, satu in query.items()}


def _rupa(baris: Mapping[str, Any]) -> str:
    """Rows as text, with ids by their order of appearance and without the machine's clock."""
    isi = {nama: [dict(satu) for satu in sorted(semua, key=_urut)] for nama, semua in baris.items()}
    return potret.sama_rupa(isi)


def _urut(baris: Mapping[str, Any]) -> str:
    return str(baris.get("element"))


def _ke_teks(baris: dict[str, Any]) -> dict[str, Any]:
    """As JSON keeps it; empty columns left out."""
    ubah = {datetime: lambda nilai: nilai.isoformat(), bytes: lambda nilai: base64.b64encode(nilai).decode()}
    return {nama: ubah.get(type(nilai), lambda n: n)(nilai) for nama, nilai in baris.items() if nilai is not None}


def _dari_teks(tabel: Table, baris: Mapping[str, Any]) -> dict[str, Any]:
    """Back, for a table that may have got columns since."""
    hasil: dict[str, Any] = dict.fromkeys(k.name for k in tabel.c if k.nullable)
    for nama, nilai in baris.items():
        jenis = tabel.c[nama].type
        hasil[nama] = datetime.fromisoformat(nilai) if isinstance(jenis, Waktu) else nilai
        if isinstance(jenis, LargeBinary):
            hasil[nama] = base64.b64decode(nilai)
    return hasil
