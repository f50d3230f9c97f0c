"""From reports to values: sums to date, measurements, periods alone, states; for one region and for several."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.plan import Target
from sciplan.domain.series import Series, baseline_year, region_series
from tests.domain.builders import (
    START,
    UNKNOWN,
    Reports,
    a_plan,
    annual,
    cumulative,
    known,
    level,
    reports,
    state,
)


def series(target: Target, said: Reports, holder: Target | None = None) -> Series:
    """Give the series of the whole, judged on its own entries or on those of `holder`."""
    return region_series(a_plan(target), holder or target, target, reports(said))


def values(target: Target, said: Reports, holder: Target | None = None) -> dict[str, str]:
    """Give the values by date as text; `null` is one that cannot be computed."""
    found = series(target, said, holder).values
    return {f"{day}": "null" if value is None else str(value) for day, value in found.items()}


def test_a_cumulative_value_is_the_sum_since_the_start() -> None:
    """Sums grow from end to end, to-date figures stand for all before them, and the baseline year is left out."""
    said = {"2020": "1000", "..2021": "10", "2022H1": "3", "2022H2": "4", "2023": "5"}
    assert values(cumulative(), said) == {
        "2021-12-31": "10",
        "2022-06-30": "13",
        "2022-12-31": "17",
        "2023-12-31": "22",
    }


def test_a_wider_report_leaves_the_earlier_sums_as_they_were() -> None:
    """A year or a to-date figure replaces its parts for its own end, and says nothing of the days before."""
    said = {"2021": "10", "2022Q1": "1", "2022": "9", "..2023": "40"}
    assert values(cumulative(), said) == {
        "2021-12-31": "10",
        "2022-03-31": "11",
        "2022-12-31": "19",
        "2023-12-31": "40",
    }


def test_agencies_and_children_add_up() -> None:
    """Counts of agencies and of regions below add up to the region's."""
    said = {"2022@xining/edu": "1", "2022@xining/labour": "2", "2022@datong/health": "3", "2022@haidong": "4"}
    assert values(cumulative(), said) == {"2022-12-31": "10"}


def test_a_sum_with_an_uncomputable_part_is_not_computable() -> None:
    """A part that makes no number leaves the sums from then on without one."""
    by = cumulative(figures_of="held", take_numerator=True)
    held = level(key="held")
    assert values(by, {"2021": "3/10", "2022": "40"}, held) == {"2021-12-31": "3", "2022-12-31": "null"}


def test_numerators_of_a_ratio_can_be_taken() -> None:
    """With take: numerator the numerators of shared figures add up, whatever their unit."""
    by = annual(figures_of="held", take_numerator=True)
    said = {"2022@xining": "300/400", "2022@haidong": "250/1000"}
    assert values(by, said, level(key="held")) == {"2022-12-31": "550"}


def test_a_level_is_what_was_measured_at_each_end() -> None:
    """Each end has its own measurement; of one end the coarser period counts."""
    assert values(level(), {"2022": "12.93", "2022-12": "12", "2023H1": "13"}) == {
        "2022-12-31": "1293/100",
        "2023-06-30": "13",
    }


def test_percentages_of_regions_pool() -> None:
    """Numerators over denominators: 30 of 100 and 10 of 300 are 10 %, not the mean of 30 % and 3.3 %."""
    assert values(level(), {"2022@xining": "30/100", "2022@haidong": "10/300"}) == {"2022-12-31": "10"}


def test_quotients_pool_without_a_hundred() -> None:
    """元/人 of two regions is all 元 over all 人."""
    said = {"2022@xining": "30/10", "2022@haidong": "10/30"}
    assert values(level(unit="元/人"), said) == {"2022-12-31": "1"}


@pytest.mark.parametrize(
    "said",
    [
        {"2022@xining": "12", "2022@haidong": "14"},
        {"2022@xining": "12", "2022@haidong": "14/100"},
        {"2022/edu": "12", "2022/labour": "14"},
        {"2022": "0/0"},
        {"2022@xining": "0/0", "2022@haidong": "0/0"},
    ],
)
def test_percentages_are_never_averaged(said: Reports) -> None:
    """Percentages of different regions or agencies without n/d, or over zero, are not computable, never 0 %."""
    assert values(level(), said) == {"2022-12-31": "null"}


def test_counted_levels_add_up_over_regions() -> None:
    """A level that is counted is the sum over its regions."""
    said = {"2022@xining": "3", "2022@haidong": "4"}
    assert values(level(unit="个"), said) == {"2022-12-31": "7"}


def test_an_annual_period_stands_alone() -> None:
    """Each year is what it alone reached; halves add up, and a year of which a day is missing is not reported."""
    said = {"2021": "400", "2022H1": "150", "2022Q3": "60", "2022Q4": "70", "2023H1": "390"}
    assert values(annual(), said) == {"2021-12-31": "400", "2022-12-31": "280"}


def test_what_spans_several_periods_says_nothing_of_each() -> None:
    """For a target judged each half year, a figure of the year or to date neither counts nor hides the halves."""
    said = {"2021H1": "1", "2021H2": "2", "2021": "30", "..2022": "40"}
    assert values(annual(every="half"), said) == {"2021-06-30": "1", "2021-12-31": "2"}


def test_annual_ratios_pool_or_take_the_latest_end() -> None:
    """Finer n/d pool; plain percentages cannot, so the one measured at the year's end counts."""
    percent = annual(unit="%")
    assert values(percent, {"2021H1": "30/100", "2021H2": "10/300"}) == {"2021-12-31": "10"}
    assert values(percent, {"2021H1": "30", "2021Q3": "20", "2021Q4": "25"}) == {"2021-12-31": "25"}
    assert values(percent, {"2021H1": "30", "2021Q3": "20"}) == {}


@pytest.mark.parametrize(
    ("target", "said", "baseline"),
    [
        (level(baseline=UNKNOWN), {"2020": "9", "2019": "8", "2020H1": "7"}, Fraction(9)),
        (level(baseline=UNKNOWN), {"2019": "8"}, None),
        (level(baseline=known("1", 2019)), {"2020": "9", "2019": "8"}, Fraction(8)),
        (level(baseline=UNKNOWN), {"2020@xining": "30/100", "2020@haidong": "10/300"}, Fraction(10)),
        (annual(), {"2020": "300"}, Fraction(300)),
        (annual(), {"2020H1": "100", "2020Q3": "50", "2020Q4": "20", "2019": "1"}, Fraction(170)),
        (annual(), {"2020H2": "100"}, None),
        (cumulative(), {"2020": "300"}, None),
    ],
)
def test_entries_of_the_baseline_year_are_baselines(target: Target, said: Reports, baseline: Fraction | None) -> None:
    """Figures of the baseline year make the baseline, put together like any other, and never enter a value."""
    found = series(target, said)
    assert found.baseline == baseline
    assert found.values == {}


def test_the_baseline_year_is_the_stated_one_or_the_year_before() -> None:
    """A baseline without a year is of the year before the plan starts."""
    plan = a_plan()
    assert baseline_year(plan, level(baseline=known("9", 2018))) == 2018
    assert baseline_year(plan, level(baseline=UNKNOWN)) == baseline_year(plan, annual()) == START.year - 1


def test_several_reporters_are_as_far_as_the_least_far() -> None:
    """Of states reported for the same month by several, the least far counts."""
    found = series(state(), {"2022-05/edu": "done", "2022-05/labour": "in-progress", "2023-01": "verified"})
    assert found.states == {date(2022, 5, 31): "in-progress", date(2023, 1, 31): "verified"}
    assert found.dates == [date(2022, 5, 31), date(2023, 1, 31)]


def test_the_unit_of_shared_figures_is_that_of_their_holder() -> None:
    """A target judged on another's n/d reads them in the other's unit."""
    held = level(key="held")
    assert values(level(figures_of="held")._replace(key="t"), {"2022": "1/4"}, held) == {"2022-12-31": "25"}
