"""Databases of earlier schemas, with the rows of one of this version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from sciplan.paths import migrations_folder
from sciplan.storage import schema


def migrate_to(path: Path, revision: str) -> None:
    """Bring a database, which may be a new one, to a schema revision, and mark it as ours."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    raw.close()


def copy_rows(new: Path, old: Path) -> None:
    """Fill a database of an earlier schema with what one of this version holds, up to its first batch of quotas."""
    connection = sqlite3.connect(old, isolation_level=None)
    connection.execute("ATTACH ? AS new", (str(new),))
    last = connection.execute("SELECT coalesce(min(batch), 1 << 40) FROM new.quota").fetchone()[0]
    for (number,) in connection.execute("SELECT number FROM new.batch WHERE number < ? ORDER BY 1", (last,)).fetchall():
        connection.execute("INSERT INTO main.batch SELECT * FROM new.batch WHERE number = ?", (number,))
        connection.execute("INSERT INTO main.entry SELECT * FROM new.entry WHERE batch = ? ORDER BY id", (number,))
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        if table not in ("batch", "entry", "quota", "alembic_version"):
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
    connection.close()


def age(path: Path, revision: str) -> None:
    """Put a database of an earlier schema, with the same rows, in the place of one without quotas."""
    old = path.with_name("old.db")
    migrate_to(old, revision)
    copy_rows(path, old)
    old.replace(path)
