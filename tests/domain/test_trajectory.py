"""What is expected and what was reported, side by side."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sciplan.domain.evaluate import Case, build_case
from sciplan.domain.facts import gather
from sciplan.domain.plan import AT_DUE, CHECKPOINTS, LEVEL, Target
from sciplan.domain.trajectory import Point, trajectory
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    MORE_THAN_PREVIOUS,
    UNKNOWN,
    Reports,
    a_plan,
    a_target,
    annual,
    at_least,
    cumulative,
    each,
    known,
    level,
    places,
    reports,
    state,
)

Line = tuple[str, str, str]


def case_of(target: Target, said: Reports, as_of: str, *others: Target) -> Case:
    """A target on a date with what the rules look at."""
    plan, day = a_plan(target, *others), date.fromisoformat(as_of)
    return build_case(plan, target, gather(plan, target, reports(said), day), day)


def points(target: Target, said: Reports, as_of: str, *others: Target) -> tuple[Point, ...]:
    """The points of a target."""
    return trajectory(case_of(target, said, as_of, *others))


def lines(target: Target, said: Reports, as_of: str = "2025-12-31") -> list[Line]:
    """Period, expected and reported, rounded to two places."""
    return [(point.period, places(point.expected, 2), places(point.value, 2)) for point in points(target, said, as_of)]


def test_a_count_is_expected_to_grow_evenly() -> None:
    """Each year of a cumulative target has the sum to date beside an even share of the goal."""
    assert lines(cumulative(), {"2021": "5", "2022": "7"}) == [
        ("2021", "10.00", "5.00"),
        ("2022", "20.00", "12.00"),
        ("2023", "30.00", "null"),
        ("2024", "40.00", "null"),
        ("2025", "50.00", "null"),
    ]


def test_a_level_starts_at_its_baseline() -> None:
    """A level has a line for the year of its baseline, and later ones along the way from it."""
    found = points(level(), {"2022": "12.93"}, "2023-12-31")
    assert (found[0].period, found[0].outcome, found[0].expected) == ("2020", "baseline", None)
    assert lines(level(), {"2022": "12.93"})[:3] == [
        ("2020", "null", "10.56"),
        ("2021", "11.45", "null"),
        ("2022", "12.34", "12.93"),
    ]


def test_the_way_leads_through_checkpoints() -> None:
    """With checkpoints the expected values lie between them."""
    target = level(trajectory=CHECKPOINTS, checkpoints=((2023, Decimal(12)),), baseline=known("9"))
    assert [expected for _year, expected, _value in lines(target, {})[1:]] == [
        "10.00",
        "11.00",
        "12.00",
        "13.50",
        "15.00",
    ]


def test_at_due_expects_nothing_before() -> None:
    """Small lumpy counts are expected in the due year only."""
    assert [expected for _year, expected, _value in lines(cumulative(trajectory=AT_DUE), {})] == [
        "null",
        "null",
        "null",
        "null",
        "50.00",
    ]


def test_without_a_baseline_only_the_goal_is_expected() -> None:
    """A level that nobody knew has nothing to start from, so that only the due year expects something."""
    assert [expected for _year, expected, _value in lines(level(baseline=UNKNOWN), {"2021": "12"})] == [
        "null",
        "null",
        "null",
        "null",
        "15.00",
    ]


def test_the_first_value_as_baseline_has_no_line_of_its_own() -> None:
    """Where the first value serves as baseline, expectations begin with it."""
    assert lines(level(baseline=UNKNOWN), {"2022": "12", "2023": "13"}) == [
        ("2021", "null", "null"),
        ("2022", "12.00", "12.00"),
        ("2023", "13.00", "13.00"),
        ("2024", "14.00", "null"),
        ("2025", "15.00", "null"),
    ]


def test_a_baseline_at_the_goal_is_to_be_kept() -> None:
    """Where the baseline satisfies the goal already, the goal is expected every year."""
    assert {expected for _year, expected, _value in lines(level(baseline=known("16")), {})[1:]} == {"15.00"}


def test_a_baseline_that_is_the_goal_is_the_way() -> None:
    """A way without a length expects its goal: more than 15 from 15."""
    target = level(at_least("15"), baseline=known("15"))
    assert {expected for _year, expected, _value in lines(target, {})[1:]} == {"15.00"}


def test_the_value_of_a_year_is_its_latest() -> None:
    """A year shows the latest value reported in it, with its date; one that makes no value shows only the date."""
    [first, second, *_rest] = points(cumulative(), {"2021Q1": "2", "2021-06": "1", "2022": "0/0"}, "2022-12-31")
    assert (first.value, first.value_at, first.day) == (Fraction(3), date(2021, 6, 30), date(2021, 12, 31))
    assert (second.value, second.value_at) == (None, date(2022, 12, 31))


def test_a_count_after_the_due_date_is_shown() -> None:
    """What comes in after the due date has its line, where the goal stays expected."""
    target = cumulative(due=date(2023, 6, 30))
    found = points(target, {"2024": "60"}, "2024-12-31")
    assert [(point.period, point.day) for point in found[2:]] == [
        ("2023", date(2023, 6, 30)),
        ("2024", date(2024, 12, 31)),
    ]
    assert (found[3].expected, found[3].value) == (Fraction(50), Fraction(60))


def test_regions_judged_each_are_shares() -> None:
    """With `combine: each` the way goes to 100 % of the regions, and has no baseline of its own."""
    target = a_target(LEVEL, "%", at_least("10"), **each(level()))
    assert lines(target, {"2021@xining": "10", "2021@haidong": "9"})[0] == ("2021", "20.00", "50.00")


def test_periods_judged_alone() -> None:
    """An annual target has a point for each period that has begun: passed, failed, overdue or awaited."""
    found = points(annual(), {"2021": "400", "2022": "399"}, "2024-02-01")
    assert [(point.period, point.outcome) for point in found] == [
        ("2021", "passed"),
        ("2022", "failed"),
        ("2023", "missing"),
        ("2024", "awaited"),
    ]
    assert {point.expected for point in found} == {400}
    assert len(points(annual(), {}, "2026-06-01")) == 5


@pytest.mark.parametrize(
    ("said", "expected", "outcome"),
    [
        ({"2021": "300", "2022": "310"}, "300.00", "passed"),
        ({"2022": "310"}, "null", "unjudged"),
    ],
)
def test_more_than_the_year_before(said: Reports, expected: str, outcome: str) -> None:
    """A goal that refers to the year before expects that year's value; without one nothing can be judged."""
    [_first, second] = points(annual(MORE_THAN_PREVIOUS), said, "2022-12-31")
    assert (places(second.expected, 2), second.outcome) == (expected, outcome)


def test_at_least_the_baseline() -> None:
    """A goal that refers to the baseline expects it in every period."""
    assert {point.expected for point in points(annual(AT_LEAST_BASELINE, baseline=known("7")), {}, "2022-12-31")} == {7}


def test_states_have_no_points() -> None:
    """A state has no number, hence no chart."""
    assert points(state(), {"2021-05": "done"}, "2021-12-31") == ()
