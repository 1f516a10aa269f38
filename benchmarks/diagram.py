"""The diagrams that are measured: a loop of two people's steps with deadlines, and BenchFlow's five patterns.

As stock SpiffWorkflow, bpmn-engine and we read them; conditions are written so that Python and JavaScript agree.
"""

from __future__ import annotations

from collections.abc import Sequence

_NS = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
)
POLA = {
    "sequence": "SEQ",
    "exclusive choice": "EXC",
    "parallel split": "PAR",
    "explicit termination": "EXT",
    "arbitrary cycle": "CYC",
}
PUTARAN = 10


def putaran() -> bytes:
    """isi -> tinjau -> back to isi, or the end where it is agreed."""
    simpul = [
        _simpul("startEvent", "mulai"),
        _simpul("userTask", "isi", nama="Isi"),
        _simpul("userTask", "tinjau", nama="Tinjau"),
        _simpul("exclusiveGateway", "putus", atribut='default="f5"'),
        _simpul("endEvent", "selesai"),
        _batas("lewat", "isi", '"P14D"'),
        _batas("lewat2", "tinjau", '"P7D"'),
    ]
    alir = [
        _alir("f1", "mulai", "isi"), _alir("f2", "isi", "tinjau"), _alir("f3", "tinjau", "putus"),
        _alir("f4", "putus", "selesai", "setuju"), _alir("f5", "putus", "isi"), _alir("f6", "lewat", "tinjau"),
        _alir("f7", "lewat2", "putus"),
    ]  # fmt: skip
    jalur = {"Pegawai": ["isi"], "Pejabat penilai": ["tinjau"]}
    jalur["Sistem"] = ["mulai", "putus", "selesai", "lewat", "lewat2"]
    return _dokumen("ukur", simpul, alir, jalur)


def pola(kode: str, bahasa: str = "py") -> bytes:
    """One of BenchFlow's patterns: script tasks only, from start to end in one go. `bahasa`: py or js."""
    isi, alir = _POLA[kode](bahasa)
    semua = [s.split('id="', 1)[1].split('"', 1)[0] for s in isi]
    return _dokumen(kode.lower(), isi, alir, {"Sistem": semua})


def _seq(bahasa: str) -> tuple[list[str], list[str]]:
    isi = [_simpul("startEvent", "mulai"), _skrip("a", "x = 1", bahasa), _skrip("b", "y = 2", bahasa)]
    isi += [_simpul("endEvent", "selesai")]
    return isi, _jalan("mulai", "a", "b", "selesai")


def _exc(bahasa: str) -> tuple[list[str], list[str]]:
    isi = [
        _simpul("startEvent", "mulai"), _skrip("pilih", "x = 1", bahasa),
        _simpul("exclusiveGateway", "gerbang", atribut='default="g_b"'), _skrip("a", "y = 1", bahasa),
        _skrip("b", "y = 2", bahasa), _simpul("endEvent", "selesai"),
    ]  # fmt: skip
    alir = [*_jalan("mulai", "pilih", "gerbang"), _alir("g_a", "gerbang", "a", _uji("x == 1", bahasa), bahasa)]
    return isi, [*alir, _alir("g_b", "gerbang", "b"), *_jalan("a", "selesai"), *_jalan("b", "selesai")]


def _par(bahasa: str) -> tuple[list[str], list[str]]:
    isi = [
        _simpul("startEvent", "mulai"), _simpul("parallelGateway", "belah"), _skrip("a", "x = 1", bahasa),
        _skrip("b", "y = 2", bahasa), _simpul("endEvent", "selesai_a"), _simpul("endEvent", "selesai_b"),
    ]  # fmt: skip
    return isi, [*_jalan("mulai", "belah", "a", "selesai_a"), *_jalan("belah", "b", "selesai_b")]


def _ext(bahasa: str) -> tuple[list[str], list[str]]:
    tunggu = (
        '<bpmn:timerEventDefinition id="td"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">'
        f"{'PT5S' if bahasa == 'js' else '&quot;PT5S&quot;'}</bpmn:timeDuration></bpmn:timerEventDefinition>"
    )
    isi = [
        _simpul("startEvent", "mulai"), _simpul("parallelGateway", "belah"), _skrip("a", "x = 1", bahasa),
        _simpul("intermediateCatchEvent", "tunggu", dalam=tunggu), _skrip("b", "y = 2", bahasa),
        _simpul("endEvent", "henti", dalam='<bpmn:terminateEventDefinition id="ted"/>'), _simpul("endEvent", "selesai"),
    ]  # fmt: skip
    return isi, [*_jalan("mulai", "belah", "tunggu", "b", "selesai"), *_jalan("belah", "a", "henti")]


def _cyc(bahasa: str) -> tuple[list[str], list[str]]:
    naik = "environment.variables.i = (environment.variables.i || 0) + 1" if bahasa == "js" else "i = i + 1"
    isi = [
        _simpul("startEvent", "mulai"), _skrip("awal", "i = 0", bahasa), _skrip("naik", naik, bahasa, apa_adanya=True),
        _simpul("exclusiveGateway", "gerbang", atribut='default="kembali"'), _simpul("endEvent", "selesai"),
    ]  # fmt: skip
    alir = [*_jalan("mulai", "awal", "naik", "gerbang"), _alir("kembali", "gerbang", "naik")]
    return isi, [*alir, _alir("cukup", "gerbang", "selesai", _uji(f"i >= {PUTARAN}", bahasa), bahasa)]


_POLA = {"SEQ": _seq, "EXC": _exc, "PAR": _par, "EXT": _ext, "CYC": _cyc}


def _uji(teks: str, bahasa: str) -> str:
    return f"next(null, environment.variables.{teks})" if bahasa == "js" else teks


def _skrip(id: str, teks: str, bahasa: str, *, apa_adanya: bool = False) -> str:
    if bahasa == "js":
        isi = (teks if apa_adanya else f"environment.variables.{teks}") + "; next();"
        return _simpul("scriptTask", id, atribut='scriptFormat="js"', dalam=f"<bpmn:script>{_aman(isi)}</bpmn:script>")
    return _simpul("scriptTask", id, dalam=f"<bpmn:script>{_aman(teks)}</bpmn:script>")


def _jalan(*id: str) -> list[str]:
    return [_alir(f"f_{a}_{b}", a, b) for a, b in zip(id, id[1:], strict=False)]


def _aman(teks: str) -> str:
    return teks.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _simpul(jenis: str, id: str, *, nama: str = "", atribut: str = "", dalam: str = "") -> str:
    return f'<bpmn:{jenis} id="{id}" name="{nama or id}" {atribut}>{dalam}</bpmn:{jenis}>'


def _batas(id: str, pada: str, lama: str) -> str:
    isi = f'<bpmn:timerEventDefinition id="t_{id}"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">{lama}'
    isi += "</bpmn:timeDuration></bpmn:timerEventDefinition>"
    return f'<bpmn:boundaryEvent id="{id}" attachedToRef="{pada}">{isi}</bpmn:boundaryEvent>'


def _alir(id: str, dari: str, ke: str, bila: str = "", bahasa: str = "py") -> str:
    tanda = ' language="js"' if bahasa == "js" else ""
    syarat = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression"{tanda}>{_aman(bila)}</bpmn:conditionExpression>'
        if bila
        else ""
    )
    return f'<bpmn:sequenceFlow id="{id}" sourceRef="{dari}" targetRef="{ke}">{syarat}</bpmn:sequenceFlow>'


def _dokumen(kunci: str, simpul: Sequence[str], alir: Sequence[str], jalur: dict[str, list[str]]) -> bytes:
    lajur = "".join(
        f'<bpmn:lane id="j{n}" name="{nama}">'
        + "".join(f"<bpmn:flowNodeRef>{s}</bpmn:flowNodeRef>" for s in isi)
        + "</bpmn:lane>"
        for n, (nama, isi) in enumerate(jalur.items())
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions {_NS} id="d" targetNamespace="http://bkd.example/ukur">'
        f'<bpmn:process id="{kunci}" name="{kunci.capitalize()}" isExecutable="true"><bpmn:laneSet id="jalur">{lajur}'
        f"</bpmn:laneSet>{''.join(simpul)}{''.join(alir)}</bpmn:process></bpmn:definitions>"
    ).encode()
