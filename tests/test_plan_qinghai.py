"""The Qinghai plan as the document has it: how much of everything, and every target that has a number."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sciplan.domain.evaluate import evaluate
from sciplan.domain.ledger import Content, Reported
from sciplan.domain.period import year_period
from sciplan.domain.plan import Goal, Plan, Section, Target
from sciplan.paths import plans_folder
from sciplan.planfile import read_plan

ANNUAL_YEARS = (2022, 2023, 2024, 2025)
END = date(2025, 12, 31)

# key: kind, form of the goal, its number (for a range its ends), unit, binding
NUMBERED = {
    "literacy": ("level", "at_least", "10", "%", "striving"),
    "teachers-yearly": ("annual", "at_least", "400", "名", "required"),
    "teachers-total": ("cumulative", "at_least", "2000", "名", "required"),
    "farmer-training": ("cumulative", "at_least", "50000", "人次", "required"),
    "agri-leaders": ("cumulative", "at_least", "4300", "名", "required"),
    "private-economy-training": ("cumulative", "at_least", "10000", "人次", "required"),
    "subsidised-training": ("cumulative", "at_least", "500000", "人次", "required"),
    "innovation-studios": ("cumulative", "at_least", "50", "家", "required"),
    "staff-contest-industries": ("annual", "more_than", "20", "个", "striving"),
    "staff-contest-trades": ("annual", "more_than", "100", "个", "striving"),
    "smart-communities": ("cumulative", "between", "10—25", "个", "required"),
    "smart-homes": ("cumulative", "at_least", "10", "个", "required"),
    "medical-care-share": ("level", "at_least", "70", "%", "required"),
    "senior-health-management": ("level", "at_least", "80", "%", "required"),
    "health-literacy": ("level", "at_least", "25", "%", "required"),
    "bases-research": ("cumulative", "at_least", "10", "个", "required"),
    "bases-education": ("cumulative", "at_least", "20", "个", "required"),
    "model-counties-national": ("cumulative", "at_least", "5", "个", "required"),
    "model-counties-province": ("cumulative", "at_least", "15", "个", "required"),
    "rural-bases": ("cumulative", "at_least", "50", "个", "required"),
    "model-communities": ("cumulative", "at_least", "50", "个", "required"),
    "original-works": ("cumulative", "at_least", "3", "部", "required"),
    "funding-province": ("annual", "at_least", "2.2", "元/人", "required"),
    "funding-prefecture": ("annual", "at_least", "1.5", "元/人", "required"),
    "funding-county": ("annual", "at_least", "1.5", "元/人", "required"),
    "funding-county-minimum": ("annual", "at_least", "250000", "元", "required"),
}

# What the text binds to words instead of a number: every year, full coverage, not below, rising.
WITHOUT_NUMBER = {
    "labour-contests",
    "staff-contest",
    "annual-tasks",
    "annual-review",
    "emergency-officials-training",
    "prefecture-museums",
    "mobile-museum-coverage",
    "village-publicity-coverage",
    "tv-column-prefectures",
    "local-plans",
    "local-annual-plans",
    "local-assessment",
    "budget-listed",
    "funding-prefecture-floor",
    "funding-county-floor",
    "funding-province-rising",
    "funding-prefecture-rising",
    "funding-county-rising",
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Read the plan that comes with sciplan."""
    read, problems = read_plan(plans_folder() / "qinghai-2021-2025.yaml")
    assert [str(problem) for problem in problems if not problem.information] == []
    assert read is not None
    return read


def _sections(plan: Plan, kind: str) -> list[Section]:
    return [section for section in plan.sections if section.kind == kind]


def _measures(plan: Plan, kind: str) -> dict[str, int]:
    """Count the measures under each outermost section of a kind."""
    counts = {section.key: 0 for section in _sections(plan, kind)}
    for target in plan.targets:
        outermost = plan.section_path(target.section)[0].key
        if target.measure and outermost in counts:
            counts[outermost] += 1
    return counts


def _written(goal: Goal) -> str:
    return f"{goal.value}—{goal.upper}" if goal.form == "between" else str(goal.value)


def _figures(plan: Plan) -> list[Target]:
    return [target for target in plan.targets if target.kind != "state"]


def _year(year: int, region: str, amount: str, people: str) -> Reported:
    content = Content(numerator=Decimal(amount), denominator=Decimal(people))
    return Reported(year_period(year), region, "", content)


def test_the_only_fact_missing_is_the_number_of_the_document() -> None:
    """Reading the file finds no problem but the document number, which no source gives."""
    _plan, problems = read_plan(plans_folder() / "qinghai-2021-2025.yaml")
    assert [(problem.code, problem.information) for problem in problems] == [
        ("missing-fact", True),
        ("higher-goal", True),
    ]


def test_six_actions_seven_projects_three_parts_four_safeguards(plan: Plan) -> None:
    """The outline has 6 actions, 7 projects, 3 parts of one project, and 4 safeguards under their heading."""
    kinds = Counter(section.kind for section in plan.sections)
    assert kinds == {"goals": 1, "action": 6, "project": 7, "part": 3, "safeguard": 5}


def test_each_part_of_the_fine_works_project_has_its_own_lead(plan: Plan) -> None:
    """精品科普工程 is led by three departments, one for each part."""
    parts = {section.key: (section.parent, section.lead) for section in _sections(plan, "part")}
    assert parts == {
        "eco": ("fine-works", ("ecology",)),
        "emergency": ("fine-works", ("emergency-dept",)),
        "health": ("fine-works", ("health-commission",)),
    }


def test_twenty_four_measures_in_the_actions(plan: Plan) -> None:
    """The six actions have 6, 3, 4, 5, 3 and 3 titled measures."""
    counts = _measures(plan, "action")
    assert counts == {"youth": 6, "farmers": 3, "workers": 4, "women": 5, "seniors": 3, "officials": 3}
    assert sum(counts.values()) == 24


def test_twenty_two_measures_in_the_projects(plan: Plan) -> None:
    """The seven projects have 3, 3, 3, 3, 4, 3 and 3 titled measures, and nothing else has any."""
    counts = _measures(plan, "project")
    assert list(counts.values()) == [3, 3, 3, 3, 4, 3, 3]
    assert sum(counts.values()) == 22
    assert sum(target.measure for target in plan.targets) == 24 + 22


def test_thirty_named_agencies_make_up_the_members(plan: Plan) -> None:
    """The group of member agencies is inferred: the thirty departments that the document names."""
    group = plan.group_by_key["members"]
    others = {"provincial-government", "local-governments", "outline-office"}
    assert group.inferred
    assert len(group.members) == 30
    assert {agency.key for agency in plan.agencies} - set(group.members) == others


def test_everything_is_answered_for(plan: Plan) -> None:
    """No target and no measure is without a lead or a responsible agency."""
    assert [target.key for target in plan.targets if plan.answerable(target) == ((), ())] == []


def test_everything_names_its_clause(plan: Plan) -> None:
    """Every target and measure says in which clause it stands."""
    assert [target.key for target in plan.targets if not target.source] == []


def test_numbered_targets_are_those_of_the_table(plan: Plan) -> None:
    """No target with figures is missing from the two tables above, and none is too many."""
    assert {target.key for target in _figures(plan)} == NUMBERED.keys() | WITHOUT_NUMBER


@pytest.mark.parametrize("key", NUMBERED)
def test_numbered_target_has_the_figure_of_the_document(plan: Plan, key: str) -> None:
    """Kind, goal, unit and binding are those of the clause, and it is due at the end of 2025."""
    target = plan.target_by_key[key]
    found = (target.kind, target.goal.form, _written(target.goal), target.unit, target.binding)
    assert (found, target.due) == (NUMBERED[key], END)


def test_what_is_due_every_year_is_due_from_2022_on(plan: Plan) -> None:
    """The notice came at the end of 2021, so annual targets have four years."""
    annual = [target for target in plan.targets if target.kind == "annual"]
    assert len(annual) == 19
    assert {target.reported_in for target in annual} == {ANNUAL_YEARS}


def test_only_cumulative_figures_are_due_for_2021(plan: Plan) -> None:
    """Sums run from the plan's start, so 2021 is due for them; a measured level is first due for 2022."""
    years = {target.key: target.reported_in for target in plan.targets if target.kind == "level"}
    assert years.pop("literacy") == (2023, 2025)
    assert set(years.values()) == {ANNUAL_YEARS}
    sums = {target.reported_in for target in plan.targets if target.kind == "cumulative"}
    assert sums == {(), (2021, *ANNUAL_YEARS)}


def test_promises_of_the_main_goals_have_two_references(plan: Plan) -> None:
    """A number that 一（三） repeats is one target with two clauses."""
    twice = {target.key for target in _figures(plan) if len(target.source) == 2 and target.key in NUMBERED}
    assert twice == {
        "farmer-training",
        "subsidised-training",
        "innovation-studios",
        "bases-research",
        "bases-education",
        "model-counties-national",
        "model-counties-province",
        "rural-bases",
        "model-communities",
    }
    note = plan.target_by_key["farmer-training"].note
    assert note is not None
    assert "5万人(次)以上" in note


def test_teachers_are_entered_once(plan: Plan) -> None:
    """400 teachers a year and 2,000 in all are judged on the same figures."""
    assert plan.target_by_key["teachers-total"].figures_of == "teachers-yearly"


def test_funding_rules_share_one_figure_per_region_and_year(plan: Plan) -> None:
    """Each level has one target that holds entries; floors, minimum and growth borrow them."""
    funding = [target for target in plan.targets if target.key.startswith("funding-")]
    borrowed = {(target.key, target.figures_of, target.take_numerator) for target in funding if target.figures_of}
    assert borrowed == {
        ("funding-province-rising", "funding-province", True),
        ("funding-prefecture-floor", "funding-prefecture", False),
        ("funding-prefecture-rising", "funding-prefecture", True),
        ("funding-county-floor", "funding-county", False),
        ("funding-county-minimum", "funding-county", True),
        ("funding-county-rising", "funding-county", True),
    }


def test_coverage_names_eight_prefectures_and_forty_five_counties(plan: Plan) -> None:
    """What every prefecture or county must reach is judged over all of them, each for itself."""
    named = {target.key: len(target.regions) for target in plan.targets if target.combine == "each"}
    counties = {"mobile-museum-coverage", *(key for key in named if key.startswith("funding-county"))}
    assert {key for key, count in named.items() if count == 45} == counties
    assert {key for key, count in named.items() if count == 8} == named.keys() - counties
    assert len(named) == 10


def test_one_county_figure_answers_four_questions(plan: Plan) -> None:
    """300,000 元 for 200,000 people is 1.5 元 a head, above 25万元, more than before, and not below 2020."""
    counties = plan.target_by_key["funding-county"].regions
    years = {2020: "260000", 2021: "280000", 2022: "300000"}
    reports = [_year(year, code, amount, "200000") for year, amount in years.items() for code in counties]
    for key in ("funding-county", "funding-county-minimum", "funding-county-rising", "funding-county-floor"):
        judged = evaluate(plan, plan.target_by_key[key], reports, date(2023, 1, 1))
        assert (key, judged.status, judged.value) == (key, "on-track", Fraction(100))


def test_one_county_below_the_minimum_is_enough_to_fail(plan: Plan) -> None:
    """A county with 24万元 keeps the share under 100 % although its per-head figure is high enough."""
    counties = plan.target_by_key["funding-county"].regions
    reports = [_year(2022, code, "300000", "200000") for code in counties[1:]]
    reports.append(_year(2022, counties[0], "240000", "100000"))
    judged = {
        key: evaluate(plan, plan.target_by_key[key], reports, date(2023, 1, 1)).status
        for key in ("funding-county", "funding-county-minimum")
    }
    assert judged == {"funding-county": "on-track", "funding-county-minimum": "far-behind"}


def test_reviews_of_2023_and_2025(plan: Plan) -> None:
    """The launch of 2021 is no review; the mid-term and the final one are."""
    found = [(milestone.end, milestone.review) for milestone in plan.milestones]
    assert found == [(date(2021, 12, 31), False), (date(2023, 12, 31), True), (END, True)]
