"""What is written is read again as it was: figures, millionths, periods; and time adds up."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sciplan.domain.period import GRADES, TO_DATE, parse_period, periods_between, years_between
from sciplan.domain.quantity import Figure, from_millionths, parse_figure, rounded, to_millionths

MILLIONTHS = st.integers(-(10**18) + 1, 10**18 - 1)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
START = date(1900, 1, 1)
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@given(MILLIONTHS)
def test_millionths_come_back_as_they_were(millionths: int) -> None:
    """Every amount that the ledger can hold is the same after being kept and read."""
    assert to_millionths(from_millionths(millionths)) == millionths


@given(MILLIONTHS, st.booleans(), st.booleans())
def test_an_amount_is_read_as_it_is_shown(millionths: int, grouped: bool, wide: bool) -> None:
    """An amount that is shown, with or without separators or full-width, is read as the same amount."""
    amount = from_millionths(millionths)
    text = f"{amount:,f}" if grouped else f"{amount:f}"
    assert parse_figure(text.translate(WIDE) if wide else text) == Figure(value=amount)


@given(MILLIONTHS, st.integers(1, 10**18 - 1))
def test_a_ratio_is_read_as_it_is_shown(above: int, below: int) -> None:
    """A ratio that is shown is read with the same numerator and denominator."""
    numerator, denominator = from_millionths(above), from_millionths(below)
    assert parse_figure(f"{numerator:f}/{denominator:f}") == Figure(numerator=numerator, denominator=denominator)


@given(st.integers(-(10**11) + 1, 10**11 - 1))
def test_wan_is_ten_thousand(hundredths: int) -> None:
    """A figure in 万 is ten thousand times the figure."""
    amount = Decimal(hundredths).scaleb(-6)
    assert parse_figure(f"{amount:f}万") == Figure(value=amount * 10_000)


@given(st.fractions(-(10**6), 10**6))
def test_rounding_is_within_half_a_millionth(number: Fraction) -> None:
    """A rounded fraction is off by at most half of the last place."""
    assert abs(Fraction(rounded(number)) - number) * 2 <= Fraction(1, 10**6)


@given(st.integers(1900, 2200), st.sampled_from([grade for grade in GRADES if grade != TO_DATE]), st.booleans())
def test_periods_are_read_as_they_are_written(year: int, grade: str, to_date: bool) -> None:
    """Every period of a year is read as itself, alone and to date, and the periods of a grade fill the year."""
    periods = periods_between(date(year, 1, 1), date(year, 12, 31), grade)
    for period in periods:
        read = parse_period(f"..{period}" if to_date else str(period), START)
        assert read is not None
        assert (read.end, str(read).removeprefix("..")) == (period.end, str(period))
        assert to_date or read == period
    assert sum(period.days for period in periods) == (date(year, 12, 31) - date(year, 1, 1)).days + 1


@given(DAYS, DAYS, DAYS)
def test_time_adds_up(one: date, two: date, three: date) -> None:
    """The time from a first to a third day is that to a second plus that from it, in any order of days."""
    assert years_between(one, two) + years_between(two, three) == years_between(one, three)
    assert (years_between(one, two) > 0) is (one < two)
