"""What is expected and what was reported, side by side: year by year, or period by period for annual targets."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sciplan.domain.evaluate import Case, annual_reference, starts_reached
from sciplan.domain.facts import bound, deadline, due_periods
from sciplan.domain.formulas import expected_value
from sciplan.domain.plan import ANNUAL, AT_DUE, EACH, LEVEL, STATE

BASELINE_POINT = "baseline"
PASSED, FAILED, UNJUDGED, MISSING, AWAITED = "passed", "failed", "unjudged", "missing", "awaited"


class Point(NamedTuple):
    """A year or period: the value expected at its end, and the latest one reported in it.

    `day` is the end of the year or period, or the due date. `value` is None where nothing is reported, and where what
    is reported makes no value; then only `value_at` says so. `outcome` tells how a period judged alone came out.
    """

    period: str
    day: date
    expected: Fraction | None
    value: Fraction | None = None
    value_at: date | None = None
    outcome: str | None = None


def trajectory(case: Case) -> tuple[Point, ...]:
    """Give the points of a target in order; states have none."""
    if case.target.kind == STATE:
        return ()
    return tuple(_judged_points(case)) if case.target.kind == ANNUAL else (*_baseline_point(case), *_yearly(case))


def _baseline_point(case: Case) -> list[Point]:
    facts = case.facts
    if case.target.kind != LEVEL or case.target.combine == EACH or facts.first_value_as_baseline:
        return []
    if facts.baseline is None or facts.baseline_at is None:
        return []
    at = facts.baseline_at
    return [Point(f"{at.year}", at, None, facts.baseline, at, BASELINE_POINT)]


def _yearly(case: Case) -> list[Point]:
    due, days = case.target.due, case.facts.series.dates
    last = max(due.year, days[-1].year if days else 0)
    points = []
    for year in range(case.plan.start.year, last + 1):
        end = due if year == due.year else date(year, 12, 31)
        at = max((day for day in days if day.year == year), default=None)
        value = None if at is None else case.facts.series.values[at]
        points.append(Point(f"{year}", end, expected_on(case, end), value, at))
    return points


def expected_on(case: Case, day: date) -> Fraction | None:
    """Give the expected value: along the course; the goal where there is no way to go, or once it is due."""
    target = case.target
    goal = bound(target, target.goal, case.facts.baseline)
    if day >= target.due or starts_reached(target, case.facts):
        return goal
    if case.course is None or target.trajectory == AT_DUE or day < case.course.start:
        return None
    return expected_value(case.course, day)


def _judged_points(case: Case) -> list[Point]:
    """Give the periods of an annual target that have begun; every one of them is to reach the goal."""
    results = {result.end: result for result in case.periods}
    points = []
    for period in due_periods(case.plan, case.target):
        if period.start > case.as_of:
            break
        reference = annual_reference(case.plan, case.target, case.facts, period.end)
        expected = bound(case.target, case.target.goal, reference)
        result = results.get(period.end)
        if result is None:
            late = deadline(case.plan, period) < case.as_of
            points.append(Point(period.text, period.end, expected, outcome=MISSING if late else AWAITED))
        else:
            outcome = UNJUDGED if result.passed is None else PASSED if result.passed else FAILED
            points.append(Point(period.text, period.end, expected, result.value, period.end, outcome))
    return points
