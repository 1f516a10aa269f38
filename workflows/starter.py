"""The diagram a new process begins with: lanes, a start, one task, an end, and their picture."""

from __future__ import annotations

from html import escape

from workflows.xml import parse

_TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
                  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                  xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
                  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  id="diagram_{key}" targetNamespace="urn:ppk-online:bpmn">
  <bpmn:collaboration id="kolaborasi_{key}">
    <bpmn:participant id="kolam_{key}" name="{name}" processRef="{key}" />
  </bpmn:collaboration>
  <bpmn:process id="{key}" name="{name}" isExecutable="true">
    <bpmn:documentation>Tulis untuk apa proses ini dan apa dasarnya.</bpmn:documentation>
    <bpmn:laneSet id="lajur_{key}">
      <bpmn:lane id="lajur_pegawai" name="Pegawai" />
      <bpmn:lane id="lajur_pejabat_penilai" name="Pejabat penilai">
        <bpmn:flowNodeRef>putuskan</bpmn:flowNodeRef>
      </bpmn:lane>
      <bpmn:lane id="lajur_sistem" name="Sistem">
        <bpmn:flowNodeRef>mulai</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>selesai</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="mulai" name="Mulai">
      <bpmn:outgoing>dari_mulai_ke_putuskan</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="putuskan" name="Putuskan">
      <bpmn:documentation>Tulis dasar hukum dan petunjuk bagi yang mengerjakan langkah ini.</bpmn:documentation>
      <bpmn:incoming>dari_mulai_ke_putuskan</bpmn:incoming>
      <bpmn:outgoing>dari_putuskan_ke_selesai</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="selesai" name="Selesai">
      <bpmn:incoming>dari_putuskan_ke_selesai</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="dari_mulai_ke_putuskan" sourceRef="mulai" targetRef="putuskan" />
    <bpmn:sequenceFlow id="dari_putuskan_ke_selesai" sourceRef="putuskan" targetRef="selesai" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="gambar_{key}">
    <bpmndi:BPMNPlane id="bidang_{key}" bpmnElement="kolaborasi_{key}">
{shapes}
{edges}
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""
_SHAPES = (
    ("kolam_{key}", (160, 80, 760, 390), ' isHorizontal="true"'),
    ("lajur_pegawai", (190, 80, 730, 130), ' isHorizontal="true"'),
    ("lajur_pejabat_penilai", (190, 210, 730, 130), ' isHorizontal="true"'),
    ("lajur_sistem", (190, 340, 730, 130), ' isHorizontal="true"'),
    ("mulai", (262, 387, 36, 36), ""),
    ("putuskan", (420, 235, 110, 80), ""),
    ("selesai", (702, 387, 36, 36), ""),
)
_EDGES = (
    ("dari_mulai_ke_putuskan", ((298, 405), (350, 405), (350, 275), (420, 275))),
    ("dari_putuskan_ke_selesai", ((530, 275), (650, 275), (650, 405), (702, 405))),
)


def starter(key: str, name: str) -> bytes:
    """BPMN for a process of this key and name; publishable as it is. NotSafe if they cannot stand in a text."""
    shapes = "\n".join(_shape(one.format(key=key), box, more) for one, box, more in _SHAPES)
    edges = "\n".join(_edge(one, points) for one, points in _EDGES)
    text = _TEXT.format(key=escape(key), name=escape(name), shapes=shapes, edges=edges).encode()
    parse(text)
    return text


def _shape(element: str, box: tuple[int, int, int, int], more: str) -> str:
    x, y, width, height = box
    return (
        f'      <bpmndi:BPMNShape id="bentuk_{element}" bpmnElement="{element}"{more}>\n'
        f'        <dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" />\n'
        "      </bpmndi:BPMNShape>"
    )


def _edge(element: str, points: tuple[tuple[int, int], ...]) -> str:
    way = "\n".join(f'        <di:waypoint x="{x}" y="{y}" />' for x, y in points)
    return f'      <bpmndi:BPMNEdge id="garis_{element}" bpmnElement="{element}">\n{way}\n      </bpmndi:BPMNEdge>'
