"""What appending a report to its slot comes to: something new, nothing new, or a conflict."""

from __future__ import annotations

from typing import NamedTuple

from sciplan.domain.ledger import RECORD, RETRACTION, Content, Entry, EvidenceFile, Slot

NEW, SAME, CONFLICT, SUPERSEDED = "new", "same", "conflict", "superseded"


class Draft(NamedTuple):
    """A report before it is an entry: its slot, what it says, the figure as typed, a note, its evidence.

    `corrects` is the entry that a correction or retraction supersedes.
    """

    slot: Slot
    content: Content
    typed: str
    note: str | None = None
    evidence: tuple[EvidenceFile, ...] = ()
    kind: str = RECORD
    corrects: int | None = None


class Decision(NamedTuple):
    """What becomes of a draft; `supersedes` is the entry that a new one follows in its slot's chain."""

    outcome: str
    supersedes: int | None = None


def decide(draft: Draft, chain_end: Entry | None) -> Decision:
    """Compare a draft with the end of its slot's chain; nothing is ever overwritten or doubled.

    An empty slot takes it; so does a slot that a retraction emptied. The same content again is nothing new, unless it
    comes with evidence, which would be lost. A correction or retraction needs the entry it is about to be the end of
    the chain, and to change something.
    """
    if draft.corrects is not None:
        return _decide_correction(draft, chain_end)
    if chain_end is None:
        return Decision(NEW)
    if chain_end.kind == RETRACTION:
        return Decision(NEW, chain_end.id)
    same = draft.content == chain_end.content and not draft.evidence
    return Decision(SAME if same else CONFLICT, chain_end.id)


def _decide_correction(draft: Draft, chain_end: Entry | None) -> Decision:
    if chain_end is None or chain_end.id != draft.corrects or chain_end.kind == RETRACTION:
        return Decision(SUPERSEDED, None if chain_end is None else chain_end.id)
    unchanged = draft.kind != RETRACTION and draft.content == chain_end.content and not draft.evidence
    return Decision(SAME if unchanged else NEW, chain_end.id)
