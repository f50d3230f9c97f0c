"""Containment: which of several overlapping reports count."""

import pytest

from sciplan.domain.cover import kept
from sciplan.domain.plan import Region
from tests.domain.builders import REGIONS, a_plan, report


def added(*slots: str) -> set[str]:
    """Give which of the reports count among figures that add up."""
    return _counting(slots, measured=False)


def measured(*slots: str) -> set[str]:
    """Give which of the reports count among figures measured at a date."""
    return _counting(slots, measured=True)


def _counting(slots: tuple[str, ...], *, measured: bool) -> set[str]:
    found = {report(slot, str(number)): slot for number, slot in enumerate(slots, 1)}
    return {found[one] for one in kept(a_plan(), found, measured=measured)}


@pytest.mark.parametrize(
    ("coarser", "finer"),
    [
        ("..2023", "2023"),
        ("..2023", "2021Q1"),
        ("2023", "2023H1"),
        ("2023", "2023-12"),
        ("2023H1", "2023Q1"),
        ("2023Q1", "2023-02"),
        ("..2023", "..2022"),
    ],
)
def test_a_coarser_period_replaces_the_finer_ones_inside_it(coarser: str, finer: str) -> None:
    """To-date comes before year, year before half, half before quarter, quarter before month; order is no matter."""
    assert added(coarser, finer) == {coarser}
    assert added(finer, coarser) == {coarser}


def test_periods_that_share_no_day_all_count() -> None:
    """What a coarser period does not touch is added to it."""
    assert added("..2022", "2023H1", "2023Q3", "2023-10") == {"..2022", "2023H1", "2023Q3", "2023-10"}


def test_the_whole_replaces_the_agencies() -> None:
    """An entry of no agency stands for all of them; without it each agency counts."""
    assert added("2023", "2023/edu", "2023/labour") == {"2023"}
    assert added("2023/edu", "2023/labour") == {"2023/edu", "2023/labour"}


def test_one_agency_replaces_only_its_own_finer_figures() -> None:
    """The year of one agency replaces its own halves and leaves those of another."""
    assert added("2023/edu", "2023H1/edu", "2023H1/labour") == {"2023/edu", "2023H1/labour"}


def test_a_regions_own_entry_replaces_those_of_its_children() -> None:
    """A province replaces its prefectures and, through them, its counties; so does a prefecture its counties."""
    assert added("2023", "2023@xining", "2023@datong") == {"2023"}
    assert added("2023@xining", "2023@datong", "2023@ledu") == {"2023@xining", "2023@ledu"}


def test_siblings_do_not_replace_each_other() -> None:
    """Regions side by side are both counted."""
    assert added("2023@xining", "2023@haidong") == {"2023@xining", "2023@haidong"}


def test_a_parents_agency_replaces_the_same_agency_below_it() -> None:
    """The province's figure of one agency holds that agency's figures in the prefectures, and no other's."""
    assert added("2023/edu", "2023@xining/edu", "2023@xining/labour") == {"2023/edu", "2023@xining/labour"}


def test_measurements_meet_only_when_they_end_on_the_same_day() -> None:
    """A level of the half year stands beside that of the year; of the same day the coarser period counts."""
    assert measured("2023", "2023H1") == {"2023", "2023H1"}
    assert measured("2023-12", "2023", "2023H2") == {"2023"}


def test_a_measurement_of_the_whole_replaces_agencies_and_children() -> None:
    """At one date the region's own whole is the only one that counts."""
    assert measured("2023", "2023/edu", "2023@xining", "2023H2@datong/edu") == {"2023"}


def test_the_widest_come_first() -> None:
    """Reports come region by region from the widest, the whole before agencies, the coarser before the finer."""
    slots = ["2023Q1@haidong", "2022@xining/edu", "2024H1@xining", "2021"]
    plan = a_plan(regions=REGIONS)
    order = [(one.period.text, one.region) for one in kept(plan, [report(slot, "1") for slot in slots], measured=True)]
    assert order == [("2021", "qinghai"), ("2024H1", "xining"), ("2023Q1", "haidong"), ("2022", "xining")]


def test_containment_follows_the_plans_own_regions() -> None:
    """A region counts under its parent only as far as the plan knows its line."""
    plan = a_plan(regions=(*REGIONS, Region("street", "Street", "county", "elsewhere")))
    assert plan.within("street") == ("street",)
    assert len(kept(plan, [report("2023", "5"), report("2023@street", "1")], measured=False)) == 2
