"""Cases open to somebody because he does a task in them for another; below security, whose Actor knows them."""

from sqlalchemy import ColumnElement, Select

import workflows


def instans(pihak: ColumnElement[str]) -> Select[tuple[str]]:
    """A SELECT of the ids of those instances, for as long as the task is open."""
    return workflows.held_for_others(pihak)
