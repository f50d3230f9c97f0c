"""Where a title that is longer than a line is broken: between the name of the plan and the rest, not within a year."""

from __future__ import annotations

import re

from sciplan.render.column_widths import paper_width

_SPARE = 4
"""Cells that are left free: digits of some fonts are wider than half a Chinese character."""

_BREAKS = ("(?<=》)", "(?<=）)", "(?=（)")
"""After a name in marks, after a bracket, before a bracket: the first at which both lines fit is taken."""


def title_lines(title: str, room: int) -> tuple[str, ...]:
    """Give a title as one line or two; `room` is how many cells a line has.

    One that fits nowhere so is left to the program that shows it.
    """
    if paper_width(title) <= room - _SPARE:
        return (title,)
    for pattern in _BREAKS:
        for match in re.finditer(pattern, title):
            lines = title[: match.start()], title[match.start() :]
            if all(0 < paper_width(line) <= room - _SPARE for line in lines):
                return lines
    return (title,)
