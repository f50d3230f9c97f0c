"""The bound within which the sums of a target's amounts are exact, held against what a batch leaves behind."""

from __future__ import annotations

import sqlite3

from sciplan.domain.quantity import MILLION, TOTAL_BOUND
from sciplan.errors import Refused
from sciplan.i18n import _

TOTALS = f"""
    SELECT t.key, sum(abs(s.value) / {MILLION}), sum(abs(s.value) % {MILLION}), sum(s.numerator / {MILLION}),
        sum(s.numerator % {MILLION}), sum(s.denominator / {MILLION}), sum(s.denominator % {MILLION})
    FROM summary AS s JOIN target AS t ON t.id = s.target_id
    WHERE s.target_id IN (SELECT target_id FROM temp.touched) GROUP BY s.target_id
"""
"""The totals of all targets that a batch touched, in whole units and millionths, so that no sum is past 64 bits."""

OVERFLOWING = f"""
    SELECT t.key FROM temp.touched AS o JOIN entry AS e ON e.target_id = o.target_id AND e.period = o.period
    JOIN target AS t ON t.id = o.target_id GROUP BY o.target_id, o.period
    ORDER BY max(sum(e.value / {MILLION}), sum(coalesce(e.denominator, 0) / {MILLION})) DESC LIMIT 1
"""


def check_totals(connection: sqlite3.Connection) -> None:
    """Raise `Refused` if the total of a target that was touched is past the bound."""
    for key, *amounts in connection.execute(TOTALS):
        totals = (whole * MILLION + rest for whole, rest in zip(amounts[::2], amounts[1::2], strict=True))
        if max(totals) > TOTAL_BOUND * MILLION:
            raise past_bound(key)


def past_bound(target: str) -> Refused:
    """Give the answer to figures whose sum would be past the bound."""
    return Refused(
        _("The figures of {target} would add up to more than 9,000,000,000,000.").format(target=target),
        _("Check them, or count in a larger unit."),
    )


def overflowing(connection: sqlite3.Connection) -> str:
    """Give the target whose figures of one period SQLite could not add up."""
    key: str = connection.execute(OVERFLOWING).fetchone()[0]
    return key
