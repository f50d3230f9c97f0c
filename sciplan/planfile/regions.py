"""The table of regions, the regions that a file adds, and the regions that a plan has."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciplan.domain.checks import Finding, Suggestions
from sciplan.domain.checks.finding import REGIONS, TARGETS
from sciplan.domain.plan import LEVELS, Region
from sciplan.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sciplan.planfile.model import PlanFields, TargetFields


def load_regions(path: Path) -> dict[str, Region]:
    """Read the region table (`code,name,level,parent`) that comes with sciplan, in its order."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["code"]: Region(row["code"], row["name"], row["level"], row["parent"]) for row in csv.DictReader(file)
        }


@dataclass(frozen=True, slots=True)
class PlanRegions:
    """The regions of one plan: its own and all known ones inside it, in the table's order."""

    region: str
    known: dict[str, Region]
    inside: tuple[Region, ...]
    findings: list[Finding]
    suggestions: Suggestions

    def named_by(self, target: TargetFields) -> tuple[str, ...]:
        """Give the codes that a target's `regions` stand for: a level stands for all of it inside the plan."""
        if target.regions is None:
            return ()
        path = (TARGETS, target.key, "regions")
        if not self.inside:
            # Without the plan's own region nothing can be said about those inside it.
            return ()
        if isinstance(target.regions, str):
            return self._of_level(target.regions, path)
        codes = {region.code for region in self.inside}
        for number, code in enumerate(target.regions):
            if code not in codes:
                self.findings.append(self._unusable(code, (*path, number)))
        return tuple(target.regions)

    def _of_level(self, level: str, path: tuple[str, ...]) -> tuple[str, ...]:
        codes = tuple(region.code for region in self.inside if region.level == level and region.code != self.region)
        if not codes:
            message = _("No region of level “{level}” is known inside {region}.")
            message = message.format(level=level, region=self.known[self.region].name)
            hint = _("Add the regions under “regions”, or name another level.")
            self.findings.append(Finding("no-such-regions", message, path, hint))
        return codes

    def _unusable(self, code: str, path: tuple[str | int, ...]) -> Finding:
        if code in self.known:
            return _outside(self.known[code], self.known[self.region], path)
        hint = _("Take the code from plans/regions.csv, or add the region under “regions”.")
        message = _("No region has the code {code}.").format(code=code)
        return Finding("unknown-region", message, path, self.suggestions.advice(code, hint))


def plan_regions(fields: PlanFields, known: Mapping[str, Region]) -> PlanRegions:
    """Put the file's regions beside the known ones, and keep those inside the plan's region."""
    table = dict(known)
    findings: list[Finding] = []
    added: list[Region] = []
    for number, item in enumerate(fields.regions):
        if item.code in table:
            earlier = sum(other.code == item.code for other in fields.regions[:number])
            findings.append(_known_already(item.code, earlier))
        else:
            table[item.code] = Region(item.code, item.name, item.level, item.parent)
            added.append(table[item.code])
    own = table.get(fields.region)
    inside = () if own is None else tuple(region for region in table.values() if _is_inside(region, own, table))
    for region in added:
        findings.extend(_parent_findings(region, table))
        if own is not None and region.parent in table and region not in inside:
            findings.append(_outside(region, own, (REGIONS, region.code, "code")))
    return PlanRegions(fields.region, table, inside, findings, Suggestions(region.code for region in inside))


def _known_already(code: str, earlier: int) -> Finding:
    message = _("The region {code} is known already.").format(code=code)
    return Finding("duplicate-region", message, (REGIONS, code, "code"), _("Leave it out here."), occurrence=earlier)


def _parent_findings(region: Region, known: Mapping[str, Region]) -> Iterator[Finding]:
    parent = known.get(region.parent)
    path = (REGIONS, region.code, "parent")
    if parent is None:
        message = _("No region has the code {code}.").format(code=region.parent)
        yield Finding("unknown-region", message, path, _("Add the parent under “regions” too, or correct the code."))
    elif LEVELS.index(parent.level) >= LEVELS.index(region.level):
        message = _("{parent} is of level “{level}” and cannot contain a region of level “{other}”.")
        message = message.format(parent=parent.name, level=parent.level, other=region.level)
        yield Finding("region-level", message, path, _("Correct the level or the parent."))


def _is_inside(region: Region, own: Region, known: Mapping[str, Region]) -> bool:
    # As many steps as there are levels, so that a ring of parents ends too.
    node: Region | None = region
    for _level in LEVELS:
        if node is None or node.code == own.code:
            break
        node = known.get(node.parent)
    return node is not None and node.code == own.code


def _outside(region: Region, own: Region, path: tuple[str | int, ...]) -> Finding:
    message = _("{region} ({code}) lies outside {own}.").format(region=region.name, code=region.code, own=own.name)
    return Finding("region-outside", message, path, _("Name regions inside the plan's own."))
