"""Labelled lines: a word on the left, what there is to say beside it, wrapped where a screen has an end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sciplan.text import cells

Fact = tuple[str, str]
"""A label, and what is said under it."""

_PIECES = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+")
"""What a line can be broken between: wide characters, words, and the space around them."""

_CLOSING = tuple("，。；：、）》」』”’！？")
"""What never begins a line."""


def fact_lines(facts: Sequence[Fact], width: int | None) -> list[str]:
    """Give the facts that say something, aligned; within a width in cells, or uncut when there is none."""
    told = [(label, text) for label, text in facts if text]
    indent = max((cells(label) for label, _text in told), default=0) + 2
    lines = []
    for label, text in told:
        first, *more = [text] if width is None else wrapped(text, width - indent)
        lines.append(label + " " * (indent - cells(label)) + first)
        lines += [" " * indent + line for line in more]
    return lines


def wrapped(text: str, width: int) -> list[str]:
    """Break text into lines of at most a number of cells; a word that is longer stands alone."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and cells(lines[-1]) + cells(piece.rstrip()) > width and piece not in _CLOSING:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]
