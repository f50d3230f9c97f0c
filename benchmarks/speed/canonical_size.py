"""How many bytes the chain of a ledger is made of."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from sciplan.storage.canonical import StoredEntry, entry_item, revision_item
from sciplan.storage.verify_chain import ALL_ENTRIES, LAST

_REVISIONS = "SELECT plan, number, text FROM v_revision"


@cache
def canonical_size(path: Path) -> int:
    """Give the bytes of the canonical text of all entries and plans; the few of the batches' own lines are not in."""
    with closing(sqlite3.connect(path)) as connection:
        [(last,)] = connection.execute(LAST)
        plans = sum(len(revision_item(*row).encode()) + 1 for row in connection.execute(_REVISIONS))
        lines = connection.execute(ALL_ENTRIES, (1, last))
        return plans + sum(len(entry_item(StoredEntry(*row[1:])).encode()) + 1 for row in lines)
