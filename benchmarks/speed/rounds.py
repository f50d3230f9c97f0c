"""Running a case: its contenders in turns, round after round, so that a drifting machine drifts for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.speed.case import Case, Contender, Runs
from benchmarks.speed.grounds import Grounds
from benchmarks.speed.instructions import count_instructions
from benchmarks.speed.measure import Measured, measure
from benchmarks.speed.programs import CACHEGRIND

OFTEN, SELDOM = 25, 5
"""Runs of a short case, and of one that takes seconds."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A contender with its command, for which everything is built."""

    contender: Contender
    command: Sequence[str]

    def run(self, grounds: Grounds, terminal: bool) -> Measured:
        """Prepare, measure, and check; raises `Failed` if the command did not do what it says."""
        self.contender.prepare(grounds)
        measured = measure(self.command, folder=grounds.folder, environment=grounds.environment, terminal=terminal)
        self.contender.check(grounds, measured.output)
        return measured


def run(case: Case, grounds: Grounds, times: int | None = None, *, count: bool = True) -> Runs:
    """Run a case so many times; `count` says whether instructions of short cases are counted too.

    A short case that is run several times is run once before it is measured. Rounds go through the contenders forwards
    and backwards by turns.
    """
    runs = Runs()
    ready = []
    for contender in case.contenders:
        if reason := grounds.programs.missing.get(contender.needs):
            runs.skipped[contender.name] = reason
            continue
        ready.append(Ready(contender, contender.command(grounds)))
        runs.runs[contender.name] = []
        if contender.size is not None:
            runs.sizes[contender.name] = contender.size(grounds)
        if contender.note is not None:
            runs.notes[contender.name] = contender.note(grounds)
    rounds = times or (OFTEN if case.short else SELDOM)
    if case.short and rounds > 1:
        for one in ready:
            one.run(grounds, case.terminal)
    for number in range(rounds):
        for one in ready if number % 2 == 0 else reversed(ready):
            runs.runs[one.contender.name].append(one.run(grounds, case.terminal))
    if count and case.short and CACHEGRIND in grounds.programs.others:
        for one in ready:
            one.contender.prepare(grounds)
            runs.instructions[one.contender.name] = count_instructions(grounds, one.command, terminal=case.terminal)
    return runs
