"""A plan's canonical text: what the chain proves of a revision, and what the program reads it back from.

JSON with sorted keys and without spaces; amounts and dates are strings; members that hold their default are left out,
so that a later version of sciplan may add members without changing the text of what exists.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import Any

from sciplan.domain.plan import (
    Agency,
    AgencyGroup,
    Baseline,
    Document,
    Goal,
    HigherGoal,
    Milestone,
    Plan,
    Region,
    Section,
    Source,
    Target,
)
from sciplan.i18n import _
from sciplan.storage.stored import as_written


def plan_text(plan: Plan) -> str:
    """Give the canonical text of a plan."""
    return json.dumps(_encode(plan), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _encode(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Plan):
        return _members(vars(value), {part.name: part.default for part in fields(value)})
    if isinstance(value, tuple):
        return _part(value) if hasattr(value, "_fields") else [_encode(item) for item in value]
    return value


def _part(part: Any) -> dict[str, object]:  # noqa: ANN401 - any of the named tuples that a plan is made of
    return _members(part._asdict(), {**dict.fromkeys(part._fields, MISSING), **part._field_defaults})


def _members(held: Mapping[str, object], defaults: Mapping[str, object]) -> dict[str, object]:
    """Give the members that do not hold their default."""
    return {name: _encode(held[name]) for name, default in defaults.items() if held[name] != default}


def read_plan_text(text: str) -> Plan:
    """Give the plan that a canonical text describes; raise `StorageFault` for a text that sciplan never wrote."""
    with as_written(_("The ledger holds a text of a plan that cannot be read.")):
        return _decode(json.loads(text))


def _decode(data: dict[str, Any]) -> Plan:
    data["start"], data["end"] = _day(data["start"]), _day(data["end"])
    data["document"] = _document(data["document"])
    if "declares" in data:
        data["declares"] = tuple((what, number) for what, number in data["declares"])
    if "reporting_due" in data:
        month, day = data["reporting_due"]
        data["reporting_due"] = (month, day)
    for name in ("on_track", "behind"):
        if name in data:
            data[name] = _number(data[name])
    for name, build in _PARTS.items():
        data[name] = tuple(build(item) for item in data.get(name, ()))
    return Plan(**data)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _document(data: dict[str, Any]) -> Document:
    if "issued" in data:
        data["issued"] = _day(data["issued"])
    return Document(**data)


def _region(data: dict[str, Any]) -> Region:
    return Region(**data)


def _agency(data: dict[str, Any]) -> Agency:
    return Agency(**_tuples(data, "aliases"))


def _group(data: dict[str, Any]) -> AgencyGroup:
    return AgencyGroup(**_tuples(data, "members"))


def _milestone(data: dict[str, Any]) -> Milestone:
    return Milestone(**{**data, "start": _day(data["start"]), "end": _day(data["end"])})


def _section(data: dict[str, Any]) -> Section:
    return Section(**_tuples(data, "lead", "responsible"))


def _target(data: dict[str, Any]) -> Target:
    data = _tuples(data, "lead", "responsible", "reported_in", "regions")
    data["due"] = _day(data["due"])
    goal = data["goal"]
    data["goal"] = Goal(
        form=goal["form"],
        value=_amount(goal.get("value")),
        upper=_amount(goal.get("upper")),
        reference=goal.get("reference"),
    )
    if "baseline" in data:
        baseline = data["baseline"]
        data["baseline"] = Baseline(_amount(baseline["value"]), baseline["year"])
    if "checkpoints" in data:
        data["checkpoints"] = tuple((year, _number(value)) for year, value in data["checkpoints"])
    if "higher_goal" in data:
        higher = data["higher_goal"]
        data["higher_goal"] = HigherGoal(_number(higher["value"]), higher["document"])
    if "source" in data:
        data["source"] = tuple(Source(**source) for source in data["source"])
    return Target(**data)


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else _number(text)


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def _tuples(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**data, **{name: tuple(data[name]) for name in names if name in data}}


_PARTS = {
    "regions": _region,
    "agencies": _agency,
    "groups": _group,
    "milestones": _milestone,
    "sections": _section,
    "targets": _target,
}
