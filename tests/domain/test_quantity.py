"""Amounts: as people write them, and as the ledger keeps them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sciplan.domain.quantity import (
    Figure,
    check_amount,
    from_millionths,
    is_ratio,
    parse_figure,
    plain,
    quotient,
    rounded,
    to_millionths,
)
from sciplan.errors import Refused


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12000", "12000"),
        ("12,000", "12000"),
        ("1,234,567.5", "1234567.5"),
        ("1.2万", "12000"),
        ("1.2 万", "12000"),
        ("3亿", "300000000"),
        ("１２０００", "12000"),
        ("１２，０００．５", "12000.5"),
        ("\u300012\u3000", "12"),
        ("-5.2", "-5.2"),
        ("－５", "-5"),
        ("+5", "5"),
        ("0.000001", "0.000001"),
        ("0.00000001亿", "1"),
        ("999999999999.999999", "999999999999.999999"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, value: str) -> None:
    """Thousands separators, 万 and 亿, full-width digits and signs are read exactly."""
    assert parse_figure(typed) == Figure(value=Decimal(value))


@pytest.mark.parametrize(("typed", "value"), [("56.3%", "56.3"), ("５６．３％", "56.3"), ("120 %", "120")])
def test_a_percentage_is_marked_as_written_with_percent(typed: str, value: str) -> None:
    """A figure with a percent sign, full-width or not, remembers that it had one."""
    assert parse_figure(typed) == Figure(value=Decimal(value), percent=True)


@pytest.mark.parametrize(
    ("typed", "numerator", "denominator"),
    [("264万/592.4万", "2640000", "5924000"), ("1／3", "1", "3"), ("0 / 7", "0", "7")],
)
def test_a_ratio_keeps_numerator_and_denominator(typed: str, numerator: str, denominator: str) -> None:
    """A ratio is kept as its numerator and its denominator, never as their quotient."""
    assert parse_figure(typed) == Figure(numerator=Decimal(numerator), denominator=Decimal(denominator))


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1_000",
        "1,23",
        "12,0000",
        "1e5",
        "NaN",
        "inf",
        "٣",
        "①",
        "1/2/3",
        "5%/10%",
        "/",
        "1.",
        ".5",
        "--1",
        "万",
    ],
)
def test_what_is_not_a_number_is_refused(typed: str) -> None:
    """Underscores, exponents, NaN, infinity, other scripts' digits and misplaced separators are refused."""
    with pytest.raises(Refused, match="is not a number") as caught:
        parse_figure(typed)
    assert "12,000" in caught.value.hint


@pytest.mark.parametrize("typed", ["5/0", "5/-1", "5/0.0万"])
def test_a_ratio_over_nothing_is_refused(typed: str) -> None:
    """A denominator is above zero."""
    with pytest.raises(Refused, match="divides by"):
        parse_figure(typed)


@pytest.mark.parametrize("typed", ["1000000000000", "-1000000000000", "10000亿", "999999999999.9999999999999"])
def test_an_amount_that_the_ledger_cannot_hold_is_refused(typed: str) -> None:
    """An amount stays below 10¹² and has at most six places."""
    with pytest.raises(Refused, match=r"too large|more than six decimals"):
        parse_figure(typed)


@pytest.mark.parametrize("typed", ["0.0000001", "0.00001234567万", "1." + "0" * 25 + "1"])
def test_a_seventh_decimal_is_refused_not_rounded(typed: str) -> None:
    """Nobody but the reporter rounds a figure."""
    with pytest.raises(Refused, match="more than six decimals"):
        parse_figure(typed)


@pytest.mark.parametrize("typed", ["1." + "0" * 27 + "1", "9" * 29])
def test_a_figure_too_long_to_be_held_exactly_is_refused(typed: str) -> None:
    """A figure with more digits than decimal arithmetic keeps is refused before it could be rounded."""
    with pytest.raises(Refused, match="too long"):
        parse_figure(typed)


def test_check_amount_gives_a_good_amount_back() -> None:
    """An amount that the ledger can hold is given back as it is."""
    assert check_amount(Decimal("1.5"), "1.5") == Decimal("1.5")


@pytest.mark.parametrize(("amount", "millionths"), [("0", 0), ("12.5", 12_500_000), ("-0.000001", -1), ("1E+3", 10**9)])
def test_amounts_are_whole_millionths(amount: str, millionths: int) -> None:
    """The ledger keeps whole millionths and gives the same amount back."""
    assert to_millionths(Decimal(amount)) == millionths
    assert from_millionths(millionths) == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1.500000", "1.5"), ("12000.000", "12000"), ("1E+3", "1000"), ("0.000001", "0.000001")],
)
def test_plain_amounts_have_no_trailing_zeros_and_no_exponent(amount: str, text: str) -> None:
    """An amount is shown without trailing zeros and without an exponent."""
    assert f"{plain(Decimal(amount)):f}" == text
    assert str(plain(Decimal(amount))) == text


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (Fraction(1, 3), 6, "0.333333"),
        (Fraction(25, 1000), 2, "0.02"),
        (Fraction(35, 1000), 2, "0.04"),
        (Fraction(-1, 10**9), 6, "0"),
        (Fraction(63333, 1), 0, "63333"),
        (Fraction(10**30) + Fraction(1, 2), 1, "1" + "0" * 30 + ".5"),
    ],
)
def test_fractions_are_rounded_half_even_for_display(number: Fraction, digits: int, text: str) -> None:
    """Ratios and gaps are rounded half-even, never through a binary float."""
    assert f"{rounded(number, digits):f}" == text


def test_ratios_are_percentages_and_quotients() -> None:
    """A percentage and 元/人 are ratios, which pool; 人次 is counted, which adds up."""
    assert [is_ratio(unit) for unit in ("%", "元/人", "人次", "")] == [True, True, False, False]


def test_n_over_d_is_a_percentage_for_percent_and_a_plain_quotient_otherwise() -> None:
    """264 of 592.4 is 44.56 %, and 3 元 for 4 人 is 0.75 元/人."""
    assert quotient(Decimal(264), Decimal("592.4"), "%") == Fraction(264_000, 5924)
    assert quotient(Decimal(3), Decimal(4), "元/人") == Fraction(3, 4)


def test_a_zero_denominator_is_not_computable() -> None:
    """A zero denominator is not computable, never 0 %."""
    assert quotient(Decimal(0), Decimal(0), "%") is None


def test_no_amount_stays_none() -> None:
    """An absent amount is absent in millionths, and the other way round."""
    assert from_millionths(None) is None
    assert to_millionths(None) is None
