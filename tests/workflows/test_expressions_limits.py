"""No evaluation takes more than 50 ms or 20 MB, whatever the text and the facts; nor all of an advance much more."""

import json
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest

from tests.workflows import terberat
from tests.workflows.diagrams import Diagram
from workflows import compiler, meter
from workflows.errors import Incident, NotSafe, StepLimit
from workflows.expressions import evaluate, execute
from workflows.meter import ADVANCE, WORK, Evaluation, spend
from workflows.run import Run

SECONDS, BYTES = 0.050, 20_000_000
EVERY = "41"  # of the heavy texts; all of them: python -m benchmarks.ungkapan


def test_no_evaluation_takes_more_than_fifty_milliseconds_or_twenty_megabytes():
    """Measured in a process of its own, in its CPU time: the machine may be busy."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.workflows.terberat", EVERY],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    slowest, biggest = max(rows, key=lambda row: row[3]), max(rows, key=lambda row: row[4])
    print(f"{len(rows)} texts; slowest {slowest[3] * 1000:.1f} ms of CPU: {slowest[:2]} ({slowest[5]})")
    print(f"biggest {biggest[4] / 1e6:.1f} MB: {biggest[:2]} ({biggest[5]})")
    assert len(rows) > 150
    assert slowest[3] <= SECONDS, slowest
    assert biggest[4] <= BYTES, biggest


def test_heavy_work_is_refused_by_counting_and_not_by_the_clock():
    for text in (f"len([{', '.join(['sum(d)'] * 90)}])", f"len([{', '.join(['s == s'] * 90)}])"):
        for _ in range(3):
            with pytest.raises(NotSafe, match="terlalu berat"):
                evaluate(text, terberat.FAKTA)


def test_a_script_is_one_evaluation():
    line = "x = sum(s)\n"
    assert execute(line * 5, terberat.FAKTA)["x"] == sum(range(1_000))
    with pytest.raises(NotSafe, match="terlalu berat"):
        execute(line * 80, terberat.FAKTA)


def test_what_is_refused_does_not_count_against_the_next_evaluation():
    for _ in range(2):
        with pytest.raises(NotSafe), Evaluation():
            spend(WORK)
        with Evaluation():
            spend(WORK // 2)


def berputar(text: str) -> compiler.Compiled:
    """A loop without end around one script."""
    drawn = Diagram("z").start().xor("m").script("s", text).xor("x", default="f_x").end().path("mulai", "m", "s", "x")
    drawn.flow("x", "selesai", "a < 0").flow("x", "m", id="f_x")
    return compiler.compile_text("z", "z" * 8, drawn.xml(), {}, {})


def test_an_advance_of_heavy_steps_stops_within_its_budget_of_work():
    text = "a = 1\n" + "\n".join(f"b{n} = [{', '.join(['panjang == panjang2'] * 9)}]" for n in range(4))
    text += "\n" + "\n".join(f"del b{n}" for n in range(4))
    facts = {"panjang": ["x"] * 200, "panjang2": ["x"] * 200}
    begun = process_time()
    run = Run.begin(berputar(text), facts, "k")
    with pytest.raises(StepLimit, match="perhitungan"):
        run.settle()
    took = process_time() - begun
    print(f"stopped after {took:.2f} s of CPU")
    assert took < 10, "five hundred steps of fifty milliseconds would be 25 s"


def test_an_advance_of_light_steps_stops_at_its_number_of_steps():
    run = Run.begin(berputar("a = 1"), {}, "k")
    with pytest.raises(StepLimit, match="500 langkah"):
        run.settle()


def test_the_budget_of_an_advance_is_not_the_budget_of_one_evaluation():
    assert ADVANCE >= 50 * WORK
    left = [WORK]
    with meter.Advance(left):
        evaluate("1 + 1", {})
    assert WORK - 100 < left[0] < WORK
    with pytest.raises(StepLimit), meter.Advance([10]):
        evaluate("1 + 1", {})


def test_a_step_that_is_too_heavy_is_an_incident_that_names_it():
    drawn = Diagram("z").start().script("berat", f"a = len([{', '.join(['b == c'] * 90)}])").end()
    spec = compiler.compile_text("z", "z" * 8, drawn.path("mulai", "berat", "selesai").xml(), {}, {})
    run = Run.begin(spec, {"b": ["x"] * 200, "c": ["x"] * 200}, "k")
    with pytest.raises(Incident, match="berat.*terlalu berat"):
        run.settle()
