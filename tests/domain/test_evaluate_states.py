"""States: what is to be done, and what goes on (rules 1, 3 and 4)."""

from datetime import date

import pytest

from sciplan.domain.evaluation import Notice
from sciplan.domain.plan import Milestone
from tests.domain.builders import Reports, judge, noticed, state, status

REVIEW = Milestone("mid", "Mid-term review", date(2023, 1, 1), date(2023, 12, 31), review=True)
LAUNCH = Milestone("launch", "Launch", date(2021, 1, 1), date(2021, 12, 31), review=False)
FINAL = Milestone("final", "Final evaluation", date(2025, 1, 1), date(2025, 12, 31), review=True)
MILESTONES = (LAUNCH, REVIEW, FINAL)


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({"2021-05": "in-progress"}, "2021-05-31", "on-track"),
        ({"2021-05": "in-progress"}, "2021-05-01", "on-track"),
        ({"2021-05": "in-progress"}, "2021-04-30", "no-data"),
        ({"2021Q2": "in-progress"}, "2021-05-30", "no-data"),
        ({"2021-05": "done"}, "2021-05-31", "met"),
        ({"2021-05": "verified"}, "2021-05-31", "met"),
        ({"2021-05": "not-started"}, "2023-07-01", "on-track"),
        ({"2021-05": "not-started"}, "2023-07-02", "behind"),
        ({"2021-05": "not-started"}, "2023-07-03", "behind"),
        ({"2021-05": "done", "2021-06": "in-progress"}, "2021-06-30", "on-track"),
        ({"2025-12": "in-progress"}, "2025-12-31", "missed"),
        ({"2025-01": "not-started"}, "2025-12-31", "missed"),
        ({"2025-12": "done"}, "2025-12-31", "met"),
        ({}, "2021-05-31", "no-data"),
    ],
)
def test_something_to_be_done(said: Reports, as_of: str, expected: str) -> None:
    """In progress is on track; not started is on track until half the time has passed; done is met."""
    assert status(state(), said, as_of) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2022-12-30", "on-track"), ("2022-12-31", "behind"), ("2023-01-01", "behind")]
)
def test_half_the_time_counts_from_the_day_before_the_plan(as_of: str, expected: str) -> None:
    """Of the four years to the end of 2024, half has passed at the end of 2022."""
    assert status(state(due=date(2024, 12, 31)), {"2021-05": "not-started"}, as_of) == expected


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({"2021-05": "not-started"}, "2021-05-31", "behind"),
        ({"2021-05": "in-progress"}, "2021-05-31", "on-track"),
        ({"2021-05": "verified"}, "2021-05-31", "on-track"),
        ({"2025-05": "in-progress"}, "2025-12-30", "on-track"),
        ({"2025-05": "in-progress"}, "2025-12-31", "met"),
        ({"2025-05": "done"}, "2025-12-31", "met"),
        ({"2025-05": "not-started"}, "2025-12-31", "missed"),
        ({"2024-05": "in-progress"}, "2025-12-31", "on-track"),
        ({"2024-05": "in-progress"}, "2026-02-01", "overdue"),
    ],
)
def test_something_that_goes_on(said: Reports, as_of: str, expected: str) -> None:
    """What never ends is on track while in progress or better, and met or missed only at the due date."""
    assert status(state("ongoing"), said, as_of) == expected


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({}, "2022-02-01", "no-data"),
        ({}, "2024-01-31", "no-data"),
        ({}, "2024-02-01", "overdue"),
        ({"2022-12": "in-progress"}, "2024-01-31", "on-track"),
        ({"2022-12": "in-progress"}, "2024-02-01", "overdue"),
        ({"2022-12": "not-started"}, "2024-02-01", "overdue"),
        ({"2023-01": "in-progress"}, "2024-02-01", "on-track"),
        ({"2024-01": "in-progress"}, "2024-02-01", "on-track"),
        ({"2022-12": "done"}, "2026-02-01", "met"),
    ],
)
def test_states_are_due_only_at_reviews_and_in_the_due_year(said: Reports, as_of: str, expected: str) -> None:
    """The launch asks for no state, the mid-term review does; what is done needs no further report."""
    assert status(state(), said, as_of, milestones=MILESTONES) == expected


def test_a_review_after_the_due_date_asks_for_nothing() -> None:
    """Reviews count only before the due date, which stands for itself."""
    target = state("ongoing", due=date(2022, 12, 31))
    got = judge(target, {"2022-03": "in-progress"}, "2024-02-01", milestones=MILESTONES)
    assert (got.status, got.notices) == ("met", ())


def test_what_is_done_late_is_met_with_a_notice() -> None:
    """Missed at the due date, met once done, as reached late."""
    target = state(due=date(2022, 12, 31))
    said = {"2022-06": "in-progress", "2023-03": "done"}
    assert status(target, said, "2023-02-28") == "missed"
    got = judge(target, said, "2023-03-31")
    assert (got.status, noticed(got), got.state, got.value) == ("met", ["reached-late"], "done", None)


def test_what_was_done_in_time_may_be_verified_later() -> None:
    """A verification after the due date is no late fulfilment."""
    said = {"2022-06": "done", "2023-03": "verified"}
    assert judge(state(due=date(2022, 12, 31)), said, "2023-03-31").notices == ()


def test_a_late_state_is_named_by_its_year() -> None:
    """The notice names the review's year."""
    got = judge(state(), {}, "2024-02-01", milestones=MILESTONES)
    assert got.notices == (Notice("report-overdue", ("2023",)),)


def test_a_state_shows_its_date_and_no_figures() -> None:
    """A state has a date and neither value nor baseline nor progress."""
    got = judge(state(), {"2021-05": "in-progress"}, "2022-01-01")
    assert (got.state, got.value_at, got.value, got.baseline) == ("in-progress", date(2021, 5, 31), None, None)
    assert got.progress.attainment is None
