"""Reading batches: which there are, what each brought, and what has superseded it since."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from sciplan.domain.batches import Batch, Superseded
from sciplan.domain.batches import undone_by as undone_by_commands
from sciplan.domain.ledger import Entry, EvidenceFile
from sciplan.storage import reader
from sciplan.storage.reader import ENTRY_COLUMNS, entry_of

BATCHES = "SELECT number, at, who, command, file, file_sha256, entries, digest FROM batch ORDER BY number"
UNDOS = "SELECT number, command FROM batch WHERE command GLOB 'batch undo b*'"
FIRST_AND_LAST = "SELECT coalesce(sum(entries), 0) + 1, coalesce(sum(entries), 0) + ? FROM batch WHERE number < ?"
"""Entries are numbered without a gap, and each batch holds those that follow the last one's."""

ENTRIES = f"SELECT {ENTRY_COLUMNS} FROM v_entry WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 500"
SUPERSEDED = """
    SELECT e.id, t.key, e.period, later.id, later.batch
    FROM entry AS later JOIN entry AS e ON e.id = later.supersedes JOIN target AS t ON t.id = e.target_id
    WHERE later.supersedes BETWEEN ? AND ? ORDER BY e.id LIMIT ?
"""
SUPERSEDED_COUNT = "SELECT count(*) FROM entry WHERE supersedes BETWEEN ? AND ?"


class EntryRange(NamedTuple):
    """The entries of a batch, by the numbers of its first and last one."""

    first: int
    last: int


def batches(connection: sqlite3.Connection) -> list[Batch]:
    """Give all batches, the newest last."""
    return [Batch(*row) for row in connection.execute(BATCHES)]


def batch(connection: sqlite3.Connection, number: int) -> Batch | None:
    """Give a batch by its number, or None."""
    row = connection.execute(BATCHES.replace("ORDER BY number", "WHERE number = ?"), (number,)).fetchone()
    return Batch(*row) if row else None


def undone_by(connection: sqlite3.Connection, number: int) -> int | None:
    """Give the batch that undid a batch, or None; an undo that was undone itself does not count."""
    return undone_by_commands(dict(connection.execute(UNDOS).fetchall())).get(number)


def entry_range(connection: sqlite3.Connection, found: Batch) -> EntryRange:
    """Give which entries a batch brought."""
    return EntryRange(*connection.execute(FIRST_AND_LAST, (found.entries, found.number)).fetchone())


def entries_in(connection: sqlite3.Connection, which: EntryRange) -> Iterator[Entry]:
    """Give entries in their order, some at a time, so that others can be appended meanwhile."""
    following = which.first
    while rows := connection.execute(ENTRIES, (following, which.last)).fetchall():
        yield from map(entry_of, rows)
        following = rows[-1][0] + 1


def superseded(connection: sqlite3.Connection, which: EntryRange, most: int) -> tuple[int, list[Superseded]]:
    """Give how many of the entries were superseded, and the first of them."""
    count = connection.execute(SUPERSEDED_COUNT, (which.first, which.last)).fetchone()[0]
    rows = connection.execute(SUPERSEDED, (which.first, which.last, most))
    return count, [Superseded(*row) for row in rows]


def evidence_files(connection: sqlite3.Connection, entry: int) -> tuple[EvidenceFile, ...]:
    """Give the files that an entry was proven with, with their content."""
    kept = reader.evidence_of(connection, [("entry", entry)])
    return tuple(EvidenceFile(one.name, reader.file_content(connection, one.sha256)) for one in kept)
