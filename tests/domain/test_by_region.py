"""How each named region stands."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.by_region import RegionResult, region_results
from sciplan.domain.evaluate import build_case
from sciplan.domain.facts import gather
from sciplan.domain.plan import LEVEL, Target
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    BOTH,
    Reports,
    a_plan,
    a_target,
    annual,
    at_least,
    cumulative,
    each,
    level,
    reports,
    state,
)

EACH_LEVEL = a_target(LEVEL, "%", at_least("10"), **each(level()))


def results(target: Target, said: Reports, as_of: str) -> dict[str, RegionResult]:
    """The result of each region by its code."""
    plan, day, live = a_plan(target), date.fromisoformat(as_of), reports(said)
    case = build_case(plan, target, gather(plan, target, live, day), day)
    return {result.code: result for result in region_results(case, live)}


def missing(result: RegionResult) -> list[str]:
    """The periods that a region has not reported."""
    return [period.text for period in result.missing]


def test_each_region_against_the_goal() -> None:
    """Judged each, a region reaches the goal or not by its latest value, and says what it has not reported."""
    found = results(EACH_LEVEL, {"2021@xining": "12", "2022@xining": "9", "2021@haidong": "10"}, "2023-02-01")
    assert list(found) == list(BOTH)
    xining, haidong = found["xining"], found["haidong"]
    assert (xining.value, xining.day, xining.reached, missing(xining)) == (Fraction(9), date(2022, 12, 31), False, [])
    assert (haidong.value, haidong.day, haidong.reached, missing(haidong)) == (
        Fraction(10),
        date(2021, 12, 31),
        True,
        ["2022"],
    )


def test_a_region_that_reported_nothing() -> None:
    """Without a report there is neither a value nor a verdict."""
    found = results(EACH_LEVEL, {"2021@xining": "12"}, "2022-02-01")["haidong"]
    assert (found.value, found.state, found.day, found.reached, missing(found)) == (None, None, None, None, ["2021"])


def test_a_region_without_its_own_baseline() -> None:
    """A region with nothing to be compared with is neither reached nor not."""
    target = annual(AT_LEAST_BASELINE, **each(annual()))
    found = results(target, {"2020@xining": "5", "2021@xining": "6", "2021@haidong": "6"}, "2022-01-01")
    assert (found["xining"].reached, found["haidong"].reached) == (True, None)


def test_regions_that_are_added_up_are_not_judged() -> None:
    """Where regions make one value together, each shows its own part, the counties below it included."""
    target = cumulative(regions=BOTH)
    found = results(target, {"2021@datong": "3", "2021@huangzhong": "4", "2021@haidong": "5"}, "2022-01-01")
    assert [(one.code, one.value, one.reached) for one in found.values()] == [
        ("xining", Fraction(7), None),
        ("haidong", Fraction(5), None),
    ]


@pytest.mark.parametrize(("said", "reached"), [("done", True), ("in-progress", False)])
def test_states_by_region(said: str, reached: bool) -> None:
    """The state of a region is its latest one, and is as far as the goal asks or not."""
    found = results(state(**each(state())), {"2021-05@xining": said}, "2021-12-31")["xining"]
    assert (found.state, found.value, found.day, found.reached) == (said, None, date(2021, 5, 31), reached)


def test_without_named_regions_there_are_none() -> None:
    """A target of the plan's region as a whole has no results by region."""
    assert results(cumulative(), {"2021": "1"}, "2022-01-01") == {}
