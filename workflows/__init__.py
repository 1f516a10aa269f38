"""The one door to the engine. Nothing here commits, opens a socket, or knows the portal.

Every changing function takes the caller's session and an optional aware `now`.
"""

from workflows.begun import Begun, begin, begin_again, begin_letter_again, put_off
from workflows.box import OPEN_USER, give_words
from workflows.checks import Finding, findings, text_problem
from workflows.counts import fold
from workflows.definitions import definition, definitions, publish, versions
from workflows.delegation import delegate, delegated, give_back, held_for_others
from workflows.difference import Change, differences, retyped
from workflows.engine import cancel, complete, preview, raise_error, send, start
from workflows.errors import (
    AlreadyRunning,
    Incident,
    NewerState,
    NotFound,
    NotPossible,
    NotPublishable,
    NotReady,
    NotSafe,
    NotYours,
    StepLimit,
    Suspended,
    Unfit,
    WorkflowError,
)
from workflows.facets import Facets, facets
from workflows.facts import checked as checked_facts
from workflows.foresight import foresee
from workflows.mending import correct, restart, retry
from workflows.migration import fits, migrate, revert
from workflows.moving import Place, Places, Scope, move, places
from workflows.opening import Opening, openings
from workflows.opening import catch_up as catch_up_openings
from workflows.outline import Element, Outline, outline
from workflows.recipients import Recipients, message_names, recipients
from workflows.renames import suggest
from workflows.schedule import Schedule, schedules
from workflows.search import Query, count_found, find, numbers, process_names
from workflows.starter import starter
from workflows.starts import FailedStart, count_failed_starts, failed_start_causes, failed_starts, give_up
from workflows.store import (
    count_tasks,
    history,
    instance,
    instances,
    last_step,
    task,
    tasks,
    waits,
)
from workflows.suspension import (
    Suspension,
    is_suspended,
    resume,
    resume_process,
    suspend,
    suspend_process,
    suspensions,
)
from workflows.tables import metadata
from workflows.ticks import due, fail, pending, tick, wake
from workflows.trouble import Cause, Failure, count_trouble, failed, failed_causes, failures, parked, parked_causes
from workflows.values import (
    HISTORY_WORDS,
    Advance,
    Decided,
    Definition,
    Due,
    Fired,
    Instance,
    Party,
    Step,
    Task,
    Verdict,
    Version,
    Waiting,
)
from workflows.worklist import assign, claim, hold, park, release

__all__ = [
    "HISTORY_WORDS",
    "OPEN_USER",
    "Advance",
    "AlreadyRunning",
    "Begun",
    "Cause",
    "Change",
    "Decided",
    "Definition",
    "Due",
    "Element",
    "Facets",
    "Failure",
    "Finding",
    "Fired",
    "Incident",
    "Instance",
    "NewerState",
    "NotFound",
    "NotPossible",
    "NotPublishable",
    "NotReady",
    "NotSafe",
    "NotYours",
    "Opening",
    "Outline",
    "Party",
    "Place",
    "Places",
    "Query",
    "Schedule",
    "Scope",
    "Step",
    "StepLimit",
    "Suspended",
    "Suspension",
    "Task",
    "Unfit",
    "Verdict",
    "Version",
    "Waiting",
    "WorkflowError",
    "assign",
    "begin",
    "begin_again",
    "cancel",
    "claim",
    "complete",
    "correct",
    "count_found",
    "count_tasks",
    "count_trouble",
    "definition",
    "definitions",
    "delegate",
    "delegated",
    "differences",
    "due",
    "facets",
    "fail",
    "failed",
    "failed_causes",
    "failures",
    "find",
    "findings",
    "fits",
    "fold",
    "foresee",
    "give_back",
    "held_for_others",
    "give_words",
    "history",
    "hold",
    "instance",
    "instances",
    "is_suspended",
    "last_step",
    "metadata",
    "migrate",
    "move",
    "numbers",
    "openings",
    "FailedStart",
    "count_failed_starts",
    "failed_start_causes",
    "failed_starts",
    "give_up",
    "begin_letter_again",
    "Recipients",
    "message_names",
    "recipients",
    "checked_facts",
    "catch_up_openings",
    "outline",
    "park",
    "parked",
    "parked_causes",
    "pending",
    "places",
    "preview",
    "process_names",
    "publish",
    "put_off",
    "raise_error",
    "release",
    "restart",
    "resume",
    "resume_process",
    "retry",
    "retyped",
    "revert",
    "schedules",
    "send",
    "start",
    "starter",
    "suggest",
    "suspend",
    "suspend_process",
    "suspensions",
    "task",
    "tasks",
    "text_problem",
    "tick",
    "versions",
    "waits",
    "wake",
]
