"""Reading XML that a stranger wrote: no document type, no entity, no network, no flood of elements."""

from xml.parsers import expat

from lxml import etree

from integrations.errors import Unavailable

BATAS_MARKAH = 3_000_000  # marks "<" and "=": about what 24 MB of honest rows hold, far below what fills the memory


class _Selesai(Exception):
    """The first element has begun: no document type can follow it."""


def parse(body: bytes) -> etree._Element:
    """The root element of `body`; comments and processing instructions are dropped. Raises Unavailable."""
    if body.count(b"<") + body.count(b"=") > BATAS_MARKAH:
        raise Unavailable("Jawaban XML memuat terlalu banyak unsur.")
    _refuse_doctype(body)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unavailable("Jawaban bukan XML yang utuh.") from error
    if root.getroottree().docinfo.doctype:  # the two parsers must not disagree
        raise Unavailable("Jawaban XML memuat DOCTYPE; ditolak.")
    return root


def _refuse_doctype(body: bytes) -> None:
    """Stop at the prolog: libxml2 would read the entities of a document type before we could look at it."""

    def doctype(*_: object) -> None:
        raise Unavailable("Jawaban XML memuat DOCTYPE; ditolak.")

    def element(*_: object) -> None:
        raise _Selesai

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(body, True)
    except _Selesai:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Unavailable("Jawaban bukan XML yang utuh.") from error
