"""Sheets that go out and come back: most cells are locked, some are open, and a hidden sheet says what each row is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sciplan.render.xlsx import FONTS, number_pages
from sciplan.text import cells, visible

GREY, LIGHT = "#EDEDED", "#FFF8DC"
"""The colours of locked and of open cells."""

LINE_HEIGHT = 16
_HIGHEST = 400
LONGEST_MESSAGE = 255
"""What Excel takes as the message of a cell."""


@dataclass(frozen=True, slots=True)
class ProtectedSheet:
    """A worksheet under work; the formats that it uses are made once."""

    book: Any
    sheet: Any
    language: str
    formats: dict[tuple[tuple[str, object], ...], Any]

    def style(self, **settings: object) -> Any:  # noqa: ANN401 - XlsxWriter has no types
        """Give a format, in the font of the sheet's language."""
        key = tuple(sorted(settings.items()))
        if key not in self.formats:
            basic = {"font_name": FONTS[self.language], "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
            self.formats[key] = self.book.add_format({**basic, **settings})
        return self.formats[key]

    def cell(self, side: str, **settings: object) -> Any:  # noqa: ANN401
        """Give the format of a cell of the table whose text stands on a side: `left`, `right` or `center`."""
        return self.style(align=side, indent=0 if side == "center" else 1, border=1, **settings)

    def merged(self, row: int, first: int, last: int, text: str, **settings: object) -> None:
        """Write a text over the columns from the first to the last."""
        self.sheet.merge_range(row, first, row, last, "", self.style(**settings))
        self.sheet.write_string(row, first, visible(text), self.style(**settings))

    def write_above(self, title: str, lines: Sequence[str], widths: Sequence[int]) -> int:
        """Write a title and lines over columns of these widths; give the row of the headings that follow."""
        room, last = sum(widths), len(widths) - 1
        self.merged(0, 0, last, title, bold=True, font_size=16, align="center")
        self.sheet.set_row(0, 2 * LINE_HEIGHT * math.ceil(1.5 * cells(title) / room))
        for row, text in enumerate(lines, 1):
            self.merged(row, 0, last, text, align="left")
            self.sheet.set_row(row, LINE_HEIGHT * math.ceil(cells(text) / room) + 4)
        return len(lines) + 1

    def write_headings(self, row: int, headings: Sequence[str], widths: Sequence[int]) -> None:
        """Write the headings of columns of these widths."""
        for place, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            self.sheet.set_column(place, place, width)
            self.sheet.write_string(row, place, heading, self.style(bold=True, align="center", border=1, bg_color=GREY))
        self.sheet.set_row(row, 2 * LINE_HEIGHT)

    def lock(self, header: int, last: int, below: int, columns: int, name: str) -> None:
        """Lock what is not open, keep the headings in sight, and print on A4 across, one page wide.

        `last` is the last row of the table, `below` the last one that is printed; `name` stands at the foot.
        """
        sheet = self.sheet
        sheet.protect("", {"sort": True, "autofilter": True, "format_columns": True, "format_rows": True})
        sheet.freeze_panes(header + 1, 0)
        sheet.autofilter(header, 0, last, columns - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(header)
        sheet.print_area(0, 0, below, columns - 1)
        number_pages(sheet, name)


def row_height(texts: Iterable[str], rooms: Iterable[int]) -> float:
    """Give the height that a row needs for texts in columns of so many cells: not every program finds it by itself."""
    lines = max(math.ceil(cells(text) / room) for text, room in zip(texts, rooms, strict=False))
    return min(LINE_HEIGHT * max(lines, 1) + 6, _HIGHEST)


def hide(book: Any, name: str, rows: Iterable[Sequence[str]]) -> None:  # noqa: ANN401
    """Add a sheet that no menu shows, with texts."""
    hidden = book.add_worksheet(name)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            hidden.write_string(row, column, text)
    hidden.very_hidden()
