"""SQL that the `sqlite3` shell runs as a yardstick on the ledger that sciplan answers from."""

from __future__ import annotations

from sciplan.storage.reader import FIRST_AND_LATER, LIVE

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


def known_at_statement(plan: str, batch: int) -> str:
    """Give what sciplan itself asks for a past moment, with its parameters written out, added up by the shell."""
    asked = " UNION ALL ".join(LIVE.format(which=which) for which in FIRST_AND_LATER)
    for value in (f"'{plan}'", str(batch), str(batch)) * len(FIRST_AND_LATER):
        asked = asked.replace("?", value, 1)
    return f"SELECT count(*), sum(value) FROM ({asked})"
