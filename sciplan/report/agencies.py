"""What each agency leads, answers for, and owes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.ledger import Reported
from sciplan.domain.plan import STATE, Agency, Plan, Target
from sciplan.report.ledger_note import LedgerNote
from sciplan.report.owed import OwedQuestion, OwedRow, build_owed, concerns


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

    Where nobody leads, those who answer owe. `led` counts the targets with figures that it leads; `states_owed`
    counts the commitments without a number that it owes, which are not among `owes`.
    """

    agency: Agency
    leads: tuple[Duty, ...]
    responsible: tuple[Duty, ...]
    led: int
    owes: tuple[Debt, ...]
    states_owed: int


@dataclass(frozen=True, slots=True)
class AgencyReport:
    """The agencies of a plan on a date."""

    plan: Plan
    as_of: date
    known_at: str | None
    ledger: LedgerNote
    agencies: tuple[AgencyDuties, ...]


def build_agencies(
    plan: Plan, reports: Mapping[str, Sequence[Reported]], ledger: LedgerNote, question: OwedQuestion
) -> AgencyReport:
    """Give the duties of every agency of a plan, or of the one that is asked about; debts are those of `owed`."""
    everything = question._replace(agency=None, states=True)
    debts = [row for row in build_owed(plan, reports, everything, ledger).rows if row.debt.late]
    chosen = [agency for agency in plan.agencies if question.agency in (None, agency.key)]
    duties = tuple(_duties(plan, agency, debts) for agency in chosen)
    return AgencyReport(plan, question.as_of, question.known_at, ledger, duties)


def _duties(plan: Plan, agency: Agency, debts: Sequence[OwedRow]) -> AgencyDuties:
    owes = _debts(plan, agency.key, debts)
    return AgencyDuties(
        agency=agency,
        leads=tuple(_named(plan, agency.key, "lead")),
        responsible=tuple(_named(plan, agency.key, "responsible")),
        led=sum(
            target.kind != STATE and agency.key in plan.members(plan.answerable(target)[0]) for target in plan.targets
        ),
        owes=tuple(owed for owed in owes if owed.target.kind != STATE),
        states_owed=sum(owed.target.kind == STATE for owed in owes),
    )


def _debts(plan: Plan, key: str, debts: Sequence[OwedRow]) -> list[Debt]:
    periods: dict[str, list[str]] = {}
    for row in debts:
        if concerns(plan, key, row.agencies):
            periods.setdefault(row.target.key, []).append(row.debt.period.text)
    return [Debt(plan.target_by_key[target], tuple(sorted(found))) for target, found in periods.items()]


def _named(plan: Plan, key: str, role: str) -> list[Duty]:
    found = []
    for section in plan.sections:
        through = through_group(plan, key, getattr(section, role))
        if through is not None:
            found.append(Duty("section", section.key, section.name, section.clause or "", through or None))
    for target in plan.targets:
        through = through_group(plan, key, getattr(target, role))
        if through is not None:
            clause = "、".join(source.clause for source in target.source)
            kind = "measure" if target.measure else "target"
            found.append(Duty(kind, target.key, target.name, clause, through or None))
    return found


def through_group(plan: Plan, key: str, named: tuple[str, ...]) -> str | None:
    """Say how a list names an agency: "" by itself, else the name of the group; None if it does not."""
    if key in named:
        return ""
    groups = (plan.group_by_key[one] for one in named if one in plan.group_by_key)
    return next((group.name for group in groups if key in group.members), None)
