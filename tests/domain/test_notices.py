"""Uncertainty is said and not hidden, and never changes a status."""

from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciplan.domain.evaluation import NOTICES, Notice
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    BOTH,
    UNKNOWN,
    annual,
    at_least,
    cumulative,
    each,
    judge,
    known,
    level,
    more_than,
    noticed,
    state,
)

SAMPLED = level(sampled=True)


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({"2021": "11"}, "2021-12-31", True),
        ({"2021": "11", "2022": "12"}, "2022-12-31", False),
        ({"2020": "10.56", "2021": "11"}, "2021-12-31", True),
        ({"2021": "15"}, "2021-12-31", False),
        ({"2025": "14"}, "2025-12-31", False),
        ({}, "2021-12-31", False),
    ],
    ids=["one value", "two values", "the baseline's own entry", "reached", "at the due date", "nothing"],
)
def test_a_projection_from_two_points(said: dict[str, str], as_of: str, expected: bool) -> None:
    """A level that is projected from its baseline and one later value says so, until its goal is reached or due."""
    assert ("two-points-only" in noticed(judge(level(), said, as_of))) is expected


def test_the_first_value_is_a_point_too() -> None:
    """When the first value serves as baseline, one more makes two points."""
    target = level(baseline=UNKNOWN)
    assert noticed(judge(target, {"2021": "11", "2022": "13"}, "2022-12-31")) == [
        "first-value-as-baseline",
        "two-points-only",
    ]
    three = {"2021": "11", "2022": "12", "2023": "13"}
    assert noticed(judge(target, three, "2023-12-31")) == ["first-value-as-baseline"]


@pytest.mark.parametrize(
    "target",
    [cumulative(), annual(), state(), level(trajectory="at-due"), level()._replace(**each(level(), *BOTH))],
    ids=["cumulative", "annual", "state", "no pace", "shares of regions"],
)
def test_only_levels_with_a_pace_are_projected_from_points(target: object) -> None:
    """What adds up, stands alone, has no pace or is a share of regions does not rest on two measurements."""
    said = {"2021": "in-progress"} if target == state() else {"2021@xining": "12", "2021@haidong": "12"}
    assert "two-points-only" not in noticed(judge(target, said, "2021-12-31"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "as_of", "expected"),
    [
        ({"2022": "12"}, "2023-12-31", ()),
        ({"2022": "12"}, "2024-01-01", ("2022",)),
        ({"2024-02": "12"}, "2025-02-28", ()),
        ({"2024-02": "12"}, "2025-03-01", ("2024",)),
        ({"2022": "16"}, "2024-06-30", ("2022",)),
        ({"2022": "16", "2025": "16"}, "2030-06-30", ()),
        ({"2022": "16"}, "2030-06-30", ("2022",)),
    ],
)
def test_an_old_value_of_a_level(value: dict[str, str], as_of: str, expected: tuple[str, ...]) -> None:
    """A level whose latest value ended more than twelve months before names its year, until it is finally judged."""
    found = judge(level(), value, as_of)
    assert tuple(item for notice in found.notices if notice.code == "stale-value" for item in notice.items) == expected


def test_an_old_value_of_a_count() -> None:
    """A count is old too, unless it has reached its goal for good; annual figures and states are not compared so."""
    assert Notice("stale-value", ("2021",)) in judge(cumulative(), {"2021": "9"}, "2023-01-31").notices
    assert noticed(judge(cumulative(), {"2021": "50"}, "2023-01-31")) == []
    assert noticed(judge(annual(), {"2021": "400"}, "2023-01-31")) == []
    assert noticed(judge(state(), {"2021-06": "in-progress"}, "2023-01-31")) == []


@pytest.mark.parametrize(
    ("value", "goal", "expected"),
    [
        ("140/1000", at_least("15"), ("2.15",)),
        ("160/1000", at_least("15"), ("2.27",)),
        ("140/1000", more_than("16.16"), ()),
        ("140/1000", more_than("16.15"), ("2.15",)),
        ("1400/10000", at_least("15"), ()),
        ("500/1000", at_least("50"), ("3.1",)),
        ("0/1000", at_least("15"), ()),
        ("1000/1000", at_least("99"), ()),
        ("14", at_least("15"), ()),
        ("3/0", at_least("15"), ()),
    ],
)
def test_a_goal_within_the_sampling_error(value: str, goal: object, expected: tuple[str, ...]) -> None:
    """The 95 % margin 1.96·√(p(1−p)/n) is named in points when the goal lies nearer to the value than that."""
    found = judge(SAMPLED._replace(goal=goal), {"2022": value}, "2022-12-31")  # type: ignore[arg-type]
    items = tuple(item for notice in found.notices if notice.code == "sampling-error" for item in notice.items)
    assert items == expected


def test_samples_of_regions_are_one_sample() -> None:
    """Samples of two regions are pooled; where one gives no size, nothing can be said."""
    said = {"2022@xining": "70/500", "2022@haidong": "70/500"}
    assert Notice("sampling-error", ("2.15",)) in judge(SAMPLED, said, "2022-12-31").notices
    assert "sampling-error" not in noticed(judge(SAMPLED, {**said, "2022@haidong": "14"}, "2022-12-31"))


def test_full_counts_have_no_sampling_error() -> None:
    """Only what the plan calls a sample has a margin; numerators alone and shares of regions have none."""
    said = {"2022": "140/1000"}
    assert "sampling-error" not in noticed(judge(level(), said, "2022-12-31"))
    alone = SAMPLED._replace(**each(SAMPLED, *BOTH))
    regions = {"2022@xining": "140/1000", "2022@haidong": "140/1000"}
    assert "sampling-error" not in noticed(judge(alone, regions, "2022-12-31"))
    held = SAMPLED._replace(key="held")
    counted = cumulative(figures_of="held", take_numerator=True)
    assert "sampling-error" not in noticed(judge(counted, said, "2022-12-31", held))
    yearly = annual(at_least("15"), unit="%", combine="pooled", figures_of="held")
    assert "sampling-error" not in noticed(judge(yearly, said, "2022-12-31", held))


def test_borrowed_samples_are_samples() -> None:
    """A target judged on the figures of a sampled one has their margin; without a known goal there is no distance."""
    held = SAMPLED._replace(key="held")
    borrower = level(figures_of="held")
    assert "sampling-error" in noticed(judge(borrower, {"2022": "140/1000"}, "2022-12-31", held))
    open_goal = SAMPLED._replace(goal=AT_LEAST_BASELINE, baseline=UNKNOWN)
    assert "sampling-error" not in noticed(judge(open_goal, {"2022": "140/1000"}, "2022-12-31"))


@given(st.integers(1, 999), st.integers(1000, 10**6))
def test_the_margin_is_rounded_right(above: int, below: int) -> None:
    """The margin, computed in whole numbers, is the square root of the formula to two places."""
    share = Fraction(above, below)
    value = share * 100
    found = judge(
        SAMPLED._replace(goal=at_least(str(round(Decimal(value.numerator) / Decimal(value.denominator), 6)))),
        {"2022": f"{above}/{below}"},
        "2022-12-31",
    )
    [item] = [item for notice in found.notices if notice.code == "sampling-error" for item in notice.items]
    with localcontext() as context:
        context.prec = 50
        spread = share * (1 - share) / below
        margin = Decimal(196) * (Decimal(spread.numerator) / Decimal(spread.denominator)).sqrt()
    assert abs(Decimal(item) - margin) <= Decimal("0.005")


@given(st.integers(0, 1000), st.integers(1, 1000), st.dates(date(2022, 12, 31), date(2027, 1, 1)))
def test_uncertainty_never_changes_a_status(above: int, below: int, as_of: date) -> None:
    """Whether figures are of a sample or not, status and figures are the same."""
    said = {"2022": f"{min(above, below)}/{below}"}
    sampled, counted = (judge(level()._replace(sampled=flag), said, as_of.isoformat()) for flag in (True, False))
    assert (sampled.status, sampled.value, sampled.progress) == (counted.status, counted.value, counted.progress)
    assert set(noticed(sampled)) - set(noticed(counted)) <= {"sampling-error"}


def test_notices_are_listed_once() -> None:
    """Every notice has one place in the order in which they are said."""
    assert NOTICES[-3:] == ("two-points-only", "stale-value", "sampling-error")
    assert len(set(NOTICES)) == len(NOTICES)


def test_a_value_from_before_the_baseline_is_no_point() -> None:
    """Only what was measured after the baseline's year is a second point."""
    target = level(baseline=known("11", 2022))
    assert "two-points-only" in noticed(judge(target, {"2021": "9", "2023": "12"}, "2023-12-31"))
