"""Copies of the database: made by SQLite's backup API, private, verified before they count, and put in place whole."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.faults import reason
from sciplan.files import sync_folder, unfinished_file
from sciplan.i18n import _
from sciplan.storage import reader
from sciplan.storage.connection import connect, explain, reading
from sciplan.storage.verifying import damage, flaws

BACKUP, BEFORE_UPGRADE, BEFORE_RESTORE = "backup", "before-upgrade", "before-restore"
KEPT = 10
"""So many of the copies made before upgrades are kept."""

_PAGES = 4096
"""As many pages are copied between two looks at whether somebody interrupts."""

_OF_TARGET = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC")


def copy_name(database: Path, kind: str, at: datetime) -> Path:
    """Give a place beside a database that no file has: its name, the kind of copy, and the local time of `at`."""
    stem = f"{database.stem}-{kind}-{at.astimezone():%Y%m%d-%H%M%S}"
    place, number = database.with_name(f"{stem}{database.suffix}"), 2
    while place.exists() or place.is_symlink():
        place, number = database.with_name(f"{stem}-{number}{database.suffix}"), number + 1
    return place


def copies(database: Path, kind: str) -> list[Path]:
    """Give the copies of a kind that lie beside a database, the oldest first, by the names that `copy_name` gave."""
    pattern = re.compile(
        rf"{re.escape(database.stem)}-{kind}-([0-9]{{8}}-[0-9]{{6}})(?:-([0-9]+))?{re.escape(database.suffix)}"
    )
    found = [(pattern.fullmatch(file.name), file) for file in database.parent.iterdir()]
    ours = [(match, file) for match, file in found if match and file.is_file() and not file.is_symlink()]
    return [file for match, file in sorted(ours, key=lambda one: (one[0][1], int(one[0][2] or 1)))]


def remove_old(database: Path) -> list[Path]:
    """Delete all but the last ten copies that were made before upgrades, and give those that are gone."""
    old = copies(database, BEFORE_UPGRADE)[:-KEPT]
    for file in old:
        file.unlink()
    return old


def make_copy(database: Path, place: Path, check: Callable[[Path], None]) -> None:
    """Copy a database to a place, whatever lies there, once `check` has let the copy pass.

    Raises `StorageFault`, and the place is as it was, if it cannot be copied or the copy does not hold the same.
    """
    with beside(place) as unfinished:
        fill_copy(database, unfinished)
        check(unfinished)
        move(unfinished, place)


def keep_image(database: Path, place: Path) -> None:
    """Copy a database page by page as it is, sound or not.

    Raises `sqlite3.DatabaseError`, or `StorageFault` because of it, where SQLite cannot make out its pages.
    """
    with beside(place) as unfinished:
        source = connect(database, write=False)
        try:
            _copy_pages(source, unfinished)
        finally:
            source.close()
        move(unfinished, place)


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """Give a private, empty file beside a place, to be filled and moved there; else nothing is left of it.

    Raises `StorageFault` for what the operating system refuses.
    """
    try:
        with unfinished_file(place) as unfinished:
            yield unfinished
    except OSError as fault:
        raise StorageFault(
            _("No copy can be written to {path}: {reason}.").format(path=place, reason=reason(fault)),
            _("Choose a folder that exists and that you may write to."),
        ) from fault


def move(unfinished: Path, place: Path) -> None:
    """Move a file that is whole to its place, for good."""
    unfinished.replace(place)
    sync_folder(place.parent)


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
    try:
        with reading(copy) as connection:
            found = flaws(connection)
    except StorageFault as fault:
        if damage(fault) is None:
            raise
        raise _unsound(database) from fault
    if found:
        raise _unsound(database)


def _unsound(database: Path) -> StorageFault:
    return StorageFault(
        _("{path} does not hold what sciplan wrote; no copy of it is taken for good.").format(path=database),
        _("“sciplan db verify” says what is wrong with a database; go back to an earlier backup."),
    )
