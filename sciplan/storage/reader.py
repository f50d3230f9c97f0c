"""Every read of the ledger: plain SQL in, domain objects out."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sciplan.domain.ledger import Content, Entry, KeptEvidence, LoggedEntry, Reported, Slot
from sciplan.domain.period import Period, parse_period
from sciplan.domain.plan import Plan, PlanSummary
from sciplan.domain.quantity import from_millionths
from sciplan.errors import StorageFault
from sciplan.i18n import _
from sciplan.storage.plantext import read_plan_text
from sciplan.storage.stored import impossible

ENTRY_COLUMNS = (
    "id, batch, plan, target, period, region, agency, value, numerator, denominator, state,"
    " kind, supersedes, typed, note"
)
ALL_BATCHES = 2**62
"""A batch number past every other: the ledger as it is now."""

LEDGER = """
    SELECT coalesce(max(number), 0), coalesce(sum(entries), 0) FROM batch WHERE number <= ?
"""
BATCH = "SELECT at, digest FROM batch WHERE number = ?"
LAST_BATCH = "SELECT coalesce(max(number), 0) FROM batch"
BATCH_AT = "SELECT coalesce(max(number), 0) FROM batch WHERE at <= ?"
BATCH_BY_DIGEST = "SELECT number FROM batch WHERE substr(digest, 1, length(?)) = ?"
PLAN_LIST = """
    SELECT v.plan, v.name, v.number, v.level, v.start_date, v.end_date, v.batch FROM v_plan AS v
    JOIN plan AS p ON p.key = v.plan ORDER BY p.id
"""
REVISION = """
    SELECT number, text FROM v_revision WHERE plan = ? AND batch <= ? ORDER BY number DESC LIMIT 1
"""
FIRST_AND_LATER = ("NULL", "NOT NULL")
"""Live entries are looked up in two goes, by what `supersedes` is: each has an index of its own."""

TARGET_IDS = "SELECT t.key, t.id FROM target AS t JOIN plan AS p ON p.id = t.plan_id WHERE p.key = ?"
REVISION_NUMBER = "SELECT coalesce(max(number), 0) FROM v_revision WHERE plan = ?"
LIVE = """
    SELECT t.key, e.id, e.period, e.region, e.agency, e.value, e.numerator, e.denominator, e.state
    FROM target AS t JOIN plan AS p ON p.id = t.plan_id JOIN entry AS e ON e.target_id = t.id
    WHERE p.key = ? AND e.supersedes IS {which} AND e.batch <= ? AND e.kind <> 'retraction'
      AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.supersedes = e.id AND later.batch <= ?)
"""
OF_TARGETS = " AND t.key IN ({marks})"
LOG = f"""
    SELECT {ENTRY_COLUMNS}, recorded_at, recorded_by FROM v_entry
"""
_CLAUSES = {
    "year": "substr(replace(period, '..', ''), 1, 4) = ?",
    "batch": (
        "id > (SELECT coalesce(sum(entries), 0) FROM batch WHERE number < ?)"
        " AND id <= (SELECT coalesce(sum(entries), 0) FROM batch WHERE number <= ?)"
    ),
}
"""Entries are numbered without a gap, and each batch holds those that follow the last one's."""

EVIDENCE = "SELECT entry, sha256, size, name FROM v_evidence"
FILE_CONTENT = "SELECT content FROM file WHERE sha256 = ?"
SETTING = "SELECT value FROM setting WHERE key = ?"


class LedgerState(NamedTuple):
    """One exact state of the ledger: its last batch, how many entries it holds, and its fingerprint."""

    batch: int
    entries: int
    fingerprint: str
    at: str


def ledger_state(connection: sqlite3.Connection, until: int = ALL_BATCHES) -> LedgerState:
    """Give the state of the ledger after a batch, that batch included."""
    number, entries = connection.execute(LEDGER, (until,)).fetchone()
    at, digest = connection.execute(BATCH, (number,)).fetchone() or ("", "")
    return LedgerState(number, entries, digest, at)


def batch_at(connection: sqlite3.Connection, moment: str) -> int:
    """Give the last batch written until a UTC moment (ISO, microseconds), or 0."""
    return int(connection.execute(BATCH_AT, (moment,)).fetchone()[0])


def batches_with_digest(connection: sqlite3.Connection, beginning: str) -> list[int]:
    """Give the batches whose digest begins with some hexadecimal digits."""
    return [row[0] for row in connection.execute(BATCH_BY_DIGEST, (beginning, beginning))]


def plan_list(connection: sqlite3.Connection) -> list[PlanSummary]:
    """Give the loaded plans in the order in which they came."""
    return [PlanSummary(*row) for row in connection.execute(PLAN_LIST)]


def plan_revision(connection: sqlite3.Connection, key: str, until: int = ALL_BATCHES) -> tuple[int, Plan] | None:
    """Give the newest revision of a plan, with its number, as of a batch; None if there was none."""
    row = connection.execute(REVISION, (key, until)).fetchone()
    return (row[0], read_plan_text(row[1])) if row else None


def revision_number(connection: sqlite3.Connection, key: str) -> int:
    """Give the number of a plan's newest revision, or 0."""
    return int(connection.execute(REVISION_NUMBER, (key,)).fetchone()[0])


def target_ids(connection: sqlite3.Connection, plan_key: str) -> dict[str, int]:
    """Give the number by which entries refer to each target that a plan ever had."""
    return dict(connection.execute(TARGET_IDS, (plan_key,)).fetchall())


def live_reports(
    connection: sqlite3.Connection, plan: Plan, until: int = ALL_BATCHES, targets: Collection[str] | None = None
) -> dict[str, list[Reported]]:
    """Give what is live for each target of a plan, or for some, as of a batch.

    An entry without its batch is not in the ledger. Raises `StorageFault` for a period that cannot be.
    """
    until = min(until, connection.execute(LAST_BATCH).fetchone()[0])
    only = "" if targets is None else OF_TARGETS.format(marks=", ".join("?" * len(targets)))
    found: dict[str, list[Reported]] = {}
    for which in FIRST_AND_LATER:
        for key, entry_id, text, region, agency, *content in connection.execute(
            LIVE.format(which=which) + only, (plan.key, until, until, *(targets or ()))
        ):
            period = stored_period(text, plan)
            found.setdefault(key, []).append(Reported(period, region, agency, content_of(content), entry_id))
    return found


def stored_period(text: str, plan: Plan) -> Period:
    """Read a period that the ledger holds; raise `StorageFault` for one that sciplan never wrote."""
    period = parse_period(text, plan.start)
    if period is None:
        raise impossible(_("The ledger holds a period that cannot be: {period}.").format(period=text))
    return period


def entries_of(connection: sqlite3.Connection, plan: str) -> list[Entry]:
    """Give every entry ever written for a plan."""
    query = f"SELECT {ENTRY_COLUMNS} FROM v_entry WHERE plan = ? ORDER BY id"
    return [entry_of(row) for row in connection.execute(query, (plan,))]


def entry(connection: sqlite3.Connection, number: int) -> Entry | None:
    """Give an entry by its number, or None."""
    row = connection.execute(f"SELECT {ENTRY_COLUMNS} FROM v_entry WHERE id = ?", (number,)).fetchone()
    return entry_of(row) if row else None


def evidence_of(connection: sqlite3.Connection, conditions: Sequence[tuple[str, str | int]]) -> list[KeptEvidence]:
    """Give the evidence that is kept, filtered by columns and what they must equal, in the order of entries."""
    where = " AND ".join(f"{column} = ?" for column, _value in conditions)
    query = f"{EVIDENCE}{f' WHERE {where}' if where else ''} ORDER BY entry, position"
    return [KeptEvidence(*row) for row in connection.execute(query, [value for _column, value in conditions])]


def file_content(connection: sqlite3.Connection, sha256: str) -> bytes:
    """Give the content of a file that is kept; raise `StorageFault` if it is not what its name says."""
    import hashlib

    row = connection.execute(FILE_CONTENT, (sha256,)).fetchone()
    content: bytes = row[0]
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StorageFault(
            _("The file {sha256} is damaged.").format(sha256=sha256[:12]), _("Go back to the last backup.")
        )
    return content


def log(connection: sqlite3.Connection, conditions: Sequence[tuple[str, str | int]]) -> list[LoggedEntry]:
    """Give the entries in the order in which they were written, filtered by columns and what they must equal.

    The column `year` compares the year within the period.
    """
    clauses = [_CLAUSES.get(column, f"{column} = ?") for column, _value in conditions]
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    values = [
        value
        for clause, (_column, value) in zip(clauses, conditions, strict=True)
        for _mark in range(clause.count("?"))
    ]
    rows = connection.execute(f"{LOG}{where} ORDER BY id", values)
    return [LoggedEntry(entry_of(row[:-2]), row[-2], row[-1]) for row in rows]


def setting(connection: sqlite3.Connection, key: str) -> str | None:
    """Give a setting of this database, or None."""
    row = connection.execute(SETTING, (key,)).fetchone()
    return row[0] if row else None


def entry_of(row: Sequence[object]) -> Entry:
    """Build an entry from the columns of `ENTRY_COLUMNS`."""
    entry_id, batch, plan, target, period, region, agency, value, above, below, state, kind, supersedes, typed, note = (
        row
    )
    return Entry(
        id=entry_id,  # type: ignore[arg-type]
        batch=batch,  # type: ignore[arg-type]
        slot=Slot(str(plan), str(target), str(period), str(region), str(agency)),
        content=content_of((value, above, below, state)),
        kind=str(kind),
        supersedes=supersedes,  # type: ignore[arg-type]
        typed=str(typed),
        note=note,  # type: ignore[arg-type]
    )


def content_of(columns: Sequence[object]) -> Content:
    """Build what an entry says from its columns value, numerator, denominator and state."""
    value, above, below, state = columns
    return Content(
        from_millionths(value),  # type: ignore[arg-type]
        from_millionths(above),  # type: ignore[arg-type]
        from_millionths(below),  # type: ignore[arg-type]
        state,  # type: ignore[arg-type]
    )
