"""The one door to the engine. Nothing here commits, opens a socket, or knows the portal.

Every changing function takes the caller's session and an optional aware `now`.
"""

from workflows.definitions import definition, definitions, publish
from workflows.engine import cancel, complete, preview, start
from workflows.errors import (
    AlreadyRunning,
    Incident,
    NotFound,
    NotPublishable,
    NotReady,
    NotSafe,
    NotYours,
    StepLimit,
    WorkflowError,
)
from workflows.search import Query, count_found, find, process_names
from workflows.store import Facets, count_tasks, facets, history, instance, instances, task, tasks, waits
from workflows.tables import metadata
from workflows.ticks import due, tick
from workflows.values import Advance, Definition, Instance, Party, Step, Task, Waiting
from workflows.worklist import assign, claim, hold, park, release

__all__ = [
    "Advance",
    "AlreadyRunning",
    "Definition",
    "Facets",
    "Incident",
    "Instance",
    "NotFound",
    "NotPublishable",
    "NotReady",
    "NotSafe",
    "NotYours",
    "Party",
    "Query",
    "Step",
    "StepLimit",
    "Task",
    "Waiting",
    "WorkflowError",
    "assign",
    "cancel",
    "claim",
    "complete",
    "count_found",
    "count_tasks",
    "definition",
    "definitions",
    "due",
    "facets",
    "find",
    "history",
    "hold",
    "instance",
    "instances",
    "metadata",
    "park",
    "preview",
    "process_names",
    "publish",
    "release",
    "start",
    "task",
    "tasks",
    "tick",
    "waits",
]
