"""The only way in for XML: BPMN and DMN texts of users, parsed without DTDs, entities, network, depth or size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from lxml import etree

from workflows.errors import NotSafe

Kind = Literal["bpmn", "dmn"]

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DMN = (
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
)
_DI = (
    "http://www.omg.org/spec/BPMN/20100524/DI",
    "http://www.omg.org/spec/DD/20100524/DC",
    "http://www.omg.org/spec/DD/20100524/DI",
    "https://www.omg.org/spec/DMN/20191111/DMNDI/",
    "http://www.omg.org/spec/DMN/20180521/DMNDI/",
    "http://www.omg.org/spec/DMN/20180521/DC/",
    "http://www.omg.org/spec/DMN/20180521/DI/",
)
# Whose ids name an element of the document. Extensions use `id` for other things (an operation, a parameter).
_OWN = frozenset({BPMN, *DMN, *_DI})
_ROOTS = {"bpmn": (f"{{{BPMN}}}definitions",), "dmn": tuple(f"{{{namespace}}}definitions" for namespace in DMN)}

MAX_BYTES = 2 * 1024 * 1024
MAX_ELEMENTS = 20_000
MAX_DEPTH = 100
MAX_ATTRIBUTES = 60
MAX_NAMESPACES = 100
_CHUNK = 32 * 1024
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,127}\Z")
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{0,40})[\"']")
_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)")
_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


def parse(data: bytes, *, kind: Kind = "bpmn") -> etree._Element:
    """The root of a BPMN (or DMN) document without comments; NotSafe, in Indonesian, for anything unusual.

    Text is read as SpiffWorkflow will read it from the same root. Ids are unique and well formed.
    """
    _check_bytes(data)
    root = _tree(data)
    if root.tag not in _ROOTS[kind]:
        raise NotSafe(f"Elemen akar “{_short(root.tag)}” bukan definitions {kind.upper()}.")
    _check_ids(root)
    return root


def _check_bytes(data: bytes) -> None:
    """Size and encoding: only UTF-8, so that what is searched for here is what the parser will read."""
    if not isinstance(data, bytes) or not data.strip():
        raise NotSafe("Berkas kosong.")
    if len(data) > MAX_BYTES:
        raise NotSafe(f"Berkas terlalu besar: {len(data)} bita, paling banyak {MAX_BYTES}.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data:
        raise NotSafe("Berkas harus berenkode UTF-8, bukan UTF-16 atau biner.")
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared and declared[1].lower() not in _ENCODINGS:
        raise NotSafe(f"Berkas harus berenkode UTF-8, bukan {declared[1].decode(errors='replace')[:20]}.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise NotSafe("Berkas bukan teks UTF-8 yang sah.") from None
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NotSafe("DOCTYPE dan entitas tidak diizinkan.")


def _tree(data: bytes) -> etree._Element:
    """Feed the parser piece by piece, so that a bomb is noticed while it grows."""
    parser = etree.XMLPullParser(
        events=("start", "end", "pi", "start-ns"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=False,
        strip_cdata=True,
        recover=False,
    )
    watch = _Watch()
    try:
        for piece in _pieces(data):
            parser.feed(piece)
            watch.read(parser)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        watch.read(parser)  # a limit of ours that was passed before is the better answer
        raise NotSafe(_unreadable(error, data)) from None
    docinfo = root.getroottree().docinfo
    if docinfo.doctype or docinfo.internalDTD is not None:
        raise NotSafe("DOCTYPE dan entitas tidak diizinkan.")
    return root


def _pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _CHUNK):
        yield data[start : start + _CHUNK]


def _unreadable(error: etree.XMLSyntaxError, data: bytes) -> str:
    if "depth" in str(error):
        return f"Elemen bertingkat terlalu dalam: lebih dari {MAX_DEPTH}."
    if _ENTITY.search(data):
        return "Entitas tidak diizinkan."
    return "XML tidak dapat dibaca" + (f" (baris {error.lineno})." if error.lineno else ".")


class _Watch:
    """Counts what the parser reports; NotSafe at the first limit passed."""

    def __init__(self) -> None:
        self._depth = self._elements = self._namespaces = 0

    def read(self, parser: etree.XMLPullParser) -> None:
        """Look at what was parsed since the last call."""
        for event, element in parser.read_events():
            if event == "start":
                self._start(element)
            elif event == "end":
                self._depth -= 1
            elif event == "pi":
                raise NotSafe(f"Instruksi pemrosesan <?{str(element.target)[:40]}?> tidak diizinkan.")
            else:
                self._namespaces += 1
                if self._namespaces > MAX_NAMESPACES:
                    raise NotSafe(f"Terlalu banyak ruang nama: lebih dari {MAX_NAMESPACES}.")

    def _start(self, element: etree._Element) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise NotSafe(f"Elemen bertingkat terlalu dalam: lebih dari {MAX_DEPTH}.")
        if self._elements > MAX_ELEMENTS:
            raise NotSafe(f"Terlalu banyak elemen: lebih dari {MAX_ELEMENTS}.")
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise NotSafe(f"Elemen “{_short(element.tag)}” memiliki terlalu banyak atribut.")


def _check_ids(root: etree._Element) -> None:
    """Own ids are unique; an id inside an extension may repeat, but may not pose as an element of the diagram."""
    own: set[str] = set()
    foreign: set[str] = set()
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name is None:
            continue
        if not _ID.match(name):
            raise NotSafe(f"Id “{name[:60]}” pada elemen “{_short(element.tag)}” tidak sah.")
        if etree.QName(element).namespace not in _OWN:
            foreign.add(name)
        elif name in own:
            raise NotSafe(f"Id “{name[:60]}” dipakai lebih dari satu kali.")
        else:
            own.add(name)
    if own & foreign:
        raise NotSafe(f"Id “{min(own & foreign)[:60]}” dipakai oleh elemen dan oleh ekstensi.")


def _short(tag: object) -> str:
    return str(tag).rpartition("}")[2][:60]
