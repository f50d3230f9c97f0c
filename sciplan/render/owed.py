"""What is owed: as a table with a heading and a summary, as rows, as JSON."""

from __future__ import annotations

from functools import partial

from sciplan.domain.plan import REQUIRED
from sciplan.i18n import _, ngettext
from sciplan.render import words
from sciplan.render.page import Page
from sciplan.render.table import RIGHT, Column, Table, without_empty
from sciplan.report.owed import OwedReport, OwedRow

SCHEMA = "sciplan/owed/1"
COLUMNS = ("agencies", "target", "name", "binding", "period", "deadline", "days_overdue", "regions", "waiting")
_NAMED = 6
"""How many regions a cell names; JSON and CSV have all of them."""


def owed_document(report: OwedReport) -> dict[str, object]:
    """Give what is owed as a JSON document."""
    question = report.question
    return {
        "schema": SCHEMA,
        "plan": report.plan.key,
        "as_of": question.as_of.isoformat(),
        "known_at": question.known_at,
        "ledger": words.ledger_member(report.ledger),
        "year": question.year,
        "agency": question.agency,
        "summary": {
            "overdue": report.overdue,
            "due": report.due,
            "longest": report.longest,
            "next_deadline": report.next_deadline.isoformat() if report.next_deadline else None,
        },
        "owed": owed_records(report),
    }


def owed_records(report: OwedReport) -> list[dict[str, object]]:
    """Give one record per target and period; days are negative while the deadline is still to come."""
    return [
        {
            "agencies": list(row.agencies),
            "target": row.target.key,
            "name": row.target.name,
            "binding": row.target.binding,
            "period": row.debt.period.text,
            "deadline": row.debt.deadline.isoformat(),
            "days_overdue": row.debt.days,
            "regions": list(row.debt.regions),
            "waiting": list(row.debt.waiting),
        }
        for row in report.rows
    ]


def owed_table(report: OwedReport) -> Table:
    """Give the table that a person reads; an agency stands once, before the first row that it owes."""
    columns = (
        Column(_("Agency"), wraps=True),
        Column(_("Target"), wraps=True),
        Column(_("Period")),
        Column(_("Deadline"), priority=2),
        Column(_("Days overdue"), RIGHT),
        Column(_("Regions"), priority=1, wraps=True, optional=True),
        Column(_("Notes"), priority=4, wraps=True, optional=True),
        Column(_("Key"), priority=3),
    )
    rows = []
    before: tuple[str, ...] | None = None
    for row in report.rows:
        rows.append(_cells(report, row, shown=row.agencies != before))
        before = row.agencies
    colours = tuple("red" if row.debt.late else "yellow" for row in report.rows)
    return without_empty(Table(columns, tuple(rows), colours))


def _cells(report: OwedReport, row: OwedRow, *, shown: bool) -> tuple[str, ...]:
    target, debt = row.target, row.debt
    marked = target.name if target.binding == REQUIRED else f"{target.name} [{words.binding_word(target.binding)}]"
    return (
        (_(", ").join(row.agency_names) or _("nobody named")) if shown else "",
        marked,
        debt.period.text,
        debt.deadline.isoformat(),
        str(debt.days) if debt.late else _when(-debt.days),
        _regions(row),
        "" if target.key in debt.waiting else _waiting(report, debt.waiting),
        target.key,
    )


def _when(days: int) -> str:
    return ngettext("due in {days} day", "due in {days} days", days).format(days=days) if days else _("due today")


def _regions(row: OwedRow) -> str:
    names = row.region_names
    if len(names) == len(row.target.regions) > 1:
        return _("all {number}").format(number=len(names))
    return words.some_of(names, _NAMED)


def _waiting(report: OwedReport, keys: tuple[str, ...]) -> str:
    """Say which targets the figures are for, where it is not the one that holds them."""
    return _("for {names}").format(names=_(", ").join(report.plan.target_by_key[key].name for key in keys))


def owed_heading(report: OwedReport) -> list[str]:
    """Give the lines above the table: which plan, as of when, of which agency and year."""
    question = report.question
    others = [str(one) for one in (report.agency_name, question.year) if one is not None]
    between = "".join(f" · {one}" for one in others)
    return [report.plan.name, words.as_of_text(question.as_of, question.known_at, between)]


def owed_summary(report: OwedReport) -> list[str]:
    """Give the lines below the table: how many figures are overdue and due, and of which ledger."""
    return [_counted(report), words.ledger_text(report.ledger)]


def _counted(report: OwedReport) -> str:
    if not report.rows:
        if report.question.agency is not None:
            return _("Nothing is owed by it. Where a target has a lead, the lead owes its figures.")
        return _("Nothing is owed.")
    overdue = ngettext("{number} figure overdue", "{number} figures overdue", report.overdue)
    parts = [overdue.format(number=report.overdue)]
    if report.overdue:
        parts.append(
            ngettext("the oldest by {days} day", "the oldest by {days} days", report.longest).format(
                days=report.longest
            )
        )
    if report.next_deadline:
        due = ngettext("{number} due by {date}", "{number} due, the first by {date}", report.due)
        parts.append(due.format(number=report.due, date=report.next_deadline))
    return _(", ").join(parts)


def owed_page(report: OwedReport) -> Page:
    """Give the report for every format."""
    title, *lines = owed_heading(report)
    return Page(
        partial(owed_document, report),
        partial(owed_records, report),
        COLUMNS,
        partial(owed_table, report),
        title,
        lines,
        owed_summary(report),
    )
