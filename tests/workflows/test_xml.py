"""The one door for XML: what a hostile file may try, and that it is refused in a moment with an Indonesian reason."""

from time import perf_counter

import pytest

from workflows import xml
from workflows.errors import NotSafe
from workflows.xml import BPMN, DMN, MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, parse

AWAL = f'<definitions xmlns="{BPMN}">'.encode()
AKHIR = b"</definitions>"
BIASA = b'<?xml version="1.0" encoding="UTF-8"?>\n' + AWAL + b'<process id="a"/>' + AKHIR
TAG = f"{{{BPMN}}}"


def dokumen(inside: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + AWAL + inside + AKHIR + after


def tolak(data: bytes) -> str:
    """The refusal, within five seconds."""
    start = perf_counter()
    with pytest.raises(NotSafe) as refused:
        parse(data)
    assert perf_counter() - start < 5
    return str(refused.value)


def test_a_plain_document_gives_its_root():
    root = parse(BIASA)
    assert root.tag == f"{TAG}definitions"
    assert root[0].get("id") == "a"


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"<!-- hak cipta -->", b'<?xml version="1.0"?>', b"\n\n"])
def test_marks_and_comments_before_the_root_are_usual(before):
    assert parse(dokumen(b"", before)).tag == f"{TAG}definitions"


def test_comments_vanish_and_do_not_split_a_text():
    root = parse(dokumen(b'<process id="a">x<!-- y -->z<![CDATA[<w>]]></process>'))
    assert root[0].text == "xz<w>"
    assert len(root[0]) == 0


ENTITAS = b'<!DOCTYPE definitions [<!ENTITY a "aaaaaaaaaa">%s]>'
BOM_TAWA = ENTITAS % b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (dokumen(b"&a;", ENTITAS % b""), "DOCTYPE"),
        (dokumen(b"&l11;", BOM_TAWA), "DOCTYPE"),
        (dokumen(b"", b"<!DOCTYPE definitions>"), "DOCTYPE"),
        (dokumen(b"", b'<!DOCTYPE definitions SYSTEM "http://127.0.0.1:9/a.dtd">'), "DOCTYPE"),
        (dokumen(b"&x;", b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "DOCTYPE"),
        (dokumen(b"", b'<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/"> %x;]>'), "DOCTYPE"),
        (dokumen(b"&x;"), "Entitas"),
        (dokumen(b'<process id="a" name="&x;"/>'), "Entitas"),
        (dokumen(b"", b'<?xml-stylesheet href="a.xsl"?>'), "xml-stylesheet"),
        (dokumen(b"<?php echo 1 ?>"), "php"),
        (dokumen(b"", after=b"<?akhir?>"), "akhir"),
        (BIASA.decode().encode("utf-16"), "UTF-8"),
        (BIASA.decode().encode("utf-16-le"), "UTF-8"),
        (BIASA.decode().encode("utf-32"), "UTF-8"),
        (BIASA.replace(b"UTF-8", b"UTF-16"), "UTF-16"),
        (BIASA.replace(b"UTF-8", b"UTF-7"), "UTF-7"),
        (BIASA.replace(b"UTF-8", b"ISO-8859-1"), "ISO-8859-1"),
        (BIASA.replace(b"UTF-8", b"IBM037"), "IBM037"),
        (b"\xef\xbb\xbf" + BIASA.replace(b'"UTF-8"', b"'utf-7'"), "utf-7"),
        (BIASA.replace(b'id="a"', b'id="\xe9"'), "UTF-8"),
        (dokumen(b"\xed\xa0\x80"), "UTF-8"),
        (BIASA.decode().encode("cp037"), "UTF-8"),
        (b"", "kosong"),
        (b"  \n", "kosong"),
        (b"halo", "XML"),
        (AWAL, "XML"),
        (dokumen(b"<a>"), "XML"),
        (dokumen(b"&#0;"), "XML"),
        (dokumen(b'<process id="a" id="b"/>'), "XML"),
        (b"<definitions/>", "definitions"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "html"),
        (dokumen(b"").replace(BPMN.encode(), b"http://contoh"), "definitions"),
        (dokumen(b'<process id="a"/><task id="a"/>'), "lebih dari satu"),
        (dokumen(b'<process id="a b"/>'), "a b"),
        (dokumen(b'<process id=""/>'), "tidak sah"),
        (dokumen(b'<process id="1a"/>'), "1a"),
        (dokumen(b'<process id="a\xd0\xb0"/>'), "tidak sah"),
        (dokumen(b'<process id="' + b"a" * 129 + b'"/>'), "tidak sah"),
        (dokumen(b'<process id="a&#10;"/>'), "tidak sah"),
        (dokumen(b'<process id="a"/><x:p xmlns:x="urn:x" id="a"/>'), "ekstensi"),
        (dokumen(b"<a>" * 101 + b"</a>" * 101), "dalam"),
        (dokumen(b"<a>" * 300 + b"</a>" * 300), "dalam"),
        (dokumen(b"<a>" * 150_000), "dalam"),
        (dokumen(b"<a/>" * 200_000), "elemen"),
        (dokumen(b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"), "atribut"),
        (dokumen(b"<a " + b" ".join(b'xmlns:a%d="u"' % n for n in range(90_000)) + b"/>"), "ruang nama"),
        (dokumen(b" " * MAX_BYTES), "besar"),
        (b"<" * 1_900_000, "XML"),
        (b"<!-- " * 400_000, "XML"),
        (b"<?xml " + b"a" * 1_900_000, "XML"),
    ],
    ids=lambda value: ascii(value[:40]) if isinstance(value, bytes) else value,
)
def test_a_hostile_or_broken_document_is_refused_with_its_reason(data, word):
    reason = tolak(data)
    assert word in reason
    assert len(reason) < 300


def test_the_parser_refuses_a_doctype_also_by_itself():
    with pytest.raises(NotSafe, match="DOCTYPE"):
        xml._tree(b"<!DOCTYPE a><a/>")


def test_what_is_not_bytes_is_refused():
    assert "kosong" in tolak("<definitions/>")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        dokumen(b"<a/>" * (MAX_ELEMENTS - 1)),
        dokumen(b"<a>" * (MAX_DEPTH - 1) + b"</a>" * (MAX_DEPTH - 1)),
        dokumen(b'<process id="' + b"a" * 128 + b'"/>'),
        dokumen(b"x" * 1_900_000),
        dokumen(b'<process id="a" name="' + b"x" * 1_900_000 + b'"/>'),
        dokumen(b"<![CDATA[a]]>" * 100_000),
        dokumen(b"", b"<!-- -->" * 200_000),
    ],
    ids=lambda data: ascii(data[60:100]),
)
def test_large_but_honest_documents_pass_in_seconds(data):
    start = perf_counter()
    assert parse(data).tag == f"{TAG}definitions"
    assert perf_counter() - start < 5


def test_one_more_element_or_level_than_the_limit_is_too_much():
    tolak(dokumen(b"<a/>" * MAX_ELEMENTS))
    tolak(dokumen(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH))


def test_ids_inside_extensions_may_repeat_among_themselves():
    extension = b'<x:p xmlns:x="urn:x" id="bulan"/>'
    assert len(parse(dokumen(extension * 2))) == 2


def test_xinclude_is_not_followed():
    root = parse(dokumen(b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'))
    assert root[0].text is None


@pytest.mark.parametrize("namespace", DMN)
def test_a_decision_table_is_read_only_where_one_is_asked_for(namespace):
    data = f'<definitions xmlns="{namespace}"/>'.encode()
    assert parse(data, kind="dmn").tag == f"{{{namespace}}}definitions"
    assert "BPMN" in tolak(data)


def test_a_diagram_is_not_a_decision_table():
    with pytest.raises(NotSafe, match="DMN"):
        parse(BIASA, kind="dmn")
