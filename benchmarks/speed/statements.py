"""SQL that the `sqlite3` shell runs as a yardstick on the ledger that sciplan answers from."""

from __future__ import annotations

WINDOW = """
    SELECT target_id, period, sum(value) FROM (
        SELECT target_id, period, value, kind, row_number() OVER (
            PARTITION BY target_id, period, region, agency ORDER BY id DESC
        ) AS place
        FROM entry
    )
    WHERE place = 1 AND kind <> 'retraction' GROUP BY target_id, period
"""
"""What stands for each target and period, found the way a book on SQL would: a line for each."""


NEWEST = 2**62
"""A batch past every other."""

LAST = "target_id = (SELECT max(target_id) FROM entry)"
"""The condition of the last target that anything is reported for."""

_LIVE = """
    SELECT target_id, period, value FROM entry AS e
    WHERE batch <= {batch} AND kind <> 'retraction'
      AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.supersedes = e.id AND later.batch <= {batch})
"""


def live(batch: int) -> str:
    """Give what stood as of a batch, asked of the entries in the plainest way."""
    return _LIVE.format(batch=batch)


def known_at_statement(batch: int) -> str:
    """Give what stood for each target and period as of a batch, from the entries alone: a line for each."""
    return f"SELECT target_id, period, sum(value) FROM ({live(batch)}) GROUP BY target_id, period"
