"""The audit trail covers every change: each action records, nothing else writes, and what is recorded can be read."""

import ast
from collections.abc import Iterator

import pytest

from portal.actions.data_induk import OBJEK
from portal.audit import KEADAAN, Event
from portal.models import Opd
from portal.queries import kata
from portal.queries.perihal import TABEL
from portal.queries.rincian import TEKNIS
from portal.roles import DATA_INDUK
from tests.meta.pohon import nama, pohon, python

LUAR = {
    "portal/actions/": "actions write, and record",
    "portal/commands/": "commands set up what nobody has used yet",
    "portal/demo/": "the demo lives through actions",
    "portal/audit.py": "the trail itself",
    "portal/queue.py": "a job of the action's own transaction",
    "portal/alur.py": "inside an action: the engine's step, and the draft it makes needless",
    "portal/toko_sqlite.py": "the runner's own list of jobs",
    "portal/toko_postgres.py": "the runner's own list of jobs",
    "portal/worker.py": "the runner",
}
"""Where rows may be written, and why."""
MENULIS = ("session.add", "session.add_all", "session.delete", "session.merge", "session.bulk_save_objects")
PERNYATAAN = ("insert", "update", "delete")


def fungsi(berkas: str) -> dict[str, ast.FunctionDef]:
    """Every function of the actions by module.name."""
    semua = {}
    for p in python(berkas):
        for n in ast.walk(pohon(p)):
            if isinstance(n, ast.FunctionDef):
                semua[f"{p.stem}.{n.name}"] = n
    return semua


def dipanggil(satu: ast.FunctionDef, modul: str, semua: dict[str, ast.FunctionDef]) -> Iterator[str]:
    """What a function calls, as module.name; a bare name may have been imported from any module of the actions."""
    for n in ast.walk(satu):
        if isinstance(n, ast.Call):
            sebutan = ast.unparse(n.func)
            if "." in sebutan or f"{modul}.{sebutan}" in semua:
                yield sebutan if "." in sebutan else f"{modul}.{sebutan}"
            else:
                yield from (k for k in semua if k.split(".")[1] == sebutan)


def mencatat(kunci: str, semua: dict[str, ast.FunctionDef], dilihat: set[str]) -> bool:
    """It records, itself or by what it calls within the actions."""
    if kunci in dilihat or kunci not in semua:
        return False
    dilihat.add(kunci)
    panggilan = set(dipanggil(semua[kunci], kunci.split(".")[0], semua))
    return "audit.record" in panggilan or any(mencatat(p, semua, dilihat) for p in panggilan)


def test_every_action_records_what_it_did() -> None:
    semua = fungsi("portal/actions")
    tindakan = [k for k, n in semua.items() if "action" in {ast.unparse(h) for h in n.decorator_list}]
    assert len(tindakan) > 40
    assert [k for k in tindakan if not mencatat(k, semua, set())] == []


def test_rows_are_written_by_actions_only() -> None:
    salah = []
    for p in python("portal"):
        if nama(p).startswith(tuple(LUAR)):
            continue
        dari_sql = {
            a.asname or a.name
            for n in ast.walk(pohon(p))
            if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("sqlalchemy")
            for a in n.names
            if a.name in PERNYATAAN
        }
        for n in ast.walk(pohon(p)):
            if isinstance(n, ast.Call):
                sebutan = ast.unparse(n.func)
                if sebutan.endswith(MENULIS) or sebutan in dari_sql:
                    salah.append(f"{nama(p)}:{n.lineno}: {sebutan}")
    assert not salah, "\n".join(salah)


def test_every_event_is_told_in_words_of_its_own() -> None:
    assert set(kata.PERISTIWA) == set(Event)
    sebutan = [str(k) for k in kata.PERISTIWA.values()]
    assert len(set(sebutan)) == len(sebutan)


def test_every_detail_an_action_records_has_words_in_every_language() -> None:
    """An unknown one would show its own name, capitalised, in English too."""
    pencatat = {"audit.record", "_catat", "catat"}
    bukan = {"actor", "atas_nama", "subjek", "instans_id", "lama", "baru", "sebelum", "sesudah"} | TEKNIS
    rincian = {
        k.arg
        for p in python("portal/actions")
        for n in ast.walk(pohon(p))
        if isinstance(n, ast.Call) and ast.unparse(n.func) in pencatat
        for k in n.keywords
        if k.arg and not k.arg.endswith(("_lama", "_baru", "_sebelum", "_sesudah"))
    }
    assert len(rincian) > 40
    assert rincian - bukan - set(kata.MEDAN) == set()


@pytest.mark.parametrize("tabel", OBJEK)
def test_every_column_of_master_data_and_every_table_is_told_in_words(tabel: str) -> None:
    kolom = {k.name for k in Opd.metadata.tables[tabel].columns}
    assert kolom - set(kata.MEDAN) == set()
    assert tabel in TABEL


def test_all_master_data_but_what_e_absensi_said_changes_by_the_recording_action() -> None:
    assert set(OBJEK.values()) == set(DATA_INDUK) - {"Tarikan"}


def test_the_state_of_every_case_is_watched() -> None:
    assert {k.class_.__tablename__ for k in KEADAAN} == {"skp", "realisasi", "revisi_skp", "penilaian", "draf_proses"}
