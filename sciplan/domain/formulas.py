"""The formulas of judgement, each once, in exact fractions (design §6).

b and t0 are the baseline and its date, T and t1 the goal and its due date, v the value and t its date.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from sciplan.domain.period import years_between


class Course(NamedTuple):
    """The way from the baseline to the goal: where it starts, where it ends, and what is expected in between."""

    baseline: Fraction
    start: date
    goal: Fraction
    due: date
    checkpoints: tuple[tuple[date, Fraction], ...] = ()

    @property
    def distance(self) -> Fraction:
        """How far the goal is from the baseline; negative for a target that is to fall."""
        return self.goal - self.baseline


class Progress(NamedTuple):
    """How far a value is along its course; every member is null where design §6 says so."""

    attainment: Fraction | None = None
    expected: Fraction | None = None
    pace: Fraction | None = None
    gap: Fraction | None = None
    projection: Fraction | None = None
    effort: Fraction | None = None


def attainment(course: Course, value: Fraction) -> Fraction:
    """A = (v − b) / (T − b): the share of the way that is done."""
    return (value - course.baseline) / course.distance


def expected(course: Course, day: date) -> Fraction:
    """E: the share of the way that should be done by a day, piecewise linear through the checkpoints."""
    points = [(course.start, Fraction(0))]
    points += [(when, attainment(course, value)) for when, value in course.checkpoints]
    points.append((course.due, Fraction(1)))
    return _between(points, day)


def expected_value(course: Course, day: date) -> Fraction:
    """Give the value that should be reached by a day: b + E · (T − b)."""
    return course.goal if course.distance == 0 else course.baseline + expected(course, day) * course.distance


def _between(points: Sequence[tuple[date, Fraction]], day: date) -> Fraction:
    if day <= points[0][0]:
        return points[0][1]
    for (start, low), (end, high) in pairwise(points):
        if day <= end:
            return low + (high - low) * years_between(start, day) / years_between(start, end)
    return points[-1][1]


def progress(course: Course, value: Fraction, day: date, *, paced: bool = True) -> Progress:
    """Give everything that follows from a value on a day; without a pace only the attainment."""
    if course.distance == 0:
        return Progress()
    done = attainment(course, value)
    if not paced:
        return Progress(attainment=done)
    due = expected(course, day)
    pace = done / due if due else None
    return Progress(
        attainment=done,
        expected=due,
        pace=pace,
        gap=(done - due) * 100,
        projection=None if pace is None else course.baseline + pace * course.distance,
        effort=_effort(course, value, day),
    )


def _effort(course: Course, value: Fraction, day: date) -> Fraction | None:
    """K = the yearly change still required ÷ the yearly change achieved; 0 once the goal is reached."""
    if not course.start < day < course.due or attainment(course, value) <= 0:
        return None
    required, achieved = yearly_changes(course, value, day)
    return max(required / achieved, Fraction(0))


def yearly_changes(course: Course, value: Fraction, day: date) -> tuple[Fraction, Fraction]:
    """Give the yearly change that is still required and the one achieved, on a day between start and due date."""
    required = (course.goal - value) / years_between(day, course.due)
    return required, (value - course.baseline) / years_between(course.start, day)
