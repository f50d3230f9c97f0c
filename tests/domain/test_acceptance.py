"""Which periods and regions a target can be reported for."""

import pytest

from sciplan.domain.acceptance import NOT_TO_DATE, OUTSIDE, TOO_LONG, period_fault, region_counts
from sciplan.domain.period import parse_period
from sciplan.domain.plan import SUM, Target
from tests.domain.builders import BOTH, START, a_plan, annual, cumulative, each, known, level, state


@pytest.mark.parametrize(
    ("target", "text", "fault"),
    [
        (cumulative(), "2021", None),
        (cumulative(), "..2023Q2", None),
        (cumulative(), "2025-12", None),
        (cumulative(), "2020", OUTSIDE),
        (cumulative(), "2026", OUTSIDE),
        (level(), "2020", None),
        (level(), "2020-12", OUTSIDE),
        (level(), "2019", OUTSIDE),
        (level(baseline=known("5", 2019)), "2019", None),
        (level(), "..2023", NOT_TO_DATE),
        (annual(), "2020", None),
        (annual(), "2023Q1", None),
        (annual(every="half"), "2023H1", None),
        (annual(every="half"), "2023", TOO_LONG),
        (annual(every="half"), "2020", None),
        (state(), "2023-05", None),
        (state(), "2020", OUTSIDE),
    ],
)
def test_periods(target: Target, text: str, fault: str | None) -> None:
    """A period lies in the plan or is the baseline year; totals are for what adds up; periods are short enough."""
    period = parse_period(text, START)
    assert period is not None
    assert period_fault(a_plan(target), target, period) == fault


@pytest.mark.parametrize(
    ("region", "together", "alone"),
    [("xining", True, True), ("datong", True, True), ("qinghai", True, False), ("haixi", False, False)],
)
def test_regions(region: str, together: bool, alone: bool) -> None:
    """Named regions and those below count; one that holds them counts unless each is judged alone."""
    target = cumulative(regions=BOTH, combine=SUM)
    assert region_counts(a_plan(target), target, region) == together
    target = annual(**each(annual()))
    assert region_counts(a_plan(target), target, region) == alone


def test_own_level_takes_the_named_regions_alone() -> None:
    """Where the own figures of prefectures are asked for, a county's cannot pass for one."""
    target = annual(own_level=True, **each(annual(), *BOTH))
    assert [region_counts(a_plan(target), target, region) for region in ("xining", "datong", "qinghai")] == [
        True,
        False,
        False,
    ]


def test_without_names_every_region_counts() -> None:
    """A target that names no regions takes figures of any."""
    assert region_counts(a_plan(cumulative()), cumulative(), "datong")
