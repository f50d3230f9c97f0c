"""What is said of a year's tasks: the title, the figures of the year in a phrase, the remarks."""

from __future__ import annotations

from fractions import Fraction

from sciplan.domain.period import YEAR, grade_word
from sciplan.domain.plan import ANNUAL, CUMULATIVE, DONE, LEVEL, REQUIRED
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
    target, total = row.target, row.total
    goal = words.goal_phrase(target)
    if target.kind == ANNUAL:
        return _in_each(target.every, goal)
    if target.goal.form == DONE and target.due.year > year:
        return _("under way; done {when}").format(when=words.by_text(target.due))
    if target.kind not in (CUMULATIVE, LEVEL):
        return goal
    if total is None or (target.kind == LEVEL and target.due.year <= year):
        return _("{goal} {when}").format(goal=goal, when=words.by_text(target.due))
    if target.kind == LEVEL:
        return _("{total} by the end of the year").format(total=amount_text(row, total))
    return _brought(row, goal if target.due.year <= year else amount_text(row, total))


def _in_each(grade: str, goal: str) -> str:
    if grade == YEAR:
        return _("{goal} in the year").format(goal=goal)
    return _("{goal} in each {period}").format(goal=goal, period=grade_word(grade))


def _brought(row: TaskRow, total: str) -> str:
    """Say what adds up: what the year alone is to bring, the shortfall that it carries, and the total, or the goal."""
    told = {
        "amount": amount_text(row, Fraction(row.brings or 0)),
        "total": total,
        "shortfall": amount_text(row, row.share.shortfall or Fraction(0)),
    }
    if row.share.shortfall:
        return _("{amount} more (last year was {shortfall} short), {total} in all").format(**told)
    return _("{amount} more, {total} in all").format(**told)


def amount_text(row: TaskRow, amount: Fraction) -> str:
    """Give an amount in the unit of a target, rounded where it is derived."""
    goal = row.target.goal
    return figures.amount_with_unit(figures.reported(amount, (goal.value, goal.upper)), row.target.unit)


def remarks(row: TaskRow, year: int) -> str:
    """Say what else there is to know: how binding it is, what was agreed, what is overdue, what is missing."""
    share = row.share
    told = []
    if row.target.binding != REQUIRED:
        told.append(words.binding_word(row.target.binding))
    if row.target.due.year < year:
        told.append(_("overdue, was due {when}").format(when=words.by_text(row.target.due)))
    if row.agreed is not None:
        told.append(_("agreed (b{batch})").format(batch=row.agreed.batch))
    if share.shortfall and row.target.kind == LEVEL:
        told.append(_("{amount} short at the end of {year}").format(amount=_short(row), year=year - 1))
    if share.missing:
        told.append(_("not reported: {periods}").format(periods=words.periods_text(share.missing)))
        if share.reached_at is not None and row.brings is not None:
            told.append(_("reckoned from {when}").format(when=words.when_text(share.reached_at)))
    return _("; ").join(told)


def _short(row: TaskRow) -> str:
    """Give how much the last year fell short by; a difference of percentages is in points."""
    shortfall = row.share.shortfall or Fraction(0)
    if row.target.unit != PERCENT:
        return amount_text(row, shortfall)
    return _("{points} percentage points").format(points=figures.number(figures.faithful(shortfall, 2, (0,))))
