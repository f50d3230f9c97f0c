"""What the ledger holds is read as sciplan wrote it; what another program put there instead is told as such."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sciplan.errors import StorageFault
from sciplan.i18n import _

MISREAD = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a text or a row that sciplan never wrote makes of its reader."""


@contextmanager
def as_written(sentence: str) -> Iterator[None]:
    """Raise `StorageFault` with a sentence, and what to do, where what is read in here was never written by sciplan."""
    try:
        yield
    except MISREAD as mistake:
        raise impossible(sentence) from mistake


def impossible(sentence: str) -> StorageFault:
    """Give the fault of a ledger that holds what cannot be."""
    return StorageFault(sentence, _("Another program has changed the database; go back to the last backup."))


def stored_time(text: str) -> datetime:
    """Read the time of a batch; raise `StorageFault` for one that sciplan never wrote."""
    with as_written(_("The ledger holds a time that cannot be: {time}.").format(time=text)):
        time = datetime.fromisoformat(text)
        if time.tzinfo is None:
            raise ValueError(text)
    return time
