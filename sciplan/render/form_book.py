"""Yearly forms as Excel workbooks: what is asked is locked, what is answered is checked, and the slots are hidden."""

from __future__ import annotations

import io
from typing import Any

from sciplan.domain import form_layout as layout
from sciplan.domain import return_layout as columns
from sciplan.domain.quantity import PERCENT
from sciplan.i18n import _, speaking
from sciplan.render import form
from sciplan.render.protected_sheet import GREY, LIGHT, LINE_HEIGHT, LONGEST_MESSAGE, ProtectedSheet, hide, row_height
from sciplan.render.xlsx import new_book
from sciplan.report.form import FormLine, FormSheet

_WIDTHS = {
    layout.NUMBER: 5,
    columns.TARGET: 34,
    columns.PERIOD: 9,
    columns.REGION: 16,
    columns.UNIT: 9,
    layout.LAST: 17,
    layout.GOAL: 18,
    layout.EXPECTED: 13,
    columns.VALUE: 11,
    columns.NUMERATOR: 11,
    columns.DENOMINATOR: 11,
    columns.STATE: 10,
    columns.NOTE: 16,
}
_LAST_COLUMN = len(layout.COLUMNS) - 1
_LEFT = (columns.TARGET, columns.REGION, columns.NOTE)
_CENTRE = (layout.NUMBER, columns.PERIOD, columns.UNIT, columns.STATE)
_SIGNED = ((0, 1), (2, 5), (6, 8), (9, _LAST_COLUMN))
"""The first and last columns of each thing to be filled in below the table."""

_MOST_PERCENT = 100


def form_workbook(sheet: FormSheet) -> bytes:
    """Give a form as a workbook, in the language of its plan."""
    with speaking(sheet.plan.language):
        out = io.BytesIO()
        book = new_book(out, form.title(sheet))
        page = ProtectedSheet(book, book.add_worksheet(_("Form")), sheet.plan.language, {})
        header = page.write_above(form.title(sheet), form.lines_above(sheet), tuple(_WIDTHS.values()))
        _write_table(page, sheet, header)
        _write_signatures(page, header + len(sheet.lines) + 2)
        _set_up(page, sheet, header)
        hide(book, layout.HIDDEN_SHEET, layout.form_cells(form.form_of(sheet, header + 1)))
        book.close()
    return out.getvalue()


def _write_table(page: ProtectedSheet, sheet: FormSheet, header: int) -> None:
    page.write_headings(header, layout.headings(page.language), [_WIDTHS[column] for column in layout.COLUMNS])
    rooms = [_WIDTHS[column] - (1 if column in _CENTRE else 2) for column in layout.COLUMNS]
    for number, line in enumerate(sheet.lines, 1):
        row = header + number
        given = form.given_cells(sheet, number, line)
        for place, text in enumerate(given):
            page.sheet.write_string(row, place, text, _cell(page, layout.COLUMNS[place], bg_color=GREY))
        page.sheet.set_row(row, row_height(given, rooms))
        for column in layout.ANSWERS:
            _write_answer(page, row, line, column)


def _cell(page: ProtectedSheet, column: str, **settings: object) -> Any:  # noqa: ANN401 - XlsxWriter has no types
    return page.cell("center" if column in _CENTRE else "left" if column in _LEFT else "right", **settings)


def _write_answer(page: ProtectedSheet, row: int, line: FormLine, column: str) -> None:
    place = layout.COLUMNS.index(column)
    if column not in form.open_columns(line):
        page.sheet.write_blank(row, place, None, _cell(page, column, bg_color=GREY))
        return
    page.sheet.write_blank(row, place, None, _cell(page, column, bg_color=LIGHT, locked=False))
    if column != columns.NOTE:
        rule = _state_rule() if column == columns.STATE else _number_rule(line, column)
        heading = layout.headings(page.language)[place]
        titles = {"input_title": heading, "error_title": heading}
        page.sheet.data_validation(row, place, row, place, {**rule, **titles})


def _state_rule() -> dict[str, object]:
    choices = form.state_choices()
    sentence = _("Choose one of: {names}.").format(names=_(", ").join(choices))
    return {"validate": "list", "source": choices, "input_message": sentence, "error_message": sentence}


def _number_rule(line: FormLine, column: str) -> dict[str, object]:
    rule: dict[str, object] = {"validate": "decimal", "criteria": ">=", "value": 0}
    sentence = _("Write a number that is not below 0, without its unit.")
    if column == columns.DENOMINATOR:
        rule["criteria"] = ">"
        sentence = _("Write a number above 0, without its unit.")
    elif column == columns.VALUE and line.target.unit == PERCENT:
        rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST_PERCENT}
        sentence = _("Write a number from 0 to 100, without the sign %.")
    return {**rule, "input_message": form.prompt(line, column)[:LONGEST_MESSAGE], "error_message": sentence}


def _write_signatures(page: ProtectedSheet, row: int) -> None:
    for (first, last), text in zip(_SIGNED, form.signatures(), strict=True):
        page.merged(row, first, last, text, align="left", locked=False)
    page.sheet.set_row(row, 1.5 * LINE_HEIGHT)


def _set_up(page: ProtectedSheet, sheet: FormSheet, header: int) -> None:
    last = header + len(sheet.lines)
    page.lock(header, last, last + 2, len(layout.COLUMNS), sheet.plan.name)
    page.sheet.ignore_errors({"number_stored_as_text": f"A{header + 2}:H{last + 1}"})
