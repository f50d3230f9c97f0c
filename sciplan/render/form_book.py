"""Yearly forms as Excel workbooks: what is asked is locked, what is answered is checked, and the slots are hidden."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from typing import Any

from sciplan.domain import form_layout as layout
from sciplan.domain import return_layout as columns
from sciplan.domain.quantity import PERCENT
from sciplan.i18n import CHINESE, ENGLISH, _, speaking
from sciplan.render import form
from sciplan.render.xlsx import new_book
from sciplan.report.form import FormLine, FormSheet
from sciplan.text import cells, visible

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

_FONTS = {CHINESE: "宋体", ENGLISH: "Arial"}
_GREY, _LIGHT = "#EDEDED", "#FFF8DC"
_LINE_HEIGHT, _HIGHEST = 16, 400
_LONGEST_MESSAGE = 255
"""What Excel takes as the message of a cell, and as a footer."""

_MOST_PERCENT = 100


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A worksheet under work; the formats that it uses are made once."""

    book: Any
    sheet: Any
    language: str
    formats: dict[tuple[tuple[str, object], ...], Any]

    def style(self, **settings: object) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        key = tuple(sorted(settings.items()))
        if key not in self.formats:
            basic = {"font_name": _FONTS[self.language], "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
            self.formats[key] = self.book.add_format({**basic, **settings})
        return self.formats[key]

    def cell(self, column: str, **settings: object) -> Any:  # noqa: ANN401
        side = "center" if column in _CENTRE else "left" if column in _LEFT else "right"
        return self.style(align=side, indent=0 if side == "center" else 1, border=1, **settings)

    def merged(self, row: int, first: int, last: int, text: str, **settings: object) -> None:
        self.sheet.merge_range(row, first, row, last, "", self.style(**settings))
        self.sheet.write_string(row, first, visible(text), self.style(**settings))


def form_workbook(sheet: FormSheet) -> bytes:
    """Give a form as a workbook, in the language of its plan."""
    with speaking(sheet.plan.language):
        out = io.BytesIO()
        book = new_book(out, form.title(sheet))
        page = _Sheet(book, book.add_worksheet(_("Form")), sheet.plan.language, {})
        header = _write_above(page, sheet)
        _write_table(page, sheet, header)
        _write_signatures(page, header + len(sheet.lines) + 2)
        _set_up(page, sheet, header)
        hidden = book.add_worksheet(layout.HIDDEN_SHEET)
        for row, texts in enumerate(layout.form_cells(form.form_of(sheet, header + 1))):
            for column, text in enumerate(texts):
                hidden.write_string(row, column, text)
        hidden.very_hidden()
        book.close()
    return out.getvalue()


def _write_above(page: _Sheet, sheet: FormSheet) -> int:
    """Write what stands over the table; give the row of its headings."""
    room = sum(_WIDTHS.values())
    title = form.title(sheet)
    page.merged(0, 0, _LAST_COLUMN, title, bold=True, font_size=16, align="center")
    page.sheet.set_row(0, 2 * _LINE_HEIGHT * math.ceil(1.5 * cells(title) / room))
    lines = form.lines_above(sheet)
    for row, text in enumerate(lines, 1):
        page.merged(row, 0, _LAST_COLUMN, text, align="left")
        page.sheet.set_row(row, _LINE_HEIGHT * math.ceil(cells(text) / room) + 4)
    return len(lines) + 1


def _write_table(page: _Sheet, sheet: FormSheet, header: int) -> None:
    for place, heading in enumerate(layout.headings(page.language)):
        page.sheet.set_column(place, place, _WIDTHS[layout.COLUMNS[place]])
        page.sheet.write_string(header, place, heading, page.style(bold=True, align="center", border=1, bg_color=_GREY))
    page.sheet.set_row(header, 2 * _LINE_HEIGHT)
    for number, line in enumerate(sheet.lines, 1):
        row = header + number
        given = form.given_cells(sheet, number, line)
        for place, text in enumerate(given):
            page.sheet.write_string(row, place, text, page.cell(layout.COLUMNS[place], bg_color=_GREY))
        page.sheet.set_row(row, _height(given))
        for column in layout.ANSWERS:
            _write_answer(page, row, line, column)


def _write_answer(page: _Sheet, row: int, line: FormLine, column: str) -> None:
    place = layout.COLUMNS.index(column)
    if column not in form.open_columns(line):
        page.sheet.write_blank(row, place, None, page.cell(column, bg_color=_GREY))
        return
    page.sheet.write_blank(row, place, None, page.cell(column, bg_color=_LIGHT, locked=False))
    if column != columns.NOTE:
        rule = _state_rule() if column == columns.STATE else _number_rule(line, column)
        heading = layout.headings(page.language)[place]
        titles = {"input_title": heading, "error_title": heading}
        page.sheet.data_validation(row, place, row, place, {**rule, **titles})


def _height(texts: tuple[str, ...]) -> float:
    """Give the height that a row needs for its wrapped texts: not every program finds it by itself."""
    rooms = (_WIDTHS[column] - (1 if column in _CENTRE else 2) for column in layout.COLUMNS)
    lines = max(math.ceil(cells(text) / room) for text, room in zip(texts, rooms, strict=False))
    return min(_LINE_HEIGHT * max(lines, 1) + 6, _HIGHEST)


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
    return {**rule, "input_message": form.prompt(line, column)[:_LONGEST_MESSAGE], "error_message": sentence}


def _write_signatures(page: _Sheet, row: int) -> None:
    for (first, last), text in zip(_SIGNED, form.signatures(), strict=True):
        page.merged(row, first, last, text, align="left", locked=False)
    page.sheet.set_row(row, 1.5 * _LINE_HEIGHT)


def _set_up(page: _Sheet, sheet: FormSheet, header: int) -> None:
    """Lock what is asked, keep the headings in sight, and print on A4 across, one page wide."""
    last = header + len(sheet.lines)
    page.sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
    page.sheet.freeze_panes(header + 1, 0)
    page.sheet.autofilter(header, 0, last, _LAST_COLUMN)
    page.sheet.ignore_errors({"number_stored_as_text": f"A{header + 2}:H{last + 1}"})
    page.sheet.set_landscape()
    page.sheet.set_paper(9)
    page.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.sheet.center_horizontally()
    page.sheet.fit_to_pages(1, 0)
    page.sheet.repeat_rows(header)
    page.sheet.print_area(0, 0, last + 2, _LAST_COLUMN)
    number = _("Page {page} of {pages}").format(page="&P", pages="&N")
    room = _LONGEST_MESSAGE - len(f"&L&R{number}")
    page.sheet.set_footer(f"&L{_footer_text(sheet.plan.name, room)}&R{number}")


def _footer_text(text: str, room: int) -> str:
    """Give text that a footer shows as it stands: there an ampersand is written twice."""
    shown = ""
    for character in visible(text):
        piece = character.replace("&", "&&")
        if len(shown) + len(piece) > room:
            break
        shown += piece
    return shown
