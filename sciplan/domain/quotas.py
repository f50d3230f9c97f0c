"""Agreed quotas (商定数): what an office and its agencies agreed that a year is to bring, and where that leads.

A quota stands for its year's checkpoint until a later batch changes or withdraws it; the plan itself stays as loaded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sciplan.domain.plan import AT_DUE, AT_MOST, CUMULATIVE, EACH, LEVEL, Plan, Target

PAST_GOAL, FALLS_BACK, BACKWARDS = "past-goal", "falls-back", "backwards"
"""Why a quota cannot stand: it passes the goal, lies behind what is reached, or behind or before its neighbours."""


class Quota(NamedTuple):
    """What was agreed for a target and a year, as typed, and the batch that says so.

    `amount` is what that year alone is to bring, of a level the value at its end; `checkpoint` the value to be reached
    by 31 December. Both are None where a quota was withdrawn.
    """

    target: str
    year: int
    amount: Decimal | None
    checkpoint: Decimal | None
    typed: str
    batch: int


def standing(quotas: Iterable[Quota]) -> tuple[Quota, ...]:
    """Give the quotas that stand, from all that were agreed in the order of their batches: the last one of each."""
    last = {(quota.target, quota.year): quota for quota in quotas}
    return tuple(quota for quota in last.values() if quota.checkpoint is not None)


def takes_quota(target: Target, year: int) -> bool:
    """Say whether a target has a way with a pace, and the end of a year lies on it, after the start and before the end.

    In the due year the goal itself stands.
    """
    baseline_year = target.baseline.year if target.baseline else None
    return (
        target.kind in (CUMULATIVE, LEVEL)
        and target.combine != EACH
        and target.trajectory != AT_DUE
        and target.goal.value is not None
        and date(year, 12, 31) < target.due
        and (baseline_year is None or baseline_year < year)
    )


def falls(target: Target) -> bool:
    """Say whether the values of a target are to fall."""
    return target.goal.form == AT_MOST


def quotas_that_hold(target: Target, quotas: Iterable[Quota]) -> tuple[Quota, ...]:
    """Give the quotas that stand for a target, by year: not those of a goal that they pass by now, or of no pace."""
    own = (quota for quota in standing(quotas) if quota.target == target.key and takes_quota(target, quota.year))
    holding = (quota for quota in own if quota.checkpoint is not None and not _passes_goal(target, quota.checkpoint))
    return tuple(sorted(holding, key=lambda quota: quota.year))


def with_quotas(plan: Plan, quotas: Iterable[Quota]) -> Plan:
    """Give the plan with what was agreed for its targets; what was expected before a quota's year stays as it was.

    A target that the plan has no more, that takes no quota any more, or whose goal the quota passes by now, is left
    alone.
    """
    agreed: dict[str, list[Quota]] = {}
    for quota in quotas:
        agreed.setdefault(quota.target, []).append(quota)
    if not agreed:
        return plan
    targets = (_with(target, quotas_that_hold(target, agreed.get(target.key, ()))) for target in plan.targets)
    return replace(plan, targets=tuple(targets))


def _with(target: Target, agreed: tuple[Quota, ...]) -> Target:
    points = tuple((quota.year, quota.checkpoint) for quota in agreed if quota.checkpoint is not None)
    return target._replace(agreed=points) if points else target


def quota_fault(target: Target, year: int, checkpoint: Decimal, reached: Fraction | None) -> str | None:
    """Give what is wrong with a checkpoint that is to be agreed for a year, or None.

    `target` has the other checkpoints, the plan's and the agreed ones; `reached` is the value at the end of the year
    before, None where nobody knows.
    """
    if _passes_goal(target, checkpoint):
        return PAST_GOAL
    if reached is not None and _ahead(target, _within_goal(target, reached), Fraction(checkpoint)):
        return FALLS_BACK
    for other, value in target.stops:
        first, second = (value, checkpoint) if other < year else (checkpoint, value)
        if other != year and _ahead(target, Fraction(first), Fraction(second)):
            return BACKWARDS
    return None


def _passes_goal(target: Target, checkpoint: Decimal) -> bool:
    return target.goal.value is not None and _ahead(target, Fraction(checkpoint), Fraction(target.goal.value))


def _within_goal(target: Target, reached: Fraction) -> Fraction:
    """Give what is reached, or the goal where it is past that: further nobody can agree on."""
    goal = Fraction(target.goal.value or 0)
    return goal if _ahead(target, reached, goal) else reached


def _ahead(target: Target, one: Fraction, other: Fraction) -> bool:
    """Say whether one value is further on the way than another."""
    return one < other if falls(target) else one > other
