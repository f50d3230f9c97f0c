"""Several plans at once: as a table and as records."""

from __future__ import annotations

from functools import partial

from sciplan.i18n import _, ngettext
from sciplan.render import words
from sciplan.render.page import Page
from sciplan.render.table import RIGHT, Column, Table
from sciplan.report.overview import Overview
from sciplan.report.status import StatusReport

SCHEMA = "sciplan/overview/1"
COLUMNS = ("plan", "name", "milestone", "days_left", "targets", "summary")


def overview_document(overview: Overview) -> dict[str, object]:
    """Give the plans as a JSON document."""
    return {
        "schema": SCHEMA,
        "as_of": overview.as_of.isoformat(),
        "known_at": overview.known_at,
        "ledger": words.ledger_member(overview.ledger),
        "plans": overview_records(overview),
    }


def overview_records(overview: Overview) -> list[dict[str, object]]:
    """Give one record per plan."""
    return [
        {
            "plan": report.plan.key,
            "name": report.plan.name,
            "milestone": report.milestone.key if report.milestone else None,
            "days_left": report.days_left,
            "targets": len(report.rows),
            "summary": report.summary,
        }
        for report in overview.plans
    ]


def overview_heading(overview: Overview) -> list[str]:
    """Give the line above the table."""
    return [words.as_of_text(overview.as_of, overview.known_at)]


def overview_table(overview: Overview) -> Table:
    """Give a line for each plan: how many targets have which status, the worst first, and the next milestone."""
    columns = (
        Column(_("Plan")),
        Column(_("Targets"), RIGHT),
        Column(_("Status"), wraps=True),
        Column(_("Next milestone"), priority=1, wraps=True),
    )
    return Table(columns, tuple(_cells(report) for report in overview.plans))


def _cells(report: StatusReport) -> tuple[str, ...]:
    counted = [f"{words.status_mark(status)} {number}" for status, number in report.summary.items() if number]
    milestone = ""
    if report.milestone is not None and report.days_left is not None:
        days = ngettext("in {days} day", "in {days} days", report.days_left).format(days=report.days_left)
        milestone = f"{report.milestone.name} {days}"
    return report.plan.key, str(len(report.rows)), "  ".join(counted), milestone


def overview_page(overview: Overview) -> Page:
    """Give several plans at once for every format."""
    return Page(
        partial(overview_document, overview),
        partial(overview_records, overview),
        COLUMNS,
        partial(overview_table, overview),
        lines=overview_heading(overview),
        after=[words.ledger_text(overview.ledger)],
    )
