"""The status of a plan: as a table with a heading, as rows, as JSON."""

from __future__ import annotations

from functools import partial

from sciplan.domain.evaluation import Evaluation
from sciplan.domain.plan import REQUIRED, Baseline, Goal
from sciplan.i18n import _, ngettext
from sciplan.render import figures, words
from sciplan.render.page import Page
from sciplan.render.records import decimal_text, fraction_text
from sciplan.render.table import RIGHT, Column, Table, without_empty
from sciplan.report.status import StatusReport, StatusRow

SCHEMA = "sciplan/status/1"
COLUMNS = (
    "key",
    "name",
    "section",
    "kind",
    "unit",
    "goal",
    "due",
    "binding",
    "baseline",
    "value",
    "value_at",
    "attainment",
    "expected",
    "pace",
    "gap",
    "projection",
    "effort",
    "status",
    "notices",
    "lead",
    "responsible",
)


def status_document(report: StatusReport) -> dict[str, object]:
    """Give the report as its JSON document (contract `sciplan/status/1`)."""
    return {
        "schema": SCHEMA,
        "plan": report.plan.key,
        "as_of": report.as_of.isoformat(),
        "known_at": report.known_at,
        "milestone": report.milestone.key if report.milestone else None,
        "ledger": words.ledger_member(report.ledger),
        "summary": report.summary,
        "targets": status_records(report),
    }


def status_records(report: StatusReport) -> list[dict[str, object]]:
    """Give one record per target; percentages in percent, ratios and gaps rounded half-even to six places."""
    return [status_record(row) for row in report.rows]


def status_record(row: StatusRow) -> dict[str, object]:
    """Give the record of one target."""
    target, evaluation = row.target, row.evaluation
    progress = evaluation.progress
    return {
        "key": target.key,
        "name": target.name,
        "section": target.section,
        "kind": target.kind,
        "unit": target.unit or None,
        "goal": goal_member(target.goal),
        "due": target.due.isoformat(),
        "binding": target.binding,
        "baseline": baseline_member(target.baseline),
        "value": _value_member(evaluation),
        "value_at": evaluation.value_at.isoformat() if evaluation.value_at else None,
        "attainment": fraction_text(progress.attainment, 100),
        "expected": fraction_text(progress.expected, 100),
        "pace": fraction_text(progress.pace),
        "gap": fraction_text(progress.gap),
        "projection": fraction_text(progress.projection),
        "effort": fraction_text(progress.effort),
        "status": evaluation.status,
        "notices": [{"code": notice.code, "items": list(notice.items)} for notice in evaluation.notices],
        "lead": list(row.lead),
        "responsible": list(row.responsible),
    }


def _value_member(evaluation: Evaluation) -> str | None:
    return evaluation.state if evaluation.state is not None else fraction_text(evaluation.value)


def goal_member(goal: Goal) -> object:
    """Give a goal as it stands in a plan file."""
    if goal.reference is not None:
        return {goal.form: goal.reference}
    if goal.value is None:
        return goal.form
    value = decimal_text(goal.value)
    return {goal.form: value if goal.upper is None else [value, decimal_text(goal.upper)]}


def baseline_member(baseline: Baseline | None) -> object:
    """Give a baseline as it stands in a plan file."""
    if baseline is None:
        return None
    if baseline.value is None:
        return "unknown"
    return {"value": decimal_text(baseline.value), "year": baseline.year}


def status_table(report: StatusReport) -> Table:
    """Give the table that a person reads: what is judged, what is there, what should be, who leads."""
    columns = (
        Column(_("Status")),
        Column(_("Target"), wraps=True),
        Column(_("Value"), RIGHT),
        Column(_("As of"), priority=6, optional=True),
        Column(_("Goal"), RIGHT),
        Column(_("Attained"), RIGHT, priority=1, optional=True),
        Column(_("Expected"), RIGHT, priority=2, optional=True),
        Column(_("Gap"), RIGHT, priority=5, optional=True),
        Column(_("Lead"), priority=4, wraps=True, optional=True),
        Column(_("Notes"), priority=3, wraps=True, optional=True),
    )
    rows = tuple(_cells(report, row) for row in report.rows)
    return without_empty(Table(columns, rows, tuple(words.status_colour(row.evaluation.status) for row in report.rows)))


def _cells(report: StatusReport, row: StatusRow) -> tuple[str, ...]:
    target, evaluation = row.target, row.evaluation
    progress = evaluation.progress
    marked = target.name if target.binding == REQUIRED else f"{target.name} [{words.binding_word(target.binding)}]"
    return (
        words.status_mark(evaluation.status),
        marked,
        words.value_text(target, evaluation),
        evaluation.value_at.isoformat() if evaluation.value_at else "",
        words.goal_text(target),
        figures.percent(progress.attainment),
        figures.percent(progress.expected),
        "" if progress.gap is None else figures.signed(progress.gap),
        _(", ").join(row.lead_names),
        _("; ").join(words.notice_text(notice, report.plan) for notice in evaluation.notices),
    )


def status_heading(report: StatusReport) -> list[str]:
    """Give the lines above the table: which plan, as of when, against which milestone, from which ledger."""
    between = ""
    if report.milestone is not None and report.days_left is not None:
        between += _(" · {milestone} {when}").format(
            milestone=report.milestone.name, when=_when(report.days_left, report.milestone.end.isoformat())
        )
    if report.region is not None:
        between += _(" · {region} alone").format(region=report.region)
    return [report.plan.name, words.as_of_text(report.as_of, report.known_at, between)]


def _when(days: int, date: str) -> str:
    if days == 0:
        return _("on this day")
    if days < 0:
        return _("on {date}").format(date=date)
    return ngettext("in {days} day", "in {days} days", days).format(days=days)


def status_summary(report: StatusReport) -> list[str]:
    """Give the lines below the table: the counts by binding, the worst first, and the state of the ledger."""
    lines = []
    for count in report.counts:
        shown = [f"{words.status_word(status)} {number}" for status, number in count.statuses]
        total = sum(number for _status, number in count.statuses)
        lines.append(
            _("{binding} {total}: {counts}").format(
                binding=words.binding_word(count.binding), total=total, counts=_(", ").join(shown)
            )
        )
    if report.left_out:
        left_out = ngettext(
            "{number} commitment without a number is not listed; --all lists it",
            "{number} commitments without a number are not listed; --all lists them",
            report.left_out,
        )
        lines.append(left_out.format(number=report.left_out))
    return [*lines, words.ledger_text(report.ledger)]


def status_page(report: StatusReport) -> Page:
    """Give a status report for every format."""
    title, *lines = status_heading(report)
    return Page(
        partial(status_document, report),
        partial(status_records, report),
        COLUMNS,
        partial(status_table, report),
        title,
        lines,
        status_summary(report),
    )
