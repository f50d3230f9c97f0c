"""What became of a file that was imported."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.problems import Problem

IMPORTED, NOTHING_NEW, ALREADY, DRY_RUN, REFUSED = "imported", "nothing-new", "already-imported", "dry-run", "refused"


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """The rows that kept a file out, as they stand in it: the header, and each row by its line."""

    heading: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: the batch it made, or why none.

    `new`, `same` and `corrections` count entries, `parts` those of them that are the part of one agency, `empty` rows
    without a figure and `notes` those of them that have a note; `unread` are sheets that hold something and were not
    read. Where there are problems nothing was written.
    """

    file: str
    sha256: str
    outcome: str
    plan: str | None = None
    batch: int | None = None
    fingerprint: str | None = None
    new: int = 0
    same: int = 0
    corrections: int = 0
    empty: int = 0
    notes: int = 0
    parts: int = 0
    dry_run: bool = False
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejected: RejectedRows = RejectedRows()

    @property
    def rejected_rows(self) -> int:
        """How many rows have a problem."""
        return len(self.rejected.rows)

    @property
    def refused(self) -> bool:
        """Whether the file was refused."""
        return self.outcome == REFUSED
