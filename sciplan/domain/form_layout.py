"""How a yearly form is laid out: its columns, and the hidden sheet that says which slot each of its rows fills."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sciplan.domain.return_layout import ANSWERS as FIGURES
from sciplan.domain.return_layout import CHINESE, NOTE, PERIOD, REGION, TARGET, UNIT

HIDDEN_SHEET = "sciplan"
MARKER = "sciplan-form/1"

NUMBER, LAST, GOAL, EXPECTED = "number", "last", "goal", "expected"
GIVEN = (NUMBER, TARGET, PERIOD, REGION, UNIT, LAST, GOAL, EXPECTED)
ANSWERS = (*FIGURES, NOTE)
COLUMNS = (*GIVEN, *ANSWERS)
"""The columns of the visible sheet, from A on."""

_HEADINGS = {
    "en": (
        "No.",
        "Target",
        "Period",
        "Region",
        "Unit",
        "Last value",
        "Goal",
        "Expected",
        "Value",
        "Numerator",
        "Denominator",
        "State",
        "Note",
    ),
    "zh": (
        "编号",
        CHINESE[TARGET],
        CHINESE[PERIOD],
        CHINESE[REGION],
        CHINESE[UNIT],
        "上期数",
        "目标",
        "序时进度",
        *(CHINESE[answer] for answer in ANSWERS),
    ),
}
_MEMBERS = ("plan", "revision", "year", "agency", "header")
_FIRST_ROW = 10
"""The row of the hidden sheet on which the first slot stands."""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: the number that stands before it, the slot that it fills, and the names shown in it."""

    number: str
    target: str
    period: str
    region: str
    agency: str
    name: str
    region_name: str


@dataclass(frozen=True, slots=True)
class Form:
    """What a form was made for: revision of a plan, year, agency ("" for all or nobody), and its rows by number.

    `header` is the row of the visible sheet that holds the headings, counted from 1.
    """

    plan: str
    revision: int
    year: int
    agency: str
    header: int
    rows: Mapping[str, FormRow]


def headings(language: str) -> tuple[str, ...]:
    """Give the headings of the columns in the language of a plan."""
    return _HEADINGS[language]


def looks_like_form(heading_row: Sequence[str]) -> bool:
    """Say whether a row of headings is that of a form, in whichever language; columns added behind do not matter."""
    found = tuple(cell.strip() for cell in heading_row[: len(COLUMNS)])
    return found in _HEADINGS.values()


def form_cells(form: Form) -> list[tuple[str, ...]]:
    """Give the rows of the hidden sheet: the marker, what the form was made for, and from row 10 on its slots."""
    values = (form.plan, str(form.revision), str(form.year), form.agency, str(form.header))
    above: list[tuple[str, ...]] = [(MARKER,), *zip(_MEMBERS, values, strict=True)]
    above += [()] * (_FIRST_ROW - 1 - len(above))
    slots = [
        (row.number, row.target, row.period, row.region, row.agency, row.name, row.region_name)
        for row in form.rows.values()
    ]
    return [*above, *slots]


def read_form(cells: Iterable[Sequence[str]]) -> Form | None:
    """Read the rows of the hidden sheet; None if they are not those of a form, or damaged."""
    lines = [tuple(line) for line in cells]
    if not lines or lines[0][:1] != (MARKER,):
        return None
    members = {line[0]: line[1] for line in (padded(line, 2) for line in lines[1 : _FIRST_ROW - 1])}
    plan = members.get("plan", "")
    numbers = [number_above_zero(members.get(name, "")) for name in ("revision", "year", "header")]
    rows = _rows(lines[_FIRST_ROW - 1 :])
    if not plan or None in numbers or rows is None:
        return None
    revision, year, header = (number or 0 for number in numbers)
    return Form(plan, revision, year, members.get("agency", ""), header, rows)


def padded(line: Sequence[str], length: int) -> tuple[str, ...]:
    """Give a row of the hidden sheet with so many cells."""
    return (*line[:length], *[""] * (length - len(line)))


def number_above_zero(text: str) -> int | None:
    """Read a whole number above zero; give None for anything else."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) else None


def _rows(lines: Sequence[Sequence[str]]) -> dict[str, FormRow] | None:
    """Give the rows by number; None if there are none, if two have one number, or if one does not name its slot."""
    found = [FormRow(*padded(line, 7)) for line in lines if any(line)]
    rows = {row.number: row for row in found}
    whole = all((row.number, row.target, row.period, row.region)[place] for row in found for place in range(4))
    return rows if found and whole and len(rows) == len(found) else None
