"""When a goal is reached."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sciplan.domain.period import MONTHS_OF, end_of_month
from sciplan.domain.plan import AT_MOST, DONE, FINISHED, IN_PROGRESS, MORE_THAN, STATES, Goal


def satisfied(goal: Goal, value: Fraction, reference: Fraction | None = None) -> bool:
    """Say whether a number reaches the goal; a range is reached from its lower end.

    `reference` is the baseline or the earlier value of a goal that refers to one.
    """
    limit = reference if goal.reference else None if goal.value is None else Fraction(goal.value)
    if limit is None:
        return False
    if goal.form == AT_MOST:
        return value <= limit
    return value > limit if goal.form == MORE_THAN else value >= limit


def state_reached(goal: Goal, state: str) -> bool:
    """Say whether a state is as far as the goal asks: done, or at least in progress for what never ends."""
    needed = FINISHED if goal.form == DONE else IN_PROGRESS
    return STATES.index(state) >= STATES.index(needed)


def period_before(end: date, grade: str) -> date:
    """Give the last day of the period before the one of a grade that ends on a date."""
    months = end.year * 12 + end.month - MONTHS_OF[grade] - 1
    return end_of_month(months // 12, months % 12 + 1)
