"""The server's picture of a diagram: what it shows, what it says, and that nothing gets into it."""

import importlib.util
import re
from pathlib import Path

import pytest
from lxml import etree

from tests.workflows.lakon import ATASAN, PEGAWAI, PENILAI, Kasus, hari, panggung
from workflows.bpmn import shipped
from workflows.errors import NotSafe
from workflows.gambar import path, reading, svg
from workflows.gambar.text import MAX_LINES, wrapped
from workflows.xml import parse

XML = {one.key: one.xml for one in shipped()}
SVG = "{http://www.w3.org/2000/svg}"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "gambar"


def drawn(key: str, **options) -> etree._Element:
    return etree.fromstring(svg(XML[key], title=options.pop("title", "Alur"), **options))


def words(element: etree._Element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def marked(root: etree._Element, mark: str) -> set[str]:
    """The texts of the tasks with this mark."""
    boxes = [box for box in root.iter(f"{SVG}rect") if mark in box.get("class", "").split()]
    return {words(box.getnext()) for box in boxes}


@pytest.mark.parametrize("key", XML)
def test_every_element_and_flow_of_a_diagram_is_drawn(key):
    drawing = reading.read(parse(XML[key]))
    root = drawn(key)
    flows = [one for one in root.iter(f"{SVG}path") if "fl" in one.get("class").split()]
    shapes = [one for one in root.iter() if "n" in (one.get("class") or "").split()]
    assert (
        len(flows) == len(drawing.edges) == len([one for one in root.iter(f"{SVG}polygon") if "ar" in one.get("class")])
    )
    assert len(shapes) == len(drawing.nodes)
    shown = words(root)
    for one in (*drawing.nodes, *drawing.edges, *drawing.lanes):
        assert one.name in shown


@pytest.mark.parametrize("key", XML)
def test_everything_lies_inside_the_picture(key):
    root = drawn(key)
    x, y, width, height = (int(number) for number in root.get("viewBox").split())
    for one in root.iter(f"{SVG}tspan", f"{SVG}rect", f"{SVG}circle"):
        across, down = (one.get("cx") or one.get("x")), (one.get("cy") or one.get("y"))
        assert x <= float(across) <= x + width and y <= float(down) <= y + height


def test_a_screen_reader_gets_a_name_and_the_way_in_words():
    root = drawn(
        "skp_tahunan",
        title="SKP-2026-17",
        done=["mulai", "susun_skp", "tinjau_skp", "keputusan_penilai"],
        now=["perbaiki_skp"],
    )
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title" and root[0].text == "SKP-2026-17"
    said = root.findtext(f"{SVG}desc")
    assert "Lajur: Pegawai, Pejabat penilai, Atasan banding, Verifikatur, Sistem." in said
    assert "Sudah dilewati: Susun SKP, Tinjau SKP." in said
    assert "Sekarang: Perbaiki SKP." in said


def test_what_is_done_and_what_stands_now_is_marked_and_now_wins():
    root = drawn("skp_tahunan", done=["susun_skp", "tinjau_skp"], now=["tinjau_skp"])
    assert marked(root, "done") == {"Susun SKP"}
    assert marked(root, "now") == {"Tinjau SKP"}


def test_an_id_that_is_not_drawn_is_passed_over():
    root = drawn("skp_tahunan", done=["hantu"], now=["lain"])
    assert marked(root, "done") == marked(root, "now") == set()


def test_the_call_lights_up_while_the_case_is_inside_the_called_process():
    root = drawn("realisasi_bulanan", now=["putuskan_banding"], called={"banding_realisasi": XML["banding_realisasi"]})
    assert marked(root, "now") == {"Banding realisasi"}
    assert marked(drawn("realisasi_bulanan", now=["putuskan_banding"]), "now") == set()


def flows_of(key: str, done: list[str], now: list[str]) -> set[str]:
    return path.taken(reading.read(parse(XML[key])), done, now)


def test_the_path_of_a_real_appeal_is_the_one_it_took():
    with panggung() as session:
        bulan = Kasus(
            session, "realisasi_bulanan", "RB-1", {"realisasi": 1, "skp": 2, "buka_pada": hari(0), "batas_isi": hari(5)}
        )
        bulan.layanan("tarik_rekap_absensi", absensi="ada")
        bulan.kerja("isi_realisasi", PEGAWAI, batas_tinjau=hari(8))
        bulan.kerja("tinjau_realisasi", PENILAI, disetujui=False, batas_banding=hari(11))
        bulan.kerja("tanggapi_penolakan", PEGAWAI, sikap="banding", batas_putus=hari(14))
        bulan.kerja("putuskan_banding", ATASAN, hasil_banding="kabul")
        bulan.kabari("banding_kabul")
        done = bulan.jejak()
    taken = flows_of("realisasi_bulanan", done, ["nilai_bulan"])
    assert {"dari_keputusan_penilai_ke_tanggapi_penolakan", "dari_sikap_pegawai_ke_banding"} <= taken
    assert "dari_banding_ke_nilai_bulan_pasti" in taken and "dari_kumpul_ke_nilai_bulan" in taken
    refused = {"dari_keputusan_penilai_ke_nilai_bulan_pasti", "dari_sikap_pegawai_ke_usulan_berlaku"}
    assert not taken & (refused | {"dari_batas_banding_lewat_ke_catat_diam", "dari_nilai_bulan_ke_predikat_bulanan"})


def test_a_gateway_passed_twice_shows_both_ways():
    done = [
        "susun_skp",
        "tinjau_skp",
        "keputusan_penilai",
        "perbaiki_skp",
        "langkah",
        "tinjau_skp",
        "keputusan_penilai",
    ]
    taken = flows_of("skp_tahunan", done, ["verifikasi_skp"])
    assert {"dari_keputusan_penilai_ke_perbaiki_skp", "dari_keputusan_penilai_ke_verifikasi_skp"} <= taken
    assert "dari_langkah_ke_putuskan_skp" not in taken


def diagram(nodes: str = "", shapes: str = "", name: str = "x") -> bytes:
    return f"""<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
      xmlns:di="http://www.omg.org/spec/DD/20100524/DI">
      <bpmn:process id="x" name="{name}">{nodes}</bpmn:process>
      <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="x">{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
    </bpmn:definitions>""".encode()


def box(name: str, x: str = "0", y: str = "0", width: str = "100", height: str = "60") -> str:
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<bpmndi:BPMNShape bpmnElement="{name}">{bounds}</bpmndi:BPMNShape>'


HOSTILE = "&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt; &quot; onload=&quot;x"


def test_no_text_of_a_diagram_becomes_markup():
    xml = diagram(f'<bpmn:userTask id="a" name="{HOSTILE}"/>', box("a"), HOSTILE)
    text = svg(xml, title='"><img src=x onerror=alert(1)>', now=['"><script>'])
    root = etree.fromstring(text)
    assert {etree.QName(one).localname for one in root.iter()} <= {
        "svg", "title", "desc", "g", "rect", "text", "tspan", "path", "polygon", "circle",
    }  # fmt: skip
    assert "<script" not in text and "<img" not in text


@pytest.mark.parametrize("key", XML)
def test_the_picture_fetches_and_runs_nothing_and_needs_no_inline_style(key):
    text = svg(XML[key], title="x", done=["mulai"], now=["susun_skp"]).replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"href|url\(|https?:|<style|style=|<script|\son\w+=|<image|<foreignObject", text)


def test_a_diagram_without_a_drawing_still_has_a_name():
    root = etree.fromstring(svg(diagram('<bpmn:userTask id="a" name="A"/>'), title="Tanpa gambar"))
    assert root.findtext(f"{SVG}title") == "Tanpa gambar"
    assert root.get("viewBox") == "0 0 320 80"


@pytest.mark.parametrize(
    ("medan", "nilai"), [("x", "nan"), ("x", "inf"), ("y", "1e99"), ("width", "0"), ("height", "-3"), ("x", "x")]
)
def test_a_shape_with_odd_numbers_is_left_out(medan, nilai):
    tasks = '<bpmn:userTask id="a" name="A"/><bpmn:userTask id="b" name="B"/>'
    root = etree.fromstring(svg(diagram(tasks, box("a") + box("b", **{medan: nilai})), title="x"))
    assert [words(one) for one in root.iter(f"{SVG}text")] == ["A"]


def test_the_largest_diagram_stays_small():
    tasks = "".join(f'<bpmn:userTask id="t{n}" name="{"W" * 500} {"kata " * 200}"/>' for n in range(1200))
    shapes = "".join(box(f"t{n}", str(n % 40 * 120), str(n // 40 * 80)) for n in range(1200))
    text = svg(diagram(tasks, shapes), title="x", done=[f"t{n}" for n in range(1200)])
    assert len(text) < 700_000
    assert text.count("<rect") == reading.MAX_SHAPES


def test_an_unsafe_text_is_refused():
    with pytest.raises(NotSafe):
        svg(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", title="x")


def test_words_are_broken_to_fit_and_never_more_than_four_lines():
    assert wrapped("Ingatkan penilai dan atasannya", 98, 14) == ["Ingatkan", "penilai dan", "atasannya"]
    assert wrapped("", 98, 14) == []
    long = wrapped("kata " * 100, 40, 14)
    assert len(long) == MAX_LINES and long[-1].endswith("…")


def test_the_pictures_in_docs_are_those_of_the_shipped_diagrams():
    source = Path(__file__).resolve().parents[2] / "scripts" / "gambar_alur.py"
    spec = importlib.util.spec_from_file_location("gambar_alur", source)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for one in shipped():
        name, title = script.PICTURES[one.key]
        kept = re.sub(r"<style>.*?</style>", "", (DOCS / f"{name}.svg").read_text())
        assert kept.strip() == svg(one.xml, title=title), f"jalankan scripts/gambar_alur.py: {name}"
        assert (DOCS / f"{name}.png").stat().st_size < 300_000
    assert "var(--" not in script.style()
