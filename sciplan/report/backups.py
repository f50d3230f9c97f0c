"""What copies of the database hold, and what restoring one of them means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sciplan.report.ledger_note import LedgerNote

SAME, EARLIER, LATER, BRANCHED, OTHER = "same", "earlier", "later", "branched", "other"


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy of the database that was made and verified, and what is in it; `share` is the kind of network it is on."""

    file: Path
    ledger: LedgerNote
    share: str


@dataclass(frozen=True, slots=True)
class Prospect:
    """What restoring would do: the file, what is in use and what comes in its place, and how the two are related.

    `before` is None where there is no database yet or, with `damaged`, where nobody can say what is in it; `relation`
    is that of what comes to what is there. `common` batches are the same in both. `problems` is how much verifying
    finds wrong with what is in use.
    """

    file: Path
    database: Path
    before: LedgerNote | None
    damaged: bool
    after: LedgerNote
    relation: str | None
    common: int
    problems: int = 0


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and the copy of what was there before, if there was anything."""

    prospect: Prospect
    kept: Path | None
    share: str


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The copy from before an upgrade, the older ones that were deleted, and those that could not be.

    `summaries` is how many were wrong and were made anew, in a database that was of this version already.
    """

    backup: Path
    removed: tuple[Path, ...]
    left: tuple[Path, ...]
    summaries: int = 0


def relation_of(before: Sequence[str], after: Sequence[str]) -> tuple[str, int]:
    """Say how a chain of digests is related to the one before it, and how many links they share."""
    common = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        common += 1
    if common == len(before) == len(after):
        return SAME, common
    if common == len(after):
        return EARLIER, common
    if common == len(before):
        return LATER, common
    return (BRANCHED if common else OTHER), common
