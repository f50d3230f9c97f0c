"""Entries as rows of their table: the statements that insert them, and their columns in order."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from sciplan.domain.appending import Decision, Draft
from sciplan.domain.quantity import to_millionths
from sciplan.storage.canonical import StoredEntry

INSERT_ENTRY = (
    "INSERT INTO entry (id, batch, target_id, period, region, agency, value, numerator, denominator, state,"
    " kind, supersedes, typed, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


GUARD = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'entry_no_replace'"
LIFT_GUARD = "DROP TRIGGER entry_no_replace"


def lift_guard(connection: sqlite3.Connection) -> str:
    """Take away the trigger that looks at every new entry, for a write of very many, and give what brings it back.

    It keeps other programs from replacing entries; they are kept out anyhow while this transaction holds the lock, and
    a transaction that is not committed never took it away. The indexes still refuse a slot that is filled.
    """
    guard: str = connection.execute(GUARD).fetchone()[0]
    connection.execute(LIFT_GUARD)
    return guard


@lru_cache(maxsize=2)
def insert_first(count: int) -> str:
    """Give the statement for so many rows; parameters are the first number, the batch, then the rows as they are.

    What all rows share is written out: a parameter costs more than a literal.
    """
    columns = "(?1 + {row}, ?2, ?, ?, ?, '', ?, NULL, NULL, NULL, 'record', NULL, ?, NULL)"
    values = ", ".join(columns.format(row=row) for row in range(count))
    return INSERT_ENTRY.partition("VALUES")[0] + f"VALUES {values}"


def stored_entry(entry_id: int, draft: Draft, decision: Decision) -> StoredEntry:
    """Give a draft as the entry that it becomes."""
    slot, content = draft.slot, draft.content
    return StoredEntry(
        id=entry_id,
        plan=slot.plan,
        target=slot.target,
        period=slot.period,
        region=slot.region,
        agency=slot.agency,
        value=to_millionths(content.value),
        numerator=to_millionths(content.numerator),
        denominator=to_millionths(content.denominator),
        state=content.state,
        kind=draft.kind,
        supersedes=decision.supersedes,
        typed=draft.typed,
        note=draft.note,
    )


def entry_row(entry: StoredEntry, batch: int, target_id: int) -> tuple[int | str | None, ...]:
    """Give the columns of an entry in the order of `INSERT_ENTRY`."""
    return (
        entry.id,
        batch,
        target_id,
        entry.period,
        entry.region,
        entry.agency,
        entry.value,
        entry.numerator,
        entry.denominator,
        entry.state,
        entry.kind,
        entry.supersedes,
        entry.typed,
        entry.note,
    )
