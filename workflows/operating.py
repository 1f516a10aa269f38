"""How every operation on an instance begins, and the line it leaves in the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from workflows import save
from workflows.errors import NotFound, NotReady
from workflows.run import Done
from workflows.values import Party, What

TITLES: dict[What, str] = {
    "suspended": "Ditangguhkan",
    "resumed": "Dilanjutkan",
    "retried": "Dicoba lagi",
    "restarted": "Dimulai ulang",
    "moved": "Dipindahkan",
    "corrected": "Fakta dibetulkan",
    "migrated": "Beralih versi",
    "reverted": "Kembali ke versi sebelumnya",
}


def reasoned(reason: str) -> str:
    """The reason without blanks around it; ValueError where there is none."""
    if not reason.strip():
        raise ValueError("tindakan ini perlu alasan")
    return reason.strip()


def begin(session: Session, instance_id: str, reason: str) -> Row[Any]:
    """The row of a running instance, locked on PostgreSQL. ValueError without a reason; NotFound; NotReady if ended."""
    reasoned(reason)
    row = save.lock(session, instance_id)
    if row is None:
        raise NotFound("Proses tidak ditemukan.")
    if row.ended_at is not None:
        raise NotReady(None, None, row.ended_at)
    return row


def line(
    row: Any, what: What, by: Party, reason: str, details: Mapping[str, Any] | None = None, element: str | None = None
) -> Done:
    """The history's line: what was done to the instance, by whom and why."""
    facts = {"alasan": reasoned(reason), **(details or {})}
    return Done(element or row.process, TITLES[what], "instance", "", what, by.id, None, facts)
