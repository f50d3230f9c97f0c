"""The hidden sheet of a workbook that goes out and comes back: what it was made for, and what each row is.

The first row is a marker that says what kind of workbook it is, the next ones are names and values, and from row 10 on
each row stands for one of the visible sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_FIRST_ROW = 10


@dataclass(frozen=True, slots=True)
class HiddenSheet:
    """What a hidden sheet says: members by name, and its rows."""

    members: Mapping[str, str]
    rows: Sequence[Sequence[str]]

    def number(self, name: str) -> int:
        """Give a member that is a whole number above zero; 0 for anything else."""
        text = self.members.get(name, "")
        return int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) else 0


def hidden_cells(marker: str, sheet: HiddenSheet) -> list[tuple[str, ...]]:
    """Give the rows of a hidden sheet as they are written."""
    above: list[tuple[str, ...]] = [(marker,), *sheet.members.items()]
    above += [()] * (_FIRST_ROW - 1 - len(above))
    return [*above, *(tuple(row) for row in sheet.rows)]


def read_hidden(marker: str, width: int, cells: Iterable[Sequence[str]]) -> HiddenSheet | None:
    """Read a hidden sheet whose rows have so many cells; None if it bears another marker."""
    lines = [tuple(line) for line in cells]
    if not lines or lines[0][:1] != (marker,):
        return None
    members: dict[str, str] = {}
    for line in lines[1 : _FIRST_ROW - 1]:
        name, value = _padded(line, 2)
        members[name] = value
    return HiddenSheet(members, [_padded(line, width) for line in lines[_FIRST_ROW - 1 :] if any(line)])


def _padded(line: Sequence[str], length: int) -> tuple[str, ...]:
    return (*line[:length], *[""] * (length - len(line)))
