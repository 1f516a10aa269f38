"""The people of the flow tests at the REST API, and an SKP of pelaksana1 that waits for kasi."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.flows.conftest import pada, rest
from tests.flows.rest import Rest
from tests.flows.test_rest import KEGIATAN

__all__ = ["pada", "rest"]


@pytest.fixture
def januari(pada: Callable[..., Any]) -> Iterator[None]:
    """The test lives on 5 January 2026."""
    with pada(1, 5):
        yield


@pytest.fixture
def diajukan(januari: None, rest: Callable[[str], Rest]) -> str:
    """The instance of pelaksana1's SKP, sent to kasi."""
    jawab = rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
    rest("pelaksana1").selesai("susun_skp", {"kegiatan": KEGIATAN})
    return jawab.json["instans"]


@pytest.fixture
def tugas(diajukan: str, rest: Callable[[str], Rest]) -> str:
    """The id of kasi's task: review that SKP."""
    return rest("kasi").tugas("tinjau_skp")["id"]
