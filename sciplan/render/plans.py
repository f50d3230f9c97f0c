"""Plans, problems and differences as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from sciplan.domain.plan import PlanSummary
from sciplan.domain.problems import Problem
from sciplan.domain.revision import ADDED, REMOVED, Change, Obstacle
from sciplan.i18n import _
from sciplan.render.page import Page
from sciplan.render.table import RIGHT, Column, Table
from sciplan.render.words import entries_text
from sciplan.text import visible

SCHEMA = "sciplan/plans/1"
COLUMNS = ("key", "name", "level", "start", "end", "revision", "default")


def plan_records(plans: Sequence[PlanSummary], default: str | None) -> list[dict[str, object]]:
    """Give one record per plan."""
    return [
        {
            "key": plan.key,
            "name": plan.name,
            "level": plan.level,
            "start": plan.start,
            "end": plan.end,
            "revision": plan.revision,
            "default": plan.key == default,
        }
        for plan in plans
    ]


def plan_table(plans: Sequence[PlanSummary], default: str | None) -> Table:
    """Give the table of plans; an asterisk marks the default one."""
    columns = (
        Column(_("Plan")),
        Column(_("Name"), wraps=True),
        Column(_("Years")),
        Column(_("Revision"), RIGHT),
    )
    return Table(
        columns,
        tuple(
            (
                f"{plan.key} *" if plan.key == default else plan.key,
                plan.name,
                f"{plan.start[:4]}–{plan.end[:4]}",
                str(plan.revision),
            )
            for plan in plans
        ),
    )


def problem_lines(problems: Sequence[Problem]) -> list[str]:
    """Give each problem on a line that begins with its place; information says that it is none."""
    return [
        visible(_("{problem} (information)").format(problem=problem) if problem.information else str(problem))
        for problem in problems
    ]


def change_lines(changes: Sequence[Change]) -> list[str]:
    """Give each difference between two revisions on a line: + came, − went, ~ changed."""
    return [visible(_change_line(change)) for change in changes]


def _change_line(change: Change) -> str:
    item = f"{_part_word(change.part)} {change.key}".rstrip()
    if change.action == ADDED:
        return f"+ {item}  {_name(change.after)}".rstrip()
    if change.action == REMOVED:
        return f"- {item}  {_name(change.before)}".rstrip()
    field = _FIELDS.get(change.field, change.field)
    return f"~ {item}  {field}: {_shown(change.before)} → {_shown(change.after)}"


_FIELDS = {
    "start": "period",
    "end": "period",
    "reporting_due": "reporting",
    "on_track": "judgement on_track",
    "behind": "judgement behind",
    "checkpoints": "trajectory",
    "take_numerator": "take",
}
"""Members of a plan that have another name in plan files."""


def _part_word(part: str) -> str:
    return {
        "plan": _("plan"),
        "targets": _("target"),
        "sections": _("section"),
        "agencies": _("agency"),
        "groups": _("agency group"),
        "milestones": _("milestone"),
        "regions": _("region"),
    }[part]


def _name(item: object) -> str:
    return str(getattr(item, "name", ""))


def _shown(value: object) -> str:
    if value is None or value == () or value == "":
        return "–"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        is_part = hasattr(value, "_fields")
        return " ".join(_shown(item) for item in value if not (is_part and item in (None, ())))
    return str(value)


def obstacle_lines(obstacles: Sequence[Obstacle]) -> list[str]:
    """Give what entries forbid, with the entries in the way."""
    return [_obstacle_line(obstacle) for obstacle in obstacles]


def _obstacle_line(obstacle: Obstacle) -> str:
    sentence = {
        "removed": _("{target} is gone"),
        "kind": _("{target} has another kind"),
        "unit": _("{target} has another unit"),
        "combine": _("{target} combines regions in another way"),
        "figures_of": _("{target} is judged on the figures of another target"),
        "region": _("{target} no longer has the region"),
        "agency": _("the plan no longer has the agency of {target}"),
        "period": _("{target} no longer has the period"),
    }[obstacle.reason].format(target=obstacle.target)
    return _("{sentence}: {entries}").format(sentence=sentence, entries=entries_text(obstacle.entries))


def plan_page(plans: Sequence[PlanSummary], default: str | None) -> Page:
    """Give the plans for every format."""
    return Page(
        lambda: {"schema": SCHEMA, "plans": plan_records(plans, default)},
        partial(plan_records, plans, default),
        COLUMNS,
        partial(plan_table, plans, default),
    )
