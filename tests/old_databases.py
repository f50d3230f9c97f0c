"""Databases of earlier schemas, as an upgrade finds them."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from sciplan.paths import migrations_folder
from sciplan.storage import schema

COPIED = ("batch", "entry", "quota")


def migrate_to(path: Path, revision: str) -> None:
    """Bring a database, which may be a new one, to a schema revision, and mark it as ours."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    made = create_engine(f"sqlite:///{path}")
    with made.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    made.dispose()
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    raw.close()


def age(path: Path, revision: str) -> None:
    """Put a database of an earlier schema, with the same rows, in the place of one without quotas."""
    old = path.with_name("old.db")
    migrate_to(old, revision)
    connection = sqlite3.connect(old, isolation_level=None)
    connection.execute("ATTACH ? AS new", (str(path),))
    for (number,) in connection.execute("SELECT number FROM new.batch ORDER BY number").fetchall():
        connection.execute("INSERT INTO main.batch SELECT * FROM new.batch WHERE number = ?", (number,))
        connection.execute("INSERT INTO main.entry SELECT * FROM new.entry WHERE batch = ? ORDER BY id", (number,))
    for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'").fetchall():
        if table not in (*COPIED, "alembic_version"):
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")
    connection.close()
    old.replace(path)
