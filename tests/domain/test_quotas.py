"""Agreed quotas: which stand, which targets take them, what they change, and which cannot be."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciplan.domain.evaluate import case_of
from sciplan.domain.plan import Baseline, Target
from sciplan.domain.quotas import (
    BACKWARDS,
    FALLS_BACK,
    PAST_GOAL,
    Quota,
    quota_fault,
    quotas_that_hold,
    standing,
    takes_quota,
    with_quotas,
)
from sciplan.domain.trajectory import expected_on
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    UNKNOWN,
    a_plan,
    annual,
    at_least,
    at_most,
    between,
    cumulative,
    each,
    known,
    level,
    more_than,
    reports,
    state,
)


def agreed(target: str, year: int, amount: str, checkpoint: str, batch: int = 9) -> Quota:
    """A quota as it was typed."""
    return Quota(target, year, Decimal(amount), Decimal(checkpoint), amount, batch)


def withdrawn(target: str, year: int, batch: int = 10) -> Quota:
    """A quota that was taken back."""
    return Quota(target, year, None, None, "", batch)


def test_the_last_word_stands() -> None:
    """Of each target and year the quota of the latest batch stands, and none where that one withdrew it."""
    first, second = agreed("t", 2023, "10", "30", 5), agreed("t", 2023, "12", "32", 6)
    other = agreed("t", 2024, "5", "40", 5)
    assert standing([first, other, second]) == (second, other)
    assert standing([first, other, second, withdrawn("t", 2023)]) == (other,)
    assert standing([first, withdrawn("t", 2023), agreed("t", 2023, "9", "29", 11)])[0].batch == 11
    assert standing([]) == ()


@pytest.mark.parametrize(
    ("target", "year", "takes"),
    [
        (cumulative(), 2024, True),
        (cumulative(), 2025, False),
        (cumulative(more_than("50")), 2021, True),
        (cumulative(due=date(2024, 6, 30)), 2024, False),
        (cumulative(due=date(2024, 6, 30)), 2023, True),
        (cumulative(trajectory="at-due"), 2023, False),
        (cumulative(figures_of="other"), 2023, True),
        (cumulative(**each(cumulative())), 2023, False),
        (level(), 2023, True),
        (level(baseline=UNKNOWN), 2023, True),
        (level(baseline=None), 2023, True),
        (level(baseline=known("10", 2022)), 2022, False),
        (level(baseline=known("10", 2022)), 2023, True),
        (level(at_most("5")), 2023, True),
        (level(between("10", "25")), 2023, True),
        (level(AT_LEAST_BASELINE), 2023, False),
        (annual(), 2023, False),
        (state(), 2023, False),
    ],
)
def test_what_takes_a_quota(target: Target, year: int, takes: bool) -> None:
    """A count or a level with a number and a pace takes one for each year that ends before it is due."""
    assert takes_quota(target, year) is takes


def test_quotas_join_the_checkpoints() -> None:
    """A quota joins the plan's checkpoints and replaces its own of the same year; the rest of the plan is the same."""
    own = cumulative(key="own", trajectory="checkpoints", checkpoints=((2022, Decimal(10)), (2023, Decimal(30))))
    plain, untouched = cumulative(key="plain"), level(key="untouched")
    plan = a_plan(own, plain, untouched)
    judged = with_quotas(plan, [agreed("own", 2023, "15", "25"), agreed("own", 2024, "10", "35")])
    assert dict(judged.target_by_key["own"].stops) == {2022: 10, 2023: 25, 2024: 35}
    assert judged.target_by_key["own"].checkpoints == own.checkpoints
    judged = with_quotas(plan, [agreed("plain", 2022, "12", "12")])
    assert dict(judged.targets[1].stops) == {2022: 12}
    assert (judged.targets[0], judged.targets[2]) == (own, untouched)
    assert plan.targets == (own, plain, untouched)


def test_without_quotas_the_plan_is_itself() -> None:
    """Nothing is copied where nothing was agreed."""
    plan = a_plan(cumulative())
    assert with_quotas(plan, []) is plan
    assert with_quotas(plan, [agreed("t", 2023, "1", "10"), withdrawn("t", 2023)]).targets == plan.targets


@pytest.mark.parametrize(
    "quota",
    [
        agreed("gone", 2023, "1", "10"),
        agreed("t", 2025, "1", "50"),
        agreed("t", 2023, "60", "60"),
        agreed("state", 2023, "1", "1"),
    ],
    ids=["of no target", "of the due year", "past the goal", "of a state"],
)
def test_what_fits_no_more_is_left_alone(quota: Quota) -> None:
    """A quota for which a later revision has no place changes nothing."""
    plan = a_plan(cumulative(), state(key="state"))
    assert with_quotas(plan, [quota]).targets == plan.targets
    assert quotas_that_hold(plan.targets[0], [quota]) == ()


def test_a_falling_level_may_fall() -> None:
    """Under a ceiling a quota above the goal holds, and one below it passes the goal."""
    falling = level(at_most("5"), baseline=known("20"))
    assert len(quotas_that_hold(falling, [agreed("t", 2023, "12", "12")])) == 1
    assert quotas_that_hold(falling, [agreed("t", 2023, "4", "4")]) == ()


@pytest.mark.parametrize(
    ("target", "checkpoint", "reached", "fault"),
    [
        (cumulative(), "30", "20", None),
        (cumulative(), "50", "20", None),
        (cumulative(), "51", "20", PAST_GOAL),
        (cumulative(), "20", "20", None),
        (level(), "12", "13", FALLS_BACK),
        (level(), "14", None, None),
        (level(), "15", "16", None),
        (level(), "14", "16", FALLS_BACK),
        (level(at_most("5"), baseline=known("20")), "12", "15", None),
        (level(at_most("5"), baseline=known("20")), "16", "15", FALLS_BACK),
        (level(at_most("5"), baseline=known("20")), "4", "15", PAST_GOAL),
        (level(at_most("5"), baseline=known("20")), "5", "4", None),
        (level(between("10", "25"), baseline=known("5")), "12", "7", PAST_GOAL),
        (cumulative(checkpoints=((2022, Decimal(35)),)), "30", "20", BACKWARDS),
        (cumulative(checkpoints=((2024, Decimal(28)),)), "30", "20", BACKWARDS),
        (cumulative(checkpoints=((2022, Decimal(30)), (2023, Decimal(99)), (2024, Decimal(30)))), "30", "20", None),
        (level(at_most("5"), baseline=known("20"), checkpoints=((2024, Decimal(13)),)), "12", "15", BACKWARDS),
    ],
)
def test_what_cannot_be_agreed(target: Target, checkpoint: str, reached: str | None, fault: str | None) -> None:
    """A quota lies between what is reached and the goal, and between the checkpoints before and after it."""
    value = None if reached is None else Fraction(reached)
    assert quota_fault(target, 2023, Decimal(checkpoint), value) == fault


@given(st.integers(0, 50), st.integers(0, 50), st.integers(2021, 2025), st.integers(0, 40))
def test_quotas_change_what_is_expected_and_never_a_value(first: int, second: int, year: int, reported: int) -> None:
    """Whatever is agreed, values, states and the goal stay; at the year's end exactly the quota is expected."""
    plan = a_plan(cumulative(), level(key="l", baseline=Baseline(Decimal(0), 2020), goal=at_least("50"), unit="个"))
    quotas = [agreed("t", year, str(first), str(first)), agreed("l", year, str(second), str(second))]
    judged = with_quotas(plan, quotas)
    said = reports({"2021": str(reported), "2022": "3"})
    day = date(2022, 12, 31)
    for before, after in zip(plan.targets, judged.targets, strict=True):
        old, new = case_of(plan, before, said, day), case_of(judged, after, said, day)
        assert (old.value, old.facts, old.reached) == (new.value, new.facts, new.reached)
        if takes_quota(before, year):
            asked = {"t": first, "l": second}[before.key]
            assert expected_on(new, date(year, 12, 31)) == asked
        assert expected_on(old, before.due) == expected_on(new, before.due) == 50
        for earlier in range(2021, year):
            assert expected_on(old, date(earlier, 12, 31)) == expected_on(new, date(earlier, 12, 31))


def test_what_was_expected_before_a_quota_stays() -> None:
    """Agreeing on 32 for the end of 2024 leaves 10 a year until 2023; after it the way is straight to the goal."""
    plan = with_quotas(a_plan(cumulative()), [agreed("t", 2024, "2", "32")])
    case = case_of(plan, plan.targets[0], reports({"2021": "5"}), date(2025, 6, 30))
    assert [expected_on(case, date(year, 12, 31)) for year in range(2021, 2026)] == [10, 20, 30, 32, 50]


def test_quotas_of_years_in_a_row_lead_from_one_to_the_next() -> None:
    """What was agreed for 2023 is where the way to what was agreed for 2024 begins, and so with own checkpoints."""
    own = cumulative(trajectory="checkpoints", checkpoints=((2022, Decimal(30)),))
    plan = with_quotas(a_plan(own), [agreed("t", 2023, "5", "35"), agreed("t", 2024, "5", "40")])
    case = case_of(plan, plan.targets[0], reports({"2021": "5"}), date(2025, 6, 30))
    assert [expected_on(case, date(year, 12, 31)) for year in range(2021, 2026)] == [15, 30, 35, 40, 50]
