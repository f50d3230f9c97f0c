"""CSV, row by row: what a spreadsheet program or a script writes, separated by commas, semicolons or tabs.

A quotation mark that is never closed would swallow the rows behind it without an error, so no record may run over
several lines.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import IO

from sciplan.domain.return_layout import EVIDENCE, MOST_TITLES, NOTE
from sciplan.exchange.columns import check_columns, find_header, heading_of, read_header, unit_above
from sciplan.exchange.findings import Findings
from sciplan.exchange.sheet import Reading, Row, Sheet
from sciplan.i18n import _

_SEPARATORS = ",\t;"
_MARKED = ("=", "+", "-", "@", "'")


class _Records:
    """The records of a file with their lines, one after the other.

    Once the `width` of the table is known, records of another width are mended, or noted and left out.
    """

    def __init__(self, stream: IO[str], mapping: Mapping[str, str], findings: Findings) -> None:
        first = list(islice(stream, MOST_TITLES))
        self._reader = csv.reader(chain(first, stream), delimiter=_separator(first, mapping), strict=True)
        self._findings = findings
        self.width = 0

    def __iter__(self) -> Iterator[Row]:
        reader, findings = self._reader, self._findings
        hint = _("Look for a quotation mark that is missing or too many.")
        line = 0
        try:
            for cells in reader:
                line += 1
                if reader.line_num != line:
                    message = _("The row runs on to line {line}.").format(line=reader.line_num)
                    findings.add("open-quote", message, hint, line, cells=cells)
                    line = reader.line_num
                elif len(cells) == self.width or not self.width:
                    yield line, cells
                else:
                    yield from self.fitted(line, cells)
        except csv.Error as fault:
            message = _("The quotation marks do not match from here on; nothing behind it was read.")
            if "field limit" in str(fault):
                message = _("A cell has more than {number} characters; nothing behind it was read.")
                message = message.format(number=csv.field_size_limit())
            findings.add("open-quote", message, hint, line + 1)

    def fitted(self, line: int, cells: list[str]) -> Iterator[Row]:
        """Give a record in the width of the table: empty cells at its end do not matter, nor do empty records."""
        width = self.width
        if not any(map(str.strip, cells)):
            return
        if len(cells) >= width and not any(cell.strip() for cell in cells[width:]):
            yield line, cells[:width]
            return
        message = _("The row has {found} cells, the header {expected}.").format(found=len(cells), expected=width)
        self._findings.add("ragged-row", message, _("Look for a comma too many or too few."), line, cells=cells)


def read_delimited(stream: IO[str], reading: Reading, findings: Findings) -> Sheet | None:
    """Give the table of a CSV file; None, with the problems noted, if it has no header that can be used."""
    records = _Records(stream, reading.mapping, findings)
    rows = iter(records)
    first = list(islice(rows, MOST_TITLES))
    found = find_header(first, reading.mapping)
    if found is None:
        if not findings.problems:
            findings.add("empty-file", _("The file holds no rows."), _("Check that it is the right file."))
        return None
    place, line, cells = found
    unit = unit_above(above for _line, above in first[:place])
    columns = read_header(line, cells, reading.mapping, findings, unit)
    check_columns(columns, line, findings, needs_period=reading.period is None)
    findings.heading = tuple(cells)
    if findings.problems:
        return None
    records.width = columns.width
    begun = chain.from_iterable(records.fitted(*row) for row in first[place + 1 :])
    texts = [columns.places[column] for column in (NOTE, EVIDENCE) if column in columns.places]
    table = chain(begun, rows)
    return Sheet("", columns, _unmarked(table, texts) if texts else table)


def _separator(lines: Sequence[str], mapping: Mapping[str, str]) -> str:
    """Give what separates the headings: with the right one more of them are understood than with another."""

    def understood(separator: str) -> int:
        rows = csv.reader(lines, delimiter=separator)
        return max((len({heading_of(cell, mapping)[0] for cell in cells} - {None}) for cells in rows), default=0)

    try:
        return max(_SEPARATORS, key=understood)
    except csv.Error:
        return _SEPARATORS[0]


def _unmarked(rows: Iterator[Row], texts: Sequence[int]) -> Iterator[Row]:
    """Take off the apostrophe that an export puts before text which a spreadsheet would run."""
    for line, cells in rows:
        for place in texts:
            if cells[place][:1] == "'" and cells[place][1:2] in _MARKED:
                cells = [*cells]
                cells[place] = cells[place][1:]
        yield line, cells
