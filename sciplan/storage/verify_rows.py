"""Rules over rows that no digest states: the chain of each slot, and the files that are kept."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from sciplan.domain import verification
from sciplan.domain.verification import Flaw
from sciplan.storage.summaries import wrong_summaries

WRONG_SUCCESSOR = """
    SELECT later.batch, later.id FROM entry AS later NOT INDEXED LEFT JOIN entry AS e ON e.id = later.supersedes
    WHERE later.supersedes IS NOT NULL AND NOT coalesce(
        e.id < later.id AND e.target_id = later.target_id AND e.period = later.period AND e.region = later.region
        AND e.agency = later.agency AND (e.kind = 'retraction') = (later.kind = 'record'), 0)
    ORDER BY later.id
"""
"""Entries that do not follow on what they supersede; that nothing is superseded twice, and no slot begun twice, is what
the unique indexes say, which SQLite's own check has gone through."""

FORKS = """
    SELECT max(batch), max(id) FROM entry NOT INDEXED WHERE supersedes IS NOT NULL
    GROUP BY supersedes HAVING count(*) > 1
"""
TARGET_NAMES = "SELECT t.id, p.key || '/' || t.key FROM target AS t JOIN plan AS p ON p.id = t.plan_id"
MISNUMBERED_EVIDENCE = """
    SELECT entry FROM evidence GROUP BY entry HAVING min(position) <> 0 OR max(position) <> count(*) - 1
"""
FILES = "SELECT rowid, sha256, size FROM file NOT INDEXED"
UNUSED_FILES = "SELECT sha256 FROM file NOT INDEXED EXCEPT SELECT sha256 FROM evidence"
_BLOCK = 1 << 20


def slot_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Give entries that supersede what they must not: of another slot, a retraction corrected, a record replaced."""
    for query in (WRONG_SUCCESSOR, FORKS):
        for batch, entry in connection.execute(query):
            yield Flaw(verification.ENTRY_CHAIN, "entry", batch, entry)


def summary_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Give the targets and periods whose summary is not what the live entries make."""
    names = dict(connection.execute(TARGET_NAMES))
    for target, period in wrong_summaries(connection):
        yield Flaw(verification.WRONG_SUMMARY, "summary", name=f"{names.get(target, target)} {period}")


def evidence_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Give entries whose files are not numbered from 0 without a gap."""
    for (entry,) in connection.execute(MISNUMBERED_EVIDENCE):
        yield Flaw(verification.EVIDENCE_ORDER, "evidence", entry=entry)


def file_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Give files whose content is not what their names say, and files of no entry; content is read in parts."""
    for row, sha256, size in connection.execute(FILES):
        if _content_of(connection, row) != (sha256, size):
            yield Flaw(verification.FILE_CONTENT, "file", name=sha256)
    for (sha256,) in connection.execute(UNUSED_FILES):
        yield Flaw(verification.FILE_UNUSED, "file", name=sha256)


def _content_of(connection: sqlite3.Connection, row: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with connection.blobopen("file", "content", row, readonly=True) as blob:
        while block := blob.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size
