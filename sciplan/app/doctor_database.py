"""Checks of the database itself: who may read it, what it is, how it is written, and whether the clock fits it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from sciplan.app.clocks import behind, newest_ahead
from sciplan.clock import Now
from sciplan.errors import StorageFault
from sciplan.files import may
from sciplan.i18n import _
from sciplan.report.doctor import FAILURE, OK, WARNING, Check
from sciplan.storage.connection import journal_mode, reading
from sciplan.storage.schema import require_current, schema_revision

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def permissions(database: Path) -> Check:
    """Check that its owner can read and write the file, and nobody else."""
    mode = database.stat().st_mode
    if not may(database, os.R_OK | os.W_OK):
        found = _("You may not read and write {path}").format(path=database)
        return Check("permissions", FAILURE, found, _("Ask its owner for permission, or work on a copy of your own."))
    if os.name != "nt" and mode & _OTHERS:
        found = _("Others may use {path} (mode {mode})").format(path=database, mode=f"{stat.S_IMODE(mode):o}")
        return Check("permissions", WARNING, found, _("Take that away: chmod 600 {path}").format(path=database))
    return Check("permissions", OK, _("Only its owner may use it"))


def schema(database: Path) -> Check:
    """Check that it is a sciplan database of this version."""
    try:
        require_current(database)
        return Check("schema", OK, _("Schema {revision}").format(revision=schema_revision(database)))
    except StorageFault as fault:
        return Check("schema", FAILURE, fault.message, fault.hint)


def journal(database: Path) -> Check:
    """Check how SQLite keeps what it needs to undo a write that breaks off."""
    try:
        with reading(database) as connection:
            mode = journal_mode(connection)
    except StorageFault as fault:
        return Check("journal", FAILURE, fault.message, fault.hint)
    if mode == "delete":
        return Check("journal", OK, _("Journal mode {mode}").format(mode=mode))
    return Check(
        "journal",
        WARNING,
        _("Another program has set the journal mode to {mode}").format(mode=mode),
        _("End that program, then copy nothing but with “sciplan db backup”."),
    )


def clock(database: Path, now: Now) -> Check:
    """Check that the newest batch is not from the future."""
    try:
        newest = newest_ahead(database, now)
    except StorageFault as fault:
        return Check("clock", FAILURE, fault.message, fault.hint)
    if newest is None:
        found = _("{now} UTC, after the newest batch").format(now=f"{now.utc:%Y-%m-%d %H:%M}")
        return Check("clock", OK, found)
    remedy = _("Set the clock right; what is written before that bears the time of the newest batch.")
    return Check("clock", WARNING, behind(newest, now), remedy)
