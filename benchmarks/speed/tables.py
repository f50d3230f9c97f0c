"""The results as Markdown: for the terminal, for RESULTS.md, and for the document on scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.speed.case import GROWTH, MEASURES, MEMORY, Case, Goal, Runs, reached
from benchmarks.speed.results import Results, instructions_ratio, quartiles

ANSWERS = {True: "yes", False: "**NO**", None: "stated"}
_HEAD = """# How fast it is

Written by `python -m benchmarks --keep`; every figure is of one run of it. Yardsticks run in the same minutes, in
turns with ours. Times are medians by the clock with their quartiles; a ratio is one of medians. Commands run as a wheel
installs them, in Chinese; memory is resident memory at its highest in any run.
"""
_COUNTED = (
    """Instructions by Cachegrind, in millions, of one run each. They leave out what the disk and the kernel do."""
)
_PROFILED = """Under the profiler of the standard library, which makes many small calls look dearer than they are; the
start of the interpreter itself is not in it. What belongs to no part of sciplan counts for the part that called it."""


def markdown(results: Results) -> str:
    """Give everything as one Markdown document."""
    parts = [_HEAD, _machine(results), "## Cases", cases_table(results)]
    if any(runs.instructions for _case, runs in results.cases):
        parts += ["## Instructions", _COUNTED, instructions_table(results)]
    parts += ["## Ledgers", ledgers_table(results)]
    growing = [(case, runs) for case, runs in results.cases if runs.sizes]
    parts += [text for case, runs in growing for text in ("## Growth", growth_table(case, runs))]
    if results.profiles:
        parts += ["## Where the time goes", _PROFILED, profiles_table(results)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _machine(results: Results) -> str:
    lines = [f"{name}: {text}" for name, text in results.machine.items()]
    if results.small:
        lines.insert(0, "SMALL: everything is tiny, whatever the titles say, and no figure says anything")
    return "\n".join(f"- {line}" for line in lines)


def cases_table(results: Results) -> str:
    """Give a line for each goal of each case."""
    lines = [
        _line(case, runs, goal, first=number == 0)
        for case, runs in results.cases
        for number, goal in enumerate(case.goals)
    ]
    return _table(("case", "ours", "yardstick", "ratio", "goal", "reached", "memory"), lines)


def _line(case: Case, runs: Runs, goal: Goal, *, first: bool) -> Sequence[str]:
    measure = MEASURES[goal.measure]
    figure, good = reached(goal, runs)
    last = list(runs.runs)[-1]
    return (
        f"{case.name}: {case.title}" if first else f"{case.name}",
        _time(runs, last if goal.measure == GROWTH else runs.ours),
        " ".join(part for part in (goal.against, runs.notes.get(goal.against), _time(runs, goal.against)) if part)
        or "–",
        "–" if figure is None or goal.measure == MEMORY else measure.written(figure),
        "–" if goal.bound is None else f"{measure.sign} {measure.written(goal.bound)}",
        f"skipped: {runs.skipped[goal.against]}" if goal.against in runs.skipped else ANSWERS[good],
        f"{runs.resident(last if goal.measure == GROWTH else runs.ours):.0f} MiB",
    )


def _time(runs: Runs, name: str) -> str:
    """Give the median with its quartiles, all in the unit that suits the median."""
    if name not in runs.runs:
        return ""
    first, median, third = quartiles([run.wall for run in runs.runs[name]])
    unit, name = (1000, "ms") if median < 1 else (1, "s")
    low, middle, high = (
        f"{one * unit:.3g}" if one * unit < 1000 else f"{one * unit:.0f}" for one in (first, median, third)
    )
    return f"{middle} {name} ({low}–{high})"


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.3g} s"


def instructions_table(results: Results) -> str:
    """Give the counted instructions beside those of the yardsticks."""
    lines = []
    for case, runs in results.cases:
        for goal in case.goals:
            ratio = instructions_ratio(goal, runs)
            if ratio is not None:
                ours, theirs = (f"{runs.instructions[name] / 1e6:,.0f}" for name in (runs.ours, goal.against))
                lines.append((case.name, ours, f"{goal.against} {theirs}", f"{ratio:.3g} ×"))
    return _table(("case", "ours", "yardstick", "ratio"), lines)


def ledgers_table(results: Results) -> str:
    """Give how the ledgers were built that the cases ran on."""
    lines = [
        (
            built.name,
            f"{built.entries:,}",
            str(built.files),
            _seconds(built.seconds),
            f"{built.entries / built.seconds:,.0f}",
            f"{built.megabytes:,.1f} MiB",
        )
        for built in results.ledgers
    ]
    return _table(("ledger", "entries", "files", "imported in", "entries a second", "size"), lines)


def growth_table(case: Case, runs: Runs) -> str:
    """Give the times over histories of different lengths, and the power with which they grow."""
    lines = [(f"{size:,}", _time(runs, name), f"{runs.resident(name):.0f} MiB") for name, size in runs.sizes.items()]
    figure, _good = reached(case.goals[0], runs)
    power = f"The time grows with the entries to the power of {figure:.2f}."
    return f"{_table(('entries', 'status', 'memory'), lines)}\n\n{power}"


def profiles_table(results: Results) -> str:
    """Give the shares of each kind of work, and the functions that took most by themselves."""
    lines = [
        (
            name,
            f"{one.seconds:.2f} s",
            ", ".join(f"{work} {share:.0%}" for work, share in one.shares.items() if share >= 0.005),
            "; ".join(f"{_code(function)} {share:.0%}" for function, share in one.functions),
        )
        for name, one in results.profiles.items()
    ]
    return _table(("case", "in all", "kinds of work", "functions by themselves"), lines)


def _code(name: str) -> str:
    return f"`{name.replace('|', '¦')}`"


def scale_table(results: Results) -> str:
    """Give what the document on scale says of large ledgers."""
    return _table(("what", "measured"), list(_scale_lines(results)))


def _scale_lines(results: Results) -> Iterator[Sequence[str]]:
    for built in results.ledgers:
        if built.name in _growing(results):
            yield (
                f"{built.entries:,} entries in one file",
                f"{built.megabytes:,.0f} MiB; imported in {_seconds(built.seconds)},"
                f" {built.entries / built.seconds:,.0f} a second",
            )
    for case, runs in results.cases:
        if runs.sizes:
            for name, size in runs.sizes.items():
                yield f"`status` over {size:,} entries", f"{_time(runs, name)}, {runs.resident(name):.0f} MiB"
        elif not case.short:
            yield case.title, f"{_time(runs, runs.ours)}, {runs.resident(runs.ours):.0f} MiB"


def _growing(results: Results) -> set[str]:
    return {name for _case, runs in results.cases for name in runs.sizes}


def _table(heading: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [heading, ["---"] * len(heading), *lines]
    return "\n".join(f"| {' | '.join(cell for cell in row)} |" for row in rows)
