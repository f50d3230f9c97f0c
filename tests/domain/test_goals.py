"""When a goal is reached, for every form of goal."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.goals import period_before, satisfied, state_reached
from sciplan.domain.plan import STATES, Goal
from tests.domain.builders import AT_LEAST_BASELINE, MORE_THAN_PREVIOUS, at_least, at_most, between, more_than


@pytest.mark.parametrize(
    ("goal", "below", "at", "above"),
    [
        (at_least("15"), False, True, True),
        (more_than("15"), False, False, True),
        (at_most("15"), True, True, False),
        (between("15", "25"), False, True, True),
    ],
)
def test_each_form_of_goal_at_its_limit(goal: Goal, below: bool, at: bool, above: bool) -> None:
    """At least takes the limit, more than does not, at most takes it from above, a range its lower end."""
    step = Fraction(1, 10**6)
    assert [satisfied(goal, 15 + step * sign) for sign in (-1, 0, 1)] == [below, at, above]


def test_a_range_is_reached_above_its_upper_end() -> None:
    """A range is met from its lower end, also above the upper one."""
    assert satisfied(between("10", "25"), Fraction(30))


@pytest.mark.parametrize(("value", "kept", "raised"), [(9, False, False), (10, True, False), (11, True, True)])
def test_a_goal_may_refer_to_an_earlier_value(value: int, kept: bool, raised: bool) -> None:
    """At least the baseline is kept by the same value; more than the previous one asks for more."""
    assert satisfied(AT_LEAST_BASELINE, Fraction(value), Fraction(10)) is kept
    assert satisfied(MORE_THAN_PREVIOUS, Fraction(value), Fraction(10)) is raised


def test_without_the_earlier_value_such_a_goal_is_not_reached() -> None:
    """What has nothing to be compared with is not reached, nor is a goal without a number."""
    assert not satisfied(AT_LEAST_BASELINE, Fraction(10))
    assert not satisfied(Goal("at_least"), Fraction(10))


def test_states_reach_done_and_ongoing_goals() -> None:
    """Done asks for done or verified; what never ends asks for in-progress or better."""
    assert [state_reached(Goal("done"), one) for one in STATES] == [False, False, True, True]
    assert [state_reached(Goal("ongoing"), one) for one in STATES] == [False, True, True, True]


@pytest.mark.parametrize(
    ("end", "every", "before"),
    [
        (date(2022, 12, 31), "year", date(2021, 12, 31)),
        (date(2022, 12, 31), "half", date(2022, 6, 30)),
        (date(2022, 6, 30), "half", date(2021, 12, 31)),
        (date(2022, 3, 31), "quarter", date(2021, 12, 31)),
        (date(2024, 3, 31), "month", date(2024, 2, 29)),
        (date(2024, 1, 31), "month", date(2023, 12, 31)),
    ],
)
def test_the_period_before(end: date, every: str, before: date) -> None:
    """The year before a year, the half before a half, the quarter or month before each."""
    assert period_before(end, every) == before
