"""What is found wrong while a file is read: every problem with its place, and the rows that are sent back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sciplan.domain.problems import Problem, Where
from sciplan.i18n import _

MOST = 10_000
"""Reading stops after so many problems: nobody reads more, and memory stays flat."""


class TooMany(Exception):
    """Ends the reading of a file that has more problems than are listed."""


class Findings:
    """The problems of one file in the order in which they were found, and the rejected rows by line.

    `heading` stands above the rejected rows, and `sent_back` gives of a row what is sent back.
    """

    def __init__(self, file: str, sheet: str = "") -> None:
        """Take the names of the file and of the sheet that places carry."""
        self.file = file
        self.sheet = sheet
        self.problems: list[Problem] = []
        self.rejected: dict[int, tuple[str, ...]] = {}
        self.heading: tuple[str, ...] = ()
        self.sent_back: Callable[[Sequence[str]], Sequence[str]] = tuple

    def add(
        self, code: str, message: str, hint: str, line: int = 0, column: int = 0, cells: Sequence[str] | None = None
    ) -> None:
        """Note a problem; `cells` are the row that it keeps out. A column is only told in a workbook."""
        where = Where(self.file, line, (column or 1) if self.sheet and line else 0, self.sheet)
        if len(self.problems) >= MOST:
            message = _("There are more problems than the {number} above; reading stopped here.").format(number=MOST)
            self.problems.append(Problem("too-many", message, where, _("Mend these first.")))
            raise TooMany
        self.problems.append(Problem(code, message, where, hint))
        if cells is not None:
            self.rejected[line] = tuple(self.sent_back(cells))
