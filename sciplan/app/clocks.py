"""Whether the clock of this computer can be right, by the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from sciplan.app.ledgers import open_ledger
from sciplan.clock import Now
from sciplan.i18n import _
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


def behind(newest: datetime, now: Now) -> str:
    """Say that the clock is behind the newest batch."""
    return _("The clock of this computer says {now} UTC, but the newest batch is from {newest} UTC.").format(
        now=f"{now.utc:%Y-%m-%d %H:%M}", newest=f"{newest:%Y-%m-%d %H:%M}"
    )
