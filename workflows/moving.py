"""Leading a token of an instance from where it stands to another element of the same process or sub-process run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows import clock, codec, plan, save
from workflows import facts as flat
from workflows import tables as t
from workflows import tokens as tk
from workflows.errors import NotFound, NotPossible
from workflows.kinds import kind_of
from workflows.operating import begin, line
from workflows.plan import INCIDENT, SUSPENDED
from workflows.run import Run
from workflows.scopes import tell
from workflows.values import Advance, Party


@dataclass(frozen=True, slots=True)
class Place:
    """An element of the diagram; `tasks`: ids of what stands there (none for a target)."""

    element: str
    name: str
    kind: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The process ("" as id) or one sub-process run (the id of its task): what stands in it, and where it could go."""

    id: str
    name: str
    sources: tuple[Place, ...]
    targets: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where an instance stands, the process first, then what runs inside it."""

    instance_id: str
    scopes: tuple[Scope, ...]


def move(
    session: Session,
    instance_id: str,
    *,
    source: str,
    target: str,
    by: Party,
    reason: str,
    facts: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Advance:
    """Take the token at `source` back and let it appear at `target`, with its facts and these.

    `source`: the element of an open task, wait, incident or part that runs inside, or a task id where an element is
    open several times; `target`: an element of the same process or sub-process run. NotPossible says what is wrong;
    Incident: what follows fails, roll back.
    """
    given = flat.checked(facts or {})
    with clock.at(now) as moment:
        row = begin(session, instance_id, reason)
        if row.status == SUSPENDED:
            raise NotPossible("Proses ini sedang ditangguhkan. Lanjutkan dahulu, lalu pindahkan.")
        tasks = save.open_tasks(session, instance_id)
        run = save.load(session, row)
        before = plan.Before(row, tasks, run.waits())
        token = _token(run, source, failed_at(session, row))
        spec = _target(token, target)
        details = {"dari": token.element, "ke": target} | ({"fakta": given} if given else {})
        run.done.append(line(row, "moved", by, reason, details, element=token.element))
        run.operate(token.task, lambda: reroute(run, token, spec, given))
        run.settle()
        return save.write(session, plan.make(before, run, moment))


def places(session: Session, instance_id: str) -> Places:
    """Where an instance stands and where each of its tokens could be led. Nothing stands in one that has ended."""
    row = session.execute(select(t.instance).where(t.instance.c.id == instance_id)).first()
    if row is None:
        raise NotFound("Proses tidak ditemukan.")
    if row.ended_at is not None:
        return Places(instance_id, ())
    run = save.load(session, row)
    return Places(instance_id, tuple(_scopes(run, failed_at(session, row))))


def reroute(run: Run, token: tk.Token, spec: Any, given: Mapping[str, Any]) -> None:
    """In memory: one token goes, one comes."""
    carried = {**tk.carried(token, run.facts), **given}
    run.facts.update(given)
    tell(token.part, given, ())
    tk.withdraw(token)
    tk.appear(token.part, spec, carried)


def failed_at(session: Session, row: Any) -> dict[str, str]:
    """From the element of the instance's incident to the id of the task that led there."""
    if row.status != INCIDENT:
        return {}
    lines = t.history.c
    query = select(lines.element, lines.facts).where(lines.instance_id == row.id, lines.what == "incident")
    last = session.execute(query.order_by(lines.seq.desc()).limit(1)).first()
    led = codec.loads(last.facts).get("asal") if last is not None else None
    return {last.element: led} if last is not None and led else {}


def _token(run: Run, source: str, failed: Mapping[str, str]) -> tk.Token:
    wanted = failed.get(source, source)
    every = [token for part in tk.parts(run.workflow) for token in tk.tokens(part)]
    by_id = [token for token in every if wanted in token.ids()]
    found = (
        by_id
        or [token for token in every if wanted == token.element]
        or [token for token in every if wanted in token.elements()]
    )
    if not found:
        raise NotPossible(f"Tidak ada yang menunggu di {source}. Muat ulang untuk melihat tempatnya sekarang.")
    if len(found) > 1:
        raise NotPossible(f"{source} terbuka {len(found)} kali. Pilih salah satu tugasnya.")
    return found[0]


def _target(token: tk.Token, target: str) -> Any:
    spec = tk.find_spec(token.part.spec, target)
    if spec is None:
        raise NotPossible(f"{target} tidak ada di bagian proses yang sama dengan {token.element}.")
    wrong = tk.forbidden(spec)
    if wrong is not None:
        raise NotPossible(f"{tk.name_of(spec)}: {wrong}.")
    return spec


def _scopes(run: Run, failed: Mapping[str, str]) -> Iterator[Scope]:
    for part in tk.parts(run.workflow):
        standing: dict[str, tk.Token] = {}
        ids: dict[str, list[str]] = {}
        for token in tk.tokens(part):
            standing.setdefault(token.element, token)
            ids.setdefault(token.element, []).append(token.task.id)
        sources = [Place(key, one.name, one.kind, tuple(ids[key])) for key, one in standing.items()]
        sources += [Place(key, key, "incident", (led,)) for key, led in failed.items() if led in part.tasks]
        found = tk.targets(part.spec)
        targets = tuple(Place(one.bpmn_id, tk.name_of(one), kind_of(one)) for one in found)
        owner = run.workflow.get_task_from_id(part.parent_task_id) if part.parent_task_id else None
        name = tk.name_of(owner.task_spec) if owner else part.spec.description or ""
        yield Scope(part.parent_task_id if owner else "", name, tuple(sources), targets)
