"""The diagram language, longer than in the suite: against its reference interpreter, and its heaviest texts.

    .venv/bin/python -m benchmarks.ungkapan                 3,000 seeds of seven texts each, and every 20th heavy text
    .venv/bin/python -m benchmarks.ungkapan 50000 100000    50,000 seeds from 100,000 on, and every heavy text

Prints how the texts ended, each on which the two part (exit code 1), and the heaviest by CPU time and by memory.
"""

import json
import subprocess
import sys
import time

from tests.workflows.adu import adu


def bandingkan(many: int, first: int) -> int:
    """Compare so many seeds from one on; how many texts part."""
    begun = time.perf_counter()
    parted, seen = adu(range(first, first + many), print)
    for (kind, end), count in sorted(seen.items()):
        print(f"{kind:12} {end:20} {count:9,}")
    print(f"{sum(seen.values()):,} texts, {parted} part, {time.perf_counter() - begun:.0f} s")
    return parted


def timbang(every: int) -> None:
    """The heaviest texts, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.workflows.terberat", str(every)], capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    print(f"{len(rows):,} heavy texts (limits: 50 ms of CPU, 20 MB)")
    for name, column in (("CPU", 3), ("memory", 4)):
        for kind, text, length, seconds, peak, answer in sorted(rows, key=lambda row: -row[column])[:5]:
            print(
                f"{name:7} {seconds * 1000:5.1f} ms {peak / 1e6:5.1f} MB  {kind}, {length} letters: {text!r} ({answer})"
            )


def main() -> int:
    """As the command line says; the number of texts that part."""
    given = [int(text) for text in sys.argv[1:]]
    parted = bandingkan(given[0] if given else 3_000, given[1] if len(given) > 1 else 0)
    timbang(1 if given else 20)
    return parted


if __name__ == "__main__":
    sys.exit(bool(main()))
