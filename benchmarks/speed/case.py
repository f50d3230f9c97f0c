"""What is measured: commands that take turns, and the goals that their figures are to reach."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.speed.grounds import Grounds
from benchmarks.speed.measure import Failed, Measured

Figure = float | None


def nothing(_grounds: Grounds) -> None:
    """Prepare nothing, because nothing needs to be."""


def anything(_grounds: Grounds, _output: str) -> None:
    """Accept whatever is printed."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A command, what is done before each run of it, and what must be true after it.

    `needs` is the program without which it cannot run; `size` is how many entries it runs over, where that matters;
    `note` stands beside its name in the results.
    """

    name: str
    command: Callable[[Grounds], Sequence[str]]
    check: Callable[[Grounds, str], None] = anything
    prepare: Callable[[Grounds], None] = nothing
    needs: str = ""
    size: Callable[[Grounds], int] | None = None
    note: Callable[[Grounds], str] | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: a figure of `MEASURES`, against another contender, at most or at least a bound.

    Without a bound the figure is stated, and no more.
    """

    measure: str
    against: str = ""
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Contenders, ours first, and goals. A short case is run often, and its instructions are counted too."""

    name: str
    title: str
    contenders: tuple[Contender, ...]
    goals: tuple[Goal, ...]
    short: bool = True
    terminal: bool = False
    profiled: bool = False


@dataclass(slots=True)
class Runs:
    """All runs of a case: of each contender its runs and, where there are any, instructions, size and note."""

    runs: dict[str, list[Measured]] = field(default_factory=dict)
    instructions: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)
    """Contenders that could not run, and why."""

    @property
    def ours(self) -> str:
        """The name of the command that is under test."""
        return next(iter(self.runs))

    def wall(self, name: str) -> float:
        """Give the median of the times by the clock."""
        return statistics.median(run.wall for run in self.runs[name])

    def resident(self, name: str) -> float:
        """Give the most memory of all runs, in MiB."""
        return max(run.resident for run in self.runs[name])


@dataclass(frozen=True, slots=True)
class Measure:
    """How a figure is computed from the runs, the sign between it and its bound, and how it is written."""

    figure: Callable[[Runs, str], float]
    sign: str
    written: Callable[[float], str]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Give the power of the size with which a time grows: the slope of least squares on logarithms."""
    logs = [(math.log(size), math.log(wall)) for size, wall in points]
    return statistics.linear_regression([x for x, _y in logs], [y for _x, y in logs]).slope


TIME, RATE, MEMORY, GROWTH = "time", "rate", "memory", "growth"
MEASURES: Mapping[str, Measure] = {
    TIME: Measure(lambda runs, against: runs.wall(runs.ours) / runs.wall(against), "≤", lambda one: f"{one:.3g} ×"),
    RATE: Measure(lambda runs, against: runs.wall(against) / runs.wall(runs.ours), "≥", lambda one: f"{one:.0%}"),
    MEMORY: Measure(lambda runs, _against: runs.resident(runs.ours), "≤", lambda one: f"{one:.0f} MiB"),
    GROWTH: Measure(
        lambda runs, _against: exponent([(size, runs.wall(name)) for name, size in runs.sizes.items()]),
        "≤",
        lambda one: f"{one:.2f}",
    ),
}


def reached(goal: Goal, runs: Runs) -> tuple[Figure, bool | None]:
    """Give the figure and whether it reaches its bound; None where there is no bound, or nothing to hold it against."""
    if goal.against in runs.skipped:
        return None, None
    measure = MEASURES[goal.measure]
    figure = measure.figure(runs, goal.against)
    if goal.bound is None:
        return figure, None
    return figure, figure <= goal.bound if measure.sign == "≤" else figure >= goal.bound


def require(right: bool, what: str) -> None:
    """Raise `Failed` unless a command did what it says."""
    if not right:
        raise Failed(what)
