"""`combine: each`: every named region must reach the goal alone."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.evaluation import Notice
from sciplan.domain.plan import EACH, LEVEL, Goal, Target
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    BOTH,
    MORE_THAN_PREVIOUS,
    Field,
    Reports,
    a_target,
    annual,
    at_least,
    between,
    cumulative,
    judge,
    noticed,
    state,
    status,
)

FOUR = ("xining", "haidong", "haixi", "ledu")


def every_one(goal: Goal | None = None, *regions: str, **changes: Field) -> Target:
    """A level of 10 % that each named region must reach."""
    given = {"combine": EACH, "regions": regions or BOTH, **changes}
    return a_target(LEVEL, "%", goal or at_least("10"), **given)


def test_the_value_is_the_share_of_regions_that_reach_the_goal() -> None:
    """One of four regions is 25 %; expected and pace run from 0 before the plan to 100 at the due date."""
    said = {"2021@xining": "10", "2021@haidong": "9", "2021@haixi": "1", "2021@ledu": "9.999999"}
    got = judge(every_one(None, *FOUR), said, "2021-12-31")
    assert (got.status, got.value, got.baseline) == ("on-track", Fraction(25), None)
    assert (got.progress.attainment, got.progress.expected) == (Fraction(1, 4), Fraction(1, 5))


@pytest.mark.parametrize(
    ("haidong", "as_of", "expected"),
    [("10", "2024-12-31", "met"), ("9", "2024-12-31", "behind"), ("9", "2023-12-31", "no-data")],
)
def test_each_is_met_when_all_reach_it(haidong: str, as_of: str, expected: str) -> None:
    """The goal is 100 % of the regions; half of them at the end of the fourth year is 0.625 of the pace."""
    target = every_one(reported_in=(2024, 2025))
    assert status(target, {"2024@xining": "12", "2024@haidong": haidong}, as_of) == expected


def test_a_surplus_in_one_region_repairs_nothing_in_another() -> None:
    """At the due date one region below the goal is enough to miss it; so is one that cannot be computed."""
    assert status(every_one(), {"2025@xining": "99", "2025@haidong": "9"}, "2025-12-31") == "missed"
    got = judge(every_one(), {"2025@xining": "99", "2025@haidong": "0/0"}, "2025-12-31")
    assert (got.status, got.value, got.notices) == ("missed", Fraction(50), ())


def test_one_region_of_all_named_ones_must_not_be_silent() -> None:
    """The share is out of all named regions, so nothing is judged before all have reported."""
    got = judge(every_one(), {"2021@xining": "12"}, "2021-12-31")
    assert (got.status, got.value, got.notices) == ("no-data", None, (Notice("later-partial", ("haidong",)),))
    late = judge(every_one(), {"2021@xining": "12"}, "2022-02-01")
    assert (late.status, noticed(late)) == ("overdue", ["report-overdue", "later-partial"])


def test_a_later_partial_value_is_a_notice() -> None:
    """Two regions are judged for 2021, the latest year for which both have reported."""
    said = {"2021@xining": "9", "2021@haidong": "12", "2022@xining": "10"}
    got = judge(every_one(), said, "2022-12-31")
    assert (got.value, got.value_at) == (Fraction(50), date(2021, 12, 31))
    assert got.notices == (Notice("later-partial", ("haidong",)),)


def test_a_figure_of_the_whole_does_not_stand_for_each() -> None:
    """A province's own percentage says nothing of its prefectures; a prefecture's counties stand for it."""
    assert status(every_one(), {"2021": "12"}, "2021-12-31") == "no-data"
    said = {"2025@datong": "5/100", "2025@huangzhong": "15/100", "2025@haidong": "10"}
    assert status(every_one(), said, "2025-12-31") == "met"


def test_a_region_without_a_baseline_is_left_out_and_named() -> None:
    """Of a goal of at least the baseline only regions with one count; without any there is no baseline."""
    target = every_one(AT_LEAST_BASELINE)
    said = {"2020@xining": "10", "2021@xining": "10", "2021@haidong": "1"}
    got = judge(target, said, "2021-12-31")
    assert (got.status, got.value) == ("met", Fraction(100))
    assert got.notices == (Notice("regions-without-baseline", ("haidong",)),)
    none = judge(target, {"2021@xining": "10", "2021@haidong": "1"}, "2021-12-31")
    assert (none.status, none.value) == ("no-baseline", None)
    assert none.notices == (Notice("regions-without-baseline", BOTH),)


@pytest.mark.parametrize(("haidong", "expected"), [("8", "met"), ("7.9", "on-track")])
def test_each_region_against_its_own_baseline(haidong: str, expected: str) -> None:
    """Ten is the baseline of one, eight that of the other."""
    said = {"2020@xining": "10", "2020@haidong": "8", "2021@xining": "11", "2021@haidong": haidong}
    assert status(every_one(AT_LEAST_BASELINE), said, "2021-12-31") == expected


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({"2021@xining": "400", "2021@haidong": "400"}, "2021-12-31", "on-track"),
        ({"2021@xining": "900", "2021@haidong": "399"}, "2021-12-31", "far-behind"),
        ({"2021@xining": "900"}, "2021-12-31", "no-data"),
        ({"2021@xining": "900"}, "2022-02-01", "overdue"),
    ],
)
def test_every_year_in_every_region(said: Reports, as_of: str, expected: str) -> None:
    """A year passes when each region passes it."""
    assert status(annual(combine=EACH, regions=BOTH), said, as_of) == expected


def test_rising_every_year_in_every_region() -> None:
    """Regions with no year before are left out and named; the others decide."""
    target = annual(MORE_THAN_PREVIOUS, combine=EACH, regions=BOTH)
    said = {"2020@xining": "5", "2021@xining": "6", "2021@haidong": "9"}
    got = judge(target, said, "2021-12-31")
    assert (got.status, got.value, got.notices) == (
        "on-track",
        Fraction(100),
        (Notice("regions-without-baseline", ("haidong",)),),
    )
    later = judge(target, said | {"2022@xining": "7", "2022@haidong": "9"}, "2022-12-31")
    assert (later.status, later.value, later.notices) == ("far-behind", Fraction(50), ())
    assert status(target, {"2021@xining": "6", "2021@haidong": "9"}, "2021-12-31") == "no-baseline"


def test_a_cumulative_goal_of_each_region() -> None:
    """Each region adds up alone; when the last one is there the goal is met, late if after the due date."""
    target = cumulative(at_least("5"), combine=EACH, regions=BOTH, due=date(2022, 12, 31))
    said = {"2021@xining": "9", "2021@haidong": "2", "2022@xining": "0", "2022@haidong": "2"}
    half = judge(target, said, "2022-12-31")
    assert (half.status, half.value) == ("missed", Fraction(50))
    late = judge(target, said | {"2023@xining": "0", "2023@haidong": "1"}, "2023-12-31")
    assert (late.status, noticed(late)) == ("met", ["reached-late"])


@pytest.mark.parametrize(
    ("form", "one", "other", "joint", "share", "expected"),
    [
        ("done", "done", "verified", "done", 100, "met"),
        ("done", "done", "not-started", "in-progress", 50, "on-track"),
        ("done", "not-started", "not-started", "not-started", 0, "on-track"),
        ("ongoing", "done", "not-started", "not-started", 50, "behind"),
        ("ongoing", "done", "in-progress", "in-progress", 100, "on-track"),
    ],
)
def test_states_of_regions(form: str, one: str, other: str, joint: str, share: int, expected: str) -> None:
    """A goal of done is in progress as soon as one region has begun; what goes on must have begun in all."""
    said = {"2021-05@xining": one, "2021-07@haidong": other}
    got = judge(state(form, combine=EACH, regions=BOTH), said, "2021-12-31")
    assert (got.status, got.state, got.value) == (expected, joint, Fraction(share))
    assert got.value_at == date(2021, 7, 31)


def test_above_a_range_is_no_word_for_a_share() -> None:
    """The share of regions is not compared with the upper end of a range."""
    said = {"2021@xining": "30", "2021@haidong": "30"}
    assert judge(every_one(between("10", "25")), said, "2021-12-31").notices == ()
