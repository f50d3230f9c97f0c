"""What is live under a plan, target by target and period by period, from the summaries, as of any batch."""

from __future__ import annotations

import sqlite3

from sciplan.domain.ledger import Content, Reported
from sciplan.domain.merging import Merged
from sciplan.domain.period import Period, parse_period
from sciplan.domain.plan import Plan
from sciplan.domain.quantity import from_millionths
from sciplan.errors import StorageFault
from sciplan.i18n import _
from sciplan.storage.reader import content_of
from sciplan.storage.summaries import COLUMNS, TOGETHER, Row, added_up

OWN = "SELECT t.id FROM target AS t JOIN plan AS p ON p.id = t.plan_id WHERE p.key = :plan"
MERGED = f"""
    WITH touched AS MATERIALIZED (
        SELECT DISTINCT target_id, period FROM entry WHERE id > :last AND target_id IN ({OWN})
    ), merged ({COLUMNS}) AS (
        SELECT {COLUMNS} FROM summary
        WHERE target_id IN ({OWN}) AND (target_id, period) NOT IN (SELECT target_id, period FROM touched)
        UNION ALL {TOGETHER.format(which="NULL")}
        UNION ALL {TOGETHER.format(which="NOT NULL")}
    )
    SELECT m.target_id, m.period, m.reports, m.parts, m.figures, m.value, m.ratios, m.numerator, m.denominator,
        m.regions, m.last_entry, t.key, e.region, e.agency, e.value, e.numerator, e.denominator, e.state
    FROM merged AS m JOIN target AS t ON t.id = m.target_id
    LEFT JOIN entry AS e ON e.id = m.last_entry AND m.reports = 1
"""
"""The summaries that no later batch touched, and the others made anew; of a report that is alone, what it says."""


def merged_reports(connection: sqlite3.Connection, plan: Plan, entries: int) -> dict[str, list[Merged]]:
    """Give what was live for each target of a plan when the ledger held so many entries, those of a period together.

    Entries are numbered without a gap, and each batch holds those that follow the last one's. Raises `StorageFault` for
    a period that cannot be: another program has changed a summary.
    """
    found: dict[str, list[Merged]] = {}
    rows: dict[tuple[int, str], Row] = {}
    for row in connection.execute(MERGED, {"plan": plan.key, "last": entries}):
        slot, before = row[:2], rows.get(row[:2])
        rows[slot] = row if before is None else added_up(before, row)
    for row in rows.values():
        found.setdefault(row[11], []).append(_merged(_period(row[1], plan), row))
    return found


def _period(text: str, plan: Plan) -> Period:
    period = parse_period(text, plan.start)
    if period is None:
        raise StorageFault(
            _("A summary holds a period that cannot be: {period}.").format(period=text),
            _("Another program changed it; “sciplan db verify” says what is wrong."),
        )
    return period


def _merged(period: Period, row: Row) -> Merged:
    _target, _text, reports, parts, figures, value, ratios, above, below, regions, last, _key, *single = row
    if reports == 1:
        region, agency, *content = single
        return Merged(period, regions, None, Reported(period, region, agency, content_of(content), last))
    if parts == 0 and figures == reports:
        return Merged(period, regions, Content(from_millionths(value)))
    if parts == 0 and ratios == reports:
        return Merged(period, regions, Content(None, from_millionths(above), from_millionths(below)))
    return Merged(period, regions, None)
