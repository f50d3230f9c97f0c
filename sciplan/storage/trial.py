"""A trial: whether a database can be written in a folder, found out with one that is gone again."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.faults import reason
from sciplan.i18n import _
from sciplan.storage.connection import connect, explain

_ROWS = 1000


def try_to_write(folder: Path) -> None:
    """Write some rows into a new database in a folder, as sciplan writes, and read them again; nothing is left of it.

    Raises `StorageFault` with the reason if that does not work.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".sciplan-trial-", dir=folder) as made:
            path = Path(made) / "trial.db"
            path.touch(mode=0o600)
            _write_and_read(path)
    except OSError as fault:
        raise StorageFault(
            _("Nothing can be written to {path}: {reason}.").format(path=folder, reason=reason(fault)),
            _("Choose a folder that exists and that you may write to."),
        ) from fault


def _write_and_read(path: Path) -> None:
    connection = connect(path, write=True)
    try:
        connection.execute("CREATE TABLE trial (value INTEGER NOT NULL) STRICT")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO trial VALUES (?)", ((number,) for number in range(_ROWS)))
        connection.execute("COMMIT")
        [total] = connection.execute("SELECT sum(value) FROM trial").fetchone()
    except sqlite3.Error as fault:
        raise explain(fault, path.parent.parent) from fault
    finally:
        connection.close()
    if total != _ROWS * (_ROWS - 1) // 2:
        raise StorageFault(
            _("What was written to {path} was not what could be read again.").format(path=path.parent.parent),
            _("Do not use this disk."),
        )
