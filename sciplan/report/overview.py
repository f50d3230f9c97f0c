"""Several plans at once: a line for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sciplan.report.status import LedgerNote, StatusReport


@dataclass(frozen=True, slots=True)
class Overview:
    """The status of every plan of a database on one date, each as its own report."""

    as_of: date
    known_at: str | None
    ledger: LedgerNote
    plans: tuple[StatusReport, ...]
