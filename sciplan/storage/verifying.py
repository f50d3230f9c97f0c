"""Whether a database is, to the last row, what sciplan wrote: every check, in one transaction that only reads."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from sciplan.domain import verification
from sciplan.domain.verification import Flaw, Looked
from sciplan.errors import StorageFault
from sciplan.storage import schema
from sciplan.storage.connection import journal_mode
from sciplan.storage.objects import object_flaws
from sciplan.storage.stored import MISREAD
from sciplan.storage.verify_chain import chain_flaws
from sciplan.storage.verify_plans import plan_flaws
from sciplan.storage.verify_rows import evidence_flaws, file_flaws, slot_flaws, summary_flaws

Progress = Callable[[int, int], None]

MOST = 20
"""So many flaws of a check are told; of more, that there are more."""

DAMAGE = f"PRAGMA integrity_check({MOST + 1})"
REFERENCES = "PRAGMA foreign_key_check"
VERSIONS = "SELECT version_num FROM alembic_version ORDER BY version_num"
COUNTS = """
    SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM entry), (SELECT count(*) FROM file),
        (SELECT count(*) FROM plan), (SELECT count(*) FROM revision), (SELECT count(*) FROM quota)
"""
_MARK = re.compile("[0-9]{4}")
_SURROUNDINGS = (
    "SQLITE_BUSY",
    "SQLITE_CANTOPEN",
    "SQLITE_FULL",
    "SQLITE_INTERRUPT",
    "SQLITE_IOERR",
    "SQLITE_NOMEM",
    "SQLITE_PERM",
    "SQLITE_READONLY",
)
"""What SQLite reports of the disk and of others at work, not of the content."""


def damage(fault: StorageFault) -> Flaw | None:
    """Give the flaw that kept a database from being read at all; None if its surroundings did."""
    cause = fault.__cause__
    if isinstance(cause, UnicodeDecodeError) or (isinstance(cause, sqlite3.Error) and _of_content(cause)):
        return Flaw(verification.UNREADABLE, name=f"{cause}")
    return None


def looked_at(connection: sqlite3.Connection) -> Looked:
    """Give how many rows the ledger holds."""
    return Looked(*connection.execute(COUNTS).fetchone())


def of_another_version(connection: sqlite3.Connection) -> bool:
    """Say whether a database is marked as an earlier or a later version's; no version leaves two marks, or none."""
    marks = _marks(connection)
    return len(marks) == 1 and (marks[0] in schema.REVISIONS[:-1] or _later(marks[0]))


def _later(mark: str) -> bool:
    return _MARK.fullmatch(mark) is not None and mark > schema.REVISIONS[-1]


def flaws(connection: sqlite3.Connection, progress: Progress = lambda _done, _all: None) -> list[Flaw]:
    """Give everything that is not as sciplan left it, in the order of the checks; none if all is.

    `progress` is told how many entries of how many have been proved.
    """
    checks: tuple[tuple[str, Callable[[], Iterable[Flaw]]], ...] = (
        ("file", lambda: _file_flaws(connection)),
        ("version", lambda: _version_flaws(connection)),
        ("pages", lambda: _damages(connection)),
        ("schema", lambda: object_flaws(connection)),
        ("references", lambda: _broken_references(connection)),
        ("chain", lambda: chain_flaws(connection, progress)),
        ("slots", lambda: slot_flaws(connection)),
        ("summaries", lambda: summary_flaws(connection)),
        ("evidence", lambda: evidence_flaws(connection)),
        ("files", lambda: file_flaws(connection)),
        ("plans", lambda: plan_flaws(connection)),
    )
    return [flaw for name, check in checks for flaw in _told(name, check)]


def _told(name: str, check: Callable[[], Iterable[Flaw]]) -> Iterator[Flaw]:
    """Give the first flaws of a check; that it cannot be made is one too."""
    try:
        found = iter(check())
        yield from islice(found, MOST)
        if next(found, None) is not None:
            yield Flaw(verification.MORE, name=name)
    except sqlite3.Error as fault:
        if not _of_content(fault):
            raise
        yield Flaw(verification.UNREADABLE, name=f"{name}: {fault}")
    except MISREAD as mistake:
        yield Flaw(verification.UNREADABLE, name=f"{name}: {mistake}")


def _of_content(fault: sqlite3.Error) -> bool:
    return not (getattr(fault, "sqlite_errorname", None) or "").startswith(_SURROUNDINGS)


def _file_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    mode = journal_mode(connection)
    if mode != "delete":
        yield Flaw(verification.JOURNAL, name=mode)


def _version_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    marks = _marks(connection)
    if marks != [schema.REVISIONS[-1]]:
        yield Flaw(verification.VERSION, "alembic_version", name=", ".join(marks) or "–")


def _marks(connection: sqlite3.Connection) -> list[str]:
    return [f"{mark}" for (mark,) in connection.execute(VERSIONS)]


def _damages(connection: sqlite3.Connection) -> Iterator[Flaw]:
    for (line,) in connection.execute(DAMAGE):
        if line != "ok":
            yield Flaw(verification.DAMAGED, name=line)


def _broken_references(connection: sqlite3.Connection) -> Iterator[Flaw]:
    for table, row, parent, _number in connection.execute(REFERENCES):
        yield Flaw(verification.BROKEN_REFERENCE, table, entry=row if table == "entry" else None, name=parent)
