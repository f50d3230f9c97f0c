"""The chain, derived again: each batch's digest from the rows that it brought, and its place after the one before.

Entries are read some at a time, so that a ledger of any size takes little memory; those of the common shape become
lines as quickly as they did when they were written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from sciplan.domain import verification
from sciplan.domain.verification import Flaw
from sciplan.storage.canonical import (
    FORM,
    NO_DIGEST,
    BatchHeader,
    StoredEntry,
    digest_of_blocks,
    entry_item,
    evidence_item,
    first_items,
    quota_item,
    revision_item,
)

AT_ONCE = 1000
_TOLD = 20_000

LAST = "SELECT coalesce(max(id), 0) FROM entry"
LINKS = (
    "SELECT number, at, who, command, file, file_sha256, entries, form, digest FROM batch NOT INDEXED ORDER BY number"
)
TARGETS = "SELECT t.id, p.key, t.key FROM target AS t JOIN plan AS p ON p.id = t.plan_id"
FIRST_REPORTS = """
    SELECT target_id, period, region, value, typed FROM entry
    WHERE id BETWEEN ? AND ? AND batch = ? AND agency = '' AND value IS NOT NULL AND numerator IS NULL
      AND denominator IS NULL AND state IS NULL AND kind = 'record' AND supersedes IS NULL AND note IS NULL
    ORDER BY id
"""
"""The entries of a batch that say no more than `canonical.FirstRow` does."""

ALL_ENTRIES = """
    SELECT e.batch, e.id, p.key, t.key, e.period, e.region, e.agency, e.value, e.numerator, e.denominator, e.state,
        e.kind, e.supersedes, e.typed, e.note
    FROM entry AS e JOIN target AS t ON t.id = e.target_id JOIN plan AS p ON p.id = t.plan_id
    WHERE e.id BETWEEN ? AND ? ORDER BY e.id
"""
HAS_EVIDENCE = "SELECT 1 FROM evidence WHERE entry BETWEEN ? AND ? LIMIT 1"
EVIDENCE = """
    SELECT v.entry, v.sha256, f.size, v.name FROM evidence AS v JOIN file AS f ON f.sha256 = v.sha256
    WHERE v.entry BETWEEN ? AND ? ORDER BY v.entry, v.position
"""
WITH_REVISIONS = "SELECT DISTINCT batch FROM revision"
REVISIONS = """
    SELECT p.key, r.number, r.text FROM revision AS r JOIN plan AS p ON p.id = r.plan_id WHERE r.batch = ? ORDER BY r.id
"""
WITH_QUOTAS = "SELECT DISTINCT batch FROM quota"
QUOTAS = """
    SELECT p.key, t.key, q.year, q.amount, q.checkpoint, q.typed
    FROM quota AS q JOIN target AS t ON t.id = q.target_id JOIN plan AS p ON p.id = t.plan_id
    WHERE q.batch = ? ORDER BY q.target_id, q.year
"""
LAST_UNTIL = "SELECT coalesce(max(id), ?) FROM entry WHERE batch <= ?"


def chain_flaws(connection: sqlite3.Connection, progress: Callable[[int, int], None]) -> Iterator[Flaw]:
    """Give what is wrong with batches and with what they brought, the first first.

    A digest is derived from the one that its predecessor carries, so that one flaw is told once.
    """
    brought = _Brought.of(connection)
    previous, time, number, last, told = NO_DIGEST, "", 0, 0, 0
    for *columns, form, digest in connection.execute(LINKS):
        header = BatchHeader(*columns)
        if header.number != number + 1:
            yield Flaw(verification.BATCH_NUMBER, "batch", header.number)
        if header.at < time:
            yield Flaw(verification.BATCH_TIME, "batch", header.number)
        if form != FORM:
            yield Flaw(verification.BATCH_FORM, "batch", header.number, name=str(form))
        brought.begin(header.number, last + 1, last + header.entries)
        if digest_of_blocks(previous, header, brought.blocks()) != digest:
            yield Flaw(verification.BATCH_DIGEST, "batch", header.number)
        if brought.misplaced is not None or header.entries < 0:
            yield Flaw(verification.BATCH_ENTRIES, "entry", header.number, brought.misplaced)
            [(last,)] = connection.execute(LAST_UNTIL, (last, header.number))
        else:
            last += header.entries
        previous, time, number = digest, header.at, header.number
        if last - told >= _TOLD:
            progress(last, brought.newest)
            told = last
    if brought.newest > last:
        yield Flaw(verification.ENTRY_WITHOUT_BATCH, "entry", entry=last + 1)


@dataclass(slots=True)
class _Brought:
    """What one batch after the other brought, as the lines that its digest is made of."""

    connection: sqlite3.Connection
    newest: int
    targets: Mapping[int, tuple[str, str]]
    keys: Mapping[str, Mapping[int, str]]
    with_revisions: frozenset[int]
    with_quotas: frozenset[int]
    batch: int = 0
    first: int = 1
    last: int = 0
    misplaced: int | None = field(default=None)
    """An entry that is missing from the batch, or in it but of another one."""

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> _Brought:
        targets = {number: (plan, key) for number, plan, key in connection.execute(TARGETS)}
        keys: dict[str, dict[int, str]] = {}
        for number, (plan, key) in targets.items():
            keys.setdefault(plan, {})[number] = key
        with_revisions, with_quotas = (
            frozenset(number for (number,) in connection.execute(query)) for query in (WITH_REVISIONS, WITH_QUOTAS)
        )
        [(newest,)] = connection.execute(LAST)
        return cls(connection, newest, targets, keys, with_revisions, with_quotas)

    def begin(self, batch: int, first: int, last: int) -> None:
        self.batch, self.first, self.last = batch, first, last
        self.misplaced = None if last <= self.newest else max(first, self.newest + 1)

    def blocks(self) -> Iterator[bytes]:
        if self.batch in self.with_revisions:
            for revision in self.connection.execute(REVISIONS, (self.batch,)):
                yield _line(revision_item(*revision))
        for first in range(self.first, min(self.last, self.newest) + 1, AT_ONCE):
            yield self._entries(first, min(first + AT_ONCE - 1, self.last, self.newest))
        if self.batch in self.with_quotas:
            for quota in self.connection.execute(QUOTAS, (self.batch,)):
                yield _line(quota_item(*quota))

    def _entries(self, first: int, last: int) -> bytes:
        if self.connection.execute(HAS_EVIDENCE, (first, last)).fetchone() is None:
            rows = self.connection.execute(FIRST_REPORTS, (first, last, self.batch)).fetchall()
            plan = self.targets.get(rows[0][0], ("", ""))[0] if rows else ""
            keys = self.keys.get(plan, {})
            if len(rows) == last - first + 1 and all(row[0] in keys for row in rows):
                return first_items(plan, keys, first, rows).encode()
        return self._any_entries(first, last)

    def _any_entries(self, first: int, last: int) -> bytes:
        evidence: dict[int, list[str]] = {}
        for entry, sha256, size, name in self.connection.execute(EVIDENCE, (first, last)):
            evidence.setdefault(entry, []).append(evidence_item(entry, sha256, size, name))
        lines = []
        expected = first
        for batch, *columns in self.connection.execute(ALL_ENTRIES, (first, last)):
            entry = StoredEntry(*columns)
            if self.misplaced is None and (entry.id != expected or batch != self.batch):
                self.misplaced = expected
            expected = entry.id + 1
            lines += [entry_item(entry), *evidence.get(entry.id, ())]
        if self.misplaced is None and expected != last + 1:
            self.misplaced = expected
        return _line("\n".join(lines)) if lines else b""


def _line(item: str) -> bytes:
    return f"{item}\n".encode()
