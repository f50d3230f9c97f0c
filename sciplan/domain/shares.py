"""The share of a year: what is left of a goal, over the years that are left, with what the last year fell short by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sciplan.domain.evaluate import Case, case_of
from sciplan.domain.ledger import Reported
from sciplan.domain.owed import unreported
from sciplan.domain.period import years_between
from sciplan.domain.plan import AT_DUE, CUMULATIVE, EACH, LEVEL, Plan, Target
from sciplan.domain.quantity import PLACES, is_ratio, rounded
from sciplan.domain.quotas import falls
from sciplan.domain.trajectory import expected_on

_ROUNDED_RATIO = 2
"""The places of a quotient that no six places hold."""


@dataclass(frozen=True, slots=True)
class YearShare:
    """What a year is to bring, from what is known at the end of the year before.

    `reached` is the value to date then, of `reached_at`; `left` what the goal still asks for and `share` what the year
    is to bring, both below zero where values are to fall; `years` the years left until the due date, this one
    included; `shortfall` how far `reached` lies behind what was expected, never below zero, None where last year's
    figures are not in; `by_end` the value to be reached by the year's end. `proposed` is what a person would agree on:
    the share, of a level the value at the year's end, rounded away from zero but never past the goal. Each is None
    where it means nothing. `missing` are the periods that are over and not reported.
    """

    reached: Fraction | None = None
    reached_at: date | None = None
    left: Fraction | None = None
    years: Fraction | None = None
    shortfall: Fraction | None = None
    share: Fraction | None = None
    by_end: Fraction | None = None
    proposed: Decimal | None = None
    missing: tuple[str, ...] = ()


def case_before(plan: Plan, target: Target, reports: Sequence[Reported], year: int) -> Case:
    """Put together what is known of a target on the last day before a year.

    `reports` are those of the target that holds the entries.
    """
    return case_of(plan, target, reports, date(year - 1, 12, 31))


def year_share(case: Case, year: int) -> YearShare:
    """Give the share of a year; the case is of the day before it, from a plan without a quota for that year."""
    target = case.target
    reached, at = _reached(case)
    missing = tuple(debt.period.text for debt in unreported(case))
    goal = target.goal.value
    if target.kind not in (CUMULATIVE, LEVEL) or target.combine == EACH or reached is None or goal is None:
        return YearShare(reached, at, missing=missing)
    left = _way(target, reached, Fraction(goal))
    years = years_between(case.as_of, target.due) if case.as_of < target.due else None
    shortfall = None if missing and at != case.as_of else _shortfall(case, reached)
    if target.trajectory == AT_DUE and target.due.year > year:
        return YearShare(reached, at, left, years, shortfall, missing=missing)
    share = left if target.due.year <= year else _part(case, reached, left)
    by_end = max(reached + share, Fraction(goal)) if falls(target) else min(reached + share, Fraction(goal))
    proposed = _proposed(target, reached, Fraction(goal), share)
    return YearShare(reached, at, left, years, shortfall, share, by_end, proposed, missing)


def _reached(case: Case) -> tuple[Fraction | None, date | None]:
    """Give the value to date and its date: nothing reported of what adds up is 0, of a level its baseline."""
    if case.day is not None:
        return case.value, case.day
    if case.target.kind == CUMULATIVE:
        return Fraction(0), None
    if case.target.kind == LEVEL and case.target.combine != EACH:
        return case.facts.baseline, case.facts.baseline_at
    return None, None


def _way(target: Target, reached: Fraction, end: Fraction) -> Fraction:
    """Give how far it is from a value to an end, with its sign; 0 where the end is reached."""
    return min(end - reached, Fraction(0)) if falls(target) else max(end - reached, Fraction(0))


def _shortfall(case: Case, reached: Fraction) -> Fraction:
    expected = expected_on(case, case.as_of)
    return Fraction(0) if expected is None else abs(_way(case.target, reached, expected))


def _part(case: Case, reached: Fraction, left: Fraction) -> Fraction:
    """Divide the way to the next checkpoint that is not reached, else to the goal, evenly by the years until it."""
    for year, checkpoint in case.target.stops:
        end = date(year, 12, 31)
        way = _way(case.target, reached, Fraction(checkpoint))
        if end > case.as_of and way:
            return way / years_between(case.as_of, end)
    return left / years_between(case.as_of, case.target.due)


def _proposed(target: Target, reached: Fraction, goal: Fraction, share: Fraction) -> Decimal:
    known = (goal, reached, *(Fraction(checkpoint) for _year, checkpoint in target.stops))
    places = max(_places(figure, target.unit) for figure in known)
    if target.kind == CUMULATIVE:
        return rounded(min(_outwards(share, places), max(goal - reached, Fraction(0))))
    value = reached + share
    return rounded(max(-_outwards(-value, places), goal) if falls(target) else min(_outwards(value, places), goal))


def _outwards(figure: Fraction, places: int) -> Fraction:
    """Round up to a number of places."""
    return Fraction(math.ceil(figure * 10**places), 10**places)


def _places(figure: Fraction, unit: str) -> int:
    """Give in how many decimal places a figure is given."""
    exact = rounded(figure)
    if Fraction(exact) != figure:
        return _ROUNDED_RATIO if is_ratio(unit) else 0
    exponent = exact.as_tuple().exponent
    return min(-exponent, PLACES) if isinstance(exponent, int) and exponent < 0 else 0
