"""Counting the instructions of a command, which repeat to 1 % where times by the clock drift."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.speed.grounds import Grounds
from benchmarks.speed.measure import Failed, measure
from benchmarks.speed.programs import CACHEGRIND

_TOLD = re.compile(r"I +refs: +([0-9,]+)")


def count_instructions(grounds: Grounds, command: Sequence[str], *, terminal: bool) -> int:
    """Run a command under Cachegrind, strings hashed alike each time, and give how many instructions it executed."""
    log = grounds.path("cachegrind.txt")
    measure(
        (
            grounds.programs.others[CACHEGRIND],
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
            f"--log-file={log}",
            *command,
        ),
        folder=grounds.folder,
        environment={**grounds.environment, "PYTHONHASHSEED": "0"},
        terminal=terminal,
    )
    return told_instructions(log.read_text(encoding="utf-8"))


def told_instructions(log: str) -> int:
    """Read the count in what Cachegrind tells."""
    found = _TOLD.search(log)
    if found is None:
        raise Failed(f"Cachegrind told no count:\n{log[-2000:]}")
    return int(found[1].replace(",", ""))
