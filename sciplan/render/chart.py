"""What was expected and what was reported as bars of characters, a line for each year or period.

All characters of a bar are in GBK, so that an old console shows them, and are equally wide there, so that bars compare.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sciplan.domain.plan import EACH, Target
from sciplan.domain.trajectory import AWAITED, BASELINE_POINT, FAILED, MISSING, PASSED, UNJUDGED, Point
from sciplan.i18n import _, pgettext
from sciplan.render import figures
from sciplan.render.table import RIGHT, Column, Table, without_empty

LENGTH = 20
"""The longest bar."""
FULL, AWAY, MARK = "█", "─", "○"
_COLOURS = {FAILED: "red", PASSED: "green", MISSING: "bright_black"}


def chart_table(target: Target, points: Sequence[Point]) -> Table:
    """Give the chart as a table: year or period, expected, reported, what came of it, and the bar."""
    largest = max(
        (figure for point in points for figure in (point.expected, point.value) if figure), default=Fraction()
    )
    columns = (
        Column(_("Period")),
        Column(pgettext("figure", "Expected"), RIGHT, optional=True),
        Column(_("Reported"), RIGHT),
        Column(_("Result"), optional=True),
        Column(_("{full} reported {mark} expected").format(full=FULL, mark=MARK), priority=1, optional=True),
    )
    rows = tuple(_cells(target, point, largest) for point in points)
    return without_empty(Table(columns, rows, tuple(_COLOURS.get(point.outcome or "", "") for point in points)))


def _cells(target: Target, point: Point, largest: Fraction) -> tuple[str, ...]:
    return (
        point.period,
        figure_text(target, point.expected),
        _reported(target, point),
        _result(point),
        bar(point.value, point.expected, largest),
    )


def figure_text(target: Target, figure: Fraction | None) -> str:
    """Give a figure in the target's unit; with `combine: each` it is a percentage of regions."""
    if figure is None:
        return ""
    unit = "%" if target.combine == EACH else target.unit
    return figures.amount_with_unit(figures.reported(figure, [target.goal.value]), unit)


def _reported(target: Target, point: Point) -> str:
    if point.value_at is not None and point.value is None:
        return _("not computable")
    return figure_text(target, point.value)


def _result(point: Point) -> str:
    if point.outcome is None:
        late_or_early = point.value_at is not None and point.value_at != point.day
        return _("on {date}").format(date=point.value_at) if late_or_early else ""
    return {
        BASELINE_POINT: _("baseline"),
        PASSED: "√ " + _("passed"),
        FAILED: "× " + _("failed"),
        UNJUDGED: "– " + _("not judged"),
        MISSING: "○ " + _("overdue"),
        AWAITED: "○ " + _("awaited"),
    }[point.outcome]


def bar(value: Fraction | None, expected: Fraction | None, largest: Fraction) -> str:
    """Give a bar up to the value, with a mark where it was expected to end; the largest figure has the whole length."""
    if largest <= 0:
        return ""
    reached = _length(value, largest)
    if expected is None:
        return FULL * reached
    place = max(_length(expected, largest), 1)
    if place > reached:
        return FULL * reached + AWAY * (place - reached - 1) + MARK
    return FULL * (place - 1) + MARK + FULL * (reached - place)


def _length(figure: Fraction | None, largest: Fraction) -> int:
    return 0 if figure is None else max(round(figure / largest * LENGTH), 0)
