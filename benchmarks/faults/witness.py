"""A second witness of the chain: it knows `docs/database.md` and SQL, and nothing of sciplan's code."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

BATCHES = "SELECT number, at, who, command, file, file_sha256, entries, digest FROM batch ORDER BY number"
REVISIONS = """
    SELECT 'revision', p.key, r.number, r.text FROM revision AS r JOIN plan AS p ON p.id = r.plan_id
    WHERE r.batch = ? ORDER BY r.id
"""
ENTRIES = """
    SELECT 'entry', e.id, p.key, t.key, e.period, e.region, e.agency, e.value, e.numerator, e.denominator, e.state,
           e.kind, e.supersedes, e.typed, e.note
    FROM entry AS e JOIN target AS t ON t.id = e.target_id JOIN plan AS p ON p.id = t.plan_id
    WHERE e.id > ? AND e.id <= ? AND e.batch = ? ORDER BY e.id
"""
EVIDENCE = """
    SELECT v.entry, v.sha256, f.size, v.name, f.content FROM evidence AS v JOIN file AS f ON f.sha256 = v.sha256
    WHERE v.entry > ? AND v.entry <= ? ORDER BY v.entry, v.position
"""
QUOTAS = """
    SELECT 'quota', p.key, t.key, q.year, q.amount, q.checkpoint, q.typed
    FROM quota AS q JOIN target AS t ON t.id = q.target_id JOIN plan AS p ON p.id = t.plan_id
    WHERE q.batch = ? ORDER BY q.target_id, q.year
"""


def digests(path: Path) -> dict[int, str]:
    """Give the digest of each batch, derived anew from what the ledger holds; raise `Broken` where it does not hold.

    The database is opened as any program would, so that what a crash left half written is undone first.
    """
    connection = sqlite3.connect(path)
    try:
        return dict(_derived(connection))
    finally:
        connection.close()


class Broken(Exception):
    """A ledger that is not what its chain says."""


def _derived(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    previous, last, before = "0" * 64, 0, ""
    for place, row in enumerate(connection.execute(BATCHES).fetchall(), 1):
        number, at, entries, stated = row[0], row[1], row[6], row[7]
        digest = hashlib.sha256(f"sciplan-batch/1\n{previous}\n{_line('batch', *row[:7])}".encode())
        found = 0
        for kind, line in _brought(connection, number, last, last + entries):
            found += kind == "entry"
            digest.update(line.encode())
        if (number, digest.hexdigest(), found) != (place, stated, entries) or at < before:
            raise Broken(f"batch {number}")
        previous, last, before = stated, last + entries, at
        yield number, stated
    if connection.execute("SELECT count(*) FROM entry").fetchone()[0] != last:
        raise Broken("entries without a batch")
    if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        raise Broken("integrity_check")
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Broken("foreign_key_check")


def _brought(connection: sqlite3.Connection, batch: int, after: int, until: int) -> Iterator[tuple[str, str]]:
    evidence: dict[int, list[str]] = {}
    for entry, sha256, size, name, content in connection.execute(EVIDENCE, (after, until)):
        if (len(content), hashlib.sha256(content).hexdigest()) != (size, sha256):
            raise Broken(f"evidence of entry {entry}")
        evidence.setdefault(entry, []).append(_line("evidence", entry, sha256, size, name))
    for row in connection.execute(REVISIONS, (batch,)):
        yield row[0], _line(*row)
    for row in connection.execute(ENTRIES, (after, until, batch)):
        yield row[0], _line(*row) + "".join(evidence.get(row[1], ()))
    for row in connection.execute(QUOTAS, (batch,)) if _has_quotas(connection) else ():
        yield row[0], _line(*row)


def _has_quotas(connection: sqlite3.Connection) -> bool:
    """Say whether the schema is one that has agreed quotas."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'quota'").fetchall())


def _line(*columns: str | int | None) -> str:
    return "\t".join(map(_column, columns)) + "\n"


def _column(column: str | int | None) -> str:
    if column is None:
        return "\\-"
    if isinstance(column, int):
        return str(column)
    for plain, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        column = column.replace(plain, written)
    return column
