"""Checks of the place of the database: which it is, its folder, its disk, and what lies about there."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from sciplan.errors import StorageFault
from sciplan.faults import reason
from sciplan.files import UNFINISHED, may
from sciplan.i18n import _
from sciplan.paths import ABOVE, BY_DEFAULT, BY_OPTION, BY_VARIABLE, DATABASE_VARIABLE, HERE
from sciplan.report.doctor import FAILURE, OK, WARNING, Check
from sciplan.storage.filesystem import file_system, network_share
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


def folder(database: Path) -> Check:
    """Check that the folder can be written to, and that nobody else can put another file in the database's place."""
    place = database.parent
    mode = place.stat().st_mode
    if not may(place, os.W_OK | os.X_OK):
        found = _("You may not write to the folder {path}").format(path=place)
        return Check("folder", FAILURE, found, _("Ask for permission, or work in a folder of your own."))
    if mode & (stat.S_IWGRP | stat.S_IWOTH) and not mode & stat.S_ISVTX:
        found = _("Others may write to the folder {path}").format(path=place)
        return Check("folder", WARNING, found, _("Take that away: chmod go-w {path}").format(path=place))
    return Check("folder", OK, _("{path}, where only you may write").format(path=place))


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
    return Check("file-system", OK, kind or _("not known on this system"))


def space(database: Path) -> Check:
    """Check that there is room to write, and for a copy and an upgrade."""
    free = shutil.disk_usage(database.parent).free
    size = database.stat().st_size if database.is_file() else 0
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
    journals = [
        file.name
        for ending in ("-journal", "-wal", "-shm")
        if (file := database.with_name(database.name + ending)).exists()
    ]
    unfinished = sorted(file.name for file in database.parent.iterdir() if UNFINISHED.fullmatch(file.name))
    if journals:
        found = _("Beside the database: {names}").format(names=_(", ").join(journals))
        remedy = _("Never delete it: somebody is writing, or the next command undoes with it what broke off.")
        return Check("leftovers", WARNING, found, remedy)
    if unfinished:
        found = _("Unfinished files: {names}").format(names=_(", ").join(unfinished))
        return Check("leftovers", WARNING, found, _("Delete them unless sciplan is at work right now."))
    return Check("leftovers", OK, _("No unfinished files"))


def trial(database: Path) -> Check:
    """Write a small database into the folder, read it again, and take it away."""
    try:
        try_to_write(database.parent)
    except StorageFault as fault:
        return Check("write", FAILURE, fault.message, fault.hint)
    return Check("write", OK, _("A trial database could be written and read again"))
