"""The one door to the engine. Nothing here commits, opens a socket, or knows the portal.

Every changing function takes the caller's session and an optional aware `now`.
"""

from workflows.checks import Finding, findings, text_problem
from workflows.definitions import definition, definitions, publish, versions
from workflows.difference import Change, differences, retyped
from workflows.engine import cancel, complete, preview, start
from workflows.errors import (
    AlreadyRunning,
    Incident,
    NewerState,
    NotFound,
    NotPublishable,
    NotReady,
    NotSafe,
    NotYours,
    StepLimit,
    WorkflowError,
)
from workflows.outline import Element, Outline, outline
from workflows.search import Query, count_found, find, process_names
from workflows.starter import starter
from workflows.store import Facets, count_tasks, facets, history, instance, instances, task, tasks, waits
from workflows.tables import metadata
from workflows.ticks import due, fail, pending, tick, wake
from workflows.values import Advance, Definition, Due, Instance, Party, Step, Task, Version, Waiting
from workflows.worklist import assign, claim, hold, park, release

__all__ = [
    "Advance",
    "AlreadyRunning",
    "Change",
    "Definition",
    "Due",
    "Element",
    "Facets",
    "Finding",
    "Incident",
    "Instance",
    "NewerState",
    "NotFound",
    "NotPublishable",
    "NotReady",
    "NotSafe",
    "NotYours",
    "Outline",
    "Party",
    "Query",
    "Step",
    "StepLimit",
    "Task",
    "Version",
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
    "differences",
    "due",
    "facets",
    "fail",
    "find",
    "findings",
    "history",
    "hold",
    "instance",
    "instances",
    "metadata",
    "outline",
    "park",
    "pending",
    "preview",
    "process_names",
    "publish",
    "release",
    "retyped",
    "start",
    "starter",
    "task",
    "tasks",
    "text_problem",
    "tick",
    "versions",
    "waits",
    "wake",
]
