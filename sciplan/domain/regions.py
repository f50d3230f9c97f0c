"""`combine: each`: every named region must reach the goal alone; the value is the share that does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sciplan.domain.goals import period_before, satisfied, state_reached
from sciplan.domain.plan import (
    BASELINE,
    DONE,
    FINISHED,
    IN_PROGRESS,
    NOT_STARTED,
    PREVIOUS,
    STATE,
    STATES,
    Target,
)
from sciplan.domain.series import Series, common_dates


class Shares(NamedTuple):
    """The share of regions that reach the goal, by date; `left_out` are those that have nothing to compare with."""

    series: Series
    left_out: tuple[str, ...]


def shares(target: Target, by_region: Mapping[str, Series], plan_start: date) -> Shares:
    """Give the percentage of the named regions that reach the goal, on each date on which all have reported.

    A region without the baseline or the earlier value that the goal refers to is left out of the share, and named;
    a region whose figure cannot be computed does not reach the goal.
    """
    dates = common_dates(tuple(by_region.values()), target.kind)
    if target.kind == STATE:
        values = {
            day: _share([state_reached(target.goal, _state(one, day)) for one in by_region.values()]) for day in dates
        }
        return Shares(Series(STATE, values=values, states=joint_states(target, by_region)), ())
    outcome = {
        day: {code: region_reached(target, one, day, plan_start) for code, one in by_region.items()} for day in dates
    }
    values = {day: _share([one for one in regions.values() if one is not None]) for day, regions in outcome.items()}
    left_out = tuple(code for code, one in outcome[dates[-1]].items() if one is None) if dates else ()
    return Shares(Series(target.kind, values=values), left_out)


def region_reached(target: Target, series: Series, day: date, plan_start: date) -> bool | None:
    """Say whether one region reaches the goal on a date; None when it has nothing to compare with."""
    reference = None
    if target.goal.reference == BASELINE:
        reference = series.baseline
    elif target.goal.reference == PREVIOUS:
        reference = earlier_value(target, series, day, plan_start, series.baseline)
    if target.goal.reference and reference is None:
        return None
    value = series.values[day]
    return value is not None and satisfied(target.goal, value, reference)


def earlier_value(
    target: Target, series: Series, day: date, plan_start: date, baseline: Fraction | None
) -> Fraction | None:
    """Give the value of the period before the one that ends on a date; before the plan, the baseline."""
    before = period_before(day, target.every)
    return baseline if before < plan_start else series.values.get(before)


def joint_states(target: Target, by_region: Mapping[str, Series]) -> dict[date, str]:
    """Give the state of all named regions together, from the date on which each has reported one."""
    dates = common_dates(tuple(by_region.values()), STATE)
    return {day: _joint_state(target, by_region, day) for day in dates}


def _share(outcomes: list[bool]) -> Fraction | None:
    return Fraction(100 * sum(outcomes), len(outcomes)) if outcomes else None


def _state(series: Series, day: date) -> str:
    return series.states[max(end for end in series.dates if end <= day)]


def _joint_state(target: Target, by_region: Mapping[str, Series], day: date) -> str:
    """Give the state of all regions together: a goal of `done` is in progress as soon as one has begun."""
    states = [_state(one, day) for one in by_region.values()]
    least, most = min(states, key=STATES.index), max(states, key=STATES.index)
    if target.goal.form == DONE and least not in (FINISHED, STATES[-1]):
        return NOT_STARTED if most == NOT_STARTED else IN_PROGRESS
    return least
