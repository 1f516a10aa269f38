"""The checks before publishing: one whole diagram that is clean, and every way of spoiling it with its finding."""

import tomllib
from pathlib import Path
from time import process_time

import pytest

from workflows import checks
from workflows.catalogue import Catalogue, lane_key
from workflows.checks import Finding, berkas, findings

FOLDER = Path(__file__).parent / "berkas"
LENGKAP = (FOLDER / "lengkap.bpmn").read_text(encoding="utf-8")
DMN = (FOLDER / "predikat.dmn").read_text(encoding="utf-8")
KATALOG = Catalogue(
    lanes=frozenset({"pegawai", "pejabat_penilai"}),
    steps=frozenset({"isi_realisasi", "rinci", "tinjau"}),
    operations={"tarik_rekap_absensi": frozenset({"realisasi", "bulan"})},
)


def periksa(xml: str | bytes, dmn: str | None = DMN, terbit: dict[str, str] | None = None) -> list[Finding]:
    """The findings, which always come within five seconds of CPU and never as an exception."""
    published = {"banding_realisasi": "<x/>"} if terbit is None else terbit
    start = process_time()
    found = findings(
        xml.encode() if isinstance(xml, str) else xml,
        decisions={} if dmn is None else {"predikat": dmn.encode()},
        catalogue=KATALOG,
        called=lambda key: published[key].encode() if key in published else None,
    )
    assert process_time() - start < 5
    return found


def kasus(name: str) -> list[tuple[str, str, str, str]]:
    """The cases of a file: what is changed into what, the element that must be named, words of the reason."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["kasus"]
    return [(row["lama"], row["baru"], row["elemen"], row["kata"]) for row in table]


def rusak(old: str, new: str, text: str = LENGKAP) -> str:
    """The text with one place changed."""
    assert text.count(old) == 1, f"{old!r} tidak tepat satu kali"
    return text.replace(old, new)


def ada(found: list[Finding], element: str, level: str, words: str) -> bool:
    return any(f.element == element and f.level == level and words in f.message for f in found)


def test_a_whole_diagram_with_every_supported_element_has_no_findings():
    assert periksa(LENGKAP) == []


def test_every_supported_kind_of_element_is_in_that_diagram():
    from workflows.checks.diagram import NODES

    assert {kind for kind in NODES if f"<bpmn:{kind} " not in LENGKAP} == set()


SYARAT = 'keputusan == "setujui"'


@pytest.mark.parametrize(("old", "new", "element", "words"), kasus("galat"))
def test_a_spoiled_place_is_an_error_that_names_its_element(old, new, element, words):
    found = periksa(rusak(old, new))
    assert ada(found, element, "galat", words), berkas(found, "x")


@pytest.mark.parametrize(("old", "new", "element", "words"), kasus("peringatan"))
def test_a_doubtful_place_is_a_warning_that_does_not_forbid(old, new, element, words):
    found = periksa(rusak(old, new))
    assert ada(found, element, "peringatan", words), berkas(found, "x")
    assert [f for f in found if f.level == "galat"] == []


@pytest.mark.parametrize(("old", "new", "element", "words"), kasus("sel"))
def test_a_spoiled_decision_table_is_an_error_that_names_its_cell(old, new, element, words):
    found = periksa(LENGKAP, rusak(old, new, DMN))
    assert ada(found, element, "galat", words), berkas(found, "x")


def test_a_decision_table_without_a_row_for_the_rest_is_a_warning():
    found = periksa(LENGKAP, rusak('<inputEntry id="c5"><text>-</text>', '<inputEntry id="c5"><text>50</text>', DMN))
    assert [(f.element, f.level) for f in found] == [("tabel", "peringatan")]


def test_a_circle_of_calls_is_named_with_its_chain():
    terbit = {
        "banding_realisasi": LENGKAP.replace("banding_realisasi", "dua"),
        "dua": LENGKAP.replace("banding_realisasi", "contoh_lengkap"),
    }
    found = periksa(LENGKAP, terbit=terbit)
    assert ada(found, "banding", "galat", "contoh_lengkap → banding_realisasi → dua → contoh_lengkap")


def test_a_circle_among_called_processes_alone_is_found_too():
    terbit = {
        "banding_realisasi": LENGKAP.replace("banding_realisasi", "dua"),
        "dua": LENGKAP,
    }
    assert ada(periksa(LENGKAP, terbit=terbit), "banding", "galat", "banding_realisasi → dua → banding_realisasi")


def test_a_long_honest_chain_of_calls_is_not_a_circle():
    terbit = {f"p{n}": LENGKAP.replace("banding_realisasi", f"p{n + 1}") for n in range(1, 20)} | {"p20": "<x/>"}
    assert periksa(LENGKAP.replace("banding_realisasi", "p1"), terbit=terbit) == []


def test_an_endless_supply_of_called_processes_ends():
    class Terus(dict):
        def __contains__(self, key):
            return True

        def __getitem__(self, key):
            return LENGKAP.replace("banding_realisasi", key + "x")

    assert ada(periksa(LENGKAP, terbit=Terus()), "banding", "galat", "terlalu banyak proses")


def rantai(length: int, extra: str = "") -> str:
    """A diagram with `length` flow nodes in a row."""
    middle = [f"t{n}" for n in range(length - 2)]
    tasks = "".join(f'<bpmn:scriptTask id="{t}"><bpmn:script>a = 1</bpmn:script></bpmn:scriptTask>' for t in middle)
    names = ["awal", *middle, "akhir"]
    flows = "".join(
        f'<bpmn:sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}" />'
        for n, (a, b) in enumerate(zip(names, names[1:], strict=False))
    )
    head = LENGKAP[: LENGKAP.index("<bpmn:collaboration")]
    return (
        f'{head}<bpmn:process id="rantai" isExecutable="true"><bpmn:startEvent id="awal" />{tasks}'
        f'<bpmn:endEvent id="akhir" />{flows}{extra}</bpmn:process></bpmn:definitions>'
    )


def sendiri(boundary: str, end: str = "") -> str:
    """A task that leads only back to itself, with a boundary event whose path ends."""
    task = '<bpmn:scriptTask id="putar"><bpmn:script>a = 1</bpmn:script></bpmn:scriptTask>'
    event = '<bpmn:timerEventDefinition id="w"><bpmn:timeDate>a</bpmn:timeDate></bpmn:timerEventDefinition>'
    return (
        rantai(3)
        .replace('sourceRef="t0" targetRef="akhir"', 'sourceRef="t0" targetRef="putar"')
        .replace(
            "</bpmn:process>",
            f'{task}<bpmn:boundaryEvent id="b" attachedToRef="putar" {boundary}>{event}'
            f'</bpmn:boundaryEvent><bpmn:endEvent id="e">{end}</bpmn:endEvent>'
            '<bpmn:sequenceFlow id="x1" sourceRef="putar" targetRef="putar" />'
            '<bpmn:sequenceFlow id="x2" sourceRef="b" targetRef="e" /></bpmn:process>',
        )
    )


def test_a_reminder_beside_a_task_is_no_way_out_of_it():
    words = "jalur tanpa akhir"
    assert ada(periksa(sendiri('cancelActivity="false"')), "putar", "galat", words)
    assert not ada(periksa(sendiri('cancelActivity="true"')), "putar", "galat", words)
    stop = '<bpmn:terminateEventDefinition id="s" />'
    assert not ada(periksa(sendiri('cancelActivity="false"', stop)), "putar", "galat", words)


def test_three_hundred_flow_nodes_are_allowed_and_one_more_is_not():
    assert periksa(rantai(300)) == []
    assert ada(periksa(rantai(301)), "rantai", "galat", "301")


@pytest.mark.parametrize(
    "xml",
    [
        rantai(6_000),
        rantai(10, "".join(f'<bpmn:userTask id="u{n}" />' for n in range(18_000))),
        rantai(10, f"<bpmn:documentation>{'x' * 1_800_000}</bpmn:documentation>"),
        rantai(10, '<bpmn:subProcess id="s">' * 300 + "</bpmn:subProcess>" * 300),
        rantai(10, "".join(f'<bpmn:subProcess id="s{n}">' for n in range(90)) + "</bpmn:subProcess>" * 90),
        rantai(250).replace("a = 1", "a = " + "+".join(["1"] * 1_800)),
        rantai(250).replace("a = 1", "a = " + "(" * 1_500),
        rantai(250).replace("a = 1", "a = b" + "[0]" * 1_200),
        rantai(10, "<bpmn:sequenceFlow/>" * 19_000),
        rantai(300).replace('targetRef="t', 'targetRef="u'),
        rantai(10, '<bpmn:laneSet id="l">' + "<bpmn:lane name='x'/>" * 15_000 + "</bpmn:laneSet>"),
        rantai(2),
        rantai(300).replace('targetRef="t', f'targetRef="{"u" * 6_000}'),
        rantai(10, f"<bpmn:{'x' * 900_000}/>"),
        rantai(10, f'<x:y xmlns:x="{"x" * 1_800_000}"/>'),
        rantai(10, f'<bpmn:exclusiveGateway id="g" default="{"x" * 1_800_000}"/>'),
        rantai(300, "<bpmn:textAnnotation><bpmn:text>a</bpmn:text></bpmn:textAnnotation>" * 9_000),
        rantai(300, '<bpmn:association sourceRef="t1" targetRef="t2" />' * 19_000),
        LENGKAP.replace(SYARAT, "1" * 1_000_000),
        LENGKAP.replace("<bpmn:process", "<bpmn:proces").replace("</bpmn:process", "</bpmn:proces"),
        b"\x00\xff" * 1_000,
        b"",
        LENGKAP.encode("utf-16"),
    ],
    ids=range(23),
)
def test_no_file_takes_more_than_five_seconds_or_raises(xml):
    found = periksa(xml)
    assert len(found) <= 202
    assert all(f.message and len(f.message) < 1_000 and "Traceback" not in f.message for f in found)


def test_more_expressions_than_anyone_can_review_are_refused():
    long = rantai(150).replace("a = 1", "a = " + " + ".join(["b"] * 15) + " " * 3_900)
    assert ada(periksa(long), "berkas", "galat", "Terlalu banyak ekspresi")
    assert periksa(rantai(150).replace("a = 1", "a = " + " + ".join(["b"] * 15))) == []


def test_a_slow_search_cannot_hide_in_a_decision_table():
    rows = "".join(
        f'<rule id="x{n}"><inputEntry id="a{n}"><text>{"?" * 20}{"&quot; ? " * 100}</text></inputEntry>'
        f'<inputEntry id="b{n}"><text>-</text></inputEntry><outputEntry id="o_{n}"><text>1</text></outputEntry></rule>'
        for n in range(1_500)
    )
    assert periksa(LENGKAP, rusak('<rule id="r1">', rows + '<rule id="r1">', DMN))


def test_too_many_decision_tables_are_refused():
    found = findings(LENGKAP.encode(), decisions={f"d{n}": DMN.encode() for n in range(31)})
    assert ada(found, "berkas", "galat", "31")


def test_a_failing_check_is_a_finding_and_not_a_trace(monkeypatch):
    monkeypatch.setattr(checks.flow, "check", lambda *_: 1 / 0)
    assert ada(periksa(LENGKAP), "berkas", "galat", "ZeroDivisionError")


def test_without_a_catalogue_only_the_diagram_itself_is_checked():
    spoiled = rusak('name="Pejabat penilai"', 'name="Camat"').replace("tarik_rekap_absensi", "apa_saja")
    assert findings(spoiled.encode(), decisions={"predikat": DMN.encode()}) == []


def test_errors_come_before_warnings():
    found = periksa(rusak(SYARAT, "", rusak('id="tinjau" name="Tinjau realisasi"', 'id="tinjau"')))
    assert [f.level for f in found] == sorted(f.level for f in found)
    assert {f.level for f in found} == {"galat", "peringatan"}


def test_a_message_names_the_element_by_its_label_too():
    found = periksa(rusak("del catatan", "import os"))
    assert found[0].message.startswith("“Catat” (hitung): ")


def test_lines_for_the_command_name_file_element_level_and_reason():
    found = [Finding("isi", "galat", "“Isi” (isi): jalur buntu."), Finding("a", "peringatan", "b")]
    assert berkas(found, "skp.bpmn") == ["skp.bpmn:isi: galat: “Isi” (isi): jalur buntu.", "skp.bpmn:a: peringatan: b"]


@pytest.mark.parametrize("name", ["Pejabat penilai", "PEJABAT PENILAI", " pejabat-penilai "])
def test_the_key_of_a_lane_is_its_label_in_small_letters(name):
    assert lane_key(name) == "pejabat_penilai"
