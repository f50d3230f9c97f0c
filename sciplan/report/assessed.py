"""Targets judged for a document: each with what it owes, the entries that count, and which of those have a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.evaluate import Case, case_of, judge
from sciplan.domain.explain import counted
from sciplan.domain.ledger import KeptEvidence, Reported
from sciplan.domain.owed import Owed, unreported
from sciplan.domain.plan import FINISHED, STATE, VERIFIED, Plan, Target
from sciplan.report.status import NOT_AS_IT_SHOULD_BE, SORTS, WORST, StatusRow, agency_names, row_of


@dataclass(frozen=True, slots=True)
class Assessed:
    """A judged target.

    `agency_names` are those who answer for it; `missing` the periods that are over and not reported, `entries` the
    numbers of the live entries that count, and `unproven` those of them without a file.
    """

    row: StatusRow
    case: Case
    agency_names: tuple[str, ...]
    missing: tuple[Owed, ...]
    entries: tuple[int, ...]
    unproven: tuple[int, ...]

    @property
    def target(self) -> Target:
        """The target."""
        return self.row.target

    @property
    def agencies(self) -> tuple[str, ...]:
        """Who answers for it: those that lead, else those responsible."""
        return self.row.lead or self.row.responsible

    @property
    def status(self) -> str:
        """Its status."""
        return self.row.evaluation.status

    @property
    def weak(self) -> bool:
        """Whether somebody must do something about it."""
        return self.status in NOT_AS_IT_SHOULD_BE

    @property
    def done(self) -> bool:
        """Whether a state is as far as one that ends."""
        return self.row.evaluation.state in (FINISHED, VERIFIED)


def assess(
    plan: Plan, reports: Mapping[str, Sequence[Reported]], evidence: Iterable[KeptEvidence], as_of: date
) -> tuple[Assessed, ...]:
    """Judge every target and measure of a plan on a date, in the plan's order."""
    proven = {kept.entry for kept in evidence}
    return tuple(_assessed(plan, target, reports, proven, as_of) for target in plan.targets)


def _assessed(
    plan: Plan, target: Target, reports: Mapping[str, Sequence[Reported]], proven: set[int], as_of: date
) -> Assessed:
    case = case_of(plan, target, reports.get(target.figures_of or target.key, ()), as_of)
    entries = tuple(sorted({report.entry for report in counted(case)}))
    lead, responsible = plan.answerable(target)
    return Assessed(
        row=row_of(plan, target, judge(case)),
        case=case,
        agency_names=agency_names(plan, lead or responsible),
        missing=unreported(case),
        entries=entries,
        unproven=tuple(entry for entry in entries if entry not in proven),
    )


def worst_first(items: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """Give judged targets in the order in which `status` lists them."""
    return tuple(sorted(items, key=lambda item: SORTS[WORST](item.row)))


def with_figures(items: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """Give those that have a number."""
    return tuple(item for item in items if item.target.kind != STATE)


def without_number(items: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """Give those that are a state."""
    return tuple(item for item in items if item.target.kind == STATE)
