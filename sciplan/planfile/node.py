"""The tree that a plan file is read into: scalars as typed text, each node with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""What YAML takes for no value when it stands unquoted."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as the text that was typed; `plain` if unquoted, `refused` if a problem is already reported."""

    line: int
    column: int
    text: str
    plain: bool = True
    refused: bool = False


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    column: int
    values: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """A mapping: keys with their places, and values; a key that stands twice keeps its first value."""

    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)


Node = Scalar | Items | Fields

Loc = tuple[str | int, ...]


def as_data(node: Node) -> object:
    """Give a node as dictionaries, lists and strings; no value is the empty string."""
    if isinstance(node, Scalar):
        return "" if node.plain and node.text in NULLS else node.text
    if isinstance(node, Items):
        return [as_data(value) for value in node.values]
    return {key: as_data(value) for key, value in node.values.items()}


def find(root: Node, loc: Loc) -> tuple[Node, Scalar | None]:
    """Give the node at a location, or the nearest one above it, with the key that it stands under."""
    node, key = root, None
    for step in loc:
        if isinstance(node, Fields) and step in node.values:
            key = node.keys[str(step)]
            node = node.values[str(step)]
        elif isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.values):
            node, key = node.values[step], None
        else:
            break
    return node, key


def place(node: Node, key: Scalar | None) -> tuple[int, int]:
    """Give line and column where a node is seen: for an empty value, those of its key."""
    if key is not None and isinstance(node, Scalar) and not node.text:
        return key.line, key.column
    return node.line, node.column
