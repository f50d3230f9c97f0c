"""Whether a database is one of ours and of this version, and how it becomes so."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.faults import reason
from sciplan.i18n import _
from sciplan.paths import migrations_folder
from sciplan.storage.connection import connect, explain

APPLICATION_ID = 0x5C1B1A07
"""Marks the file as a sciplan database (`PRAGMA application_id`)."""

REVISIONS = ("0001", "0002", "0003", "0004")
"""The schema revisions, oldest first; the last one is what this version works with."""


def require_current(path: Path) -> None:
    """Raise `StorageFault` unless the file is a sciplan database of this version's schema."""
    revision = schema_revision(path)
    if revision == REVISIONS[-1]:
        return
    if revision in ("", *REVISIONS):
        raise StorageFault(
            _("The database {path} is from an older version of sciplan.").format(path=path),
            _("Bring it up to date with “sciplan db upgrade”; a copy is kept."),
        )
    raise StorageFault(
        _("The database {path} is from a newer version of sciplan.").format(path=path),
        _("Install the newer version to work with it."),
    )


def schema_revision(path: Path) -> str:
    """Give the schema revision of a sciplan database; raise `StorageFault` if it is none."""
    if not path.exists():
        raise StorageFault(
            _("There is no database at {path}.").format(path=path),
            _("Create one with “sciplan init”, or name it with --database."),
        )
    if not path.is_file():
        raise StorageFault(
            _("{path} is not a file, so it cannot be a database.").format(path=path),
            _("Name another file with --database."),
        )
    connection = connect(path, write=False)
    try:
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if mark != APPLICATION_ID:
            raise StorageFault(
                _("{path} is not a sciplan database.").format(path=path),
                _("Name another file with --database, or create a new one with “sciplan init”."),
            )
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    finally:
        connection.close()
    return str(row[0]) if row else ""


def create(path: Path, fill: Callable[[Path], None]) -> None:
    """Create a database, readable by its owner alone; raise `StorageFault` if that is not possible.

    The file is made beside its place, filled, and moved there when it is whole; nothing is left of one that is not.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        try:
            _migrate(unfinished)
            fill(unfinished)
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
            unfinished.with_name(f"{unfinished.name}-journal").unlink(missing_ok=True)
    except OSError as fault:
        raise StorageFault(
            _("No database can be created at {path}: {reason}.").format(path=path, reason=reason(fault)),
            _("Choose a folder that exists and that you may write to."),
        ) from fault


def upgrade(path: Path, backup: Callable[[Path], Path]) -> Path | None:
    """Bring a database to this version's schema after a backup; give the backup, or None if nothing was to do."""
    revision = schema_revision(path)
    if revision == REVISIONS[-1]:
        return None
    if revision not in REVISIONS:
        require_current(path)
    kept = backup(path)
    _migrate(path)
    return kept


def backup_beside(path: Path) -> Path:
    """Copy a database with SQLite's backup API into a new file beside it, and give that file."""
    number = 1
    while (copy := path.with_name(f"{path.stem}-backup-{number}{path.suffix}")).exists():
        number += 1
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    source, target = connect(path, write=False), connect(copy, write=True)
    try:
        source.backup(target)
    except sqlite3.Error as fault:
        raise explain(fault, copy) from fault
    finally:
        source.close()
        target.close()
    return copy


def _migrate(path: Path) -> None:
    from sciplan.storage.engine import run_migrations

    run_migrations(path, migrations_folder(), APPLICATION_ID)
