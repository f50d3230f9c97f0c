"""How each named region of a target stands: what it reported last, whether that is enough, what it owes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sciplan.domain.evaluate import Case
from sciplan.domain.facts import reports_seen, series_of_named
from sciplan.domain.goals import state_reached
from sciplan.domain.ledger import Reported
from sciplan.domain.owed import unreported
from sciplan.domain.period import Period
from sciplan.domain.plan import EACH, STATE
from sciplan.domain.regions import region_reached
from sciplan.domain.series import Series


class RegionResult(NamedTuple):
    """A named region: its latest value or state and the date of it, and the periods that it has not reported.

    `reached` is None when the region is not judged alone, has nothing to be compared with, or reported nothing.
    """

    code: str
    value: Fraction | None
    state: str | None
    day: date | None
    reached: bool | None
    missing: tuple[Period, ...]


def region_results(case: Case, reports: Sequence[Reported]) -> tuple[RegionResult, ...]:
    """Give the result of every named region, from the live reports of the target that holds the entries."""
    debts = unreported(case)
    series = series_of_named(case.plan, case.target, reports_seen(case.target, reports, case.as_of))
    found = []
    for code, one in series.items():
        day = one.dates[-1] if one.dates else None
        found.append(
            RegionResult(
                code=code,
                value=None if day is None else one.values.get(day),
                state=None if day is None else one.states.get(day),
                day=day,
                reached=None if day is None else _reached(case, one, day),
                missing=tuple(debt.period for debt in debts if code in debt.regions),
            )
        )
    return tuple(found)


def _reached(case: Case, series: Series, day: date) -> bool | None:
    if case.target.combine != EACH:
        return None
    if case.target.kind == STATE:
        return state_reached(case.target.goal, series.states[day])
    return region_reached(case.target, series, day, case.plan.start)
