"""A plan clause by clause, as a table and as records."""

from __future__ import annotations

from functools import partial

from sciplan.i18n import _
from sciplan.render import words
from sciplan.render.page import Page
from sciplan.render.status import goal_member
from sciplan.render.table import Column, Table, without_empty
from sciplan.report.clauses import ClauseItem, ClauseReport

SCHEMA = "sciplan/clauses/1"
COLUMNS = ("clause", "kind", "key", "name", "goal", "due", "binding", "lead", "responsible")


def clause_document(report: ClauseReport) -> dict[str, object]:
    """Give the clauses as a JSON document."""
    return {"schema": SCHEMA, "plan": report.plan.key, "items": clause_records(report)}


def clause_records(report: ClauseReport) -> list[dict[str, object]]:
    """Give one record per clause and item."""
    return [_record(item) for item in report.items]


def _record(item: ClauseItem) -> dict[str, object]:
    target = item.target
    return {
        "clause": item.clause or None,
        "kind": item.kind,
        "key": item.key,
        "name": item.name,
        "goal": goal_member(target.goal) if target else None,
        "due": target.due.isoformat() if target else None,
        "binding": target.binding if target else None,
        "lead": list(item.lead_names),
        "responsible": list(item.responsible_names),
    }


def clause_table(report: ClauseReport) -> Table:
    """Give the table to tick off: a clause stands once, before the first item that comes from it."""
    columns = (
        Column(_("Clause")),
        Column(_("What")),
        Column(_("Name"), wraps=True),
        Column(_("Goal"), optional=True),
        Column(_("Due"), priority=1, optional=True),
        Column(_("Lead"), priority=2, wraps=True, optional=True),
        Column(_("Responsible"), priority=4, wraps=True, optional=True),
        Column(_("Key"), priority=3),
    )
    rows = []
    before = None
    for item in report.items:
        rows.append(_cells(item, "" if item.clause == before else item.clause or "–"))
        before = item.clause
    return without_empty(Table(columns, tuple(rows)))


def _cells(item: ClauseItem, clause: str) -> tuple[str, ...]:
    target = item.target
    kind = {"section": _("section"), "measure": _("measure"), "target": _("target")}[item.kind]
    name = item.name
    if target and target.binding != "required":
        name = f"{name} [{words.binding_word(target.binding)}]"
    return (
        clause,
        kind,
        name,
        words.goal_text(target) if target else "",
        target.due.isoformat() if target else "",
        _(", ").join(item.lead_names),
        _(", ").join(item.responsible_names),
        item.key,
    )


def clause_page(report: ClauseReport) -> Page:
    """Give a plan clause by clause for every format."""
    return Page(
        partial(clause_document, report),
        partial(clause_records, report),
        COLUMNS,
        partial(clause_table, report),
        report.plan.name,
    )
