"""From one revision of a plan to the next."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sciplan.domain.ledger import Entry, Slot
from sciplan.domain.plan import EACH, LEVEL, Agency, Goal, Plan, Target
from sciplan.domain.revision import ADDED, CHANGED, REMOVED, Change, Obstacle, changes, obstacles
from tests.domain.builders import BOTH, REGIONS, Field, a_plan, at_least, content, cumulative

EDU, LABOUR = Agency("edu", "Education"), Agency("labour", "Labour")
ONE, TWO = cumulative(key="one"), cumulative(key="two")
PLAN = a_plan(ONE, TWO, agencies=(EDU, LABOUR))


def entry(number: int, region: str = "qinghai", agency: str = "") -> Entry:
    """Give an entry of target one."""
    return Entry(number, number, Slot("p", "one", "2022", region, agency), content("5"))


def test_the_same_plan_has_no_changes() -> None:
    """Two equal revisions differ in nothing."""
    assert changes(PLAN, replace(PLAN)) == []


def test_a_field_of_the_plan_changes() -> None:
    """A changed name is shown with what it was and what it is."""
    assert changes(PLAN, replace(PLAN, name="New")) == [Change(CHANGED, "plan", "p", "name", "Plan", "New")]


def test_items_come_and_go() -> None:
    """A target that went and one that came are named, each whole."""
    new = cumulative(key="new")
    assert changes(PLAN, replace(PLAN, targets=(ONE, new))) == [
        Change(REMOVED, "targets", "two", before=TWO),
        Change(ADDED, "targets", "new", after=new),
    ]


def test_fields_of_items_change() -> None:
    """A changed goal is a change of that field of that target, and of nothing else."""
    raised = ONE._replace(goal=at_least("60"))
    assert changes(PLAN, replace(PLAN, targets=(raised, TWO))) == [
        Change(CHANGED, "targets", "one", "goal", Goal("at_least", Decimal(50)), Goal("at_least", Decimal(60)))
    ]


def test_another_order_is_a_change() -> None:
    """The same items in another order are one change; with other changes the order is not told."""
    assert changes(PLAN, replace(PLAN, agencies=(LABOUR, EDU))) == [
        Change(CHANGED, "agencies", "", "order", ("edu", "labour"), ("labour", "edu"))
    ]
    assert changes(PLAN, replace(PLAN, targets=(TWO, ONE._replace(name="New")))) == [
        Change(CHANGED, "targets", "one", "name", "Target", "New")
    ]


def test_regions_are_known_by_their_codes() -> None:
    """A region that is renamed has the same code."""
    renamed = REGIONS[1]._replace(name="New")
    assert changes(PLAN, replace(PLAN, regions=(REGIONS[0], renamed, *REGIONS[2:]))) == [
        Change(CHANGED, "regions", "xining", "name", "Xining", "New")
    ]


def test_a_target_without_entries_may_change_at_will() -> None:
    """Without entries nothing is in the way, not even of removing the target."""
    assert obstacles(PLAN, a_plan(), []) == []


def test_a_target_with_entries_cannot_vanish() -> None:
    """Removing it is forbidden, with all its entries named."""
    new = replace(PLAN, targets=(TWO,))
    assert obstacles(PLAN, new, [entry(1), entry(2)]) == [Obstacle("one", "removed", (1, 2))]


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"kind": LEVEL}, ["kind"]),
        ({"unit": "人次"}, ["unit"]),
        ({"combine": EACH}, ["combine"]),
        ({"kind": LEVEL, "unit": "人次"}, ["kind", "unit"]),
        ({"figures_of": "two"}, ["figures_of"]),
        ({"goal": at_least("60"), "name": "New", "binding": "striving"}, []),
    ],
)
def test_entries_keep_their_meaning(changed: dict[str, Field], reasons: list[str]) -> None:
    """Kind, unit and combine stay, and so does who holds the entries; goal and name may change."""
    new = replace(PLAN, targets=(ONE._replace(**changed), TWO))
    assert obstacles(PLAN, new, [entry(1)]) == [Obstacle("one", reason, (1,)) for reason in reasons]


def with_regions(*codes: str) -> Plan:
    """Give the plan in which target one is reported by the named regions."""
    named: Target = ONE._replace(regions=codes)
    return replace(PLAN, targets=(named, TWO))


@pytest.mark.parametrize(
    ("named", "region", "stays"),
    [
        ((), "xining", True),
        (BOTH, "xining", True),
        (BOTH, "datong", True),
        (BOTH, "qinghai", True),
        (("datong",), "xining", True),
        (BOTH, "haixi", False),
        (("datong",), "huangzhong", False),
    ],
)
def test_entries_keep_their_region(named: tuple[str, ...], region: str, stays: bool) -> None:
    """An entry's region is a named one, lies in one or holds one; else the new plan would lose the entry."""
    expected = [] if stays else [Obstacle("one", "region", (1,))]
    assert obstacles(PLAN, with_regions(*named), [entry(1, region)]) == expected


def test_a_region_or_an_agency_with_entries_cannot_vanish() -> None:
    """An entry's region and agency stay in the plan; the whole is no agency."""
    new = replace(PLAN, regions=REGIONS[:3], agencies=(EDU,))
    held = [entry(1, "haixi"), entry(2, agency="labour"), entry(3, "xining", "edu"), entry(4, "datong", "labour")]
    assert obstacles(PLAN, new, held) == [Obstacle("one", "region", (1, 4)), Obstacle("one", "agency", (2, 4))]


def test_a_region_that_vanished_is_named_once() -> None:
    """An entry whose region is gone is not counted again as a region that need not report."""
    new = replace(with_regions(*BOTH), regions=REGIONS[:3])
    assert obstacles(PLAN, new, [entry(1, "haixi")]) == [Obstacle("one", "region", (1,))]
