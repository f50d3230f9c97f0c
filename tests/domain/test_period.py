"""Periods: how they are written, what they hold, and how time runs in years."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.period import (
    HALF,
    MONTH,
    QUARTER,
    TO_DATE,
    YEAR,
    Period,
    end_of_month,
    grade_word,
    month_of,
    next_deadline,
    parse_period,
    periods_between,
    year_period,
    years_between,
)
from tests.domain.builders import START


def period(text: str) -> Period:
    """Read a period that is known to be one."""
    found = parse_period(text, START)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "grade", "start", "end"),
    [
        ("2023", YEAR, date(2023, 1, 1), date(2023, 12, 31)),
        ("1900", YEAR, date(1900, 1, 1), date(1900, 12, 31)),
        ("2200", YEAR, date(2200, 1, 1), date(2200, 12, 31)),
        ("2023H1", HALF, date(2023, 1, 1), date(2023, 6, 30)),
        ("2023H2", HALF, date(2023, 7, 1), date(2023, 12, 31)),
        ("2023Q2", QUARTER, date(2023, 4, 1), date(2023, 6, 30)),
        ("2023Q4", QUARTER, date(2023, 10, 1), date(2023, 12, 31)),
        ("2024-02", MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12", MONTH, date(2023, 12, 1), date(2023, 12, 31)),
        ("..2023", TO_DATE, START, date(2023, 12, 31)),
        ("..2023Q2", TO_DATE, START, date(2023, 6, 30)),
        ("..2021-01", TO_DATE, START, date(2021, 1, 31)),
    ],
)
def test_a_period_is_written_in_one_of_five_ways(text: str, grade: str, start: date, end: date) -> None:
    """Periods are written 2023, 2023H1, 2023Q2, 2023-05 and ..2023Q2, the last from the plan's start."""
    assert period(text) == Period(text, grade, start, end)
    assert str(period(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23",
        "2023H3",
        "2023Q5",
        "2023-13",
        "2023-1",
        "２０２３",
        "2023h1",
        " 2023",
        "2023Q2..",
        "1899",
        "2201",
    ],
)
def test_anything_else_is_no_period(text: str) -> None:
    """What is not written like a period, or lies outside 1900 to 2200, is none."""
    assert parse_period(text, START) is None


def test_a_to_date_period_ends_after_the_plan_starts() -> None:
    """A to-date period that would end before the plan's start is none."""
    assert parse_period("..2020", START) is None


def test_a_period_contains_what_lies_wholly_in_it() -> None:
    """A period contains another if it holds each of its days, the first and the last included."""
    assert period("2023").contains(period("2023H2"))
    assert period("2023").contains(period("2023"))
    assert not period("2023H1").contains(period("2023"))
    assert not period("2023H1").contains(period("2023Q3"))


def test_periods_overlap_when_they_share_a_day() -> None:
    """Two periods overlap in either order as soon as one day lies in both."""
    assert period("..2023Q2").overlaps(period("2023"))
    assert period("2023").overlaps(period("..2023Q2"))
    assert not period("2023H1").overlaps(period("2023H2"))
    assert not period("2023H2").overlaps(period("2023H1"))
    last = Period("last", MONTH, date(2023, 6, 30), date(2023, 7, 1))
    assert last.overlaps(period("2023H1"))
    assert period("2023H1").overlaps(last)


def test_days_count_both_ends() -> None:
    """A leap year has 366 days, its February 29."""
    assert period("2024").days == 366
    assert period("2024-02").days == 29


def test_months_end_on_their_last_day() -> None:
    """December ends on the 31st, February on the 28th or 29th."""
    assert [end_of_month(2023, month).day for month in (2, 4, 12)] == [28, 30, 31]
    assert end_of_month(2024, 2) == date(2024, 2, 29)


def test_a_day_lies_in_its_year_and_month() -> None:
    """The month of a day and the period of a year are written as they are read."""
    assert month_of(date(2024, 2, 10)) == period("2024-02")
    assert month_of(date(2023, 12, 31)) == period("2023-12")
    assert year_period(2023) == period("2023")


@pytest.mark.parametrize(
    ("start", "end", "grade", "expected"),
    [
        (date(2021, 1, 1), date(2023, 12, 31), YEAR, "2021 2022 2023"),
        (date(2021, 1, 1), date(2022, 12, 30), YEAR, "2021"),
        (date(2021, 1, 2), date(2022, 12, 31), YEAR, "2022"),
        (date(2021, 1, 1), date(2022, 6, 30), HALF, "2021H1 2021H2 2022H1"),
        (date(2021, 4, 1), date(2022, 3, 31), QUARTER, "2021Q2 2021Q3 2021Q4 2022Q1"),
        (date(2021, 11, 1), date(2022, 1, 31), MONTH, "2021-11 2021-12 2022-01"),
        (date(2022, 1, 1), date(2021, 12, 31), YEAR, ""),
    ],
)
def test_periods_between_lie_wholly_between(start: date, end: date, grade: str, expected: str) -> None:
    """Between two dates lie the calendar periods that both start and end there."""
    found = periods_between(start, end, grade)
    assert [one.text for one in found] == expected.split()
    assert list(found) == [period(one.text) for one in found]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (date(2020, 12, 31), date(2022, 12, 31), Fraction(2)),
        (date(2020, 12, 31), date(2021, 1, 1), Fraction(1, 365)),
        (date(2023, 12, 31), date(2024, 1, 1), Fraction(1, 366)),
        (date(2020, 12, 31), date(2023, 6, 30), 2 + Fraction(181, 365)),
        (date(2024, 6, 30), date(2023, 12, 31), -Fraction(182, 366)),
        (date(2023, 5, 5), date(2023, 5, 5), Fraction(0)),
    ],
)
def test_time_runs_in_years(start: date, end: date, years: Fraction) -> None:
    """Time is whole calendar years plus days elapsed over days of the running year, a date counting at its end."""
    assert years_between(start, end) == years


@pytest.mark.parametrize(
    ("end", "due", "deadline"),
    [
        (date(2023, 12, 31), (1, 31), date(2024, 1, 31)),
        (date(2023, 6, 30), (1, 31), date(2024, 1, 31)),
        (date(2023, 6, 30), (12, 31), date(2023, 12, 31)),
        (date(2023, 12, 31), (12, 31), date(2024, 12, 31)),
        (date(2022, 12, 31), (2, 29), date(2023, 2, 28)),
        (date(2023, 12, 31), (2, 29), date(2024, 2, 29)),
    ],
)
def test_figures_are_due_on_the_first_reporting_day_after_a_period(
    end: date, due: tuple[int, int], deadline: date
) -> None:
    """A period's figures are due on the first reporting day after its end; a day no month has is its last."""
    assert next_deadline(end, *due) == deadline


def test_every_length_has_a_word() -> None:
    """The four lengths of a period are told apart in words."""
    assert [grade_word(grade) for grade in (YEAR, HALF, QUARTER, MONTH)] == ["year", "half-year", "quarter", "month"]
