"""Two XML texts as trees: what one has and the other lost, whatever the order, spacing and prefixes."""

from collections import Counter

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
BAWAAN = {("boundaryEvent", "cancelActivity", "true")}  # what BPMN says of itself where nothing is written


def hilang(sebelum: bytes, sesudah: bytes, *, ruang: str | None = None) -> list[str]:
    """Elements of `sebelum` (of one namespace, if given) that `sesudah` does not have as often: path, attributes,
    text. The path names elements by id, so that an extension belongs to its step."""
    kurang = _isi(sebelum, ruang) - _isi(sesudah, ruang)
    return sorted(kurang.elements())


def elemen(teks: bytes, id_elemen: str) -> etree._Element:
    """The BPMN element (not its picture) of that id; fails where there is none or are two."""
    akar = etree.fromstring(teks)
    (satu,) = [e for e in akar.iter(f"{{{BPMN}}}*") if e.get("id") == id_elemen]
    return satu


def lajur(teks: bytes, id_elemen: str) -> str | None:
    """The name of the lane an element is in."""
    akar = etree.fromstring(teks)
    nama = [
        ref.getparent().get("name")  # type: ignore[union-attr]
        for ref in akar.iter(f"{{{BPMN}}}flowNodeRef")
        if ref.text == id_elemen
    ]
    assert len(nama) <= 1, nama
    return nama[0] if nama else None


def sifat(teks: bytes, id_elemen: str) -> dict[str, str]:
    """The extension properties of an element."""
    return {p.get("name", ""): p.get("value", "") for p in elemen(teks, id_elemen).iter(f"{{{SPIFF}}}property")}


def _isi(teks: bytes, ruang: str | None) -> Counter[str]:
    return Counter(
        _baris(e)
        for e in etree.fromstring(teks).iter(etree.Element)
        if ruang is None or etree.QName(e).namespace == ruang
    )


def _baris(unsur: etree._Element) -> str:
    jalan = "/".join(_nama(e) for e in reversed([unsur, *unsur.iterancestors()]))
    sifat_ = " ".join(
        f"{k}={_angka(v)!r}"
        for k, v in sorted(unsur.attrib.items())
        if (etree.QName(unsur).localname, k, v) not in BAWAAN
    )
    return f"{jalan} {sifat_} {(unsur.text or '').strip()!r}"


def _nama(unsur: etree._Element) -> str:
    return f"{etree.QName(unsur).localname}#{unsur.get('id', '')}"


def _angka(nilai: str) -> str:
    """210 and 210.0 are the same place in a picture."""
    try:
        return repr(float(nilai))
    except ValueError:
        return nilai
