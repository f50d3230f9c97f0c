"""The database file: `db path` and `db upgrade`."""

import typer

from sciplan.cli import console
from sciplan.cli.context import session_of
from sciplan.i18n import _


def path(context: typer.Context) -> None:
    """Print where the database is, whether or not it exists."""
    console.out(f"{session_of(context).database}\n")


def upgrade(context: typer.Context) -> None:
    """Bring the database to this version's schema, after a copy of it is made."""
    from sciplan.app import databases

    database = session_of(context).database
    backup = databases.upgrade(database)
    if backup is None:
        console.out(_("{path} is up to date.").format(path=database) + "\n")
    else:
        console.out(
            _("{path} is up to date now; the copy from before is {backup}.").format(path=database, backup=backup) + "\n"
        )
