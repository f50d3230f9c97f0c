"""How wide the columns of a table must be, from what stands in them; the same for every kind of page.

Widths are counted in cells, as on a terminal: a wide character takes two. So do signs such as ≥ and ○ here, which
Chinese fonts draw as wide as a character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from sciplan.text import cells

_WORD = re.compile("[（《【〔]*[^\\s\u2e80-\ud7ff\uf900-\uffef\U00010000-\U0010ffff]+[、。，；：！？）》】〕％]*")
"""Words and numbers, with the marks that may not stand on another line; elsewhere a line may be broken anywhere."""

_SMALLEST, _LONGEST_WORD = 4, 24
_TO_FILL_IN = 6
"""What a column without any text needs, which is filled in by hand."""

_ONE = 2
"""What a single wide character takes: no column is narrower."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column needs, in cells: for its longest word, and for each of its texts, its heading first."""

    least: int
    widths: tuple[int, ...]

    @property
    def most(self) -> int:
        """What it needs to break no text."""
        return max(self.least, *self.widths)

    def lines(self, width: int) -> int:
        """Give how many lines its texts take together in a width, a text at least one."""
        return sum(self._lines(width))

    def height(self, width: int) -> int:
        """Give the squares of the lines of each text together, so that one tall text counts for many low ones."""
        return sum(lines * lines for lines in self._lines(width))

    def _lines(self, width: int) -> list[int]:
        return [max(1, -(-needed // width)) for needed in self.widths]


def measured(texts: Sequence[str], *, wraps: bool = True) -> Measure:
    """Measure the texts of a column, its heading first; a word beyond 24 cells is broken.

    Where the column does not wrap, its texts are not broken either, only its heading.
    """
    widths = tuple(paper_width(text) for text in texts)
    most = max(_ONE, *widths)
    # Between Latin and Chinese programs leave a little space.
    word = max((paper_width(word) + (not word.isascii()) for text in texts for word in _WORD.findall(text)), default=0)
    # Letters of some fonts are wider than half a Chinese character.
    longest = word + 1 if wraps else max(word, *widths[1:], 0) + 1
    least = max(min(longest, _LONGEST_WORD), min(most, _SMALLEST))
    if len(texts) > 1 and not any(texts[1:]):
        least = max(least, _TO_FILL_IN)
    return Measure(least, widths)


def paper_width(text: str) -> int:
    """Give the width of a text on paper, in cells: that of a percent sign is nearly two."""
    wider = sum(unicodedata.east_asian_width(character) == "A" for character in text) + text.count("%")
    return cells(text) + wider


def narrowest(columns: Sequence[Measure]) -> int:
    """Give the room in which no word of any column is broken."""
    return sum(column.least for column in columns)


def column_widths(columns: Sequence[Measure], room: int) -> tuple[int, ...]:
    """Give each column what its words need, and share out the rest so that the table becomes as low as it can.

    It goes to the column whose texts are highest, cell by cell. Together they take at most `room`, unless not
    even one wide character of each fits; what nobody needs is left over.
    """
    widths = [column.least for column in columns]
    while sum(widths) > room and max(widths) > _ONE:
        widths[widths.index(max(widths))] -= 1
    heights = [column.height(width) for column, width in zip(columns, widths, strict=True)]
    while sum(widths) < room:
        broken = [place for place, column in enumerate(columns) if widths[place] < column.most]
        if not broken:
            break
        highest = max(broken, key=lambda place: (heights[place], -widths[place]))
        widths[highest] += 1
        heights[highest] = columns[highest].height(widths[highest])
    return tuple(widths)


def stretched(widths: Sequence[int], total: int) -> tuple[int, ...]:
    """Give widths in the same proportions that make the total exactly."""
    room = sum(widths)
    ends = [0, *(total * width // room for width in accumulate(widths))]
    return tuple(end - start for start, end in pairwise(ends))
