"""From one revision of a plan to the next: what changes, and what entries forbid to change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import NamedTuple

from sciplan.domain.acceptance import period_fault, region_counts
from sciplan.domain.ledger import WHOLE, Entry, Slot
from sciplan.domain.period import parse_period
from sciplan.domain.plan import Agency, AgencyGroup, Milestone, Plan, Region, Section, Target

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_PARTS = {
    "targets": "key",
    "sections": "key",
    "agencies": "key",
    "groups": "key",
    "milestones": "key",
    "regions": "code",
}
Part = Target | Section | Agency | AgencyGroup | Milestone | Region
FIXED = ("kind", "unit", "combine")
"""What a target with entries cannot change, because its entries would come to mean something else."""


class Change(NamedTuple):
    """One difference: `part` is `plan`, `targets`, `sections` …; `field` is empty when the item came or went."""

    action: str
    part: str
    key: str
    field: str = ""
    before: object = None
    after: object = None


class Obstacle(NamedTuple):
    """A change that entries forbid: of which target, what, and the entries in the way."""

    target: str
    reason: str
    entries: tuple[int, ...]


def changes(old: Plan, new: Plan) -> list[Change]:
    """Give every difference between two revisions of a plan, item by item and field by field."""
    found = [
        Change(CHANGED, "plan", new.key, part.name, getattr(old, part.name), getattr(new, part.name))
        for part in fields(Plan)
        if part.name not in _PARTS and getattr(old, part.name) != getattr(new, part.name)
    ]
    for part, key in _PARTS.items():
        before = {getattr(item, key): item for item in getattr(old, part)}
        after = {getattr(item, key): item for item in getattr(new, part)}
        found += _changes_of(part, before, after)
    return found


def _changes_of(part: str, before: Mapping[str, Part], after: Mapping[str, Part]) -> list[Change]:
    found = [Change(REMOVED, part, key, before=item) for key, item in before.items() if key not in after]
    for key, item in after.items():
        if key not in before:
            found.append(Change(ADDED, part, key, after=item))
        elif before[key] != item:
            found += _fields_changed(part, key, before[key], item)
    if not found and list(before) != list(after):
        found.append(Change(CHANGED, part, "", "order", tuple(before), tuple(after)))
    return found


def _fields_changed(part: str, key: str, before: Part, after: Part) -> list[Change]:
    return [
        Change(CHANGED, part, key, name, getattr(before, name), getattr(after, name))
        for name in after._fields
        if getattr(before, name) != getattr(after, name)
    ]


def obstacles(old: Plan, new: Plan, entries: Iterable[Entry]) -> list[Obstacle]:
    """Give what entries forbid: a target with entries cannot vanish, change what they mean, or lose their places."""
    by_target: dict[str, list[Entry]] = {}
    for entry in entries:
        by_target.setdefault(entry.slot.target, []).append(entry)
    found: list[Obstacle] = []
    for key, held in by_target.items():
        before, after = old.target_by_key[key], new.target_by_key.get(key)
        everything = tuple(entry.id for entry in held)
        if after is None:
            found.append(Obstacle(key, "removed", everything))
            continue
        found += [Obstacle(key, name, everything) for name in FIXED if getattr(before, name) != getattr(after, name)]
        if after.figures_of:
            found.append(Obstacle(key, "figures_of", everything))
        found += _places_lost(new, after, held)
    return found


def _places_lost(new: Plan, target: Target, held: list[Entry]) -> list[Obstacle]:
    def lost(stands: Callable[[Slot], bool]) -> tuple[int, ...]:
        return tuple(entry.id for entry in held if not stands(entry.slot))

    found = (
        ("region", lost(lambda slot: slot.region in new.region_by_code and region_counts(new, target, slot.region))),
        ("agency", lost(lambda slot: slot.agency in (WHOLE, *new.agency_by_key))),
        ("period", lost(lambda slot: _fits(new, target, slot.period))),
    )
    return [Obstacle(target.key, reason, entries) for reason, entries in found if entries]


def _fits(plan: Plan, target: Target, text: str) -> bool:
    period = parse_period(text, plan.start)
    return period is not None and period_fault(plan, target, period) is None
