"""Tables as Excel workbooks, made with XlsxWriter; text is never taken for a formula or a link."""

from __future__ import annotations

import io
from datetime import datetime

from sciplan.render.table import Table
from sciplan.text import cells, visible

_FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks have no time zones; the same table gives the same bytes
_WIDEST = 60


def workbook(table: Table, title: str) -> bytes:
    """Give a workbook with one sheet: heading and first two columns frozen, filters on, A4 across, heading repeated."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": visible(title), "created": _FIXED_TIME})
    sheet = book.add_worksheet()
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
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
    book.close()
    return out.getvalue()
