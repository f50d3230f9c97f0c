"""The live entries of a plan, to be written out again."""

from __future__ import annotations

import sqlite3

from sciplan.domain.ledger import Entry
from sciplan.storage.reader import ENTRY_COLUMNS, entry_of

LIVE_ENTRIES = f"""
    SELECT {ENTRY_COLUMNS} FROM v_entry AS v WHERE plan = ? AND batch <= ? AND kind <> 'retraction'
      AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.supersedes = v.id AND later.batch <= ?) ORDER BY id
"""


def live_entries(connection: sqlite3.Connection, plan: str, until: int) -> list[Entry]:
    """Give what is live under a plan as of a batch, in the order in which it was written."""
    return [entry_of(row) for row in connection.execute(LIVE_ENTRIES, (plan, until, until))]
