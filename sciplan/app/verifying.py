"""Verifying that a ledger is what was written, and that a printed report was made from it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sciplan.domain.batches import Batch
from sciplan.errors import StorageFault, UsageError
from sciplan.i18n import _
from sciplan.report.verification import State, Verification
from sciplan.storage import batches, reader
from sciplan.storage import verifying as checks
from sciplan.storage.connection import reading
from sciplan.storage.reader import ALL_BATCHES
from sciplan.storage.schema import require_current, schema_revision

Progress = Callable[[int, int], None]
"""Told now and then how many entries of how many are proved."""

_STATE = re.compile(r"b(?P<batch>[0-9]{1,9})|(?P<digits>[0-9a-f]{12,64})")


def verify(database: Path, against: str | None, progress: Progress = lambda _done, _all: None) -> Verification:
    """Check a ledger from its first batch to its last, and look for the state `against`: a fingerprint or `b12`.

    Nothing is written, but that SQLite first undoes what a crash left half written. What is wrong with the content of
    the file is in the result, all at once; raises `UsageError` for an `against` that is no state, and `StorageFault`
    for what is no database of this version.
    """
    asked = None if against is None else _state_asked_for(against)
    done = Verification(str(database), None, "", "", ())
    try:
        schema_revision(database)
        with reading(database) as connection:
            if checks.of_another_version(connection):
                require_current(database)
            done = replace(done, flaws=tuple(checks.flaws(connection, progress)))
            done = _with_state(connection, done)
            if asked is not None:
                done = replace(done, against=_found(connection, asked, done.doubtful))
    except StorageFault as fault:
        flaw = checks.damage(fault)
        if flaw is None:
            raise
        done = replace(done, flaws=done.flaws or (flaw,))
    return replace(done, asked=against)


def _state_asked_for(typed: str) -> re.Match[str]:
    asked = _STATE.fullmatch(typed.strip().lower())
    if asked is None:
        raise UsageError(
            _("“{typed}” is neither a fingerprint nor a batch.").format(typed=typed),
            _("Give at least twelve digits of the fingerprint that stands under the report, or b12."),
        )
    return asked


def _with_state(connection: sqlite3.Connection, done: Verification) -> Verification:
    state = reader.ledger_state(connection)
    return replace(done, looked=checks.looked_at(connection), fingerprint=state.fingerprint, at=state.at)


def _found(connection: sqlite3.Connection, asked: re.Match[str], doubtful: int | None) -> State | None:
    """Give the state that was asked for; a digest that was not proved, from the doubtful batch on, is no witness."""
    batch = _batch(connection, asked, ALL_BATCHES if doubtful is None else doubtful - 1)
    if batch is None:
        return None
    newest, then = reader.ledger_state(connection), reader.ledger_state(connection, batch.number)
    return State(batch, then.entries, newest.batch - batch.number, newest.entries - then.entries)


def _batch(connection: sqlite3.Connection, asked: re.Match[str], last: int) -> Batch | None:
    found = [int(asked["batch"])] if asked["batch"] else reader.batches_with_digest(connection, asked["digits"])
    proved = [number for number in found if number <= last]
    return batches.batch(connection, proved[0]) if len(proved) == 1 else None
