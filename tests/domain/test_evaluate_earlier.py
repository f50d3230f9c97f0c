"""Annual targets that are compared with an earlier value: the year before, or the baseline."""

import pytest

from tests.domain.builders import (
    AT_LEAST_BASELINE,
    MORE_THAN_PREVIOUS,
    Reports,
    annual,
    judge,
    known,
    status,
)


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({"2020": "300", "2021": "301"}, "2021-12-31", "on-track"),
        ({"2020": "300", "2021": "300"}, "2021-12-31", "far-behind"),
        ({"2021": "300"}, "2021-12-31", "no-baseline"),
        ({"2021": "300", "2022": "301"}, "2022-12-31", "on-track"),
        ({"2021": "300", "2022": "300"}, "2022-12-31", "far-behind"),
        ({"2021": "300", "2022": "300", "2023": "301"}, "2023-12-31", "behind"),
        ({"2020": "300", "2021": "301"}, "2023-02-01", "overdue"),
        ({"2021": "1", "2022": "2", "2023": "3", "2024": "4", "2025": "5"}, "2025-12-31", "met"),
        ({}, "2021-12-31", "no-data"),
    ],
)
def test_rising_every_year(said: Reports, as_of: str, expected: str) -> None:
    """逐年提高 compares each year with the year before, the first one with the baseline year if that is known."""
    assert status(annual(MORE_THAN_PREVIOUS), said, as_of) == expected


def test_the_first_year_is_compared_with_a_stated_baseline() -> None:
    """A baseline in the plan serves like an entry of the baseline year, and before one."""
    rising = annual(MORE_THAN_PREVIOUS, baseline=known("300"))
    assert status(rising, {"2021": "301"}, "2021-12-31") == "on-track"
    assert status(rising, {"2020": "1", "2021": "300"}, "2021-12-31") == "far-behind"


def test_an_unjudged_first_year_does_not_hinder() -> None:
    """A year that has nothing before it is shown without an outcome."""
    got = judge(annual(MORE_THAN_PREVIOUS), {"2021": "300", "2022": "301"}, "2022-12-31")
    assert [result.passed for result in got.periods] == [None, True]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"2020": "300", "2021": "300"}, "on-track"),
        ({"2020": "300", "2021": "299"}, "far-behind"),
        ({"2021": "299"}, "no-baseline"),
    ],
)
def test_every_year_at_least_the_baseline(said: Reports, expected: str) -> None:
    """Not falling below the baseline year; without its value there is nothing to compare with."""
    assert status(annual(AT_LEAST_BASELINE), said, "2021-12-31") == expected
    stated = annual(AT_LEAST_BASELINE, baseline=known("298"))
    assert status(stated, said, "2021-12-31") == "on-track"
