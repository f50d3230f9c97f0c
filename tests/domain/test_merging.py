"""Reports of a period taken together: the judgement is the same, and what may not be taken together is not."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciplan.domain.evaluate import evaluate
from sciplan.domain.evaluation import LATER_PARTIAL
from sciplan.domain.ledger import Reported
from sciplan.domain.merging import Merging, judged
from sciplan.domain.plan import Target
from tests.domain.builders import (
    AT_LEAST_BASELINE,
    BOTH,
    MORE_THAN_PREVIOUS,
    Reports,
    a_plan,
    annual,
    at_least,
    cumulative,
    each,
    known,
    level,
    merged,
    report,
    reports,
    state,
)

PERIODS = ("2020", "..2022", "2021", "2022", "2023", "2022H1", "2022H2", "2022Q1", "2023Q1", "2024-12", "2025")
REGIONS = (("qinghai",), BOTH, ("xining", "haidong", "haixi"), ("datong", "huangzhong"), ("qinghai", "xining"))
THREE = ("xining", "haidong", "haixi")
DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
VALUES = st.integers(0, 200).map(str)
RATIOS = st.tuples(st.integers(0, 50), st.integers(1, 100)).map(lambda two: f"{two[0]}/{two[1]}")
HOLDER = level(key="holder", sampled=True, unit="%")
TARGETS = (
    cumulative(),
    cumulative(regions=BOTH),
    cumulative(figures_of="holder", take_numerator=True),
    annual(),
    annual(MORE_THAN_PREVIOUS, regions=BOTH),
    annual(AT_LEAST_BASELINE, figures_of="holder", unit="%"),
    annual(unit="%"),
    level(sampled=True),
    level(regions=BOTH, baseline=None, unit="%"),
    level(regions=BOTH, unit="家", baseline=known("3")),
    level()._replace(**each(level())),
    state(),
)


@st.composite
def alike(draw: st.DrawFn) -> list[Reported]:
    """Give reports of the same regions for each of some periods; now and then one more, or one less."""
    regions = draw(st.sampled_from(REGIONS))
    said = draw(st.sampled_from([VALUES, RATIOS]))
    slots = [f"{period}@{region}" for period in draw(st.sets(st.sampled_from(PERIODS))) for region in regions]
    if draw(st.integers(0, 3)) == 0:
        slots = [*slots[1:], *draw(st.sampled_from([[], ["2024@haixi"], ["2024@xining/edu"]]))]
    return [report(slot, draw(said)) for slot in dict.fromkeys(slots)]


@settings(max_examples=200)
@given(st.sampled_from(TARGETS), alike(), DAYS)
def test_the_judgement_is_the_same(target: Target, found: list[Reported], day: date) -> None:
    """What is judged together comes out, whole and entire, as what is judged one by one."""
    plan = a_plan(target, HOLDER)
    together = Merging(plan).judgeable(target, merged(found))
    if together is not None:
        assert judged(plan, target, together, day) == evaluate(plan, target, found, day)


@st.composite
def halves(draw: st.DrawFn) -> list[Reported]:
    """Give reports of years that share no day, each by some of three regions or by the province for all."""
    said = draw(st.sampled_from([VALUES, RATIOS]))
    slots = []
    for period in ("2020", "2021", "2022H1", "2022H2", "2023", "2024-12", "2025"):
        places = draw(st.one_of(st.sets(st.sampled_from(THREE)), st.just({"qinghai"}), st.just(set(THREE))))
        slots += [f"{period}@{place}" for place in sorted(places)]
    return [report(slot, draw(said)) for slot in slots]


@settings(max_examples=200)
@given(st.sampled_from(TARGETS), halves(), DAYS)
def test_some_may_have_reported_and_others_not(target: Target, found: list[Reported], day: date) -> None:
    """Where periods share no day, it does not matter which regions are behind: one of each class stands for all."""
    target = target._replace(regions=THREE if target.regions else ())
    plan = a_plan(target, HOLDER)
    together = Merging(plan).judgeable(target, merged(found))
    if together is not None:
        assert judged(plan, target, together, day) == evaluate(plan, target, found, day)


def taken_together(target: Target, said: Reports) -> Sequence[Reported] | None:
    """Give the reports that a target is judged from when they are taken together, or None."""
    found = Merging(a_plan(target, HOLDER)).judgeable(target, merged(reports(said)))
    return None if found is None else found.reports


ALIKE = {"2021@xining": "1", "2021@haidong": "2", "2022@xining": "3", "2022@haidong": "4"}


@pytest.mark.parametrize(
    "target",
    [cumulative(), cumulative(regions=BOTH), annual(regions=BOTH), level(unit="家", regions=BOTH)],
    ids=lambda target: f"{target.kind} {target.unit} {len(target.regions)}",
)
def test_regions_that_reported_alike_are_one(target: Target) -> None:
    """Regions that all reported for the same periods are judged by a sum for each period."""
    found = taken_together(target, ALIKE)
    assert found is not None
    assert [(one.period.text, one.region, one.content.value) for one in found] == [
        ("2021", "qinghai", Decimal(3)),
        ("2022", "qinghai", Decimal(7)),
    ]


def test_ratios_are_one_of_sums() -> None:
    """Shares of a level become one of the sums above and below the line."""
    found = taken_together(level(regions=BOTH), {"2022@xining": "1/10", "2022@haidong": "2/30"})
    assert found is not None
    assert (found[0].content.numerator, found[0].content.denominator) == (Decimal(3), Decimal(40))


def test_one_region_stands_for_those_that_reported_alike() -> None:
    """Who is behind is named region by region, though one of them is judged for all; nothing of the sum is lost."""
    said = {"2021@xining": "1", "2021@haidong": "2", "2021@haixi": "3", "2022@xining": "4", "2023@qinghai": "5"}
    target = cumulative(regions=THREE)
    plan = a_plan(target)
    until_2022 = {slot: value for slot, value in said.items() if not slot.startswith("2023")}
    one = Merging(plan).judgeable(target, merged(reports(until_2022)))
    assert one is not None
    assert one.target.regions == ("xining", "haidong")
    assert [(report.period.text, report.region, report.content.value) for report in one.reports] == [
        ("2021", "qinghai", Decimal(6)),
        ("2022", "xining", Decimal(4)),
    ]
    notices = judged(plan, target, one, date(2023, 2, 1)).notices
    assert [notice.items for notice in notices if notice.code == LATER_PARTIAL] == [("haidong", "haixi")]
    some = Merging(plan).judgeable(target, merged(reports({"2021@xining": "1", "2021@haixi": "2", "2022@haixi": "3"})))
    assert some is not None
    assert [(report.period.text, report.region, report.content.value) for report in some.reports] == [
        ("2021", "xining", Decimal(3)),
        ("2021", "haixi", Decimal(0)),
        ("2022", "haixi", Decimal(3)),
    ]
    whole = Merging(plan).judgeable(target, merged(reports(said)))
    assert whole is not None
    assert judged(plan, target, whole, date(2024, 2, 1)).value == 15


def test_several_targets_of_the_same_regions() -> None:
    """What was found out of a set of regions holds for the next target that they report for."""
    merging, other = Merging(a_plan(cumulative(), HOLDER)), ALIKE | {"2021@xining": "5"}
    found = [merging.judgeable(cumulative(), merged(reports(said))) for said in (ALIKE, other)]
    assert [one.reports[0].content.value for one in found if one] == [Decimal(3), Decimal(7)]


def test_single_reports_stay_as_they_are() -> None:
    """Where each period has one report, these are judged, whatever they say and whoever made them."""
    said = {"2021@xining/edu": "done", "2022@haidong": "in-progress"}
    assert taken_together(state(), said) == reports(said)


@pytest.mark.parametrize(
    ("target", "said"),
    {
        "others share its days": (cumulative(), {"2021@xining": "1", "2021@haidong": "2", "2021H1@xining": "1"}),
        "one that need not report": (cumulative(regions=BOTH), ALIKE | {"2023@haixi": "3", "2023@xining": "4"}),
        "one below another that must": (
            cumulative(regions=("xining", "datong", "haixi")),
            {"2021@xining": "1", "2021@haixi": "2", "2022@datong": "3"},
        ),
        "one lies in the other": (cumulative(), {"2021@xining": "1", "2021@datong": "2"}),
        "a region of no plan": (cumulative(), {"2021@xining": "1", "2021@nowhere": "2"}),
        "parts of agencies": (cumulative(), {"2021@xining/edu": "1", "2021@xining/labour": "2"}),
        "states": (state(), {"2021@xining": "done", "2021@haidong": "done"}),
        "each judged alone": (level()._replace(**each(level())), {"2021@xining": "1/2", "2021@haidong": "1/2"}),
        "percentages without counts": (level(), {"2021@xining": "1", "2021@haidong": "2"}),
        "counts and a value": (level(), {"2021@xining": "1/2", "2021@haidong": "2"}),
        "quotients that are added": (cumulative(at_least("5")), {"2021@xining": "1/2", "2021@haidong": "1/2"}),
        "values of which counts are taken": (
            cumulative(figures_of="holder", take_numerator=True),
            {"2021@xining": "1", "2021@haidong": "2"},
        ),
    }.values(),
)
def test_what_is_not_alike_is_judged_one_by_one(target: Target, said: Reports) -> None:
    """Nothing is taken together where a sum does not say all that the reports do."""
    assert taken_together(target, said) is None
