"""What is due and not reported: periods that are over, their deadlines, and whose figures are missing."""

from datetime import date

import pytest

from sciplan.domain.evaluate import build_case
from sciplan.domain.evaluation import REPORT_OVERDUE
from sciplan.domain.facts import gather
from sciplan.domain.owed import Owed, next_due, owed, owed_for_year, unreported
from sciplan.domain.plan import LEVEL, Milestone, Target
from tests.domain.builders import (
    BOTH,
    MORE_THAN_PREVIOUS,
    Field,
    Reports,
    a_plan,
    a_target,
    annual,
    at_least,
    cumulative,
    each,
    judge,
    level,
    reports,
    state,
)


def debts(target: Target, said: Reports, as_of: str, *others: Target, **plan: Field) -> list[Owed]:
    """What is owed for a target on a date."""
    return list(owed(a_plan(target, *others, **plan), target, reports(said), date.fromisoformat(as_of)))


def told(found: list[Owed]) -> list[tuple[str, int]]:
    """Periods with the days that they are overdue."""
    return [(debt.period.text, debt.days) for debt in found]


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2021-12-30", []),
        ("2021-12-31", [("2021", -31)]),
        ("2022-01-31", [("2021", 0)]),
        ("2022-02-01", [("2021", 1)]),
        ("2023-01-01", [("2021", 335), ("2022", -30)]),
    ],
)
def test_a_year_is_owed_once_it_is_over(as_of: str, expected: list[tuple[str, int]]) -> None:
    """A period is due from its end on, and overdue from the day after its deadline on."""
    found = debts(cumulative(), {}, as_of)
    assert told(found) == expected
    assert [debt.late for debt in found] == [days > 0 for _period, days in expected]


def test_the_plan_sets_the_deadline() -> None:
    """With `reporting: {due: 03-31}` the figures of a year are due by the end of March."""
    [debt] = debts(cumulative(), {}, "2022-03-01", reporting_due=(3, 31))
    assert (debt.deadline, debt.days) == (date(2022, 3, 31), -30)


def test_what_is_reported_is_not_owed() -> None:
    """Reports that fill a year settle it; half of it does not."""
    assert told(debts(cumulative(), {"2021H1": "1", "2021H2": "1", "2022H1": "1"}, "2023-02-01")) == [("2022", 1)]


def test_what_is_settled_owes_nothing() -> None:
    """A cumulative goal once reached, and a state once done, need no further report."""
    assert debts(cumulative(), {"2021": "50"}, "2024-02-01") == []
    assert debts(state(), {"2022-05": "done"}, "2026-02-01") == []
    assert told(debts(state(), {"2022-05": "in-progress"}, "2026-02-01")) == [("2025", 1)]


def test_of_levels_only_the_latest_due_value_is_owed() -> None:
    """A level's earlier years are not waited for, but a year whose deadline is still to come is named too."""
    assert told(debts(level(), {}, "2024-01-15")) == [("2022", 349), ("2023", -16)]
    assert told(debts(level(), {"2023": "12"}, "2024-01-15")) == []


def test_states_are_owed_at_reviews() -> None:
    """A state is due at a review milestone and in the due year."""
    review = Milestone("m", "Review", date(2023, 1, 1), date(2023, 6, 30), review=True)
    [debt] = debts(state("ongoing"), {}, "2024-03-01", milestones=(review,))
    assert (debt.period.end, debt.deadline, debt.days) == (date(2023, 6, 30), date(2024, 1, 31), 30)


def test_annual_targets_owe_each_of_their_periods() -> None:
    """A half-yearly target owes both halves, each by the deadline that follows its end."""
    assert told(debts(annual(every="half"), {"2021H1": "400"}, "2022-02-01")) == [("2021H2", 1)]


def test_named_regions_that_are_missing() -> None:
    """Where regions are named, a period says which of them have not reported it."""
    for target in (annual(**each(annual())), annual(regions=BOTH)):
        [debt] = debts(target, {"2021@xining": "400"}, "2022-02-01")
        assert debt.regions == ("haidong",)
    [debt] = debts(cumulative(), {}, "2022-02-01")
    assert debt.regions == ()


def test_a_report_of_the_whole_is_one_of_its_regions() -> None:
    """A figure of the province settles what its prefectures were to report together."""
    assert debts(annual(regions=BOTH), {"2021": "400"}, "2022-02-01") == []


def test_borrowed_figures_are_owed_by_who_holds_them() -> None:
    """A target of `figures_of` owes nothing of its own; its periods are owed once, under the one that holds them."""
    holder, borrower = annual(every="half", key="h"), cumulative(key="b", figures_of="h")
    plan = a_plan(holder, borrower)
    assert owed(plan, borrower, [], date(2022, 2, 1)) == ()
    found = owed(plan, holder, [], date(2022, 2, 1))
    assert [(debt.period.text, debt.waiting) for debt in found] == [("2021H1", ("h", "b")), ("2021H2", ("h", "b"))]


def test_figures_are_owed_after_the_holders_due_date() -> None:
    """Where the holder is due earlier than the one that borrows, the later years are owed for the borrower."""
    holder, borrower = level(key="h", due=date(2022, 12, 31)), level(key="b", figures_of="h")
    found = debts(holder, {"2022": "16"}, "2024-02-01", borrower)
    assert [(debt.period.text, debt.waiting) for debt in found] == [("2023", ("b",))]


def test_regions_of_both_are_owed() -> None:
    """The regions that a holder and a borrower wait for are named together, each once."""
    holder = annual(key="h", regions=("xining",))
    borrower = annual(MORE_THAN_PREVIOUS, key="b", figures_of="h", **each(annual()))
    [debt] = debts(holder, {}, "2022-02-01", borrower)
    assert debt.regions == ("xining", "haidong")


@pytest.mark.parametrize(
    ("target", "said", "year", "expected"),
    [
        (cumulative(), {}, 2023, ["2023"]),
        (cumulative(), {"2023": "1"}, 2023, []),
        (cumulative(), {"2021": "50"}, 2023, []),
        (annual(every="half"), {"2023H1": "400"}, 2023, ["2023H2"]),
        (level(reported_in=(2022, 2025)), {}, 2023, []),
        (level(), {"2024": "12"}, 2023, ["2023"]),
        (state(), {}, 2023, []),
        (state(), {}, 2025, ["2025"]),
        (state(), {"2025-03": "in-progress"}, 2025, []),
        (cumulative(key="t", figures_of="other"), {}, 2023, []),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
@pytest.mark.parametrize("as_of", ["2025-12-31", "2026-06-01"])
def test_what_is_owed_for_a_year(target: Target, said: Reports, year: int, expected: list[str], as_of: str) -> None:
    """Each period due in a year and not reported is owed, unless all is settled or the figures are another's."""
    plan = a_plan(target, annual(key="other"))
    found = owed_for_year(plan, target, reports(said), year, date.fromisoformat(as_of))
    assert [debt.period.text for debt in found] == expected


def test_a_year_is_owed_before_it_is_over() -> None:
    """What falls due at the end of a year is asked for before it; the days till its deadline are negative."""
    target = annual(regions=BOTH)
    [debt] = owed_for_year(a_plan(target), target, reports({"2023@xining": "1"}), 2023, date(2023, 12, 1))
    assert (debt.deadline, debt.days, debt.regions) == (date(2024, 1, 31), -61, ("xining", "haidong"))


def test_the_year_of_borrowed_figures() -> None:
    """For a year too, figures that several targets wait for are owed once, under the target that holds them."""
    holder, borrower = annual(every="half", key="h"), cumulative(key="b", figures_of="h")
    found = owed_for_year(a_plan(holder, borrower), holder, reports({"2023H1": "1"}), 2023, date(2024, 1, 1))
    assert [(debt.period.text, debt.waiting) for debt in found] == [("2023H2", ("h", "b"))]


@pytest.mark.parametrize("as_of", ["2021-06-01", "2022-01-31", "2022-02-01", "2024-05-05", "2026-02-01"])
@pytest.mark.parametrize(
    "target",
    [
        cumulative(),
        level(),
        annual(every="quarter"),
        state("ongoing"),
        a_target(LEVEL, "%", at_least("10"), **each(level())),
    ],
    ids=["cumulative", "level", "annual", "state", "each"],
)
def test_late_is_what_the_judgement_misses(target: Target, as_of: str) -> None:
    """What is overdue here is what the notice of the judgement names, no more and no less."""
    for said in ({}, {"2021-05": "in-progress"} if target.kind == "state" else {"2021@xining": "9"}):
        items = [one.items for one in judge(target, said, as_of).notices if one.code == REPORT_OVERDUE]
        late = tuple(debt.period.text for debt in debts(target, said, as_of) if debt.late)
        assert late == (items[0] if items else ())


@pytest.mark.parametrize(
    ("said", "as_of", "expected"),
    [
        ({}, "2021-06-01", ("2021", "2022-01-31")),
        ({}, "2022-01-31", ("2021", "2022-01-31")),
        ({}, "2022-02-01", ("2022", "2023-01-31")),
        ({"2021": "1"}, "2022-01-01", ("2022", "2023-01-31")),
        ({"2021": "50"}, "2022-01-01", None),
        ({}, "2026-02-01", None),
    ],
)
def test_what_is_reported_next(said: Reports, as_of: str, expected: tuple[str, str] | None) -> None:
    """Next is the first period that is not in and whose deadline is still to come; none once all is settled."""
    plan, day = a_plan(cumulative()), date.fromisoformat(as_of)
    case = build_case(plan, plan.targets[0], gather(plan, plan.targets[0], reports(said), day), day)
    found = next_due(case)
    assert (found and (found[0].text, found[1].isoformat())) == expected
    assert [debt.period.text for debt in unreported(case)] == [
        debt.period.text for debt in debts(cumulative(), said, as_of)
    ]
