"""Where the time of a command goes, by what it is doing, from the profiler of the standard library."""

from __future__ import annotations

import pstats
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.case import Case
from benchmarks.speed.grounds import Grounds
from benchmarks.speed.measure import measure

IMPORTS, OTHER = "imports", "other"
WORK: tuple[tuple[str, tuple[str, ...]], ...] = (
    (IMPORTS, ("importlib", "<module>")),
    ("plan text", ("sciplan/storage/plantext",)),
    ("chain", ("sciplan/storage/canonical", "sciplan/storage/chain", "sciplan/storage/verify_chain")),
    ("SQL", ("sciplan/storage/", "'sqlite3.")),
    ("evaluation", ("sciplan/domain/", "sciplan/report/")),
    ("rendering", ("sciplan/render/", "/rich/", "/docx/", "/xlsxwriter/")),
    (
        "reading rows",
        ("sciplan/exchange/", "sciplan/app/rows", "sciplan/app/row_", "sciplan/app/plain_rows", "sciplan/app/intake"),
    ),
    ("command line", ("/typer/", "sciplan/cli/")),
)
"""What a function works at, by a part of its file's path or of its name; any other works for whoever calls it."""

_HARDLY = 1e-9
Function = tuple[str, int, str]
Calls = tuple[int, int, float, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """Seconds under the profiler, the share of each kind of work, and the functions that took most by themselves."""

    seconds: float
    shares: Mapping[str, float]
    functions: tuple[tuple[str, float], ...]


def profile(case: Case, grounds: Grounds) -> Profile:
    """Run the first command of a case under the profiler."""
    ours = case.contenders[0]
    words = ours.command(grounds)[len(grounds.programs.sciplan) :]
    ours.prepare(grounds)
    file = grounds.path("profile")
    command = (grounds.programs.python, "-m", "cProfile", "-o", str(file), "-m", "sciplan", *words)
    run = measure(command, folder=grounds.folder, environment=grounds.environment, terminal=case.terminal)
    ours.check(grounds, run.output)
    return read_profile(file)


def read_profile(file: Path, most: int = 5) -> Profile:
    """Add up a profile by kinds of work."""
    functions: dict[Function, tuple[int, int, float, float, dict[Function, Calls]]]
    functions = pstats.Stats(str(file)).stats  # type: ignore[attr-defined]
    shares = _Shares({name: data[4] for name, data in functions.items()})
    total = sum(data[2] for data in functions.values())
    found: dict[str, float] = {}
    for name, data in functions.items():
        for work, share in shares.of(name).items():
            found[work] = found.get(work, 0) + share * data[2] / total
    largest = sorted(functions, key=lambda name: -functions[name][2])[:most]
    return Profile(
        total,
        dict(sorted(found.items(), key=lambda item: -item[1])),
        tuple((_shown(name), functions[name][2] / total) for name in largest),
    )


def work_of(file: str, name: str) -> str | None:
    """Give what a function works at, by where it is; None if it works for its callers."""
    text = f"{file} {name}"
    return next((work for work, parts in WORK if any(part in text for part in parts)), None)


def _shown(function: Function) -> str:
    """Give a function as it is written in the results, without the folders of this machine."""
    file, _line, name = function
    parts = Path(file).parts
    place = "/".join(
        parts[max(at for at, part in enumerate(parts) if part == "sciplan") :] if "sciplan" in parts else parts[-1:]
    )
    return name if file == "~" else f"{place} {name}"


class _Shares:
    """For each function the kinds of work it does: its own, or those of its callers by what it took for each."""

    def __init__(self, callers: Mapping[Function, Mapping[Function, Calls]]) -> None:
        self._callers = callers
        self._known: dict[Function, Mapping[str, float]] = {}
        self._asked: set[Function] = set()

    def of(self, function: Function) -> Mapping[str, float]:
        if function not in self._known:
            self._asked.add(function)
            self._known[function] = self._found(function)
            self._asked.remove(function)
        return self._known[function]

    def _found(self, function: Function) -> Mapping[str, float]:
        file, _line, name = function
        if own := work_of(file, name):
            return {own: 1.0}
        # What calls itself in a ring learns nothing from it.
        callers = {caller: calls for caller, calls in self._callers[function].items() if caller not in self._asked}
        weights = {caller: calls[2] or _HARDLY for caller, calls in callers.items()}
        found: dict[str, float] = {}
        for caller, weight in weights.items():
            for work, share in self.of(caller).items():
                found[work] = found.get(work, 0) + share * weight / sum(weights.values())
        return found or {OTHER: 1.0}
