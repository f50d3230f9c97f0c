"""The outline of a plan: sections as a tree, with the agencies, measures and targets of each."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.plan import Plan, Section, Target
from sciplan.report.status import agency_names


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A measure or target of a section; agencies only where it states its own."""

    target: Target
    lead_names: tuple[str, ...]
    responsible_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """A section with what it holds."""

    section: Section
    lead_names: tuple[str, ...]
    responsible_names: tuple[str, ...]
    measures: tuple[OutlineItem, ...]
    targets: tuple[OutlineItem, ...]
    nodes: tuple[OutlineNode, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan's outline, with the number of the revision it shows."""

    plan: Plan
    revision: int
    nodes: tuple[OutlineNode, ...]


def build_outline(plan: Plan, revision: int) -> Outline:
    """Lay a plan out as a tree."""
    return Outline(plan, revision, _below(plan, ""))


def _below(plan: Plan, parent: str) -> tuple[OutlineNode, ...]:
    return tuple(_node(plan, section) for section in plan.sections if section.parent == parent)


def _node(plan: Plan, section: Section) -> OutlineNode:
    held = [target for target in plan.targets if target.section == section.key]
    return OutlineNode(
        section=section,
        lead_names=agency_names(plan, section.lead),
        responsible_names=agency_names(plan, section.responsible),
        measures=tuple(_item(plan, target) for target in held if target.measure),
        targets=tuple(_item(plan, target) for target in held if not target.measure),
        nodes=_below(plan, section.key),
    )


def _item(plan: Plan, target: Target) -> OutlineItem:
    return OutlineItem(target, agency_names(plan, target.lead), agency_names(plan, target.responsible))
