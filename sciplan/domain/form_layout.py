"""How a yearly form is laid out: its columns, and the hidden sheet that says which slot each of its rows fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from sciplan.domain.hidden_sheet import HiddenSheet, hidden_cells, read_hidden
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
    """Give the rows of the hidden sheet: what the form was made for, and its slots."""
    values = (form.plan, str(form.revision), str(form.year), form.agency, str(form.header))
    slots = [
        (row.number, row.target, row.period, row.region, row.agency, row.name, row.region_name)
        for row in form.rows.values()
    ]
    return hidden_cells(MARKER, HiddenSheet(dict(zip(_MEMBERS, values, strict=True)), slots))


def read_form(cells: Iterable[Sequence[str]]) -> Form | None:
    """Read the rows of the hidden sheet; None if they are not those of a form, or damaged."""
    hidden = read_hidden(MARKER, len(fields(FormRow)), cells)
    if hidden is None:
        return None
    plan = hidden.members.get("plan", "")
    revision, year, header = (hidden.number(name) for name in ("revision", "year", "header"))
    rows = _rows(hidden.rows)
    if not (plan and revision and year and header) or rows is None:
        return None
    return Form(plan, revision, year, hidden.members.get("agency", ""), header, rows)


def _rows(lines: Sequence[Sequence[str]]) -> dict[str, FormRow] | None:
    """Give the rows by number; None if there are none, if two have one number, or if one does not name its slot."""
    found = [FormRow(*line) for line in lines]
    rows = {row.number: row for row in found}
    whole = all(row.number and row.target and row.period and row.region for row in found)
    return rows if found and whole and len(rows) == len(found) else None
