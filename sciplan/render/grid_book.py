"""Tables of documents as Excel workbooks: a sheet for each, to sort, filter, add up and print."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sciplan.render.column_widths import column_widths, measured, paper_width
from sciplan.render.document import Cell, Grid
from sciplan.render.lights import FILLS, INKS
from sciplan.render.table import RIGHT
from sciplan.render.xlsx import FONTS, footer_text, new_book, number_pages
from sciplan.text import visible

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME, _RESERVED = 31, "history"
_NUMBER = re.compile(
    r"(?P<before>[^0-9\"+-]*)(?P<number>[+-]?[0-9][0-9,]*(\.(?P<places>[0-9]+))?)(?P<percent>%)?(?P<after>[^0-9\"%]*)"
)
"""A number with what stands around it, such as a sign or a unit."""

_LONGEST_FORMAT, _LONGEST_TITLE = 200, 200
_EXACT = 15
"""Digits that Excel keeps of a number."""

_LONGEST_COMPARED = 250
"""Characters of a text that a formula of Excel can hold."""

_ROOM, _WIDEST, _EDGE = 130, 60, 3
"""Cells of a page across, the widest column, and what its borders take."""

_LINE_HEIGHT, _HIGHEST = 15, 400
"""Points of a line, and of the highest row."""

_NARROW = 6
"""Columns that fit the screen; of more, the first two stay in sight."""


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook under work; the formats that it uses are made once."""

    book: Any
    font: str
    formats: dict[tuple[tuple[str, object], ...], Any]

    def style(self, **settings: object) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        key = tuple(sorted(settings.items()))
        if key not in self.formats:
            basic = {"font_name": self.font, "font_size": 10.5, "valign": "vcenter"}
            self.formats[key] = self.book.add_format({**basic, **settings})
        return self.formats[key]


def grid_workbook(sheets: Mapping[str, Grid], title: str, last_line: str, language: str) -> bytes:
    """Give a workbook with a sheet for each table, under its name; below each stands what it was made from."""
    out = io.BytesIO()
    book = _Book(new_book(out, title), FONTS[language], {})
    for name, grid in zip(_sheet_names(sheets), sheets.values(), strict=True):
        sheet = book.book.add_worksheet(name)
        _write_grid(book, sheet, grid)
        _colour_words(book, sheet, grid)
        sheet.write_string(len(grid.rows) + 2, 0, visible(last_line), book.style(font_size=9))
        _set_up(sheet, grid, title)
    book.book.close()
    return out.getvalue()


def _sheet_names(names: Mapping[str, Grid]) -> Iterator[str]:
    """Give names that Excel takes: short, without its signs, and different from each other."""
    taken = {_RESERVED}
    for number, name in enumerate(names, 1):
        plain = _FORBIDDEN.sub("_", visible(name)).strip("' ") or str(number)
        chosen, more = plain[:_LONGEST_NAME].strip("' "), 1
        while chosen.lower() in taken:
            more += 1
            chosen = f"{plain[: _LONGEST_NAME - len(f' {more}')]} {more}"
        taken.add(chosen.lower())
        yield chosen


def _write_grid(book: _Book, sheet: Any, grid: Grid) -> None:  # noqa: ANN401
    head = book.style(bold=True, text_wrap=True, align="center", border=1, bg_color="#EDEDED")
    texts = [[column.heading, *(row[place].text for row in grid.rows)] for place, column in enumerate(grid.columns)]
    widths = [min(width, _WIDEST) for width in column_widths([measured(column) for column in texts], _ROOM)]
    for number, row_texts in enumerate(zip(*texts, strict=True)):
        sheet.set_row(number, _height(row_texts, widths))
    for place, column in enumerate(grid.columns):
        sheet.set_column(place, place, widths[place] + _EDGE)
        sheet.write_string(0, place, visible(column.heading), head)
        side = "right" if column.align == RIGHT else "left"
        for number, row in enumerate(grid.rows, 1):
            _write_cell(book, sheet, (number, place), row[place], side)


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Give the height that a row needs for its wrapped texts: not every program finds it by itself."""
    lines = max(-(-paper_width(text) // width) for text, width in zip(texts, widths, strict=True))
    return min(_LINE_HEIGHT * max(lines, 1) + 4, _HIGHEST)


def _write_cell(book: _Book, sheet: Any, place: tuple[int, int], cell: Cell, side: str) -> None:  # noqa: ANN401
    text = visible(cell.text)
    shape = _NUMBER.fullmatch(text) if len(text) <= _LONGEST_FORMAT else None
    if cell.number is None or shape is None or not _says(shape, cell.number):
        sheet.write_string(*place, text, book.style(text_wrap=True, align=side, indent=1, border=1))
        return
    amount: Decimal = cell.number.scaleb(-2) if shape["percent"] else cell.number
    style = book.style(align=side, indent=1, border=1, num_format=_number_format(shape))
    sheet.write_number(*place, amount, style)


def _says(shape: re.Match[str], number: Decimal) -> bool:
    """Say whether a text says a number, and Excel can keep all of its digits."""
    return Decimal(shape["number"].replace(",", "")) == number and len(number.normalize().as_tuple().digits) <= _EXACT


def _number_format(shape: re.Match[str]) -> str:
    """Give the format in which a number looks as its text does."""
    places = "." + "0" * len(shape["places"]) if shape["places"] else ""
    before, after = (f'"{text}"' if text else "" for text in (shape["before"], shape["after"]))
    plain = f"{before}#,##0{places}{shape['percent'] or ''}{after}"
    return f"+{plain};-{plain}" if shape["number"].startswith("+") else plain


def _colour_words(book: _Book, sheet: Any, grid: Grid) -> None:  # noqa: ANN401
    """Let the words of a status colour their cells, so that a status typed over has the right colour too."""
    for place in range(len(grid.columns)):
        lights = {visible(row[place].text): row[place].light for row in grid.rows if row[place].light}
        for text, light in lights.items():
            if not text or len(text) > _LONGEST_COMPARED:
                continue
            quoted = text.replace('"', '""')
            colours = book.book.add_format({"font_color": f"#{INKS[light]}", "bg_color": f"#{FILLS[light]}"})
            rule = {"type": "cell", "criteria": "==", "value": f'"{quoted}"', "format": colours}
            sheet.conditional_format(1, place, len(grid.rows), place, rule)


def _set_up(sheet: Any, grid: Grid, title: str) -> None:  # noqa: ANN401
    """Keep the headings in sight, filter by them, and print on A4 across, one page wide."""
    sheet.freeze_panes(1, 2 if len(grid.columns) > _NARROW else 0)
    if grid.rows:
        sheet.autofilter(0, 0, len(grid.rows), len(grid.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    number_pages(sheet, title)
    sheet.set_header(f"&C&14{footer_text(title, _LONGEST_TITLE)}")
