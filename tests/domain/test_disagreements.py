"""What `check` finds: figures that cannot all be right, each with the entries they stand in."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciplan.domain.disagreements import CODES, RULES, Disagreement, disagreements
from sciplan.domain.ledger import Content, Reported
from sciplan.domain.period import Period, periods_between
from sciplan.domain.plan import Target
from tests.domain.builders import (
    UNKNOWN,
    Reports,
    a_plan,
    annual,
    at_least,
    cumulative,
    known,
    level,
    reports,
    state,
)

STOCK = level(at_least("50"), unit="个", combine="sum", baseline=UNKNOWN)
SHARE = level(baseline=UNKNOWN)
RATIO = annual(at_least("2"), unit="元/人", combine="pooled")


def found(target: Target, said: Reports, *others: Target) -> list[Disagreement]:
    """Give what disagrees when reports are entries 1, 2, 3 … in the order written."""
    numbered = [one._replace(entry=number) for number, one in enumerate(reports(said), 1)]
    return disagreements(a_plan(target, *others), target, numbered)


def brief(target: Target, said: Reports, *others: Target) -> list[tuple[str, tuple[int, ...], object, object]]:
    """Give code, entries and both amounts of each disagreement."""
    return [(one.code, one.entries, one.amount, one.other) for one in found(target, said, *others)]


AGREEING: dict[str, tuple[Target, Reports]] = {
    "nothing": (cumulative(), {}),
    "a year and its halves": (cumulative(), {"2022": "30", "2022H1": "10", "2022H2": "20"}),
    "a year and a part of it": (cumulative(), {"2022": "30", "2022Q1": "30"}),
    "a total to date": (cumulative(), {"2021": "5", "2022": "6", "..2022": "11"}),
    "a total to date of the first year": (cumulative(), {"2021": "5", "..2021": "5"}),
    "a total to date and an earlier one": (cumulative(), {"..2021": "5", "2022": "6", "..2022": "11"}),
    "a total to date with years unreported": (cumulative(), {"2022": "6", "..2022": "11"}),
    "regions": (cumulative(), {"2022": "6", "2022@xining": "1", "2022@haidong": "2", "2022@haixi": "3"}),
    "regions of which one is missing": (cumulative(), {"2022": "6", "2022@xining": "1", "2022@haidong": "2"}),
    "a region through its counties": (
        cumulative(),
        {"2022@xining": "6", "2022@datong": "2", "2022@huangzhong": "4"},
    ),
    "regions that hold named ones": (
        cumulative(regions=("datong", "huangzhong")),
        {"2022": "6", "2022@datong": "2", "2022@huangzhong": "4"},
    ),
    "agencies": (cumulative(), {"2022": "6", "2022/edu": "2", "2022/agri": "4"}),
    "an agency for a part of the year": (cumulative(), {"2022": "6", "2022Q1/edu": "2"}),
    "agencies and regions, each the whole": (
        cumulative(),
        {"2022@xining": "6", "2022@xining/edu": "6", "2022@datong": "2", "2022@huangzhong": "4"},
    ),
    "an agency and regions that are the whole together": (
        cumulative(),
        {"2022@xining": "9", "2022@xining/edu": "3", "2022@datong": "2", "2022@huangzhong": "4"},
    ),
    "pooled shares": (SHARE, {"2022@xining": "3/9", "2022@datong": "1/4", "2022@huangzhong": "2/5"}),
    "a share that others round to": (
        SHARE,
        {"2022@xining": "33.3", "2022@datong": "1/4", "2022@huangzhong": "2/5"},
    ),
    "shares of agencies, each the whole": (SHARE, {"2022": "50", "2022/edu": "50", "2022/agri": "50"}),
    "shares of some regions": (SHARE, {"2022": "50", "2022@xining": "90"}),
    "quarters of a ratio": (
        RATIO,
        {"2022": "10/4", **{f"2022Q{number}": f"{number}/1" for number in range(1, 5)}},
    ),
    "the last quarter of a ratio": (RATIO, {"2022": "3", "2022Q3": "1", "2022Q4": "3"}),
    "two dates of a stock": (STOCK, {"2022": "5", "2022-11": "9", "2022-12": "5"}),
    "one agency": (STOCK, {"2022/edu": "5", "2022-12/edu": "5"}),
    "agencies of two dates": (STOCK, {"2022/edu": "5", "2021/agri": "5"}),
    "the stated baseline": (level(), {"2020": "10.56", "2021": "12"}),
    "figures that round to the stated baseline": (level(), {"2020": "1056/10001"}),
    "the baseline year in a part": (level(), {"2020@xining": "50"}),
    "what is done in every part": (state(), {"2022": "done", "2022/edu": "verified", "2022@xining": "done"}),
    "what is under way": (state(), {"2022": "in-progress", "2022/edu": "done", "2022@xining": "not-started"}),
    "a part that is done": (state(), {"2022/edu": "done", "2022/agri": "not-started", "2021": "not-started"}),
    "months beside each other": (cumulative(), {"2022-01": "1", "2022-02@xining": "5", "2023": "5"}),
    "a denominator of nothing": (SHARE, {"2022": "3/0", "2022-12": "3/4"}),
}


@pytest.mark.parametrize(("target", "said"), AGREEING.values(), ids=AGREEING)
def test_silence(target: Target, said: Reports) -> None:
    """Figures that can all be right are not listed."""
    assert found(target, said) == []


DISAGREEING: dict[str, tuple[Target, Reports, list[tuple[str, tuple[int, ...], object, object]]]] = {
    "a year and its halves": (
        cumulative(),
        {"2022": "31", "2022H1": "10", "2022H2": "20"},
        [("period-total", (1, 2, 3), 31, 30)],
    ),
    "a half-year and regions of which one crosses the periods of another": (
        cumulative(),
        {
            "2022H1": "9",
            "2022Q1@xining": "1",
            "2022Q2@xining": "2",
            "2022H1@datong": "3",
            "2022H1@haidong": "1",
            "2022H1@haixi": "1",
        },
        [("region-total", (1, 2, 3, 5, 6), 9, 5)],
    ),
    "a quarter above its year": (cumulative(), {"2022Q1": "31", "2022": "30"}, [("period-total", (2, 1), 30, 31)]),
    "a year of an agency": (
        cumulative(),
        {"2022/edu": "3", "2022H1/edu": "1", "2022H2/edu": "1"},
        [("period-total", (1, 2, 3), 3, 2)],
    ),
    "two figures of one date": (STOCK, {"2022": "5", "2022-12": "6"}, [("period-total", (1, 2), 5, 6)]),
    "two shares of one date": (
        SHARE,
        {"2022": "5.0", "2022-12": "5.4"},
        [("period-total", (1, 2), 5, Fraction("5.4"))],
    ),
    "the last quarter of a ratio": (RATIO, {"2022": "2", "2022Q4": "3"}, [("period-total", (1, 2), 2, 3)]),
    "quarters of a ratio": (
        RATIO,
        {"2022": "10/5", **{f"2022Q{number}": f"{number}/1" for number in range(1, 5)}},
        [("period-total", (1, 2, 3, 4, 5), 2, Fraction("2.5"))],
    ),
    "a total to date": (
        cumulative(),
        {"2021": "5", "2022": "6", "..2022": "12"},
        [("to-date-total", (3, 1, 2), 12, 11)],
    ),
    "a total to date and an earlier one": (
        cumulative(),
        {"..2021": "5", "2022": "6", "..2022": "12"},
        [("to-date-total", (3, 1, 2), 12, 11)],
    ),
    "a total to date below an earlier one": (
        cumulative(),
        {"..2023": "10", "..2022": "12"},
        [("to-date-total", (1, 2), 10, 12)],
    ),
    "a total to date and its only year": (
        cumulative(),
        {"2021": "5", "..2021": "6"},
        [("to-date-total", (2, 1), 6, 5)],
    ),
    "regions": (
        cumulative(),
        {"2022": "7", "2022@xining": "1", "2022@haidong": "2", "2022@haixi": "3"},
        [("region-total", (1, 2, 3, 4), 7, 6)],
    ),
    "regions through their counties and quarters": (
        cumulative(),
        {"2022@xining": "7", "2022@datong": "2", "2022H1@huangzhong": "1", "2022H2@huangzhong": "3"},
        [("region-total", (1, 2, 3, 4), 7, 6)],
    ),
    "one region above the whole": (cumulative(), {"2022": "7", "2022@xining": "8"}, [("region-total", (1, 2), 7, 8)]),
    "one agency of a region below": (
        cumulative(),
        {"2022@xining/edu": "7", "2022@datong/edu": "8", "2022@datong/agri": "9"},
        [("region-total", (1, 2), 7, 8)],
    ),
    "named regions": (
        cumulative(regions=("datong", "huangzhong")),
        {"2022": "6", "2022@datong": "2", "2022@huangzhong": "3"},
        [("region-total", (1, 2, 3), 6, 5)],
    ),
    "pooled shares": (
        SHARE,
        {"2022@xining": "3/9", "2022@datong": "1/4", "2022@huangzhong": "2/6"},
        [("region-total", (1, 2, 3), Fraction(100, 3), 30)],
    ),
    "a share that others do not round to": (
        SHARE,
        {"2022@xining": "33.2", "2022@datong": "1/4", "2022@huangzhong": "2/5"},
        [("region-total", (1, 2, 3), Fraction("33.2"), Fraction(100, 3))],
    ),
    "agencies": (
        cumulative(),
        {"2022": "6", "2022/edu": "2", "2022/agri": "3"},
        [("agency-total", (1, 2, 3), 6, 5)],
    ),
    "an agency above the whole": (cumulative(), {"2022": "6", "2022Q1/edu": "7"}, [("agency-total", (1, 2), 6, 7)]),
    "a share of an agency": (SHARE, {"2022": "6", "2022/edu": "7"}, [("agency-total", (1, 2), 6, 7)]),
    "an agency and regions that are no whole in any way": (
        cumulative(),
        {"2022@xining": "8", "2022@xining/edu": "3", "2022@datong": "2", "2022@huangzhong": "4"},
        [("region-total", (1, 3, 4), 8, 6), ("agency-total", (1, 2), 8, 3)],
    ),
    "three agencies and no whole": (
        STOCK,
        {"2022/edu": "5", "2022/agri": "4", "2022-12/office": "9"},
        [("several-agencies", (2, 1, 3), 4, 9)],
    ),
    "two agencies that say the same": (
        SHARE,
        {"2022/edu": "5", "2022/agri": "5"},
        [("several-agencies", (1, 2), 5, 5)],
    ),
    "done as a whole, and not in its parts": (
        state(),
        {"2022": "done", "2022/edu": "in-progress", "2022-12@xining": "not-started", "2022/agri": "done"},
        [("states-differ", (1, 2, 3), "done", "in-progress")],
    ),
    "begun in a part only": (
        state(),
        {"2022@xining": "in-progress", "2022": "not-started", "2022@haidong/edu": "not-started"},
        [("states-differ", (2, 1), "not-started", "in-progress")],
    ),
    "two states of one place": (
        state(),
        {"2022": "in-progress", "2022-12": "done"},
        [("states-differ", (1, 2), "in-progress", "done")],
    ),
    "a total to date that ends within a year": (
        cumulative(),
        {"..2022Q2": "5", "2022": "6"},
        [("overlap", (1, 2), 5, 6)],
    ),
    "a month beside a region's year": (
        cumulative(),
        {"2022@xining": "5", "2022-05": "6"},
        [("overlap", (2, 1), 6, 5)],
    ),
    "an overlap inside a total": (
        cumulative(),
        {"..2023": "20", "..2022Q2": "5", "2022": "6"},
        [("overlap", (2, 3), 5, 6)],
    ),
    "an overlap of what cannot be computed": (
        RATIO,
        {"2022@xining": "5/0", "2022Q1": "6"},
        [("overlap", (2, 1), 6, None)],
    ),
    "the stated baseline": (
        level(),
        {"2020": "10.6"},
        [("baseline-figure", (1,), Fraction("10.6"), Fraction("10.56"))],
    ),
    "the stated baseline of a year": (
        annual(baseline=known("300")),
        {"2020": "301", "2021": "400"},
        [("baseline-figure", (1,), 301, 300)],
    ),
}


@pytest.mark.parametrize(("target", "said", "expected"), DISAGREEING.values(), ids=DISAGREEING)
def test_disagreements(
    target: Target, said: Reports, expected: list[tuple[str, tuple[int, ...], object, object]]
) -> None:
    """Figures that cannot all be right are listed with their entries, those of the wider one first."""
    assert brief(target, said) == expected


def test_every_kind_is_shown() -> None:
    """Every code has an example above, and every rule gives at least one of them."""
    listed = [one[0] for _target, _said, expected in DISAGREEING.values() for one in expected]
    assert set(listed) == set(CODES)
    assert len(RULES) == len(CODES)


def test_a_disagreement_says_where() -> None:
    """It names the target, and the region and the period of the wider figure."""
    [one] = found(cumulative(), {"2022H1@xining": "1", "2022Q1@xining": "2"})
    assert (one.target, one.region, one.period) == ("t", "xining", "2022H1")


def test_borrowed_figures_are_looked_at_once() -> None:
    """A target that borrows its figures has no disagreements of its own."""
    held = cumulative(key="held")
    said = {"2022": "1", "2022H1": "2"}
    assert len(found(held, said, cumulative(figures_of="held"))) == 1
    assert found(cumulative(figures_of="held"), said, held) == []


def test_baselines_of_borrowers() -> None:
    """The baseline of a target that borrows the figures is held against them too, the same one once."""
    entry = {"2020": "10.7"}
    same, other = level(key="b", figures_of="t"), level(key="b", figures_of="t", baseline=known("10.6"))
    assert [one.other for one in found(level(), entry, same)] == [Fraction("10.56")]
    assert [one.other for one in found(level(), entry, other)] == [Fraction("10.56"), Fraction("10.6")]
    numerators = cumulative(key="b", figures_of="t", take_numerator=True)
    assert found(SHARE, entry, numerators) == []


AMOUNTS = st.integers(0, 1000)
QUARTERS = periods_between(date(2022, 1, 1), date(2022, 12, 31), "quarter")
PLACES = ("datong", "huangzhong", "haidong", "haixi")
AGENCIES = ("edu", "agri")


def entry(period: Period, region: str, agency: str, amount: int) -> Reported:
    """Give a live entry without a number."""
    return Reported(period, region, agency, Content(Decimal(amount)))


@st.composite
def partitions(draw: st.DrawFn) -> list[Reported]:
    """Give quarters of regions and agencies, and right totals of them over periods, agencies and regions."""
    cells = {(quarter, place, agency): 0 for quarter in QUARTERS for place in PLACES for agency in AGENCIES}
    amounts = draw(st.lists(AMOUNTS, min_size=len(cells), max_size=len(cells)))
    cells = dict(zip(cells, amounts, strict=True))
    plan = a_plan()
    whole = [entry(*cell, said) for cell, said in cells.items()]
    for grade in draw(st.sets(st.sampled_from(["quarter", "half", "year"]))):
        for region in draw(st.sets(st.sampled_from(["qinghai", "xining", *PLACES]), min_size=1)):
            for period in periods_between(QUARTERS[0].start, QUARTERS[-1].end, grade):
                inside = [
                    said
                    for (quarter, place, _agency), said in cells.items()
                    if period.contains(quarter) and region in plan.within(place)
                ]
                whole.append(entry(period, region, "", sum(inside)))
    return [one._replace(entry=number) for number, one in enumerate(whole, 1)]


def unequal(said: list[Reported]) -> list[Disagreement]:
    """Give what disagrees in amounts; a region's year beside its province's quarters only shares ground."""
    found_now = disagreements(a_plan(cumulative()), cumulative(), said)
    return [one for one in found_now if one.code != "overlap"]


@given(partitions())
def test_a_partition_that_sums_to_its_totals_is_silent(said: list[Reported]) -> None:
    """Totals over any agencies, regions and periods that are right do not disagree with what they are made of."""
    assert unequal(said) == []


@given(partitions(), st.data())
def test_one_changed_figure_is_found(said: list[Reported], data: st.DataObject) -> None:
    """When any one total is changed by more than chance makes right again, it is in a disagreement."""
    totals = [place for place, one in enumerate(said) if not one.agency]
    if totals:
        place = data.draw(st.sampled_from(totals))
        value = said[place].content.value
        assert value is not None
        changed = said[place]._replace(content=Content(value + data.draw(st.integers(10**6, 10**7))))
        among = [*said[:place], changed, *said[place + 1 :]]
        assert any(changed.entry in one.entries for one in unequal(among))


@given(partitions(), st.randoms(use_true_random=False))
def test_the_order_of_reports_is_no_matter(said: list[Reported], random: object) -> None:
    """The same entries give the same disagreements in whatever order they are read."""
    broken = [said[0]._replace(content=Content(Decimal(10**6))), *said[1:]]
    mixed = list(broken)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    plan, target = a_plan(cumulative()), cumulative()
    assert disagreements(plan, target, mixed) == disagreements(plan, target, broken)


@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.data())
def test_totals_to_date(amounts: list[int], data: st.DataObject) -> None:
    """Running totals of years agree with the years and with one another; a changed one is found."""
    said = {str(2021 + place): str(amount) for place, amount in enumerate(amounts)}
    said |= {f"..{2021 + place}": str(sum(amounts[: place + 1])) for place in range(len(amounts))}
    assert found(cumulative(), said) == []
    slot = data.draw(st.sampled_from(sorted(said)))
    said[slot] = str(int(said[slot]) + data.draw(st.integers(1, 9)))
    number = list(said).index(slot) + 1
    assert any(number in one.entries for one in found(cumulative(), said))


def test_percentages_beside_a_whole_are_held_against_it_one_by_one() -> None:
    """Percentages without numerators make nothing together; each that differs from the whole is told."""
    assert brief(SHARE, {"2022": "14", "2022/edu": "13", "2022/agri": "14"}) == [("agency-total", (1, 2), 14, 13)]
