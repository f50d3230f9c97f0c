"""What is said of a year's tasks: the title, the figures of the year in a phrase, the remarks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from sciplan.domain.period import YEAR, grade_word
from sciplan.domain.plan import ANNUAL, CUMULATIVE, LEVEL, REQUIRED
from sciplan.domain.quantity import PERCENT
from sciplan.i18n import _, ngettext
from sciplan.render import figures, words
from sciplan.report.tasks import TaskList, TaskRow


def title(tasks: TaskList) -> str:
    """Give the title: whose tasks, and of which year."""
    return _("{plan}: key tasks and their division for {year}").format(plan=tasks.plan.name, year=tasks.year)


def last_line(tasks: TaskList) -> str:
    """Give the line that says what the tasks were made from."""
    return words.provenance_text(tasks.plan, tasks.as_of, tasks.ledger)


def counted(tasks: TaskList) -> str:
    """Say how many tasks there are, and how many are left out because they were finished before the year."""
    text = ngettext("{count} task", "{count} tasks", len(tasks.rows)).format(count=len(tasks.rows))
    if not tasks.settled:
        return text
    settled = _("{count} finished before and left out").format(count=tasks.settled)
    return _("; ").join((text, settled))


def figures_text(row: TaskRow, year: int) -> str:
    """Say what a target is to bring in a year: what was agreed, else its share."""
    target, share = row.target, row.share
    goal = words.goal_text(target)
    if target.kind == ANNUAL:
        return _in_each(target.every, goal)
    if target.kind not in (CUMULATIVE, LEVEL):
        return goal
    if share.proposed is None and row.agreed is None:
        return _("{goal} by {date}").format(goal=goal, date=target.due.isoformat())
    if target.kind == LEVEL:
        value = row.agreed.checkpoint if row.agreed else share.proposed
        return goal if target.due.year <= year else _at_end(row, value)
    return _brought(row, goal if target.due.year <= year else None)


def _in_each(grade: str, goal: str) -> str:
    if grade == YEAR:
        return _("{goal} in the year").format(goal=goal)
    return _("{goal} in each {period}").format(goal=goal, period=grade_word(grade))


def _at_end(row: TaskRow, value: Decimal | None) -> str:
    return _("{total} by the end of the year").format(total=amount_text(row, Fraction(value or 0)))


def _brought(row: TaskRow, goal: str | None) -> str:
    """Say what adds up: what the year alone is to bring, the shortfall that it carries, and the total, or the goal."""
    share, agreed = row.share, row.agreed
    brought = Fraction((agreed.amount if agreed else share.proposed) or 0)
    total = Fraction(agreed.checkpoint or 0) if agreed else (share.reached or Fraction(0)) + brought
    told = {
        "amount": amount_text(row, brought),
        "total": goal or amount_text(row, total),
        "shortfall": amount_text(row, share.shortfall or Fraction(0)),
    }
    if share.shortfall:
        return _("{amount} more (last year was {shortfall} short), {total} in all").format(**told)
    return _("{amount} more, {total} in all").format(**told)


def amount_text(row: TaskRow, amount: Fraction) -> str:
    """Give an amount in the unit of a target, rounded where it is derived."""
    goal = row.target.goal
    return figures.amount_with_unit(figures.reported(amount, (goal.value, goal.upper)), row.target.unit)


def remarks(row: TaskRow, year: int) -> str:
    """Say what else there is to know: how binding it is, what was agreed, what last year lacks, what is missing."""
    told = []
    if row.target.binding != REQUIRED:
        told.append(words.binding_word(row.target.binding))
    if row.agreed is not None:
        told.append(_("agreed (b{batch})").format(batch=row.agreed.batch))
    if row.share.shortfall:
        told.append(_("{amount} short at the end of {year}").format(amount=_short(row), year=year - 1))
    if row.share.missing:
        told.append(_("not reported: {periods}").format(periods=_(", ").join(row.share.missing)))
    return _("; ").join(told)


def _short(row: TaskRow) -> str:
    """Give how much the last year fell short by; a difference of percentages is in points."""
    shortfall = row.share.shortfall or Fraction(0)
    if row.target.unit != PERCENT:
        return amount_text(row, shortfall)
    return _("{points} percentage points").format(points=figures.number(figures.faithful(shortfall, 2, (0,))))
