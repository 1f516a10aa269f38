"""Start, complete, end: what one advance does, with a save and a load between every two steps."""

from tests.workflows.diagrams import line, loop


def test_an_instance_runs_from_its_start_to_its_end_event(desk):
    first = desk.start(line("satu", "isi", "tinjau"))
    assert [task.element for task in first.opened] == ["isi"]
    second = desk.do("isi", nilai=3)
    assert [task.element for task in second.opened] == ["tinjau"]
    assert [task.element for task in second.ended] == ["isi"]
    last = desk.do("tinjau")
    assert last.instance.status == "done"
    assert last.instance.facts == {"nilai": 3}
    assert desk.open() == {}
    assert [step.element for step in desk.history(first)] == ["mulai", "isi", "tinjau", "selesai"]


def test_a_loop_goes_back_until_it_is_agreed(desk):
    desk.start(loop("putar"))
    for _ in range(3):
        desk.do("isi")
        desk.do("tinjau", setuju=False)
    desk.do("isi")
    assert desk.do("tinjau", setuju=True).instance.status == "done"
