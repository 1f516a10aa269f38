"""What a diagram may show without the engine running it: pools of partners, data stores, an object nobody uses."""

from tests.workflows.conftest import Desk
from tests.workflows.diagrams import Diagram, line
from workflows import difference, gambar
from workflows.checks import findings

DI = (
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
)


class Drawn(Diagram):
    """A diagram with what stands around its process, and a picture of that."""

    around = data = read = shapes = ""

    def xml(self) -> bytes:
        text = super().xml().decode()
        text = text.replace("<bpmn:definitions ", f"<bpmn:definitions {DI}", 1)
        text = text.replace("<bpmn:process ", f"{self.around}<bpmn:process ", 1)
        text = text.replace("</bpmn:userTask>", f"{self.read}</bpmn:userTask>", 1)
        text = text.replace("</bpmn:process>", f"{self.data}</bpmn:process>", 1)
        plane = f'<bpmndi:BPMNDiagram id="g"><bpmndi:BPMNPlane id="b" bpmnElement="p">{self.shapes}</bpmndi:BPMNPlane>'
        return text.replace("</bpmn:definitions>", f"{plane}</bpmndi:BPMNDiagram></bpmn:definitions>", 1).encode()


def drawn() -> Drawn:
    whole = Drawn("p")
    whole.__dict__ |= {key: value for key, value in line("p", "isi").__dict__.items() if key.startswith("_")}
    return whole


def with_partner() -> Drawn:
    """Beside the process a partner of whom only the letters are known."""
    whole = drawn()
    whole.around = (
        '<bpmn:collaboration id="k"><bpmn:participant id="kita" name="BKD" processRef="p"/>'
        '<bpmn:participant id="mitra" name="BPKP"/>'
        '<bpmn:messageFlow id="surat" name="Laporan" sourceRef="isi" targetRef="mitra"/></bpmn:collaboration>'
    )
    box = '<bpmndi:BPMNShape id="s_{0}" bpmnElement="{0}"><dc:Bounds x="{1}" y="{2}" width="{3}" height="80"/>'
    whole.shapes = "".join(
        box.format(*one) + "</bpmndi:BPMNShape>" for one in (("isi", 100, 100, 100), ("mitra", 60, 300, 400))
    )
    whole.shapes += (
        '<bpmndi:BPMNEdge id="e_surat" bpmnElement="surat"><di:waypoint x="150" y="180"/><di:waypoint x="150" y="300"/>'
        "</bpmndi:BPMNEdge>"
    )
    return whole


def with_data() -> Drawn:
    """An object that no arrow leads to, and a store that a step reads and writes."""
    whole = drawn()
    whole.data = (
        '<bpmn:dataObject id="isi_rekap"/><bpmn:dataObjectReference id="rekap" name="Rekap" dataObjectRef="isi_rekap"/>'
        '<bpmn:dataStoreReference id="gudang" name="e-Absensi"/>'
    )
    whole.read = (
        '<bpmn:property id="tempat" name="__targetRef_placeholder"/>'
        '<bpmn:dataInputAssociation id="baca"><bpmn:sourceRef>gudang</bpmn:sourceRef>'
        "<bpmn:targetRef>tempat</bpmn:targetRef>"
        '</bpmn:dataInputAssociation><bpmn:dataOutputAssociation id="tulis"><bpmn:targetRef>gudang</bpmn:targetRef>'
        "</bpmn:dataOutputAssociation>"
    )
    whole.shapes = "".join(
        f'<bpmndi:BPMNShape id="s_{one}" bpmnElement="{one}"><dc:Bounds x="{x}" y="300" width="36" height="50"/>'
        "</bpmndi:BPMNShape>"
        for one, x in (("rekap", 100), ("gudang", 200))
    )
    return whole


def told(whole: Drawn) -> list[tuple[str, str, str]]:
    found = findings(whole.xml())
    return [(one.level, one.element, one.message) for one in found if "dokumentasi" not in one.message]


def test_a_pool_of_a_partner_with_message_flows_may_be_published_and_is_drawn(desk):
    whole = with_partner()
    assert told(whole) == []
    begun = desk.start(whole)
    assert desk.do("isi").instance.status == "done"
    assert begun.instance.process == "p"
    picture = gambar.svg(whole.xml(), title="Alur")
    assert "BPKP" in picture and '<path class="fl putus"' in picture


def test_a_second_process_is_refused_by_name_and_says_how_a_partner_is_drawn():
    other = with_partner().xml().replace(b"</bpmn:process>", b'</bpmn:process><bpmn:process id="lain"/>', 1)
    found = [one for one in findings(other) if one.level == "galat"]
    assert ["tepat satu proses" in one.message and "kolam kosong" in one.message for one in found][:1] == [True]


def test_data_stores_are_named_as_documentation_and_change_nothing(desk: Desk):
    whole = with_data()
    assert {(level, element) for level, element, _ in told(whole)} == {
        ("peringatan", "rekap"),
        ("peringatan", "gudang"),
    }
    assert all("hanya keterangan" in message for _, _, message in told(whole))
    begun = desk.start(whole, nilai=1)
    assert desk.do("isi", nilai=2).instance.status == "done"
    assert desk.instance(begun).facts == {"nilai": 2}


def test_data_objects_are_drawn_and_are_no_steps():
    picture = gambar.svg(with_data().xml(), title="Alur")
    assert "Rekap" in picture and "e-Absensi" in picture
    described = picture[picture.index("<desc>") : picture.index("</desc>")]
    assert "Rekap" not in described


def test_a_change_of_what_is_only_shown_is_told():
    before, after = with_data(), with_data()
    after.data = after.data.replace('name="Rekap"', 'name="Rekap bulan"')
    (change,) = difference.differences(before.xml(), after.xml())
    assert "Objek data" in change.message and "Rekap bulan" in change.message
    (change,) = difference.differences(with_partner().xml(), drawn_with_another_partner())
    assert "di luar proses" in change.message


def drawn_with_another_partner() -> bytes:
    return with_partner().xml().replace(b'name="BPKP"', b'name="Inspektorat"')


def test_a_change_of_a_note_is_told():
    note = '<bpmn:textAnnotation id="cat"><bpmn:text>{}</bpmn:text></bpmn:textAnnotation>'
    before, after = drawn(), drawn()
    before.data, after.data = note.format("lama"), note.format("baru")
    (change,) = difference.differences(before.xml(), after.xml())
    assert "Catatan" in change.message and "baru" in change.message


def test_what_binds_data_to_the_engine_is_refused_by_name():
    spec = '<bpmn:ioSpecification id="io"><bpmn:inputSet id="m"/><bpmn:outputSet id="k"/></bpmn:ioSpecification>'
    whole = drawn()
    whole.read = spec
    assert [one for one in told(whole) if one[0] == "galat" and "ioSpecification" in one[2]]


def test_an_event_sub_process_is_drawn_with_a_dashed_border_and_the_path_it_took():
    whole = drawn()
    body = Diagram("x").start("mulai_e", on="timer:P1D").user("urus").end("akhir_e").path("mulai_e", "urus", "akhir_e")
    whole.sub("E", body, triggered=True)
    whole.shapes = "".join(
        f'<bpmndi:BPMNShape id="s_{one}" bpmnElement="{one}"><dc:Bounds x="{x}" y="100" width="{width}" height="60"/>'
        "</bpmndi:BPMNShape>"
        for one, x, width in (("E", 0, 400), ("mulai_e", 20, 36), ("urus", 150, 100))
    )
    whole.shapes += (
        '<bpmndi:BPMNEdge id="e_1" bpmnElement="f_mulai_e_urus"><di:waypoint x="56" y="130"/>'
        '<di:waypoint x="150" y="130"/></bpmndi:BPMNEdge>'
    )
    before = gambar.svg(whole.xml(), title="Alur")
    assert '<rect class="n putus"' in before and '<path class="fl done"' not in before
    after = gambar.svg(whole.xml(), title="Alur", done=["mulai", "mulai_e"], now=["urus"])
    assert '<path class="fl done"' in after
