"""Batches, and undoing one: nothing is deleted; what it wrote is superseded by what stood before."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from sciplan.domain.appending import Draft
from sciplan.domain.ledger import CORRECTION, RECORD, RETRACTION, Content, Entry, EvidenceFile

_UNDO = re.compile(r"batch undo b([0-9]{1,18})")


class Batch(NamedTuple):
    """One write (批次): when (UTC), who, which command, which file if any, how many entries, and its digest."""

    number: int
    at: str
    who: str
    command: str
    file: str | None
    file_sha256: str | None
    entries: int
    digest: str


class Superseded(NamedTuple):
    """An entry that is not its slot's last any more: which one, where it stands, and what superseded it."""

    entry: int
    target: str
    period: str
    by: int
    by_batch: int


def undo_command(number: int) -> str:
    """Give the command that the batch carries which undoes another one."""
    return f"batch undo b{number}"


def undone_by(commands: Mapping[int, str]) -> dict[int, int]:
    """Give for each batch that is undone the batch that did it, from the commands of all batches.

    When that one was undone itself, the first one counts as not undone again.
    """
    found: dict[int, int] = {}
    for number in sorted(commands, reverse=True):
        undo = _UNDO.fullmatch(commands[number])
        if undo and number not in found:
            found[int(undo.group(1))] = number
    return found


def undoing(entry: Entry, former: Entry | None, evidence: tuple[EvidenceFile, ...], reason: str) -> Draft:
    """Give the draft that takes an entry back, to what `former`, the one it superseded, said with its evidence.

    A record is retracted, a correction is corrected back, and what was retracted is recorded again.
    """
    if entry.kind == RECORD or former is None:
        return Draft(entry.slot, Content(), "", reason, kind=RETRACTION, corrects=entry.id)
    if entry.kind == CORRECTION:
        return Draft(entry.slot, former.content, former.typed, reason, evidence, kind=CORRECTION, corrects=entry.id)
    return Draft(entry.slot, former.content, former.typed, reason, evidence)
