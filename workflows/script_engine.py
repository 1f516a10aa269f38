"""The only script engine an instance ever gets: the library's own runs full Python, this one our expressions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn.script_engine import BasePythonScriptEngineEnvironment, PythonScriptEngine
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import MultiInstanceTask
from SpiffWorkflow.exceptions import SpiffWorkflowException

from workflows import clock, expressions, facts
from workflows.decision_table import Answer, Table
from workflows.errors import Incident, NotSafe, StepLimit, WorkflowError

MAX_INSTANCES = 200


def given() -> dict[str, Any]:
    """What a diagram's expressions find besides the facts: `sekarang`, the engine's clock as ISO text in WITA."""
    return {"sekarang": clock.now().astimezone(clock.WITA).isoformat(timespec="seconds")}


class SafeEnvironment(BasePythonScriptEngineEnvironment):
    """Evaluation over task data; nothing here reaches Python's eval."""

    def evaluate(self, expression: str, context: Mapping[str, Any], external_context: Any = None) -> Any:
        """The value of the expression over the facts."""
        return expressions.evaluate(expression, context, {**given(), **(external_context or {})})

    def execute(self, script: str, context: dict[str, Any], external_context: Any = None) -> bool:
        """Run the script; all of its facts or none."""
        extra = given()
        new = expressions.execute(script, {**context, **extra})
        for key in extra:
            del new[key]
        for key, value in new.items():
            if key not in context or context[key] is not value:
                facts.check_value(facts.check_key(key), value)
        context.clear()
        context.update(new)
        return True

    def call_service(self, context: Any, **kwargs: Any) -> Any:
        """Never: service tasks are external, see elements.ServiceTask."""
        raise NotSafe("tugas layanan dijalankan di luar mesin alur")


class SafeScriptEngine(PythonScriptEngine):
    """Wraps every failure into an Incident that names the element."""

    def __init__(self) -> None:
        super().__init__(SafeEnvironment())

    def validate(self, expression: str) -> None:
        """NotSafe if the text is not an expression of ours; the library's own would compile it as Python."""
        expressions.check(expression)

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        """The value of an expression in a task's data; Incident if it fails."""
        value = self._run(task, expression, lambda: self.environment.evaluate(expression, task.data, external_context))
        spec = task.task_spec
        if isinstance(spec, MultiInstanceTask) and expression == spec.cardinality:
            _check_cardinality(spec, value)
        return value

    def evaluate_over(self, task: Any, expression: str, facts: Mapping[str, Any]) -> Any:
        """The value of an expression over other facts than the task's own; Incident if it fails."""
        return self._run(task, expression, lambda: expressions.evaluate(expression, facts))

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        """Run a script on a task's data; Incident if it fails, and then the data is as before."""
        return self._run(task, script, lambda: self.environment.execute(script, task.data))

    def decide(self, task: Any, table: Table) -> Answer:
        """What a decision table answers to a task's data; Incident if it has no answer."""
        return self._run(task, f"tabel keputusan {table.id}", lambda: table.decide(task.data, given()))

    def call_service(self, task: Any, **kwargs: Any) -> Any:
        """Never called; refused if it is."""
        return self.environment.call_service(task.data, **kwargs)

    @staticmethod
    def _run(task: Any, text: str, work: Any) -> Any:
        try:
            return work()
        except WorkflowError as error:
            if isinstance(error, Incident | StepLimit):
                raise
            raise Incident(_element(task), f"{_short(text)}: {error}") from error
        except SpiffWorkflowException:
            raise
        except Exception as error:
            raise Incident(_element(task), f"{_short(text)}: {error}") from error


def _element(task: Any) -> str:
    return task.task_spec.bpmn_id or task.task_spec.name


def _short(text: str) -> str:
    text = " ".join(text.split())
    return f"'{text if len(text) <= 60 else text[:57] + '...'}'"


def _check_cardinality(spec: Any, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_INSTANCES:
        raise Incident(spec.bpmn_id or spec.name, f"banyaknya ulangan harus 0 sampai {MAX_INSTANCES}, bukan {value!r}")


ENGINE = SafeScriptEngine()
