"""How the workbook of a year's tasks is laid out: its columns, and the hidden sheet that says what each row is of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from sciplan.domain.hidden_sheet import HiddenSheet, hidden_cells, read_hidden

MARKER = "sciplan-tasks/1"

NUMBER, TASK, UNIT, REACHED, GOAL, LEFT, YEARS = "number", "task", "unit", "reached", "goal", "left", "years"
SHORTFALL, PROPOSED, AGREED, BY_END = "shortfall", "proposed", "agreed", "by_end"
LEAD, RESPONSIBLE, PERSON, DEADLINE, REMARKS = "lead", "responsible", "person", "deadline", "remarks"
QUARTERS = ("quarter1", "quarter2", "quarter3", "quarter4")
COLUMNS = (
    NUMBER,
    TASK,
    UNIT,
    REACHED,
    GOAL,
    LEFT,
    YEARS,
    SHORTFALL,
    PROPOSED,
    AGREED,
    BY_END,
    LEAD,
    RESPONSIBLE,
    PERSON,
    *QUARTERS,
    DEADLINE,
    REMARKS,
)
"""The columns of the visible sheet, from A on."""

_HEADINGS = {
    "en": (
        "No.",
        "Task",
        "Unit",
        "Reached by the end of last year",
        "Goal",
        "Left",
        "Years left",
        "Short last year",
        "Proposed",
        "Agreed",
        "To be reached by the year's end",
        "Lead",
        "Responsible",
        "Person in charge",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "Deadline",
        "Remarks",
    ),
    "zh": (
        "编号",
        "目标任务",
        "单位",
        "上年末累计/现值",
        "目标值",
        "剩余",
        "剩余年数",
        "上年欠量",
        "本年建议",
        "商定数",
        "年末应达",
        "牵头单位",
        "配合单位",
        "责任人",
        "一季度",
        "二季度",
        "三季度",
        "四季度",
        "完成时限",
        "备注",
    ),
}
_MEMBERS = ("plan", "revision", "year", "header")
_AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class TaskSlot:
    """One row of the workbook: the number that stands before it, its target, and the name shown in it.

    `base` is what was reached by the end of the year before when the file was made, where an amount adds to it.
    """

    number: str
    target: str
    name: str
    base: Decimal | None


@dataclass(frozen=True, slots=True)
class TasksFile:
    """What a workbook was made for: revision of a plan and year, and its rows by number.

    `header` is the row of the visible sheet that holds the headings, counted from 1.
    """

    plan: str
    revision: int
    year: int
    header: int
    rows: Mapping[str, TaskSlot]


def headings(language: str) -> tuple[str, ...]:
    """Give the headings of the columns in the language of a plan."""
    return _HEADINGS[language]


def looks_like_tasks(heading_row: Sequence[str]) -> bool:
    """Say whether a row of headings is that of a year's tasks, in whichever language."""
    return tuple(cell.strip() for cell in heading_row[: len(COLUMNS)]) in _HEADINGS.values()


def tasks_cells(tasks: TasksFile) -> list[tuple[str, ...]]:
    """Give the rows of the hidden sheet: what the file was made for, and its tasks."""
    values = (tasks.plan, str(tasks.revision), str(tasks.year), str(tasks.header))
    rows = [
        (one.number, one.target, one.name, "" if one.base is None else f"{one.base:f}") for one in tasks.rows.values()
    ]
    return hidden_cells(MARKER, HiddenSheet(dict(zip(_MEMBERS, values, strict=True)), rows))


def read_tasks(cells: Iterable[Sequence[str]]) -> TasksFile | None:
    """Read the rows of the hidden sheet; None if they are not those of a year's tasks, or damaged."""
    hidden = read_hidden(MARKER, len(fields(TaskSlot)), cells)
    if hidden is None:
        return None
    plan = hidden.members.get("plan", "")
    revision, year, header = (hidden.number(name) for name in ("revision", "year", "header"))
    rows = _rows(hidden.rows)
    if not (plan and revision and year and header) or rows is None:
        return None
    return TasksFile(plan, revision, year, header, rows)


def _rows(lines: Sequence[Sequence[str]]) -> dict[str, TaskSlot] | None:
    """Give the rows by number; None if there are none, if two have one number, or if one names no target."""
    found = [_slot(line) for line in lines]
    rows = {row.number: row for row in found if row is not None}
    return rows if found and len(rows) == len(found) else None


def _slot(line: Sequence[str]) -> TaskSlot | None:
    number, target, name, base = line
    if not number or not target or (base and not _AMOUNT.fullmatch(base)):
        return None
    return TaskSlot(number, target, name, Decimal(base) if base else None)
