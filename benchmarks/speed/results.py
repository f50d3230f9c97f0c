"""The results of a run, as data: what JSON holds, and what the tables are made from."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.speed.case import GROWTH, MEASURES, MEMORY, TIME, Case, Goal, Runs, reached
from benchmarks.speed.grounds import Built
from benchmarks.speed.profiles import Profile

SCHEMA = "sciplan/benchmarks/1"


@dataclass(slots=True)
class Results:
    """Everything that one run has measured."""

    machine: Mapping[str, str]
    small: bool
    cases: list[tuple[Case, Runs]] = field(default_factory=list)
    ledgers: Sequence[Built] = ()
    profiles: dict[str, Profile] = field(default_factory=dict)

    @property
    def missed(self) -> list[str]:
        """The names of cases that do not reach all of their goals."""
        return [case.name for case, runs in self.cases if any(reached(goal, runs)[1] is False for goal in case.goals)]


def quartiles(times: Sequence[float]) -> tuple[float, float, float]:
    """Give the first quartile, the median and the third quartile."""
    if len(times) == 1:
        return times[0], times[0], times[0]
    first, median, third = statistics.quantiles(times, n=4, method="inclusive")
    return first, median, third


def document(results: Results) -> dict[str, object]:
    """Give the results as a JSON document."""
    return {
        "schema": SCHEMA,
        "machine": dict(results.machine),
        "small": results.small,
        "cases": [_case(case, runs) for case, runs in results.cases],
        "ledgers": [asdict(built) for built in results.ledgers],
        "profiles": {name: asdict(one) for name, one in results.profiles.items()},
    }


def _case(case: Case, runs: Runs) -> dict[str, object]:
    return {
        "name": case.name,
        "title": case.title,
        "terminal": case.terminal,
        "contenders": [_contender(runs, name) for name in runs.runs],
        "goals": [_goal(goal, runs) for goal in case.goals],
        "skipped": runs.skipped,
    }


def _contender(runs: Runs, name: str) -> dict[str, object]:
    measured = runs.runs[name]
    first, median, third = quartiles([run.wall for run in measured])
    return {
        "name": name,
        "note": runs.notes.get(name),
        "entries": runs.sizes.get(name),
        "wall": {"median": median, "quartiles": [first, third], "runs": [run.wall for run in measured]},
        "processor": statistics.median(run.processor for run in measured),
        "resident": runs.resident(name),
        "instructions": runs.instructions.get(name),
    }


def _goal(goal: Goal, runs: Runs) -> dict[str, object]:
    figure, good = reached(goal, runs)
    return {
        "measure": goal.measure,
        "against": goal.against or None,
        "figure": figure,
        "sign": MEASURES[goal.measure].sign,
        "bound": goal.bound,
        "reached": good,
        "instructions": instructions_ratio(goal, runs),
    }


def instructions_ratio(goal: Goal, runs: Runs) -> float | None:
    """Give the instructions of ours for each one of the yardstick's, where both were counted."""
    counted = runs.instructions
    if goal.measure in (MEMORY, GROWTH) or not {runs.ours, goal.against} <= set(counted):
        return None
    return counted[runs.ours] / counted[goal.against] if goal.measure == TIME else None
