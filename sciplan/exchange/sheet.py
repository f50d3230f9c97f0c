"""A table of figures as every kind of file gives it: its columns, and rows of text with the line each stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sciplan.domain.form_layout import Form
from sciplan.exchange.columns import Columns

Row = tuple[int, list[str]]
"""The line (or the row of a workbook) and its cells as text, without space around them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read: encoding, sheet, headings that mean something else, and the period of all its rows."""

    encoding: str | None = None
    sheet: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    period: str | None = None

    def words(self) -> str:
        """Give the options as they are written on a command line, in a fixed order; nothing where there are none."""
        given = (("encoding", self.encoding), ("sheet", self.sheet), ("period", self.period))
        named = [f"--{name} {value}" for name, value in given if value is not None]
        return " ".join([*named, *(f"--map {heading}={column}" for heading, column in sorted(self.mapping.items()))])


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name in a workbook (else ""), columns, rows, and the form that it is, if it is one.

    `unread` are the other sheets of the workbook that hold something, `stated` what a document says of itself beside
    its entries, once they are read.
    """

    name: str
    columns: Columns
    rows: Iterator[Row]
    form: Form | None = None
    unread: tuple[str, ...] = ()
    stated: Mapping[str, object] = field(default_factory=dict)
