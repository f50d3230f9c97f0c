"""How far a judgement can be trusted: what it rests on is little, old, or a sample. None of it changes a status."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from sciplan.domain.evaluation import SAMPLING_ERROR, STALE_VALUE, TWO_POINTS_ONLY, Notice
from sciplan.domain.facts import bound, holder_of
from sciplan.domain.period import years_between
from sciplan.domain.plan import CUMULATIVE, EACH, LEVEL
from sciplan.domain.quantity import PERCENT, rounded

if TYPE_CHECKING:
    from sciplan.domain.evaluate import Case

QUANTILE = Fraction(196, 100)
"""Of the normal distribution, for 95 % on both sides."""


def uncertainties(case: Case) -> Iterator[Notice]:
    """Give a notice for each reason to trust the figures of a judgement less than they look."""
    if _rests_on_two_points(case):
        yield Notice(TWO_POINTS_ONLY)
    if case.day is not None and _is_stale(case):
        yield Notice(STALE_VALUE, (str(case.day.year),))
    squared = _margin_squared(case)
    distance = _distance(case)
    if squared is not None and distance is not None and squared > distance**2:
        yield Notice(SAMPLING_ERROR, (_root_text(squared),))


def _rests_on_two_points(case: Case) -> bool:
    """Say whether a projection to a goal still ahead is the line through the start and one later value of a level."""
    if case.target.kind != LEVEL or case.target.combine == EACH or case.progress.projection is None:
        return False
    start = case.facts.baseline_at
    later = [day for day, value in case.facts.series.values.items() if value is not None and start and day > start]
    return len(later) == 1 and later[0] < case.target.due and not case.reached


def _is_stale(case: Case) -> bool:
    """Say whether the latest value of what is not finally judged ended more than twelve months before."""
    if case.target.kind not in (LEVEL, CUMULATIVE) or case.day is None or case.settled:
        return False
    final = case.facts.due_reported and case.as_of >= case.target.due
    return not final and years_between(case.day, case.as_of) > 1


def _distance(case: Case) -> Fraction | None:
    """Give how many percentage points the value lies from the goal, on either side."""
    goal = bound(case.target, case.target.goal, case.facts.baseline)
    return None if goal is None or case.value is None else abs(case.value - goal)


def _margin_squared(case: Case) -> Fraction | None:
    """Give the square of the 95 % margin of a sampled percentage, in percentage points: 1.96² · p (1 − p) / n · 100².

    None for what is no sample, or whose size was not reported. Squares keep the comparison exact.
    """
    target, holder = case.target, holder_of(case.plan, case.target)
    sampled = target.sampled or holder.sampled
    if not sampled or holder.unit != PERCENT or target.take_numerator or target.kind != LEVEL or target.combine == EACH:
        return None
    latest = [one.content for one in case.facts.series.counted if one.period.end == case.day]
    sizes = [one.denominator for one in latest if one.denominator]
    if not sizes or len(sizes) < len(latest) or case.value is None:
        return None
    share = case.value / 100
    return (QUANTILE * 100) ** 2 * share * (1 - share) / Fraction(sum(sizes))


def _root_text(squared: Fraction) -> str:
    """Give a square root as a decimal rounded to two places."""
    halves = isqrt(int(squared * 40000))  # twice the root in hundredths, rounded down
    return f"{rounded(Fraction((halves + 1) // 2, 100), 2):f}"
