"""Tables on a terminal, drawn by Rich; data is never read as markup."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from sciplan.i18n import _
from sciplan.render.table import Table
from sciplan.text import cells, visible

_NARROWEST = 26
"""The width that a wrapping column needs at least to be read."""
_GAP = 2


def terminal_table(table: Table, width: int, *, colour: bool) -> str:
    """Give a table that fits a width: long texts wrap, and what has no room is left out and named below."""
    shown = _fitting(table, width)
    drawn = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for place in shown:
        column = table.columns[place]
        drawn.add_column(
            Text(column.heading),
            justify="right" if column.align == "right" else "left",
            no_wrap=not column.wraps,
            overflow="fold",
        )
    for number, row in enumerate(table.rows):
        style = table.colours[number] if table.colours else ""
        texts = [Text(visible(row[place])) for place in shown]
        if texts and style:
            texts[0].stylize(style)
        drawn.add_row(*texts)
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
    console.print(drawn)
    text = "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
    hidden = [column.heading for place, column in enumerate(table.columns) if place not in shown]
    if hidden:
        text += _("Not shown at this width: {names}").format(names=_(", ").join(hidden)) + "\n"
    return text


def _fitting(table: Table, width: int) -> list[int]:
    """Give the columns that fit, the least important ones left out first."""
    needed = []
    for place, column in enumerate(table.columns):
        natural = max(cells(visible(text)) for text in (column.heading, *(row[place] for row in table.rows)))
        needed.append(min(natural, _NARROWEST) if column.wraps else natural)
    shown = list(range(len(table.columns)))
    while sum(needed[place] + _GAP for place in shown) - _GAP > width:
        least = max(shown, key=lambda place: table.columns[place].priority)
        if table.columns[least].priority == 0:
            break
        shown.remove(least)
    return shown
