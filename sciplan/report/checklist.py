"""What each agency must have ready for a review: its targets and measures, weak points first, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.ledger import KeptEvidence, Reported
from sciplan.domain.plan import Milestone, Plan
from sciplan.report.agencies import through_group
from sciplan.report.assessed import Assessed, assess, with_figures, without_number, worst_first
from sciplan.report.ledger_note import LedgerNote
from sciplan.report.owed import concerns
from sciplan.report.status import agency_name


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """What one agency or group answers for, weak points first; `party` is "" for what nobody answers for.

    `through` names, by target, the group through which it does.
    `supports` counts the targets and measures that it is responsible for and that others lead.
    """

    party: str
    name: str
    targets: tuple[Assessed, ...]
    measures: tuple[Assessed, ...]
    through: Mapping[str, str]
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
    """Give a part to each agency that answers for something, or one to the agency or group that is asked for.

    Who leads answers; where nobody leads, those responsible do, by themselves or in a group. A joint target stands in
    the part of each of its leads.
    """
    items = assess(plan, reports, evidence, question.milestone.end)
    asked = question.agency
    parties = (asked,) if asked is not None else (*plan.agency_by_key, "")
    parts = (_part(plan, party, items) for party in parties)
    kept = tuple(part for part in parts if part.items or asked is not None)
    return Checklist(plan, question.milestone, question.known_at, ledger, asked, kept)


def _part(plan: Plan, party: str, items: Sequence[Assessed]) -> ChecklistPart:
    found = {item.target.key: through_group(plan, party, item.agencies or ("",)) for item in items}
    own = [item for item in items if found[item.target.key] is not None]
    others = (item for item in items if item.row.lead and found[item.target.key] is None)
    return ChecklistPart(
        party,
        agency_name(plan, party) if party else "",
        worst_first(with_figures(own)),
        worst_first(without_number(own)),
        {key: through for key, through in found.items() if through},
        sum(concerns(plan, party, item.row.responsible) for item in others) if party else 0,
    )
