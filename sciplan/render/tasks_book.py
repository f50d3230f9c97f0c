"""The tasks of a year as a workbook that goes round: what is agreed is filled in, read back, and stands as quotas."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sciplan.domain import tasks_layout as layout
from sciplan.domain.form_layout import HIDDEN_SHEET
from sciplan.domain.plan import CUMULATIVE, STATE
from sciplan.domain.quantity import PERCENT, rounded
from sciplan.domain.tasks_layout import TasksFile, TaskSlot
from sciplan.i18n import _, speaking
from sciplan.render import figures, words
from sciplan.render.protected_sheet import GREY, LIGHT, LONGEST_MESSAGE, ProtectedSheet, hide, row_height
from sciplan.render.tasks_text import counted, last_line, remarks, title
from sciplan.render.xlsx import new_book
from sciplan.report.tasks import TaskList, TaskRow
from sciplan.text import visible

_WIDTHS = {
    layout.NUMBER: 5,
    layout.TASK: 30,
    layout.UNIT: 8,
    layout.REACHED: 12,
    layout.GOAL: 14,
    layout.LEFT: 11,
    layout.YEARS: 7,
    layout.SHORTFALL: 11,
    layout.PROPOSED: 11,
    layout.AGREED: 11,
    layout.BY_END: 12,
    layout.LEAD: 16,
    layout.RESPONSIBLE: 36,
    layout.PERSON: 8,
    **dict.fromkeys(layout.QUARTERS, 8),
    layout.DEADLINE: 12,
    layout.REMARKS: 18,
}
_LEFT = (layout.TASK, layout.LEAD, layout.RESPONSIBLE, layout.PERSON, *layout.QUARTERS, layout.REMARKS)
_CENTRE = (layout.NUMBER, layout.UNIT, layout.DEADLINE)
_OPEN = (layout.PERSON, *layout.QUARTERS, layout.REMARKS)
_EXACT = 15
"""Digits that Excel keeps of a number."""

_AGREED_PLACE = layout.COLUMNS.index(layout.AGREED)


def tasks_workbook(tasks: TaskList) -> bytes:
    """Give the tasks of a year as a workbook, in the language of their plan."""
    with speaking(tasks.plan.language):
        out = io.BytesIO()
        book = new_book(out, title(tasks))
        page = ProtectedSheet(book, book.add_worksheet(_("Tasks")), tasks.plan.language, {})
        widths = [_WIDTHS[column] for column in layout.COLUMNS]
        header = page.write_above(title(tasks), (counted(tasks), _how_to(tasks)), widths)
        page.write_headings(header, layout.headings(page.language), widths)
        for number, row in enumerate(tasks.rows, 1):
            _write_row(page, header + number, _texts(number, row, tasks.year), row)
        last = header + len(tasks.rows)
        page.merged(last + 2, 0, len(widths) - 1, last_line(tasks), align="left", font_size=9)
        page.lock(header, last, last + 2, len(widths), tasks.plan.name)
        hide(book, HIDDEN_SHEET, layout.tasks_cells(_file(tasks, header + 1)))
        book.close()
    return out.getvalue()


def _how_to(tasks: TaskList) -> str:
    return _(
        "Fill in the light cells only. Under “Agreed”, give of what adds up what {year} alone is to bring, of a level "
        "its value at the end of {year}; emptied, what was agreed is withdrawn. Read back with “sciplan tasks {year} "
        "--import FILE”, it stands."
    ).format(year=tasks.year)


def _texts(number: int, row: TaskRow, year: int) -> dict[str, str]:
    """Give the cells of a row that are no figures."""
    return {
        layout.NUMBER: f"{number}",
        layout.TASK: visible(row.target.name),
        layout.UNIT: visible(row.target.unit),
        layout.GOAL: visible(words.goal_text(row.target)),
        layout.LEAD: visible(_(", ").join(row.lead_names)),
        layout.RESPONSIBLE: visible(_(", ").join(row.responsible_names)),
        layout.DEADLINE: row.deadline.isoformat(),
        layout.REMARKS: visible(remarks(row, year)),
    }


def _figures(row: TaskRow) -> Iterator[tuple[str, Fraction | Decimal | None]]:
    share = row.share
    yield layout.REACHED, share.reached
    yield layout.LEFT, share.left
    yield layout.YEARS, share.years
    yield layout.SHORTFALL, share.shortfall
    yield layout.PROPOSED, share.proposed


def _write_row(page: ProtectedSheet, row: int, texts: Mapping[str, str], task: TaskRow) -> None:
    for place, column in enumerate(layout.COLUMNS):
        is_open = column in _OPEN
        style = _cell(page, column, bg_color=LIGHT, locked=False) if is_open else _cell(page, column, bg_color=GREY)
        if text := texts.get(column):
            page.sheet.write_string(row, place, text, style)
        else:
            page.sheet.write_blank(row, place, None, style)
    for column, amount in _figures(task):
        _write_amount(page, row, column, _shown(task, amount))
    if task.target.kind == STATE and task.state is not None:
        place = layout.COLUMNS.index(layout.REACHED)
        page.sheet.write_string(row, place, words.state_word(task.state), _cell(page, layout.REACHED, bg_color=GREY))
    if task.takes_quota:
        _write_agreed(page, row, task)
    rooms = [width - (1 if column in _CENTRE else 2) for column, width in _WIDTHS.items()]
    page.sheet.set_row(row, row_height([texts.get(column, "") for column in _WIDTHS], rooms))


def _cell(page: ProtectedSheet, column: str, **settings: object) -> Any:  # noqa: ANN401 - XlsxWriter has no types
    return page.cell("center" if column in _CENTRE else "left" if column in _LEFT else "right", **settings)


def _shown(task: TaskRow, amount: Fraction | Decimal | None) -> Decimal | None:
    return None if amount is None else figures.reported(Fraction(amount), (task.target.goal.value,))


def _write_amount(page: ProtectedSheet, row: int, column: str, amount: Decimal | None, **settings: object) -> None:
    place = layout.COLUMNS.index(column)
    style = {"bg_color": GREY, **settings}
    if amount is None:
        page.sheet.write_blank(row, place, None, _cell(page, column, **style))
    elif len(amount.normalize().as_tuple().digits) > _EXACT:
        page.sheet.write_string(row, place, f"{amount:f}", _cell(page, column, **style))
    else:
        page.sheet.write_number(row, place, amount, _cell(page, column, num_format=_format(amount), **style))


def _format(amount: Decimal) -> str:
    exponent = amount.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"#,##0.{'0' * places}" if places else "#,##0"


def _write_agreed(page: ProtectedSheet, row: int, task: TaskRow) -> None:
    """Write the open cell, with what was agreed or is proposed, and beside it the value that it leads to."""
    amount = task.agreed.amount if task.agreed else task.share.proposed
    _write_amount(page, row, layout.AGREED, amount, bg_color=LIGHT, locked=False)
    heading = layout.headings(page.language)[_AGREED_PLACE]
    rule = {**_rule(task), "input_title": heading, "error_title": heading}
    page.sheet.data_validation(row, _AGREED_PLACE, row, _AGREED_PLACE, rule)
    agreed, base = _name(layout.AGREED, row), _name(layout.REACHED, row)
    adds_up = task.target.kind == CUMULATIVE
    formula = f'=IF(ISNUMBER({agreed}),{f"{base}+{agreed}" if adds_up else agreed},"")'
    result = rounded(task.total or Fraction(0))
    style = _cell(page, layout.BY_END, bg_color=GREY, num_format=_format(result))
    cached = "" if amount is None else result
    page.sheet.write_formula(row, layout.COLUMNS.index(layout.BY_END), formula, style, cached)


def _name(column: str, row: int) -> str:
    return f"{chr(ord('A') + layout.COLUMNS.index(column))}{row + 1}"


def _rule(task: TaskRow) -> dict[str, object]:
    rule: dict[str, object] = {"validate": "decimal", "criteria": ">=", "value": 0}
    sentence = _("Write a number that is not below 0, without its unit.")
    if task.target.unit == PERCENT:
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        sentence = _("Write a number from 0 to 100, without the sign %.")
    unit = visible(task.target.unit)
    if task.target.kind == CUMULATIVE:
        prompt = _("What this year alone is to bring, in {unit}.").format(unit=unit)
    else:
        prompt = _("The value at the end of the year, in {unit}.").format(unit=unit)
    return {**rule, "input_message": prompt[:LONGEST_MESSAGE], "error_message": sentence}


def _file(tasks: TaskList, header: int) -> TasksFile:
    rows = {}
    for number, row in enumerate(tasks.rows, 1):
        reached = row.share.reached
        base = rounded(reached) if row.target.kind == CUMULATIVE and reached is not None else None
        rows[f"{number}"] = TaskSlot(f"{number}", row.target.key, visible(row.target.name), base)
    return TasksFile(tasks.plan.key, tasks.revision, tasks.year, header, rows)
