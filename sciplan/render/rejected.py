"""The rows that kept files out, as a workbook to send back: each as it stood, with its place and the reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sciplan.i18n import _, pgettext
from sciplan.render.table import Column, Table
from sciplan.render.xlsx import workbook_of
from sciplan.report.imported import Imported

_UNFIT = re.compile(r"[\[\]:*?/\\']")
_LONGEST = 31
"""So many characters Excel takes for the name of a sheet."""


def rejected_workbook(done: Sequence[Imported]) -> bytes:
    """Give a workbook with a sheet for each file that has rejected rows."""
    sheets: dict[str, Table] = {}
    for result in done:
        if result.rejected.rows:
            sheets[_sheet_name(result.file, sheets)] = _table(result)
    return workbook_of(sheets, _("Rejected rows"))


def _table(result: Imported) -> Table:
    heading, rows = result.rejected.heading, result.rejected.rows
    width = max([len(heading), *(len(cells) for _line, cells in rows)])
    reasons: dict[int, list[str]] = {}
    for problem in result.problems:
        text = f"{problem.message} {problem.hint}".strip()
        reasons.setdefault(problem.where.line, []).append(text)
    columns = (
        Column(pgettext("rejected", "Place")),
        Column(pgettext("rejected", "Reason"), wraps=True),
        *(Column(heading[place] if place < len(heading) else "") for place in range(width)),
    )
    return Table(
        columns,
        tuple(
            (str(line), " ".join(reasons.get(line, [])), *cells, *[""] * (width - len(cells))) for line, cells in rows
        ),
    )


def _sheet_name(file: str, taken: dict[str, Table]) -> str:
    bare = _UNFIT.sub("_", file)[:_LONGEST] or "-"
    name, number = bare, 2
    while name.casefold() in (one.casefold() for one in taken):
        ending = f"~{number}"
        name, number = bare[: _LONGEST - len(ending)] + ending, number + 1
    return name
