"""Data objects, for the differential test: written, read, asked on flows, in loops, beside and inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.workflows.diagrams import Diagram
from tests.workflows.zoo_alat import EACH, Animal, again, once, split

LISTED = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="{}"><bpmn:loopDataInputRef>daftar</bpmn:loopDataInputRef>'
    '<bpmn:inputDataItem id="butir" name="butir"/></bpmn:multiInstanceLoopCharacteristics>'
)


def first(animal: Animal, **values: str) -> Animal:
    """Every object is set before anything can be led elsewhere."""
    drawn = animal[0]
    (flow,) = (one for one in drawn._flows if 'sourceRef="mulai"' in one)
    drawn._flows.remove(flow)
    target = flow.split('targetRef="')[1].split('"')[0]
    drawn.script("pertama", "\n".join(f"{name} = {value}" for name, value in values.items()))
    drawn.path("mulai", "pertama", target).writes("pertama", *values)
    return animal


def written_and_read() -> Animal:
    """A step writes, a branch changes it, the other sees it when it begins; a flow asks it; again and again."""
    drawn = split(Diagram("z"), "parallel", "a", "b").data("catat").script("tulis", "catat = p0 * 10 + p1")
    drawn.script("ubah", "catat = catat + 1\nterakhir = p0").script("pakai", "dari_catat = catat")
    drawn.xor("pilih", default="f_pilih").user("c").xor("temu").path("tulis", "g").path("h", "ubah", "pakai", "pilih")
    drawn.flow("pilih", "c", "catat % 2 == 1").flow("pilih", "temu", id="f_pilih").path("c", "temu")
    drawn.reads("a", "catat").reads("ubah", "catat").reads("pakai", "catat")
    drawn.writes("tulis", "catat").writes("ubah", "catat")
    return first(again(drawn, "tulis", "temu"), catat="0")


def inside() -> Animal:
    """An object of the process, written two sub-processes deeper; and one of the inner process that ends with it."""
    deep = Diagram("d").start("md").script("gali", "luar = p0\nnilai_d = p1").user("e").end("ed")
    deep.path("md", "gali", "e", "ed").writes("gali", "luar").reads("e", "dalam", "luar")
    inner = Diagram("i").data("dalam").start("mi").script("isi", "dalam = p2").sub("D", deep).user("f").end("ei")
    inner.path("mi", "isi", "D", "f", "ei").writes("isi", "dalam").reads("f", "dalam")
    drawn = Diagram("z").data("luar").sub("S", inner).user("s").path("S", "s").reads("s", "luar")
    return first(again(drawn, "S", "s"), luar="0")


def beside() -> Animal:
    """Written in a branch; a condition in the other sees it at once; a reminder and an interruption change nothing."""
    drawn = split(Diagram("z"), "parallel", "a", "b").data("tanda").script("awal_tanda", "tanda = 0")
    drawn.script("tandai", "tanda = p1").user("k").event("lihat", "condition:tanda > 3", on="b", interrupting=False)
    drawn._flows.remove(next(flow for flow in drawn._flows if 'id="f_a_h"' in flow))
    drawn.end("habis").path("a", "tandai", "h").path("lihat", "k", "habis").path("awal_tanda", "g")
    drawn.timer("lewat", "P1D", on="a", interrupting=True).path("lewat", "h2").xor("h2").path("h2", "h")
    drawn._flows.remove(next(flow for flow in drawn._flows if 'id="f_tandai_h"' in flow))
    drawn.path("tandai", "h2").reads("k", "tanda").reads("a", "tanda").writes("awal_tanda", "tanda")
    return first(again(drawn.writes("tandai", "tanda"), "awal_tanda", "h"), tanda="0")


def each_of(sequential: str) -> Callable[[], Animal]:
    """A list that is an object: gone over by one step, gathered by another."""

    def draw() -> Animal:
        drawn = (
            split(Diagram("z"), "parallel", "a")
            .data("daftar")
            .data("jawaban")
            .script("buat", 'daftar = ["x", "y", "z"]')
        )
        drawn.user("b", mi=LISTED.format(sequential)).script("c", "j = p1")
        drawn.user("kumpul", mi=EACH.format(sequential))
        drawn.user("lihat").path("buat", "b", "c", "g", "kumpul", "h", "lihat").reads("b", "daftar").reads(
            "lihat", "jawaban"
        )
        whole = once(drawn.writes("buat", "daftar").writes("kumpul", "jawaban"), "buat", "lihat")
        return first(whole, daftar='["satu"]', jawaban="[]")

    return draw


DATA: Mapping[str, tuple[Callable[[], Animal], bool]] = {
    "data object, in a loop": (written_and_read, True),
    "data object, of a sub-process": (inside, True),
    "data object, in a condition": (beside, True),
    "data object, answers at once": (each_of("false"), True),
    "data object, answers in turn": (each_of("true"), True),
}
