"""What became of a report that somebody recorded."""

from typing import NamedTuple

from sciplan.domain.appending import Draft
from sciplan.domain.ledger import Entry
from sciplan.domain.plan import Target


class Recorded(NamedTuple):
    """What became of it: `entry` and `batch` are None when the ledger already held the same."""

    plan: str
    target: Target
    draft: Draft
    region_name: str
    agency_name: str | None
    entry: int | None
    batch: int | None
    fingerprint: str | None


class Corrected(NamedTuple):
    """A correction or retraction that was written: of which entry, what it says now, and where it is."""

    target: Target
    region_name: str
    agency_name: str | None
    held: Entry
    draft: Draft
    entry: int
    batch: int
    fingerprint: str
