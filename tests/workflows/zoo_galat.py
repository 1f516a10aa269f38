"""Animals of the zoo whose jobs may end with an error (see tests.workflows.kembar.JOBS_FAIL)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.workflows.acak import MI
from tests.workflows.diagrams import Diagram
from tests.workflows.zoo_alat import LOOP, OPERATOR, Animal, again, split


def failing_job(trigger: str, loop: str = "") -> Callable[[], Animal]:
    """A job that may end with an error: beside another branch in a loop, caught on the task."""

    def draw() -> Animal:
        drawn = split(Diagram("z"), "parallel", "b", "c").user("d").xor("temu").timer("lewat", "P9D", on="b").end("e1")
        drawn._node("serviceTask", "kerja", lane="Sistem", inside=loop, extension=OPERATOR)
        drawn.event("gagal_1", trigger, on="kerja").path("g", "kerja", "temu", "h").path("gagal_1", "d", "temu")
        return again(drawn.path("lewat", "e1"), "g", "h")

    return draw


def failing_inside(where: str) -> Callable[[], Animal]:
    """Caught on a sub-process around it, or by an event sub-process beside it."""

    def draw() -> Animal:
        part = Diagram("y").start("m1").gateway("parallel", "g1").user("p").end("e1").end("e2")
        part._node("serviceTask", "kerja", lane="Sistem", extension=OPERATOR)
        part.event("lain", "error:G2", on="kerja").path("lain", "e2")
        part.path("m1", "g1", "p", "e1").path("g1", "kerja", "e2")
        drawn = Diagram("z").user("d").xor("temu")
        if where == "around":
            drawn.event("gagal_1", "error:G1", on="s").path("gagal_1", "d", "temu")
        else:
            body = Diagram("x").start("gagal_1", on="error:").user("u").end("e9").path("gagal_1", "u", "e9")
            part.sub("E", body, triggered=True)
            drawn.timer("lewat", "P9D", on="s").path("lewat", "d", "temu")
        return again(drawn.sub("s", part).path("s", "temu"), "s", "temu")

    return draw


FAILING_JOBS: Mapping[str, tuple[Callable[[], Animal], bool]] = {
    "error of a job, caught on its task": (failing_job("error:G1"), True),
    "error of a job, any is caught": (failing_job("error:"), True),
    "error of a job, parallel multi-instance": (failing_job("error:G1", MI.format("false", 3)), True),
    "error of a job, sequential multi-instance": (failing_job("error:G1", MI.format("true", 3)), True),
    "error of a job, standard loop": (failing_job("error:", LOOP), True),
    "error of a job, caught around its sub-process": (failing_inside("around"), True),
    "error of a job, caught by an event sub-process": (failing_inside("beside"), True),
}
