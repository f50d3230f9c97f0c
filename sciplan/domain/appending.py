"""What appending a report to its slot comes to: something new, nothing new, or a conflict."""

from __future__ import annotations

from dataclasses import dataclass

from sciplan.domain.ledger import RETRACTION, Content, Entry, Slot

NEW, SAME, CONFLICT = "new", "same", "conflict"


@dataclass(frozen=True, slots=True)
class Draft:
    """A report before it is an entry: its slot, what it says, the figure as typed, a note."""

    slot: Slot
    content: Content
    typed: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of a draft; `supersedes` is the entry that a new one follows in its slot's chain."""

    outcome: str
    supersedes: int | None = None


def decide(draft: Draft, chain_end: Entry | None) -> Decision:
    """Compare a draft with the end of its slot's chain; nothing is ever overwritten or doubled.

    An empty slot takes it; so does a slot that a retraction emptied. The same content again is nothing new.
    """
    if chain_end is None:
        return Decision(NEW)
    if chain_end.kind == RETRACTION:
        return Decision(NEW, chain_end.id)
    return Decision(SAME if draft.content == chain_end.content else CONFLICT, chain_end.id)
