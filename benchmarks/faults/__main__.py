"""Make every fault, and print the figures.

    python -m benchmarks.faults [--small] [FAULT...]

The last lines are the table of figures; the exit code is 1 when one is not reached. `--small` makes few of each.
"""

from __future__ import annotations

import platform
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.faults import (
    attacks,
    clocks,
    damage,
    fuzzing,
    hostile_files,
    hostile_words,
    kills,
    races,
    round_trips,
    shortage,
    upgrades,
)
from benchmarks.faults.outcome import Outcome, table

FAULTS: dict[str, tuple[Callable[[], Outcome], Callable[[], Outcome]]] = {
    "kills": (lambda: kills.kills(1_000), lambda: kills.kills(20)),
    "records": (lambda: races.records(1_000), lambda: races.records(20)),
    "corrections": (lambda: races.corrections(100), lambda: races.corrections(5)),
    "imports": (lambda: races.imports(20), lambda: races.imports(2)),
    "upgrades": (lambda: upgrades.upgrades(200), lambda: upgrades.upgrades(6)),
    "flips": (lambda: damage.flips(1_000), lambda: damage.flips(40)),
    "shortages": (shortage.shortages, shortage.shortages),
    "attacks": (attacks.attacks, attacks.attacks),
    "files": (hostile_files.hostile_files, lambda: hostile_files.hostile_files(every=10)),
    "fuzzing": (lambda: fuzzing.fuzzing(seconds=60), lambda: fuzzing.fuzzing(examples=100)),
    "round-trips": (lambda: round_trips.round_trips(20), lambda: round_trips.round_trips(1)),
    "words": (hostile_words.hostile_words, hostile_words.hostile_words),
    "clocks": (clocks.clocks, clocks.clocks),
}
"""Each fault at full size, and small."""


def main(arguments: Sequence[str]) -> int:
    """Make the faults that are named, or all; give the exit code."""
    small = "--small" in arguments
    names = [name for name in arguments if name != "--small"] or list(FAULTS)
    if unknown := [name for name in names if name not in FAULTS]:
        print(f"no such fault: {', '.join(unknown)}; there are {', '.join(FAULTS)}")
        return 2
    outcomes = []
    for name in names:
        begun = time.monotonic()
        outcome = FAULTS[name][small]()
        outcomes.append(outcome)
        print(f"{name}: {time.monotonic() - begun:.0f} s", flush=True)
        for text in outcome.missed:
            print(f"  missed: {text}", flush=True)
    print(f"\n{platform.machine()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}\n")
    print(table(outcomes))
    return 0 if all(outcome.passed for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
