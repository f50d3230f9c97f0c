"""Appending to the ledger: batches that chain, and the entries they bring. Plain SQL on an open write transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sciplan.domain.appending import CONFLICT, NEW, SAME, SUPERSEDED, Decision, Draft, decide
from sciplan.domain.ledger import RETRACTION, Entry, EvidenceFile, Slot
from sciplan.domain.quantity import MILLION, TOTAL_BOUND, to_millionths
from sciplan.errors import Refused
from sciplan.i18n import _
from sciplan.storage.canonical import FORM, NO_DIGEST, BatchHeader, StoredEntry, batch_digest, entry_item, evidence_item
from sciplan.storage.reader import ENTRY_COLUMNS, FIRST_AND_LATER, entry_of

HEAD = "SELECT number, at, digest FROM batch ORDER BY number DESC LIMIT 1"
LAST_ENTRY = "SELECT coalesce(max(id), 0) FROM entry"
INSERT_BATCH = (
    "INSERT INTO batch (number, at, who, command, file, file_sha256, entries, form, digest)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
INSERT_ENTRY = (
    "INSERT INTO entry (id, batch, target_id, period, region, agency, value, numerator, denominator, state,"
    " kind, supersedes, typed, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
HAS_FILE = "SELECT 1 FROM file WHERE sha256 = ?"
INSERT_FILE = "INSERT INTO file (sha256, size, content) VALUES (?, ?, ?)"
INSERT_EVIDENCE = "INSERT INTO evidence (entry, position, sha256, name) VALUES (?, ?, ?, ?)"
SET_SETTING = "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
TARGET_ID = "SELECT t.id FROM target AS t JOIN plan AS p ON p.id = t.plan_id WHERE p.key = ? AND t.key = ?"
CHAIN_END = f"""
    WITH RECURSIVE chain (id) AS (
        SELECT id FROM entry
        WHERE target_id = ? AND period = ? AND region = ? AND agency = ? AND supersedes IS NULL
        UNION ALL
        SELECT entry.id FROM entry JOIN chain ON entry.supersedes = chain.id
    )
    SELECT {ENTRY_COLUMNS} FROM v_entry WHERE id = (SELECT max(id) FROM chain)
"""
LIVE_TOTAL = """
    SELECT coalesce(sum(abs(e.value)), 0), coalesce(sum(e.numerator), 0), coalesce(sum(e.denominator), 0)
    FROM entry AS e
    WHERE e.target_id = ? AND e.supersedes IS {which} AND e.kind <> 'retraction'
      AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.supersedes = e.id)
"""

_Ids = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when (UTC), by which command, from which file if any."""

    who: str
    at: datetime
    command: str
    file: str | None = None
    file_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A batch as a link of the chain: its number and its digest, the fingerprint of the ledger after it."""

    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Appended:
    """What came of drafts: the batch (None when nothing was new), its entries, and each draft's decision."""

    link: Link | None
    entries: tuple[int, ...]
    decisions: tuple[Decision, ...]


def append_batch(connection: sqlite3.Connection, writing: Writing, entries: int, items: Iterable[str]) -> Link:
    """Add a link to the chain for what a write brings; its time is never before its predecessor's."""
    number, at, previous = connection.execute(HEAD).fetchone() or (0, "", NO_DIGEST)
    now = writing.at.isoformat(timespec="microseconds")
    header = BatchHeader(
        number + 1, max(at, now), writing.who, writing.command, writing.file, writing.file_sha256, entries
    )
    digest = batch_digest(previous, header, items)
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


def append_drafts(connection: sqlite3.Connection, writing: Writing, drafts: Sequence[Draft]) -> Appended:
    """Append reports as one batch; raise `Refused`, with nothing written, if one of them conflicts.

    What is already in the ledger with the same content is skipped; if all of it is, there is no batch. A slot that
    stands twice among the drafts is one report if both say the same, and a conflict if they do not.
    """
    decisions = _decided(connection, drafts)
    fresh = [(draft, one) for draft, one in zip(drafts, decisions, strict=True) if one.outcome == NEW]
    if not fresh:
        return Appended(None, (), decisions)
    first = connection.execute(LAST_ENTRY).fetchone()[0] + 1
    stored = [_stored(first + place, draft, one) for place, (draft, one) in enumerate(fresh)]
    target_ids = _target_ids(connection, stored)
    _check_totals(connection, stored, target_ids)
    evidence = [draft.evidence for draft, _decision in fresh]
    link = append_batch(connection, writing, len(stored), _items(stored, evidence))
    connection.executemany(
        INSERT_ENTRY, [_row(entry, link.number, target_ids[entry.plan, entry.target]) for entry in stored]
    )
    for entry, files in zip(stored, evidence, strict=True):
        _keep(connection, entry.id, files)
    return Appended(link, tuple(entry.id for entry in stored), decisions)


def _items(stored: Sequence[StoredEntry], evidence: Sequence[tuple[EvidenceFile, ...]]) -> Iterator[str]:
    for entry, files in zip(stored, evidence, strict=True):
        yield entry_item(entry)
        for file in files:
            yield evidence_item(entry.id, file.sha256, len(file.content), file.name)


def _keep(connection: sqlite3.Connection, entry: int, files: Sequence[EvidenceFile]) -> None:
    for position, file in enumerate(files):
        if connection.execute(HAS_FILE, (file.sha256,)).fetchone() is None:
            connection.execute(INSERT_FILE, (file.sha256, len(file.content), file.content))
        connection.execute(INSERT_EVIDENCE, (entry, position, file.sha256, file.name))


def _decided(connection: sqlite3.Connection, drafts: Sequence[Draft]) -> tuple[Decision, ...]:
    decisions = []
    taken: dict[Slot, Draft] = {}
    for draft in drafts:
        earlier = taken.get(draft.slot)
        if earlier is not None:
            if earlier.content != draft.content:
                raise _contradiction(earlier, draft)
            decisions.append(Decision(SAME))
            continue
        taken[draft.slot] = draft
        held = chain_end(connection, draft.slot)
        decision = decide(draft, held)
        if decision.outcome == CONFLICT and held is not None:
            raise _conflict(draft, held)
        if decision.outcome == SUPERSEDED:
            raise _superseded(draft, held)
        decisions.append(decision)
    return tuple(decisions)


def chain_end(connection: sqlite3.Connection, slot: Slot) -> Entry | None:
    """Give the last entry of a slot's chain, or None for a slot that was never filled."""
    found = connection.execute(TARGET_ID, (slot.plan, slot.target)).fetchone()
    if found is None:
        return None
    row = connection.execute(CHAIN_END, (found[0], slot.period, slot.region, slot.agency)).fetchone()
    return entry_of(row) if row else None


def _conflict(draft: Draft, held: Entry) -> Refused:
    if draft.content == held.content:
        return Refused(
            _("{target} {period} holds this already (entry {entry}), without the evidence.").format(
                target=draft.slot.target, period=draft.slot.period, entry=held.id
            ),
            _("Keep the file with it: sciplan correct {entry} VALUE --evidence FILE --reason TEXT.").format(
                entry=held.id
            ),
        )
    return Refused(
        _("{target} {period} already holds {value} (entry {entry}); {typed} was not recorded.").format(
            target=draft.slot.target, period=draft.slot.period, value=held.typed, entry=held.id, typed=draft.typed
        ),
        _("If the earlier figure is wrong, correct entry {entry} and give the reason.").format(entry=held.id),
    )


def _superseded(draft: Draft, held: Entry | None) -> Refused:
    if held is not None and held.id == draft.corrects:
        return Refused(_("Entry {entry} is a retraction.").format(entry=held.id), _("Record the figure anew."))
    if held is not None and held.kind == RETRACTION:
        return Refused(
            _("Entry {entry} is retracted (entry {end}).").format(entry=draft.corrects, end=held.id),
            _("Record the figure anew."),
        )
    end = None if held is None else held.id
    return Refused(
        _("Entry {entry} was corrected already; entry {end} stands in its place.").format(
            entry=draft.corrects, end=end
        ),
        _("Look at entry {end}, and correct that one if it is wrong.").format(end=end),
    )


def _contradiction(earlier: Draft, draft: Draft) -> Refused:
    return Refused(
        _("{target} {period} is given twice, as {one} and as {other}; nothing was recorded.").format(
            target=draft.slot.target, period=draft.slot.period, one=earlier.typed, other=draft.typed
        ),
        _("Keep the right one."),
    )


def set_setting(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a setting of this database; settings are not part of the ledger."""
    connection.execute(SET_SETTING, (key, value))


def _stored(entry_id: int, draft: Draft, decision: Decision) -> StoredEntry:
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


def _row(entry: StoredEntry, batch: int, target_id: int) -> tuple[int | str | None, ...]:
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


def _target_ids(connection: sqlite3.Connection, stored: Sequence[StoredEntry]) -> _Ids:
    keys = {(entry.plan, entry.target) for entry in stored}
    return {key: connection.execute(TARGET_ID, key).fetchone()[0] for key in keys}


def _check_totals(connection: sqlite3.Connection, stored: Sequence[StoredEntry], target_ids: _Ids) -> None:
    """Refuse a batch that takes a target's total past the bound within which sums are exact."""
    for key, target_id in target_ids.items():
        held = [
            connection.execute(LIVE_TOTAL.format(which=which), (target_id,)).fetchone() for which in FIRST_AND_LATER
        ]
        # What a correction supersedes is still in the sum; that only makes the bound a little stricter.
        added = [
            (abs(entry.value or 0), abs(entry.numerator or 0), entry.denominator or 0)
            for entry in stored
            if (entry.plan, entry.target) == key
        ]
        if max(sum(column) for column in zip(*held, *added, strict=True)) > TOTAL_BOUND * MILLION:
            raise Refused(
                _("The figures of {target} would add up to more than 9,000,000,000,000.").format(target=key[1]),
                _("Check them, or count in a larger unit."),
            )
