"""What is due and not reported, by agency."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sciplan.domain.ledger import Reported
from sciplan.domain.owed import Owed, owed
from sciplan.domain.plan import STATE, Plan, Target
from sciplan.report.ledger_note import LedgerNote
from sciplan.report.status import agency_name, agency_names


class OwedRow(NamedTuple):
    """A target and a period that is owed, by the agencies that lead it, else by those that answer for it."""

    target: Target
    debt: Owed
    agencies: tuple[str, ...]
    agency_names: tuple[str, ...]
    region_names: tuple[str, ...]


class OwedQuestion(NamedTuple):
    """What is asked: on which date, from which knowledge, of which year or agency, with or without states."""

    as_of: date
    known_at: str | None = None
    year: int | None = None
    agency: str | None = None
    states: bool = False


class OwedReport(NamedTuple):
    """What is owed under a plan on a date, by agency in the plan's order, the longest overdue first.

    `overdue` and `due` count the rows; `longest` is how many days the oldest one is overdue, `next_deadline` when
    the first of the others is due. `agency_name` is the agency or group that was asked about.
    """

    plan: Plan
    question: OwedQuestion
    ledger: LedgerNote
    agency_name: str | None
    rows: tuple[OwedRow, ...]

    @property
    def overdue(self) -> int:
        """How many rows are past their deadline."""
        return sum(row.debt.late for row in self.rows)

    @property
    def due(self) -> int:
        """How many rows have their deadline still to come."""
        return len(self.rows) - self.overdue

    @property
    def longest(self) -> int:
        """How many days the oldest row is overdue, or 0."""
        return max((row.debt.days for row in self.rows if row.debt.late), default=0)

    @property
    def next_deadline(self) -> date | None:
        """The first deadline that is still to come."""
        return min((row.debt.deadline for row in self.rows if not row.debt.late), default=None)


def build_owed(
    plan: Plan, reports: Mapping[str, Sequence[Reported]], question: OwedQuestion, ledger: LedgerNote
) -> OwedReport:
    """List what is owed, from what is live in the ledger."""
    rows = []
    for target in plan.targets:
        lead, responsible = plan.answerable(target)
        agencies = lead or responsible
        if (target.kind == STATE and not question.states) or not concerns(plan, question.agency, agencies):
            continue
        for debt in owed(plan, target, reports.get(target.key, ()), question.as_of):
            if question.year in (None, debt.period.end.year):
                names = agency_names(plan, agencies)
                regions = tuple(plan.region_by_code[code].name for code in debt.regions)
                rows.append(OwedRow(target, debt, agencies, names, regions))
    order = {key: place for place, key in enumerate((*plan.agency_by_key, *plan.group_by_key))}
    rows.sort(key=lambda row: (not row.agencies, [order[key] for key in row.agencies], -row.debt.days))
    asked = agency_name(plan, question.agency) if question.agency else None
    return OwedReport(plan, question, ledger, asked, tuple(rows))


def concerns(plan: Plan, asked: str | None, agencies: tuple[str, ...]) -> bool:
    """Say whether what some agencies owe concerns the one asked about: it is named, or a member of a group that is."""
    return asked is None or asked in agencies or asked in plan.members(agencies)
