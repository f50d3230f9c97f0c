"""Annual targets: each period judged alone (rule 2), years, halves and months."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.evaluation import Notice, PeriodResult
from sciplan.domain.formulas import Progress
from tests.domain.builders import (
    Reports,
    annual,
    at_most,
    between,
    judge,
    level,
    noticed,
    status,
)

FOUR = {"2021": "400", "2022": "410", "2023": "420", "2024": "430"}


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({"2021": "400"}, "2021-12-31", "on-track"),
        ({"2021": "399"}, "2021-12-31", "far-behind"),
        ({"2021": "399", "2022": "900"}, "2022-12-31", "behind"),
        ({"2021": "399", "2022": "399"}, "2022-12-31", "far-behind"),
        ({"2021": "900", "2022": "399"}, "2022-12-31", "far-behind"),
        (FOUR, "2024-12-31", "on-track"),
        (FOUR, "2026-01-31", "on-track"),
        (FOUR, "2026-02-01", "overdue"),
        (FOUR | {"2025": "400"}, "2025-12-30", "on-track"),
        (FOUR | {"2025": "400"}, "2025-12-31", "met"),
        (FOUR | {"2025": "399"}, "2025-12-31", "missed"),
        (FOUR | {"2022": "399", "2025": "900"}, "2025-12-31", "missed"),
        (FOUR | {"2022": "399"}, "2026-02-01", "missed"),
    ],
)
def test_rule_2_each_period_is_judged_alone(said: Reports, as_of: str, expected: str) -> None:
    """All passed is on track, an earlier failure behind, the latest far behind; a surplus repairs nothing."""
    assert status(annual(), said, as_of) == expected


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({}, "2022-01-31", "no-data"),
        ({}, "2022-02-01", "overdue"),
        ({"2021": "400"}, "2023-01-31", "on-track"),
        ({"2021": "400"}, "2023-02-01", "overdue"),
        ({"2021": "399", "2022": "400"}, "2024-02-01", "overdue"),
        ({"2022": "400"}, "2022-12-31", "overdue"),
        ({"2021": "399"}, "2023-02-01", "far-behind"),
        (FOUR | {"2025": "400"}, "2026-02-01", "met"),
    ],
)
def test_a_missing_period_is_overdue_unless_the_latest_failed(said: Reports, as_of: str, expected: str) -> None:
    """Any due period may be the missing one; only a failed latest period weighs more."""
    assert status(annual(), said, as_of) == expected


def test_a_period_missing_at_the_end_is_overdue() -> None:
    """With the due year passed and an earlier one never reported, the target is not met."""
    said = {key: value for key, value in FOUR.items() if key != "2022"} | {"2025": "400"}
    got = judge(annual(), said, "2025-12-31")
    assert (got.status, got.notices) == ("overdue", (Notice("report-overdue", ("2022",)),))


def test_an_annual_target_has_no_pace() -> None:
    """Expected, pace, gap and projection are null; the value is that of the latest period, with its attainment."""
    got = judge(annual(), {"2021": "399", "2022": "600"}, "2022-12-31")
    assert (got.value, got.value_at, got.baseline) == (
        Fraction(600),
        date(2022, 12, 31),
        None,
    )
    assert got.progress == Progress(attainment=Fraction(3, 2))
    assert got.periods == (
        PeriodResult(date(2021, 12, 31), Fraction(399), False),
        PeriodResult(date(2022, 12, 31), Fraction(600), True),
    )


def test_a_value_of_no_period_yet_is_no_data() -> None:
    """Half of a year says nothing of the year."""
    assert status(annual(), {"2021H1": "500"}, "2021-12-31") == "no-data"


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({"2021H1": "400"}, "2021-06-30", "on-track"),
        ({"2021H1": "400", "2021H2": "399"}, "2021-12-31", "far-behind"),
        ({"2021H1": "399", "2021H2": "400"}, "2021-12-31", "behind"),
        ({"2021H2": "400"}, "2022-01-31", "on-track"),
        ({"2021H2": "400"}, "2022-02-01", "overdue"),
        ({"2021": "800"}, "2022-02-01", "overdue"),
    ],
)
def test_each_half_year_is_judged_alone(said: Reports, as_of: str, expected: str) -> None:
    """For 每学期 the halves are judged; a figure of the whole year is none of a half."""
    assert status(annual(every="half"), said, as_of) == expected


@pytest.mark.parametrize(("every", "count"), [("year", 1), ("half", 2), ("quarter", 4), ("month", 12)])
def test_finer_periods_are_put_together_for_each_one_judged(every: str, count: int) -> None:
    """Monthly figures make years, halves, quarters and months."""
    months = {f"2021-{month:02d}": "100" for month in range(1, 13)}
    got = judge(annual(every=every), months, "2021-12-31")
    assert [result.value for result in got.periods] == [Fraction(1200, count)] * count


@pytest.mark.parametrize(("value", "expected"), [("3", "on-track"), ("4", "far-behind"), ("-1", "on-track")])
def test_an_annual_upper_limit(value: str, expected: str) -> None:
    """At most three a year, also when a late year is missing afterwards."""
    assert status(annual(at_most("3")), {"2021": value}, "2021-12-31") == expected


def test_an_annual_range_is_passed_above_its_end_with_a_notice() -> None:
    """A range is passed from its lower end, above the upper one with a notice."""
    got = judge(annual(between("10", "25")), {"2021": "26"}, "2021-12-31")
    assert (got.status, noticed(got)) == ("on-track", ["above-range"])


@pytest.mark.parametrize(
    ("said", "expected"), [({"2022": "400", "2024": "400"}, "met"), ({"2022": "399", "2024": "400"}, "missed")]
)
def test_after_the_last_period_named_the_outcome_is_final(said: Reports, expected: str) -> None:
    """With reported_in, what is met or missed is settled once the last of those years is reported."""
    assert status(annual(reported_in=(2022, 2024)), said, "2024-12-31") == expected
    assert status(annual(reported_in=(2022, 2024)), {"2022": said["2022"]}, "2023-12-31") != expected


def test_a_target_without_any_period_is_overdue_at_its_end() -> None:
    """Where no whole year lies before the due date nothing can be reported in time."""
    target = annual(due=date(2021, 6, 30))
    assert status(target, {}, "2021-06-29") == "no-data"
    assert status(target, {}, "2021-06-30") == "overdue"


@pytest.mark.parametrize("year", ["2023", "2025"])
def test_a_period_that_cannot_be_computed_has_not_passed(year: str) -> None:
    """A zero denominator in any year keeps the whole from being met; it is no data, with a notice."""
    target = annual(unit="元/人", figures_of="held")
    said = {f"{each}": "800/2" for each in range(2021, 2026)} | {year: "0/0"}
    got = judge(target, said, "2025-12-31", level(key="held", unit="元/人"))
    assert (got.status, noticed(got)) == ("no-data", ["not-computable"])


def test_one_figure_serves_a_year_and_the_whole() -> None:
    """A year's teachers are judged on the entries of another target; its reported_in is theirs unless its own."""
    held = annual(key="held", reported_in=(2021, 2023, 2025))
    target = annual(figures_of="held")
    assert status(target, {"2021": "400"}, "2023-02-01", held) == "on-track"
    assert status(annual(figures_of="held", reported_in=(2021, 2022)), {"2021": "400"}, "2023-02-01", held) == "overdue"
