"""Annual targets: periods still awaited, stocks judged year by year, and what is shown meanwhile."""

from datetime import date
from fractions import Fraction

from tests.domain.builders import (
    MORE_THAN_PREVIOUS,
    annual,
    at_least,
    at_most,
    judge,
    level,
    status,
)


def test_a_half_that_is_awaited_is_no_success() -> None:
    """With the first half of the last year missing, the target is under way until its day is over, then overdue."""
    target = annual(at_least("2"), every="half", reported_in=(2025,))
    said = {"2025H2": "3"}
    assert status(target, said, "2025-12-31") == "on-track"
    assert status(target, said, "2026-02-01") == "overdue"
    assert status(target, {"2025H1": "3"}, "2025-12-31") == "on-track"
    assert status(target, {"2025H1": "3", **said}, "2025-12-31") == "met"


def test_a_whole_year_that_is_awaited() -> None:
    """Years that are still within their reporting time are awaited, whatever came after them."""
    target = annual(reported_in=(2024, 2025))
    assert status(target, {"2025": "400"}, "2025-12-31", reporting_due=(12, 31)) == "on-track"
    assert status(target, {"2025": "400"}, "2026-01-01", reporting_due=(12, 31)) == "overdue"


def test_a_stock_is_judged_by_its_last_quarter() -> None:
    """Figures of a level do not add up over a year: what counts is what was measured at its end."""
    stock = level(at_least("20000"), unit="人", combine="sum", key="stock")
    target = annual(MORE_THAN_PREVIOUS, unit="人", figures_of="stock")
    said = {"2021": "10000", "2022Q1": "11000", "2022Q2": "12000", "2022Q3": "13000", "2022Q4": "9000"}
    found = judge(target, said, "2022-12-31", stock)
    assert (found.value, found.periods[-1].passed) == (Fraction(9000), False)


def test_the_latest_value_is_shown_even_if_it_cannot_be_judged() -> None:
    """Without the year before, the latest year is shown and not judged."""
    found = judge(annual(MORE_THAN_PREVIOUS), {"2023": "7"}, "2023-12-31")
    assert (found.value, found.value_at, found.periods[-1].passed) == (Fraction(7), date(2023, 12, 31), None)


def test_a_yearly_ceiling_has_no_attainment() -> None:
    """The share v / T of at most three would call six 200 %."""
    assert judge(annual(at_most("3")), {"2022": "6"}, "2022-12-31").progress.attainment is None
    assert judge(annual(at_least("3")), {"2022": "6"}, "2022-12-31").progress.attainment == 2
