"""The map holds: each step of the shipped diagrams has its form, each operation its handler, each word its meaning."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from portal import jobs, katalog, steps
from portal.actions import pemberitahuan
from portal.audit import Event
from portal.queries.langkah import PEMBUAT
from portal.queue import Job
from tests.meta.pohon import AKAR, nama, pohon, python
from workflows.bpmn import shipped

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
UNTUK_BKD = {"bulan_diverifikasi"}
"""Occasions no shipped diagram uses; BKD may put them into a version of its own."""
PEMBANTU = {
    "sekali.kerjakan": "runs one action and keeps its receipt",
    "massal.verifikasi_banyak": "runs one action per item",
    "kendala.mencoba_lagi": "part of an action: a failed step tried again, from its incident or its instance",
    "tpp.simpan_bulan": "part of an action: a month that is verified is paid what it is then worth",
    "tpp.simpan_karena_hukuman": "part of an action: months that a recorded punishment cuts are computed anew",
}
"""Public functions in portal/actions that take an actor and are no action themselves, and why (bersama.py has none)."""


def unsur(jenis: str) -> Iterator[ElementTree.Element]:
    """Every element of a kind in the shipped diagrams."""
    for satu in shipped():
        yield from ElementTree.fromstring(satu.xml).iter(f"{BPMN}{jenis}")


def langkah_diagram() -> set[str]:
    """The steps of all user tasks: the property `langkah`, else the element's id."""
    hasil = set()
    for tugas in unsur("userTask"):
        sifat = {p.get("name"): p.get("value") for p in tugas.iter(f"{SPIFF}property")}
        hasil.add(sifat.get("langkah") or tugas.get("id") or "")
    return hasil


def operasi_diagram() -> dict[str, set[str]]:
    """The operations of all service tasks, with the parameters they are given anywhere."""
    hasil: dict[str, set[str]] = {}
    for operator in (o for tugas in unsur("serviceTask") for o in tugas.iter(f"{SPIFF}serviceTaskOperator")):
        hasil.setdefault(operator.get("id") or "", set()).update(
            p.get("id") or "" for p in operator.iter(f"{SPIFF}parameter")
        )
    return hasil


def test_setiap_langkah_diagram_ada_dalam_peta_dan_sebaliknya() -> None:
    assert langkah_diagram() == set(steps.LANGKAH) == katalog.LANGKAH


def test_setiap_langkah_mempunyai_halaman_templat_dan_skema_tertutup() -> None:
    for nama_langkah, satu in {**steps.LANGKAH, "umum": steps.UMUM}.items():
        assert satu.halaman in PEMBUAT, nama_langkah
        assert (AKAR / "portal/templates/langkah" / f"{satu.halaman}.html").is_file(), nama_langkah
        assert satu.skema["additionalProperties"] is False, nama_langkah
    assert set(PEMBUAT) == {satu.halaman for satu in (*steps.LANGKAH.values(), steps.UMUM)}


def test_setiap_operasi_diagram_mempunyai_penangan_dan_katalog_mengatakan_hal_yang_sama() -> None:
    diagram = operasi_diagram()
    assert set(diagram) == set(jobs.OPERASI) == set(katalog.OPERASI)
    for operasi, parameter in diagram.items():
        assert parameter == katalog.OPERASI[operasi], operasi
        tanda = inspect.signature(jobs.OPERASI[operasi]).parameters
        assert parameter <= set(tanda), operasi


def test_setiap_pekerjaan_mempunyai_penangan() -> None:
    assert set(jobs.HANDLERS) == set(Job)


def test_setiap_acara_diagram_mempunyai_penerima_dan_kalimat_dan_sebaliknya() -> None:
    acara = {
        (p.get("value") or "").strip("\"'")
        for tugas in unsur("serviceTask")
        for p in tugas.iter(f"{SPIFF}parameter")
        if p.get("id") == "acara"
    }
    assert acara | UNTUK_BKD == set(pemberitahuan.ACARA) == katalog.ACARA
    assert not acara & UNTUK_BKD


def test_setiap_proses_yang_dapat_dimulai_adalah_diagram_bawaan() -> None:
    assert {s.key for s in shipped()} == katalog.PROSES_HUKUM
    assert set(steps.MULAI) <= katalog.PROSES_HUKUM


@pytest.mark.parametrize("berkas", ["userTask", "serviceTask", "businessRuleTask", "callActivity"])
def test_setiap_langkah_bawaan_bernama_dan_langkah_orang_menyebut_dasar_hukumnya(berkas: str) -> None:
    for satu in unsur(berkas):
        assert satu.get("name"), satu.get("id")
        if berkas == "userTask":
            assert re.search(
                r"PP |Perka|Permenpan|surat|Surat|Juknis|SKP Online|kesepakatan",
                satu.findtext(f"{BPMN}documentation") or "",
            ), satu.get("id")


def test_setiap_peristiwa_dijelaskan_dan_setiap_penjelasan_adalah_peristiwa() -> None:
    baris = re.findall(
        r"^\| `([a-z_]+:[a-z_]+)` \| (.+) \|$", (AKAR / "docs/peristiwa.md").read_text(encoding="utf-8"), re.M
    )
    assert [k for k, _ in baris] == list(dict.fromkeys(k for k, _ in baris))
    assert {k for k, _ in baris} == {e.value for e in Event}
    assert not [k for k, arti in baris if len(arti) < 5]


def test_setiap_peristiwa_dicatat_oleh_suatu_tindakan() -> None:
    dicatat = {
        m for p in python("portal/actions") for m in re.findall(r"Event\.([A-Z_]+)", p.read_text(encoding="utf-8"))
    }
    assert {e.name for e in Event} - dicatat == set()


def fungsi(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a module."""
    return (n for n in pohon(path).body if isinstance(n, ast.FunctionDef))


def berhias(satu: ast.FunctionDef) -> bool:
    """It is decorated with @action."""
    return "action" in {ast.unparse(h) for h in satu.decorator_list}


def test_setiap_fungsi_yang_bertindak_atas_nama_seseorang_adalah_satu_transaksi() -> None:
    telanjang = set()
    for p in python("portal/actions"):
        for satu in fungsi(p) if p.stem != "bersama" else ():
            aktor = any(a.arg == "actor" for a in (*satu.args.args, *satu.args.kwonlyargs))
            if aktor and not satu.name.startswith("_") and not berhias(satu):
                telanjang.add(f"{p.stem}.{satu.name}")
    assert telanjang == set(PEMBANTU)


def mencatat(satu: ast.FunctionDef) -> bool:
    """It appends to the audit trail itself."""
    return "audit.record" in {ast.unparse(n.func) for n in ast.walk(satu) if isinstance(n, ast.Call)}


def test_yang_mencatat_peristiwa_adalah_tindakan_atau_hanya_dipanggil_di_dalam_tindakan() -> None:
    luar = [p for p in python("portal") if not nama(p).startswith("portal/actions/")]
    hasil = [
        f"{nama(pemanggil)}: {p.stem}.{satu.name}"
        for p in python("portal/actions")
        for satu in fungsi(p)
        if mencatat(satu) and not berhias(satu)
        for pemanggil in luar
        if re.search(rf"\b{p.stem}\.{satu.name}\b", pemanggil.read_text(encoding="utf-8"))
    ]
    assert not hasil, "\n".join(hasil)


def test_hanya_tindakan_yang_menyimpan_untuk_selamanya() -> None:
    boleh = ("portal/actions/__init__.py", "portal/commands/", "portal/demo/")
    hasil = [
        f"{nama(p)}:{n.lineno}"
        for p in python("portal")
        if not nama(p).startswith(boleh)
        for n in ast.walk(pohon(p))
        if isinstance(n, ast.Call) and ast.unparse(n.func).endswith("session.commit")
    ]
    assert not hasil, "\n".join(hasil)
