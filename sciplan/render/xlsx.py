"""Tables as Excel workbooks, made with XlsxWriter; text is never taken for a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sciplan.i18n import CHINESE, ENGLISH, _
from sciplan.render.table import Table
from sciplan.text import cells, visible

_FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks have no time zones; the same table gives the same bytes
_WIDEST = 60

FONTS = {CHINESE: "宋体", ENGLISH: "Arial"}
"""What sheets that are printed are written in, by language."""

_LONGEST_FOOTER = 255
"""What Excel takes."""


def new_book(out: io.BytesIO, title: str) -> Any:  # noqa: ANN401 - XlsxWriter has no types
    """Give an empty workbook that takes text for nothing but text; equal content gives equal bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": visible(title), "created": _FIXED_TIME})
    return book


def workbook(table: Table, title: str) -> bytes:
    """Give a workbook with one sheet: heading and first two columns frozen, filters on, A4 across, heading repeated."""
    return workbook_of({"": table}, title)


def workbook_of(tables: Mapping[str, Table], title: str) -> bytes:
    """Give a workbook with a sheet for each table, under its name."""
    out = io.BytesIO()
    book = new_book(out, title)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    for name, table in tables.items():
        _fill(book.add_worksheet(visible(name) or None), table, head, body)
    book.close()
    return out.getvalue()


def _fill(sheet: Any, table: Table, head: Any, body: Any) -> None:  # noqa: ANN401
    for place, column in enumerate(table.columns):
        texts = [column.heading, *(row[place] for row in table.rows)]
        narrow = all(cells(row[place]) <= 2 for row in table.rows)
        sheet.set_column(place, place, 6 if narrow else min(max(map(cells, texts)) + 2, _WIDEST))
        sheet.write_string(0, place, visible(column.heading), head)
        for number, row in enumerate(table.rows, 1):
            sheet.write_string(number, place, visible(row[place]), body)
    sheet.freeze_panes(1, 2)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def number_pages(sheet: Any, name: str) -> None:  # noqa: ANN401
    """Print at the foot of each page what it is of, on the left, and which page of how many, on the right."""
    number = _("Page {page} of {pages}").format(page="&P", pages="&N")
    room = _LONGEST_FOOTER - len(f"&L&R{number}")
    sheet.set_footer(f"&L{footer_text(name, room)}&R{number}")


def footer_text(text: str, room: int) -> str:
    """Give text that a footer shows as it stands: there an ampersand is written twice."""
    shown = ""
    for character in visible(text):
        piece = character.replace("&", "&&")
        if len(shown) + len(piece) > room:
            break
        shown += piece
    return shown
