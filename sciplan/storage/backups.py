"""Copies of the database: made by SQLite's backup API, private, verified before they count, and put in place whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sciplan.errors import StorageFault
from sciplan.faults import reason
from sciplan.files import unfinished_file
from sciplan.i18n import _
from sciplan.storage import reader
from sciplan.storage.connection import connect, explain, reading
from sciplan.storage.kept import copy_name, keep
from sciplan.storage.placing import put, require_alone
from sciplan.storage.verifying import damage, flaws

Seen = TypeVar("Seen")

_PAGES = 4096
"""As many pages are copied between two looks at whether somebody interrupts."""

_OF_TARGET = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC")


def make_copy(database: Path, place: Path, look: Callable[[Path], Seen], *, force: bool) -> Seen:
    """Copy a database to a place once `look` has let the copy pass, and give what that saw in it.

    Raises `Refused` if the place is taken by then and `force` is not given; `StorageFault`, and the place is as it was,
    if it cannot be copied or the copy does not hold the same.
    """
    require_alone(place)
    with beside(place) as unfinished:
        fill_copy(database, unfinished)
        seen = look(unfinished)
        put(unfinished, place, force=force)
    return seen


def keep_copy(database: Path, kind: str, at: datetime, look: Callable[[Path], Seen]) -> tuple[Path, Seen]:
    """Copy a database to a place beside it that no file has, and give the place and what `look` saw in the copy.

    Raises `StorageFault` if it cannot be copied or the copy does not hold the same.
    """
    with beside(copy_name(database, kind, at)) as unfinished:
        fill_copy(database, unfinished)
        seen = look(unfinished)
        return keep(unfinished, database, kind, at), seen


def keep_image(database: Path, kind: str, at: datetime) -> Path:
    """Copy a database page by page as it is, sound or not, to a place beside it that no file has; give that place.

    Raises `sqlite3.DatabaseError`, or `StorageFault` because of it, where SQLite cannot make out its pages.
    """
    with beside(copy_name(database, kind, at)) as unfinished:
        source = connect(database, write=False)
        try:
            _copy_pages(source, unfinished)
        finally:
            source.close()
        return keep(unfinished, database, kind, at)


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """Give a private, empty file beside a place, to be filled and moved there; else nothing is left of it.

    Raises `StorageFault` for what the operating system refuses.
    """
    try:
        with unfinished_file(place) as unfinished:
            yield unfinished
    except FileNotFoundError as fault:
        raise StorageFault(
            _("There is no folder {folder}.").format(folder=place.parent), _("Create it, or name another one.")
        ) from fault
    except OSError as fault:
        raise StorageFault(
            _("No copy can be written to {path}: {reason}.").format(path=place, reason=reason(fault)),
            _("Choose a folder that exists and that you may write to."),
        ) from fault


def fill_copy(database: Path, unfinished: Path) -> None:
    """Copy a database into an empty file; raise `StorageFault` unless it holds the same state of the ledger then."""
    with reading(database) as source:
        state = reader.ledger_state(source)  # the read lock is held from here on: what is counted is what is copied
        try:
            _copy_pages(source, unfinished)
        except sqlite3.Error as fault:
            written = getattr(fault, "sqlite_errorname", "").startswith(_OF_TARGET)
            raise explain(fault, unfinished if written else database) from fault
    with reading(unfinished) as copy:
        [first, *_more] = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if first != "ok" or reader.ledger_state(copy) != state:
            raise _unsound(database)


def _copy_pages(source: sqlite3.Connection, unfinished: Path) -> None:
    target = connect(unfinished, write=True)
    try:
        source.backup(target, pages=_PAGES, progress=lambda _status, _left, _all: None)
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()


def check_sound(copy: Path, database: Path) -> None:
    """Raise `StorageFault` unless a copy of a database holds, to the last row, what sciplan wrote."""
    if problems_in(copy):
        raise _unsound(database)


def problems_in(database: Path) -> int:
    """Give how much is wrong with a database; raise `StorageFault` for what its surroundings do not allow."""
    try:
        with reading(database) as connection:
            return len(flaws(connection))
    except StorageFault as fault:
        if damage(fault) is None:
            raise
        return 1


def _unsound(database: Path) -> StorageFault:
    return StorageFault(
        _("{path} does not hold what sciplan wrote.").format(path=database),
        _("No backup was made; “sciplan db verify” says what is wrong."),
    )
