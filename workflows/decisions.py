"""The business rule task: asks its decision table through the instance's script engine."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.dmn.specs import BusinessRuleTaskMixin
from SpiffWorkflow.spiff.parser.task_spec import BusinessRuleTaskParser
from SpiffWorkflow.spiff.specs.defaults import BusinessRuleTask

from workflows import decision_table
from workflows.decision_table import Answer, Table
from workflows.values import Decided, Fired

ROWS = "baris tabel"  # in a line of the history; no fact can be called that
_SLOT = "baris"


class DecisionTask(BusinessRuleTask):
    """Sets the facts its table answers; `dmnEngine` is our table, not the library's engine."""

    def _run_hook(self, my_task: Any) -> bool:
        answer = my_task.workflow.script_engine.decide(my_task, self.dmnEngine)
        my_task.data.update(answer.facts)
        my_task.internal_data[_SLOT] = _told(self.bpmn_id, self.dmnEngine, answer)
        super(BusinessRuleTaskMixin, self)._run_hook(my_task)
        return True


def decided(task: Any) -> Decided | None:
    """What the task's table answered, once; None for any other task."""
    return task.internal_data.pop(_SLOT, None)


def rows_of(told: Decided | None) -> dict[str, str]:
    """What a history line says of the rows that matched."""
    return {} if told is None else {ROWS: ", ".join(str(row.number) for row in told.rows)}


def _told(element: str, table: Table, answer: Answer) -> Decided:
    rows = {row.number: row for row in table.rows}
    fired = tuple(Fired(number, rows[number].note, rows[number].cells) for number in answer.rows)
    asked = tuple(zip(table.labels, answer.asked, strict=True))
    return Decided(element, table.decision, table.name, table.basis, table.policy, asked, fired, answer.facts)


class DecisionTaskParser(BusinessRuleTaskParser):
    """Reads the table itself: of the library's parser only the schema and the name are used."""

    def create_task(self) -> DecisionTask:
        """The task with its compiled table."""
        extensions = self.parse_extensions()
        decision = self.process_parser.parser.dmn_parsers[self.get_decision_ref(self.node)]
        return DecisionTask(
            self.spec,
            self.bpmn_id,
            dmnEngine=decision_table.read(decision.node),
            prescript=extensions.get("preScript"),
            postscript=extensions.get("postScript"),
            **self.bpmn_attributes,
        )
