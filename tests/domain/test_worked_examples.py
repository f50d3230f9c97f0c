"""Every worked example comes out as it was computed by hand; together they hold the kinds, the goals and the rules."""

from fractions import Fraction
from itertools import combinations

import pytest

from sciplan.domain.acceptance import period_fault, region_counts
from sciplan.domain.evaluate import RULES, evaluate
from sciplan.domain.evaluation import NOTICES, STATUSES
from sciplan.domain.formulas import Progress
from sciplan.domain.plan import ANNUAL, CUMULATIVE, EACH, LEVEL, STATE
from tests.domain.builders import places
from tests.domain.worked_examples import EXAMPLES
from tests.domain.worked_examples.arithmetic import worked
from tests.domain.worked_examples.example import FIGURES, Example

DESIGN_ORDER = (
    "rule_due",
    "rule_annual",
    "rule_reached",
    "rule_state",
    "rule_silent_far_behind",
    "rule_missing",
    "rule_nothing",
    "rule_pace",
)
BEFORE, REPORTED, LATE = "before due", "due and reported", "due and not reported"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.judged.kind}: {example.title}")
def test_the_example_comes_out_as_computed_by_hand(example: Example) -> None:
    """Status, rule, value, state, every figure and every notice are those of the example, exactly."""
    got = evaluate(example.plan, example.judged, example.reports, example.day)
    by_hand = example.worked_out
    assert (got.status, got.rule, got.state) == (example.status, example.rule, example.state)
    assert got.value == by_hand.pop("v", None)
    assert got.progress == Progress(**{FIGURES[name]: number for name, number in by_hand.items()})
    assert got.notices == example.expected_notices


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example.judged.kind}: {example.title}")
def test_what_an_example_reports_can_be_recorded(example: Example) -> None:
    """No example rests on a period or a region that the ledger would refuse."""
    plan, holder = example.plan, example.holder
    for report in example.reports:
        assert period_fault(plan, holder, report.period) is None
        assert region_counts(plan, holder, report.region)


def form(example: Example) -> str:
    """Give the form of the goal, or what it refers to."""
    goal = example.judged.goal
    return goal.reference or goal.form


def due_state(example: Example) -> str:
    """Say how the due date and the report of its period stand."""
    if example.day < example.judged.due:
        return BEFORE
    return REPORTED if example.case.facts.due_reported else LATE


def test_the_examples_cover_every_kind_goal_and_due_state() -> None:
    """Each goal that a kind can have is judged before its due date, when due, and when its report did not come."""
    numbers = ("at_least", "more_than", "between")
    wanted = {
        *((CUMULATIVE, goal) for goal in numbers),
        *((LEVEL, goal) for goal in (*numbers, "at_most", "baseline")),
        *((ANNUAL, goal) for goal in (*numbers, "at_most", "baseline", "previous")),
        *((STATE, goal) for goal in ("done", "ongoing")),
    }
    found = {(example.judged.kind, form(example), due_state(example)) for example in EXAMPLES}
    assert {(*one, due) for one in wanted for due in (BEFORE, REPORTED, LATE)} - found == set()


def test_the_examples_cover_every_combination_of_regions() -> None:
    """Named regions are added up, pooled and judged each, for every kind that allows it, in every due state."""
    wanted = {
        *((kind, EACH) for kind in (CUMULATIVE, LEVEL, ANNUAL, STATE)),
        *((kind, "sum") for kind in (CUMULATIVE, LEVEL, ANNUAL, STATE)),
        *((kind, "pooled") for kind in (LEVEL, ANNUAL)),
    }
    named = [example for example in EXAMPLES if example.judged.regions]
    found = {(example.judged.kind, example.judged.combine, due_state(example)) for example in named}
    assert {(*one, due) for one in wanted for due in (BEFORE, REPORTED, LATE)} - found == set()


def test_the_examples_cover_every_status_rule_and_notice() -> None:
    """There is an example for each status, each rule and each notice."""
    assert {example.status for example in EXAMPLES} == set(STATUSES)
    assert {example.rule for example in EXAMPLES} == set(range(1, len(RULES) + 1))
    assert {notice.code for example in EXAMPLES for notice in example.expected_notices} == set(NOTICES)


def test_every_figure_of_progress_has_a_name() -> None:
    """The names in the hand computations stand for all figures there are."""
    assert list(Progress._fields) == list(FIGURES.values())


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("12.93 % at the end of 2022", ("53.4", "40.0", "1.334", "13.4")),
        ("14.14 % at the end of 2023", ("80.6", "60.0", "1.344", "20.6")),
        ("Five of fifty after two of five years", ("10.0", "40.0", "0.250", "-30.0")),
        ("38,000 of 50,000 after three of five years", ("76.0", "60.0", "1.267", "16.0")),
    ],
)
def test_the_check_vectors_are_among_the_examples(title: str, shown: tuple[str, ...]) -> None:
    """The vectors of the design stand in the table, and their figures round to what the design says."""
    [example] = [one for one in EXAMPLES if one.title == f"{title} (check vector)"]
    by_hand = example.worked_out
    attained, expected = by_hand["A"] * 100, by_hand["E"] * 100
    assert (places(attained, 1), places(expected, 1), places(by_hand["P"], 3), places(by_hand["G"], 1)) == shown


def test_the_rules_stand_in_the_order_of_the_design() -> None:
    """There are eight rules, in the design's order, each with its number in its docstring."""
    assert tuple(rule.__name__ for rule in RULES) == DESIGN_ORDER
    assert [(rule.__doc__ or "")[:2] for rule in RULES] == [f"{number}." for number in range(1, 9)]


def statuses_by_rule(example: Example) -> list[str | None]:
    """Give what each rule alone would say."""
    case = example.case
    return [rule(case) for rule in RULES]


def contested() -> set[tuple[int, int]]:
    """Give the pairs of rules, by number, that disagree in some example which the first of the two decides."""
    found = set()
    for example in EXAMPLES:
        said = statuses_by_rule(example)
        for first, second in combinations(range(len(RULES)), 2):
            if first + 1 == example.rule and said[second] not in (None, said[first]):
                found.add((first + 1, second + 1))
    return found


def test_the_order_of_the_rules_is_held_by_the_examples() -> None:
    """For every two rules that can both apply and disagree, an example breaks when the later one goes first.

    Other pairs never disagree. Rule 2 judges only annual targets, which rules 3, 4, 5 and 8 leave alone. Rule 4
    leaves alone what is missing, and states have no pace. Rules 5 and 8 need a value and a course, and rule 7 needs
    one of them to be absent; both say the same by pace.
    """
    assert contested() == {
        *((1, later) for later in (2, 3, 4, 5, 6, 7, 8)),
        *((2, later) for later in (6, 7)),
        *((3, later) for later in (4, 5, 6, 7, 8)),
        (4, 7),
        (5, 6),
        (6, 7),
        (6, 8),
    }


@pytest.mark.parametrize("place", range(len(DESIGN_ORDER) - 1), ids=lambda place: f"{place + 1} and {place + 2}")
def test_swapping_two_neighbouring_rules_breaks_an_example(place: int) -> None:
    """Swapped rules give another status somewhere, but for the three pairs of neighbours that can never both apply."""
    broken = 0
    for example in EXAMPLES:
        said = statuses_by_rule(example)
        said[place], said[place + 1] = said[place + 1], said[place]
        broken += next(status for status in said if status is not None) != example.status
    assert (broken == 0) is ((place + 1, place + 2) in {(2, 3), (4, 5), (7, 8)})


def test_arithmetic_by_hand_is_checked() -> None:
    """A wrong digit in a computation is found, cut off or not."""
    assert worked("A = (1 − 3) / 3 = −66.666…%; k = A × 1,500 = −1,000") == {"A": Fraction(-2, 3), "k": Fraction(-1000)}
    for wrong in (
        "A = 2 / 3 = 0.667…",
        "A = 2 / 3 = 0.665…",
        "A = 2 / 3 = 0.6667",
        "A = 1 / 4 = 0.25…",
        "A = 1 = −0.9…",
    ):
        with pytest.raises(AssertionError):
            worked(wrong)
