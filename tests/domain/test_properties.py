"""What holds for every ledger, whatever is in it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from sciplan.domain.cover import kept
from sciplan.domain.evaluate import evaluate
from sciplan.domain.formulas import Course, expected_value, progress
from sciplan.domain.ledger import RETRACTION, Content, Entry, Reported, Slot, live_entries
from sciplan.domain.plan import Target
from sciplan.domain.series import region_series
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    BOTH,
    MORE_THAN_PREVIOUS,
    a_plan,
    annual,
    at_least,
    at_most,
    cumulative,
    known,
    level,
    more_than,
    report,
)

PLAN = a_plan()
DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
AMOUNTS = st.decimals(0, 10**6, places=3)
SMALL = st.decimals(-10, 200, places=2)

PARTS = {
    "2022": ("2022H1", "2022H2"),
    "2022H1": ("2022Q1", "2022Q2"),
    "2022H2": ("2022Q3", "2022-10", "2022-11", "2022-12"),
    "2022Q1": ("2022-01", "2022-02", "2022-03"),
}
BELOW = {"qinghai": ("xining", "haidong", "haixi"), "xining": ("datong", "huangzhong"), "haidong": ("ledu",)}
AGENCIES = ("edu", "labour", "health")


@st.composite
def partitions(draw: st.DrawFn) -> list[Reported]:
    """Split the year of the province into periods, regions or agencies, again and again, with a value for each."""
    leaves, waiting = [], [("2022", "qinghai", "")]
    while waiting:
        period, region, agency = waiting.pop()
        ways = ["stop"]
        ways += ["period"] * (period in PARTS) + ["region"] * (region in BELOW and not agency)
        ways += ["agency"] * (not agency)
        way = draw(st.sampled_from(ways))
        if way == "period":
            waiting += [(part, region, agency) for part in PARTS[period]]
        elif way == "region":
            waiting += [(period, part, agency) for part in BELOW[region]]
        elif way == "agency":
            waiting += [(period, region, part) for part in AGENCIES]
        else:
            leaves.append(report(f"{period}@{region}/{agency}", f"{draw(AMOUNTS)}"))
    return leaves


@st.composite
def some_reports(draw: st.DrawFn) -> list[Reported]:
    """Any reports of any grade, region and agency, one for each slot."""
    slots = st.tuples(
        st.sampled_from(["2020", "..2022", "2021", "2022", "2023", "2022H1", "2022H2", "2023Q1", "2024-12", "2025"]),
        st.sampled_from(["qinghai", "xining", "haidong", "datong"]),
        st.sampled_from(["", "edu", "labour"]),
    )
    found = draw(st.lists(slots, unique=True, max_size=12))
    values = st.one_of(
        SMALL.map(str), st.tuples(st.integers(0, 50), st.integers(0, 100)).map(lambda two: f"{two[0]}/{two[1]}")
    )
    return [report(f"{period}@{region}/{agency}", draw(values)) for period, region, agency in found]


GOALS = st.one_of(
    SMALL.map(str).flatmap(lambda text: st.sampled_from([at_least(text), more_than(text), at_most(text)]))
)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """A cumulative or annual target or a level, of the whole or of two regions, with any goal."""
    regions = draw(st.sampled_from([(), BOTH]))
    combine = draw(st.sampled_from(["pooled", "each"] if regions else ["pooled"]))
    kind = draw(st.sampled_from(["cumulative", "annual", "level"]))
    if kind == "annual":
        goal = draw(st.one_of(GOALS, st.sampled_from([MORE_THAN_PREVIOUS, AT_LEAST_BASELINE])))
        return annual(goal, regions=regions, combine="each" if combine == "each" else "sum")
    if kind == "cumulative":
        goal = draw(GOALS.filter(lambda one: one.form != "at_most"))
        return cumulative(goal, regions=regions, combine="each" if combine == "each" else "sum")
    baseline = draw(st.one_of(st.none(), SMALL.map(lambda value: known(str(value)))))
    return level(draw(GOALS), regions=regions, combine=combine, baseline=baseline)


def total(reports: Sequence[Reported]) -> Fraction | None:
    """Give the sum at the end of 2022."""
    return region_series(PLAN, cumulative(), cumulative(), reports).values.get(date(2022, 12, 31))


@given(partitions())
def test_the_parts_make_the_whole(parts: list[Reported]) -> None:
    """The sum over any partition of agencies, regions and periods is the whole; nothing counts twice or not at all."""
    whole = sum(Fraction(one.content.value or 0) for one in parts)
    assert total(parts) == whole
    assert region_series(PLAN, annual(), annual(), parts).values.get(date(2022, 12, 31)) == whole


@given(partitions(), AMOUNTS)
def test_the_whole_replaces_its_parts(parts: list[Reported], whole: Decimal) -> None:
    """An entry for the whole year, region and all agencies counts instead of any parts of it."""
    entry = report("2022", f"{whole}")
    others = [one for one in parts if (one.period, one.region, one.agency) != (entry.period, "qinghai", "")]
    assert total([*others, entry]) == Fraction(whole)


@given(some_reports())
def test_reports_that_count_never_share_ground(reports: list[Reported]) -> None:
    """Of two counting reports of one region and one agency no day is in both."""
    counted = kept(PLAN, reports, measured=False)
    for one in counted:
        for other in counted:
            same = one.region == other.region and one.agency == other.agency
            assert one is other or not (same and one.period.overlaps(other.period))


@given(targets(), some_reports().flatmap(lambda one: st.tuples(st.just(one), st.permutations(one))), DAYS)
def test_the_order_of_reports_does_not_matter(
    target: Target, orders: tuple[list[Reported], list[Reported]], day: date
) -> None:
    """The same reports in another order give the same judgement, whole and entire."""
    one, other = orders
    assert evaluate(PLAN, target, one, day) == evaluate(PLAN, target, other, day)


@given(targets(), some_reports(), DAYS)
def test_later_reports_do_not_change_what_was_known_then(target: Target, reports: list[Reported], day: date) -> None:
    """Reports whose period ends after the date asked about change nothing."""
    until = [one for one in reports if one.period.end <= day]
    assert evaluate(PLAN, target, reports, day) == evaluate(PLAN, target, until, day)


def _times(amount: Decimal | None, factor: int) -> Decimal | None:
    return None if amount is None else amount * factor


def _scaled(target: Target, factor: int) -> Target:
    goal = target.goal._replace(value=_times(target.goal.value, factor), upper=_times(target.goal.upper, factor))
    baseline = target.baseline and target.baseline._replace(value=_times(target.baseline.value, factor))
    return target._replace(goal=goal, baseline=baseline)


@given(targets(), some_reports(), DAYS, st.sampled_from([2, 10, 10_000]))
def test_scaling_scales_no_ratio(target: Target, reports: list[Reported], day: date, factor: int) -> None:
    """Counting everything in another unit changes values, and neither a status nor any ratio."""
    target = target._replace(unit="元/人" if target.kind == "level" else "个")
    scaled = [
        one._replace(
            content=one.content._replace(
                value=_times(one.content.value, factor),
                numerator=_times(one.content.numerator, factor),
            ),
        )
        for one in reports
    ]
    before, after = evaluate(PLAN, target, reports, day), evaluate(PLAN, _scaled(target, factor), scaled, day)
    assert (after.status, after.notices) == (before.status, before.notices)
    assert after.progress._replace(projection=None) == before.progress._replace(projection=None)
    if before.value is not None and target.combine != "each":
        assert after.value == before.value * factor


@given(st.fractions(-50, 50), st.fractions(-50, 50), st.fractions(-50, 50), DAYS)
def test_pace_is_one_exactly_when_attainment_is_what_is_expected(
    start: Fraction, goal: Fraction, value: Fraction, day: date
) -> None:
    """Pace is at least 1 exactly when attainment is at least the expected; the gap then is not negative."""
    assume(start != goal)
    got = progress(Course(start, date(2020, 12, 31), goal, date(2025, 12, 31)), value, day)
    assert got.attainment is not None
    assert got.expected is not None
    assert got.pace is not None
    assert got.gap is not None
    assert (got.pace >= 1) is (got.attainment >= got.expected) is (got.gap >= 0)


@given(st.fractions(-50, 50), st.fractions(-50, 50), st.fractions(-50, 50), DAYS)
def test_pace_is_one_exactly_when_the_value_is_what_is_expected(
    start: Fraction, goal: Fraction, value: Fraction, day: date
) -> None:
    """Pace is at least 1 exactly when the value has risen, or fallen, at least as far as is expected by then."""
    assume(start != goal)
    course = Course(start, date(2020, 12, 31), goal, date(2025, 12, 31))
    pace, wanted = progress(course, value, day).pace, expected_value(course, day)
    assert pace is not None
    assert (pace >= 1) is (value >= wanted if goal > start else value <= wanted)


@given(st.lists(st.sampled_from(["record", "correction"]), min_size=1, max_size=5))
def test_retracting_a_slots_only_entry_restores_what_was(kinds: list[str]) -> None:
    """Whatever other slots hold, a record and its retraction leave the live entries as they were."""
    held = [
        Entry(number, number, Slot("p", "t", f"{2000 + number}", "qinghai"), Content(Decimal(number)), kind)
        for number, kind in enumerate(kinds, 1)
    ]
    slot = Slot("p", "t", "2022", "xining")
    added = Entry(90, 90, slot, Content(Decimal(5)))
    retraction = Entry(91, 91, slot, Content(), RETRACTION, 90)
    assert live_entries([*held, added]) == [*live_entries(held), added]
    assert live_entries([*held, added, retraction]) == live_entries(held)
