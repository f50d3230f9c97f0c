"""SQL that the `sqlite3` shell runs as a yardstick on the ledger that sciplan answers from."""

from __future__ import annotations

from sciplan.storage.reader import FIRST_AND_LATER
from sciplan.storage.summaries import DERIVED

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


def known_at_statement(batch: int) -> str:
    """Give what a past moment asks of the entries alone, by the rule of the summaries, added up."""
    asked = DERIVED.replace(":last", f"(SELECT sum(entries) FROM batch WHERE number <= {batch})")
    goes = " UNION ALL ".join(f"SELECT * FROM ({asked.format(which=which)})" for which in FIRST_AND_LATER)
    return f"SELECT sum(reports), sum(value) FROM ({goes})"
