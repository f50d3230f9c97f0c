"""What became of a report that somebody recorded."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.appending import Draft
from sciplan.domain.ledger import Entry
from sciplan.domain.plan import Target


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of it: `entry` and `batch` are None when the ledger already held the same."""

    plan: str
    target: Target
    draft: Draft
    region_name: str
    agency_name: str | None
    entry: int | None
    batch: int | None
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction or retraction that was written: of which entry, what it says now, and where it is."""

    target: Target
    region_name: str
    agency_name: str | None
    held: Entry
    draft: Draft
    entry: int
    batch: int
    fingerprint: str
