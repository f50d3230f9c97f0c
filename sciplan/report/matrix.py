"""Who is in what: agencies against sections or targets, as the plan names them."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.plan import STATE, Plan, Section, Target
from sciplan.report.status import agency_name

LEAD, RESPONSIBLE = "lead", "responsible"
BY_SECTION, BY_TARGET = "section", "target"


@dataclass(frozen=True, slots=True)
class MatrixItem:
    """A section or target with the role of each agency in it, by the agency's key."""

    key: str
    name: str
    clause: str
    roles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Items and agencies of a plan; agencies are keys with names, in the plan's order, groups first."""

    plan: Plan
    by: str
    agencies: tuple[tuple[str, str], ...]
    items: tuple[MatrixItem, ...]


@dataclass(frozen=True, slots=True)
class MatrixQuestion:
    """Against what, whether groups are shown as their members, and whether states are among the targets."""

    by: str = BY_SECTION
    expand: bool = False
    states: bool = False


def build_matrix(plan: Plan, question: MatrixQuestion) -> Matrix:
    """Give the matrix; agencies that are in nothing, and sections that name nobody, are left out."""
    items = _sections(plan) if question.by == BY_SECTION else _targets(plan, states=question.states)
    if question.expand:
        items = [_expanded(plan, item) for item in items]
    named = {key for item in items for key in item.roles}
    order = [*(group.key for group in plan.groups), *(agency.key for agency in plan.agencies)]
    agencies = tuple((key, agency_name(plan, key)) for key in order if key in named)
    return Matrix(plan, question.by, agencies, tuple(item for item in items if item.roles))


def _sections(plan: Plan) -> list[MatrixItem]:
    return [
        MatrixItem(section.key, section.name, section.clause or "", _roles_in(plan, section))
        for section in plan.sections
    ]


def _roles_in(plan: Plan, section: Section) -> dict[str, str]:
    """Give the roles that a section states; where it states none, those of the measures and targets in it."""
    if section.lead or section.responsible:
        return _roles(section.lead, section.responsible)
    held = [target for target in plan.targets if target.section == section.key]
    lead = tuple(key for target in held for key in target.lead)
    return _roles(lead, tuple(key for target in held for key in target.responsible))


def _targets(plan: Plan, *, states: bool) -> list[MatrixItem]:
    chosen = [target for target in plan.targets if states or target.kind != STATE]
    return [MatrixItem(one.key, one.name, _clause(one), _roles(*plan.answerable(one))) for one in chosen]


def _clause(target: Target) -> str:
    return "、".join(source.clause for source in target.source)


def _roles(lead: tuple[str, ...], responsible: tuple[str, ...]) -> dict[str, str]:
    return {**dict.fromkeys(responsible, RESPONSIBLE), **dict.fromkeys(lead, LEAD)}


def _expanded(plan: Plan, item: MatrixItem) -> MatrixItem:
    """Put the members of groups in the place of the groups; a role of its own outranks that of a group."""
    through_groups: dict[str, str] = {}
    own: dict[str, str] = {}
    for key, role in item.roles.items():
        if key in plan.group_by_key:
            through_groups.update(dict.fromkeys(plan.members((key,)), role))
        else:
            own[key] = role
    return MatrixItem(item.key, item.name, item.clause, {**through_groups, **own})
