"""A picture of everything the database knows of one instance: exact, or with what differs between runs made alike."""

import json
import re
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.orm import Session

from workflows import tables as t

ENAM_BELAS = re.compile(r"\b[0-9a-f]{32}\b")
TERIMA = re.compile(r"TT-\d{4}-\d{8}")
MESIN = (
    (t.instance, "id"),
    *((satu, "instance_id") for satu in (t.task, t.wait, t.history, t.migration, t.signal)),
)
URUT = ("seq", "element", "name", "jenis", "id")
PORTAL = (
    ("peristiwa", "SELECT * FROM peristiwa WHERE instans_id = :id ORDER BY id"),
    (
        "draf_tugas",
        "SELECT * FROM draf_tugas WHERE tugas_id IN (SELECT id FROM wf_task WHERE instance_id = :id) ORDER BY 1, 2",
    ),
    ("kunci_idempoten", "SELECT * FROM kunci_idempoten WHERE kunci = :kunci ORDER BY 1, 2"),
)
PEKERJAAN = {
    "sqlite": "SELECT jenis, argumen, kunci, selesai_pada FROM pekerjaan WHERE kunci IN "
    "(SELECT 'langkah:' || id FROM wf_task WHERE instance_id = :id) ORDER BY kunci",
    "postgresql": "SELECT task_name, args, queueing_lock, status FROM procrastinate_jobs WHERE queueing_lock IN "
    "(SELECT 'langkah:' || id FROM wf_task WHERE instance_id = :id) ORDER BY queueing_lock",
}


def mesin(session: Session, instance_id: str, kunci: str) -> dict[str, list[dict[str, Any]]]:
    """Its row, worklist, waits and history, and the messages it sent or was sent (those of its business key)."""
    hasil = {tabel.name: _baris(session, tabel, tabel.c[kolom] == instance_id) for tabel, kolom in MESIN}
    hasil["wf_message"] = _baris(session, t.message, t.message.c.key == kunci)
    return hasil


def portal(session: Session, instance_id: str, kunci: str, idempoten: str) -> dict[str, list[dict[str, Any]]]:
    """What the portal wrote beside it as well: events, drafts, receipt, jobs."""
    hasil = mesin(session, instance_id, kunci)
    isi = {"id": instance_id, "kunci": idempoten}
    for nama, sql in (*PORTAL, ("pekerjaan", PEKERJAAN[session.get_bind().dialect.name])):
        baris = session.execute(text(sql), {k: v for k, v in isi.items() if f":{k}" in sql})
        hasil[nama] = [{kolom: str(nilai) for kolom, nilai in satu.items()} for satu in baris.mappings()]
    return hasil


def sama_rupa(isi: dict[str, list[dict[str, Any]]], *ganti: str) -> str:
    """The picture as text: ids by their order of appearance, numbers of rows and the words `ganti` alike."""
    for satu in isi["wf_instance"]:
        satu["state"] = json.dumps(_tanpa_jam(json.loads(satu["state"])))
    for satu in isi.get("wf_migration", ()):
        simpanan = json.loads(satu["saved"])
        satu["saved"] = simpanan | {"state": _tanpa_jam(json.loads(simpanan["state"]))}
    for nama in ("peristiwa", "wf_message", "wf_signal"):
        for satu in isi.get(nama, ()):
            satu["id"] = 0
    for satu in isi.get("kunci_idempoten", ()):
        satu["sidik"] = ""
    teks = json.dumps(isi, default=str, indent=1)
    for kata in ganti:
        teks = teks.replace(kata, "<kunci>")
    teks = TERIMA.sub("<terima>", teks)
    dikenal: dict[str, str] = {}
    return ENAM_BELAS.sub(lambda cocok: dikenal.setdefault(cocok[0], f"<{len(dikenal) + 1}>"), teks)


def _baris(session: Session, tabel: Table, syarat: Any) -> list[dict[str, Any]]:
    urut = [tabel.c[nama] for nama in URUT if nama in tabel.c]
    return [dict(satu) for satu in session.execute(tabel.select().where(syarat).order_by(*urut)).mappings()]


def _tanpa_jam(state: dict[str, Any]) -> dict[str, Any]:
    """Without the moment at which the library last touched each task, which is the machine's."""
    for bagian in (state["w"], *(bagian for _, bagian in state.get("p", ()))):
        for baris in bagian["t"]:
            baris[4] = 0
    return state
