"""What an import asks of the ledger, entries of the batch that is still open among them."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from sciplan.domain.ledger import Slot

WITH_TOTALS_TO_DATE = """
    SELECT DISTINCT t.key FROM target AS t JOIN plan AS p ON p.id = t.plan_id JOIN entry AS e ON e.target_id = t.id
    WHERE p.key = ? AND e.supersedes IS NULL AND e.period >= '..' AND e.period < './'
"""
LIVE_PERIODS = """
    SELECT e.id, e.batch, e.period, e.typed
    FROM target AS t JOIN plan AS p ON p.id = t.plan_id JOIN entry AS e ON e.target_id = t.id
    WHERE p.key = ? AND t.key = ? AND e.region = ? AND e.agency = ? AND e.kind <> 'retraction'
      AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.supersedes = e.id)
"""
EVIDENCE_OF = "SELECT sha256 FROM evidence WHERE entry = ?"
BATCHES_OF_FILE = "SELECT number FROM batch WHERE file_sha256 = ? AND command = ? ORDER BY number DESC"


class LivePeriod(NamedTuple):
    """A live entry of a place: its number, batch and period, and the figure as typed."""

    entry: int
    batch: int
    period: str
    typed: str


def targets_with_totals_to_date(connection: sqlite3.Connection, plan: str) -> set[str]:
    """Give the targets of a plan for which a total to date was ever reported."""
    return {key for (key,) in connection.execute(WITH_TOTALS_TO_DATE, (plan,))}


def live_periods(connection: sqlite3.Connection, slot: Slot) -> list[LivePeriod]:
    """Give the live entries of a slot's target, region and agency, whatever their period."""
    found = connection.execute(LIVE_PERIODS, (slot.plan, slot.target, slot.region, slot.agency))
    return [LivePeriod(*row) for row in found]


def evidence_of(connection: sqlite3.Connection, entry: int) -> set[str]:
    """Give the digests of the files that an entry has."""
    return {sha256 for (sha256,) in connection.execute(EVIDENCE_OF, (entry,))}


def batches_of_file(connection: sqlite3.Connection, sha256: str, command: str) -> list[int]:
    """Give the batches that came from a file with this digest by this very command, the newest first."""
    return [number for (number,) in connection.execute(BATCHES_OF_FILE, (sha256, command))]
