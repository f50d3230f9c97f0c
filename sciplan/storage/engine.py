"""SQLAlchemy's side of the database: sessions for plan definitions, and Alembic."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from sciplan.errors import StorageFault
from sciplan.i18n import _
from sciplan.storage.connection import begin_immediate, connect, explain
from sciplan.storage.upgrading import contents_digest, kept_contents

BATCHES_AND_THEIR_ENTRIES = """
    SELECT b.entries, e.first, e.last, coalesce(e.count, 0) FROM batch AS b
    LEFT JOIN (SELECT batch, min(id) AS first, max(id) AS last, count(*) AS count FROM entry GROUP BY batch) AS e
        ON e.batch = b.number
    ORDER BY b.number
"""


def _engine(path: Path, opened: Callable[[Path], sqlite3.Connection]) -> Engine:
    """Give an engine whose transactions take the write lock at their start.

    Without these hooks a session begins deferred, and two writers can lose each other's rows.
    """
    engine = create_engine("sqlite://", creator=lambda: opened(path), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        begin_immediate(connection.connection.driver_connection)  # type: ignore[arg-type]

    return engine


def _to_write(path: Path) -> sqlite3.Connection:
    return connect(path, write=True)


def _to_migrate(path: Path) -> sqlite3.Connection:
    """Open a database for a migration: a table is rebuilt by dropping it, which foreign keys would not let happen.

    They are off before the transaction begins, because within one SQLite ignores the pragma, and for this connection
    alone.
    """
    connection = connect(path, write=True)
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


@contextmanager
def definition_session(path: Path) -> Iterator[tuple[Session, sqlite3.Connection]]:
    """Give a session and its DB-API connection, in one transaction that is committed at the end or not at all."""
    engine = _engine(path, _to_write)
    try:
        with Session(engine) as session, session.begin():
            yield session, _raw(session.connection())
    except DBAPIError as fault:
        if isinstance(fault.orig, sqlite3.Error):
            raise explain(fault.orig, path) from fault
        raise
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    finally:
        engine.dispose()


def _raw(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(raw)
    return raw


def run_migrations(path: Path, folder: Path, application_id: int) -> None:
    """Run Alembic up to the newest revision in one transaction, and mark the file as ours.

    What the old rules let another program write and the new ones do not, and any figure that would not be the same
    afterwards, is found before the COMMIT; raises `StorageFault` then, and the database is as it was.
    """
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    engine = _engine(path, _to_migrate)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            raw = _raw(connection)
            names = kept_contents(raw)
            before = contents_digest(raw, names)
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA application_id = {application_id}")
            _require_whole(connection, path)
            if contents_digest(raw, names) != before:
                raise StorageFault(
                    _("The upgrade of {path} would have changed figures; nothing was changed.").format(path=path),
                    _("Keep to the older version of sciplan, and report this."),
                )
    except DBAPIError as fault:
        if isinstance(fault.orig, sqlite3.Error):
            raise explain(fault.orig, path) from fault
        raise
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    finally:
        engine.dispose()


def _require_whole(connection: Connection, path: Path) -> None:
    """Raise `StorageFault` unless every reference leads somewhere and every batch holds the entries that follow."""
    whole = connection.exec_driver_sql("PRAGMA foreign_key_check").first() is None
    last = 0
    for entries, first, end, count in connection.exec_driver_sql(BATCHES_AND_THEIR_ENTRIES):
        expected = (last + 1, last + entries, entries) if entries else (None, None, 0)
        whole = whole and (first, end, count) == expected
        last += entries
    if not whole:
        raise StorageFault(
            _("The ledger in {path} holds rows that sciplan never wrote.").format(path=path),
            _("Another program has changed the database; go back to the last backup."),
        )
