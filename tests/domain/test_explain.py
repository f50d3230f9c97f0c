"""Why a target has its status: each outcome of each rule, and the figures that go with it."""

from datetime import date
from fractions import Fraction

import pytest

from sciplan.domain.evaluate import build_case, judge
from sciplan.domain.evaluation import Evaluation
from sciplan.domain.explain import REASONS, Explanation, counted, explain
from sciplan.domain.facts import gather
from sciplan.domain.plan import AT_DUE, LEVEL, Target
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    MORE_THAN_PREVIOUS,
    UNKNOWN,
    Reports,
    a_plan,
    a_target,
    annual,
    at_least,
    at_most,
    cumulative,
    each,
    known,
    level,
    places,
    reports,
    state,
)

FALLING = level(at_most("3"), baseline=known("5"))
EACH_LEVEL = a_target(LEVEL, "%", at_least("10"), **each(level()))
TO_HALF = {"2021": "7", "2022": "7", "2023": "7"}
OUTCOMES = [
    (cumulative(), {**TO_HALF, "2024": "9", "2025": "20"}, "2025-12-31", 1, "met", "due-met"),
    (cumulative(), {**TO_HALF, "2024": "9", "2025": "19"}, "2025-12-31", 1, "missed", "due-missed"),
    (cumulative(), TO_HALF, "2026-02-01", 1, "overdue", "due-overdue"),
    (annual(reported_in=(2025,)), {"2025": "400"}, "2025-12-31", 1, "met", "all-passed"),
    (annual(reported_in=(2025,)), {"2025": "399"}, "2025-12-31", 1, "missed", "one-failed"),
    (annual(), {"2024": "400"}, "2026-02-01", 1, "overdue", "periods-missing"),
    (annual(MORE_THAN_PREVIOUS, reported_in=(2025,)), {"2025": "1"}, "2025-12-31", 1, "no-baseline", "no-reference"),
    (annual(unit="%", reported_in=(2025,)), {"2025": "0/0"}, "2025-12-31", 1, "no-data", "not-computable"),
    (annual(), {"2021": "400"}, "2021-12-31", 2, "on-track", "passed-so-far"),
    (annual(), {"2021": "399", "2022": "400"}, "2022-12-31", 2, "behind", "earlier-failed"),
    (annual(), {"2021": "400", "2022": "399"}, "2022-12-31", 2, "far-behind", "latest-failed"),
    (cumulative(), {"2021": "50"}, "2021-12-31", 3, "met", "reached"),
    (state(), {"2021-05": "in-progress"}, "2021-12-31", 4, "on-track", "under-way"),
    (state(), {"2021-05": "not-started"}, "2021-12-31", 4, "on-track", "not-started-early"),
    (state(), {"2021-05": "not-started"}, "2024-12-31", 4, "behind", "not-started-late"),
    (state("ongoing"), {"2021-05": "not-started"}, "2021-12-31", 4, "behind", "not-going-on"),
    (cumulative(), {"2021": "1"}, "2023-02-01", 5, "far-behind", "silent-far-behind"),
    (cumulative(), {"2021": "10"}, "2023-02-01", 6, "overdue", "figures-missing"),
    (cumulative(), {}, "2021-12-31", 7, "no-data", "no-figure"),
    (level(), {"2021": "0/0"}, "2021-12-31", 7, "no-data", "not-computable"),
    (level(baseline=UNKNOWN), {"2021": "12"}, "2021-12-31", 7, "no-baseline", "no-reference"),
    (cumulative(trajectory=AT_DUE), {"2021": "0"}, "2021-12-31", 8, "on-track", "no-pace-before-due"),
    (level(AT_LEAST_BASELINE), {"2021": "10"}, "2021-12-31", 8, "far-behind", "fell-back"),
    (level(), {"2021": "10"}, "2021-12-31", 8, "far-behind", "wrong-way"),
    (level(baseline=UNKNOWN), {"2021": "12", "2022": "0/0"}, "2022-12-31", 7, "no-data", "not-computable"),
    (cumulative(), {"2021": "10"}, "2021-12-31", 8, "on-track", "pace-enough"),
    (cumulative(), {"2021": "9"}, "2021-12-31", 8, "behind", "pace-short"),
    (cumulative(), {"2021": "5"}, "2021-12-31", 8, "far-behind", "pace-far-short"),
]


def explained(target: Target, said: Reports, as_of: str) -> tuple[Evaluation, Explanation]:
    """A judgement with its explanation."""
    plan, day = a_plan(target), date.fromisoformat(as_of)
    case = build_case(plan, target, gather(plan, target, reports(said), day), day)
    evaluation = judge(case)
    return evaluation, explain(case, evaluation)


@pytest.mark.parametrize(("target", "said", "as_of", "rule", "status", "reason"), OUTCOMES)
def test_the_outcome_of_each_rule(
    target: Target, said: Reports, as_of: str, rule: int, status: str, reason: str
) -> None:
    """A judgement carries the number of the first rule that applied, and the outcome of the rule says why."""
    evaluation, explanation = explained(target, said, as_of)
    assert (evaluation.rule, evaluation.status, explanation.reason) == (rule, status, reason)


def test_nothing_expected_yet() -> None:
    """On the day of the baseline nothing is expected, and what is there is on track."""
    target = level(baseline=known("10", 2021))
    evaluation, explanation = explained(target, {"2021": "10"}, "2021-12-31")
    assert (evaluation.status, explanation.reason) == ("on-track", "nothing-expected")


def test_every_outcome_is_proved() -> None:
    """The table above has every outcome that there is."""
    assert {outcome[-1] for outcome in OUTCOMES} | {"nothing-expected"} == set(REASONS)


def test_the_figures_of_a_count() -> None:
    """38,000 of 50,000 after three years: 30,000 expected, 12,000 to go at 6,000 a year after 12,667 a year."""
    target = cumulative(at_least("50000"))
    evaluation, explanation = explained(target, {"2021": "8000", "2022": "10000", "2023": "20000"}, "2023-12-31")
    assert (explanation.goal, explanation.share, explanation.expected_value) == (
        Fraction(50000),
        Fraction(38, 50),
        Fraction(30000),
    )
    assert (explanation.remaining, explanation.required) == (Fraction(12000), Fraction(6000))
    assert places(explanation.achieved, 2) == "12666.67"
    assert places(evaluation.progress.projection, 0) == "63333"
    assert explanation.coming is not None
    assert [str(part) for part in explanation.coming] == ["2024", "2025-01-31"]
    assert explanation.owed == ()


def test_the_share_of_the_goal_reads_the_right_way_round() -> None:
    """Where a goal rises, or is a share of regions, v / T means something; not where it is an upper end."""
    assert explained(level(), {"2021": "12"}, "2021-12-31")[1].share == Fraction(12, 15)
    assert explained(FALLING, {"2021": "4"}, "2021-12-31")[1].share is None
    assert explained(level(at_least("0"), baseline=known("-1")), {"2021": "-1"}, "2021-12-31")[1].share is None
    said = {"2021@xining": "10", "2021@haidong": "9"}
    assert explained(EACH_LEVEL, said, "2021-12-31")[1].share == Fraction(1, 2)


def test_a_falling_target_has_still_to_fall() -> None:
    """What remains is negative where the value is to fall; so are the yearly changes."""
    explanation = explained(FALLING, {"2021": "4.8"}, "2021-12-31")[1]
    assert (explanation.remaining, explanation.required) == (Fraction(-9, 5), Fraction(-9, 20))
    assert explanation.achieved == Fraction(-1, 5)


def test_what_is_reached_has_nothing_remaining() -> None:
    """Once the goal is reached nothing remains, and nothing more is reported."""
    explanation = explained(cumulative(), {"2021": "60"}, "2021-12-31")[1]
    assert (explanation.remaining, explanation.coming) == (None, None)


def test_annual_targets_have_no_goal_of_the_whole() -> None:
    """Each period is judged alone, so that there is no T for all of them."""
    explanation = explained(annual(), {"2021": "380"}, "2021-12-31")[1]
    assert (explanation.goal, explanation.share, explanation.expected_value) == (None, None, None)


def test_what_counts() -> None:
    """Reports inside wider ones do not count; with `combine: each` those of every region do."""
    plan = a_plan(cumulative())
    live = reports({"2021": "8", "2021Q1": "2", "2022Q1": "1"})
    day = date(2022, 12, 31)
    case = build_case(plan, plan.targets[0], gather(plan, plan.targets[0], live, day), day)
    assert {report.period.text for report in counted(case)} == {"2021", "2022Q1"}
    plan, live = a_plan(EACH_LEVEL), reports({"2021@xining": "9", "2021Q4@xining": "9"})
    case = build_case(plan, EACH_LEVEL, gather(plan, EACH_LEVEL, live, day), day)
    assert [(report.period.text, report.region) for report in counted(case)] == [("2021", "xining")]


def test_nothing_counts_without_a_value() -> None:
    """Reports that give no figure, such as those after a gap in the regions, stand behind none."""
    target = level(combine="sum", unit="个", regions=("xining", "haidong"))
    plan, live = a_plan(target), reports({"2021@xining": "9"})
    case = build_case(plan, target, gather(plan, target, live, date(2022, 12, 31)), date(2022, 12, 31))
    assert case.value is None
    assert counted(case) == ()
