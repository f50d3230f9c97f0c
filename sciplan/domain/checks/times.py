"""Years and dates of a plan fit together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from sciplan.domain.checks.finding import MILESTONES, TARGETS, Finding
from sciplan.domain.plan import AT_MOST, CUMULATIVE
from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sciplan.domain.plan import Plan, Target

LONGEST = 30
"""Years that a plan can last."""


def check_period(plan: Plan) -> Iterator[Finding]:
    """The plan ends after it starts, within thirty years."""
    years = plan.end.year - plan.start.year + 1
    if years < 1:
        yield Finding(
            "period-order",
            _("The period runs backwards: {first} to {last}.").format(first=plan.start.year, last=plan.end.year),
            ("period",),
            _("Write the first year, then the last."),
        )
    elif years > LONGEST:
        yield Finding(
            "period-length",
            _("The period lasts {years} years; a plan lasts at most {longest}.").format(years=years, longest=LONGEST),
            ("period",),
            _("Check the two years."),
        )


def check_milestones(plan: Plan) -> Iterator[Finding]:
    """A milestone ends after it starts and lies in the plan's period."""
    for milestone in plan.milestones:
        path = (MILESTONES, milestone.key, "when")
        if milestone.start > milestone.end:
            yield Finding(
                "milestone-order",
                _("The milestone runs backwards: {first} to {last}.").format(first=milestone.start, last=milestone.end),
                path,
                _("Exchange “from” and “to”."),
            )
        elif _in_order(plan) and not (plan.start <= milestone.start and milestone.end <= plan.end):
            yield Finding(
                "milestone-outside", _("The milestone lies outside the plan's period."), path, _period_hint(plan)
            )


def check_due(plan: Plan) -> Iterator[Finding]:
    """A target or measure is due within the plan's period."""
    for target in plan.targets:
        if _in_order(plan) and not plan.start <= target.due <= plan.end:
            yield Finding(
                "due-outside",
                _("The due date {due} lies outside the plan's period.").format(due=target.due),
                (TARGETS, target.key, "due"),
                _period_hint(plan),
            )


def check_baseline_year(plan: Plan) -> Iterator[Finding]:
    """A baseline lies before the due date."""
    for target in plan.targets:
        year = target.baseline.year if target.baseline else None
        if year is not None and date(year, 12, 31) >= target.due:
            yield Finding(
                "baseline-year",
                _("The baseline of {year} is not before the due date {due}.").format(year=year, due=target.due),
                (TARGETS, target.key, "baseline", "year"),
                _("Check the two years."),
            )


def check_checkpoints(plan: Plan) -> Iterator[Finding]:
    """Checkpoints lie after the baseline, or the plan's start, and before the due date."""
    for target in plan.targets:
        year = target.baseline.year if target.baseline else None
        start = plan.start.year - 1 if year is None else year
        for checkpoint, _value in target.checkpoints:
            if checkpoint <= start or date(checkpoint, 12, 31) >= target.due:
                yield Finding(
                    "checkpoint-outside",
                    _("The checkpoint {year} does not lie between {start} and the due date {due}.").format(
                        year=checkpoint, start=start, due=target.due
                    ),
                    (TARGETS, target.key, "trajectory", str(checkpoint)),
                    _("The due date needs no checkpoint: the goal is the value expected then."),
                )


def check_checkpoint_order(plan: Plan) -> Iterator[Finding]:
    """Checkpoints never run away from the goal, from the baseline to the last."""
    for target in plan.targets:
        if target.checkpoints:
            yield from _backward_steps(target)


def _backward_steps(target: Target) -> Iterator[Finding]:
    start = _start_value(target)
    end = target.goal.value
    rising = target.goal.form != AT_MOST if start is None or end is None else start <= end
    steps: list[tuple[str, Decimal]] = [(str(year), value) for year, value in target.checkpoints]
    if start is not None:
        steps.insert(0, (_("baseline"), start))
    if end is not None:
        steps.append((_("goal"), end))
    for (earlier, before), (later, after) in pairwise(steps):
        if (after < before) if rising else (after > before):
            # The goal itself is no checkpoint: then the last one before it is the place to look at.
            year = later if later.isdigit() else earlier
            yield Finding(
                "checkpoint-order",
                _("The trajectory runs backwards: {before} ({earlier}), then {after} ({later}).").format(
                    before=before, earlier=earlier, after=after, later=later
                ),
                (TARGETS, target.key, "trajectory", year),
                _("Each checkpoint is as near to the goal as the one before it, or nearer."),
            )


def _start_value(target: Target) -> Decimal | None:
    if target.kind == CUMULATIVE:
        return Decimal(0)
    return target.baseline.value if target.baseline else None


def check_reported_in(plan: Plan) -> Iterator[Finding]:
    """Values are due in years of the plan, none after the target is due."""
    for target in plan.targets:
        for number, year in enumerate(target.reported_in):
            if _in_order(plan) and not plan.start.year <= year <= target.due.year:
                yield Finding(
                    "reported-outside",
                    _("{year} is not a year from the plan's start to the due date.").format(year=year),
                    (TARGETS, target.key, "reported_in", number),
                    _("Years from {first} to {last} are.").format(first=plan.start.year, last=target.due.year),
                )


def _in_order(plan: Plan) -> bool:
    """Say whether the period can be compared with; if it runs backwards, that alone is the mistake."""
    return plan.start <= plan.end


def _period_hint(plan: Plan) -> str:
    return _("The plan runs from {first} to {last}.").format(first=plan.start, last=plan.end)


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_period,
    check_milestones,
    check_due,
    check_baseline_year,
    check_checkpoints,
    check_checkpoint_order,
    check_reported_in,
)
