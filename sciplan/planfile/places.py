"""Where in the file an item of the plan stands: from the paths of findings to nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sciplan.domain.checks.finding import AGENCIES, GROUPS, MILESTONES, REGIONS, SECTIONS, TARGETS
from sciplan.planfile.node import find, place

if TYPE_CHECKING:
    from sciplan.domain.checks import Finding
    from sciplan.planfile.node import Loc, Node

_FLAT = {AGENCIES: "key", GROUPS: "key", MILESTONES: "key", TARGETS: "key", REGIONS: "code"}
"""Collections that are one list in the file, with the field that names their items."""


class Places:
    """The places of a plan's items in the tree of its file."""

    def __init__(self, root: Node, data: object) -> None:
        """Note where each item stands; `data` is the root as plain data that has the shape of a plan."""
        self._root = root
        self._locations: dict[tuple[str, str], list[Loc]] = {}
        fields = cast("dict[str, Any]", data)
        for collection, name in _FLAT.items():
            for number, item in enumerate(fields.get(collection, [])):
                self._note(collection, item[name], (collection, number))
        self._note_sections(fields[SECTIONS], (SECTIONS,))

    def _note(self, collection: str, key: str, location: Loc) -> None:
        self._locations.setdefault((collection, key.strip()), []).append(location)

    def _note_sections(self, sections: list[Any], location: Loc) -> None:
        for number, section in enumerate(sections):
            here = (*location, number)
            self._note(SECTIONS, section["key"], here)
            for place_in_list, measure in enumerate(section.get("measures", [])):
                self._note(TARGETS, measure["key"], (*here, "measures", place_in_list))
            self._note_sections(section.get("sections", []), (*here, "sections"))

    def of(self, finding: Finding) -> tuple[int, int]:
        """Give line and column of what a finding is about, or of the nearest thing around it."""
        location = finding.path
        if len(location) > 1:
            items = self._locations.get((str(location[0]), str(location[1])), [])
            if items:
                location = (*items[min(finding.occurrence, len(items) - 1)], *location[2:])
        return place(*find(self._root, location))
