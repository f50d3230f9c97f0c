"""Whether the clock of this computer can be right, by the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sciplan.app.ledgers import open_ledger
from sciplan.clock import Now
from sciplan.storage.reader import ledger_state
from sciplan.storage.stored import stored_time

TOLERATED = timedelta(minutes=1)
"""Clocks of colleagues differ by so much."""


def newest_ahead(database: Path, now: Now) -> datetime | None:
    """Give the time of the newest batch (UTC) if the clock is more than a minute behind it, else None.

    Raises `StorageFault` if there is no database of this version, or no time of that batch.
    """
    with open_ledger(database) as connection:
        at = ledger_state(connection).at
    newest = stored_time(at) if at else None
    return newest if newest is not None and newest - now.utc > TOLERATED else None
