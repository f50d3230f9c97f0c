"""Agreed quotas into the ledger and out of it: each set of them is a batch of its own. Plain SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sciplan.domain.quantity import from_millionths, to_millionths
from sciplan.domain.quotas import Quota
from sciplan.storage.reader import target_ids

if TYPE_CHECKING:
    from sciplan.storage.chain import Link, Writing

INSERT_QUOTA = "INSERT INTO quota (batch, target_id, year, amount, checkpoint, typed) VALUES (?, ?, ?, ?, ?, ?)"
QUOTAS = """
    SELECT t.key, q.year, q.amount, q.checkpoint, q.typed, q.batch
    FROM plan AS p JOIN target AS t ON t.plan_id = p.id JOIN quota AS q ON q.target_id = t.id
    JOIN batch AS b ON b.number = q.batch
    WHERE p.key = ? AND q.batch <= ? ORDER BY q.batch, q.target_id, q.year
"""
OF_BATCH = """
    SELECT p.key, t.key, q.year, q.amount, q.checkpoint, q.typed, q.batch
    FROM quota AS q JOIN target AS t ON t.id = q.target_id JOIN plan AS p ON p.id = t.plan_id
    WHERE q.batch = ? ORDER BY q.target_id, q.year
"""
QUOTA_COUNTS = "SELECT batch, count(*) FROM quota GROUP BY batch"


def append_quotas(connection: sqlite3.Connection, writing: Writing, plan: str, quotas: Iterable[Quota]) -> Link:
    """Add quotas of a plan as one batch, in the order in which the plan's targets came to be; give the batch.

    The batches that they carry are passed over.
    """
    from sciplan.storage.canonical import quota_item
    from sciplan.storage.chain import append_batch

    ids = target_ids(connection, plan)
    ordered = sorted(quotas, key=lambda quota: (ids[quota.target], quota.year))
    rows = [
        (ids[one.target], one.year, to_millionths(one.amount), to_millionths(one.checkpoint), one.typed)
        for one in ordered
    ]
    items = [quota_item(plan, one.target, *row[1:]) for one, row in zip(ordered, rows, strict=True)]
    link = append_batch(connection, writing, items)
    connection.executemany(INSERT_QUOTA, [(link.number, *row) for row in rows])
    return link


def quotas_of(connection: sqlite3.Connection, plan: str, until: int) -> list[Quota]:
    """Give everything that was agreed for a plan as of a batch, in the order in which it was agreed."""
    return [_quota(row) for row in connection.execute(QUOTAS, (plan, until))]


def quotas_in(connection: sqlite3.Connection, batch: int) -> list[tuple[str, Quota]]:
    """Give what a batch brought, each with its plan, in the order in which the chain proves it."""
    return [(row[0], _quota(row[1:])) for row in connection.execute(OF_BATCH, (batch,))]


def quota_counts(connection: sqlite3.Connection) -> dict[int, int]:
    """Give how many quotas each batch brought that brought any."""
    return dict(connection.execute(QUOTA_COUNTS).fetchall())


def _quota(row: tuple[str, int, int | None, int | None, str, int]) -> Quota:
    target, year, amount, checkpoint, typed, batch = row
    return Quota(target, year, from_millionths(amount), from_millionths(checkpoint), typed, batch)
