"""What a revision's text says, laid out in the columns that queries read: the rows of each table, from the plan alone.

The rows of `definition` name their target by its key; the number that stands for it is the ledger's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from sciplan.domain.plan import Goal, Plan
from sciplan.domain.quantity import to_millionths

Row = dict[str, str | int | None]

COLUMNS: dict[str, tuple[str, ...]] = {
    "region": ("code", "name", "level", "parent"),
    "agency": ("key", "name", "full_name", "level"),
    "milestone": ("key", "name", "start_date", "end_date", "review"),
    "section": ("key", "position", "parent", "kind", "name", "clause"),
    "definition": (
        "target",
        "position",
        "name",
        "section",
        "kind",
        "unit",
        "goal",
        "goal_value",
        "goal_upper",
        "due",
        "binding",
        "baseline_value",
        "baseline_year",
        "combine",
        "figures_of",
        "measure",
    ),
    "responsibility": ("item_kind", "item", "role", "agency", "position"),
}
"""The tables that are laid out, and their columns beside the number of the revision."""


def head(plan: Plan) -> dict[str, str]:
    """Give the columns of the revision's own row."""
    return {
        "name": plan.name,
        "level": plan.level,
        "region": plan.region,
        "start_date": plan.start.isoformat(),
        "end_date": plan.end.isoformat(),
    }


def laid_out(plan: Plan) -> Iterator[tuple[str, Row]]:
    """Give every row with its table; the columns are those of `COLUMNS`."""
    for table, rows in (
        ("region", _regions(plan)),
        ("agency", _agencies(plan)),
        ("milestone", _milestones(plan)),
        ("section", _sections(plan)),
        ("definition", _definitions(plan)),
        ("responsibility", _responsibilities(plan)),
    ):
        for values in rows:
            yield table, dict(zip(COLUMNS[table], values, strict=True))


_Values = tuple[str | int | None, ...]


def _regions(plan: Plan) -> Iterator[_Values]:
    for region in plan.regions:
        yield region.code, region.name, region.level, region.parent


def _agencies(plan: Plan) -> Iterator[_Values]:
    for agency in plan.agencies:
        yield agency.key, agency.name, agency.full_name, agency.level


def _milestones(plan: Plan) -> Iterator[_Values]:
    for stop in plan.milestones:
        yield stop.key, stop.name, stop.start.isoformat(), stop.end.isoformat(), int(stop.review)


def _sections(plan: Plan) -> Iterator[_Values]:
    for position, section in enumerate(plan.sections):
        yield section.key, position, section.parent, section.kind, section.name, section.clause


def _definitions(plan: Plan) -> Iterator[_Values]:
    for position, target in enumerate(plan.targets):
        baseline = target.baseline
        yield (
            target.key,
            position,
            target.name,
            target.section,
            target.kind,
            target.unit,
            _goal_text(target.goal),
            to_millionths(target.goal.value),
            to_millionths(target.goal.upper),
            target.due.isoformat(),
            target.binding,
            to_millionths(baseline.value) if baseline else None,
            baseline.year if baseline else None,
            target.combine,
            target.figures_of,
            int(target.measure),
        )


def _goal_text(goal: Goal) -> str:
    return f"{goal.form} {goal.reference}" if goal.reference else goal.form


def _responsibilities(plan: Plan) -> Iterator[_Values]:
    for kind, items in (("section", plan.sections), ("target", plan.targets)):
        for item in items:
            for role, agencies in (("lead", item.lead), ("responsible", item.responsible)):
                for position, agency in enumerate(agencies):
                    yield kind, item.key, role, agency, position
