"""A batch while it is being filled: entries go in one by one or in bulk, and closing it makes them a link."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import NamedTuple, Self

from sciplan.domain.appending import NEW, Decision, Draft, decide
from sciplan.domain.ledger import Entry, EvidenceFile
from sciplan.storage import canonical
from sciplan.storage.canonical import digest_of_blocks, entry_item, evidence_item, first_items
from sciplan.storage.chain import HEAD, Link, Writing, add_link
from sciplan.storage.entry_rows import INSERT_ENTRY, entry_row, insert_first, lift_guard, stored_entry
from sciplan.storage.reader import ENTRY_COLUMNS, entry_of, target_ids
from sciplan.storage.summaries import keep_summaries

FirstRow = canonical.FirstRow

LAST_ENTRY = "SELECT coalesce(max(id), 0) FROM entry"
HAS_FILE = "SELECT 1 FROM file WHERE sha256 = ?"
INSERT_FILE = "INSERT INTO file (sha256, size, content) VALUES (?, ?, ?)"
INSERT_EVIDENCE = "INSERT INTO evidence (entry, position, sha256, name) VALUES (?, ?, ?, ?)"
CHAIN_END = f"""
    WITH RECURSIVE chain (id) AS (
        SELECT id FROM entry
        WHERE target_id = ? AND period = ? AND region = ? AND agency = ? AND supersedes IS NULL
        UNION ALL
        SELECT entry.id FROM entry JOIN chain ON entry.supersedes = chain.id
    )
    SELECT {ENTRY_COLUMNS.replace("plan, target", "?, ?")} FROM entry WHERE id = (SELECT max(id) FROM chain)
"""
"""Asks the table: the view shows no entry whose batch is still open."""

AT_ONCE = 500
"""So many rows go into one statement, which the database does as a whole or not at all."""

_MANY = 5_000
"""From so many entries on, a batch lifts the guard against other programs until it is closed."""

_SPOOLED = 1_000_000
_BLOCK = 1 << 16
_TAKEN = ("SQLITE_CONSTRAINT_TRIGGER", "SQLITE_CONSTRAINT_UNIQUE")


class Outcome(NamedTuple):
    """What became of a draft: the decision, the end of its slot's chain before, and the new entry's number if any."""

    decision: Decision
    held: Entry | None
    entry: int | None


class OpenBatch:
    """A batch while it is being filled, within a write transaction that holds the lock.

    Entries are in the ledger only once `close` has added their batch. It is used with `with`; one that holds entries is
    closed, or its transaction rolled back, before it ends.
    """

    def __init__(self, connection: sqlite3.Connection, writing: Writing) -> None:
        """Begin the batch that follows the last one."""
        self._connection = connection
        self._writing = writing
        self.first: int = connection.execute(LAST_ENTRY).fetchone()[0] + 1
        self._ids: dict[str, dict[str, int]] = {}
        self._keys: dict[str, dict[int, str]] = {}
        self._guard: str | None = None
        self._closed = False
        self._spool = SpooledTemporaryFile(max_size=_SPOOLED)  # noqa: SIM115 - __exit__ lets go of it
        self.number: int = (connection.execute(HEAD).fetchone() or (0,))[0] + 1
        self.entries = 0

    def __enter__(self) -> Self:
        """Give the batch itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        """Let go of the temporary file; raise `RuntimeError` rather than let entries without a batch be committed."""
        self._spool.close()
        if kind is None and self.entries and not self._closed and self._connection.in_transaction:
            raise RuntimeError(self.number)

    def add(self, draft: Draft) -> Outcome:
        """Append a draft if it is something new at the end of its slot's chain; otherwise nothing."""
        slot = draft.slot
        target = self._ids_of(slot.plan)[slot.target]
        row = self._connection.execute(
            CHAIN_END, (target, slot.period, slot.region, slot.agency, slot.plan, slot.target)
        ).fetchone()
        held = entry_of(row) if row else None
        decision = decide(draft, held)
        if decision.outcome != NEW:
            return Outcome(decision, held, None)
        entry = stored_entry(self.first + self.entries, draft, decision)
        self._connection.execute(INSERT_ENTRY, entry_row(entry, self.number, target))
        self._spool.write(f"{entry_item(entry)}\n".encode())
        for position, file in enumerate(draft.evidence):
            self._keep(entry.id, position, file)
        self.entries += 1
        return Outcome(decision, held, entry.id)

    def add_first(self, plan: str, rows: Sequence[FirstRow]) -> bool:
        """Append up to `AT_ONCE` first reports of a plan; False, and none, if a slot is filled or stands twice."""
        if not rows:
            return True
        keys = self._keys_of(plan)
        first = self.first + self.entries
        if self._guard is None and self.entries >= _MANY:
            self._guard = lift_guard(self._connection)
        try:
            self._connection.execute(insert_first(len(rows)), (first, self.number, *chain.from_iterable(rows)))
        except sqlite3.IntegrityError as fault:
            if fault.sqlite_errorname in _TAKEN:
                return False
            raise
        self._spool.write(first_items(plan, keys, first, rows).encode())
        self.entries += len(rows)
        return True

    def close(self) -> Link | None:
        """Make the entries a link of the chain and give it; None, and no batch, if there are none.

        Raises `Refused` if a target's total is past the bound; the transaction must not be committed then.
        """
        if not self.entries:
            return None
        if self._guard is not None:
            self._connection.execute(self._guard)
        keep_summaries(self._connection, self.first - 1)
        self._closed = True
        self._spool.seek(0)
        return add_link(
            self._connection,
            self._writing,
            self.entries,
            lambda previous, header: digest_of_blocks(previous, header, self._blocks()),
        )

    def _blocks(self) -> Iterator[bytes]:
        while block := self._spool.read(_BLOCK):
            yield block

    def _ids_of(self, plan: str) -> dict[str, int]:
        if plan not in self._ids:
            self._ids[plan] = target_ids(self._connection, plan)
        return self._ids[plan]

    def _keys_of(self, plan: str) -> dict[int, str]:
        if plan not in self._keys:
            self._keys[plan] = {number: key for key, number in self._ids_of(plan).items()}
        return self._keys[plan]

    def _keep(self, entry: int, position: int, file: EvidenceFile) -> None:
        sha256, size = file.sha256, len(file.content)
        if self._connection.execute(HAS_FILE, (sha256,)).fetchone() is None:
            self._connection.execute(INSERT_FILE, (sha256, size, file.content))
        self._connection.execute(INSERT_EVIDENCE, (entry, position, sha256, file.name))
        self._spool.write(f"{evidence_item(entry, sha256, size, file.name)}\n".encode())
