"""Summaries: what is live for a target and a period together, kept with each batch and read instead of the entries.

A summary is made anew, from all live entries of its target and period, by the batch that brings one more of them. So
those that no later batch touched are today what they were then, and of a past state only the others are made anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import reduce
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from sciplan.storage.totals import check_totals, overflowing, past_bound

COLUMNS = "target_id, period, reports, parts, figures, value, ratios, numerator, denominator, regions, last_entry"

TOGETHER = """
    SELECT e.target_id, e.period, count(*) AS reports, count(nullif(e.agency, '')), count(e.value),
        coalesce(sum(e.value), 0) AS value, count(e.numerator), coalesce(sum(e.numerator), 0),
        coalesce(sum(e.denominator), 0), group_concat(e.region), max(e.id)
    FROM touched AS t CROSS JOIN entry AS e
        ON e.target_id = t.target_id AND e.period = t.period AND e.supersedes IS {which} AND e.id <= :last
    WHERE e.kind <> 'retraction' AND e.id NOT IN (
        SELECT later.supersedes FROM touched AS t CROSS JOIN entry AS later
            ON later.target_id = t.target_id AND later.period = t.period AND later.supersedes IS NOT NULL
            AND later.id <= :last
    )
    GROUP BY t.target_id, t.period
"""
"""The rule: what the touched targets and periods had that was live once the entry `last` was written; in two goes, by
what `supersedes` is, because each has an index of its own."""

TOUCH = """
    CREATE TEMP TABLE touched (target_id INTEGER, period TEXT, PRIMARY KEY (target_id, period)) WITHOUT ROWID
"""
TOUCHED = "INSERT INTO temp.touched SELECT DISTINCT target_id, period FROM entry WHERE id > ?"
REMOVE = "DELETE FROM summary WHERE (target_id, period) IN (SELECT target_id, period FROM temp.touched)"
ADD_FIRST = f"INSERT INTO summary ({COLUMNS}) {TOGETHER.format(which='NULL')}"
ADD_LATER = f"""
    INSERT INTO summary ({COLUMNS}) {TOGETHER.format(which="NOT NULL")}
    ON CONFLICT (target_id, period) DO UPDATE SET
        reports = reports + excluded.reports, parts = parts + excluded.parts, figures = figures + excluded.figures,
        value = value + excluded.value, ratios = ratios + excluded.ratios, numerator = numerator + excluded.numerator,
        denominator = denominator + excluded.denominator, regions = regions || ',' || excluded.regions,
        last_entry = max(last_entry, excluded.last_entry)
"""
CLEAR = "DELETE FROM summary"
UNTOUCH = "DROP TABLE temp.touched"

STORED = f"SELECT {COLUMNS} FROM summary ORDER BY target_id, period"
DERIVED = f"""
    WITH touched AS MATERIALIZED (SELECT DISTINCT target_id, period FROM entry ORDER BY target_id, period)
    {TOGETHER} ORDER BY e.target_id, e.period
"""
ALL_ENTRIES = 2**62
"""The number of an entry past every other."""

_PAST_64_BITS = ("integer overflow", "cannot store REAL value in INTEGER column summary.")
"""What SQLite says of a sum past 64 bits: SUM fails, and + makes a REAL, which the table does not take."""

Row = tuple[Any, ...]
"""What `COLUMNS` say, and what a query puts behind them."""

_SLOT = itemgetter(0, 1)


def keep_summaries(connection: sqlite3.Connection, before: int) -> None:
    """Make the summaries of all targets and periods that have entries after one anew, within a write transaction.

    Raises `Refused` if the total of a target is past the bound; the transaction must not be committed then.
    """
    connection.execute(TOUCH)
    connection.execute(TOUCHED, (before,))
    connection.execute(REMOVE)
    try:
        for add in (ADD_FIRST, ADD_LATER):
            connection.execute(add, {"last": ALL_ENTRIES})
    except sqlite3.Error as fault:
        if not str(fault).startswith(_PAST_64_BITS):
            raise
        raise past_bound(overflowing(connection)) from fault
    check_totals(connection)
    connection.execute(UNTOUCH)


def make_all_anew(connection: sqlite3.Connection) -> None:
    """Make every summary anew, within a write transaction."""
    connection.execute(CLEAR)
    keep_summaries(connection, 0)


def added_up(one: Row, other: Row) -> Row:
    """Give one row of the two that the two goes of the rule found for a target and a period."""
    counts = (first + second for first, second in zip(one[2:9], other[2:9], strict=True))
    return (*one[:2], *counts, f"{one[9]},{other[9]}", max(one[10], other[10]), *one[11:])


def wrong_summaries(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Give the target and period of each summary that is missing, too many, or not what the live entries make."""
    goes = (connection.execute(DERIVED.format(which=which), {"last": ALL_ENTRIES}) for which in ("NULL", "NOT NULL"))
    derived = (reduce(added_up, group) for _slot, group in groupby(merge(*goes, key=_SLOT), _SLOT))
    stored: Iterator[Row] = iter(connection.execute(STORED))
    kept, right = next(stored, None), next(derived, None)
    while kept is not None or right is not None:
        first = min(_SLOT(row) for row in (kept, right) if row is not None)
        if kept is None or right is None or _SLOT(kept) != _SLOT(right) or _unordered(kept) != _unordered(right):
            yield first
        if kept is not None and _SLOT(kept) == first:
            kept = next(stored, None)
        if right is not None and _SLOT(right) == first:
            right = next(derived, None)


def _unordered(row: Row) -> tuple[object, ...]:
    """Give what a summary says; in which order the regions stand is SQLite's business."""
    return (*row[2:9], sorted(row[9].split(",")), row[10])
