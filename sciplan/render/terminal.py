"""Tables on a terminal: headings in bold, long texts wrapped, what has no room left out.

Rich knows terminals and their colours; where each cell stands is worked out here, because its own tables measure and
pad every cell several times over.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from sciplan.i18n import _
from sciplan.render.table import RIGHT, Column, Table
from sciplan.render.wrapping import folded, narrowed, wrapped
from sciplan.text import cells, visible

_NARROWEST = 26
"""The width that a wrapping column needs at least to be read."""
_GAP = 2

Widths = Sequence[int]
Line = tuple[str, int, str]
"""A line, and how many characters from its beginning on bear which style."""


def terminal_table(table: Table, width: int, *, colour: bool) -> str:
    """Give a table that fits a width: long texts wrap, and what has no room is left out and named below."""
    rows = [[visible(cell) for cell in row] for row in table.rows]
    headings = [visible(column.heading) for column in table.columns]
    natural = [max(map(cells, column)) for column in zip(headings, *rows, strict=True)]
    shown = _fitting(table.columns, natural, width)
    columns = [table.columns[place] for place in shown]
    widths = _widths(columns, [natural[place] for place in shown], width)
    while squeezed := _squeezed(shown, natural, widths):
        shown = [place for place in shown if place not in squeezed]
        columns = [table.columns[place] for place in shown]
        widths = _widths(columns, [natural[place] for place in shown], width)
    lines = _heading(columns, widths)
    for row, style in zip(rows, table.colours or ("",) * len(rows), strict=True):
        lines += _row([row[place] for place in shown], columns, widths, style)
    text = _drawn(lines, width, colour=colour)
    hidden = [column.heading for place, column in enumerate(table.columns) if place not in shown]
    if hidden:
        text += _("Not shown at this width: {names}").format(names=_(", ").join(hidden)) + "\n"
    return text


def _fitting(columns: Sequence[Column], natural: Widths, width: int) -> list[int]:
    """Give the columns that fit, the least important ones left out first."""
    needed = [min(wide, _NARROWEST) if column.wraps else wide for column, wide in zip(columns, natural, strict=True)]
    shown = list(range(len(columns)))
    while sum(needed[place] + _GAP for place in shown) - _GAP > width:
        least = max(shown, key=lambda place: columns[place].priority)
        if columns[least].priority == 0:
            break
        shown.remove(least)
    return shown


def _widths(columns: Sequence[Column], natural: Widths, width: int) -> list[int]:
    """Give the width of each column, with the gap behind it where there is one."""
    wanted = [*(wide + _GAP for wide in natural[:-1]), *natural[-1:]]
    return narrowed(wanted, [column.wraps for column in columns], width)


def _squeezed(shown: Sequence[int], natural: Widths, widths: Widths) -> set[int]:
    """Give the columns that have no room left, not even for one wide character."""
    room = zip(shown, widths, _gaps(widths), strict=True)
    return {place for place, wide, gap in room if wide - gap < min(natural[place], 2)}


def _heading(columns: Sequence[Column], widths: Widths) -> list[Line]:
    """Give the lines of the heading, its cells leaning to the row below."""
    drawn = []
    for column, width, gap in zip(columns, widths, _gaps(widths), strict=True):
        lines = _broken(visible(column.heading), column, width - gap)
        drawn.append([_padded(line, column, width - gap) + " " * gap for line in lines])
    height = max(map(len, drawn), default=0)
    for cell, width in zip(drawn, widths, strict=True):
        cell[:0] = [" " * width] * (height - len(cell))
    return [(line, len(line), "bold") for line in _side_by_side(drawn)]


def _row(row: Sequence[str], columns: Sequence[Column], widths: Widths, style: str) -> list[Line]:
    """Give the lines of a row, the first cell in the style."""
    drawn = []
    for text, column, width, gap in zip(row, columns, widths, _gaps(widths), strict=True):
        lines = _broken(text, column, width - gap)
        drawn.append([_padded(line, column, width - gap) + " " * gap for line in lines])
    height = max(map(len, drawn), default=0)
    for cell, width in zip(drawn, widths, strict=True):
        cell += [" " * width] * (height - len(cell))
    styled = [len(line.rstrip()) for line in drawn[0]] if drawn else []
    return [(line, length, style) for line, length in zip(_side_by_side(drawn), styled, strict=True)]


def _side_by_side(drawn: Sequence[Sequence[str]]) -> list[str]:
    return ["".join(line).rstrip() for line in zip(*drawn, strict=True)]


def _gaps(widths: Widths) -> list[int]:
    return [*(min(_GAP, width) for width in widths[:-1]), *(0 for _last in widths[-1:])]


def _broken(text: str, column: Column, width: int) -> list[str]:
    return wrapped(text, width) if column.wraps else folded(text, width)[:1]


def _padded(line: str, column: Column, width: int) -> str:
    bare = line.rstrip()
    space = " " * (width - cells(bare))
    return space + bare if column.align == RIGHT else bare + space


def _drawn(lines: Sequence[Line], width: int, *, colour: bool) -> str:
    """Give the lines as the terminal takes them; one that is too long in spite of all is not broken."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=colour,
        no_color=not colour,
        legacy_windows=False,
        color_system="standard" if colour else None,
    )
    text = Text("\n".join(line for line, _length, _style in lines))
    start = 0
    for line, length, style in lines:
        if style and length:
            text.stylize(style, start, start + length)
        start += len(line) + 1
    console.print(text, soft_wrap=True)
    return out.getvalue()
