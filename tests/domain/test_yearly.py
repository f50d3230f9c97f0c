"""What one year brought."""

from datetime import date
from fractions import Fraction

from sciplan.domain.evaluation import MET, Evaluation
from sciplan.domain.plan import ANNUAL, CUMULATIVE, Document, Goal, Plan, Target
from sciplan.domain.yearly import added_in

PLAN = Plan("demo", "Demo", "en", "county", "370725", date(2021, 1, 1), date(2025, 12, 31), Document("Demo"))
END = {year: date(year, 12, 31) for year in range(2021, 2026)}


def added(year: int, *values: tuple[date, Fraction | None], kind: str = CUMULATIVE) -> Fraction | None:
    """Give what a year added to a target with these values."""
    target = Target("trained", "Trained", "part", kind, "", Goal("at_least"), date(2025, 12, 31))
    return added_in(PLAN, target, Evaluation(MET, 3, values=values), year)


def test_a_year_brings_what_was_added_since_the_year_before() -> None:
    """8 at the end of 2021 and 18 at the end of 2022 make 10 for 2022."""
    values = (END[2021], Fraction(8)), (END[2022], Fraction(18))
    assert added(2022, *values) == 10
    assert added(2021, *values) == 8


def test_two_years_never_pass_for_one() -> None:
    """Without the figure of 2022 nobody knows what 2023 brought."""
    assert added(2023, (END[2021], Fraction(8)), (END[2023], Fraction(30))) is None


def test_what_is_not_known_stays_unknown() -> None:
    """No report in the year, one that makes no value, and figures that do not add up give nothing."""
    assert added(2022, (END[2021], Fraction(8))) is None
    assert added(2022, (END[2021], Fraction(8)), (END[2022], None)) is None
    assert added(2022, (END[2021], None), (END[2022], Fraction(9))) is None
    assert added(2021, (END[2021], Fraction(8)), kind=ANNUAL) is None


def test_a_year_under_way_counts_until_its_last_report() -> None:
    """Half a year is what the year brought so far."""
    assert added(2021, (date(2021, 6, 30), Fraction(3))) == 3
