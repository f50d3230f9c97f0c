"""Judging counts and levels by their pace, and what cannot be judged so (rules 7 and 8)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sciplan.domain.evaluation import Notice
from sciplan.domain.formulas import Progress
from sciplan.domain.plan import AT_DUE, CHECKPOINTS
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    UNKNOWN,
    at_least,
    at_most,
    cumulative,
    judge,
    known,
    level,
    noticed,
    status,
)


def test_rule_7_nothing_reported() -> None:
    """Before the first reporting day is over nothing is owed; then it is."""
    assert status(cumulative(), {}, "2022-01-31") == "no-data"
    assert status(cumulative(), {}, "2022-02-01") == "overdue"


def test_rule_7_a_single_value_without_a_baseline() -> None:
    """A level of unknown baseline with one value has nothing to be compared with, unless it reaches the goal."""
    assert status(level(baseline=UNKNOWN), {"2021": "11"}, "2021-12-31") == "no-baseline"
    assert status(level(baseline=None), {"2021": "11"}, "2021-12-31") == "no-baseline"
    assert status(level(baseline=UNKNOWN), {"2021": "15"}, "2021-12-31") == "met"


def test_a_baseline_at_the_due_date_leaves_no_way_to_go() -> None:
    """Where the baseline is of the due date there is nothing to be judged by."""
    target = level(baseline=known("10", 2022), due=date(2022, 12, 31))
    assert status(target, {"2021": "9"}, "2022-06-30") == "no-baseline"


def test_the_first_value_serves_as_baseline_with_a_notice() -> None:
    """From the second value on, the first one is the baseline."""
    got = judge(level(baseline=UNKNOWN), {"2021": "11", "2022": "13"}, "2022-12-31")
    assert (got.status, noticed(got)) == ("on-track", ["first-value-as-baseline", "two-points-only"])
    assert (got.baseline, got.baseline_at) == (Fraction(11), date(2021, 12, 31))
    assert (got.progress.attainment, got.progress.expected) == (Fraction(1, 2), Fraction(1, 4))


def test_an_entry_of_the_baseline_year_is_the_baseline() -> None:
    """An unknown baseline is filled by an entry of the year before the plan; a stated one is not touched by it."""
    got = judge(level(baseline=UNKNOWN), {"2020": "10", "2021": "11"}, "2021-12-31")
    assert (got.status, got.baseline, got.baseline_at, got.notices) == (
        "on-track",
        Fraction(10),
        date(2020, 12, 31),
        (Notice("two-points-only"),),
    )
    assert judge(level(), {"2020": "10", "2021": "12"}, "2021-12-31").baseline == Fraction("10.56")


def test_a_zero_denominator_is_not_computable() -> None:
    """A value that cannot be computed is no data, with a notice; never 0 % and never a status of the value."""
    for year in ("2021", "2025"):
        got = judge(level(), {"2024": "14", year: "0/0"}, f"{year}-12-31")
        assert (got.status, got.value, noticed(got)) == ("no-data", None, ["not-computable"])


@pytest.mark.parametrize(
    ("value", "expected"),
    [("38", "on-track"), ("37.999999", "behind"), ("24", "behind"), ("23.999999", "far-behind")],
)
def test_rule_8_the_cut_offs_of_pace(value: str, expected: str) -> None:
    """With E at 40 %, 38 of 100 is 0.95 E and on track, 24 is 0.60 E and behind; less is far behind."""
    assert status(cumulative(at_least("100")), {"..2022": value}, "2022-12-31") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("32", "on-track"), ("31", "behind"), ("8", "behind"), ("7", "far-behind")]
)
def test_a_plan_may_set_other_cut_offs(value: str, expected: str) -> None:
    """With 0.8 and 0.2 as cut-offs, 32 and 8 of 100 at E = 40 % are the limits."""
    rules = {"on_track": Decimal("0.8"), "behind": Decimal("0.2")}
    assert status(cumulative(at_least("100")), {"..2022": value}, "2022-12-31", **rules) == expected


@pytest.mark.parametrize(("value", "expected"), [("10.56", "on-track"), ("10.55", "far-behind")])
def test_going_backwards_is_far_behind(value: str, expected: str) -> None:
    """A negative attainment is far behind even when nothing is expected yet."""
    assert status(level(baseline=known("10.56", 2021)), {"2021": value}, "2021-12-31") == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("7.34", "on-track"), ("7.35", "behind"), ("9", "far-behind"), ("3", "met")]
)
def test_a_target_that_is_to_fall(value: str, expected: str) -> None:
    """From 10 down to at most 3: by the end of 2022 it should have fallen by 2.8."""
    assert status(level(at_most("3"), baseline=known("10")), {"2022": value, "2021": "9"}, "2022-12-31") == expected


@pytest.mark.parametrize(("value", "expected"), [("15", "met"), ("14.999999", "far-behind")])
def test_a_baseline_that_satisfies_the_goal(value: str, expected: str) -> None:
    """Where the baseline is beyond the goal already, it is met while it holds, else far behind, without figures."""
    got = judge(level(baseline=known("16")), {"2021": value}, "2021-12-31")
    assert (got.status, got.progress) == (expected, Progress())


@pytest.mark.parametrize(("value", "expected"), [("10", "met"), ("9.9", "far-behind")])
def test_a_goal_of_at_least_the_baseline(value: str, expected: str) -> None:
    """At least the baseline is met while the value does not fall below it."""
    assert status(level(AT_LEAST_BASELINE, baseline=known("10")), {"2021": value}, "2021-12-31") == expected


def test_at_due_has_no_pace() -> None:
    """One base by 2025: on track while zeros are reported, overdue in silence, missed at the due date."""
    target = cumulative(at_least("1"), trajectory=AT_DUE)
    got = judge(target, {"..2023": "0"}, "2023-12-31")
    assert (got.status, got.progress) == ("on-track", Progress(attainment=Fraction(0)))
    assert status(target, {"..2023": "0"}, "2025-02-01") == "overdue"
    assert status(target, {"..2025": "0"}, "2025-12-31") == "missed"
    assert status(target, {"..2023": "1"}, "2023-12-31") == "met"


def test_checkpoints_bend_the_trajectory() -> None:
    """With 15 of 50 as the checkpoint of 2023, 15 is on track then; a checkpoint at the due date changes nothing."""
    points = ((2023, Decimal(15)), (2025, Decimal(50)))
    got = judge(cumulative(trajectory=CHECKPOINTS, checkpoints=points), {"..2023": "15"}, "2023-12-31")
    assert (got.status, got.progress.expected) == ("on-track", Fraction(3, 10))
