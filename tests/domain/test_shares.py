"""The share of a year: what is left over the years that are left, with the shortfall of the last one."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciplan.domain.plan import Target
from sciplan.domain.shares import YearShare, case_before, year_share
from tests.domain.builders import (
    MORE_THAN_PREVIOUS,
    UNKNOWN,
    Reports,
    a_plan,
    annual,
    at_least,
    at_most,
    between,
    cumulative,
    each,
    known,
    level,
    reports,
    state,
)


def shared(target: Target, said: Reports, year: int, *others: Target) -> YearShare:
    """Give the share of a year."""
    return year_share(case_before(a_plan(target, *others), target, reports(said), year), year)


def told(share: YearShare) -> tuple[str, ...]:
    """Give what a share says as text."""
    figures = (share.reached, share.left, share.years, share.shortfall, share.share, share.by_end, share.proposed)
    return tuple("-" if figure is None else str(figure) for figure in figures)


FALLING = level(at_most("5"), baseline=known("20"), unit="个", combine="sum")
FINE = level(
    unit="个", combine="sum", trajectory="checkpoints", checkpoints=((2022, Decimal("10.9")), (2023, Decimal(11)))
)
STEPS = cumulative(trajectory="checkpoints", checkpoints=((2022, Decimal(10)), (2024, Decimal(20))))


@pytest.mark.parametrize(
    ("target", "said", "year", "expected"),
    [
        (cumulative(), {}, 2021, ("0", "50", "5", "0", "10", "10", "10")),
        (cumulative(), {"2021": "8", "2022": "7"}, 2023, ("15", "35", "3", "5", "35/3", "80/3", "12")),
        (cumulative(), {"2021": "8", "2022": "27"}, 2023, ("35", "15", "3", "0", "5", "40", "5")),
        (cumulative(), {"..2024": "44"}, 2025, ("44", "6", "1", "0", "6", "50", "6")),
        (cumulative(), {"2021": "60"}, 2022, ("60", "0", "4", "0", "0", "50", "0")),
        (cumulative(at_least("2.5")), {"2021": "0.35"}, 2022, ("7/20", "43/20", "4", "3/20", "43/80", "71/80", "0.54")),
        (cumulative(at_least("2")), {"2021": "1"}, 2022, ("1", "1", "4", "0", "1/4", "5/4", "1")),
        (cumulative(due=date(2024, 6, 30)), {"..2023": "30"}, 2024, ("30", "20", "91/183", "825/64", "20", "50", "20")),
        (STEPS, {"2021": "8"}, 2022, ("8", "42", "4", "0", "2", "10", "2")),
        (STEPS, {"..2022": "10"}, 2023, ("10", "40", "3", "0", "5", "15", "5")),
        (STEPS, {"..2022": "22"}, 2023, ("22", "28", "3", "0", "28/3", "94/3", "10")),
        (FINE, {"2021": "10.8"}, 2022, ("54/5", "21/5", "4", "0", "1/10", "109/10", "10.9")),
        (level(), {}, 2021, ("264/25", "111/25", "5", "0", "111/125", "1431/125", "11.45")),
        (level(), {"2022": "1/3"}, 2023, ("100/3", "0", "3", "0", "0", "15", "15")),
        (level(), {"2022": "1/8"}, 2023, ("25/2", "5/2", "3", "0", "5/6", "40/3", "13.4")),
        (level(), {"2022": "1/9"}, 2023, ("100/9", "35/9", "3", "1378/1125", "35/27", "335/27", "12.41")),
        (level(baseline=UNKNOWN), {}, 2022, ("-", "-", "-", "-", "-", "-", "-")),
        (level(baseline=UNKNOWN), {"2021": "10"}, 2022, ("10", "5", "4", "0", "5/4", "45/4", "12")),
        (level(between("15", "25")), {"2022": "12"}, 2023, ("12", "3", "3", "42/125", "1", "13", "13")),
        (FALLING, {"2022": "15"}, 2023, ("15", "-10", "3", "1", "-10/3", "35/3", "11")),
        (FALLING, {"2022": "4"}, 2023, ("4", "0", "3", "0", "0", "5", "5")),
        (FALLING, {"2024": "6"}, 2025, ("6", "-1", "1", "0", "-1", "5", "5")),
        (cumulative(trajectory="at-due"), {"2021": "3"}, 2022, ("3", "47", "4", "0", "-", "-", "-")),
        (cumulative(trajectory="at-due"), {"2021": "3"}, 2025, ("3", "47", "1", "-", "47", "50", "47")),
        (annual(), {"2021": "420"}, 2022, ("420", "-", "-", "-", "-", "-", "-")),
        (annual(MORE_THAN_PREVIOUS), {}, 2022, ("-", "-", "-", "-", "-", "-", "-")),
        (state(), {"2021-06": "in-progress"}, 2022, ("-", "-", "-", "-", "-", "-", "-")),
        (level(**each(level())), {"2021@xining": "1/5"}, 2022, ("-", "-", "-", "-", "-", "-", "-")),
    ],
)
def test_the_share_of_a_year(target: Target, said: Reports, year: int, expected: tuple[str, ...]) -> None:
    """Reached, left, years, shortfall, share, value at the end and proposal of each kind, worked out by hand."""
    assert told(shared(target, said, year)) == expected


def test_where_the_value_is_from() -> None:
    """What is reached carries its date: the latest reported end, the baseline's year, or nothing for an empty sum."""
    assert shared(cumulative(), {"2021": "8"}, 2023).reached_at == date(2021, 12, 31)
    assert shared(level(), {}, 2023).reached_at == date(2020, 12, 31)
    assert shared(cumulative(), {}, 2023).reached_at is None


def test_figures_of_the_year_itself_do_not_count() -> None:
    """What is reported for the year or later changes nothing of its share."""
    before = {"2021": "8", "2022": "7"}
    assert shared(cumulative(), {**before, "2023": "30"}, 2023) == shared(cumulative(), before, 2023)


def test_missing_figures_are_named() -> None:
    """Periods that are over and not reported are named, of levels none before a later value, of a settled goal none."""
    assert shared(cumulative(), {"2021": "8"}, 2024).missing == ("2022", "2023")
    assert shared(level(), {"2022": "11"}, 2024).missing == ("2023",)
    assert shared(cumulative(), {"2021": "60"}, 2024).missing == ()


def test_figures_that_cannot_be_put_together() -> None:
    """Where reports make no value, nothing is computed."""
    both = level(regions=("xining", "haidong"))
    share = shared(both, {"2022@xining": "12", "2022@haidong": "14"}, 2023)
    assert (share.reached, share.reached_at, share.proposed) == (None, date(2022, 12, 31), None)


def test_a_target_is_shared_on_the_figures_of_another() -> None:
    """A target that borrows figures has the share of its own goal."""
    borrower = cumulative(at_least("100"), key="borrower", figures_of="t")
    assert shared(borrower, {"2021": "20"}, 2022, cumulative()).share == 20


@settings(max_examples=25)
@given(st.lists(st.integers(0, 30), min_size=5, max_size=5), st.integers(1, 80))
def test_shares_reach_the_goal(reported: list[int], goal: int) -> None:
    """Whoever brings each year what is proposed reaches the goal in the due year, from wherever he starts."""
    target = cumulative(at_least(str(goal)))
    for first in (2021, 2023, 2025):
        said = {str(year): str(reported[year - 2021]) for year in range(2021, first)}
        total = Fraction(sum(reported[: first - 2021]))
        exact = total
        for year in range(first, 2026):
            share = shared(target, said, year)
            assert share.proposed is not None
            assert share.share is not None
            assert share.proposed >= share.share or share.by_end == goal
            total += Fraction(share.proposed)
            said[str(year)] = str(share.proposed)
        assert total == max(goal, exact)


@given(st.integers(0, 2000), st.integers(0, 3000))
def test_a_proposal_is_never_past_the_goal(start: int, end: int) -> None:
    """A level is proposed between what is reached and the goal, in as many places as the two are given."""
    target = level(at_least(str(Decimal(end).scaleb(-2))), baseline=known(str(Decimal(start).scaleb(-2))))
    for year in range(2021, 2026):
        share = shared(target, {}, year)
        assert share.proposed is not None
        assert share.by_end is not None
        assert share.by_end <= share.proposed <= Fraction(end, 100)
        assert share.proposed == round(share.proposed, 2)
