"""Checks of the place of the database: which it is, its folder, its disk, and what lies about there."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.faults import reason
from sciplan.files import UNFINISHED, may
from sciplan.i18n import _
from sciplan.paths import ABOVE, BY_DEFAULT, BY_OPTION, BY_VARIABLE, DATABASE_VARIABLE, HERE, new_database
from sciplan.report.doctor import FAILURE, OK, WARNING, Check
from sciplan.storage.filesystem import file_system, network_share
from sciplan.storage.placing import left_beside
from sciplan.storage.trial import try_to_write

_MEGABYTE = 1_000_000
_TOO_LITTLE = 10 * _MEGABYTE
_LITTLE = 100 * _MEGABYTE


def which(database: Path, why: str) -> Check:
    """Say which database is in use, and why this one; one that there is not yet is a warning."""
    by = {
        BY_OPTION: _("named with --database"),
        BY_VARIABLE: _("named by {variable}").format(variable=DATABASE_VARIABLE),
        HERE: _("in the current folder"),
        ABOVE: _("in a folder above the current one"),
        BY_DEFAULT: _("in your data folder, because none is here or above"),
    }[why]
    found = _("{path} ({why})").format(path=database, why=by)
    try:
        is_file, exists = database.is_file(), database.exists()
    except OSError as fault:
        return Check("database", FAILURE, f"{found}: {reason(fault)}", _("Ask for permission, or name another one."))
    if is_file:
        return Check("database", OK, found)
    if exists:
        return Check("database", FAILURE, found, _("It is not a file; name another one with --database."))
    return Check(
        "database",
        WARNING,
        _("{found}: there is none yet").format(found=found),
        _("Create one with “sciplan init”, or name it with --database."),
    )


def to_look_at(database: Path, why: str) -> Path:
    """Give the place to be checked: that of the database, or where `init` would create one if there is none."""
    if why == BY_DEFAULT and not is_there(database):
        database = new_database(None)
    return Path(os.path.realpath(database))


def is_there(path: Path) -> bool:
    """Say whether there is something at a path; what cannot be reached is not there."""
    try:
        return path.exists()
    except OSError:
        return False


def _nearest(place: Path) -> Path:
    return next((folder for folder in (place, *place.parents) if is_there(folder)), place)


def folder(database: Path) -> Check:
    """Check that the folder can be written to, and that nobody else can put another file in the database's place."""
    place = database.parent
    if not is_there(place):
        return _no_folder(place)
    mode = place.stat().st_mode
    if not may(place, os.W_OK | os.X_OK):
        found = _("You may not write to the folder {path}").format(path=place)
        return Check("folder", FAILURE, found, _("Ask for permission, or work in a folder of your own."))
    if mode & (stat.S_IWGRP | stat.S_IWOTH) and not mode & stat.S_ISVTX:
        found = _("Others may write to the folder {path}").format(path=place)
        return Check("folder", WARNING, found, _("Take that away: chmod go-w {path}").format(path=place))
    return Check("folder", OK, _("{path}, where only you may write").format(path=place))


def _no_folder(place: Path) -> Check:
    above = _nearest(place)
    found = _("There is no folder {path}").format(path=place)
    if not may(above, os.W_OK | os.X_OK):
        found = _("There is no folder {path}, and you may not write to {above}").format(path=place, above=above)
        return Check("folder", FAILURE, found, _("Name a database in a folder of your own with --database."))
    return Check("folder", FAILURE, found, _("Create it, or name another database with --database."))


def disk(database: Path) -> Check:
    """Check that the database does not lie on a network share."""
    kind = file_system(database)
    if network_share(database):
        return Check(
            "file-system",
            FAILURE,
            _("A network share ({kind}), where locks do not hold and a database breaks").format(kind=kind),
            _("Copy it to a disk of this computer with “sciplan db backup FILE”, and work with that copy."),
        )
    if not kind and sys.platform != "win32":  # Windows names no kinds, but knows its network drives
        found = _("Nobody says on what kind of disk it lies")
        return Check("file-system", WARNING, found, _("Make sure that it is a disk of this computer, not a share."))
    return Check("file-system", OK, kind or _("a disk of this computer"))


def space(database: Path) -> Check:
    """Check that there is room to write, and for a copy and an upgrade."""
    free = shutil.disk_usage(_nearest(database.parent)).free
    size = database.stat().st_size if is_there(database) else 0
    found = _("{free} MB free; the database has {size} MB").format(
        free=f"{free // _MEGABYTE:,}", size=f"{size // _MEGABYTE:,}"
    )
    if free < _TOO_LITTLE:
        return Check("space", FAILURE, found, _("Make room: nothing more can be written."))
    if free < _LITTLE + 2 * size:
        return Check("space", WARNING, found, _("Make room: a backup and an upgrade need as much again."))
    return Check("space", OK, found)


def leftovers(database: Path) -> Check:
    """Look for what a crash left: journals that SQLite will use, and unfinished files that nothing will."""
    journals = [file.name for file in left_beside(database)]
    unfinished = sorted(file.name for file in database.parent.iterdir() if UNFINISHED.fullmatch(file.name))
    if journals:
        names = _(", ").join(journals)
        if not is_there(database):
            found = _("Without the database that it belongs to: {names}").format(names=names)
            return Check("leftovers", FAILURE, found, _bring_back())
        found = _("Beside the database: {names}").format(names=names)
        remedy = _("Never delete it: somebody is writing, or the next command undoes with it what broke off.")
        return Check("leftovers", WARNING, found, remedy)
    if unfinished:
        found = _("Unfinished files: {names}").format(names=_(", ").join(unfinished))
        return Check("leftovers", WARNING, found, _("Delete them unless sciplan is at work right now."))
    return Check("leftovers", OK, _("No unfinished files"))


def _bring_back() -> str:
    return _("Bring the database back beside it; or move it away before you create or restore another database here.")


def trial(database: Path) -> Check:
    """Write a small database into the folder, read it again, and take it away."""
    try:
        try_to_write(database.parent)
    except StorageFault as fault:
        return Check("write", FAILURE, fault.message, fault.hint)
    return Check("write", OK, _("A trial database could be written and read again"))
