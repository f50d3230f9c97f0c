"""When figures are in: for one period, and for several regions."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.plan import Target
from sciplan.domain.series import Series, common_dates, region_series
from tests.domain.builders import Reports, a_plan, annual, cumulative, level, report, reports, state


def series(target: Target, said: Reports) -> Series:
    """Give the series of the whole."""
    return region_series(a_plan(target), target, target, reports(said))


def ends(*written: str) -> list[date]:
    """Give the last days of periods."""
    return [report(one, "0").period.end for one in written]


@pytest.mark.parametrize(
    ("target", "said", "period", "reported"),
    [
        (cumulative(), {"2022H1": "1", "2022H2": "1"}, "2022", True),
        (cumulative(), {"2022Q1": "1", "2022H2": "1"}, "2022", False),
        (cumulative(), {"2022H1": "1"}, "2022", False),
        (cumulative(), {"..2022": "1"}, "2022", True),
        (cumulative(), {}, "2022", False),
        (level(), {"2022": "1"}, "2022", True),
        (level(), {"2022-12": "1"}, "2022", True),
        (level(), {"2022-11": "1"}, "2022", False),
        (annual(), {"2022": "1"}, "2022", True),
        (annual(), {"2022H2": "1"}, "2022", False),
        (state(), {"2022-01": "done"}, "2022", True),
        (state(), {"2023-05": "done"}, "2022", True),
        (state(), {"2021-12": "done"}, "2022", False),
    ],
)
def test_when_the_figures_of_a_period_are_in(target: Target, said: Reports, period: str, reported: bool) -> None:
    """Counts fill each day of it, a measurement is of its last day, a state of any day in it or after."""
    assert series(target, said).reported(report(period, "0").period) is reported


def dated(kind: str, *written: str) -> Series:
    """Give a series that knows something on the given ends."""
    if kind == "state":
        return Series(kind, states=dict.fromkeys(ends(*written), "done"))
    return Series(kind, values=dict.fromkeys(ends(*written), Fraction(1)))


@pytest.mark.parametrize(
    ("kind", "one", "other", "common"),
    [
        ("level", "2021 2022", "2022 2023", "2022"),
        ("annual", "2021 2022", "2021 2022", "2021 2022"),
        ("cumulative", "2021 2022 2023", "2021 2022 2023Q1", "2021 2022"),
        ("state", "2021-05", "2022-03 2023-04", "2022-03 2023-04"),
        ("state", "2021-05 2022-06", "2021-07", "2021-07 2022-06"),
        ("level", "2021", "", ""),
    ],
)
def test_the_dates_for_which_all_regions_have_reported(kind: str, one: str, other: str, common: str) -> None:
    """Figures need a report of each region for the same date; a state holds on until the next one."""
    both = (dated(kind, *one.split()), dated(kind, *other.split()))
    assert common_dates(both, kind) == ends(*common.split())


def test_without_regions_there_is_no_common_date() -> None:
    """Nobody has reported where nobody is to report."""
    assert common_dates([], "level") == []
