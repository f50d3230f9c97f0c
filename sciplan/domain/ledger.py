"""Entries and slots: what was reported, for which slot, and which entries are live.

An entry is never changed. A correction or a retraction supersedes exactly one entry of the same slot, so each slot
is a chain; the live entry is the chain's end, unless that end is a retraction.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from sciplan.domain.period import Period

WHOLE = ""
"""The agency of an entry that stands for the whole, whoever reported it."""

RECORD, CORRECTION, RETRACTION = "record", "correction", "retraction"


class Slot(NamedTuple):
    """What an entry fills (填报格): a target of a plan, a period, a region and an agency or the whole."""

    plan: str
    target: str
    period: str
    region: str
    agency: str = WHOLE


class Content(NamedTuple):
    """What an entry says: a value, or numerator and denominator, or a state; nothing in a retraction."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    state: str | None = None


class Entry(NamedTuple):
    """One reported value (填报记录), with the figure as it was typed and the batch that brought it."""

    id: int
    batch: int
    slot: Slot
    content: Content
    kind: str = RECORD
    supersedes: int | None = None
    typed: str = ""
    note: str | None = None


class EvidenceFile(NamedTuple):
    """A file that proves an entry (佐证材料): its content, and what it was called."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The name under which it is kept."""
        import hashlib

        return hashlib.sha256(self.content).hexdigest()


class KeptEvidence(NamedTuple):
    """That an entry has a file: which one, how large in bytes, and what it was called."""

    entry: int
    sha256: str
    size: int
    name: str


class LoggedEntry(NamedTuple):
    """An entry with the UTC time and the author of its batch."""

    entry: Entry
    recorded_at: str
    recorded_by: str


class Reported(NamedTuple):
    """A live entry as judgement sees it: for which period, region and agency, what it says, and its number."""

    period: Period
    region: str
    agency: str
    content: Content
    entry: int = 0


def live_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Give the entries that nothing supersedes and that are not retractions, in the order given."""
    kept = list(entries)
    superseded = {entry.supersedes for entry in kept}
    return [entry for entry in kept if entry.id not in superseded and entry.kind != RETRACTION]
