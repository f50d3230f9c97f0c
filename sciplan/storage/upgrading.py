"""What an upgrade must not change, under one digest.

Every entry, batch, agreed quota and evidence, the bytes of every file, the text of every plan revision, and the targets
of those in force as they are laid out for programs. What else is laid out follows from the text.
"""

from __future__ import annotations

import hashlib
import sqlite3

CONTENTS = {
    "v_entry": (
        "SELECT id, batch, plan, target, period, region, agency, value, numerator, denominator, state, kind,"
        " supersedes, typed, note, recorded_at, recorded_by FROM v_entry ORDER BY id"
    ),
    "batch": ("SELECT number, at, who, command, file, file_sha256, entries, form, digest FROM batch ORDER BY number"),
    "v_revision": "SELECT plan, number, batch, text FROM v_revision ORDER BY batch",
    "v_evidence": "SELECT entry, position, sha256, name, size FROM v_evidence ORDER BY entry, position",
    "file": "SELECT sha256, size, content_digest(content) FROM file ORDER BY sha256",
    "v_target": (
        "SELECT plan, target, position, name, section, kind, unit, goal, goal_value, goal_upper, due, binding,"
        " baseline_value, baseline_year, combine, figures_of, measure FROM v_target ORDER BY plan, position, target"
    ),
    "v_quota": (
        "SELECT batch, plan, target, year, amount, checkpoint, typed FROM v_quota ORDER BY batch, plan, target, year"
    ),
}
"""By table or view, what a ledger holds; an older schema does not have all of them."""

NAMES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"


def kept_contents(connection: sqlite3.Connection) -> frozenset[str]:
    """Give which of the tables and views of `CONTENTS` a database has."""
    return frozenset(name for (name,) in connection.execute(NAMES)) & CONTENTS.keys()


def contents_digest(connection: sqlite3.Connection, names: frozenset[str]) -> str:
    """Give a digest of everything that is in some tables and views; it reads them row by row, and file by file."""
    connection.create_function("content_digest", 1, _content_digest, deterministic=True)
    digest = hashlib.sha256()
    for name in sorted(names):
        for row in connection.execute(CONTENTS[name]):
            digest.update(f"{name} {row!r}\n".encode())
    return digest.hexdigest()


def _content_digest(content: object) -> str:
    """Give the SHA-256 of a file's bytes; of anything else, which only another program can have written, its text."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else repr(content)
