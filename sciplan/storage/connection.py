"""Connections to the database file: how they are opened, and what a writer's transaction is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.i18n import _

BUSY_SECONDS = 30
_STEP_MS = 250
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",
)


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open a database file that exists; raise `StorageFault` if it cannot be opened.

    A reader that may write opens the file for writing too and then forbids itself to: only so can SQLite undo what a
    crash left half written. A reader that may not write reads all the same.
    """
    if write:
        return _open(path, "rw")
    connection = _open(path, "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except BaseException:
            connection.close()  # the traceback would keep it open
            raise
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    except UnicodeDecodeError as mistake:  # SQLite quotes a name that it cannot make out, and that is no text any more
        raise StorageFault(*_said(_faults()["SQLITE_CORRUPT"], path)) from mistake
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Read in one transaction, so that a report never mixes two states of the ledger."""
    connection = connect(path, write=False)
    try:
        connection.execute("BEGIN")
        yield connection
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    finally:
        connection.close()


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Write in one transaction that holds the write lock from its start; commit at the end, or nothing at all.

    Who has rolled it back by then has thought better of it.
    """
    connection = connect(path, write=True)
    try:
        begin_immediate(connection)
        yield connection
        if connection.in_transaction:
            connection.execute("COMMIT")
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    finally:
        connection.close()


def begin_immediate(connection: sqlite3.Connection) -> None:
    """Take the write lock; wait for another writer in short steps, so that an interrupt is heard.

    A database that another program has switched to write-ahead logging is switched back first: beside its file there
    would be a second one, which whoever copies the database leaves behind. Raises `StorageFault` if that program is
    still at it.
    """
    _lock(connection)
    if journal_mode(connection) == "wal":
        connection.execute("ROLLBACK")
        _leave_wal(connection)
        _lock(connection)


def journal_mode(connection: sqlite3.Connection) -> str:
    """Give how the database keeps what undoes a write: `delete` as it should be, or `wal`."""
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def _leave_wal(connection: sqlite3.Connection) -> None:
    try:
        left = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete"
    except sqlite3.OperationalError as fault:
        if fault.sqlite_errorname != "SQLITE_BUSY":
            raise
        left = False
    if not left:
        raise StorageFault(
            _("Another program has switched the database to another way of writing (WAL) and is still using it."),
            _("Close that program and try again; nothing was written."),
        )


def _lock(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_STEP_MS}")
    for _step in range(BUSY_SECONDS * 1000 // _STEP_MS):
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorname != "SQLITE_BUSY":
                raise
        else:
            break
    else:
        connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")


def explain(fault: sqlite3.Error, path: Path) -> StorageFault:
    """Say in the user's words what SQLite reported about a database file."""
    reason = getattr(fault, "sqlite_errorname", "") or ""
    for beginning, sentences in _faults().items():
        if reason.startswith(beginning):
            return StorageFault(*_said(sentences, path))
    return StorageFault(
        _("The database {path} does not do what it should ({fault}).").format(path=path, fault=fault),
        _("Another program may have changed it; go back to the last backup."),
    )


def replaced_meanwhile(path: Path) -> StorageFault:
    """Say that another database has come into the place of the one that was opened, as SQLite finds when it writes."""
    return StorageFault(*_said(_faults()["SQLITE_READONLY_DBMOVED"], path))


def _said(sentences: tuple[str, str], path: Path) -> tuple[str, str]:
    message, hint = sentences
    return message.format(path=path), hint


def _faults() -> dict[str, tuple[str, str]]:
    return {
        "SQLITE_CANTOPEN": (
            _("The database {path} cannot be opened."),
            _("Check that the file exists and that you may read and write it and its folder."),
        ),
        "SQLITE_READONLY_DBMOVED": (
            _("The database {path} was replaced by another one meanwhile; nothing was written."),
            _("Try again."),
        ),
        "SQLITE_READONLY": (
            _("The database {path} or its folder is read-only."),
            _("Ask for permission to write, or work on a copy in a folder of your own."),
        ),
        "SQLITE_NOTADB": (
            _("{path} is not a database."),
            _("Name another file with --database, or create a new one with “sciplan init”."),
        ),
        "SQLITE_CORRUPT": (
            _("The database {path} is damaged."),
            _("Stop writing to it and go back to the last backup."),
        ),
        "SQLITE_BUSY": (
            _("Another program is writing to the database {path}."),
            _("Try again in a moment."),
        ),
        "SQLITE_FULL": (
            _("The disk is full; nothing was written to {path}."),
            _("Make room and try again."),
        ),
        "SQLITE_IOERR_WRITE": (
            _("Nothing could be written to {path}: its disk refuses, or it would be larger than files may be here."),
            _("Look at the disk and at the limits (“ulimit -f”), then try again; what was recorded before is safe."),
        ),
        "SQLITE_IOERR": (
            _("The disk of the database {path} cannot be read or written."),
            _("Check the disk or the network drive and try again."),
        ),
    }
