"""The formulas, on the vectors of the design and at their edges."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.formulas import Course, Progress, attainment, expected, progress
from tests.domain.builders import places

LITERACY = Course(Fraction("10.56"), date(2020, 12, 31), Fraction(15), date(2025, 12, 31))
COUNT = Course(Fraction(0), date(2020, 12, 31), Fraction(50), date(2025, 12, 31))
END_2022, END_2023 = date(2022, 12, 31), date(2023, 12, 31)


@pytest.mark.parametrize(
    ("value", "day", "shown"),
    [
        ("12.93", END_2022, ("53.4", "40.0", "1.334", "13.4")),
        ("14.14", END_2023, ("80.6", "60.0", "1.344", "20.6")),
    ],
)
def test_the_check_vectors_of_a_level(value: str, day: date, shown: tuple[str, ...]) -> None:
    """From 10.56 to 15: 12.93 at the end of 2022 and 14.14 at the end of 2023 give the design's A, E, P and G."""
    got = progress(LITERACY, Fraction(value), day)
    assert got.attainment is not None
    assert got.expected is not None
    assert got.attainment == (Fraction(value) - Fraction("10.56")) / Fraction("4.44")
    percentages = (places(got.attainment * 100, 1), places(got.expected * 100, 1))
    assert (*percentages, places(got.pace, 3), places(got.gap, 1)) == shown


def test_the_check_vector_of_a_count() -> None:
    """Five of fifty at the end of 2022: A 10 %, E 40 %, P 0.25, G exactly −30."""
    got = progress(COUNT, Fraction(5), END_2022)
    assert (got.attainment, got.expected) == (Fraction(1, 10), Fraction(2, 5))
    assert (got.pace, got.gap) == (Fraction(1, 4), Fraction(-30))


def test_the_check_vector_of_a_projection() -> None:
    """38,000 of 50,000 at the end of 2023: P 1.267, projection 63,333."""
    course = Course(Fraction(0), date(2020, 12, 31), Fraction(50_000), date(2025, 12, 31))
    got = progress(course, Fraction(38_000), END_2023)
    assert (places(got.pace, 3), places(got.projection, 0)) == ("1.267", "63333")
    assert got.projection == Fraction(190_000, 3)


def test_effort_is_required_over_achieved_yearly_change() -> None:
    """Five of fifty in two years leaves forty-five for three: 15 a year against 2.5, six times as fast."""
    assert progress(COUNT, Fraction(5), END_2022).effort == 6


def test_effort_of_a_falling_target_is_positive() -> None:
    """From 10 down to 3: two in two years leaves five for three, 5/3 times as fast."""
    falling = Course(Fraction(10), date(2020, 12, 31), Fraction(3), date(2025, 12, 31))
    assert progress(falling, Fraction(8), END_2022).effort == Fraction(5, 3)


def test_effort_is_zero_once_the_goal_is_reached() -> None:
    """Nothing more is required of a goal that is reached or passed."""
    assert progress(COUNT, Fraction(50), END_2022).effort == 0
    assert progress(COUNT, Fraction(70), END_2022).effort == 0


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (0, END_2022),
        (-5, END_2022),
        (40, date(2025, 12, 31)),
        (40, date(2026, 12, 31)),
        (5, date(2020, 12, 31)),
    ],
)
def test_effort_is_null_without_achieved_change_or_time_left(value: int, day: date) -> None:
    """The factor is null unless the achieved change is above zero and the due date is still to come."""
    assert progress(COUNT, Fraction(value), day).effort is None


def test_pace_is_null_when_nothing_is_expected_yet() -> None:
    """At the baseline's date E is 0, so pace and projection are null and the gap is the attainment."""
    got = progress(COUNT, Fraction(5), date(2020, 12, 31))
    assert (got.expected, got.pace, got.projection, got.gap) == (Fraction(0), None, None, Fraction(10))


def test_a_falling_target_attains_by_falling() -> None:
    """From 10 down to 3, the value 8 has gone 2/7 of the way, and 11 has gone backwards."""
    falling = Course(Fraction(10), date(2020, 12, 31), Fraction(3), date(2025, 12, 31))
    assert attainment(falling, Fraction(8)) == Fraction(2, 7)
    assert attainment(falling, Fraction(11)) == Fraction(-1, 7)
    assert falling.distance == -7


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2019, 12, 31), "0"),
        (date(2020, 12, 31), "0"),
        (date(2022, 12, 31), "1/5"),
        (date(2023, 12, 31), "3/10"),
        (date(2024, 12, 31), "4/5"),
        (date(2025, 12, 31), "1"),
        (date(2027, 12, 31), "1"),
    ],
)
def test_expected_is_piecewise_linear_through_the_checkpoints(day: date, share: str) -> None:
    """With 15 in 2023 and 40 in 2024 of 50, E runs straight from point to point and is 1 from the due date on."""
    points = ((END_2023, Fraction(15)), (date(2024, 12, 31), Fraction(40)))
    course = Course(Fraction(0), date(2020, 12, 31), Fraction(50), date(2025, 12, 31), points)
    assert expected(course, day) == Fraction(share)


def test_without_a_pace_only_the_attainment_is_given() -> None:
    """Where there is no pace, expected, pace, gap, projection and effort are null."""
    assert progress(COUNT, Fraction(5), END_2022, paced=False) == Progress(attainment=Fraction(1, 10))


def test_a_way_of_no_length_has_no_figures() -> None:
    """Where the baseline is the goal, nothing can be divided by the distance."""
    course = Course(Fraction(15), date(2020, 12, 31), Fraction(15), date(2025, 12, 31))
    assert progress(course, Fraction(16), END_2022) == Progress()
