"""The status of a plan: every target judged on one date, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sciplan.domain.evaluation import BEHIND, FAR_BEHIND, MISSED, OVERDUE, STATUSES, Evaluation
from sciplan.domain.ledger import Reported
from sciplan.domain.merging import Judgeable, judged
from sciplan.domain.plan import BINDINGS, EACH, POOLED, STATE, SUM, Milestone, Plan, Target
from sciplan.domain.quantity import is_ratio
from sciplan.report.ledger_note import LedgerNote

WORST, IN_ORDER, BY_GAP, BY_DUE = "worst", "plan", "gap", "due"
NOT_AS_IT_SHOULD_BE = (MISSED, FAR_BEHIND, OVERDUE, BEHIND)
"""The statuses that somebody must do something about."""


class StatusRow(NamedTuple):
    """One target with its judgement; agencies by key and by the name to show."""

    target: Target
    evaluation: Evaluation
    section_name: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    lead_names: tuple[str, ...]


class BindingCount(NamedTuple):
    """How many targets of one binding have each status, the worst first; statuses that do not occur are left out."""

    binding: str
    statuses: tuple[tuple[str, int], ...]


class StatusReport(NamedTuple):
    """The status of a plan on a date, and the ledger it rests on.

    `milestone` is the one asked for, else the next one; `days_left` how far it is from the date (0 on the day).
    `left_out` is the number of commitments without a number that were not asked for; `region` names the region whose
    own figures were judged.
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
    region: str | None = None

    @property
    def summary(self) -> dict[str, int]:
        """How many targets have each status, the worst first."""
        found = dict.fromkeys(STATUSES, 0)
        for row in self.rows:
            found[row.evaluation.status] += 1
        return found


class Filter(NamedTuple):
    """Which targets are asked for: of an agency (by itself or in a group), a section, a region, or only what is behind.

    With a region, each target that the region must report for is judged on that region's figures alone.
    """

    agency: str | None = None
    section: str | None = None
    region: str | None = None
    behind: bool = False


class StatusQuestion(NamedTuple):
    """What is asked: on which date, from which knowledge, against which milestone, which targets, in which order."""

    as_of: date
    known_at: str | None = None
    milestone: Milestone | None = None
    states: bool = False
    only: Filter = Filter()
    sort: str = WORST


def targets_asked_for(plan: Plan, question: StatusQuestion) -> list[Target]:
    """Give the targets that a question is about, in the order of the plan."""
    return [target for target in _asked_for(plan, question.only) if question.states or target.kind != STATE]


def build_status(
    plan: Plan,
    targets: Sequence[Target],
    known: Sequence[Judgeable],
    ledger: LedgerNote,
    question: StatusQuestion,
) -> StatusReport:
    """Judge the targets that a question is about, each from what is known of it."""
    all_rows = [
        row_of(plan, target, judged(plan, target, one, question.as_of))
        for target, one in zip(targets, known, strict=True)
    ]
    rows = [row for row in all_rows if not question.only.behind or row.evaluation.status in NOT_AS_IT_SHOULD_BE]
    rows.sort(key=SORTS[question.sort])
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
        left_out=len(_asked_for(plan, question.only)) - len(targets),
        region=plan.region_by_code[question.only.region].name if question.only.region else None,
    )


def _asked_for(plan: Plan, only: Filter) -> list[Target]:
    return [target for target in plan.targets if _passes(plan, target, only)]


def _passes(plan: Plan, target: Target, only: Filter) -> bool:
    if only.agency is not None:
        lead, responsible = plan.answerable(target)
        if only.agency not in (*lead, *responsible, *plan.members((*lead, *responsible))):
            return False
    if only.section is not None and only.section not in [one.key for one in plan.section_path(target.section)]:
        return False
    return only.region is None or _judged_alone(target, only.region)


def _judged_alone(target: Target, region: str) -> bool:
    """Say whether a region can be judged by itself: its goal is its own, or a ratio, not a share of a sum."""
    return region in target.regions and target.combine in (EACH, POOLED)


def judgeable_alone(plan: Plan, target: Target, reports: Mapping[str, Sequence[Reported]], region: str) -> Judgeable:
    """Give what a region is judged from when only its own figures count."""
    # A plan's baseline is that of its whole region; a part of it starts from its own entries.
    baseline = target.baseline
    if baseline is not None and region != plan.region:
        baseline = baseline._replace(value=None)
    alone = target._replace(regions=(), combine=POOLED if is_ratio(target.unit) else SUM, baseline=baseline)
    known = reports.get(target.figures_of or target.key, ())
    return Judgeable(alone, [report for report in known if region in plan.within(report.region)])


def next_milestone(plan: Plan, as_of: date) -> Milestone | None:
    """Give the first milestone that ends on a date or after it."""
    coming = [milestone for milestone in plan.milestones if milestone.end >= as_of]
    return min(coming, key=lambda milestone: milestone.end, default=None)


def row_of(plan: Plan, target: Target, evaluation: Evaluation) -> StatusRow:
    """Give a judgement with its target and who answers for it."""
    lead, responsible = plan.answerable(target)
    return StatusRow(
        target=target,
        evaluation=evaluation,
        section_name=plan.section_by_key[target.section].name,
        lead=lead,
        responsible=responsible,
        lead_names=agency_names(plan, lead),
    )


def agency_name(plan: Plan, key: str) -> str:
    """Give the name of an agency or agency group."""
    group = plan.group_by_key.get(key)
    return group.name if group else plan.agency_by_key[key].name


def agency_names(plan: Plan, keys: Iterable[str]) -> tuple[str, ...]:
    """Give the names of agencies and agency groups."""
    return tuple(agency_name(plan, key) for key in keys)


def _counts(rows: Sequence[StatusRow]) -> tuple[BindingCount, ...]:
    found = []
    for binding in BINDINGS:
        statuses = [row.evaluation.status for row in rows if row.target.binding == binding]
        if statuses:
            counted = tuple((status, statuses.count(status)) for status in STATUSES if status in statuses)
            found.append(BindingCount(binding, counted))
    return tuple(found)


def _worst_first(row: StatusRow) -> tuple[int, int]:
    return STATUSES.index(row.evaluation.status), BINDINGS.index(row.target.binding)


def _widest_gap_first(row: StatusRow) -> tuple[bool, Fraction]:
    gap = row.evaluation.progress.gap
    return gap is None, Fraction(0) if gap is None else gap


def _as_in_the_plan(_row: StatusRow) -> int:
    return 0


def _soonest_due_first(row: StatusRow) -> date:
    return row.target.due


SORTS: dict[str, Callable[[StatusRow], Any]] = {
    WORST: _worst_first,
    IN_ORDER: _as_in_the_plan,
    BY_GAP: _widest_gap_first,
    BY_DUE: _soonest_due_first,
}
"""The orders in which targets can be listed; within one, they stand as in the plan."""
