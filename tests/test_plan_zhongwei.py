"""The Zhongwei plan as the document has it: how much of everything, and every target that has a number."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from sciplan.domain.evaluate import evaluate
from sciplan.domain.ledger import Content, Reported
from sciplan.domain.period import parse_period
from sciplan.domain.plan import Plan, Section, Target
from sciplan.paths import plans_folder
from sciplan.planfile import read_plan

FILE = "zhongwei-2021-2025.yaml"
ANNUAL_YEARS = (2022, 2023, 2024, 2025)
END = date(2025, 12, 31)
COUNTIES = ("640502", "640521", "640522")

# key: kind, form of the goal, its number, unit, binding, clause
NUMBERED = {
    "literacy": ("level", "at_least", "10", "%", "required", "一（三）"),
    "study-trips": ("annual", "at_least", "100", "%", "required", "二（一）3"),
    "school-lectures": ("annual", "at_least", "100", "%", "required", "二（一）3"),
    "student-participation": ("level", "at_least", "90", "%", "required", "二（一）3"),
    "school-tech-teachers": ("level", "at_least", "100", "%", "required", "二（一）5"),
    "rural-teacher-training": ("cumulative", "at_least", "400", "人次", "required", "二（一）5"),
    "quality-farmers": ("cumulative", "at_least", "13000", "人", "required", "二（二）1"),
    "skill-per-worker": ("level", "at_least", "100", "%", "striving", "二（二）2"),
    "startup-leaders": ("cumulative", "at_least", "12000", "名", "required", "二（二）2"),
    "rural-skilled": ("cumulative", "at_least", "10000", "人次", "required", "二（二）2"),
    "village-committees": ("cumulative", "at_least", "10000", "人次", "required", "二（二）2"),
    "village-coverage": ("level", "at_least", "90", "%", "required", "二（二）4"),
    "innovation-talent": ("cumulative", "at_least", "1000", "人次", "required", "二（三）2"),
    "officials-trained": ("cumulative", "at_least", "40000", "人次", "required", "二（五）2"),
    "open-rate": ("level", "at_least", "90", "%", "required", "三（一）2"),
    "app-registrations": ("level", "at_least", "25000", "人", "required", "三（二）3"),
    "bases-national": ("cumulative", "at_least", "2", "个", "required", "三（三）3"),
    "bases-region": ("cumulative", "at_least", "10", "个", "required", "三（三）3"),
    "bases-city": ("cumulative", "at_least", "20", "个", "required", "三（三）3"),
    "model-county": ("cumulative", "at_least", "1", "个", "required", "三（四）1"),
    "volunteers": ("level", "at_least", "10000", "人", "required", "三（五）3"),
}

# What the text binds to words instead of a number: every year, every county, every member, growing.
WITHOUT_NUMBER = {
    "app-registrations-rising",
    "app-spread-rising",
    "county-museums",
    "local-plans",
    "local-annual-plans",
    "local-assessment",
    "annual-priorities",
    "budget-listed",
    "county-plans",
}

SEVERAL_LEADS = {
    "youth": ("edu", "science-assoc"),
    "farmers": ("agri", "human-resources"),
    "workers": ("human-resources", "edu", "trade-unions"),
    "seniors": ("health-commission", "veteran-cadres"),
    "officials": ("organisation-dept", "party-school"),
    "resources": ("sci-tech", "science-assoc"),
    "informatization": ("publicity-dept", "science-assoc", "sci-tech", "media-group"),
    "infrastructure": ("sci-tech", "reform", "culture", "science-assoc"),
    "grassroots": ("science-assoc", "sci-tech", "emergency-dept"),
    "workforce": ("organisation-dept", "human-resources", "sci-tech", "science-assoc"),
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Read the plan that comes with sciplan."""
    read, problems = read_plan(plans_folder() / FILE)
    assert [str(problem) for problem in problems if not problem.information] == []
    assert read is not None
    return read


def _sections(plan: Plan, kind: str) -> list[Section]:
    return [section for section in plan.sections if section.kind == kind]


def _measures(plan: Plan, kind: str) -> dict[str, int]:
    """Count the measures of each section of a kind."""
    counts = Counter(target.section for target in plan.targets if target.measure)
    return {section.key: counts[section.key] for section in _sections(plan, kind)}


def _figures(plan: Plan) -> list[Target]:
    return [target for target in plan.targets if target.kind != "state"]


def _schools(plan: Plan, period: str, region: str, reached: str, schools: str) -> Reported:
    found = parse_period(period, plan.start)
    assert found is not None
    return Reported(found, region, "", Content(numerator=Decimal(reached), denominator=Decimal(schools)))


def test_the_number_issuer_and_date_of_the_document_are_missing() -> None:
    """The source states none of the three, and reading the file finds nothing else."""
    read, problems = read_plan(plans_folder() / FILE)
    assert [(problem.code, problem.information) for problem in problems] == [
        *[("missing-fact", True)] * 3,
        ("higher-goal", True),
    ]
    assert read is not None
    assert (read.document.number, read.document.issuer, read.document.issued) == (None, None, None)


def test_five_actions_five_projects_and_the_safeguards(plan: Plan) -> None:
    """The outline has 5 actions, 5 projects, 3 safeguards and 3 phases of the schedule, each under a heading."""
    kinds = Counter(section.kind for section in plan.sections)
    assert kinds == {"goals": 1, "action": 5, "project": 5, "safeguard": 2 + 3 + 3}


def test_thirty_three_measures(plan: Plan) -> None:
    """The actions have 18 titled measures, the projects 15, and nothing else has any."""
    assert list(_measures(plan, "action").values()) == [5, 4, 3, 3, 3]
    assert list(_measures(plan, "project").values()) == [3, 3, 3, 3, 3]
    assert sum(target.measure for target in plan.targets) == 33


def test_every_agency_named_as_lead_leads(plan: Plan) -> None:
    """Each action and project has two to four leads, in the order of the document."""
    leads = {section.key: section.lead for section in plan.sections if section.kind in ("action", "project")}
    assert leads == SEVERAL_LEADS


def test_twenty_three_agencies_of_the_city_make_up_the_members(plan: Plan) -> None:
    """The group of member agencies is inferred: every agency of the city that the document names."""
    group = plan.group_by_key["members"]
    others = {agency.key for agency in plan.agencies} - set(group.members)
    assert group.inferred
    assert len(group.members) == 23
    assert others == {"county-governments", "governments", "finance-departments", "science-assocs"}


def test_everything_is_answered_for_and_names_its_clause(plan: Plan) -> None:
    """No target and no measure is without an agency or without a clause."""
    assert [target.key for target in plan.targets if plan.answerable(target) == ((), ()) or not target.source] == []


def test_numbered_targets_are_those_of_the_table(plan: Plan) -> None:
    """No target with figures is missing from the two tables above, and none is too many."""
    assert len(NUMBERED) == 21
    assert {target.key for target in _figures(plan)} == NUMBERED.keys() | WITHOUT_NUMBER


@pytest.mark.parametrize("key", NUMBERED)
def test_numbered_target_has_the_figure_of_the_document(plan: Plan, key: str) -> None:
    """Kind, goal, unit, binding and clause are those of the document, and it is due at the end of 2025."""
    target = plan.target_by_key[key]
    found = (target.kind, target.goal.form, str(target.goal.value), target.unit, target.binding)
    assert ((*found, target.source[0].clause), target.due) == (NUMBERED[key], END)


def test_what_is_due_every_year_is_due_from_2022_on(plan: Plan) -> None:
    """The schedule gives 2021 to the launch, so yearly and half-yearly targets have four years."""
    annual = [target for target in plan.targets if target.kind == "annual"]
    assert len(annual) == 8
    assert {target.reported_in for target in annual} == {ANNUAL_YEARS}
    assert {target.key for target in annual if target.every == "half"} == {"study-trips", "school-lectures"}


def test_schools_and_villages_are_counted_by_county(plan: Plan) -> None:
    """Shares of schools, pupils, workers and villages come from the three counties and are put together."""
    by_county = {target.key for target in plan.targets if target.regions == COUNTIES}
    assert by_county == {
        "study-trips",
        "school-lectures",
        "student-participation",
        "school-tech-teachers",
        "skill-per-worker",
        "village-coverage",
    }
    assert {plan.target_by_key[key].combine for key in by_county} == {"pooled"}


def test_a_semester_is_judged_alone_over_all_counties(plan: Plan) -> None:
    """269 of 270 schools in the spring of 2022 are not every school; 270 of 270 in the autumn are."""
    target = plan.target_by_key["study-trips"]
    spring = [("100", "100"), ("80", "80"), ("89", "90")]
    autumn = [("100", "100"), ("80", "80"), ("90", "90")]
    reports = [
        _schools(plan, period, code, *figures)
        for period, counted in (("2022H1", spring), ("2022H2", autumn))
        for code, figures in zip(COUNTIES, counted, strict=True)
    ]
    judged = evaluate(plan, target, reports, date(2023, 1, 1))
    assert [(result.value, result.passed) for result in judged.periods] == [
        (Fraction(26900, 270), False),
        (Fraction(100), True),
    ]
    assert judged.status == "behind"


def test_the_two_counties_without_a_museum_are_judged_each(plan: Plan) -> None:
    """中宁县 and 海原县 are each to have a county museum; the document only strives for it."""
    target = plan.target_by_key["county-museums"]
    assert (target.regions, target.combine, target.binding) == (COUNTIES[1:], "each", "striving")


def test_registrations_are_entered_once(plan: Plan) -> None:
    """25,000 registrations in the end and more every year are judged on the same figures."""
    assert plan.target_by_key["app-registrations-rising"].figures_of == "app-registrations"


def test_what_the_launch_year_owes_is_due_in_2021(plan: Plan) -> None:
    """Plans of the counties, measures of the members and publicity are due at the end of 2021."""
    due = {target.key for target in plan.targets if target.due == date(2021, 12, 31)}
    assert due == {"county-plans", "member-measures", "launch-publicity"}


def test_milestones_of_its_own_and_no_review_of_2023(plan: Plan) -> None:
    """A launch in 2021, a span from 2022 to 2025, and one review, the evaluation of 2025."""
    found = [
        (milestone.name, milestone.start.year, milestone.end.year, milestone.review) for milestone in plan.milestones
    ]
    assert found == [("启动实施", 2021, 2021, False), ("深入实施", 2022, 2025, False), ("总结评估", 2025, 2025, True)]
