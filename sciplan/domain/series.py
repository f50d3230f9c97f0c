"""From reports to the values that are judged: per region, then for all regions that must report.

A series gives for each date on which something is known the value of the target at that date: for `cumulative` the
sum to date, for `level` what was measured, for `annual` what that period alone reached, for `state` the latest state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from types import MappingProxyType
from typing import Any, NamedTuple

from sciplan.domain.cover import by_start, clashing, filled, kept
from sciplan.domain.ledger import Reported
from sciplan.domain.period import Period, periods_between, year_period
from sciplan.domain.plan import ANNUAL, CUMULATIVE, LEVEL, STATE, STATES, Plan, Target
from sciplan.domain.quantity import is_ratio, quotient

_NOTHING: Mapping[date, Any] = MappingProxyType({})


class Series(NamedTuple):
    """The values of one region by date; None is a value that was reported but cannot be computed.

    `states` holds states by date. `counted` are the reports behind the values, `clashing` whether some of them share
    ground; `baseline` is what was reported for the baseline year, if anything.
    """

    kind: str
    counted: tuple[Reported, ...] = ()
    values: Mapping[date, Fraction | None] = _NOTHING
    states: Mapping[date, str] = _NOTHING
    baseline: Fraction | None = None
    clashing: bool = False

    @property
    def dates(self) -> list[date]:
        """The dates on which something is known, in order."""
        return sorted(self.states if self.kind == STATE else self.values)

    def reported(self, period: Period) -> bool:
        """Say whether the figures of a period are in.

        Counts that add up must fill the whole period; a measurement must be of its last day; a state may be
        of any day in it or after it.
        """
        if self.kind == STATE:
            return any(day >= period.start for day in self.states)
        return filled(self.counted, period) if self.kind == CUMULATIVE else period.end in self.values


def region_series(plan: Plan, target: Target, judged_as: Target, reports: Sequence[Reported]) -> Series:
    """Give the series of one region from its own reports and those of the regions below it.

    `target` is the one that holds the entries, `judged_as` the one that is judged on them; they differ only with
    `figures_of`. Reports of the baseline year are baselines and never enter a sum.
    """
    before = [report for report in reports if report.period.end < plan.start]
    within = [report for report in reports if report.period.end >= plan.start]
    unit, numerator = target.unit, judged_as.take_numerator
    year = year_period(baseline_year(plan, judged_as))
    if judged_as.kind == CUMULATIVE:
        counted = kept(plan, within, measured=False)
        sums = _sums_to_date(plan, within, numerator)
        return Series(CUMULATIVE, tuple(counted), values=sums, clashing=clashing(plan, counted))
    if judged_as.kind == ANNUAL:
        periods = periods_between(plan.start, judged_as.due, judged_as.every)
        alone = _levels_of if target.kind == LEVEL else _alone
        counted = _inside(plan, within, periods)
        values = alone(plan, counted, periods, unit, numerator)
        baselines = alone(plan, _inside(plan, before, [year]), [year], unit, numerator)
        return Series(
            ANNUAL,
            tuple(counted),
            values=values,
            baseline=baselines.get(year.end),
            clashing=target.kind != LEVEL and clashing(plan, counted),
        )
    counted = kept(plan, within, measured=True)
    if judged_as.kind == STATE:
        return Series(STATE, tuple(counted), states=_states(counted))
    baselines = _levels(kept(plan, before, measured=True), unit, numerator)
    return Series(LEVEL, tuple(counted), values=_levels(counted, unit, numerator), baseline=baselines.get(year.end))


def _inside(plan: Plan, reports: Sequence[Reported], periods: Sequence[Period]) -> list[Reported]:
    """Give the reports that count for periods judged alone; what spans more than one of them says nothing of each."""
    inside = [report for report in reports if any(period.contains(report.period) for period in periods)]
    return kept(plan, inside, measured=False)


def baseline_year(plan: Plan, target: Target) -> int:
    """Give the year whose figures are baselines: the stated one, else the year before the plan starts."""
    stated = target.baseline.year if target.baseline else None
    return stated if stated is not None else plan.start.year - 1


def _amount(report: Reported, unit: str, numerator: bool) -> Decimal | Fraction | None:
    content = report.content
    if content.numerator is not None and content.denominator is not None:
        return content.numerator if numerator else quotient(content.numerator, content.denominator, unit)
    return None if numerator else content.value


def together(reports: Sequence[Reported], unit: str, numerator: bool) -> Fraction | None:
    """Give what reports of different regions, agencies or periods make together, or None if they make nothing."""
    if len(reports) == 1:
        return _exact(_amount(reports[0], unit, numerator))
    if numerator or not is_ratio(unit):
        return _sum([_amount(report, unit, numerator) for report in reports])
    above = _sum([report.content.numerator for report in reports])
    below = _sum([report.content.denominator for report in reports])
    return None if above is None or below is None else quotient(above, below, unit)


def _exact(amount: Decimal | Fraction | None) -> Fraction | None:
    return None if amount is None else Fraction(*amount.as_integer_ratio())


def _sum(amounts: Iterable[Decimal | Fraction | None]) -> Fraction | None:
    """Give an exact sum, or None if an amount is missing; as whole numbers, for fractions are slow to add."""
    above: dict[int, int] = {}
    for amount in amounts:
        if amount is None:
            return None
        numerator, denominator = amount.as_integer_ratio()
        above[denominator] = above.get(denominator, 0) + numerator
    whole = lcm(*above)
    return Fraction(sum(numerator * (whole // denominator) for denominator, numerator in above.items()), whole)


def _by_end(reports: Sequence[Reported]) -> dict[date, list[Reported]]:
    groups: dict[date, list[Reported]] = {}
    for report in reports:
        groups.setdefault(report.period.end, []).append(report)
    return dict(sorted(groups.items()))


def _levels(counted: Sequence[Reported], unit: str, numerator: bool) -> dict[date, Fraction | None]:
    return {end: together(group, unit, numerator) for end, group in _by_end(counted).items()}


def _sums_to_date(plan: Plan, reports: Sequence[Reported], numerator: bool) -> dict[date, Fraction | None]:
    """Give what is reported up to each end; a wider report replaces earlier ones for its own end, not for theirs."""
    sums: dict[date, Fraction | None] = {}
    total: Fraction | None = Fraction(0)
    for group in apart(reports):
        for end in sorted({report.period.end for report in group}):
            known = kept(plan, [report for report in group if report.period.end <= end], measured=False)
            added = None if clashing(plan, known) else together(known, "", numerator)
            sums[end] = _sum([total, added])
        total = sums[end]
    return sums


def apart(reports: Sequence[Reported]) -> list[list[Reported]]:
    """Give groups of reports, in order of time, that share no day with one another."""
    groups: list[list[Reported]] = []
    last = date.min
    for report in sorted(reports, key=by_start):
        if report.period.start > last:
            groups.append([])
        groups[-1].append(report)
        last = max(last, report.period.end)
    return groups


def _levels_of(
    plan: Plan, counted: Sequence[Reported], periods: Sequence[Period], unit: str, numerator: bool
) -> dict[date, Fraction | None]:
    """Give what was measured at the end of each period, for a level that is judged year by year."""
    ends = {period.end for period in periods}
    at_end = kept(plan, [report for report in counted if report.period.end in ends], measured=True)
    return _levels(at_end, unit, numerator)


def _alone(
    plan: Plan, counted: Sequence[Reported], periods: Sequence[Period], unit: str, numerator: bool
) -> dict[date, Fraction | None]:
    adds_up = numerator or not is_ratio(unit)
    values: dict[date, Fraction | None] = {}
    for period in periods:
        inside = [report for report in counted if period.contains(report.period)]
        pooled = all(report.content.numerator is not None for report in inside)
        if adds_up or pooled:
            if inside and filled(inside, period):
                values[period.end] = None if clashing(plan, inside) else together(inside, unit, numerator)
        elif at_end := [report for report in inside if report.period.end == period.end]:
            values[period.end] = together(at_end, unit, numerator)
    return values


def _states(counted: Sequence[Reported]) -> dict[date, str]:
    """Give the state at each date; several reporters are as far as the one who is least far."""
    return {
        end: min((report.content.state or STATES[0] for report in group), key=STATES.index)
        for end, group in _by_end(counted).items()
    }


def reports_by_region(plan: Plan, codes: Sequence[str], reports: Sequence[Reported]) -> dict[str, list[Reported]]:
    """Give each named region the reports of its own and of the regions below it."""
    found: dict[str, list[Reported]] = {code: [] for code in codes}
    for report in reports:
        for code in plan.within(report.region):
            if code in found:
                found[code].append(report)
    return found


def common_dates(series: Sequence[Series], kind: str) -> list[date]:
    """Give the dates for which every region has reported; a state holds on until the next one."""
    each = [one.dates for one in series]
    if not each or not all(each):
        return []
    if kind == STATE:
        first = max(dates[0] for dates in each)
        return sorted({day for dates in each for day in dates if first <= day})
    return sorted(set.intersection(*(set(dates) for dates in each)))
