"""A problem in something a user wrote: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file: 1-based line and column; 0 where the file as a whole is meant."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give `file:line:column`, which editors open at the place."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


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
