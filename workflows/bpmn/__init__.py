"""The diagrams and decision tables that ship with the portal, as files; `flask proses muat` publishes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

# A called process stands before its caller: publishing pins the call to what is published by then.
ORDER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("banding_realisasi", ()),
    ("skp_tahunan", ()),
    ("revisi_skp", ()),
    ("realisasi_bulanan", ("predikat_bulanan",)),
    ("keberatan", ()),
    ("penilaian_tahunan", ()),
)


@dataclass(frozen=True, slots=True)
class Shipped:
    """One diagram as shipped: process key, BPMN XML, and the DMN XML of each decision it uses, by decision id."""

    key: str
    xml: bytes
    decisions: Mapping[str, bytes]


@cache
def shipped() -> tuple[Shipped, ...]:
    """All shipped diagrams in the order in which they must be published."""
    return tuple(
        Shipped(key, _read(f"{key}.bpmn"), MappingProxyType({name: _read(f"{name}.dmn") for name in decisions}))
        for key, decisions in ORDER
    )


def _read(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()
