"""Workbooks of a year's tasks that come back: what was agreed, row by row, wherever the rows were sorted to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sciplan.domain.tasks_layout import AGREED, COLUMNS, NUMBER, TASK, TasksFile, TaskSlot, looks_like_tasks
from sciplan.errors import Refused
from sciplan.exchange import kinds
from sciplan.exchange.columns import Columns
from sciplan.exchange.findings import Findings, TooMany
from sciplan.exchange.kinds import damaged
from sciplan.exchange.sheet import Row
from sciplan.exchange.source import Source
from sciplan.i18n import _

_READ = (NUMBER, TASK, AGREED)
AGREED_COLUMN = COLUMNS.index(AGREED) + 1
"""The column of the sheet in which what is agreed stands, from 1."""

_MOST_SHOWN = 200
"""So many characters of a name are told."""


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """A row that is known: the row of the sheet it stands in, what it is of, and what was typed; nothing if emptied."""

    line: int
    slot: TaskSlot
    typed: str


@dataclass(frozen=True, slots=True)
class AgreedSheet:
    """What a workbook was made for, and its rows."""

    tasks: TasksFile
    rows: tuple[AgreedRow, ...]


def read_agreed(source: Source, findings: Findings) -> AgreedSheet:
    """Give what was agreed in the rows that can be told apart; what is wrong with others is noted.

    Raises `Refused` for a file that is no workbook of a year's tasks, or was changed where it must not be.
    """
    if kinds.kind_of(source) != kinds.XLSX:
        raise Refused(_("{file} is not a workbook.").format(file=source.shown), _made_so())
    try:
        return _read(source, findings)
    except (Refused, TooMany, MemoryError, OSError):
        raise
    except Exception as fault:  # whatever openpyxl meets in a file that does not fit together
        raise damaged(source.name) from fault


def _made_so() -> str:
    return _("Take the workbook that “sciplan tasks YEAR -o FILE.xlsx” wrote.")


def _read(source: Source, findings: Findings) -> AgreedSheet:
    from sciplan.exchange.workbook import Workbook, check_merged, is_tasks, rows_below

    book = Workbook(source)
    if book.form is not None:
        raise Refused(
            _("{file} is a form with figures and not a year's tasks.").format(file=source.name),
            _("Import it with “sciplan import FILE”."),
        )
    if not is_tasks(book):
        raise Refused(_("{file} does not hold a year's tasks.").format(file=source.name), _made_so())
    if book.tasks is None:
        raise Refused(
            _("The hidden sheet of {file} is gone or damaged, so its rows cannot be told apart.").format(
                file=source.name
            ),
            _("Make a new file with “sciplan tasks”, and copy what was agreed into it."),
        )
    found = [(name, line) for name in book.sheets for line, cells in book.beginning(name) if looks_like_tasks(cells)]
    if len(found) != 1:
        message = _("The headings of {file} were changed.") if not found else _("{file} holds its table twice.")
        raise Refused(message.format(file=source.name), _("Leave the grey cells and the sheet as they were."))
    [(findings.sheet, line)] = found
    layout = book.layout(findings.sheet)
    if layout.disorder is not None:
        raise damaged(source.name)
    columns = _columns()
    check_merged(layout, columns, line, findings)
    rows = rows_below(book.pairs(findings.sheet, formulas=layout.formulas), line, columns, findings)
    return AgreedSheet(book.tasks, tuple(_known_rows(rows, book.tasks, findings)))


def _columns() -> Columns:
    places = {column: COLUMNS.index(column) for column in _READ}
    return Columns(places, {}, len(COLUMNS), {column: place + 1 for column, place in places.items()})


def _known_rows(rows: Iterator[Row], tasks: TasksFile, findings: Findings) -> Iterator[AgreedRow]:
    """Give the rows that the file was made with; a number that was added, repeated or moved is noted."""
    seen: dict[str, int] = {}
    for line, cells in rows:
        number, name, typed = (cells[COLUMNS.index(column)] for column in _READ)
        slot = tasks.rows.get(number)
        if slot is None:
            if typed:
                message = _("The row has no number of this file.") if number else _("The row was added to the file.")
                findings.add("unknown-row", message, _("Fill in the rows that are there."), line, 1)
        elif number in seen:
            message = _("Row number {number} stands twice; first in row {line}.")
            message = message.format(number=number, line=seen[number])
            findings.add("repeated-row", message, _("Keep the right one."), line, 1)
        elif name != " ".join(slot.name.split()):
            message = _("Row number {number} is that of “{own}”, but “{name}” stands in it.")
            message = message.format(number=number, own=slot.name, name=name[:_MOST_SHOWN])
            hint = _("Sort whole rows together; put the figure beside the number it belongs to.")
            findings.add("moved-name", message, hint, line, 2)
        else:
            seen[number] = line
            yield AgreedRow(line, slot, typed)
