"""The key tasks of a year: as a document by parts of the plan, as JSON, as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from sciplan.i18n import _, pgettext
from sciplan.render import words
from sciplan.render.batches import quota_record
from sciplan.render.document import Block, Cell, Document, Grid, Heading, Paper, Paragraph, numbered
from sciplan.render.records import decimal_text, fraction_text
from sciplan.render.status import goal_member
from sciplan.render.table import RIGHT, Column
from sciplan.render.tasks_text import counted, figures_text, last_line, remarks, title
from sciplan.report.tasks import TaskList, TaskRow

SCHEMA = "sciplan/tasks/1"
_MANY = 4
"""So many agencies are named once above a table, and not in each of its rows."""

COLUMNS = (
    "number",
    "target",
    "name",
    "section",
    "kind",
    "unit",
    "goal",
    "due",
    "binding",
    "reached",
    "reached_at",
    "left",
    "years",
    "shortfall",
    "share",
    "by_end",
    "proposed",
    "agreed",
    "agreed_by_end",
    "agreed_batch",
    "lead",
    "responsible",
    "deadline",
    "missing",
)


def tasks_paper(tasks: TaskList) -> Paper:
    """Give the tasks of a year in every format; the workbook is one that can be edited and read back."""
    from sciplan.render.tasks_book import tasks_workbook

    records = partial(tasks_records, tasks)
    return Paper(
        language=tasks.plan.language,
        document=partial(_document, tasks),
        member=partial(_member, tasks),
        records=records,
        names=COLUMNS,
        sheets=dict,
        workbook=partial(tasks_workbook, tasks),
    )


def _document(tasks: TaskList) -> Document:
    return Document(
        title(tasks),
        (counted(tasks),),
        numbered(_blocks(tasks)),
        last_line(tasks),
        tasks.plan.language,
        landscape=True,
    )


def _blocks(tasks: TaskList) -> Iterator[Block]:
    if not tasks.rows:
        yield Paragraph(_("Nothing is left to do in {year}.").format(year=tasks.year))
    lines = list(enumerate(tasks.rows, 1))
    for _key, group in groupby(lines, key=lambda line: line[1].part.key):
        rows = list(group)
        common = _common([row for _number, row in rows])
        yield Heading(1, rows[0][1].part.name)
        if common:
            text = _("Responsible unless the table names others: {names}.")
            yield Paragraph(text.format(names=_(", ").join(common)))
        cells = tuple(_cells(number, row, tasks.year, common) for number, row in rows)
        yield Grid(_columns(), cells)


def _common(rows: Sequence[TaskRow]) -> tuple[str, ...]:
    """Give the responsible agencies that most rows have, where they are many and would stand there again and again."""
    names, times = Counter(row.responsible_names for row in rows).most_common(1)[0]
    return names if times > 1 and len(names) >= _MANY else ()


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), RIGHT),
        Column(_("Task"), wraps=True),
        Column(_("Figures of the year"), wraps=True),
        Column(pgettext("task", "Lead"), wraps=True),
        Column(pgettext("task", "Responsible"), wraps=True, priority=2),
        Column(_("Person in charge"), priority=5),
        Column(_("Q1"), priority=4),
        Column(_("Q2"), priority=4),
        Column(_("Q3"), priority=4),
        Column(_("Q4"), priority=4),
        Column(pgettext("task", "Deadline"), priority=1),
        Column(_("Remarks"), wraps=True, priority=3),
    )


def _cells(number: int, row: TaskRow, year: int, common: tuple[str, ...]) -> tuple[Cell, ...]:
    texts = (
        row.target.name,
        figures_text(row, year),
        _(", ").join(row.lead_names or row.responsible_names),
        _supporting(row, common),
        *[""] * 5,
        row.deadline.isoformat(),
        remarks(row, year),
    )
    return Cell(f"{number}"), *(Cell(text) for text in texts)


def _supporting(row: TaskRow, common: tuple[str, ...]) -> str:
    """Name those who support the lead, unless they are named above the table; where nobody leads, all of them do."""
    if not row.lead_names or (common and row.responsible_names == common):
        return ""
    return _(", ").join(row.responsible_names) or ("—" if common else "")


def tasks_records(tasks: TaskList) -> list[dict[str, object]]:
    """Give one record per task, with all of its numbers."""
    return [_record(number, row) for number, row in enumerate(tasks.rows, 1)]


def _record(number: int, row: TaskRow) -> dict[str, object]:
    target, share, agreed = row.target, row.share, row.agreed
    return {
        "number": number,
        "target": target.key,
        "name": target.name,
        "section": target.section,
        "kind": target.kind,
        "unit": target.unit or None,
        "goal": goal_member(target.goal),
        "due": target.due.isoformat(),
        "binding": target.binding,
        "reached": row.state if row.state is not None else fraction_text(share.reached),
        "reached_at": share.reached_at.isoformat() if share.reached_at else None,
        "left": fraction_text(share.left),
        "years": fraction_text(share.years),
        "shortfall": fraction_text(share.shortfall),
        "share": fraction_text(share.share),
        "by_end": fraction_text(share.by_end),
        "proposed": decimal_text(share.proposed),
        "agreed": decimal_text(agreed.amount) if agreed else None,
        "agreed_by_end": decimal_text(agreed.checkpoint) if agreed else None,
        "agreed_batch": agreed.batch if agreed else None,
        "lead": list(row.lead),
        "responsible": list(row.responsible),
        "deadline": row.deadline.isoformat(),
        "missing": list(share.missing),
    }


def _member(tasks: TaskList) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "plan": tasks.plan.key,
        "revision": tasks.revision,
        "year": tasks.year,
        "as_of": tasks.as_of.isoformat(),
        "known_at": tasks.known_at,
        "ledger": words.ledger_member(tasks.ledger),
        "settled": tasks.settled,
        "tasks": [
            {**record, "quota": quota_record(row.agreed) if row.agreed else None}
            for record, row in zip(tasks_records(tasks), tasks.rows, strict=True)
        ],
    }
