"""Where the database, the bundled plans, the migrations and the examples are, in a checkout and in a wheel."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.i18n import _

DATABASE_NAME = "sciplan.db"
DATABASE_VARIABLE = "SCIPLAN_DATABASE"


def bundled(name: str) -> Path:
    """Give a folder that comes with sciplan; a wheel carries it inside the package, a checkout beside it."""
    package = Path(__file__).resolve().parent
    inside = package / "bundled" / name
    return inside if inside.exists() else package.parent / name


def plans_folder() -> Path:
    """Give the folder of the bundled plan files."""
    return bundled("plans")


def bundled_plans() -> dict[str, Path]:
    """Give the plan files that come with sciplan, by the key of their plan, which is also the file's name."""
    return {file.stem: file for file in sorted(plans_folder().glob("*.yaml"))}


def migrations_folder() -> Path:
    """Give the folder of the Alembic migrations."""
    return bundled("migrations")


def national_figures_folder() -> Path:
    """Give the folder of the published national survey results."""
    return bundled("examples/national")


BY_OPTION, BY_VARIABLE, HERE, ABOVE, BY_DEFAULT = "option", "variable", "here", "above", "default"
"""Why a database is the one in use."""


def find_database(option: str | None) -> Path:
    """Give the database in use: `--database`, `SCIPLAN_DATABASE`, here or above, else the user's data folder.

    Raises `StorageFault` if it comes to that and there is none.
    """
    return database_and_why(option)[0]


def database_and_why(option: str | None) -> tuple[Path, str]:
    """Give the database in use, and by what it was found; raise `StorageFault` as `find_database` does."""
    if option:
        return _named(option), BY_OPTION
    if named := os.environ.get(DATABASE_VARIABLE):
        return _named(named), BY_VARIABLE
    here = Path.cwd()
    for folder in (here, *here.parents):
        candidate = folder / DATABASE_NAME
        if candidate.exists():
            return candidate, HERE if folder == here else ABOVE
    return user_database(), BY_DEFAULT


def new_database(option: str | None) -> Path:
    """Give the place where `init` creates a database: the named one, else the current folder."""
    named = option or os.environ.get(DATABASE_VARIABLE)
    return _named(named) if named else Path.cwd() / DATABASE_NAME


def _named(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:  # a ~ that belongs to nobody is a name like any other
        return Path(path)


def user_database() -> Path:
    """Give the database in the user's data folder, the last place to look at; raise `StorageFault` without one."""
    with _of_user():
        from platformdirs import user_data_path

        return user_data_path("sciplan", appauthor=False) / DATABASE_NAME


def fault_log() -> Path:
    """Give the file in which tracebacks are kept, in the user's folder for logs; raise `StorageFault` without one."""
    with _of_user():
        from platformdirs import user_log_path

        return user_log_path("sciplan", appauthor=False) / "faults.log"


@contextmanager
def _of_user() -> Iterator[None]:
    """Raise `StorageFault` where the user has no folder: no HOME, and no account that names one."""
    try:
        yield
    except RuntimeError as fault:
        raise StorageFault(
            _("The folder of your own files cannot be told."),
            _("Set HOME to it, or name the database with --database."),
        ) from fault
