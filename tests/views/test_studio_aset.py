"""The studio's script before any browser: its size, its words, and that a diagram comes out of it as it went in."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from portal import static_files
from tests.pohon import hilang
from workflows import checks
from workflows.checks import shape
from workflows.difference import differences

AKAR = Path(static_files.__file__).parent.parent
ASET = AKAR / "portal/assets"
DIAGRAM = sorted((AKAR / "workflows/bpmn").glob("*.bpmn"))
ANGGARAN = 420 * 1024
RAKITAN = b"""<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="urn:uji">
 <bpmn:process id="p" isExecutable="true">
  <bpmn:serviceTask id="t"><bpmn:extensionElements>
   <s:properties><s:property name="langkah" value="a"/><s:property name="belum_dikenal" value="b"/></s:properties>
   <s:serviceTaskOperator id="kirim" resultVariable="hasil"><s:parameters>
     <s:parameter id="x" type="str" value="&quot;&lt;a&gt; &amp; b&quot;"/></s:parameters></s:serviceTaskOperator>
   <s:preScript>a = 1</s:preScript><s:postScript>b = 2</s:postScript>
   <s:instructionsForEndUser>baca</s:instructionsForEndUser><s:calledDecisionId>putusan</s:calledDecisionId>
   <s:processVariableCorrelation><s:propertyId>i</s:propertyId><s:expression>e</s:expression></s:processVariableCorrelation>
   <s:payloadExpression>m</s:payloadExpression><s:variableName>v</s:variableName>
   <s:messagePayload>q</s:messagePayload><s:messageVariable>r</s:messageVariable>
   <x:asing xmlns:x="urn:asing" lain="1"><x:dalam>x</x:dalam></x:asing>
  </bpmn:extensionElements>
   <bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopDataInputRef>daftar</bpmn:loopDataInputRef>
    <bpmn:loopDataOutputRef>jawaban</bpmn:loopDataOutputRef><bpmn:inputDataItem id="butir"/>
    <bpmn:outputDataItem id="jawab"/></bpmn:multiInstanceLoopCharacteristics>
  </bpmn:serviceTask></bpmn:process></bpmn:definitions>"""


def _bolak_balik(berkas: list[Path], folder: Path) -> list[bytes]:
    skrip = Path(__file__).with_name("studio_bolak_balik.mjs")
    perintah = [AKAR / "scripts/node.sh", "node", skrip, ASET, folder, *berkas]
    subprocess.run(perintah, check=True, capture_output=True, timeout=60)
    return [(folder / satu.name).read_bytes() for satu in berkas]


def test_every_shipped_diagram_comes_out_of_the_modeler_with_all_it_had(tmp_path: Path) -> None:
    assert DIAGRAM
    for berkas, hasil in zip(DIAGRAM, _bolak_balik(DIAGRAM, tmp_path), strict=True):
        assert hilang(berkas.read_bytes(), hasil) == [], berkas.name
        assert hilang(hasil, berkas.read_bytes()) == [], berkas.name
        assert differences(berkas.read_bytes(), hasil) == (), "peninjau tidak melihat perubahan yang tidak ada"
        assert checks.findings(hasil) == checks.findings(berkas.read_bytes()), berkas.name


def test_every_extension_the_engine_knows_survives_and_a_foreign_one_too(tmp_path: Path) -> None:
    masuk = tmp_path / "rakitan.bpmn"
    masuk.write_bytes(RAKITAN)
    (tmp_path / "keluar").mkdir()
    (hasil,) = _bolak_balik([masuk], tmp_path / "keluar")
    assert hilang(RAKITAN, hasil) == []


def test_the_comparison_sees_a_lost_extension() -> None:
    tanpa = RAKITAN.replace(b'<s:property name="langkah" value="a"/>', b"")
    assert any("langkah" in satu for satu in hilang(RAKITAN, tanpa))


def test_the_modeler_keeps_its_budget_with_style_and_font() -> None:
    nama = json.loads((static_files.DIST / "manifest.json").read_text())
    ukuran = {
        k: (static_files.DIST / f"{nama[k]}.br").stat().st_size for k in ("studio.js", "studio.css", "bpmn.woff2")
    }
    assert 50_000 < sum(ukuran.values()) <= ANGGARAN, ukuran
    assert ukuran["studio.js"] <= 180 * 1024, "lebih dari yang dibutuhkan bpmn-js tanpa panel dan FEEL"


def test_no_other_page_loads_the_modeler() -> None:
    folder = AKAR / "portal/templates"
    pemakai = [t.relative_to(folder).as_posix() for t in folder.rglob("*.html") if "studio.js" in t.read_text()]
    assert pemakai == ["proses/studio.html"]


def test_the_stylesheet_takes_its_font_from_the_built_folder_only() -> None:
    nama = json.loads((static_files.DIST / "manifest.json").read_text())
    teks = (static_files.DIST / nama["studio.css"]).read_text()
    alamat = [a for a in re.findall(r"url\(([^)]*)\)", teks) if not a.strip("\"'").startswith("data:image/svg+xml")]
    assert [a.strip("\"'") for a in alamat] == [f"./{nama['bpmn.woff2']}"]


def test_what_bpmn_js_says_and_the_studio_shows_is_translated() -> None:
    kamus = set(re.findall(r'^  "?([^":]+)"?: "', (ASET / "js/studio/kamus.js").read_text(), re.MULTILINE))
    pustaka = ASET / "node_modules/bpmn-js/lib/features"
    menu = (pustaka / "popup-menu/PopupEntries.js").read_text()
    label = dict(re.findall(r"'([a-z-]+)': \{\s*id: '[^']*',\s*label: '([^']+)'", menu))
    label = label or dict(re.findall(r"'([a-z-]+)': \{\s*label: '([^']+)'", menu))
    boleh = set(re.findall(r"[a-z]+(?:-[a-z]+)+", _tulisan("palet.js", "const BOLEH", "split")))
    ada = {label[satu] for satu in boleh if satu in label}
    assert len(ada) > 15
    assert ada - kamus == set()
    pad = set(re.findall(r"translate\(\s*'([^']+)'", (pustaka / "context-pad/ContextPadProvider.js").read_text()))
    tidak = {k for k in pad if re.search("Divide|ondition|ignal|ompensation|data input|intermediate/boundary", k)}
    assert pad - tidak - kamus == set()


EVENT = {
    "message": "message", "timer": "timer", "signal": "signal", "error": "error", "escalation": "escalation",
    "conditional": "conditional", "terminate": "terminate",
}  # fmt: skip
PLACE = {
    "end": "endEvent", "boundary": "boundaryEvent", "intermediate-catch": "intermediateCatchEvent",
    "intermediate-throw": "intermediateThrowEvent", "start": "startEvent",
}  # fmt: skip


def _kejadian(dari: str) -> set[tuple[str, str]]:
    """(element, definition) of each event that a set of the menu names."""
    nama = re.findall(r"[a-z]+(?:-[a-z]+)+", _tulisan("palet.js", f"const {dari}", "split"))
    bagian = (re.fullmatch(r"(?:non-interrupting-)?([a-z]+?)-(end|boundary|start|intermediate-\w+)", n) for n in nama)
    return {(PLACE[b[2]], f"{b[1]}EventDefinition") for b in bagian if b is not None and b[1] in EVENT}


def test_the_menu_offers_every_event_that_publishing_accepts_and_no_other() -> None:
    boleh = {(tempat, satu) for tempat, semua in shape._EVENT_KINDS.items() for satu in semua}
    assert _kejadian("BOLEH") == boleh | {("startEvent", "timerEventDefinition")}, "the clock starts a process, too"
    assert _kejadian("PEMICU") == {("startEvent", satu) for satu in shape._TRIGGERS}


def _tulisan(berkas: str, dari: str, sampai: str) -> str:
    teks = (ASET / "js/studio" / berkas).read_text()
    return teks[(awal := teks.index(dari)) : teks.index(sampai, awal)]


@pytest.mark.parametrize("berkas", sorted((ASET / "js").rglob("studio*/*.js")), ids=lambda b: b.name)
def test_the_script_never_writes_markup_from_text(berkas: Path) -> None:
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|eval\(|\.style\.cssText", berkas.read_text())
