"""Figures from a CSV file: columns `target`, `year`, `value`, and optionally `unit` and `note`.

UTF-8 with or without a byte order mark. Every row is read, every problem told with its line; a row that has one gives
no figure.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from sciplan.domain.problems import Problem, Where
from sciplan.i18n import _

NEEDED = ("target", "year", "value")
KNOWN = (*NEEDED, "unit", "note")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row as it stands in the file: text, with the place it was read from."""

    target: str
    year: str
    value: str
    unit: str
    note: str
    where: Where


def parse_figures(content: bytes, file: str) -> tuple[list[FigureRow], list[Problem]]:
    """Read the rows of a CSV file; give what could be read, and every problem."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Problem("encoding", _("The file is not UTF-8 text."), Where(file), _("Save it as “CSV UTF-8”."))]
    if "\0" in text:
        return [], [Problem("binary", _("The file is not text."), Where(file), _("Save it as “CSV UTF-8”."))]
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        hint = _("Look for a quotation mark that is never closed.")
        return [], [Problem("csv-syntax", _("The file is not well-formed CSV."), Where(file), hint)]
    return _rows(lines, file)


def _rows(lines: list[list[str]], file: str) -> tuple[list[FigureRow], list[Problem]]:
    header = [name.strip() for name in lines[0]] if lines else []
    problems = _header_problems(header, file)
    if problems:
        return [], problems
    rows = []
    for number, cells in enumerate(lines[1:], 2):
        where = Where(file, number, 1)
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            message = _("The row has {found} cells, the header {expected}.")
            problems.append(Problem("ragged-row", message.format(found=len(cells), expected=len(header)), where))
            continue
        named = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        rows.append(
            FigureRow(
                named["target"], named["year"], named["value"], named.get("unit", ""), named.get("note", ""), where
            )
        )
    return rows, problems


def _header_problems(header: list[str], file: str) -> list[Problem]:
    where = Where(file, 1, 1)
    needed = _("The columns are: {names}.").format(names=", ".join(KNOWN))
    problems = [
        Problem("missing-column", _("The column “{name}” is missing.").format(name=name), where, needed)
        for name in NEEDED
        if name not in header
    ]
    problems += [
        Problem("unknown-column", _("There is no column “{name}”.").format(name=name), where, needed)
        for name in header
        if name not in KNOWN
    ]
    problems += [
        Problem("duplicate-column", _("The column “{name}” stands twice.").format(name=name), where, needed)
        for name in sorted({name for name in header if header.count(name) > 1})
    ]
    return problems
