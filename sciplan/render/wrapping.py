"""Text in narrow columns: how wide each may be, and where its lines break; wide characters take two cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sciplan.text import cells


def narrowed(widths: Sequence[int], yielding: Sequence[bool], most: int) -> list[int]:
    """Give widths that together are at most `most`: the widest that yield give way first, in the end all alike."""
    now = list(widths)
    while (excess := sum(now) - most) > 0:
        may = [width if yields else 0 for width, yields in zip(now, yielding, strict=True)]
        widest = max(may, default=0)
        if widest == 0:
            return _taken(now, [width > 0 for width in now], excess, excess)
        next_widest = max((width for width in may if width < widest), default=0)
        now = _taken(now, [width == widest for width in may], excess, min(excess, widest - next_widest))
    return now


def _taken(widths: Sequence[int], giving: Sequence[bool], excess: int, most: int) -> list[int]:
    """Take an excess off some widths in equal parts, off each at most so much."""
    left, givers, narrower = excess, sum(giving), []
    for width, gives in zip(widths, giving, strict=True):
        part = min(most, width, round(left / givers)) if gives else 0
        left, givers = left - part, givers - gives
        narrower.append(width - part)
    return narrower


def wrapped(text: str, width: int) -> list[str]:
    """Break text into lines of a width, between words where it can be; a longer word is broken anywhere."""
    if cells(text) <= width:
        return [text]
    lines, line, room = [], "", width
    for word in re.findall(r"\s*\S+\s*", text):
        length = cells(word.rstrip())
        if length > room and length <= width and line:
            lines.append(line)
            line, room = "", width
        elif length > room:
            if line:
                lines.append(line)
            *whole, word = folded(word, width)
            lines += whole
            line, room = "", width
        line += word
        room -= cells(word)
    return [one if cells(one) <= width else one.rstrip() for one in (*lines, line)]


def folded(text: str, width: int) -> list[str]:
    """Break text wherever a line of a width is full."""
    if cells(text) <= width:
        return [text]
    lines, line, room = [], "", width
    for character in text:
        taken = cells(character)
        if 0 < taken > room and line:
            lines.append(line)
            line, room = "", width
        line += character
        room -= taken
    return [*lines, line]
