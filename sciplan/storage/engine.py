"""SQLAlchemy's side of the database: sessions for plan definitions, and Alembic."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from sciplan.storage.connection import begin_immediate, connect, explain


def _engine(path: Path) -> Engine:
    """Give an engine whose transactions take the write lock at their start.

    Without these hooks a session begins deferred, and two writers can lose each other's rows.
    """
    engine = create_engine("sqlite://", creator=lambda: connect(path, write=True), poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        begin_immediate(connection.connection.driver_connection)  # type: ignore[arg-type]

    return engine


@contextmanager
def definition_session(path: Path) -> Iterator[tuple[Session, sqlite3.Connection]]:
    """Give a session and its DB-API connection, in one transaction that is committed at the end or not at all."""
    engine = _engine(path)
    try:
        with Session(engine) as session, session.begin():
            raw = session.connection().connection.driver_connection
            if not isinstance(raw, sqlite3.Connection):
                raise TypeError(raw)
            yield session, raw
    except DBAPIError as fault:
        if isinstance(fault.orig, sqlite3.Error):
            raise explain(fault.orig, path) from fault
        raise
    except sqlite3.Error as fault:
        raise explain(fault, path) from fault
    finally:
        engine.dispose()


def run_migrations(path: Path, folder: Path, application_id: int) -> None:
    """Run Alembic up to the newest revision in one transaction, and mark the file as ours."""
    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    engine = _engine(path)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.exec_driver_sql(f"PRAGMA application_id = {application_id}")
    except DBAPIError as fault:
        if isinstance(fault.orig, sqlite3.Error):
            raise explain(fault.orig, path) from fault
        raise
    finally:
        engine.dispose()
