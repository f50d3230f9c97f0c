"""Several plans at once: a line for each."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sciplan.report.ledger_note import LedgerNote
from sciplan.report.status import StatusReport


class Overview(NamedTuple):
    """The status of every plan of a database on one date, each as its own report."""

    as_of: date
    known_at: str | None
    ledger: LedgerNote
    plans: tuple[StatusReport, ...]
