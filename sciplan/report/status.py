"""The status of a plan: every target judged on one date, the worst first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.evaluate import evaluate
from sciplan.domain.evaluation import STATUSES, Evaluation
from sciplan.domain.ledger import Reported
from sciplan.domain.plan import BINDINGS, STATE, Milestone, Plan, Target


@dataclass(frozen=True, slots=True)
class LedgerNote:
    """The state of the ledger that a report was made from."""

    entries: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One target with its judgement; agencies by key and by the name to show."""

    target: Target
    evaluation: Evaluation
    section_name: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    lead_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BindingCount:
    """How many targets of one binding have each status, the worst first; statuses that do not occur are left out."""

    binding: str
    statuses: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class StatusReport:
    """The status of a plan on a date, and the ledger it rests on.

    `milestone` is the one asked for, else the next one; `days_left` how far it is from the date (0 on the day).
    `left_out` is the number of commitments without a number that were not asked for.
    """

    plan: Plan
    as_of: date
    known_at: str | None
    milestone: Milestone | None
    days_left: int | None
    ledger: LedgerNote
    counts: tuple[BindingCount, ...]
    rows: tuple[StatusRow, ...]
    left_out: int

    @property
    def summary(self) -> dict[str, int]:
        """How many targets have each status, the worst first."""
        found = dict.fromkeys(STATUSES, 0)
        for row in self.rows:
            found[row.evaluation.status] += 1
        return found


@dataclass(frozen=True, slots=True)
class StatusQuestion:
    """What is asked: on which date, from which knowledge, against which milestone, with or without states."""

    as_of: date
    known_at: str | None = None
    milestone: Milestone | None = None
    states: bool = False


def build_status(
    plan: Plan, reports: Mapping[str, Sequence[Reported]], ledger: LedgerNote, question: StatusQuestion
) -> StatusReport:
    """Judge the targets of a plan from what is live in the ledger."""
    chosen = [target for target in plan.targets if question.states or target.kind != STATE]
    rows = [judged_row(plan, target, reports, question.as_of) for target in chosen]
    rows.sort(key=_worst_first)
    milestone = question.milestone or next_milestone(plan, question.as_of)
    return StatusReport(
        plan=plan,
        as_of=question.as_of,
        known_at=question.known_at,
        milestone=milestone,
        days_left=(milestone.end - question.as_of).days if milestone else None,
        ledger=ledger,
        counts=_counts(rows),
        rows=tuple(rows),
        left_out=len(plan.targets) - len(rows),
    )


def next_milestone(plan: Plan, as_of: date) -> Milestone | None:
    """Give the first milestone that ends on a date or after it."""
    coming = [milestone for milestone in plan.milestones if milestone.end >= as_of]
    return min(coming, key=lambda milestone: milestone.end, default=None)


def judged_row(plan: Plan, target: Target, reports: Mapping[str, Sequence[Reported]], as_of: date) -> StatusRow:
    """Judge one target, and say who answers for it."""
    lead, responsible = plan.answerable(target)
    holder = target.figures_of or target.key
    return StatusRow(
        target=target,
        evaluation=evaluate(plan, target, reports.get(holder, ()), as_of),
        section_name=plan.section_by_key[target.section].name,
        lead=lead,
        responsible=responsible,
        lead_names=tuple(agency_name(plan, key) for key in lead),
    )


def agency_name(plan: Plan, key: str) -> str:
    """Give the name of an agency or agency group."""
    group = plan.group_by_key.get(key)
    return group.name if group else plan.agency_by_key[key].name


def _worst_first(row: StatusRow) -> tuple[int, int]:
    return STATUSES.index(row.evaluation.status), BINDINGS.index(row.target.binding)


def _counts(rows: Sequence[StatusRow]) -> tuple[BindingCount, ...]:
    found = []
    for binding in BINDINGS:
        statuses = [row.evaluation.status for row in rows if row.target.binding == binding]
        if statuses:
            counted = tuple((status, statuses.count(status)) for status in STATUSES if status in statuses)
            found.append(BindingCount(binding, counted))
    return tuple(found)
