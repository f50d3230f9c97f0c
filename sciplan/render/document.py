"""A report as a document before it has a format: headings, paragraphs, tables, places to sign.

Every format is made from this, so that each says the same; whatever is said stands here as text already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from sciplan.domain.evaluation import LIGHTS
from sciplan.i18n import CHINESE, current_language
from sciplan.render import figures, words
from sciplan.render.table import Column, Table

BOX = "□"
"""What is ticked by hand."""

_COLOURS = {"grey": "bright_black"}
_NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of a table says, and where that is a number, the number: percentages in per cent.

    `light` is that of a status: `green`, `yellow`, `red`, `grey`, or nothing.
    """

    text: str = ""
    number: Decimal | None = None
    light: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a document; each row has a cell for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""

    @property
    def table(self) -> Table:
        """The same as text; the light of a row colours it on a terminal."""
        lights = (next((cell.light for cell in row if cell.light), "") for row in self.rows)
        colours = tuple(_COLOURS.get(light, light) for light in lights)
        return Table(self.columns, tuple(tuple(cell.text for cell in row) for row in self.rows), colours)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; one with `new_page` begins a page."""

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, from left to right: what stands before each."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """Where an annex begins: on a new page, across; its mark (附件1) and its title."""

    mark: str
    title: str


Block = Heading | Paragraph | Grid | Signatures | Annex


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its title, lines below it, what it says, and the line that says what it was made from.

    `landscape` says that all of its pages lie across.
    """

    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    last_line: str
    language: str
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A report that can be had in every format; what is not asked for is not built.

    `sheets` are the tables of its workbook by name, unless it brings a `workbook` of its own.
    """

    language: str
    document: Callable[[], Document]
    member: Callable[[], Mapping[str, object]]
    records: Callable[[], Sequence[Mapping[str, object]]]
    names: Sequence[str]
    sheets: Callable[[], Mapping[str, Grid]]
    workbook: Callable[[], bytes] | None = None


def figure(amount: Decimal | None) -> Cell:
    """Give a cell with an amount, or an empty one."""
    return Cell() if amount is None else Cell(figures.number(amount), amount)


def count(number: int) -> Cell:
    """Give a cell with a whole number."""
    return figure(Decimal(number))


def share(part: Fraction | None, places: int = 1) -> Cell:
    """Give a cell with a share of 1 as a percentage, or an empty one."""
    text = figures.percent(part, places)
    return Cell(text, Decimal(text[:-1].replace(",", ""))) if text else Cell()


def status(name: str) -> Cell:
    """Give a cell with the mark of a status, in its light."""
    return Cell(words.status_mark(name), light=LIGHTS[name])


def without_empty(grid: Grid) -> Grid:
    """Give a table without its optional columns that say nothing."""
    kept = [
        place
        for place, column in enumerate(grid.columns)
        if not column.optional or any(row[place].text for row in grid.rows)
    ]
    columns = tuple(grid.columns[place] for place in kept)
    return Grid(columns, tuple(tuple(row[place] for place in kept) for row in grid.rows), grid.caption)


def stacked(first: Column, grids: Sequence[tuple[str, Grid]]) -> Grid:
    """Put tables of the same columns below one another, with the name of each before its rows."""
    columns = grids[0][1].columns if grids else ()
    return Grid((first, *columns), tuple((Cell(name), *row) for name, grid in grids for row in grid.rows))


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give the blocks with their headings numbered: 一、（一）1. in Chinese, 1 1.1 1.1.1 in English."""
    return tuple(_numbered(blocks, current_language()))


def _numbered(blocks: Iterable[Block], language: str) -> Iterator[Block]:
    counts = [0, 0, 0]
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (len(counts) - block.level)
            block = replace(block, text=_mark(counts[: block.level], language) + block.text)
        yield block


def _mark(counts: Sequence[int], language: str) -> str:
    if language != CHINESE:
        return ".".join(map(str, counts)) + " "
    last = counts[-1]
    return (f"{chinese_numeral(last)}、", f"（{chinese_numeral(last)}）", f"{last}. ")[len(counts) - 1]


def chinese_numeral(number: int) -> str:
    """Give a whole number from 1 to 99 as it stands before a heading; a larger one in digits."""
    tens, ones = divmod(number, 10)
    if tens >= 10:
        return str(number)
    unit = _NUMERALS[ones - 1] if ones else ""
    return unit if not tens else ("十" if tens == 1 else f"{_NUMERALS[tens - 1]}十") + unit
