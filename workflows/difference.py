"""What became of a diagram between two texts, in words for the one who reviews it. Nothing that differs is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from workflows.outline import Element, Outline, outline

What = Literal["baru", "hilang", "ubah", "gambar"]
MAX_TEXT = 160
KINDS = {
    "lane": "Lajur", "sequenceFlow": "Alur", "userTask": "Langkah", "manualTask": "Langkah di luar aplikasi",
    "serviceTask": "Pekerjaan sistem", "scriptTask": "Skrip", "businessRuleTask": "Tabel keputusan",
    "callActivity": "Panggilan proses", "subProcess": "Bagian proses", "sendTask": "Kirim pesan",
    "receiveTask": "Tunggu pesan", "exclusiveGateway": "Cabang", "parallelGateway": "Cabang serentak",
    "inclusiveGateway": "Cabang majemuk", "eventBasedGateway": "Cabang kejadian", "startEvent": "Awal",
    "endEvent": "Akhir", "boundaryEvent": "Kejadian pada langkah", "intermediateCatchEvent": "Penantian",
    "intermediateThrowEvent": "Pengumuman", "textAnnotation": "Catatan", "dataObjectReference": "Objek data",
    "dataStoreReference": "Simpanan data",
}  # fmt: skip
ASPECTS = {
    "langkah": "langkah", "batas": "batas waktu", "waktu": "waktu", "operasi": "operasi", "argumen": "argumen",
    "panggil": "proses yang dipanggil", "skrip": "skrip", "keputusan": "tabel keputusan", "ulangan": "pengulangan",
    "syarat": "syarat", "dari": "asal", "ke": "tujuan", "baku": "alur baku", "menempel": "langkah yang ditempeli",
    "memotong": "menghentikan langkahnya", "pesan": "pesan", "mengakhiri": "mengakhiri seluruh proses",
    "signal": "sinyal", "error": "error", "escalation": "eskalasi", "dipicu": "dimulai oleh kejadian",
    "kunci": "kunci pesan", "muatan": "muatan pesan", "muatan_sinyal": "muatan sinyal",
    "kunci_perkara": "kunci perkara",
    "pihak": "pihak yang mengerjakannya bila proses dimulai sendiri", "fakta": "nama fakta jawaban",
    "dokumentasi": "dasar hukum dan petunjuk", "nama_data": "nama data", "membaca": "objek data yang dibaca",
    "menulis": "objek data yang ditulis",
}  # fmt: skip


_NO_STEP = ("lane", "sequenceFlow", "textAnnotation", "dataObjectReference", "dataStoreReference")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `element` is an id ("" for the whole diagram); `what`: added, gone, changed, picture only."""

    element: str
    what: What
    message: str


def differences(old: bytes | None, new: bytes) -> tuple[Change, ...]:
    """From `old` (None: there was nothing) to `new`: what is gone, new and changed. NotSafe where a text is no BPMN."""
    after = outline(new)
    if old is None:
        return tuple(Change(one.id, "baru", f"{title(one)} ditambahkan{_where(one)}.") for one in _order(after))
    before = outline(old)
    found = (*_whole(before, after), *_gone(before, after), *_added(before, after), *_changed(before, after))
    if found:
        return found
    if before.rest != after.rest:
        return (Change("", "ubah", "Pesan atau bagian lain di luar proses berubah."),)
    if before.layout != after.layout:
        return (Change("", "gambar", "Hanya letak gambar yang berubah; jalannya proses sama."),)
    return ()


def retyped(base: Outline, now: Outline) -> Iterator[tuple[Element, Element | None]]:
    """Elements of the base that are gone (None) or became something of another kind; lanes and flows may go."""
    for name, one in base.elements.items():
        other = now.elements.get(name)
        if one.kind not in _NO_STEP and (other is None or other.kind != one.kind):
            yield one, other


def title(one: Element) -> str:
    """'Langkah “Nilai realisasi”', 'Alur “ya” dari “Disetujui?” ke “Selesai”'."""
    kind = KINDS.get(one.kind, one.kind)
    if one.kind == "sequenceFlow":
        name = f" “{_short(one.name)}”" if one.name else ""
        return f"{kind}{name} dari “{_short(one.ends[0])}” ke “{_short(one.ends[1])}”"
    return f"{kind} “{_short(one.name or one.id)}”"


def _whole(before: Outline, after: Outline) -> Iterator[Change]:
    if before.key != after.key:
        yield Change("", "ubah", f"Kunci proses “{_short(before.key)}” menjadi “{_short(after.key)}”.")
    if before.name != after.name:
        yield Change("", "ubah", f"Nama proses “{_short(before.name)}” menjadi “{_short(after.name)}”.")
    yield from (Change("", "ubah", f"Proses: {text}.") for text in _aspects(before.says, after.says))


def _gone(before: Outline, after: Outline) -> Iterator[Change]:
    for one in _order(before):
        if one.id not in after.elements:
            yield Change(one.id, "hilang", f"{title(one)} dihapus{_where(one)}.")


def _added(before: Outline, after: Outline) -> Iterator[Change]:
    for one in _order(after):
        if one.id not in before.elements:
            yield Change(one.id, "baru", f"{title(one)} ditambahkan{_where(one)}{_content(one)}.")


def _changed(before: Outline, after: Outline) -> Iterator[Change]:
    for now in _order(after):
        was = before.elements.get(now.id)
        if was is None or was == now:
            continue
        texts = list(_between(was, now))
        if texts:
            yield Change(now.id, "ubah", f"{title(now)}: {'; '.join(texts)}.")
        elif was.canon != now.canon:
            yield Change(now.id, "ubah", f"{title(now)}: rincian teknisnya berubah.")


def _between(was: Element, now: Element) -> Iterator[str]:
    if was.kind == now.kind == "sequenceFlow":
        same = {k for k in ("dari", "ke") if was.says.get(k) == now.says.get(k)}
        was, now = _without(was, same), _without(now, same)
    if was.kind != now.kind:
        yield f"jenis {KINDS.get(was.kind, was.kind)} menjadi {KINDS.get(now.kind, now.kind)}"
    if was.name != now.name:
        yield f"nama “{_short(was.name)}” menjadi “{_short(now.name)}”"
    if was.lane != now.lane:
        yield f"lajur {was.lane or 'tidak ada'} menjadi {now.lane or 'tidak ada'}"
    yield from _aspects(was.says, now.says)


def _without(flow: Element, same: set[str]) -> Element:
    """The flow, its ends by name, and only those that changed: a renamed task does not change the lines at it."""
    ends = dict(zip(("dari", "ke"), flow.ends, strict=True))
    return replace(flow, says={k: v for k, v in (dict(flow.says) | ends).items() if k not in same})


def _aspects(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in dict.fromkeys((*ASPECTS, *old, *new)):
        if old.get(name) == new.get(name):
            continue
        word = ASPECTS.get(name, f"sifat {name}")
        if name not in old:
            yield f"{word} ditetapkan “{_short(new[name])}”"
        elif name not in new:
            yield f"{word} “{_short(old[name])}” dihapus"
        else:
            yield f"{word} “{_short(old[name])}” menjadi “{_short(new[name])}”"


def _where(one: Element) -> str:
    return f" di lajur {one.lane}" if one.lane and one.lane.lower() != "sistem" else ""


def _content(one: Element) -> str:
    """What a new element brings along, as far as its title does not say it."""
    apart = ("dari", "ke", "baku")
    said = [f"{ASPECTS[k]} “{_short(v)}”" for k, v in one.says.items() if k in ASPECTS and k not in apart]
    default = " sebagai alur baku" if "baku" in one.says else ""
    return default + (f", dengan {', '.join(said)}" if said else "")


def _order(one: Outline) -> list[Element]:
    """Lanes, then work and signs, then flows."""
    rank = {"lane": 0, "sequenceFlow": 2}
    return sorted(one.elements.values(), key=lambda element: rank.get(element.kind, 1))


def _short(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
