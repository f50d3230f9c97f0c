"""A table before it has a format: headings, and rows of text."""

from collections.abc import Sequence
from typing import NamedTuple

from sciplan.text import cells, visible

RIGHT, LEFT = "right", "left"


class Column(NamedTuple):
    """A heading, the side its cells lean to, and what may happen to it where the screen is narrow.

    Text that `wraps` is broken into lines. Columns are left out until the rest fits, those with the highest `priority`
    number first and those with 0 never. A column that is `optional` is left out when all its cells are empty.
    """

    heading: str
    align: str = LEFT
    priority: int = 0
    wraps: bool = False
    optional: bool = False


class Table(NamedTuple):
    """Columns and rows; each row has a cell for each column. `colours` names a colour for a row, or ""."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    colours: tuple[str, ...] = ()


def without_empty(table: Table) -> Table:
    """Give the table without its optional columns that say nothing."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if not column.optional or any(row[place] for row in table.rows)
    ]
    columns = tuple(table.columns[place] for place in kept)
    return Table(columns, tuple(tuple(row[place] for place in kept) for row in table.rows), table.colours)


def plain_table(table: Table) -> str:
    """Give aligned text, uncut, wide characters counted; two spaces between columns."""
    heading = tuple(column.heading for column in table.columns)
    rows = [tuple(visible(cell) for cell in row) for row in (heading, *table.rows)]
    widths = [max(cells(row[place]) for row in rows) for place in range(len(heading))]
    return "\n".join(_plain_row(row, widths, table.columns) for row in rows) + "\n"


def _plain_row(row: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    padded = [_padded(cell, width, column.align) for cell, width, column in zip(row, widths, columns, strict=True)]
    return "  ".join(padded).rstrip()


def _padded(cell: str, width: int, align: str) -> str:
    space = " " * (width - cells(cell))
    return space + cell if align == RIGHT else cell + space


def markdown_table(table: Table) -> str:
    """Give a Markdown table; what would be markup in a cell is escaped."""
    heading = "| " + " | ".join(escaped(column.heading) for column in table.columns) + " |"
    rule = "|" + "|".join("---:" if column.align == RIGHT else "---" for column in table.columns) + "|"
    rows = ["| " + " | ".join(escaped(cell) for cell in row) + " |" for row in table.rows]
    return "\n".join([heading, rule, *rows]) + "\n"


def escaped(cell: str) -> str:
    """Give text with what Markdown would take for markup escaped."""
    text = visible(cell).replace("\\", "\\\\")
    for mark in "|*_`[]<>#~&":
        text = text.replace(mark, f"\\{mark}")
    return text
