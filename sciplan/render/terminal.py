"""Tables on a terminal, drawn by Rich; data is never read as markup."""

from __future__ import annotations

import io

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from sciplan.render.table import Table
from sciplan.text import visible


def terminal_table(table: Table, width: int, *, colour: bool) -> str:
    """Give a table that fits a width: columns that need a wider screen are left out, long names wrap."""
    shown = [place for place, column in enumerate(table.columns) if column.from_width <= width]
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
        cells = [Text(visible(row[place])) for place in shown]
        if cells and style:
            cells[0].stylize(style)
        drawn.add_row(*cells)
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
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
