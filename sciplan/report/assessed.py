"""Targets judged for a document: each with what it owes, the entries that count, and which of those have a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sciplan.domain.evaluate import Case, case_of, judge
from sciplan.domain.evaluation import BEHIND, FAR_BEHIND, MET, MISSED, NO_BASELINE, NO_DATA, ON_TRACK, OVERDUE
from sciplan.domain.explain import counted
from sciplan.domain.facts import due_periods
from sciplan.domain.ledger import KeptEvidence, Reported
from sciplan.domain.owed import Owed, unreported
from sciplan.domain.plan import FINISHED, IN_PROGRESS, NOT_STARTED, STATE, VERIFIED, Plan, Target
from sciplan.report.status import NOT_AS_IT_SHOULD_BE, SORTS, WORST, StatusRow, agency_names, row_of

BEST_FIRST = (MET, ON_TRACK, BEHIND, FAR_BEHIND, MISSED, OVERDUE, NO_BASELINE, NO_DATA)
"""The order in which a leader reads how many there are of each status."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A judged target.

    `agency_names` are those who answer for it; `missing` the periods that are over and not reported, `entries` the
    numbers of the live entries that count, and `unproven` those of them without a file. `failed` are the periods
    judged alone that did not reach the goal.
    """

    row: StatusRow
    case: Case
    agency_names: tuple[str, ...]
    missing: tuple[Owed, ...]
    entries: tuple[int, ...]
    unproven: tuple[int, ...]
    failed: tuple[str, ...]

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
        """Whether it is behind, missed or overdue; what nobody reported yet, and was not due, is not."""
        return self.status in NOT_AS_IT_SHOULD_BE


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
        failed=_failed(case),
    )


def status_counts(items: Sequence[Assessed]) -> tuple[tuple[str, int], ...]:
    """Give how many have each status, the best first; statuses that do not occur are left out."""
    counted = ((status, sum(item.status == status for item in items)) for status in BEST_FIRST)
    return tuple((status, number) for status, number in counted if number)


@dataclass(frozen=True, slots=True)
class StateCounts:
    """How many measures are how far; `by_region` are those whose value is a share of regions."""

    done: int
    in_progress: int
    not_started: int
    by_region: int
    unreported: int


def state_counts(items: Sequence[Assessed]) -> StateCounts:
    """Count the states of measures."""
    judged = [item.row.evaluation for item in items]
    states = [evaluation.state for evaluation in judged]
    shares = sum(evaluation.state is None and evaluation.value is not None for evaluation in judged)
    return StateCounts(
        done=states.count(FINISHED) + states.count(VERIFIED),
        in_progress=states.count(IN_PROGRESS),
        not_started=states.count(NOT_STARTED),
        by_region=shares,
        unreported=states.count(None) - shares,
    )


def by_section(items: Sequence[Assessed]) -> tuple[tuple[str, int], ...]:
    """Give how many stand in each section, by its name, in order."""
    found: dict[str, int] = {}
    for item in items:
        found[item.row.section_name] = found.get(item.row.section_name, 0) + 1
    return tuple(found.items())


def _failed(case: Case) -> tuple[str, ...]:
    ends = {result.end for result in case.failed}
    return tuple(period.text for period in due_periods(case.plan, case.target) if period.end in ends)


def worst_first(items: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """Give judged targets in the order in which `status` lists them."""
    return tuple(sorted(items, key=lambda item: SORTS[WORST](item.row)))


def with_figures(items: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """Give those that have a number."""
    return tuple(item for item in items if item.target.kind != STATE)


def without_number(items: Iterable[Assessed]) -> tuple[Assessed, ...]:
    """Give those that are a state."""
    return tuple(item for item in items if item.target.kind == STATE)
