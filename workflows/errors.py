"""What the engine refuses, in words a user can read. The portal maps each to a page (404, 409, 422)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workflows.values import Task, Verdict


class WorkflowError(Exception):
    """Base of everything the engine raises on purpose."""


class NotFound(WorkflowError):
    """No such task, instance or definition (404)."""


class NotYours(WorkflowError):
    """The task belongs to somebody the actor may not act for (404: do not tell that it exists)."""

    def __init__(self, task: Task) -> None:
        super().__init__("Tugas ini bukan tugas Anda.")
        self.task = task


class NotReady(WorkflowError):
    """Somebody was there first: the task is done, cancelled or claimed by another (409).

    `by` and `at` say who and when; both None when the instance itself moved on.
    """

    def __init__(self, task: Task | None, by: str | None = None, at: datetime | None = None) -> None:
        super().__init__("Tugas ini sudah tidak menunggu Anda.")
        self.task = task
        self.by = by
        self.at = at


class Suspended(WorkflowError):
    """Put on hold by somebody: a process takes no new instances, an instance does not move (409).

    Nothing is lost: whoever tries again after it has been resumed succeeds. `task` is what was to be done, if anything.
    """

    def __init__(self, message: str, *, process: str, task: Task | None = None) -> None:
        super().__init__(message)
        self.process = process
        self.task = task

    @classmethod
    def of(cls, task: Task) -> Suspended:
        """A task of an instance on hold."""
        message = "Proses ini sedang ditangguhkan. Kerjakan lagi setelah proses dilanjutkan."
        return cls(message, process=task.process, task=task)


class NotPossible(WorkflowError):
    """An operation that makes no sense on the instance as it is; the message says why and what to do (409)."""


class Unfit(WorkflowError):
    """The instance finds no place in the other version; `verdict` says why, element by element (422)."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__("Proses ini belum dapat beralih versi: " + " ".join(verdict.reasons))
        self.verdict = verdict


class NotPublishable(WorkflowError):
    """The diagram has findings of level "galat" (422)."""

    def __init__(self, findings: Sequence[Any]) -> None:
        super().__init__("Diagram belum dapat diterbitkan: " + "; ".join(str(f.message) for f in findings[:5]))
        self.findings = tuple(findings)


class NotSafe(WorkflowError, ValueError):
    """An expression, a script or an XML text holds something that is not on the list of what is allowed."""


class AlreadyRunning(WorkflowError):
    """An instance of this process with this business key is running."""

    def __init__(self, process: str, business_key: str) -> None:
        super().__init__(f"Proses {process} untuk {business_key} sudah berjalan.")
        self.process = process
        self.business_key = business_key


class NewerState(WorkflowError):
    """A newer release has saved this instance: this process cannot read it and must leave it to a newer one (503)."""

    def __init__(self, form: object) -> None:
        super().__init__(f"Proses ini disimpan oleh versi portal yang lebih baru (bentuk {form}).")


class StepLimit(WorkflowError):
    """The diagram worked on without end: more automatic steps in one advance than the budget allows."""


class Incident(WorkflowError):
    """A step of the diagram failed at run time; nothing of this advance may be kept."""

    def __init__(self, element: str, message: str) -> None:
        super().__init__(f"Langkah {element} gagal dijalankan: {message}")
        self.element = element
        self.message = message
