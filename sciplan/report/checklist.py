"""What each agency must have ready for a review: its targets and measures, weak points first, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.ledger import KeptEvidence, Reported
from sciplan.domain.plan import Milestone, Plan
from sciplan.report.assessed import Assessed, assess, with_figures, without_number, worst_first
from sciplan.report.owed import concerns
from sciplan.report.status import LedgerNote, agency_name


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """What one agency or group answers for, weak points first; `party` is "" for what nobody answers for.

    `supports` counts the targets and measures that it is responsible for and that others lead.
    """

    party: str
    name: str
    targets: tuple[Assessed, ...]
    measures: tuple[Assessed, ...]
    supports: int

    @property
    def items(self) -> tuple[Assessed, ...]:
        """Targets and measures together."""
        return (*self.targets, *self.measures)

    @property
    def weak(self) -> tuple[Assessed, ...]:
        """Those that somebody must do something about."""
        return tuple(item for item in self.items if item.weak)

    @property
    def incomplete(self) -> tuple[Assessed, ...]:
        """Those with figures or states that are due and not in."""
        return tuple(item for item in self.items if item.missing)

    @property
    def unproven(self) -> tuple[Assessed, ...]:
        """Those with an entry that counts and has no file."""
        return tuple(item for item in self.items if item.unproven)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklist of a plan for a milestone, as of its last day; `agency` is the one that was asked for."""

    plan: Plan
    milestone: Milestone
    known_at: str | None
    ledger: LedgerNote
    agency: str | None
    parts: tuple[ChecklistPart, ...]

    @property
    def as_of(self) -> date:
        """The date on which everything is judged."""
        return self.milestone.end


@dataclass(frozen=True, slots=True)
class ChecklistQuestion:
    """What is asked: for which milestone, from which knowledge, of which agency or group."""

    milestone: Milestone
    known_at: str | None = None
    agency: str | None = None


def build_checklist(
    plan: Plan,
    reports: Mapping[str, Sequence[Reported]],
    evidence: Iterable[KeptEvidence],
    ledger: LedgerNote,
    question: ChecklistQuestion,
) -> Checklist:
    """Give a part to each agency and group that the plan names, or one to that which is asked for.

    Who leads answers; where nobody leads, those responsible do. A joint target stands in the part of each of its leads.
    """
    items = assess(plan, reports, evidence, question.milestone.end)
    asked = question.agency
    if asked is not None:
        parts = [_part(plan, asked, [item for item in items if concerns(plan, asked, item.agencies)], items)]
    else:
        parts = [
            _part(plan, party, [item for item in items if party in (item.agencies or ("",))], items)
            for party in (*plan.agency_by_key, *plan.group_by_key, "")
        ]
    kept = tuple(part for part in parts if part.items or asked is not None)
    return Checklist(plan, question.milestone, question.known_at, ledger, asked, kept)


def _part(plan: Plan, party: str, own: Sequence[Assessed], items: Sequence[Assessed]) -> ChecklistPart:
    keys = {item.target.key for item in own}
    others = (item for item in items if item.row.lead and item.target.key not in keys)
    return ChecklistPart(
        party,
        agency_name(plan, party) if party else "",
        worst_first(with_figures(own)),
        worst_first(without_number(own)),
        sum(concerns(plan, party, item.row.responsible) for item in others) if party else 0,
    )
