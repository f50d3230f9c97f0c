"""What is known about a target on a date, gathered before it is judged: values, baseline, what is owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from sciplan.domain.formulas import Course, expected_value
from sciplan.domain.ledger import Reported
from sciplan.domain.period import MONTH, YEAR, Period, next_deadline, periods_between
from sciplan.domain.plan import (
    ANNUAL,
    BASELINE,
    BETWEEN,
    CUMULATIVE,
    EACH,
    LEVEL,
    PREVIOUS,
    STATE,
    Goal,
    Plan,
    Target,
)
from sciplan.domain.regions import Shares, joint_states, shares
from sciplan.domain.series import Series, baseline_year, common_dates, region_series, reports_by_region


class Facts(NamedTuple):
    """What is known: `series` for the whole, `named` for each region that must report.

    `left_out` are the regions without the baseline or earlier value that a goal refers to; `waited_for` those
    without which a later value cannot be judged; `missing` the due periods whose reporting day is over and that are
    not reported (of levels and states only the latest due one).
    """

    series: Series
    named: tuple[Series, ...]
    baseline: Fraction | None
    baseline_at: date | None
    first_value_as_baseline: bool
    left_out: tuple[str, ...]
    waited_for: tuple[str, ...]
    due_reported: bool
    missing: tuple[Period, ...]


def holder_of(plan: Plan, target: Target) -> Target:
    """Give the target whose entries a target is judged on: the one of `figures_of`, else itself."""
    return plan.target_by_key[target.figures_of] if target.figures_of else target


def due_periods(plan: Plan, target: Target) -> list[Period]:
    """Give the periods for which values fall due, in order; the last one ends on the due date.

    States are due at review milestones and in the due year (design §6, rule 4).
    """
    if target.kind == STATE:
        ends = {milestone.end for milestone in plan.milestones if milestone.review and milestone.end < target.due}
        return [_year_until(end) for end in sorted({*ends, target.due})]
    years = target.reported_in or holder_of(plan, target).reported_in
    if target.kind == ANNUAL:
        periods = list(periods_between(plan.start, target.due, target.every))
    else:
        periods = [_year_until(date(year, 12, 31)) for year in range(plan.start.year, target.due.year)]
        periods.append(_year_until(target.due))
    return [period for period in periods if not years or period.end.year in years]


@cache
def _year_until(end: date) -> Period:
    return Period(f"{end.year:04d}", YEAR, date(end.year, 1, 1), end)


def deadline(plan: Plan, period: Period) -> date:
    """Give the last day on which a period's figures are on time."""
    return next_deadline(period.end, *plan.reporting_due)


def gather(plan: Plan, target: Target, reports: Sequence[Reported], as_of: date) -> Facts:
    """Gather what is known from the live reports of the target that holds the entries; later periods are ignored."""
    seen = reports_seen(target, reports, as_of)
    holder = holder_of(plan, target)
    if target.combine == EACH:
        by_region = series_of_named(plan, target, seen)
        outcome = shares(target, by_region, plan.start)
    else:
        seen = _concerning(plan, target, seen)
        by_region = _reporters(plan, holder, target, seen)
        outcome = Shares(_whole(region_series(plan, holder, target, seen), by_region, target), ())
    named = tuple(by_region.values()) or (outcome.series,)
    baseline, baseline_at, first = _baseline(plan, target, outcome.series)
    periods = due_periods(plan, target)
    return Facts(
        series=outcome.series,
        named=named,
        baseline=baseline,
        baseline_at=baseline_at,
        first_value_as_baseline=first,
        left_out=outcome.left_out,
        waited_for=_waited_for(by_region, outcome.series),
        due_reported=bool(periods) and all_reported(named, periods[-1]),
        missing=_missing(plan, target, periods, named, as_of),
    )


def reports_seen(target: Target, reports: Sequence[Reported], as_of: date) -> list[Reported]:
    """Give the reports that a judgement on a date looks at: those whose period is over, a level's until it is due."""
    return reports_until(target, reports, min(as_of, target.due) if target.kind == LEVEL else as_of)


def reports_until(target: Target, reports: Sequence[Reported], until: date) -> list[Reported]:
    """Give the reports whose period is over on a date, and the states of the month in which it lies."""
    return [report for report in reports if report.period.end <= until or _current_state(target, report, until)]


def _current_state(target: Target, report: Reported, until: date) -> bool:
    """Say whether a report is the state of the month that a date lies in: it counts as soon as it is known."""
    return target.kind == STATE and report.period.grade == MONTH and report.period.start <= until


def series_of_named(plan: Plan, target: Target, seen: Sequence[Reported]) -> dict[str, Series]:
    """Give the series of each named region, from its own reports and those of the regions below it."""
    holder = holder_of(plan, target)
    found = reports_by_region(plan, target.regions, seen)
    return {code: region_series(plan, holder, target, reports) for code, reports in found.items()}


def _concerning(plan: Plan, target: Target, seen: Sequence[Reported]) -> list[Reported]:
    """Leave out the reports of regions that are neither named nor below or above a named one."""
    if not target.regions:
        return list(seen)
    named = set(target.regions)
    above = {code for region in named for code in plan.within(region)}
    return [one for one in seen if one.region in above or not named.isdisjoint(plan.within(one.region))]


def _reporters(plan: Plan, holder: Target, target: Target, seen: Sequence[Reported]) -> dict[str, Series]:
    """Give the series of the regions that must report; a report for a region above one is a report of it too."""
    above = {code: set(plan.within(code)[1:]) for code in target.regions}
    holding = {code for codes in above.values() for code in codes}
    wide = [report for report in seen if report.region in holding]
    return {
        code: region_series(plan, holder, target, [*(one for one in wide if one.region in above[code]), *reports])
        for code, reports in reports_by_region(plan, target.regions, seen).items()
    }


def _whole(overall: Series, by_region: dict[str, Series], target: Target) -> Series:
    """Keep of the whole only the dates for which every region that must report has reported."""
    if not by_region:
        return overall
    if target.kind == STATE:
        return Series(STATE, overall.counted, states=joint_states(target, by_region))
    common = set(common_dates(tuple(by_region.values()), target.kind))
    return Series(
        overall.kind,
        overall.counted,
        {day: value for day, value in overall.values.items() if day in common},
        baseline=overall.baseline,
    )


def _waited_for(by_region: dict[str, Series], whole: Series) -> tuple[str, ...]:
    """Give the regions that have not reported for the latest date that others have reported for."""
    latest = {code: series.dates[-1] if series.dates else date.min for code, series in by_region.items()}
    last = max(latest.values(), default=date.min)
    if whole.dates and whole.dates[-1] >= last:
        return ()
    return tuple(code for code, day in latest.items() if day < last)


def _baseline(plan: Plan, target: Target, series: Series) -> tuple[Fraction | None, date | None, bool]:
    """Give b, t0, and whether b is only the first reported value."""
    before = plan.start - timedelta(days=1)
    if target.kind in (CUMULATIVE, ANNUAL) or target.combine == EACH:
        return Fraction(0), before, False
    if target.kind == STATE:
        return None, before, False
    at = date(baseline_year(plan, target), 12, 31)
    if target.baseline and target.baseline.value is not None:
        return Fraction(target.baseline.value), at, False
    if series.baseline is not None:
        return series.baseline, at, False
    known = [day for day in series.dates if series.values[day] is not None]
    return (series.values[known[0]], known[0], True) if len(known) > 1 else (None, None, False)


def all_reported(named: Sequence[Series], period: Period) -> bool:
    """Say whether the figures of a period are in from every region that must report."""
    return all(series.reported(period) for series in named)


def _missing(
    plan: Plan, target: Target, periods: Sequence[Period], named: Sequence[Series], as_of: date
) -> tuple[Period, ...]:
    absent = [period for period in periods if not all_reported(named, period)]
    late = [period for period in periods if deadline(plan, period) < as_of]
    if target.kind in (LEVEL, STATE):
        # A later value that is already in leaves no earlier one to wait for.
        late = [period for period in periods if period in late or period not in absent][-1:]
    return tuple(period for period in late if period in absent)


def course_of(target: Target, facts: Facts) -> Course | None:
    """Give the way from the baseline to the goal, or None where there is no way with a length."""
    goal = bound(target, target.goal, facts.baseline)
    if facts.baseline is None or facts.baseline_at is None or goal is None or facts.baseline_at >= target.due:
        return None
    course = Course(facts.baseline, facts.baseline_at, goal, target.due)
    course = _through(course, {date(year, 12, 31): Fraction(value) for year, value in target.checkpoints})
    for year, value in target.agreed:
        points = dict(course.checkpoints)
        # What is agreed for a year changes that year and what follows, not what was expected before it.
        points[date(year - 1, 12, 31)] = expected_value(course, date(year - 1, 12, 31))
        points[date(year, 12, 31)] = Fraction(value)
        course = _through(course, points)
    return course


def _through(course: Course, points: Mapping[date, Fraction]) -> Course:
    """Give the way through points between its start and its end."""
    between = tuple((day, value) for day, value in sorted(points.items()) if course.start < day < course.due)
    return course._replace(checkpoints=between)


def bound(target: Target, goal: Goal, reference: Fraction | None) -> Fraction | None:
    """Give T: 100 for `each`, the goal's number (the lower end of a range), or what it refers to."""
    if target.combine == EACH:
        return Fraction(100)
    if goal.reference in (BASELINE, PREVIOUS):
        return reference
    return None if goal.value is None else Fraction(goal.value)


def above_range(target: Target, value: Fraction | None) -> bool:
    """Say whether a value lies over the upper end of a range."""
    goal = target.goal
    if value is None or goal.form != BETWEEN or goal.upper is None or target.combine == EACH:
        return False
    return value > Fraction(goal.upper)
