"""What each agency leads, answers for, and owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.ledger import Reported
from sciplan.domain.plan import STATE, Agency, Plan, Target
from sciplan.report.owed import OwedQuestion, OwedRow, build_owed
from sciplan.report.status import LedgerNote, StatusRow, judged_row


@dataclass(frozen=True, slots=True)
class Duty:
    """A section, measure or target that the plan names an agency for; `through` is the group it is named by."""

    kind: str
    key: str
    name: str
    clause: str
    through: str | None


@dataclass(frozen=True, slots=True)
class Debt:
    """A target whose figures are overdue, and for which periods."""

    target: Target
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgencyDuties:
    """One agency: what it leads and answers for as the plan names it, and what is owed where it leads.

    Where nobody leads, those who answer owe. `led` are the judged targets with figures that it leads; `states_owed`
    counts the commitments without a number that it owes, which are not among `owes`.
    """

    agency: Agency
    leads: tuple[Duty, ...]
    responsible: tuple[Duty, ...]
    led: tuple[StatusRow, ...]
    owes: tuple[Debt, ...]
    states_owed: int


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """The agencies of a plan on a date."""

    plan: Plan
    as_of: date
    ledger: LedgerNote
    agencies: tuple[AgencyDuties, ...]


def build_agencies(
    plan: Plan, reports: Mapping[str, Sequence[Reported]], ledger: LedgerNote, as_of: date, only: str | None = None
) -> AgencyReport:
    """Give the duties of every agency of a plan, or of the one with the key `only`; debts are those of `owed`."""
    rows = [judged_row(plan, target, reports, as_of) for target in plan.targets if target.kind != STATE]
    debts = [row for row in build_owed(plan, reports, OwedQuestion(as_of, states=True), ledger).rows if row.debt.late]
    chosen = [agency for agency in plan.agencies if only in (None, agency.key)]
    return AgencyReport(plan, as_of, ledger, tuple(_duties(plan, agency, rows, debts) for agency in chosen))


def _duties(plan: Plan, agency: Agency, rows: Sequence[StatusRow], debts: Sequence[OwedRow]) -> AgencyDuties:
    owes = _debts(plan, agency.key, debts)
    return AgencyDuties(
        agency=agency,
        leads=tuple(_named(plan, agency.key, "lead")),
        responsible=tuple(_named(plan, agency.key, "responsible")),
        led=tuple(row for row in rows if agency.key in plan.members(row.lead)),
        owes=tuple(owed for owed in owes if owed.target.kind != STATE),
        states_owed=sum(owed.target.kind == STATE for owed in owes),
    )


def _debts(plan: Plan, key: str, debts: Sequence[OwedRow]) -> list[Debt]:
    periods: dict[str, list[str]] = {}
    for row in debts:
        if key in row.agencies or key in plan.members(row.agencies):
            periods.setdefault(row.target.key, []).append(row.debt.period.text)
    return [Debt(plan.target_by_key[target], tuple(sorted(found))) for target, found in periods.items()]


def _named(plan: Plan, key: str, role: str) -> list[Duty]:
    found = []
    for section in plan.sections:
        through = _through(plan, key, getattr(section, role))
        if through is not None:
            found.append(Duty("section", section.key, section.name, section.clause or "", through or None))
    for target in plan.targets:
        through = _through(plan, key, getattr(target, role))
        if through is not None:
            clause = "、".join(source.clause for source in target.source)
            kind = "measure" if target.measure else "target"
            found.append(Duty(kind, target.key, target.name, clause, through or None))
    return found


def _through(plan: Plan, key: str, named: tuple[str, ...]) -> str | None:
    """Say how a list names an agency: "" by itself, else the name of the group; None if it does not."""
    if key in named:
        return ""
    groups = (plan.group_by_key[one] for one in named if one in plan.group_by_key)
    return next((group.name for group in groups if key in group.members), None)
