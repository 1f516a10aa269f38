"""What the engine hands out: frozen values, never rows and never library objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, Protocol, get_args

What = Literal[
    "done", "timer", "message", "signal", "error", "escalation", "condition", "cancelled", "incident", "assigned",
    "delegated", "given_back", "suspended", "resumed", "retried", "restarted", "moved", "corrected", "migrated",
    "reverted",
]  # fmt: skip
"""What a line of the history tells, in one word; the words are part of the contract and are added to, not renamed."""
HISTORY_WORDS: frozenset[str] = frozenset(get_args(What))


class Party(Protocol):
    """Who acts. `id` is the person ("orang:17"); `parties` is everything that person may act for."""

    @property
    def id(self) -> str: ...

    @property
    def parties(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the worklist: work for a person (kind "user") or for a job (kind "external"). `delegated_by`: the owner
    who stays responsible while `owner` does it for him."""

    id: str
    instance_id: str
    process: str
    version: int
    business_key: str
    title: str
    step: str
    element: str
    name: str
    kind: str
    lane: str
    owner: str
    claimed_by: str | None
    claimed_at: datetime | None
    created_at: datetime
    due_at: datetime | None
    priority: int
    status: str
    ended_at: datetime | None
    ended_by: str | None
    on_behalf_of: str | None
    note: str | None
    retry_at: datetime | None
    properties: Mapping[str, str] = field(default_factory=dict)
    operation: str | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    delegated_by: str | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """One run of a process. `waiting` names what it waits for now; `facts` are routing facts only. `incident`: why it
    stopped, tried again at `retry_at`."""

    id: str
    process: str
    version: int
    business_key: str
    title: str
    status: str
    parties: Mapping[str, str]
    facts: Mapping[str, Any]
    started_at: datetime
    ended_at: datetime | None
    waiting: tuple[str, ...]
    incident: str | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an instance waits for besides people and jobs: a moment (`due_at`), a message (`message` and `key`) or a
    signal."""

    element: str
    due_at: datetime | None
    message: str | None
    key: str | None
    signal: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an instance's history. `facts` holds only what this step changed."""

    seq: int
    at: datetime
    element: str
    name: str
    kind: str
    lane: str
    by: str | None
    on_behalf_of: str | None
    facts: Mapping[str, Any]
    what: str


@dataclass(frozen=True, slots=True)
class Fired:
    """A row of a decision table that matched: its number from one, its note, and what its input cells ask."""

    number: int
    note: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision table answered in a step, as it was drawn in the version the instance runs on: `asked` its input
    columns with the values they had, `basis` the decision's description, `facts` the answer."""

    element: str
    decision: str
    name: str
    basis: str
    policy: str
    asked: tuple[tuple[str, Any], ...]
    rows: tuple[Fired, ...]
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Advance:
    """What one call changed. `incidents` are the failures that stopped this instance, as errors.Incident; `decided` is
    what decision tables answered on the way; `kept` are the tasks beside that were open and stay so."""

    instance: Instance
    opened: tuple[Task, ...] = ()
    ended: tuple[Task, ...] = ()
    incidents: tuple[Exception, ...] = ()
    decided: tuple[Decided, ...] = ()
    kept: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an instance would find its place in another version. `version`: the one it runs on; `live`: the elements
    where it stands; `reasons`: what is in the way, in Indonesian."""

    instance_id: str
    business_key: str
    version: int
    kind: Literal["fits", "needs_mapping", "cannot"]
    reasons: tuple[str, ...]
    live: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """One published version: the texts as they were published, and how many instances run on it."""

    key: str
    version: int
    name: str
    sha256: str
    xml: bytes
    decisions: Mapping[str, bytes]
    lanes: tuple[str, ...]
    published_by: str | None
    published_at: datetime
    running: int = 0
    called: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """One published version without its texts."""

    key: str
    version: int
    name: str
    sha256: str
    lanes: tuple[str, ...]
    called: Mapping[str, int]
    published_by: str | None
    published_at: datetime
    running: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its way to the event that waits for it."""

    id: int
    task_id: str
    element: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Due:
    """An instance to wake, as it was when it was looked at (`ver`), the messages it is to be given, and whether signals
    have been thrown to it; or (`process`) a process to start, by the clock or for a message (its number)."""

    instance_id: str
    ver: int
    letters: tuple[Letter, ...] = ()
    signals: bool = False
    process: str = ""
    message: int = 0

    def also(self, other: Due) -> Due:
        """Both at once."""
        return replace(self, letters=(*self.letters, *other.letters), signals=self.signals or other.signals)
