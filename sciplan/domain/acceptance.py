"""Which periods and regions a target can be reported for, whoever asks: a clerk, a file, or a new revision."""

from __future__ import annotations

from sciplan.domain.period import GRADES, TO_DATE, YEAR, Period
from sciplan.domain.plan import ANNUAL, CUMULATIVE, EACH, LEVEL, Plan, Target
from sciplan.domain.series import baseline_year

OUTSIDE, NOT_TO_DATE, TOO_LONG = "outside", "not-to-date", "too-long"


def takes_baseline(target: Target) -> bool:
    """Say whether the figures of the year before the plan mean something to a target."""
    return target.kind in (LEVEL, ANNUAL)


def period_fault(plan: Plan, target: Target, period: Period) -> str | None:
    """Say why a target cannot be reported for a period, or give None.

    It lies outside the plan (but for the baseline year), it is a total to date of what has none, or it is longer than
    the periods by which the target is judged.
    """
    if not (plan.start <= period.start and period.end <= plan.end):
        is_baseline = period.grade == YEAR and period.end.year == baseline_year(plan, target)
        if not (takes_baseline(target) and is_baseline):
            return OUTSIDE
    if period.grade == TO_DATE and target.kind != CUMULATIVE:
        return NOT_TO_DATE
    if target.kind == ANNUAL and GRADES.index(period.grade) < GRADES.index(target.every):
        return None if period.end < plan.start else TOO_LONG
    return None


def region_counts(plan: Plan, target: Target, region: str) -> bool:
    """Say whether a region's figures can count: it is named or lies in a named one, or holds named ones.

    Where only the named regions' own figures are asked for, no other region's count. Where each region is judged
    alone, what several of them reached together says nothing.
    """
    if not target.regions:
        return True
    if target.own_level:
        return region in target.regions
    if not set(target.regions).isdisjoint(plan.within(region)):
        return True
    return target.combine != EACH and any(region in plan.within(code) for code in target.regions)
