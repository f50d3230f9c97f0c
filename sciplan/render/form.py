"""What stands in a yearly form, in the language in use: title, how to fill it in, and its rows as text."""

from __future__ import annotations

from datetime import timedelta

from sciplan.domain import return_layout as columns
from sciplan.domain.form_layout import Form, FormRow
from sciplan.domain.plan import CUMULATIVE, EACH, STATE, STATES, VERIFIED
from sciplan.domain.quantity import PERCENT, is_ratio
from sciplan.i18n import _
from sciplan.render import words
from sciplan.render.chart import figure_text
from sciplan.render.figures import amount_with_unit, reported
from sciplan.report.form import NOBODY, FormLine, FormSheet, LastKnown
from sciplan.text import visible


def title(sheet: FormSheet) -> str:
    """Give the line over the whole form."""
    return _("{plan}: figures for {year}").format(plan=sheet.plan.name, year=sheet.year)


def lines_above(sheet: FormSheet) -> list[str]:
    """Give the lines between title and table: who is asked, and how to fill the form in."""
    lines = [
        _(
            "Fill in the light cells only: the figure of the period named, in the unit named; per cent as a number such"
            " as 15.2; of what adds up over the years only what that period alone brought. For a ratio give the value, "
            "or numerator and denominator. Leave empty what is not known."
        ),
        _(
            "Where several agencies lead together, each gives the whole figure, not only its own part. Add no rows. "
            "Send the form back by {date}."
        ).format(date=sheet.deadline.isoformat()),
    ]
    if sheet.party is not None:
        name = _("nobody named") if sheet.party == NOBODY else sheet.party_name
        lines.insert(0, _("Agency: {name}").format(name=name))
    return lines


def signatures() -> tuple[str, ...]:
    """Give what is filled in below the table, from left to right."""
    return _("Filled in by:"), _("Checked by:"), _("Telephone:"), _("Date:")


def open_columns(line: FormLine) -> tuple[str, ...]:
    """Give the columns in which a line is answered."""
    if line.target.kind == STATE:
        return columns.STATE, columns.NOTE
    parts = (columns.NUMERATOR, columns.DENOMINATOR) if is_ratio(line.target.unit) else ()
    return columns.VALUE, *parts, columns.NOTE


def given_cells(sheet: FormSheet, number: int, line: FormLine) -> tuple[str, ...]:
    """Give the cells of a line that stand before its answers."""
    return (
        str(number),
        visible(line.target.name),
        line.debt.period.text,
        visible(sheet.plan.region_by_code[line.region].name),
        visible(line.target.unit),
        visible(_last(line)),
        visible(_goal(line)),
        visible(figure_text(line.judged, line.expected)),
    )


def _goal(line: FormLine) -> str:
    goal = words.goal_text(line.judged)
    shared = not line.whole and line.judged.combine != EACH and line.judged.kind != STATE
    return _("{goal} together").format(goal=goal) if shared else goal


def _last(line: FormLine) -> str:
    """Give the last value, with its date where it is not from just before the period asked for."""
    last = line.last
    if last is None:
        return ""
    text = words.state_word(last.state) if last.state else _value(line, last)
    if not text or last.day == line.debt.period.start - timedelta(days=1):
        return text
    end_of_year = (last.day.month, last.day.day) == (12, 31)
    return _("{value} ({date})").format(value=text, date=f"{last.day:%Y}" if end_of_year else f"{last.day:%Y-%m}")


def _value(line: FormLine, last: LastKnown) -> str:
    if last.value is None:
        return ""
    goal = line.judged.goal
    value = amount_with_unit(reported(last.value, (goal.value, goal.upper)), line.judged.unit)
    return _("{value} to date").format(value=value) if line.judged.kind == CUMULATIVE else value


def state_choices() -> list[str]:
    """Give the states that can be answered; what is verified needs evidence, which a form does not carry."""
    return [words.state_word(state) for state in STATES if state != VERIFIED]


def prompt(line: FormLine, column: str) -> str:
    """Say what a cell for a number is to hold."""
    unit, period = visible(line.target.unit), line.debt.period.text
    if column == columns.NUMERATOR:
        return _("What is counted: the upper part of {unit} for {period}.").format(unit=unit, period=period)
    if column == columns.DENOMINATOR:
        return _("Out of what: the lower part of {unit} for {period}, above 0.").format(unit=unit, period=period)
    if unit == PERCENT:
        return _("The figure of {period} in per cent: 15.2 means 15.2 %.").format(period=period)
    if line.target.kind == CUMULATIVE:
        return _("What {period} alone brought, not the total to date, in {unit}.").format(period=period, unit=unit)
    return _("The figure of {period}, in {unit}.").format(period=period, unit=unit)


def form_of(sheet: FormSheet, header: int) -> Form:
    """Give what the hidden sheet says about the rows; `header` is the row of the headings, counted from 1."""
    rows = {}
    for number, line in enumerate(sheet.lines, 1):
        shown, name, _period, region_name, *_rest = given_cells(sheet, number, line)
        rows[shown] = FormRow(shown, line.target.key, line.debt.period.text, line.region, "", name, region_name)
    return Form(sheet.plan.key, sheet.revision, sheet.year, sheet.party or "", header, rows)
