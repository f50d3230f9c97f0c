"""Plans: each revision's text read again, and the rows that lay it out held against it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sciplan.domain import verification
from sciplan.domain.plan import Plan
from sciplan.domain.verification import Flaw
from sciplan.errors import StorageFault
from sciplan.storage import layout
from sciplan.storage.plantext import read_plan_text

REVISIONS = """
    SELECT r.id, p.key, r.number, r.batch, r.text, r.name, r.level, r.region, r.start_date, r.end_date
    FROM revision AS r LEFT JOIN plan AS p ON p.id = r.plan_id ORDER BY p.id, r.number
"""
UNUSED_NAMES = """
    SELECT 'plan', p.key FROM plan AS p WHERE NOT EXISTS (SELECT 1 FROM revision WHERE plan_id = p.id)
    UNION ALL
    SELECT 'target', t.key FROM target AS t WHERE NOT EXISTS (SELECT 1 FROM definition WHERE target_id = t.id)
"""
WRONG_SETTINGS = """
    SELECT key FROM setting WHERE key <> 'default-plan' OR value NOT IN (SELECT key FROM plan)
"""
_TARGET = """
    (SELECT key FROM target WHERE id = target_id AND plan_id = (SELECT plan_id FROM revision WHERE id = revision_id))
"""


def plan_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Give revisions out of their turn, whose text is no plan's, or whose rows say something else than their text.

    Names that no revision uses, and settings that sciplan does not make, are given too.
    """
    before: tuple[str, int, int] = ("", 0, 0)
    for revision, key, number, batch, text, *head in connection.execute(REVISIONS):
        follows = (number, True) if before[0] != key else (number - before[1], batch > before[2])
        if follows != (1, True):
            yield Flaw(verification.REVISION_NUMBER, "revision", batch, name=f"{key} {number}")
        before = (key, number, batch)
        plan = _plan(text)
        if plan is None or plan.key != key:
            yield Flaw(verification.REVISION_TEXT, "revision", batch, name=f"{key}")
            continue
        if tuple(head) != tuple(layout.head(plan).values()):
            yield Flaw(verification.REVISION_LAYOUT, "revision", batch, name=key)
        for table in _differing(connection, revision, plan):
            yield Flaw(verification.REVISION_LAYOUT, table, batch, name=key)
    for table, name in connection.execute(UNUSED_NAMES):
        yield Flaw(verification.NAME_UNUSED, table, name=name)
    for (name,) in connection.execute(WRONG_SETTINGS):
        yield Flaw(verification.SETTING, "setting", name=name)


def _plan(text: str) -> Plan | None:
    """Give the plan of a text, or None if it is not the text of one."""
    try:
        return read_plan_text(text)
    except StorageFault:
        return None


def _differing(connection: sqlite3.Connection, revision: int, plan: Plan) -> Iterator[str]:
    """Give the tables that do not hold exactly the rows that a plan makes."""
    expected: dict[str, set[tuple[object, ...]]] = {table: set() for table in layout.COLUMNS}
    for table, row in layout.laid_out(plan):
        expected[table].add(tuple(row.values()))
    for table, columns in layout.COLUMNS.items():
        names = ", ".join(_TARGET if name == "target" else name for name in columns)
        rows = connection.execute(f"SELECT {names} FROM {table} WHERE revision_id = ?", (revision,)).fetchall()
        if len(rows) != len(expected[table]) or set(rows) != expected[table]:
            yield table
