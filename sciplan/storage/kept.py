"""The copies that lie beside a database, under names that say what they are and when they were made."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from sciplan.files import move_new
from sciplan.storage.placing import left_beside

BACKUP, BEFORE_UPGRADE, BEFORE_RESTORE = "backup", "before-upgrade", "before-restore"
KEPT = 10
"""So many of the copies made before upgrades are kept."""


def copy_name(database: Path, kind: str, at: datetime, number: int = 1) -> Path:
    """Give a place for a copy beside a database, called after it, the kind of copy, and the time in UTC."""
    which = f"-{number}" if number > 1 else ""
    time = f"{at.astimezone(UTC):%Y%m%d-%H%M%SZ}"
    return database.with_name(f"{database.stem}-{kind}-{time}{which}{database.suffix}")


def keep(unfinished: Path, database: Path, kind: str, at: datetime) -> Path:
    """Move a copy that is whole to the first place of its kind that nobody has, and give that place."""
    number = 0
    while True:
        number += 1
        place = copy_name(database, kind, at, number)
        if left_beside(place):
            continue
        try:
            move_new(unfinished, place)
        except FileExistsError:
            continue
        return place


def copies(database: Path, kind: str) -> list[Path]:
    """Give the copies of a kind that lie beside a database, the oldest first, by the names that `copy_name` gave.

    Earlier versions gave the local time, without a Z behind it.
    """
    time = r"([0-9]{8}-[0-9]{6})Z?"
    pattern = re.compile(rf"{re.escape(database.stem)}-{kind}-{time}(?:-([0-9]+))?{re.escape(database.suffix)}")
    found = [(pattern.fullmatch(file.name), file) for file in database.parent.iterdir()]
    ours = [(match, file) for match, file in found if match and file.is_file() and not file.is_symlink()]
    return [file for match, file in sorted(ours, key=lambda one: (one[0][1], int(one[0][2] or 1)))]


def remove_old(database: Path, made: Path) -> tuple[list[Path], list[Path]]:
    """Delete all but ten of the copies made before upgrades: the one just `made`, and the last nine of the others.

    Gives those that are gone and those that could not be deleted; whatever the names say, what was just made stays.
    """
    try:
        others = [file for file in copies(database, BEFORE_UPGRADE) if file != made]
    except OSError:  # a folder may let its files be written and not be listed
        return [], []
    gone, left = [], []
    for file in others[: 1 - KEPT]:
        try:
            file.unlink()
        except OSError:
            left.append(file)
        else:
            gone.append(file)
    return gone, left
