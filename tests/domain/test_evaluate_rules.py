"""The rules of judgement for counts and levels, in their order, on both sides of each boundary."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.evaluation import LIGHTS, STATUSES, Notice
from sciplan.domain.plan import Goal, Target
from tests.domain.builders import (
    Reports,
    at_least,
    between,
    cumulative,
    judge,
    level,
    more_than,
    noticed,
    status,
)

JUNE = date(2023, 6, 30)
REPORTED = {"2021": "12", "2022": "12.5", "2023": "13.5", "2024": "14.2"}
"""A level on its way from 10.56 to 15, with every value that is due before 2025's."""


def test_every_status_has_a_light_and_a_place_in_the_order() -> None:
    """There are eight statuses, worst first, each with its light; only met and on-track are green."""
    assert set(STATUSES) == set(LIGHTS)
    assert len(STATUSES) == 8
    assert [one for one in STATUSES if LIGHTS[one] == "green"] == ["on-track", "met"]


def test_the_check_vectors_are_judged() -> None:
    """14.14 at the end of 2023 is on track; 5 of 50 at the end of 2022 is far behind."""
    got = judge(level(), {"2021": "12", "2022": "12.93", "2023": "14.14"}, "2023-12-31")
    assert (got.status, got.value, got.value_at) == ("on-track", Fraction("14.14"), date(2023, 12, 31))
    assert (got.baseline, got.baseline_at) == (Fraction("10.56"), date(2020, 12, 31))
    assert got.values[0] == (date(2021, 12, 31), Fraction(12))
    behind = judge(cumulative(), {"2021": "2", "2022": "3"}, "2022-12-31")
    assert (behind.status, behind.progress.gap, behind.baseline) == ("far-behind", Fraction(-30), None)


def test_reports_that_end_after_the_date_are_ignored() -> None:
    """Asked about 2022, the program knows nothing of 2023."""
    said = {"2021": "2", "2022": "3", "2023": "45"}
    assert judge(cumulative(), said, "2023-12-30") == judge(cumulative(), {"2021": "2", "2022": "3"}, "2023-12-30")
    assert status(cumulative(), said, "2023-12-31") == "met"


@pytest.mark.parametrize(
    ("last", "as_of", "expected"),
    [
        ("15", "2025-12-30", "on-track"),
        ("15", "2025-12-31", "met"),
        ("14.999999", "2025-12-31", "missed"),
        (None, "2025-12-31", "on-track"),
        (None, "2026-01-31", "on-track"),
        (None, "2026-02-01", "overdue"),
    ],
)
def test_rule_1_on_the_due_date(last: str | None, as_of: str, expected: str) -> None:
    """On the due date a reported value is met or missed; an absent one is overdue after the reporting day."""
    assert status(level(), REPORTED | ({"2025": last} if last else {}), as_of) == expected


def test_a_level_must_hold_in_its_due_period() -> None:
    """A level that reached the goal early is met until the due report is missing, and missed if it fell."""
    early = REPORTED | {"2024": "15"}
    assert status(level(), early, "2026-01-31") == "met"
    assert status(level(), early, "2026-02-01") == "overdue"
    assert status(level(), early | {"2025": "14"}, "2025-12-31") == "missed"
    assert status(level(), early | {"2025": "14", "2026": "16"}, "2027-01-01") == "missed"


def test_a_cumulative_goal_once_reached_needs_no_further_report() -> None:
    """Fifty in 2022 is met for ever, without a word about years not reported."""
    got = judge(cumulative(), {"2021": "20", "2022": "30"}, "2026-06-30")
    assert (got.status, got.notices) == ("met", ())


def test_a_goal_reached_in_time_is_not_late_for_going_on() -> None:
    """More reports after the due date do not make late what was reached before it."""
    got = judge(cumulative(), {"..2025": "50", "2026": "5"}, "2026-12-31")
    assert (got.status, got.value, got.notices) == ("met", Fraction(55), ())


def test_a_goal_reached_late_is_met_with_a_notice() -> None:
    """What was missed at the due date is met once reached, as reached late."""
    said = {"..2025": "49", "2026": "1"}
    assert status(cumulative(), said, "2026-12-30") == "missed"
    late = judge(cumulative(), said, "2026-12-31")
    assert (late.status, noticed(late)) == ("met", ["reached-late"])


@pytest.mark.parametrize(
    ("target", "said", "as_of", "expected"),
    [
        (cumulative(due=JUNE), {"..2022": "20", "2023H1": "30"}, "2023-06-30", "met"),
        (cumulative(due=JUNE), {"..2022": "20", "2023H1": "29"}, "2023-06-30", "missed"),
        (cumulative(due=JUNE), {"..2022": "20", "2023Q1": "10"}, "2023-06-30", "behind"),
        (cumulative(due=JUNE), {"..2022": "20", "2023Q1": "10"}, "2024-01-31", "behind"),
        (cumulative(due=JUNE), {"..2022": "20", "2023Q1": "10"}, "2024-02-01", "overdue"),
        (level(due=JUNE), {"2022": "14", "2023-06": "15"}, "2023-06-30", "met"),
        (level(due=JUNE), {"2022": "14", "2023H1": "14"}, "2023-06-30", "missed"),
        (level(due=JUNE), {"2022": "14", "2023": "15"}, "2024-02-01", "overdue"),
    ],
)
def test_a_due_date_in_mid_year(target: Target, said: Reports, as_of: str, expected: str) -> None:
    """Due on 30 June, the figures up to that day decide, and they are late from 1 February."""
    assert status(target, said, as_of) == expected


@pytest.mark.parametrize(
    ("goal", "value", "expected"),
    [
        (at_least("15"), "15", "met"),
        (more_than("15"), "15", "on-track"),
        (more_than("15"), "15.000001", "met"),
        (between("15", "25"), "15", "met"),
        (between("15", "25"), "26", "met"),
    ],
)
def test_rule_3_a_goal_reached_early_is_met(goal: Goal, value: str, expected: str) -> None:
    """A goal is met as soon as the latest value reaches it; a range from its lower end."""
    assert status(level(goal), {"2021": value}, "2021-12-31") == expected


def test_above_a_range_is_met_with_a_notice() -> None:
    """Only above the upper end of a range is there a notice, not at it."""
    assert noticed(judge(level(between("15", "25")), {"2021": "25"}, "2021-12-31")) == []
    assert noticed(judge(level(between("15", "25")), {"2021": "25.1"}, "2021-12-31")) == ["above-range"]


def test_rule_3_comes_before_a_missing_report() -> None:
    """A level that holds its goal stays met while a later value is missing, and the notice says so."""
    got = judge(level(), {"2021": "15"}, "2023-02-01")
    assert (got.status, got.notices) == ("met", (Notice("report-overdue", ("2022",)), Notice("stale-value", ("2021",))))


def test_rule_5_far_behind_stays_far_behind_in_silence() -> None:
    """A target that was far behind and then fell silent is no grey one; the notice names what is late."""
    said = {"2021": "2", "2022": "3"}
    assert "report-overdue" not in noticed(judge(cumulative(), said, "2024-01-31"))
    late = judge(cumulative(), said, "2024-02-01")
    assert late.status == "far-behind"
    assert late.notices[0] == Notice("report-overdue", ("2023",))


def test_rule_5_is_silence_after_the_last_value_not_before_it() -> None:
    """When the latest year came and earlier ones did not, the sum is too small to judge: that is overdue."""
    assert status(cumulative(), {"2023": "3"}, "2023-12-31") == "overdue"


@pytest.mark.parametrize(("added", "before"), [("30", "on-track"), ("12", "behind")])
def test_rule_6_a_missing_value_is_overdue_after_the_reporting_day(added: str, before: str) -> None:
    """A year's values are due on 31 January of the next year; from the day after the target is overdue."""
    said = {"2021": "5", "2022": added}
    assert status(cumulative(), said, "2024-01-31") == before
    assert status(cumulative(), said, "2024-02-01") == "overdue"


def test_a_plan_may_set_another_reporting_day() -> None:
    """With 15 March as the reporting day, a value is missing from 16 March."""
    said = {"2021": "5", "2022": "30"}
    assert status(cumulative(), said, "2024-03-15", reporting_due=(3, 15)) == "on-track"
    assert status(cumulative(), said, "2024-03-16", reporting_due=(3, 15)) == "overdue"


def test_of_levels_only_the_latest_due_value_counts() -> None:
    """A level that was not measured in 2021 is judged on 2022; a count lacks that year's part."""
    assert status(level(), {"2022": "12.93"}, "2022-12-31") == "on-track"
    assert status(level(), {"2022": "12.93"}, "2023-02-01") == "on-track"
    assert status(level(), {"2022": "12.93"}, "2024-02-01") == "overdue"
    assert status(cumulative(), {"2022": "30"}, "2023-02-01") == "overdue"
    assert status(cumulative(), {"..2022": "30"}, "2023-02-01") == "on-track"


def test_values_are_due_only_in_the_years_named() -> None:
    """With reported_in, years in between owe nothing."""
    target = level(reported_in=(2023, 2025))
    assert status(target, {}, "2023-12-31") == "no-data"
    assert status(target, {}, "2024-02-01") == "overdue"
    assert status(target, {"2023": "14"}, "2025-12-31") == "on-track"
    assert status(target, {"2023": "14", "2025": "14"}, "2025-12-31") == "missed"


def test_the_last_value_due_early_is_judged_at_the_due_date() -> None:
    """Where no value is due at the end, the last one that is counts; before the due date nothing is missed."""
    target = level(reported_in=(2023,))
    assert status(target, {"2023": "14"}, "2025-12-30") == "on-track"
    assert status(target, {"2023": "14"}, "2025-12-31") == "missed"


def test_a_target_that_is_never_due_to_report_is_overdue_at_its_end() -> None:
    """Where no year of report lies before the due date, the due date itself is the reporting day."""
    target = level(reported_in=(2030,))
    assert status(target, {"2024": "14"}, "2025-12-30") == "on-track"
    assert status(target, {"2024": "14"}, "2025-12-31") == "overdue"
