"""Whether a database is one of ours and of this version, and how it becomes so."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.i18n import _
from sciplan.paths import migrations_folder
from sciplan.storage.connection import connect, explain, reading

APPLICATION_ID = 0x5C1B1A07
"""Marks the file as a sciplan database (`PRAGMA application_id`)."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""The schema revisions, oldest first; the last one is what this version works with."""


def require_current(path: Path) -> None:
    """Raise `StorageFault` unless the file is a sciplan database of this version's schema."""
    _refuse_old(require_known(path), path)


@contextmanager
def reading_current(path: Path) -> Iterator[sqlite3.Connection]:
    """Read from a database of this version's schema in one transaction; raise `StorageFault` if it is none."""
    _require_file(path)
    with reading(path) as connection:
        _refuse_old(_known(_revision(connection, path), path), path)
        yield connection


def _refuse_old(revision: str, path: Path) -> None:
    if revision != REVISIONS[-1]:
        raise StorageFault(
            _("The database {path} is from an older version of sciplan.").format(path=path),
            _("Bring it up to date with “sciplan db upgrade”; a copy is kept."),
        )


def require_known(path: Path) -> str:
    """Give the schema revision of a sciplan database; raise `StorageFault` for one of a version later than this."""
    return _known(schema_revision(path), path)


def _known(revision: str, path: Path) -> str:
    if revision not in ("", *REVISIONS):
        raise StorageFault(
            _("The database {path} is from a newer version of sciplan.").format(path=path),
            _("Install the newer version to work with it."),
        )
    return revision


def schema_revision(path: Path) -> str:
    """Give the schema revision of a sciplan database; raise `StorageFault` if it is none."""
    _require_file(path)
    connection = connect(path, write=False)
    try:
        return _revision(connection, path)
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    finally:
        connection.close()


def _require_file(path: Path) -> None:
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


def _revision(connection: sqlite3.Connection, path: Path) -> str:
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if mark != APPLICATION_ID:
        raise StorageFault(
            _("{path} is not a sciplan database.").format(path=path),
            _("Name another file with --database, or create a new one with “sciplan init”."),
        )
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def create(path: Path, fill: Callable[[Path], None]) -> None:
    """Create a database, readable by its owner alone; raise `StorageFault` if that is not possible.

    The file is made beside its place, filled, and moved there when it is whole; nothing is left of one that is not.
    """
    from sciplan.faults import reason
    from sciplan.files import unfinished_file
    from sciplan.storage.placing import put_new, require_alone

    require_alone(path)
    try:
        with unfinished_file(path) as unfinished:
            migrate(unfinished)
            fill(unfinished)
            put_new(unfinished, path)
    except OSError as fault:
        raise StorageFault(
            _("No database can be created at {path}: {reason}.").format(path=path, reason=reason(fault)),
            _("Choose a folder that exists and that you may write to."),
        ) from fault


def upgrade(path: Path, backup: Callable[[Path], Path]) -> Path | None:
    """Bring a database to this version's schema after a backup; give the backup, or None if nothing was to do."""
    if require_known(path) == REVISIONS[-1]:
        return None
    kept = backup(path)
    migrate(path)
    return kept


def migrate(path: Path) -> None:
    """Bring a database to this version's schema in one transaction; nothing changes if that fails."""
    from sciplan.storage.engine import run_migrations

    run_migrations(path, migrations_folder(), APPLICATION_ID)
