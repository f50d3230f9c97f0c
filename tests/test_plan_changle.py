"""The Changle plan as the document has it: thirty measures with agencies of their own, and two targets with figures."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from sciplan.paths import plans_folder
from sciplan.planfile import read_plan

if TYPE_CHECKING:
    from sciplan.domain.plan import Plan, Target

FILE = "changle-2021-2025.yaml"
END = date(2025, 12, 31)

# key: kind, form of the goal, its number, unit, binding, clause; the second has “every semester” for a number
FIGURES = {
    "literacy": ("level", "at_least", "17", "%", "required", "二"),
    "school-visits": ("annual", "at_least", "100", "%", "required", "三（一）2"),
}

# How many agencies the brackets after each measure name.
AGENCIES = {
    "youth": [6, 14, 4, 2, 2],
    "farmers": [13, 5, 6],
    "workers": [6, 7, 4, 6],
    "seniors": [6, 3, 8],
    "officials": [2, 2, 2],
    "infrastructure": [4, 5, 12],
    "informatization": [3, 3, 5],
    "resources": [3, 4, 3],
    "grassroots": [11, 6, 8],
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Read the plan that comes with sciplan."""
    read, problems = read_plan(plans_folder() / FILE)
    assert [(problem.code, problem.information) for problem in problems] == [("higher-goal", True)]
    assert read is not None
    return read


def _measures(plan: Plan) -> list[Target]:
    return [target for target in plan.targets if target.measure]


def test_the_document_is_fully_named(plan: Plan) -> None:
    """Number, issuer and date of the notice are those that it states."""
    document = plan.document
    found = (document.number, document.issuer, document.issued)
    assert found == ("乐政字〔2022〕10号", "昌乐县人民政府", date(2022, 6, 3))


def test_five_actions_four_projects_three_safeguards(plan: Plan) -> None:
    """The outline has 5 actions, 4 projects, and 3 safeguards under their heading."""
    kinds = Counter(section.kind for section in plan.sections)
    assert kinds == {"goals": 1, "action": 5, "project": 4, "safeguard": 4}


def test_thirty_measures(plan: Plan) -> None:
    """The actions have 18 titled measures, the projects 12."""
    counts = Counter(plan.section_by_key[measure.section].kind for measure in _measures(plan))
    assert counts == {"action": 18, "project": 12}


def test_each_measure_has_its_own_agencies(plan: Plan) -> None:
    """Every measure states who answers for it, as many as its brackets name."""
    found: dict[str, list[int]] = {}
    for measure in _measures(plan):
        found.setdefault(measure.section, []).append(len(measure.responsible))
    assert found == AGENCIES


def test_no_measure_action_or_project_has_a_lead(plan: Plan) -> None:
    """The document shares each measure out by duty; nobody leads one, nor an action or project."""
    assert [measure.key for measure in _measures(plan) if measure.lead] == []
    assert [section.key for section in plan.sections if section.kind in ("action", "project") and section.lead] == []


def test_the_only_lead_is_the_one_of_the_safeguards(plan: Plan) -> None:
    """五（一） has 县科协 lead the implementation: it leads what no brackets follow, and nothing else."""
    led = {plan.answerable(target)[0] for target in plan.targets}
    assert led == {(), ("science-assoc",)}
    clauses = {target.source[0].clause[:1] for target in plan.targets if plan.answerable(target)[0]}
    brackets = {measure.source[0].clause for measure in _measures(plan)}
    assert clauses == {"二", "四", "五"}
    assert not any(target.source[0].clause in brackets for target in plan.targets if plan.answerable(target)[0])


def test_targets_have_the_agencies_of_their_clause(plan: Plan) -> None:
    """A target out of a measure's clause is answered for by the agencies of that measure."""
    agencies = {measure.source[0].clause: measure.responsible for measure in _measures(plan)}
    differing = [
        target.key
        for target in plan.targets
        for source in target.source
        if source.clause in agencies and target.responsible != agencies[source.clause]
    ]
    assert differing == []


def test_twenty_eight_departments_make_up_the_group(plan: Plan) -> None:
    """The group of departments is inferred: all that the document names, without the leading group."""
    group = plan.group_by_key["departments"]
    assert group.inferred
    assert len(group.members) == 28
    assert {agency.key for agency in plan.agencies} - set(group.members) == {"leading-group"}


def test_everything_is_answered_for_and_names_its_clause(plan: Plan) -> None:
    """No target and no measure is without an agency or without a clause."""
    assert [target.key for target in plan.targets if plan.answerable(target) == ((), ()) or not target.source] == []


def test_two_targets_have_figures(plan: Plan) -> None:
    """Literacy and the school visits of every semester have figures; all other commitments are states."""
    assert {target.key for target in plan.targets if target.kind != "state"} == FIGURES.keys()


@pytest.mark.parametrize("key", FIGURES)
def test_target_has_the_figure_of_the_document(plan: Plan, key: str) -> None:
    """Kind, goal, unit, binding and clause are those of the document, and it is due at the end of 2025."""
    target = plan.target_by_key[key]
    found = (target.kind, target.goal.form, str(target.goal.value), target.unit, target.binding)
    assert ((*found, target.source[0].clause), target.due) == (FIGURES[key], END)


def test_school_visits_are_due_every_semester_from_2023_on(plan: Plan) -> None:
    """The notice came at the end of the spring semester of 2022, and years are due as a whole."""
    visits = plan.target_by_key["school-visits"]
    assert (visits.every, visits.reported_in) == ("half", (2023, 2024, 2025))


def test_no_schedule_means_no_milestones(plan: Plan) -> None:
    """The document has no schedule, so there is no milestone, and all is due at the plan's end."""
    assert plan.milestones == ()
    assert {target.due for target in plan.targets} == {END}
