"""What is due and not reported: which periods, by when their figures must be in, and whose are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sciplan.domain.evaluate import Case, case_of
from sciplan.domain.facts import all_reported, deadline, due_periods
from sciplan.domain.ledger import Reported
from sciplan.domain.period import Period
from sciplan.domain.plan import Plan, Target


class Owed(NamedTuple):
    """A period whose figures are due and not in.

    `days` is how long the deadline has passed; negative while it is still to come. `regions` are the named regions
    whose figures are missing, none when the plan's region reports as a whole. `waiting` are the keys of the targets
    that are judged on the figures.
    """

    period: Period
    deadline: date
    days: int
    regions: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def late(self) -> bool:
        """Whether the deadline has passed."""
        return self.days > 0


def owed(plan: Plan, target: Target, reports: Sequence[Reported], as_of: date) -> tuple[Owed, ...]:
    """Give what is owed for a target on a date, in order of time; a target of `figures_of` owes nothing of its own.

    The target that holds the entries owes them for those that are judged on them too, even after its own due date;
    where it owes a part of a period already, that is the same debt.
    """
    return _held(plan, target, lambda one: unreported(case_of(plan, one, reports, as_of)))


def owed_for_year(plan: Plan, target: Target, reports: Sequence[Reported], year: int, as_of: date) -> tuple[Owed, ...]:
    """Give what is to be reported for a year by a target as `owed` does, whether or not the periods are over yet."""
    return _held(plan, target, lambda one: _unreported_of(case_of(plan, one, reports, as_of), year))


def _held(plan: Plan, target: Target, debts_of: Callable[[Target], Iterable[Owed]]) -> tuple[Owed, ...]:
    if target.figures_of:
        return ()
    found = list(debts_of(target))
    for other in plan.targets:
        if other.figures_of == target.key:
            for debt in debts_of(other):
                _join(found, debt)
    return tuple(sorted(found, key=lambda debt: (debt.period.end, debt.period.start)))


def _join(found: list[Owed], debt: Owed) -> None:
    shared = [place for place, known in enumerate(found) if known.period.overlaps(debt.period)]
    if not shared:
        found.append(debt)
    for place in shared:
        known = found[place]
        regions = tuple(dict.fromkeys((*known.regions, *debt.regions)))
        found[place] = known._replace(regions=regions, waiting=(*known.waiting, *debt.waiting))


def unreported(case: Case) -> tuple[Owed, ...]:
    """Give the periods of one target that are over and not reported, in order of time.

    Late are those that its judgement misses (of levels and states only the latest due one); the others are those
    whose deadline is still to come.
    """
    if case.settled:
        return ()
    plan, target = case.plan, case.target
    late = case.facts.missing
    coming = [
        period
        for period in due_periods(plan, target)
        if period.end <= case.as_of <= deadline(plan, period) and not all_reported(case.facts.named, period)
    ]
    return tuple(_debt(case, period) for period in (*late, *coming))


def _unreported_of(case: Case, year: int) -> tuple[Owed, ...]:
    """Give the periods of one target that are due in a year and not reported, in order of time."""
    if case.settled:
        return ()
    due = [period for period in due_periods(case.plan, case.target) if period.end.year == year]
    return tuple(_debt(case, period) for period in due if not all_reported(case.facts.named, period))


def _debt(case: Case, period: Period) -> Owed:
    day = deadline(case.plan, period)
    return Owed(period, day, (case.as_of - day).days, _regions(case, period), (case.target.key,))


def _regions(case: Case, period: Period) -> tuple[str, ...]:
    named = zip(case.target.regions, case.facts.named, strict=True) if case.target.regions else ()
    return tuple(code for code, series in named if not series.reported(period))


def next_due(case: Case) -> tuple[Period, date] | None:
    """Give the first period whose deadline is still to come and that is not reported, with its deadline."""
    if case.settled:
        return None
    for period in due_periods(case.plan, case.target):
        day = deadline(case.plan, period)
        if case.as_of <= day and not all_reported(case.facts.named, period):
            return period, day
    return None
