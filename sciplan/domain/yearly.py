"""What one year brought to a target whose value adds up over the years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sciplan.domain.evaluation import Evaluation
from sciplan.domain.plan import CUMULATIVE, Plan, Target


def added_in(plan: Plan, target: Target, evaluation: Evaluation, year: int) -> Fraction | None:
    """Give what a cumulative target gained in a year: its value to date at its last report, less that of a year before.

    The value is 0 before the plan starts. None where one of the two is not known, so that two years never pass for one.
    """
    if target.kind != CUMULATIVE:
        return None
    values = dict(evaluation.values)
    now = next((values[day] for day in sorted(values, reverse=True) if day.year == year), None)
    before = Fraction(0) if year == plan.start.year else values.get(date(year - 1, 12, 31))
    return None if now is None or before is None else now - before
