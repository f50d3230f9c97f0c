"""Tables of Word documents: as wide as the text, their headings on every page, no row on two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sciplan.render import word_styles as styles
from sciplan.render.column_widths import Measure, column_widths, measured, narrowest, paper_width, stretched
from sciplan.render.document import Cell, Grid
from sciplan.render.lights import FILLS, INKS
from sciplan.render.table import RIGHT as NUMBERS
from sciplan.render.table import Column
from sciplan.render.word_xml import RIGHT, node, paragraph, run

_SIZES = (21, 18, 15)
"""五号, 小五 and 六号 in half points."""

_LINES = 3
"""So many lines a row may have on average before smaller type is taken."""

_EDGE, _ABOVE = 57, 30
"""Twips between a border and a text, at its sides and above and below it."""

_HEAD_FILL = "F0F0F0"

_AFTER_SIGN = re.compile("(?<=[≥≤>]) ")

_TALLEST = 20
"""Lines of a row that is kept on one page; a taller one may be broken."""


def word_table(grid: Grid, width: int, ids: Mapping[str, str]) -> Any:  # noqa: ANN401 - lxml has no types
    """Give a table that takes exactly so many twips; `ids` are the identifiers of the styles."""
    texts = [[column.heading, *(_text(row[place]) for row in grid.rows)] for place, column in enumerate(grid.columns)]
    measures = [measured(told, wraps=column.wraps) for told, column in zip(texts, grid.columns, strict=True)]
    size = _size(measures, width)
    room = column_widths(measures, _room(measures, width, size))
    widths = [part + 2 * _EDGE for part in stretched(room, width - 2 * _EDGE * len(room))]
    sides = (("top", _ABOVE), ("left", _EDGE), ("bottom", _ABOVE), ("right", _EDGE))
    return node(
        "tbl",
        node(
            "tblPr",
            node("tblStyle", val=ids[styles.TABLE_GRID]),
            node("tblW", w=width, type="dxa"),
            node("jc", val="center"),
            node("tblLayout", type="fixed"),
            node("tblCellMar", *(node(side, w=edge, type="dxa") for side, edge in sides)),
        ),
        node("tblGrid", *(node("gridCol", w=width) for width in widths)),
        _head(grid.columns, widths, size, ids[styles.HEAD]),
        *_rows(grid, room, widths, size, ids[styles.CELL]),
    )


def _size(measures: Sequence[Measure], width: int) -> int:
    """Give the largest type in which no word is broken and rows are low, else the largest in which none is broken."""
    whole = [size for size in _SIZES if narrowest(measures) <= _room(measures, width, size)]
    low = (size for size in whole if _low(measures, _room(measures, width, size)))
    return next(low, whole[0] if whole else _SIZES[-1])


def _low(measures: Sequence[Measure], room: int) -> bool:
    widths = column_widths(measures, room)
    return all(one.lines(width) <= _LINES * len(one.widths) for one, width in zip(measures, widths, strict=True))


def _room(measures: Sequence[Measure], width: int, size: int) -> int:
    """Give how many cells a line of the table has: two to a character, which is as wide as high, and some to spare."""
    return (width - 2 * _EDGE * len(measures)) * 4 // (size * 21)


def _head(columns: Sequence[Column], widths: Sequence[int], size: int, style: str) -> Any:  # noqa: ANN401
    filled = (
        _cell(width, paragraph(style, run(column.heading, *_sized(size))), _HEAD_FILL)
        for column, width in zip(columns, widths, strict=True)
    )
    return node("tr", node("trPr", node("cantSplit"), node("tblHeader")), *filled)


def _rows(grid: Grid, room: Sequence[int], widths: Sequence[int], size: int, style: str) -> Iterator[Any]:
    for row in grid.rows:
        lines = max(-(-paper_width(_text(cell)) // width) for cell, width in zip(row, room, strict=True))
        whole = (node("trPr", node("cantSplit")),) if lines <= _TALLEST else ()
        filled = (
            _written(cell, column, width, size, style)
            for cell, column, width in zip(row, grid.columns, widths, strict=True)
        )
        yield node("tr", *whole, *filled)


def _text(cell: Cell) -> str:
    """Give the text of a cell; the sign of a figure stands at it, so that no line break tears them apart."""
    return cell.text if cell.number is None else _AFTER_SIGN.sub("", cell.text)


def _written(cell: Cell, column: Column, width: int, size: int, style: str) -> Any:  # noqa: ANN401
    side = (node("jc", val=RIGHT),) if column.align == NUMBERS else ()
    colour = (node("color", val=INKS[cell.light]),) if cell.light else ()
    runs = (run(_text(cell), *colour, *_sized(size)),) if cell.text else ()
    return _cell(width, paragraph(style, *runs, properties=side), FILLS.get(cell.light, ""))


def _cell(width: int, content: Any, fill: str) -> Any:  # noqa: ANN401
    shading = (node("shd", val="clear", color="auto", fill=fill),) if fill else ()
    properties = node("tcPr", node("tcW", w=width, type="dxa"), *shading, node("vAlign", val="center"))
    return node("tc", properties, content)


def _sized(size: int) -> tuple[Any, ...]:
    """Give the size of a text where it is not that of its style."""
    return () if size == _SIZES[0] else tuple(node(tag, val=size) for tag in ("sz", "szCs"))
