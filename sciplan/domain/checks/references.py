"""Keys are unique, and whatever names something names what is there."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sciplan.domain.checks.finding import (
    AGENCIES,
    GROUPS,
    MILESTONES,
    SECTIONS,
    TARGETS,
    Finding,
    Suggestions,
)
from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sciplan.domain.plan import Plan


def check_keys(plan: Plan) -> Iterator[Finding]:
    """Keys are unique: among targets and measures, agencies and groups, sections, and milestones."""
    agencies = [(AGENCIES, agency.key) for agency in plan.agencies]
    groups = [(GROUPS, group.key) for group in plan.groups]
    yield from _repeated_keys([*agencies, *groups])
    yield from _repeated_keys([(TARGETS, target.key) for target in plan.targets])
    yield from _repeated_keys([(SECTIONS, section.key) for section in plan.sections])
    yield from _repeated_keys([(MILESTONES, milestone.key) for milestone in plan.milestones])


def _repeated_keys(named: list[tuple[str, str]]) -> Iterator[Finding]:
    keys: set[str] = set()
    seen: Counter[tuple[str, str]] = Counter()
    for collection, key in named:
        if key in keys:
            yield Finding(
                "duplicate-key",
                _("The key “{key}” stands twice.").format(key=key),
                (collection, key, "key"),
                _("Give each its own; a key is never used again."),
                occurrence=seen[collection, key],
            )
        keys.add(key)
        seen[collection, key] += 1


def check_agencies(plan: Plan) -> Iterator[Finding]:
    """Whoever leads or answers is an agency or a group of the plan, and members of groups are agencies."""
    agencies = Suggestions(plan.agency_by_key)
    everyone = Suggestions([*plan.agency_by_key, *plan.group_by_key])
    for path, keys in listed_agencies(plan):
        in_group = path[0] == GROUPS
        for number, key in enumerate(keys):
            if key in plan.agency_by_key or (key in plan.group_by_key and not in_group):
                continue
            message = _("No agency has the key “{key}”.") if in_group else _("No agency or group has the key “{key}”.")
            hint = _("Add it under “agencies”, or correct the key.")
            yield Finding(
                "unknown-agency",
                message.format(key=key),
                (*path, number),
                (agencies if in_group else everyone).advice(key, hint),
            )


def check_repeated_items(plan: Plan) -> Iterator[Finding]:
    """A list names each thing once."""
    lists: list[tuple[tuple[str, ...], tuple[str | int, ...]]] = list(listed_agencies(plan))
    for target in plan.targets:
        lists.append(((TARGETS, target.key, "regions"), target.regions))
        lists.append(((TARGETS, target.key, "reported_in"), target.reported_in))
    for path, items in lists:
        seen: set[str | int] = set()
        for number, item in enumerate(items):
            if item in seen:
                yield Finding(
                    "repeated-item",
                    _("“{item}” stands twice in “{field}”.").format(item=item, field=path[-1]),
                    (*path, number),
                    _("Keep one of them."),
                )
            seen.add(item)


def listed_agencies(plan: Plan) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give every list of agency and group keys with its path."""
    for group in plan.groups:
        yield (GROUPS, group.key, "members"), group.members
    for section in plan.sections:
        yield (SECTIONS, section.key, "lead"), section.lead
        yield (SECTIONS, section.key, "responsible"), section.responsible
    for target in plan.targets:
        yield (TARGETS, target.key, "lead"), target.lead
        yield (TARGETS, target.key, "responsible"), target.responsible


def check_sections(plan: Plan) -> Iterator[Finding]:
    """Every target belongs to a section of the plan."""
    sections = Suggestions(plan.section_by_key)
    for target in plan.targets:
        if target.section not in plan.section_by_key:
            yield Finding(
                "unknown-section",
                _("No section has the key “{key}”.").format(key=target.section),
                (TARGETS, target.key, "section"),
                sections.advice(target.section, _("Add the section, or correct the key.")),
            )


def check_region(plan: Plan) -> Iterator[Finding]:
    """The plan's region is known, and of the plan's level."""
    region = plan.region_by_code.get(plan.region)
    if region is None:
        yield Finding(
            "unknown-region",
            _("No region has the code {code}.").format(code=plan.region),
            ("region",),
            _("Take the code from plans/regions.csv, or add the region under “regions”."),
        )
    elif region.level != plan.level:
        message = _("The plan's level is “{level}”, that of {region} is “{other}”.")
        yield Finding(
            "level-mismatch",
            message.format(level=plan.level, region=region.name, other=region.level),
            ("level",),
            _("Correct the level or the region."),
        )


def check_implements(plan: Plan) -> Iterator[Finding]:
    """A plan does not carry out itself."""
    if plan.implements == plan.key:
        yield Finding(
            "implements-itself",
            _("The plan names itself as the one it carries out."),
            ("implements",),
            _("Name the key of the higher plan, or leave the field out."),
        )


CHECKS: tuple[Callable[[Plan], Iterator[Finding]], ...] = (
    check_keys,
    check_agencies,
    check_repeated_items,
    check_sections,
    check_region,
    check_implements,
)
