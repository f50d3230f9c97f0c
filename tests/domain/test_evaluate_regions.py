"""Several named regions that make one value together."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.evaluation import Notice
from sciplan.domain.plan import Target
from tests.domain.builders import (
    BOTH,
    UNKNOWN,
    Reports,
    annual,
    at_least,
    cumulative,
    judge,
    known,
    level,
    noticed,
    state,
    status,
)


def test_named_regions_add_up() -> None:
    """The counts of the named regions make one sum, judged when all have reported."""
    said = {"2021@xining": "10", "2021@datong": "99", "2021@ledu": "3", "2021@haidong": "5"}
    got = judge(cumulative(regions=BOTH), said, "2021-12-31")
    assert (got.status, got.value, got.notices) == ("on-track", Fraction(15), ())


def test_named_regions_pool() -> None:
    """Percentages of named regions pool by their numerators and denominators."""
    said = {"2021@xining": "30/100", "2021@haidong": "10/300"}
    assert judge(level(regions=BOTH), said, "2021-12-31").value == 10


def test_a_value_is_judged_for_the_latest_period_in_which_all_have_reported() -> None:
    """A later report of one region is a notice that names those waited for, and changes no value."""
    said = {"2021@xining": "6", "2021@haidong": "6", "2022@xining": "40"}
    got = judge(cumulative(regions=BOTH), said, "2022-12-31")
    assert (got.status, got.value, got.value_at) == (
        "on-track",
        Fraction(12),
        date(2021, 12, 31),
    )
    assert got.notices == (Notice("later-partial", ("haidong",)),)
    assert status(cumulative(regions=BOTH), said, "2023-02-01") == "overdue"


@pytest.mark.parametrize("wider", [{"..2022@xining": "40"}, {"2022@xining": "34", "2022Q1@haidong": "9"}])
def test_a_wider_partial_report_does_not_undo_an_earlier_value(wider: Reports) -> None:
    """A to-date figure or a finer one of one region leaves the value of the year that all reported."""
    got = judge(cumulative(regions=BOTH), {"2021@xining": "6", "2021@haidong": "6", **wider}, "2022-12-31")
    assert (got.status, got.value, got.value_at) == (
        "on-track",
        Fraction(12),
        date(2021, 12, 31),
    )


@pytest.mark.parametrize(
    ("target", "value"), [(cumulative(regions=BOTH), "20"), (level(regions=BOTH), "12"), (annual(regions=BOTH), "400")]
)
def test_a_report_for_all_regions_together_is_one_of_each(target: Target, value: str) -> None:
    """The plan's own region may report for the named ones, and replaces what they say."""
    got = judge(target, {"2021": value, "2021@xining": "1"}, "2022-02-01")
    assert (got.status, got.value) == ("on-track", Fraction(value))


def test_a_region_between_speaks_for_the_named_ones_below_it() -> None:
    """A prefecture's own figure is one of its named counties, too."""
    target = cumulative(regions=("datong", "huangzhong", "ledu"))
    got = judge(target, {"2021@xining": "10", "2021@ledu": "2", "2021@datong": "4"}, "2021-12-31")
    assert (got.value, got.notices) == (Fraction(12), ())


def test_other_regions_do_not_count() -> None:
    """With shared figures, regions that the target does not name add nothing to its value."""
    held = cumulative(key="held", regions=("xining", "haidong", "haixi"))
    target = cumulative(figures_of="held", regions=BOTH)
    said = {"2021@xining": "6", "2021@haidong": "6", "2021@haixi": "30"}
    assert judge(target, said, "2021-12-31", held).value == 12
    assert judge(held, said, "2021-12-31").value == 42


def test_counties_make_the_prefecture_that_is_named() -> None:
    """A named region may be reported by the regions below it, agency by agency."""
    said = {"2021@datong/edu": "1", "2021@datong/labour": "2", "2021@huangzhong": "3", "2021@haidong": "4"}
    assert judge(cumulative(regions=BOTH), said, "2021-12-31").value == 10


def test_the_pooled_baseline_of_regions() -> None:
    """Entries of the baseline year pool like any other and make the baseline of the whole."""
    said = {"2020@xining": "9/100", "2020@haidong": "11/100", "2021@xining": "12/100", "2021@haidong": "12/100"}
    got = judge(level(regions=BOTH, baseline=UNKNOWN), said, "2021-12-31")
    assert (got.baseline, got.progress.attainment) == (Fraction(10), Fraction(2, 5))


def test_percentages_without_numbers_behind_them_are_not_computable_together() -> None:
    """Two percentages are no data together, and said to be so."""
    got = judge(level(regions=BOTH), {"2021@xining": "12", "2021@haidong": "14"}, "2021-12-31")
    assert (got.status, got.value, noticed(got)) == ("no-data", None, ["not-computable"])


def test_the_state_of_named_regions_is_their_latest_together() -> None:
    """A state holds on: one region's later word does not speak for the other."""
    target = state(regions=BOTH)
    said = {"2021-05@xining": "not-started", "2022-03@haidong": "done"}
    got = judge(target, said, "2022-12-31")
    assert (got.status, got.state, got.value_at) == ("on-track", "in-progress", date(2022, 3, 31))
    assert got.notices == ()
    assert status(target, said | {"2022-06@xining": "done"}, "2022-12-31") == "met"
    waiting = judge(target, {"2021-05@xining": "done"}, "2022-12-31")
    assert (waiting.status, waiting.notices) == ("no-data", (Notice("later-partial", ("haidong",)),))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"2021@xining": "300/400", "2021@haidong": "100/600"}, "on-track"),
        ({"2021@xining": "300/400", "2021@haidong": "99/600"}, "far-behind"),
    ],
)
def test_one_county_figure_serves_a_percentage_and_a_count(said: Reports, expected: str) -> None:
    """The numerators of a percentage are the teachers of a yearly floor."""
    held = level(key="held", regions=BOTH)
    assert status(annual(figures_of="held", take_numerator=True), said, "2021-12-31", held) == expected
    total = cumulative(at_least("2000"), figures_of="held", take_numerator=True)
    assert judge(total, {"2021": "400/900", "2022": "500/900"}, "2022-12-31", held).value == 900


def test_a_shared_level_has_its_own_goal_and_baseline() -> None:
    """Another target may judge the same percentage against its own goal."""
    held = level(key="held")
    other = level(at_least("12"), figures_of="held", baseline=known("10"))
    said = {"2021": "12"}
    assert (status(held, said, "2021-12-31"), status(other, said, "2021-12-31", held)) == ("on-track", "met")
