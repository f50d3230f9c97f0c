"""Whether figures came in on time: what fell due, what the ledger held when the deadline ended, and since when."""

from collections.abc import Mapping
from datetime import date

import pytest

from sciplan.domain.ledger import CORRECTION, RECORD, RETRACTION, Content, Entry, LoggedEntry, Reported, Slot
from sciplan.domain.plan import LEVEL, Target
from sciplan.domain.punctuality import Filing, deadlines, filings, filled_since
from tests.domain.builders import (
    BOTH,
    Field,
    Reports,
    a_plan,
    a_target,
    annual,
    at_least,
    cumulative,
    each,
    level,
    reports,
    state,
)

ON_TIME, LATE, NOT_IN = "on time", "late", "not in"


def numbered(said: Reports) -> list[Reported]:
    """Live entries numbered from 1 in the order written."""
    return [
        Reported(one.period, one.region, one.agency, one.content, number) for number, one in enumerate(reports(said), 1)
    ]


def filed(
    target: Target,
    now: Reports,
    at: Mapping[str, Reports],
    as_of: str,
    *others: Target,
    **plan: Field,
) -> list[Filing]:
    """What came of a target's figures; `at` gives by deadline what was known then where it was not as now."""
    whole = a_plan(target, *others, **plan)
    then = {day: numbered(at.get(day.isoformat(), now)) for day in deadlines(whole)}
    return list(filings(whole, target, numbered(now), then, date.fromisoformat(as_of)))


def told(found: list[Filing]) -> list[tuple[str, str]]:
    """Periods with how they came in."""
    return [(one.period.text, ON_TIME if one.on_time else LATE if one.complete else NOT_IN) for one in found]


def test_the_deadlines_of_a_plan() -> None:
    """Every period of a target with figures has one; states have none, and the same day stands once."""
    plan = a_plan(cumulative(key="a"), annual(every="half", key="b", reported_in=(2023,)), state(key="c"))
    assert deadlines(plan) == tuple(date(year, 1, 31) for year in range(2022, 2027))


@pytest.mark.parametrize(
    ("now", "then", "as_of", "expected"),
    [
        ({"2021": "1"}, {"2021": "1"}, "2022-02-01", [("2021", ON_TIME)]),
        ({"2021": "1"}, {}, "2022-02-01", [("2021", LATE)]),
        ({}, {}, "2022-02-01", [("2021", NOT_IN)]),
        ({}, {}, "2022-01-31", []),
        ({"2021": "1"}, {"2021": "1"}, "2022-01-31", [("2021", ON_TIME)]),
        ({"2021": "1"}, {"2021": "1"}, "2021-12-31", [("2021", ON_TIME)]),
        ({"2021": "1"}, {"2021": "1"}, "2021-12-30", []),
        ({"2021": "3"}, {"2021": "1"}, "2022-02-01", [("2021", ON_TIME)]),
        ({}, {"2021": "1"}, "2022-02-01", [("2021", NOT_IN)]),
        ({"2021H1": "1", "2021H2": "1"}, {"2021H1": "1"}, "2022-02-01", [("2021", LATE)]),
        ({"2020": "1"}, {"2020": "1"}, "2022-02-01", [("2021", NOT_IN)]),
    ],
    ids=[
        "in",
        "in later",
        "never in",
        "not late yet",
        "in before its deadline is over",
        "in on its last day",
        "not over",
        "corrected later",
        "retracted",
        "a part in time",
        "a baseline",
    ],
)
def test_one_period(now: Reports, then: Reports, as_of: str, expected: list[tuple[str, str]]) -> None:
    """A period counts once its deadline is over or it is reported; on time is what was whole then and still is."""
    assert told(filed(cumulative(), now, {"2022-01-31": then}, as_of)) == expected


def test_every_period_of_a_level_counts() -> None:
    """A level's later value judges it, but does not hand in the earlier ones."""
    found = filed(level(), {"2023": "12"}, {}, "2024-02-01")
    assert told(found) == [("2021", NOT_IN), ("2022", NOT_IN), ("2023", ON_TIME)]


def test_after_a_goal_is_reached_nothing_is_due() -> None:
    """A cumulative goal reached in 2022 asks for no 2023; what was due until then still counts."""
    found = filed(cumulative(), {"2021": "20", "2022": "30"}, {"2023-01-31": {"2021": "20"}}, "2025-02-01")
    assert told(found) == [("2021", ON_TIME), ("2022", LATE)]
    late = filed(cumulative(), {"2022H1": "50"}, {}, "2025-02-01")
    assert told(late) == [("2021", NOT_IN)]


def test_all_who_must_report() -> None:
    """Where regions report, the figures are in when those of the last one are."""
    target = annual(reported_in=(2021,), **each(annual(), *BOTH))
    now = {"2021@xining": "400", "2021@haidong": "1"}
    assert told(filed(target, now, {"2022-01-31": {"2021@xining": "400"}}, "2023-01-01")) == [("2021", LATE)]
    assert told(filed(target, {"2021@xining": "400"}, {}, "2023-01-01")) == [("2021", NOT_IN)]


def test_who_borrows_hands_in_nothing() -> None:
    """Neither a target of `figures_of` nor a state hands in figures."""
    holder, borrower = annual(key="t"), cumulative(key="b", figures_of="t")
    plan = a_plan(holder, borrower, state(key="s"))
    for target in plan.targets[1:]:
        assert filings(plan, target, [], {}, date(2025, 1, 1)) == ()


def test_figures_for_another_target_are_handed_in_once() -> None:
    """A half-year is one filing, whether the year's sum is judged on it too; the later half waits for the year."""
    holder = annual(every="half", reported_in=(2021,))
    borrower = cumulative(key="b", figures_of="t")
    found = filed(holder, {"2021H1": "1", "2021H2": "1"}, {}, "2022-02-01", borrower, state(key="s", figures_of="t"))
    assert told(found) == [("2021H1", ON_TIME), ("2021H2", ON_TIME)]
    asked = cumulative(key="b", figures_of="t", regions=BOTH)
    found = filed(holder, {"2021H1@xining": "1", "2021H2@xining": "1"}, {}, "2022-02-01", asked)
    assert told(found) == [("2021H1", ON_TIME), ("2021H2", NOT_IN)]


def test_figures_that_only_another_target_needs() -> None:
    """Years that only the borrower is judged on are handed in by the holder too, in order of time."""
    holder = annual(due=date(2022, 12, 31))
    borrower = cumulative(at_least("9"), key="b", figures_of="t", due=date(2023, 12, 31))
    found = filed(holder, {"2022": "1", "2023": "1"}, {"2024-01-31": {}}, "2024-02-01", borrower)
    assert told(found) == [("2021", NOT_IN), ("2022", ON_TIME), ("2023", LATE)]


@pytest.mark.parametrize(
    ("target", "now", "expected"),
    [
        (cumulative(reported_in=(2022,)), {"2021": "1", "2022H1": "2", "2022H2": "3"}, (2, 3)),
        (level(reported_in=(2022,)), {"2022Q1": "11", "2022": "12", "2021": "11"}, (2,)),
        (annual(reported_in=(2022,)), {"2021": "1", "2022H2": "2", "2022H1": "3"}, (2, 3)),
        (a_target(LEVEL, "个", at_least("9"), combine="sum", reported_in=(2022,)), {"2022@xining": "5"}, (1,)),
    ],
    ids=["cumulative", "level", "annual", "without a baseline"],
)
def test_the_entries_that_show_it(target: Target, now: Reports, expected: tuple[int, ...]) -> None:
    """A filing names the entries that are reported for its period, and no others."""
    [found] = filed(target, now, {}, "2023-02-01")
    assert found.entries == expected


def test_what_was_in_time_is_shown_by_what_counted_then() -> None:
    """Entries that came after the deadline do not prove that figures were in time, and prove late ones."""
    now = {"2021Q1": "1", "2021": "4"}
    [punctual] = filed(cumulative(), {"2021": "4"}, {"2022-01-31": {"2021": "4"}}, "2022-02-01")
    [late] = filed(cumulative(), now, {"2022-01-31": {"2021Q1": "1"}}, "2022-02-01")
    assert (punctual.entries, late.entries) == ((1,), (2,))


def test_since_when_a_slot_is_filled() -> None:
    """A correction keeps the time of what it corrects; after a retraction it counts anew."""
    slot = Slot("p", "t", "2021", "qinghai")
    said = ((RECORD, None), (CORRECTION, 1), (RETRACTION, 2), (RECORD, 3), (CORRECTION, 4), (RECORD, None))
    entries = [
        LoggedEntry(Entry(number, number, slot, Content(), kind, before), f"day {number}", "me")
        for number, (kind, before) in enumerate(said, 1)
    ]
    assert filled_since(entries) == {1: "day 1", 2: "day 1", 4: "day 4", 5: "day 4", 6: "day 6"}
