"""Agencies and their duties: all of them as a table, one of them in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from sciplan.i18n import _, ngettext
from sciplan.render import words
from sciplan.render.page import Page
from sciplan.render.table import RIGHT, Column, Table, without_empty
from sciplan.report.agencies import AgencyDuties, AgencyReport, Debt, Duty

SCHEMA = "sciplan/agencies/1"
COLUMNS = ("key", "name", "full_name", "leads", "responsible", "owes", "states_owed")


def agencies_document(report: AgencyReport) -> dict[str, object]:
    """Give the agencies as a JSON document."""
    return {
        "schema": SCHEMA,
        "plan": report.plan.key,
        "as_of": report.as_of.isoformat(),
        "known_at": report.known_at,
        "ledger": words.ledger_member(report.ledger),
        "agencies": agency_records(report),
    }


def agency_records(report: AgencyReport) -> list[dict[str, object]]:
    """Give one record per agency; items and targets by key."""
    return [
        {
            "key": duties.agency.key,
            "name": duties.agency.name,
            "full_name": duties.agency.full_name,
            "leads": [duty.key for duty in duties.leads],
            "responsible": [duty.key for duty in duties.responsible],
            "owes": [{"target": debt.target.key, "periods": list(debt.periods)} for debt in duties.owes],
            "states_owed": duties.states_owed,
        }
        for duties in report.agencies
    ]


def agency_table(report: AgencyReport) -> Table:
    """Give all agencies with how much each leads, answers for and owes."""
    columns = (
        Column(_("Agency"), wraps=True),
        Column(_("Leads"), RIGHT),
        Column(_("Answers for"), RIGHT),
        Column(_("Led targets"), RIGHT),
        Column(_("Owes"), RIGHT),
        Column(_("Key"), priority=1),
    )
    return Table(columns, tuple(_line(duties) for duties in report.agencies))


def _line(duties: AgencyDuties) -> tuple[str, ...]:
    counts = (len(duties.leads), len(duties.responsible), duties.led, len(duties.owes))
    return (duties.agency.name, *(str(count) if count else "" for count in counts), duties.agency.key)


def agency_heading(report: AgencyReport, duties: AgencyDuties) -> list[str]:
    """Give the lines above the tables of one agency."""
    agency = duties.agency
    others = [name for name in (agency.full_name, *agency.aliases) if name]
    lines = [agency.name + (f"（{_(', ').join(others)}）" if others else "")]
    groups = [group.name for group in report.plan.groups if agency.key in group.members]
    if groups:
        lines.append(_("In: {names}").format(names=_(", ").join(groups)))
    lines.append(f"{report.plan.name} · {words.as_of_text(report.as_of, report.known_at)}")
    if duties.states_owed:
        text = ngettext(
            "Overdue too: {number} commitment without a number; sciplan owed {plan} --agency {agency} --all",
            "Overdue too: {number} commitments without a number; sciplan owed {plan} --agency {agency} --all",
            duties.states_owed,
        )
        lines.append(text.format(number=duties.states_owed, plan=report.plan.key, agency=agency.key))
    lines.append(words.ledger_text(report.ledger))
    return lines


def agency_parts(duties: AgencyDuties) -> Iterator[tuple[str, Table]]:
    """Give what an agency leads, answers for and owes, each with its heading, unless there is nothing."""
    if duties.leads:
        yield _("Leads"), _duty_table(duties.leads)
    if duties.responsible:
        yield _("Answers for"), _duty_table(duties.responsible)
    if duties.owes:
        yield _("Owes"), _debt_table(duties.owes)


def _duty_table(found: Sequence[Duty]) -> Table:
    kinds = {"section": _("section"), "measure": _("measure"), "target": _("target")}
    columns = (
        Column(_("Clause")),
        Column(_("What")),
        Column(_("Name"), wraps=True),
        Column(_("Through"), priority=1, optional=True),
        Column(_("Key"), priority=2),
    )
    rows = tuple((duty.clause, kinds[duty.kind], duty.name, duty.through or "", duty.key) for duty in found)
    return without_empty(Table(columns, rows))


def _debt_table(debts: Sequence[Debt]) -> Table:
    columns = (
        Column(_("Target"), wraps=True),
        Column(_("Periods"), wraps=True),
        Column(_("Goal"), RIGHT),
        Column(_("Key"), priority=1),
    )
    rows = tuple(
        (debt.target.name, _(", ").join(debt.periods), words.goal_text(debt.target), debt.target.key) for debt in debts
    )
    return Table(columns, rows)


def agency_page(report: AgencyReport) -> Page:
    """Give all agencies for every format."""
    return Page(
        partial(agencies_document, report),
        partial(agency_records, report),
        COLUMNS,
        partial(agency_table, report),
        report.plan.name,
        [words.as_of_text(report.as_of, report.known_at)],
        [words.ledger_text(report.ledger)],
    )
