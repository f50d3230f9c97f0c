"""Putting another database in the place of the one in use, so that nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.files import move_new, open_ordinary
from sciplan.storage.backups import beside, keep_image
from sciplan.storage.connection import begin_immediate, connect, explain, replaced_meanwhile
from sciplan.storage.kept import BEFORE_RESTORE, copy_name, keep
from sciplan.storage.placing import left_beside, put, put_new

DIGESTS = "SELECT digest FROM batch ORDER BY number"
_JOURNAL = "-journal"
_Identity = tuple[int, int] | None
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")


def digests(connection: sqlite3.Connection) -> list[str]:
    """Give the chain: the digest of every batch, in order."""
    return [digest for (digest,) in connection.execute(DIGESTS)]


def is_damaged(database: Path) -> bool:
    """Say whether SQLite cannot make out what is in a database; one that another program keeps busy is not damaged."""
    try:
        connection = connect(database, write=False)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok")
        finally:
            connection.close()
    except (sqlite3.DatabaseError, StorageFault) as fault:
        return _tells_of_damage(fault)


def replace_database(database: Path, prepared: Path, at: datetime) -> Path:
    """Put a prepared database in the place of the one in use; give the copy of that, which is kept first.

    The write lock is held from before the copy until the new file is in place. Who waits for it meanwhile cannot write
    to the old file any more: SQLite sees that it was moved, and another restore looks for itself. Raises
    `StorageFault`, with nothing replaced.
    """
    meant = _identity(database)
    try:
        with _locked(database, meant) as connection:
            copy = keep_image(database, BEFORE_RESTORE, at)
            _require_same(database, meant)
            _remove_journal(database)
            if os.name == "nt":  # where an open file cannot be replaced, nobody else can have it open either
                connection.close()
            put(prepared, database, force=True)
    except (sqlite3.DatabaseError, StorageFault) as fault:
        if not _tells_of_damage(fault):
            if isinstance(fault, StorageFault):
                raise
            raise explain(fault, database) from fault
        copy = _set_aside(database, meant, at)
        put(prepared, database, force=True)
    return copy


def put_first(place: Path, prepared: Path) -> None:
    """Put a prepared database where none was; raise `StorageFault`, with nothing changed, if there is one by now."""
    try:
        put_new(prepared, place)
    except FileExistsError as fault:
        raise replaced_meanwhile(place) from fault


@contextmanager
def _locked(database: Path, meant: _Identity) -> Iterator[sqlite3.Connection]:
    """Hold the write lock of a database, which has no log of writes ahead then: one would be read into the new file.

    Raises `StorageFault` unless it is the one that was `meant`: else the lock may be that of a file that was replaced
    while this waited, which holds nobody off any more.
    """
    connection = connect(database, write=True)
    try:
        _require_same(database, meant)  # else it may be another one that was opened
        begin_immediate(connection)
        _require_same(database, meant)
        yield connection
    finally:
        connection.close()


def _identity(database: Path) -> _Identity:
    """Give what tells the file at a place from any other one; None if there is none."""
    try:
        found = database.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _require_same(database: Path, meant: _Identity) -> None:
    if meant is None or _identity(database) != meant:
        raise replaced_meanwhile(database)


def _remove_journal(database: Path) -> None:
    """Remove a journal that is of no use any more: what it could undo was undone when the lock was taken."""
    database.with_name(database.name + _JOURNAL).unlink(missing_ok=True)


def _set_aside(database: Path, meant: _Identity, at: datetime) -> Path:
    """Keep a damaged file, and what lies beside it, byte by byte in private files; give the place of the former.

    Nothing in this process has it open: closing it here would give up the locks of that. Raises `StorageFault` if it
    is not, or no longer, the one that was `meant`.
    """
    _require_same(database, meant)
    with beside(copy_name(database, BEFORE_RESTORE, at)) as unfinished:
        _copy_bytes(database, unfinished)
        kept = keep(unfinished, database, BEFORE_RESTORE, at)
    files = left_beside(database)
    for file in files:
        place = kept.with_name(kept.name + file.name.removeprefix(database.name))
        with beside(place) as unfinished:
            _copy_bytes(file, unfinished)
            move_new(unfinished, place)
    _require_same(database, meant)
    for file in files:
        file.unlink()
    return kept


def _copy_bytes(file: Path, unfinished: Path) -> None:
    with open_ordinary(file) as source, unfinished.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())


def _tells_of_damage(fault: BaseException) -> bool:
    reported = fault if isinstance(fault, sqlite3.Error) else fault.__cause__
    return getattr(reported, "sqlite_errorname", "").startswith(_DAMAGED)
