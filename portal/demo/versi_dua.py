# ruff: noqa: E501  (lines of a BPMN file)
"""The second version of one diagram: BKD tells the pegawai that his month is verified. Drafted, reviewed, published.

Made from the shipped text as somebody would in the studio, so that the months before keep version 1 and the later ones
run on version 2.
"""

from datetime import date

from portal.actions import draf_proses
from portal.demo.tahun import Tahun
from workflows.bpmn import shipped

PROSES = "realisasi_bulanan"
LANGKAH = """<bpmn:serviceTask id="kabari_terverifikasi" name="Kabari: terverifikasi">
      <bpmn:documentation>Memberi tahu pegawai bahwa bulannya sudah diverifikasi BKD, seketika itu juga.</bpmn:documentation>
      <bpmn:extensionElements>
        <spiffworkflow:serviceTaskOperator id="kirim_pemberitahuan">
          <spiffworkflow:parameters>
            <spiffworkflow:parameter id="acara" type="str" value='"bulan_diverifikasi"' />
            <spiffworkflow:parameter id="realisasi" type="int" value="realisasi" />
          </spiffworkflow:parameters>
        </spiffworkflow:serviceTaskOperator>
      </bpmn:extensionElements>
      <bpmn:incoming>dari_putusan_verifikasi_ke_selesai</bpmn:incoming>
      <bpmn:outgoing>dari_kabari_terverifikasi_ke_selesai</bpmn:outgoing>
    </bpmn:serviceTask>
    """
ALUR = """<bpmn:sequenceFlow id="dari_kabari_terverifikasi_ke_selesai" sourceRef="kabari_terverifikasi" targetRef="selesai" />
    """
GAMBAR = """<bpmndi:BPMNShape id="bentuk_kabari_terverifikasi" bpmnElement="kabari_terverifikasi">
        <dc:Bounds x="1462" y="716" width="110" height="52" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="garis_dari_kabari_terverifikasi_ke_selesai" bpmnElement="dari_kabari_terverifikasi_ke_selesai">
        <di:waypoint x="1572" y="742" />
        <di:waypoint x="1622" y="742" />
      </bpmndi:BPMNEdge>
      """
SULIH = (  # (what stands in the shipped text, what stands there in version 2)
    ('<bpmn:endEvent id="selesai"', LANGKAH + '<bpmn:endEvent id="selesai"'),
    (
        "<bpmn:incoming>dari_putusan_verifikasi_ke_selesai</bpmn:incoming>\n    </bpmn:endEvent>",
        "<bpmn:incoming>dari_kabari_terverifikasi_ke_selesai</bpmn:incoming>\n    </bpmn:endEvent>",
    ),
    (
        'sourceRef="putusan_verifikasi" targetRef="selesai"',
        'sourceRef="putusan_verifikasi" targetRef="kabari_terverifikasi"',
    ),
    (
        '<bpmn:sequenceFlow id="dari_putusan_verifikasi_ke_selesai"',
        ALUR + '<bpmn:sequenceFlow id="dari_putusan_verifikasi_ke_selesai"',
    ),
    (
        "<bpmn:flowNodeRef>selesai</bpmn:flowNodeRef>",
        "<bpmn:flowNodeRef>kabari_terverifikasi</bpmn:flowNodeRef>\n        <bpmn:flowNodeRef>selesai</bpmn:flowNodeRef>",
    ),
    ('<di:waypoint x="1527" y="749" />', '<di:waypoint x="1527" y="716" />'),
    ('<dc:Bounds x="1512" y="749" width="30" height="30" />', '<dc:Bounds x="1622" y="727" width="30" height="30" />'),
    ('<dc:Bounds x="1480" y="783" width="94" height="14" />', '<dc:Bounds x="1590" y="761" width="94" height="14" />'),
    ('<bpmndi:BPMNShape id="bentuk_selesai"', GAMBAR + '<bpmndi:BPMNShape id="bentuk_selesai"'),
)


def xml() -> bytes:
    """The shipped month with the notice at its end. LookupError where the shipped text has changed too much for it."""
    teks = next(satu.xml for satu in shipped() if satu.key == PROSES).decode()
    for lama, baru in SULIH:
        if teks.count(lama) != 1:
            raise LookupError(f"{PROSES} tidak lagi memuat tepat satu: {lama}")
        teks = teks.replace(lama, baru)
    return teks.encode()


def terbitkan(tahun: Tahun, hari: date) -> None:
    """The Pengelola Alur draws and asks, the Penyetuju Alur publishes, two days later."""
    pengelola = next(o.kunci for o in tahun.semua if "Pengelola Alur" in o.peran)
    penyetuju = next(o.kunci for o in tahun.semua if "Penyetuju Alur" in o.peran)
    with tahun.pada(hari, 9, 0):
        draf_proses.mulai(PROSES, actor=tahun.siapa(pengelola))
        draf_proses.simpan(PROSES, xml(), actor=tahun.siapa(pengelola))
    with tahun.pada(hari, 10, 30):
        draf_proses.ajukan(
            PROSES,
            actor=tahun.siapa(pengelola),
            catatan="Pegawai diberi tahu begitu bulannya diverifikasi; selama ini mereka menelepon BKD.",
        )
    with tahun.pada(hari, 15, 0):
        draf_proses.terbitkan(PROSES, actor=tahun.siapa(penyetuju), catatan="Hanya menambah pemberitahuan.")
