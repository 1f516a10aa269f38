"""What the portal offers to diagrams: the lanes it can fill, the steps it has forms for, the operations it can do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SYSTEM_LANE = "sistem"  # automatic work; needs no party


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Lane keys; step names (None: any); operations with the names of their parameters."""

    lanes: frozenset[str]
    steps: frozenset[str] | None = None
    operations: Mapping[str, frozenset[str]] = field(default_factory=dict)


def lane_key(name: str) -> str:
    """The key of a lane by its label: "Pejabat penilai" is pejabat_penilai."""
    return re.sub(r"[^a-z]+", "_", name.lower()).strip("_")
