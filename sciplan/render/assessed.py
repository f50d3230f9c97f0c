"""Judged targets in the cells of documents: the same figure looks the same in every one of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from sciplan.domain.evaluation import FIRST_VALUE_AS_BASELINE
from sciplan.domain.plan import EACH, REQUIRED, STATE, Plan, Target
from sciplan.domain.quantity import PERCENT
from sciplan.i18n import _
from sciplan.render import figures, words
from sciplan.render.document import Cell, figure
from sciplan.report.assessed import Assessed

_ALL = 100
_NAMED = 6
"""How many regions or entries a cell names."""


def name_text(target: Target) -> str:
    """Give the name of a target, and how binding it is where that is not the rule."""
    if target.binding == REQUIRED:
        return target.name
    return f"{target.name} [{words.binding_word(target.binding)}]"


def unit_text(target: Target) -> str:
    """Give what the value of a target is counted in; where regions are judged alone, it is their share."""
    if target.kind == STATE:
        return ""
    return _("% of regions") if target.combine == EACH else target.unit


def amount_cell(target: Target, amount: Fraction | None) -> Cell:
    """Give an amount in the unit of a target, which stands in a column of its own."""
    if amount is None:
        return Cell()
    if target.combine == EACH:
        return figure(figures.faithful(amount, 1, (0, _ALL)))
    return figure(figures.reported(amount, (target.goal.value, target.goal.upper)))


def value_cell(item: Assessed) -> Cell:
    """Give the value that was judged, or the state."""
    evaluation = item.row.evaluation
    if item.target.kind == STATE and item.target.combine != EACH:
        return Cell("" if evaluation.state is None else words.state_word(evaluation.state))
    return amount_cell(item.target, evaluation.value)


def value_with_unit(item: Assessed) -> Cell:
    """Give the same with its unit, where there is no column for that."""
    return Cell(words.value_text(item.target, item.row.evaluation), value_cell(item).number)


def day_text(item: Assessed) -> str:
    """Give what the value is of: a year where it is of the end of one, else the day."""
    return date_text(item.row.evaluation.value_at)


def date_text(day: date | None) -> str:
    """Give a date; the end of a year as the year."""
    if day is None:
        return ""
    return f"{day:%Y}" if (day.month, day.day) == (12, 31) else day.isoformat()


def baseline_year(item: Assessed) -> str:
    """Give the year of the baseline of a level, and whether it is only the first value that was reported."""
    evaluation = item.row.evaluation
    if evaluation.baseline is None or evaluation.baseline_at is None:
        return ""
    year = f"{evaluation.baseline_at.year}"
    first = any(notice.code == FIRST_VALUE_AS_BASELINE for notice in evaluation.notices)
    return _("{year}, first report").format(year=year) if first else year


def baseline_cell(item: Assessed) -> Cell:
    """Give the baseline of a level."""
    return amount_cell(item.target, item.row.evaluation.baseline)


def goal_cell(target: Target) -> Cell:
    """Give the goal; its unit stands in a column of its own, unless regions are judged by another one."""
    if target.kind == STATE or target.combine == EACH or target.goal.reference is not None:
        return Cell(words.goal_text(target))
    text = words.goal_text(target)
    bare = text.removesuffix(target.unit or "").rstrip()
    single: Decimal | None = target.goal.value if target.goal.upper is None else None
    return Cell(bare if target.unit != PERCENT else text.removesuffix(PERCENT), single)


def gap_cell(item: Assessed) -> Cell:
    """Give how far the value is ahead of what was expected, in percentage points."""
    gap = item.row.evaluation.progress.gap
    if gap is None:
        return Cell()
    text = figures.signed(gap)
    return Cell(text, Decimal(text))


def notes_text(item: Assessed, plan: Plan) -> str:
    """Give the notices of a judgement, and the periods judged alone that did not reach the goal."""
    told = [words.notice_text(notice, plan) for notice in item.row.evaluation.notices]
    if item.failed:
        told.insert(0, _("goal not reached in {periods}").format(periods=words.periods_text(item.failed)))
    return _("; ").join(told)


def missing_with_deadlines(item: Assessed, plan: Plan) -> str:
    """Give the periods that are due and not reported, each with its deadline and the regions that owe it."""
    said = []
    for debt in item.missing:
        names = [plan.region_by_code[code].name for code in debt.regions]
        text = _("{period} by {date}, from {names}") if names else _("{period} by {date}")
        told = {"period": debt.period.text, "date": debt.deadline.isoformat(), "names": words.some_of(names, _NAMED)}
        said.append(text.format(**told))
    return _("; ").join(said)


def unproven_text(item: Assessed) -> str:
    """Give the numbers of the entries that count and have no file; of many only the first."""
    shown = ", ".join(map(str, item.unproven[:_NAMED]))
    more = len(item.unproven) - _NAMED
    return _("{names} and {number} more").format(names=shown, number=more) if more > 0 else shown


def evidence_cell(item: Assessed) -> Cell:
    """Give how many of the entries that count have a file."""
    if not item.entries:
        return Cell()
    return Cell(f"{len(item.entries) - len(item.unproven)}/{len(item.entries)}")
