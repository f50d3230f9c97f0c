"""Periods that figures are reported for: year, half, quarter, month, and to-date.

Written `2023`, `2023H1`, `2023Q2`, `2023-05` and, for cumulative targets, `..2023Q2` (累计至: from the plan's
start to the end of the named period).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from sciplan.i18n import _

TO_DATE, YEAR, HALF, QUARTER, MONTH = "to-date", "year", "half", "quarter", "month"
GRADES = (TO_DATE, YEAR, HALF, QUARTER, MONTH)
"""Coarsest first: a coarser period replaces the finer ones inside it."""

MONTHS_OF = {YEAR: 12, HALF: 6, QUARTER: 3, MONTH: 1}
FIRST_YEAR, LAST_YEAR = 1900, 2200
_PATTERN = re.compile(r"(\.\.)?([0-9]{4})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?")


class Period(NamedTuple):
    """A span of whole days, both ends included, with the way it is written."""

    text: str
    grade: str
    start: date
    end: date

    def contains(self, other: Period) -> bool:
        """Say whether every day of `other` lies in this period."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Say whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    @property
    def days(self) -> int:
        """The number of days, both ends included."""
        return (self.end - self.start).days + 1

    def __str__(self) -> str:
        """Give the period as it is written."""
        return self.text


def grade_word(grade: str) -> str:
    """Give the word for a length of period."""
    return {YEAR: _("year"), HALF: _("half-year"), QUARTER: _("quarter"), MONTH: _("month")}[grade]


def end_of_month(year: int, month: int) -> date:
    """Give the last day of a month; month 12 is 31 December."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


@lru_cache(maxsize=1024)
def parse_period(text: str, plan_start: date) -> Period | None:
    """Read a period as it is written, or give None; `plan_start` is where a to-date period begins."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    to_date, year_text, half, quarter, month = match.groups()
    year = int(year_text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if half:
        grade, last = HALF, int(half) * 6
    elif quarter:
        grade, last = QUARTER, int(quarter) * 3
    elif month:
        grade, last = MONTH, int(month)
    else:
        grade, last = YEAR, 12
    end = end_of_month(year, last)
    if to_date:
        return Period(text, TO_DATE, plan_start, end) if plan_start <= end else None
    return Period(text, grade, date(year, last - MONTHS_OF[grade] + 1, 1), end)


def year_period(year: int) -> Period:
    """Give the calendar year as a period."""
    return Period(f"{year:04d}", YEAR, date(year, 1, 1), date(year, 12, 31))


def month_of(day: date) -> Period:
    """Give the calendar month in which a day lies."""
    first = day.replace(day=1)
    return Period(f"{day:%Y-%m}", MONTH, first, end_of_month(day.year, day.month))


@lru_cache(maxsize=64)
def periods_between(start: date, end: date, grade: str) -> tuple[Period, ...]:
    """Give the calendar periods of one grade that lie wholly between two dates, in order."""
    found = []
    step = MONTHS_OF[grade]
    for year in range(start.year, end.year + 1):
        for number, last in enumerate(range(step, 13, step), 1):
            text = _written(year, grade, number)
            period = Period(text, grade, date(year, last - step + 1, 1), end_of_month(year, last))
            if start <= period.start and period.end <= end:
                found.append(period)
    return tuple(found)


def _written(year: int, grade: str, number: int) -> str:
    suffix = {YEAR: "", HALF: f"H{number}", QUARTER: f"Q{number}", MONTH: f"-{number:02d}"}[grade]
    return f"{year:04d}{suffix}"


@cache
def years_between(start: date, end: date) -> Fraction:
    """Give the time from the end of `start` to the end of `end` in years (design §6).

    Whole calendar years plus the days elapsed over the days of the running year, so that
    31 Dec 2020 to 31 Dec 2022 is exactly 2.
    """
    return _position(end) - _position(start)


def _position(day: date) -> Fraction:
    first = date(day.year, 1, 1)
    length = (date(day.year + 1, 1, 1) - first).days
    return day.year + Fraction((day - first).days + 1, length)


@cache
def next_deadline(period_end: date, month: int, day: int) -> date:
    """Give the reporting day that follows the end of a period: the first `month`-`day` after it."""
    this_year = _day(period_end.year, month, day)
    return this_year if this_year > period_end else _day(period_end.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date:
    return min(date(year, month, 1) + timedelta(days=day - 1), end_of_month(year, month))
