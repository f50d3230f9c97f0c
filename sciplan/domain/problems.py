"""A problem in something a user wrote: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: 1-based line and column, 0 where a whole line or the file as a whole is meant.

    With a `sheet` it is a cell of a workbook.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        """Give `file:line:column`, which editors open at the place, or `file:sheet!cell`."""
        if self.sheet:
            cell = f"!{column_letters(self.column)}{self.line}" if self.line else ""
            return f"{self.file}:{self.sheet}{cell}"
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


def column_letters(column: int) -> str:
    """Give the letters of a workbook's column, 1 being A and 27 AA; none for 0."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong (or, when `information`, worth knowing) with its code, place and remedy."""

    code: str
    message: str
    where: Where
    hint: str = ""
    information: bool = False

    def __str__(self) -> str:
        """Give the problem on one line, as compilers do."""
        text = f"{self.where}: {self.code}: {self.message}"
        space = "" if self.message.endswith("。") else " "
        return f"{text}{space}{self.hint}" if self.hint else text
