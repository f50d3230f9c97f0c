"""What is left of a file when its misshapen parts are taken out, so that the rest can be checked all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from sciplan.planfile.model import SHAPE, WORD, PlanFields
from sciplan.planfile.node import Fields, Items, Scalar, as_data, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sciplan.planfile.node import Loc, Node

_ROUNDS = 5
_OPTIONAL = ("language", "implements", "reporting", "judgement", "declares")
"""Fields of the plan itself that can be done without; of the others nothing sensible is left."""
_NEEDED = frozenset({"key", "name", "kind", "section", "goal", "unit", "members", "code", "level", "parent", "when"})
"""Fields that an item of a list cannot be built without."""


def well_shaped_part(root: Node, error: ValidationError) -> tuple[Node, PlanFields, frozenset[str]] | None:
    """Give the tree without what is misshapen, its fields, and the keys taken out; None if too little is left.

    Nodes keep their places. Taking something out can leave its surroundings misshapen, hence the rounds.
    """
    removed: set[str] = set()
    for _round in range(_ROUNDS):
        faults = {_part_of(root, _location(details["loc"]), details["type"]) for details in error.errors()}
        if None in faults:
            return None
        locations = [location for location in faults if location is not None]
        for location in locations:
            removed.update(_keys_in(find(root, location)[0]))
        root = _without(root, locations)
        try:
            return root, PlanFields.model_validate(as_data(root)), frozenset(removed)
        except ValidationError as still:
            error = still
    return None


def _location(steps: tuple[int | str, ...]) -> Loc:
    return tuple(step for step in steps if step not in (WORD, SHAPE, "[key]"))


def _part_of(root: Node, location: Loc, kind: str) -> Loc | None:
    """Give what has to go: an unknown field, an optional field of the innermost item of a list, or the item."""
    if kind == "extra_forbidden" and find(root, location)[1] is not None:
        return location
    for length in range(len(location), 0, -1):
        if isinstance(location[length - 1], int):
            dispensable = kind != "missing" and len(location) > length and location[length] not in _NEEDED
            return location[: length + dispensable]
    return location[:1] if location and location[0] in _OPTIONAL else None


def _without(node: Node, locations: list[Loc]) -> Node:
    """Give a copy of a tree without what stands at some locations."""
    here = {location[0] for location in locations if len(location) == 1}
    below: dict[str | int, list[Loc]] = {}
    for location in locations:
        if len(location) > 1:
            below.setdefault(location[0], []).append(location[1:])
    if isinstance(node, Items):
        kept = [
            _without(value, below.get(number, [])) for number, value in enumerate(node.values) if number not in here
        ]
        return Items(node.line, node.column, kept)
    if isinstance(node, Fields):
        left = {key: _without(value, below.get(key, [])) for key, value in node.values.items() if key not in here}
        return Fields(node.line, node.column, {key: node.keys[key] for key in left}, left)
    return node


def _keys_in(node: Node) -> Iterator[str]:
    """Give the keys and codes that items in a part of the tree go by, so that nobody is blamed for naming them."""
    if isinstance(node, Items):
        for value in node.values:
            yield from _keys_in(value)
    elif isinstance(node, Fields):
        for name, value in node.values.items():
            if name in ("key", "code") and isinstance(value, Scalar):
                yield value.text.strip()
            yield from _keys_in(value)
