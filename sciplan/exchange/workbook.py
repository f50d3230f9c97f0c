"""Workbooks (.xlsx) read with openpyxl: plain ones, and forms by their hidden sheet.

Rows are streamed, the size that a sheet claims for itself is not believed, and what a cell shows is what is read.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

from sciplan.domain.form_layout import HIDDEN_SHEET, Form, looks_like_form, read_form
from sciplan.domain.return_layout import MOST_TITLES
from sciplan.domain.tasks_layout import looks_like_tasks, read_tasks
from sciplan.errors import Refused
from sciplan.exchange.archive import Layout, check_archive, layout_of
from sciplan.exchange.cells import cell_fault, cell_text
from sciplan.exchange.columns import Columns, check_columns, find_header, is_header, read_header, unit_above
from sciplan.exchange.findings import Findings
from sciplan.exchange.forms import form_columns, form_rows, sent_back
from sciplan.exchange.kinds import damaged
from sciplan.exchange.sheet import Reading, Row, Sheet
from sciplan.exchange.source import Source
from sciplan.i18n import _

_MOST_ROWS = 1 << 20
_MOST_HIDDEN = 20_000


class Workbook:
    """An open workbook: its visible sheets by name, and the form or the year's tasks that it is, if it is one."""

    def __init__(self, source: Source) -> None:
        """Open it; raise `Refused` if it is damaged or unsafe."""
        self.source = source
        self._archive = source.opened.enter_context(zipfile.ZipFile(source.stream))
        check_archive(self._archive, source.name)
        self._values = self._load(data_only=True)
        self._formulas: Any = None
        self.sheets = [sheet.title for sheet in self._values.worksheets if sheet.sheet_state == "visible"]
        hidden = self._hidden()
        self.form = read_form(hidden)
        self.tasks = read_tasks(hidden)

    def _load(self, *, data_only: bool) -> Any:  # noqa: ANN401
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep is not ours to keep either
            try:
                book = load_workbook(self.source.stream, read_only=True, data_only=data_only, keep_links=False)
            except OSError as fault:
                if fault.errno is None:  # it is how openpyxl says that there is no workbook in an archive
                    raise damaged(self.source.name) from fault
                raise
        self.source.opened.callback(book.close)
        return book

    def _hidden(self) -> list[list[str]]:
        """Give the rows of the hidden sheet, if there is one."""
        if HIDDEN_SHEET not in self._values.sheetnames:
            return []
        rows = self._plain(self._values[HIDDEN_SHEET])
        return [[cell_text(cell) for cell in cells] for cells in islice(rows, _MOST_HIDDEN)]

    def _plain(self, sheet: Any) -> Iterator[Sequence[Any]]:  # noqa: ANN401
        sheet.reset_dimensions()
        rows: Iterator[Sequence[Any]] = sheet.iter_rows()
        return islice(rows, _MOST_ROWS)

    def layout(self, name: str) -> Layout:
        """Give what the XML of a sheet says about itself."""
        with self._archive.open(self._values[name]._worksheet_path) as stream:
            return layout_of(stream)

    def pairs(self, name: str, *, formulas: bool) -> Iterator[tuple[int, Sequence[Any], Sequence[Any]]]:
        """Give number, cells with their values, and the same cells with their formulas where there are any."""
        values = self._plain(self._values[name])
        others: Iterator[Sequence[Any]] = repeat(())
        if formulas:
            self._formulas = self._formulas or self._load(data_only=False)
            others = self._plain(self._formulas[name])
        yield from zip(range(1, _MOST_ROWS + 1), values, others, strict=False)

    def beginning(self, name: str) -> list[Row]:
        """Give the first rows that say something, as text."""
        rows = ((number, texts(cells)) for number, cells in enumerate(self._plain(self._values[name]), 1))
        return list(islice((row for row in rows if any(row[1])), MOST_TITLES))


def texts(cells: Sequence[Any]) -> list[str]:
    """Give a row as text, without the empty cells at its end."""
    end = len(cells)
    while end and cells[end - 1].value is None:
        end -= 1
    found = [cell_text(cell) for cell in cells[:end]]
    while found and not found[-1]:
        found.pop()
    return found


def read_workbook(source: Source, reading: Reading, findings: Findings) -> Sheet | None:
    """Give the table of a workbook; None, with the problems noted, if it has none that can be used."""
    try:
        book = Workbook(source)
        if is_tasks(book):
            raise Refused(
                _("{file} holds a year's tasks and not figures.").format(file=source.name),
                _("Read it back with “sciplan tasks YEAR --import FILE”."),
            )
        return _read(book, reading, findings)
    except (Refused, MemoryError, OSError):
        raise
    except Exception as fault:  # whatever openpyxl meets in a file that does not fit together
        raise damaged(source.name) from fault


def is_tasks(book: Workbook) -> bool:
    """Say whether a workbook holds a year's tasks, even if its hidden sheet is gone."""
    return book.tasks is not None or any(
        looks_like_tasks(cells) for name in book.sheets for _number, cells in book.beginning(name)
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The sheet to read: its first rows, what its XML says of itself, and the other sheets that hold something."""

    name: str
    first: Sequence[Row]
    layout: Layout
    unread: tuple[str, ...]

    def rows(self, book: Workbook, header: int, columns: Columns, findings: Findings) -> Iterator[Row]:
        """Give the rows below the header."""
        return rows_below(book.pairs(self.name, formulas=self.layout.formulas), header, columns, findings)


def _read(book: Workbook, reading: Reading, findings: Findings) -> Sheet | None:
    filled = {name: book.beginning(name) for name in book.sheets}
    name = _chosen(book.source.name, filled, reading)
    findings.sheet = name
    unread = tuple(other for other, rows in filled.items() if rows and other != name)
    sheet = _Chosen(name, filled[name], book.layout(name), unread)
    if sheet.layout.disorder is not None:
        raise damaged(book.source.name)
    heading = next((row for row in sheet.first if looks_like_form(row[1])), None)
    if book.form is not None and sheet.first:
        return _form_sheet(book, sheet, book.form, heading, findings)
    if heading is not None:
        findings.add(
            "form-incomplete",
            _("This is a form whose hidden sheet is gone or damaged, so its rows cannot be told apart."),
            _("Fill in the form as it was sent, or ask for a new one with “sciplan form”."),
            heading[0],
        )
        return None
    return _plain_sheet(book, sheet, reading, findings)


def _plain_sheet(book: Workbook, sheet: _Chosen, reading: Reading, findings: Findings) -> Sheet | None:
    found = find_header(sheet.first, reading.mapping)
    if found is None:
        findings.add("empty-file", _("The sheet holds no rows."), _("Check that it is the right file."))
        return None
    place, line, cells = found
    unit = unit_above(above for _number, above in sheet.first[:place])
    columns = read_header(line, cells, reading.mapping, findings, unit)
    check_columns(columns, line, findings, needs_period=reading.period is None)
    findings.heading = tuple(cells)
    check_merged(sheet.layout, columns, line, findings)
    if findings.problems:
        return None
    rows = sheet.rows(book, line, columns, findings)
    return Sheet(sheet.name, columns, guarded(rows, book.source.name), None, sheet.unread)


def _form_sheet(book: Workbook, sheet: _Chosen, form: Form, found: Row | None, findings: Findings) -> Sheet | None:
    if found is None:
        findings.add(
            "form-incomplete",
            _("The headings of the form were changed."),
            _("Leave the grey cells as they are; fill in the form as it was sent."),
            form.header,
        )
        return None
    line, heading = found
    columns = form_columns()
    check_merged(sheet.layout, columns, line, findings)
    findings.sent_back = sent_back
    findings.heading = tuple(sent_back(heading))
    rows = form_rows(sheet.rows(book, line, columns, findings), form, findings)
    return Sheet(sheet.name, columns, guarded(rows, book.source.name), form, sheet.unread)


def _chosen(file: str, filled: Mapping[str, Sequence[Row]], reading: Reading) -> str:
    """Give the sheet to read, from the first rows of each that can be seen; raise `Refused` if that is not clear."""
    if reading.sheet is not None:
        if reading.sheet not in filled:
            raise Refused(
                _("{file} has no sheet “{name}”.").format(file=file, name=reading.sheet),
                _("There are: {names}.").format(names=_(", ").join(filled)),
            )
        chosen = [reading.sheet]
    else:
        chosen = [name for name, rows in filled.items() if any(is_header(cells, reading.mapping) for _n, cells in rows)]
        chosen = chosen or [name for name, rows in filled.items() if rows][:1] or list(filled)[:1]
    if len(chosen) != 1:
        raise Refused(
            _("{file} has several sheets with figures: {names}.").format(file=file, names=_(", ").join(chosen))
            if chosen
            else _("{file} has no sheet that can be seen.").format(file=file),
            _("Name one with --sheet NAME."),
        )
    return chosen[0]


def check_merged(layout: Layout, columns: Columns, line: int, findings: Findings) -> None:
    """Note merged cells that reach over several rows of the columns that are read."""
    read = set(columns.shown.values())
    for merged in layout.merged:
        touched = read & set(range(merged.first_column, merged.last_column + 1))
        if merged.last_row > max(line, merged.first_row) and touched:
            findings.add(
                "merged-cells",
                _("Rows {first} to {last} share one merged cell.").format(first=merged.first_row, last=merged.last_row),
                _("Unmerge it and fill in every row."),
                merged.first_row,
                merged.first_column,
            )


def rows_below(
    pairs: Iterator[tuple[int, Sequence[Any], Sequence[Any]]], header: int, columns: Columns, findings: Findings
) -> Iterator[Row]:
    """Give the rows below the header as text; cells that show no figure, or stand beside the table, are noted."""
    shown = sorted(columns.shown.values())
    for number, values, formulas in pairs:
        if number <= header or not values:
            continue
        cells = texts(values)
        faults = []
        for column in shown:
            if column <= len(values):
                fault = cell_fault(values[column - 1], formulas[column - 1] if column <= len(formulas) else None)
                if fault is not None:
                    faults.append((column, fault))
        for column, (code, message, hint) in faults:
            findings.add(code, message, hint, number, column, cells)
        if len(cells) > columns.width:
            column = next(place for place in range(columns.width, len(cells)) if cells[place]) + 1
            message = _("“{text}” stands beside the table, in a column without a heading.")
            findings.add(
                "stray-cell",
                message.format(text=cells[column - 1][:60]),
                _("Delete it."),
                number,
                column,
                cells[: columns.width],
            )
        elif cells and not faults:
            yield number, [*cells, *repeat("", columns.width - len(cells))]


def guarded(rows: Iterator[Row], file: str) -> Iterator[Row]:
    """Give rows; what openpyxl meets on the way in a damaged file becomes one sentence."""
    from sciplan.exchange.findings import TooMany

    try:
        yield from rows
    except (Refused, TooMany, MemoryError, OSError):
        raise
    except Exception as fault:
        raise damaged(file) from fault
