"""The only place that reads the clock: everything below takes the time as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple


class Now(NamedTuple):
    """One moment: the UTC time that the ledger keeps, and the local date that says which year it is."""

    utc: datetime
    today: date


def read_clock() -> Now:
    """Read the clock once."""
    return moment(datetime.now(UTC))  # noqa: TID251


def moment(utc: datetime) -> Now:
    """Give a UTC time with its local date; 07:30 on 1 January in Beijing is still last year in UTC."""
    return Now(utc, utc.astimezone().date())
