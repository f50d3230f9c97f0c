"""The links of the chain: a batch, closed over what it brought. Plain SQL on an open write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from sciplan.storage.canonical import FORM, NO_DIGEST, BatchHeader, batch_digest
from sciplan.storage.stored import stored_time

HEAD = "SELECT number, at, digest FROM batch ORDER BY number DESC LIMIT 1"
INSERT_BATCH = (
    "INSERT INTO batch (number, at, who, command, file, file_sha256, entries, form, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Writing(NamedTuple):
    """Who writes, when (UTC), by which command, from which file if any."""

    who: str
    at: datetime
    command: str
    file: str | None = None
    file_sha256: str | None = None


class Link(NamedTuple):
    """A batch as a link of the chain: its number and its digest, the fingerprint of the ledger after it."""

    number: int
    digest: str


def append_batch(connection: sqlite3.Connection, writing: Writing, items: Iterable[str]) -> Link:
    """Add a link to the chain for what a write without entries brings."""
    return add_link(connection, writing, 0, lambda previous, header: batch_digest(previous, header, items))


def add_link(
    connection: sqlite3.Connection, writing: Writing, entries: int, digest_of: Callable[[str, BatchHeader], str]
) -> Link:
    """Add a link over the entries that came since the last one; its time is never before its predecessor's.

    Raises `StorageFault` if that has no time.
    """
    number, at, previous = connection.execute(HEAD).fetchone() or (0, "", NO_DIGEST)
    if at:
        stored_time(at)  # what is no time would be handed on from batch to batch
    now = writing.at.isoformat(timespec="microseconds")
    header = BatchHeader(
        number + 1, max(at, now), writing.who, writing.command, writing.file, writing.file_sha256, entries
    )
    digest = digest_of(previous, header)
    connection.execute(
        INSERT_BATCH,
        (
            header.number,
            header.at,
            header.who,
            header.command,
            header.file,
            header.file_sha256,
            header.entries,
            FORM,
            digest,
        ),
    )
    return Link(header.number, digest)
