"""The differential test of pruning, longer than in the suite: random diagrams, four ways and the token machine.

    .venv/bin/python -m benchmarks.pemangkasan              2,000 diagrams
    .venv/bin/python -m benchmarks.pemangkasan 5000 100000  5,000 diagrams from seed 100,000 on

Prints what was run, and every seed at which two of the five part (exit code 1). tests/workflows/test_prune.py runs the
first seeds in every suite, and the shipped diagrams and one diagram for each construct with them.
"""

import sys
import time

from tests.workflows import acak
from tests.workflows.kembar import Naskah, play
from tests.workflows.test_prune import compiled


def run(many: int, first: int) -> list[str]:
    """Play so many diagrams from a seed on; a line for each that failed."""
    begun, moves, ended, failed = time.perf_counter(), 0, 0, []
    for seed in range(first, first + many):
        drawn = acak.Pelukis(f"acak {seed}", depth=3 + seed % 3)
        texts = {key: one.xml() for key, one in drawn.called.items()}
        script = Naskah(compiled(drawn.main, drawn.called), drawn.main.xml(), acak.facts, texts)
        try:
            made, finished = play(script, f"langkah {seed}", moves=40)
        except AssertionError as error:
            failed.append(f"seed {seed}: {str(error)[:300]}")
            continue
        moves, ended = moves + made, ended + finished
    took = time.perf_counter() - begun
    print(f"{many} diagrams, {moves} moves, {ended} ended, {len(failed)} failed, {took:.0f} s")
    return failed


if __name__ == "__main__":
    given = [int(text) for text in sys.argv[1:]]
    failures = run(given[0] if given else 2000, given[1] if len(given) > 1 else 0)
    print("\n".join(failures))
    sys.exit(bool(failures))
