"""`flask proses periksa`: what is wrong with a diagram, where and why, in Indonesian, quickly and without a trace."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from click.testing import Result
from flask import Flask

import workflows.bpmn

pytestmark = pytest.mark.satu_basis
BAWAAN = Path(workflows.bpmn.__file__).parent
ASLI = (BAWAAN / "realisasi_bulanan.bpmn").read_text(encoding="utf-8")
Perintah = Callable[..., Result]


@pytest.fixture
def periksa(app: Flask) -> Perintah:
    """periksa(file...): run the command; it always ends within five seconds and never with a trace."""

    def jalankan(*berkas: Path | str) -> Result:
        mulai = perf_counter()
        hasil = app.test_cli_runner().invoke(args=["proses", "periksa", *map(str, berkas)])
        assert perf_counter() - mulai < 5
        assert hasil.exception is None or isinstance(hasil.exception, SystemExit), hasil.exception
        assert "Traceback" not in hasil.output
        return hasil

    return jalankan


@pytest.fixture
def diagram(tmp_path: Path) -> Callable[..., Path]:
    """diagram(old, new): the month's diagram with that change, its decision table beside it."""
    shutil.copy(BAWAAN / "predikat_bulanan.dmn", tmp_path)

    def tulis(lama: str = "", baru: str = "", isi: str | bytes | None = None) -> Path:
        assert lama in ASLI, lama
        berkas = tmp_path / "realisasi_bulanan.bpmn"
        teks = ASLI.replace(lama, baru, 1) if isi is None else isi
        berkas.write_bytes(teks.encode() if isinstance(teks, str) else teks)
        return berkas

    return tulis


def test_diagram_bawaan_tidak_bercela(periksa: Perintah) -> None:
    hasil = periksa(*sorted(BAWAAN.glob("*.bpmn")))
    assert hasil.exit_code == 0
    assert ": galat: " not in hasil.output


SYARAT = 'hasil_verifikasi == "sah"</bpmn:conditionExpression>'
SKRIP = '<bpmn:script>sikap = "diam"</bpmn:script>'
BURUK = [
    (
        SYARAT,
        "__import__('os').system('id')</bpmn:conditionExpression>",
        "dari_putusan_verifikasi_ke_selesai",
    ),
    (SYARAT, "().__class__.__bases__</bpmn:conditionExpression>", "dari_putusan_verifikasi_ke_selesai"),
    (SYARAT, "hasil_verifikasi ==</bpmn:conditionExpression>", "dari_putusan_verifikasi_ke_selesai"),
    (SKRIP, "<bpmn:script>import os</bpmn:script>", "catat_diam"),
    (SKRIP, "<bpmn:script>while True: pass</bpmn:script>", "catat_diam"),
    (SKRIP, "<bpmn:script>sikap.x = 1</bpmn:script>", "catat_diam"),
    (SKRIP, "<bpmn:script>open('/etc/passwd')</bpmn:script>", "catat_diam"),
    ('name="Pejabat penilai"', 'name="Bupati"', "lajur_pejabat_penilai"),
    ("<bpmn:flowNodeRef>isi_realisasi</bpmn:flowNodeRef>", "", "isi_realisasi"),
    (
        'sourceRef="predikat_bulanan" targetRef="verifikasi_realisasi"',
        'sourceRef="predikat_bulanan" targetRef="predikat_bulanan"',
        "predikat_bulanan",
    ),
    ('id="tarik_rekap_absensi"', 'id="hapus_semua"', "rekap_absensi"),
]


@pytest.mark.parametrize(("lama", "baru", "elemen"), BURUK, ids=[f"{b[2]}-{n}" for n, b in enumerate(BURUK)])
def test_yang_berbahaya_atau_buntu_disebut_elemen_dan_sebabnya(
    lama: str, baru: str, elemen: str, periksa: Perintah, diagram: Callable[..., Path]
) -> None:
    berkas = diagram(lama, baru)
    hasil = periksa(berkas)
    assert hasil.exit_code == 1
    galat = [b for b in hasil.output.splitlines() if ": galat: " in b]
    pola = rf"^{re.escape(str(berkas))}:{re.escape(elemen)}: galat: .{{15,}}$"
    assert any(re.match(pola, b) for b in galat), hasil.output


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "entitas"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "DOCTYPE"),
        ("<a>" * 5_000 + "</a>" * 5_000, "dalam"),
        (b"<a>" + b"x" * 3_000_000 + b"</a>", "besar"),
        ("", "kosong"),
        ("bukan xml", "XML"),
        (b"\xff\xfe<\x00a\x00", "UTF-8"),
        (b"\x00" * 100, "UTF-8"),
        ('<a xmlns="urn:x"/>', ""),
        ("<bpmn:definitions", ""),
    ],
    ids=["entitas", "doctype", "dalam", "besar", "kosong", "teks", "utf16", "biner", "asing", "terpotong"],
)
def test_berkas_yang_bukan_diagram_ditolak_dengan_sebabnya(
    isi: str | bytes, kata: str, periksa: Perintah, diagram: Callable[..., Path]
) -> None:
    hasil = periksa(diagram(isi=isi))
    assert hasil.exit_code == 1
    assert len(hasil.output.splitlines()) == 1, hasil.output[:500]
    assert ": galat: " in hasil.output and kata in hasil.output, hasil.output


def test_ribuan_entitas_bersarang_ditolak_seketika(periksa: Perintah, diagram: Callable[..., Path]) -> None:
    entitas = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    assert periksa(diagram(isi=f'<!DOCTYPE a [<!ENTITY e0 "x">{entitas}]><a>&e29;</a>')).exit_code == 1


def test_diagram_yang_memanggil_proses_yang_tidak_ada_ditolak(periksa: Perintah, diagram: Callable[..., Path]) -> None:
    hasil = periksa(diagram('calledElement="banding_realisasi"', 'calledElement="tidak_ada"'))
    assert hasil.exit_code == 1
    assert ":banding: galat: " in hasil.output


def test_diagram_tanpa_tabel_keputusannya_ditolak(
    periksa: Perintah, diagram: Callable[..., Path], tmp_path: Path
) -> None:
    berkas = diagram()
    assert periksa(berkas).exit_code == 0
    (tmp_path / "predikat_bulanan.dmn").unlink()
    hasil = periksa(berkas)
    assert (hasil.exit_code, ":predikat_bulanan: galat: " in hasil.output) == (1, True)


def test_berkas_yang_tidak_ada_atau_folder_disebut(periksa: Perintah, tmp_path: Path) -> None:
    hasil = periksa(tmp_path / "tidak-ada.bpmn", tmp_path)
    assert hasil.exit_code == 1
    assert hasil.output.count("Berkas tidak dapat dibaca") == 2


def test_satu_berkas_buruk_di_antara_yang_baik_menggagalkan_semuanya(
    periksa: Perintah, diagram: Callable[..., Path]
) -> None:
    hasil = periksa(BAWAAN / "banding_realisasi.bpmn", diagram(SKRIP, "<bpmn:script>import os</bpmn:script>"))
    assert hasil.exit_code == 1


def test_diagram_yang_ditolak_tidak_dapat_dimuat(app: Flask, diagram: Callable[..., Path]) -> None:
    berkas = diagram(SKRIP, "<bpmn:script>import os</bpmn:script>")
    hasil = app.test_cli_runner().invoke(args=["proses", "muat", str(berkas)])
    assert hasil.exit_code == 1
    with app.app_context():
        from portal.queries.proses import versi

        assert [v.versi for v in versi("realisasi_bulanan")] == [1]
