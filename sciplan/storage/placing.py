"""Putting a database file that is whole in its place, where nothing may lie that SQLite would play into it."""

from __future__ import annotations

from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.files import OF_SQLITE, move_new, move_to
from sciplan.i18n import _


def left_beside(place: Path) -> list[Path]:
    """Give the files of SQLite's that lie beside the place of a database, whether or not a database is there."""
    files = [place.with_name(place.name + ending) for ending in OF_SQLITE]
    return [file for file in files if file.exists() or file.is_symlink()]


def require_alone(place: Path) -> None:
    """Raise `StorageFault` if there lies what a database at this place has not finished: it would go into another one.

    Whether it is of any use can be said of it only together with its database, so none is ever taken away here.
    """
    for file in left_beside(place):
        raise StorageFault(
            _("{file} lies there: a database that was called {name} had not finished with it.").format(
                file=file, name=place.name
            ),
            _("Bring that database back and look at it with “sciplan db verify”, or move {file} elsewhere.").format(
                file=file.name
            ),
        )


def put_new(unfinished: Path, place: Path) -> None:
    """Move a database to a place that nobody has, for good.

    Raises `FileExistsError` if somebody has it by then, and `StorageFault` when `require_alone` does.
    """
    require_alone(place)
    move_new(unfinished, place)


def put(unfinished: Path, place: Path, *, force: bool) -> None:
    """Move a database to its place, for good; raise `StorageFault` when `require_alone` does.

    Without `force` it raises `Refused` if somebody has taken the place since it was found free.
    """
    require_alone(place)
    move_to(unfinished, place, force=force)
